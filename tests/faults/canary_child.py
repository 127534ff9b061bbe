"""A whole working day in a program of its own, on a file with a password, ended in the middle of it.

``python -m tests.faults.canary_child DEED FILE CLERK``; CLERK is the folder of the clerk's own files (lists that came,
what she exported), where personal data may lie. What the file's folder holds in the middle of a step is copied into
the folder SNAP of the surroundings.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from app import main
from app.book import attachments, backups, editing, exporting, importing
from app.documents.list_paper import list_paper
from app.domain.listing import Listing
from app.points import EVENT
from app.ui.list_paper_dialog import ListPaperDialog, wish_of
from app.ui.locking import Locker
from app.ui.open_copy import open_copy
from app.ui.paper_dialog import PaperDialog
from app.ui.password_dialog import PasswordDialog
from app.ui.window import MainWindow
from app.ui.workplace import MEMBERS
from tests.faults.crash_child import _put

PASSWORD = "老槐树下第三块砖"
NAME, ID_NO, PHONE = "龙卿喆", "330106199003071244", "13987654321"
CARD, ILLNESS, TYPED = "6222021234567890128", "慢性肾小球肾炎", "欧阳未存"
CANARIES = (NAME, ID_NO, PHONE, CARD, ILLNESS, TYPED)


class Helper(QObject):
    """Opens what is to be shown with another program, which is none."""

    @Slot(QUrl)
    def shown(self, _url: QUrl) -> None:
        return


class Clerk(QObject):
    """Does one deed as soon as the window stands."""

    def __init__(self, deed: str, clerk: Path) -> None:
        super().__init__()
        self._deed, self._clerk = deed, clerk
        self._helper = Helper()
        QDesktopServices.setUrlHandler("file", self._helper, "shown")
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
        if window is None or not window.isVisible() or window.workplace is None:
            return
        self._timer.stop()
        self._w = window
        try:
            getattr(self, f"_{self._deed}")()
        except Exception:  # the window would say it, and nobody would read it
            traceback.print_exc()
            os._exit(1)

    def _nothing(self) -> None:
        print("ready", flush=True)

    def _day(self) -> None:
        """Everything that a clerk does in a day, up to a paper on show and a locked screen."""
        desk = self._w.desk
        book = desk.book
        unit = editing.save(book, "unit", None, {"name": "第一分会"})
        member = editing.save(
            book, "member", None,
            {"name": NAME, "unit_id": unit, "id_no": ID_NO, "mobile": PHONE, "card": CARD, "state": "正常"},
        )  # fmt: skip
        aid = {"kind": "生病住院", "target": NAME, "member_id": member, "happened": "3月", "cash": "500"}
        editing.save(book, "entry", None, aid | {"situation": ILLNESS})
        plan = importing.plan(book, self._clerk / "名册.xlsx")
        importing.carry_out(book, plan)
        assert len(desk.read.ids(Listing("member", text=NAME))) >= 2
        paper = self._clerk / f"{NAME}的诊断.txt"
        paper.write_text(f"{NAME} {ID_NO} {ILLNESS}", encoding="utf-8")
        attachments.attach(book, "member", member, paper)
        open_copy(desk, paper.name, paper.read_bytes())
        backups.automatic(book.path, book.secret, backups.TIMED)
        backups.backup(book.path, None, book.secret)
        exporting.export(book, self._clerk / "导出.xlsx", unmask=True)
        book.undo()
        book.redo()
        self._on_the_page()
        QTimer.singleShot(0, self._fault)
        QTimer.singleShot(50, partial(self._paper, member))

    def _on_the_page(self) -> None:
        self._w.workplace.turn_to(MEMBERS)
        page = self._w.workplace.record_page()
        page.table.show_listing(Listing("member", text=NAME))
        self._wish = wish_of(self._w.desk, page.table.model)
        self._list = ListPaperDialog(self._w, self._w.desk, self._wish)
        self._list.show()
        page.new()
        _put(page.form.editors["name"], TYPED)
        _put(page.form.editors["mobile"], PHONE)

    def _fault(self) -> None:
        raise ValueError(f"{NAME} {ID_NO} {CARD} {ILLNESS}")

    def _paper(self, _member: int) -> None:
        from datetime import date

        from app.book import lists

        desk = self._w.desk
        document = list_paper(lists.gather(desk.read, self._wish, date(2026, 1, 5)))
        self._dialog = PaperDialog(self._w, desk, document, f"{NAME}名册")
        self._dialog.show()
        self._dialog.preview.draw()
        self._timer = QTimer(self, interval=30)
        self._timer.timeout.connect(self._when_drawn)
        self._timer.start()

    def _when_drawn(self) -> None:
        if self._dialog.preview.ready and not self._w.jobs.busy:
            self._timer.stop()
            self._print()
            assert self._w.findChild(Locker).lock()
            assert self._w.desk.book.drafts()
            print("ready", flush=True)

    def _print(self) -> None:
        """Onto a printer that writes into the clerk's own folder; a real one's queue is the system's."""
        try:
            from PySide6.QtPrintSupport import QPrinter
        except ImportError:
            return
        from app.documents.pdf import render_pdf
        from app.ui.printing import paint

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._clerk / "打印.pdf"))
        printer.setDocName(f"{NAME}名册")
        paint(render_pdf(self._dialog._document), printer, lambda *_: None, lambda: False)

    def _remove(self) -> None:
        """Take the password away, to be ended before the copy without one has its place."""
        next(one for one in self._w.actions_._doers if hasattr(one, "on_password")).change("")


def _snapshot(folder: Path, taken: list[int], event: str, args: tuple[object, ...]) -> None:
    """What lies beside the file in the middle of a step: its journal too."""
    if event != EVENT:
        return
    if args[0] == "step.written":
        taken.append(1)
        shutil.copytree(folder, Path(os.environ["SNAP"]) / str(len(taken)), dirs_exist_ok=True)
    if args[0] == os.environ.get("END_AT"):
        print("ready", flush=True)
        os.kill(os.getpid(), 9)


def run() -> int:
    deed, file, clerk = sys.argv[1:]
    made, ask = QApplication.exec, PasswordDialog.exec
    kept: list[QObject] = []

    def exec_() -> int:
        kept.append(Clerk(deed, Path(clerk)))
        return made()

    def typed(dialog: PasswordDialog) -> int:
        """A slip first, then, when the wait is over, the password."""
        timer = QTimer(dialog, interval=50)

        def type_() -> None:
            if dialog.form.go.isEnabled() and not dialog.form._busy:
                dialog.form.field.setText(PASSWORD if dialog.form.told.text() else NAME)
                dialog.form.submit()

        timer.timeout.connect(type_)
        timer.start()
        return ask(dialog)

    QApplication.exec = staticmethod(exec_)
    PasswordDialog.exec = typed
    sys.addaudithook(partial(_snapshot, Path(file).parent, []))
    sys.argv = [sys.argv[0], file]
    return main.run()


if __name__ == "__main__":
    sys.exit(run())
