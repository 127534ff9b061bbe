"""A whole program in a process of its own, driven from within: opens a file, types into a form, says so, and waits.

``python -m tests.faults.crash_child DEED FILE``; the homes come from the surroundings. It is the program itself that
runs, from its own front door; only the typing stands in for the clerk.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import zipfile
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView

from app import main
from app.domain.errors import FileProblem
from app.ui.crash_dialog import CrashDialog
from app.ui.field_editors import LineEditor
from app.ui.window import MainWindow
from app.ui.workplace import MEMBERS

NOWHERE = QModelIndex()
CANARIES = ("张小燕秘", "330106199003071245", "13987654321", "6222021234567890123")
NAME, PHONE = "欧阳未存", "13912345678"


class Clerk(QObject):
    """Does one deed as soon as the window stands."""

    def __init__(self, deed: str) -> None:
        super().__init__()
        self._deed = deed
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
        if window is None or not window.isVisible() or window.workplace is None:
            return
        self._timer.stop()
        getattr(self, f"_{self._deed}")(window)

    def _page(self, window: MainWindow):
        window.workplace.turn_to(MEMBERS)
        return window.workplace.record_page()

    def _say(self, word: str) -> None:
        print(word, flush=True)

    def _nothing(self, _window: MainWindow) -> None:
        self._say("ready")

    def _type(self, window: MainWindow) -> None:
        """Typed, and at once the signal: the draft is not there yet."""
        page = self._page(window)
        page.new()
        _put(page.form.editors["name"], NAME)
        _put(page.form.editors["mobile"], PHONE)
        assert page.form.dirty
        self._say("ready")

    def _edit(self, window: MainWindow) -> None:
        page = self._page(window)
        page.open(page.table.model.ids[0])
        _put(page.form.editors["mobile"], PHONE)
        self._say("ready")

    def _abort(self, window: MainWindow) -> None:
        """A library brings the process down, on the worker's thread, once the draft is there."""
        self._type(window)
        self._wait = QTimer(self, interval=50)
        self._window = window
        self._wait.timeout.connect(self._abort_when_kept)
        self._wait.start()

    def _abort_when_kept(self) -> None:
        if self._window.desk.book.drafts():
            self._window.jobs.start_job(_down)

    def _restart(self, window: MainWindow) -> None:
        """A fault, and the clerk begins anew; the second time it is enough that the window stands."""
        mark = Path(os.environ["XDG_STATE_HOME"]) / "first"
        if mark.exists():
            mark.with_name("second").write_text(" ".join(sys.argv))
            os.kill(os.getpid(), signal.SIGTERM)
            return
        mark.touch()
        self._type(window)
        self._soon = QTimer(self, interval=20)
        self._soon.timeout.connect(self._press_restart)
        self._soon.start()
        raise RuntimeError(CANARIES[0])

    def _press_restart(self) -> None:
        dialog = next((one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog)), None)
        if dialog is not None and dialog.isVisible():
            self._soon.stop()
            dialog.restart.click()

    def _storm(self, window: MainWindow) -> None:
        """Faults at many places, each with personal data in its message, its values and its surroundings."""
        self._type(window)
        self._window = window
        self._view = QTableView(window)
        self._view.setModel(BrokenModel(self._view))
        self._view.resize(500, 300)
        self._view.show()  # painted when the event loop comes to it, and again and again
        job = window.jobs.start_job(_broken_job)
        job.broken.connect(window.on_failed)
        window.desk.seeker.ask(self, _broken_question, print, later=True)
        threading.Thread(target=_broken_job).start()
        for deed in (self._slot, self._user_world, self._database, self._reading):
            QTimer.singleShot(0, deed)
        self._report = QTimer(self, singleShot=True, interval=1500)
        self._report.timeout.connect(self._keep_report)
        self._report.start()

    def _slot(self) -> None:
        name, number = CANARIES[:2]
        raise ValueError(f"{name} {number}") from KeyError(CANARIES[2])

    def _user_world(self) -> None:
        raise FileProblem("{path} is damaged.", path=f"/media/{CANARIES[0]}/{CANARIES[1]}.union")

    def _database(self) -> None:
        """A rule of the database is broken: its words name the column, its values the member."""
        with self._window.desk.book.step("Fill") as writer:
            writer.insert("member", {"name": CANARIES[0], "id_no": CANARIES[1], "unit_id": 12345})

    def _reading(self) -> None:
        """The process that reads workbooks fails."""
        place = self._window.desk.book.path.parent / f"{CANARIES[0]}{CANARIES[1]}.xlsx"
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("xl/workbook.xml", CANARIES[3])
        self._window.files_.import_file(place)

    def _keep_report(self) -> None:
        dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]
        home = Path(os.environ["XDG_STATE_HOME"])
        (home / "report.txt").write_text(f"windows {len(dialogs)}\n{dialogs[0].report.toPlainText()}", encoding="utf-8")
        self._view.hide()

    def _hang(self, window: MainWindow) -> None:
        """A job that does not listen when it is asked to stop."""
        self._type(window)
        window.jobs.start_job(_deaf)


def _put(editor: LineEditor, text: str) -> None:
    """As if typed by hand."""
    editor.reveal()
    editor.line.setText(text)
    editor.line.textEdited.emit(text)


class BrokenModel(QAbstractTableModel):
    """Every cell of it is a fault."""

    def rowCount(self, _parent: QModelIndex = NOWHERE) -> int:  # noqa: N802
        return 30

    def columnCount(self, _parent: QModelIndex = NOWHERE) -> int:  # noqa: N802
        return 6

    def data(self, _index: QModelIndex, _role: int = 0) -> object:
        name = CANARIES[0]
        raise RuntimeError(f"{name} {CANARIES[3]}")


def _broken_job(*values: object) -> None:
    raise RuntimeError(CANARIES[1], values)


def _broken_question(_read: object) -> None:
    raise LookupError(CANARIES[2])


def _down(_report: object, _cancelled: object) -> None:
    os.abort()


def _deaf(_report: object, _cancelled: object) -> None:
    time.sleep(30)


def run() -> int:
    deed, file = sys.argv[1:]
    made = QApplication.exec
    clerks = []

    def exec_() -> int:
        clerks.append(Clerk(deed))
        return made()

    QApplication.exec = staticmethod(exec_)
    sys.argv = [sys.argv[0], file]
    return main.run()


if __name__ == "__main__":
    sys.exit(run())
