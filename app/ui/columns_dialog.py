"""Choosing a table's columns and their order without a mouse's drag: ticks, and two buttons to move."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.columns import Columns
from app.ui.desk import Desk
from app.ui.sizes import keep_size
from app.ui.widgets import button, label

_NAME = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """Tick what is to be shown; the order in the list is the order of the columns."""

    def __init__(self, parent: QWidget, desk: Desk, columns: Columns) -> None:
        """Changes ``columns`` when accepted."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._say = desk.speech.say
        self._desk = desk
        self._columns = columns
        self.setWindowTitle(self._say(N_("Choose columns")))
        keep_size(self, desk.settings, "columns", 420, 520)
        column = QVBoxLayout(self)
        hint = N_("Tick the columns to show. Their order here is the order in the table, on paper and in Excel.")
        column.addWidget(label(self._say(hint), "muted", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(self._say(N_("Columns")))
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self._fill()
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        side = QVBoxLayout()
        side.addWidget(button(self._say(N_("Move up")), self._up))
        side.addWidget(button(self._say(N_("Move down")), self._down))
        side.addStretch(1)
        row.addLayout(side)
        column.addLayout(row, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(button(self._say(N_("The usual columns")), self._usual, "quiet"))
        buttons.addStretch(1)
        buttons.addWidget(button(self._say(N_("Cancel")), self.reject))
        buttons.addWidget(button(self._say(N_("Use these")), self.accept, "primary"))
        column.addLayout(buttons)

    def accept(self) -> None:
        """Show the ticked columns."""
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = [item.data(_NAME) for item in items if item.checkState() == Qt.CheckState.Checked]
        self._columns.choose(ticked)
        super().accept()

    def _fill(self) -> None:
        shown = self._columns.shown
        for field in (*shown, *(f for f in self._columns.possible if f not in shown)):
            item = QListWidgetItem(self._desk.speech.field(field))
            item.setData(_NAME, field.name)
            item.setCheckState(Qt.CheckState.Checked if field in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        at = self.list.currentRow()
        if 0 <= at + by < self.list.count():
            item = self.list.takeItem(at)
            self.list.insertItem(at + by, item)
            self.list.setCurrentRow(at + by)

    def _usual(self) -> None:
        self._columns.restore()
        super().accept()
