"""What is done with a list as it stands: filtered, copied, pasted into, printed, its columns chosen, changed at once."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.i18n import N_
from app.ui.host import Host
from app.ui.record_page import RecordPage


class ListVerbs(QObject):
    """One slot for each action on lists; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window

    def on_find(self) -> None:
        """Go to the search box."""
        page = self._page()
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

    def on_paste(self) -> None:
        """Take a block copied from Excel through the import's preview."""

    def on_print_list(self) -> None:
        """Print or export the table on show as it stands."""

    def on_receipt(self) -> None:
        """The sign-off sheet of the chosen entries."""

    def on_attendance(self) -> None:
        """The attendance sheet of the chosen activity."""

    def on_set_field(self) -> None:
        """Give one field of the selected records the same value."""
        from app.ui.batch import BatchDialog

        page, desk = self._chosen(), self._w.desk
        if page is not None and desk is not None:
            BatchDialog(self._w, desk, page.record, page.table.selected_ids()).open()

    def _page(self) -> RecordPage | None:
        return self._w.workplace.record_page() if self._w.workplace else None

    def _chosen(self) -> RecordPage | None:
        """The page on show where records are selected; else the clerk is told to."""
        page = self._page()
        if page is not None and page.table.selected_count():
            return page
        self._w.show_status(self._w.say(N_("Choose records in the table first.")))
        return None
