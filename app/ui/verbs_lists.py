"""What is done with a list as it stands: filtered, copied, pasted into, printed, its columns chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.i18n import N_
from app.ui.host import Host
from app.ui.record_page import RecordPage

if TYPE_CHECKING:
    from app.ui.ready_papers import Ready


class ListVerbs(QObject):
    """One slot for each action on lists; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window

    def on_find(self) -> None:
        """Go to the search box; from a page without one, to the members'."""
        page = self._page()
        if page is None and self._w.workplace is not None:
            page = self._w.workplace.page_of("member")
        if page is not None:
            page.table.start_search()

    def on_filter(self) -> None:
        """Change the filter of the table on show, or make one."""
        page = self._page()
        if page is not None:
            page.table.filters.change()

    def on_columns(self) -> None:
        """Choose the columns of the table on show."""
        from app.ui.columns_dialog import ColumnsDialog

        page, desk = self._page(), self._w.desk
        if page is not None and desk is not None:
            ColumnsDialog(self._w, desk, page.table.columns).open()

    def on_copy(self) -> None:
        """Copy the selected rows for Excel."""
        from app.ui.clipboard import copy_rows

        page, desk = self._chosen(), self._w.desk
        if page is not None and desk is not None:
            copy_rows(self._w, desk, page.table.model, page.table.selected_ids())

    def on_paste(self) -> None:
        """Take a block copied from Excel through the import's preview."""
        from app.ui.pasting import Pasting

        page, desk = self._page(), self._w.desk
        if page is None or desk is None or not self._w.may_leave():
            return
        pasting = Pasting(self._w, desk, page.record, page.table.columns.shown)
        if pasting.begin() and pasting.dialog is not None:
            pasting.dialog.imported.connect(self._on_imported)

    def on_print_list(self) -> None:
        """Print or export the table on show as it stands."""
        from app.ui.list_paper_dialog import open_list_paper

        page, desk = self._page(), self._w.desk
        if page is not None and desk is not None:
            open_list_paper(self._w, desk, page.table.model, page.table.selected_ids())
        else:
            self._w.show_status(self._w.say(N_("Turn to a list first: members, aid, activities or awards.")))

    def on_approval(self) -> None:
        """The approval form of the chosen entries, one for each person."""
        self._make("aid_approval", self._of("entry", N_("Choose aid entries in their table first.")))

    def on_receipt(self) -> None:
        """The sign-off sheet of the chosen entries."""
        self._make("receipt", self._of("entry", N_("Choose aid entries in their table first.")))

    def on_hardship_form(self) -> None:
        """The registration form of the chosen hardship files."""
        self._make("hardship", self._of("hardship_file", N_("Choose hardship files in their table first.")))

    def on_attendance(self) -> None:
        """The attendance sheet of the chosen activities."""
        self._make("attendance", self._of("activity", N_("Choose activities in their table first.")))

    def _make(self, form_id: str, ids: list[int]) -> None:
        """Make one form for records and show it."""
        from app.ui import ready_papers

        desk = self._w.desk
        if ids and desk is not None:
            work = partial(ready_papers.make, desk.book, form_id, ids)
            self._w.run(work, self._on_ready, self._w.say(N_("Making the paper …")))

    def _on_ready(self, ready: Ready) -> None:
        from app.ui.ready_papers import show

        if self._w.desk is not None:
            show(self._w, self._w.desk, ready)

    def on_set_field(self) -> None:
        """Give one field of the selected records the same value."""
        from app.ui.batch import BatchDialog

        page, desk = self._chosen(), self._w.desk
        if page is not None and desk is not None:
            BatchDialog(self._w, desk, page.record, page.table.selected_ids()).open()

    def _on_imported(self, sentence: str) -> None:
        page = self._page()
        if page is not None:
            page.table.end_search()
        self._w.tell(sentence, step=getattr(self.sender(), "took_in", 0) > 0)

    def _of(self, table: str, otherwise: str) -> list[int]:
        """The records of a table that are chosen on show; where there are none the clerk is told ``otherwise``."""
        page = self._page()
        if page is not None and page.record.table == table and page.table.selected_count():
            return page.table.selected_ids()
        self._w.show_status(self._w.say(otherwise))
        return []

    def _page(self) -> RecordPage | None:
        return self._w.workplace.record_page() if self._w.workplace else None

    def _chosen(self) -> RecordPage | None:
        """The page on show where records are selected; else the clerk is told to."""
        page = self._page()
        if page is not None and page.table.selected_count():
            return page
        self._w.show_status(self._w.say(N_("Choose records in the table first.")))
        return None
