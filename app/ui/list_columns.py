"""Which columns a list has and in which order: ticked and moved up and down, by mouse or by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.fields import RecordType
from app.i18n import N_
from app.ui.speech import Speech
from app.ui.widgets import button

_NAME = Qt.ItemDataRole.UserRole
_ROWS = 7  # columns in view at least


class ListColumns(QWidget):
    """Every field of a record type, those wanted first and in their order; ``changed`` when that is altered."""

    changed = Signal()

    def __init__(self, record: RecordType, speech: Speech, parent: QWidget | None = None) -> None:
        """Nothing is ticked until ``show_columns``."""
        super().__init__(parent)
        self._record = record
        self._speech = speech
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.list = QListWidget()
        self.list.setAccessibleName(speech.say(N_("Columns of the list")))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(self.fontMetrics().height() * _ROWS * 3 // 2)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.model().rowsMoved.connect(self._on_moved)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(button(speech.say(N_("Move up")), self._up, "quiet", "up"))
        row.addWidget(button(speech.say(N_("Move down")), self._down, "quiet", "down"))
        row.addStretch(1)
        column.addLayout(row)

    def show_columns(self, names: Sequence[str]) -> None:
        """Tick these fields and put them first, in their order; nobody is told."""
        self.list.blockSignals(True)
        self.list.clear()
        wanted = [self._record.field(name) for name in names if self._record.has(name)]
        rest = [f for f in self._record.fields if f not in wanted and f.name != self._record.owner]
        for field in (*wanted, *rest):
            item = QListWidgetItem(self._speech.field(field))
            item.setData(_NAME, field.name)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if field in wanted else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def names(self) -> tuple[str, ...]:
        """The ticked fields in their order."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(str(item.data(_NAME)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def _on_ticked(self, _item: QListWidgetItem) -> None:
        self.changed.emit()

    def _on_moved(self, *_rows: object) -> None:
        self.changed.emit()

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        there = at + step
        if at < 0 or not 0 <= there < self.list.count():
            return
        self.list.insertItem(there, self.list.takeItem(at))
        self.list.setCurrentRow(there)
        self.changed.emit()
