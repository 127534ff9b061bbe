"""The parts of the record in a form: one table for each kind, made with the first kept record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.fields import RecordType
from app.domain.records import children_of
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.parts import PartsTable
from app.ui.widgets import label


class FormParts(QWidget):
    """The tables one under the other, or for a new record the word that they come later.

    ``wanted`` and ``wanted_count`` are those of ``PartsTable``; ``made`` tells that the tables are there.
    """

    wanted = Signal(object, object, object)
    wanted_count = Signal(object)
    made = Signal()

    def __init__(self, desk: Desk, record: RecordType, parent: QWidget | None = None) -> None:
        """Empty until a record is shown."""
        super().__init__(parent)
        self._desk = desk
        self._kinds = children_of(record.table)
        self.tables: list[PartsTable] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        names = "、".join(desk.speech.records(child) for child in self._kinds)
        later = desk.speech.say(N_("Once it is saved, these can be added here: {parts}."), parts=names)
        self._later = label(later, "muted", wrap=True)
        self._column.addWidget(self._later)
        self.setVisible(bool(self._kinds))

    def show_record(self, row_id: int | None) -> None:
        """Show the parts of another record; None for a new one."""
        self._later.setVisible(row_id is None)
        if row_id is not None and not self.tables:
            for child in self._kinds:
                table = PartsTable(self._desk, child, row_id, self)
                table.wanted.connect(self.wanted)
                table.wanted_count.connect(self.wanted_count)
                self.tables.append(table)
                self._column.addWidget(table)
            self.made.emit()
        for table in self.tables:
            table.show_owner(row_id)
            table.setVisible(row_id is not None)
