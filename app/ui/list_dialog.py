"""Records of a type that has no page of its own, in a window: units, problems, plans."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui.desk import Desk
from app.ui.pages.records import plain_page
from app.ui.sizes import keep_size


class ListDialog(QDialog):
    """The table and form of one record type."""

    def __init__(self, parent: QWidget, desk: Desk, listing: Listing) -> None:
        """Show the records of ``listing``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(desk.speech.records(BY_TABLE[listing.table]))
        keep_size(self, desk.settings, f"list/{listing.table}", 1040, 580)
        self.page = plain_page(desk, listing.table)
        self.page.show_list(listing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        for keys, slot in (
            ("Ctrl+N", self.page.new),
            ("Ctrl+S", self._save),
            ("Ctrl+Return", self._save_and_new),
            ("Ctrl+F", self.page.table.start_search),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _save(self) -> None:
        self.page.form.save()

    def _save_and_new(self) -> None:
        self.page.form.save_and_new()

    def reject(self) -> None:
        """Escape and the window's cross: ask before input is lost."""
        if self.page.may_leave():
            super().reject()
