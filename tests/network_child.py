"""A whole program in a process of its own that notes every use of a network while its window is worked with.

``python -m tests.network_child REPORT FOLDER DEED`` writes what it noted to REPORT, a JSON list; ``day`` is the clerk's
day from the first page to the last, ``none`` opens the window and closes it, and any other deed is one that a watch
must notice. Python's own sockets are heard of here; those of Qt and of other processes only the system can tell.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

_UNIX = getattr(socket, "AF_UNIX", None)
# What asks for names or numbers of other computers without a socket of its own.
_ASKING = ("socket.getaddrinfo", "socket.getnameinfo", "socket.gethostby", "socket.getserv")
NOTED: list[str] = []


def hear(event: str, words: tuple[object, ...]) -> None:
    """Python's audit hook: note what reaches beyond this computer, and let it go on."""
    if not event.startswith("socket.") or event == "socket.gethostname":
        return  # its own name a computer knows without asking anybody
    if event.startswith(_ASKING):
        NOTED.append(event)
    elif event == "socket.__new__":
        if words[1] != _UNIX:
            NOTED.append(f"{event} {words[1]}")
    elif not (isinstance(words[0], socket.socket) and words[0].family == _UNIX):
        NOTED.append(f"{event} {words[1:]}")


sys.addaudithook(hear)

from PySide6.QtCore import QObject, QTimer  # noqa: E402 - from here on everything is heard
from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from app import main  # noqa: E402
from app.ui import start  # noqa: E402
from app.ui.about_dialog import AboutDialog  # noqa: E402
from app.ui.ask import Ask  # noqa: E402
from app.ui.export_dialog import ExportDialog  # noqa: E402
from app.ui.help_window import HelpWindow  # noqa: E402
from app.ui.import_dialog import ImportDialog  # noqa: E402
from app.ui.list_paper_dialog import ListPaperDialog  # noqa: E402
from app.ui.settings_dialog import SettingsDialog  # noqa: E402
from app.ui.window import MainWindow  # noqa: E402
from app.ui.workplace import DRAWERS, HOME, MEMBERS, SUMMARY  # noqa: E402
from app.ui.written import Written  # noqa: E402
from tests.ui.stand_ins import Answers, foreign_roster  # noqa: E402

_TICK = 10  # milliseconds between two looks whether the window is ready for the next deed
_TOO_LONG = 60_000 // _TICK
Ready = Callable[[], bool]
_LOCAL = "127.0.0.1"
_NOBODY = 9  # the port of a service that no computer offers any more


