"""A record's form in a window of its own: for parts, and for records opened from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.fields import RecordType
from app.ui.desk import Desk
from app.ui.editor_base import Value
from app.ui.record_form import RecordForm
from app.ui.sizes import keep_size


class RecordDialog(QDialog):
    """One record in a window; closing asks where something is not saved."""

    def __init__(
        self, parent: QWidget, desk: Desk, record: RecordType, row_id: int | None, fixed: Mapping[str, Value]
    ) -> None:
        """``row_id`` None begins a new record."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(desk.speech.record(record))
        keep_size(self, desk.settings, "record", 560, 620)
        self.form = RecordForm(desk, record, fixed, self, several=row_id is None)
        column = QVBoxLayout(self)
        column.addWidget(self.form)
        if row_id is None:
            self.form.start_new()
        else:
            self.form.load(row_id)
        self._desk = desk
        self.form.saved.connect(self._on_saved)
        self.form.wanted_part.connect(self._open_part)
        self.form.wanted_list.connect(self._on_wanted_list)
        self.form.wanted_record.connect(self._on_wanted_record)
        self.form.cancelled.connect(self.accept)
        QShortcut(QKeySequence.StandardKey.Save, self, self.form.save)
        if row_id is None:
            QShortcut(QKeySequence("Ctrl+Return"), self, self.form.save_and_new)

    def reject(self) -> None:
        """Escape and the window's cross: ask first."""
        if self.form.may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before input is lost."""
        if self.form.may_leave():
            super().closeEvent(event)
        else:
            event.ignore()

    def _on_saved(self, _row_id: object) -> None:
        if not self.form.going_on:
            self.accept()

    def _on_wanted_list(self, listing: object) -> None:
        """The list comes up in the window behind, so this one has to go first."""
        if self.form.may_leave():
            self.accept()
            self._desk.wish_list.emit(listing)

    def _on_wanted_record(self, table: str, row_id: object) -> None:
        if self.form.may_leave():
            self.accept()
            self._desk.wish_record.emit(table, row_id)

    def _open_part(self, record: RecordType, row_id: int | None, fixed: Mapping[str, Value]) -> None:
        open_record(self, self._desk, record, row_id, fixed)


def open_record(
    parent: QWidget, desk: Desk, record: RecordType, row_id: int | None, fixed: Mapping[str, Value] | None = None
) -> RecordDialog:
    """Open the form of a record over ``parent``'s window."""
    dialog = RecordDialog(parent, desk, record, row_id, fixed or {})
    dialog.open()
    return dialog
