"""What the actions on years and personal data do: closing, sealing, terms of keeping, one person's sheet, deletion."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from app.book import sealing
from app.book.book import Book
from app.domain.errors import AppError
from app.i18n import N_
from app.ui import todo
from app.ui.errors import show_error
from app.ui.host import Host
from app.ui.record_page import RecordPage

_NO_MEMBER = N_("Choose one member in the table first.")


class CareVerbs(QObject):
    """One slot for each of these actions; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window
        self._to_seal: tuple[str, list[int]] = ("", [])

    def on_close_year(self) -> None:
        """Close the year on show, or reopen it."""
        from app.ui.closing_dialog import ClosingDialog

        if self._w.desk is not None and self._w.may_leave():
            ClosingDialog(self._w, self._w.desk, self._w.desk.work_year).open()

    def on_terms(self) -> None:
        """See which records have served their purpose."""
        from app.ui.sealing_dialog import SealingDialog

        if self._w.desk is not None and self._w.may_leave():
            dialog = SealingDialog(self._w, self._w.desk)
            dialog.wanted_erase.connect(self._erase)
            dialog.open()

    def on_seal(self) -> None:
        """Seal the records chosen in the table."""
        page = self._page()
        ids = page.table.selected_ids() if page is not None and page.record.table in sealing.SEALABLE else []
        if page is None or not ids:
            self._w.show_status(self._w.say(N_("Choose members who have left, or closed hardship files, first.")))
        elif self._w.may_leave():
            self._ask_to_seal(page.record.table, ids)

    def on_person_sheet(self) -> None:
        """Put all that the book holds on the chosen member on one sheet."""
        desk, member_id = self._w.desk, self._member()
        if desk is None or member_id is None or not self._w.may_leave():
            return
        in_full = desk.ask.whole_numbers(self._w)
        if in_full is None:
            return
        if in_full and not self._noted(member_id):
            return
        work = partial(_sheet, desk.book, member_id, in_full)
        self._w.run(work, self._on_sheet, self._w.say(N_("Making the paper …")))

    def on_erase(self) -> None:
        """Delete the chosen member's data for good."""
        member_id = self._member()
        if member_id is not None and self._w.may_leave():
            self._erase(member_id)

    # ------------------------------------------------------------------------------------------- pieces

    def _on_sheet(self, made: tuple[Any, str]) -> None:
        from app.ui.paper_dialog import PaperDialog

        if self._w.desk is not None:
            PaperDialog(self._w, self._w.desk, *made).open()

    def _noted(self, member_id: int) -> bool:
        """Write into the history that whole numbers were put on paper; says whether that went well."""
        from app.ui.ready_papers import note_in_full

        desk = self._w.desk
        return desk is not None and note_in_full(self._w, desk, "member", [member_id])

    def _erase(self, member_id: int) -> None:
        from app.ui.erase_dialog import EraseDialog

        if self._w.desk is not None:
            dialog = EraseDialog(self._w, self._w.desk, member_id)
            dialog.wanted_seal.connect(self._seal_member)
            dialog.open()

    def _seal_member(self, member_id: int) -> None:
        self._ask_to_seal("member", [member_id])

    def _ask_to_seal(self, table: str, ids: list[int]) -> None:
        from app.ui.sealing_dialog import ask_to_seal

        if self._w.desk is None:
            return
        try:
            sealing.refuse_in_use(self._w.desk.read, table, ids)
        except AppError as error:
            show_error(self._w, self._w.speech, error)
            return
        self._to_seal = (table, ids)
        ask_to_seal(self._w, self._w.desk, len(ids), self._seal)

    def _seal(self, reason: str) -> None:
        from app.ui.sealing_dialog import seal

        if self._w.desk is not None:
            seal(self._w, self._w.desk, *self._to_seal, reason)

    def _page(self) -> RecordPage | None:
        return self._w.workplace.record_page() if self._w.workplace else None

    def _member(self) -> int | None:
        """The one member chosen in the table on show; else the clerk is told to choose one."""
        page = self._page()
        ids = page.table.selected_ids() if page is not None and page.record.table == "member" else []
        if len(ids) == 1:
            return ids[0]
        self._w.show_status(self._w.say(_NO_MEMBER))
        return None


def _sheet(book: Book, member_id: int, unmask: bool, _report: Any, _cancelled: Any) -> tuple[Any, str]:
    from app.book.person_sheet import gather
    from app.documents.person_sheet import person_sheet

    with book.reader() as read:
        document = person_sheet(gather(read, member_id, todo.today(), unmask=unmask))
    return document, document.title