class Clerk(QObject):
    """Does one deed after the other, each when what the last one waits for is there."""

    def __init__(self, window: MainWindow, answers: Answers, folder: Path, deed: str) -> None:
        super().__init__(window)
        self.window, self.answers, self.folder = window, answers, folder
        self._steps = {"day": self._day, "none": self._none}.get(deed, self._stray)()
        self._deed = deed
        self._ready: Ready = window.isVisible
        self._waited = 0
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        try:
            self._waited += 1
            if self._waited > _TOO_LONG:
                raise TimeoutError(self._ready)
            if self._ready():
                self._ready, self._waited = next(self._steps), 0
        except StopIteration:
            self._timer.stop()
            self.window.close()
        except BaseException:
            self._timer.stop()
            traceback.print_exc()
            QApplication.exit(70)

    # ------------------------------------------------------------------------------------------- what it waits for

    def _idle(self) -> bool:
        desk = self.window.desk
        return desk is not None and not self.window.jobs.busy and not desk.seeker.busy

    def _seen(self, kind: type[QDialog]) -> QDialog | None:
        found = (one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())
        return next(found, None)

    def _asked(self, action: str, kind: type[QDialog]) -> Iterator[Ready]:
        """Have an action open its window, and see it painted."""
        self.window.actions_.by_name[action].trigger()
        yield lambda: self._seen(kind) is not None and self._idle()
        self._seen(kind).grab()

    # ------------------------------------------------------------------------------------------- the deeds

    def _none(self) -> Iterator[Ready]:
        yield self.window.isVisible

    def _stray(self) -> Iterator[Ready]:
        yield self.window.isVisible
        with suppress(OSError):
            getattr(sys.modules[__name__], f"stray_{self._deed}")()
        yield self.window.isVisible

    def _day(self) -> Iterator[Ready]:
        self.window.actions_.by_name["demo"].trigger()
        yield lambda: self._idle() and self.window.workplace is not None
        yield from self._rooms()
        for action, kind in (("help", HelpWindow), ("about", AboutDialog), ("settings", SettingsDialog)):
            yield from self._asked(action, kind)
            self._seen(kind).close()
        yield from self._wizard()
        yield from self._paper()
        yield from self._workbooks()

    def _rooms(self) -> Iterator[Ready]:
        workplace = self.window.workplace
        for room in range(HOME, SUMMARY + 1):
            workplace.turn_to(room)
            yield self._idle
            for table in DRAWERS.get(room, ()):
                page = workplace.page_of(table)
                yield self._idle
                if page.table.model.ids:
                    page.open(page.table.model.ids[0])
                    yield self._idle
        self.window.grab()

    def _wizard(self) -> Iterator[Ready]:
        self.window.actions_.by_name["wizard"].trigger()
        page = self.window.workplace.page
        for number in range(6):
            page.wizard.turn_to(number)
            yield lambda: page.maker.up_to_date and self._idle()
        self.answers._path = self.folder
        page.wizard.pages[5].write()
        yield lambda: self._seen(Written) is not None and self._idle()
        self._seen(Written).close()
        page.wizard.close()
        yield self._idle

    def _paper(self) -> Iterator[Ready]:
        from PySide6.QtPrintSupport import QPrinter

        self.window.workplace.turn_to(MEMBERS)
        yield self._idle
        yield from self._asked("print_list", ListPaperDialog)
        Ask(self.window.speech).has_printer()  # the system is asked for its printers
        out = self.folder / "名单.pdf"
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        self.answers._printer = printer
        paper = self._seen(ListPaperDialog)
        paper.print_list()
        yield lambda: out.is_file() and out.stat().st_size > 0 and self._idle()
        paper.close()

    def _workbooks(self) -> Iterator[Ready]:
        self.answers._path = foreign_roster(self.folder / "花名册.xlsx")
        self.window.actions_.by_name["import"].trigger()
        yield lambda: self._seen(ImportDialog) is not None and self._seen(ImportDialog).plan is not None
        self._seen(ImportDialog).carry_out()
        yield lambda: self._seen(ImportDialog) is None and self._idle()
        self.answers._path = out = self.folder / "全部.xlsx"
        yield from self._asked("export", ExportDialog)
        self._seen(ExportDialog).go.click()
        yield lambda: self._seen(Written) is not None and self._idle()
        assert out.is_file()
        self._seen(Written).close()


# ---------------------------------------------------------------------------------------- what must be noticed


def stray_connect() -> None:
    socket.create_connection((_LOCAL, _NOBODY), timeout=2)


def stray_lookup() -> None:
    socket.getaddrinfo("localhost", 80)


def stray_bind() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind((_LOCAL, 0))


def stray_six() -> None:
    with socket.socket(socket.AF_INET6) as made:
        made.connect(("::1", _NOBODY))


def stray_qt() -> None:
    from PySide6.QtNetwork import QTcpSocket

    made = QTcpSocket()
    made.connectToHost(_LOCAL, _NOBODY)
    made.waitForConnected(2000)


def stray_child() -> None:
    subprocess.run([sys.executable, "-S", "-c", "import _socket; _socket.socket()"], check=True)


def stray_unix() -> None:
    """One that may be: another process of this computer is spoken to."""
    with socket.socket(socket.AF_UNIX) as made:
        made.connect("/nowhere/at/all")


def run() -> int:
    report, folder, deed = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    answers = Answers()
    clerks: list[Clerk] = []

    def window(*words: object) -> MainWindow:
        made = MainWindow(*words, ask=answers)
        clerks.append(Clerk(made, answers, folder, deed))
        return made

    start.MainWindow = window
    sys.argv = sys.argv[:1]
    status = main.run([])
    report.write_text(json.dumps(NOTED), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(run())
