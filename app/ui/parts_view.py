"""The small table of parts with its keys: Enter changes and goes down, F2 changes, Space ticks, Delete removes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from app.domain.fields import Kind
from app.ui.keep_keys import KeepKeys
from app.ui.parts_model import PartsModel

_Hint = QAbstractItemDelegate.EndEditHint
_Trigger = QAbstractItemView.EditTrigger


class _NoWheel(QObject):
    """Keeps a wheel that scrolls the form from pushing the table's names out of sight."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False


class PartsView(QTableView):
    """``wanted_form`` asks for the form of the row under the cursor, ``wanted_delete`` to delete the chosen rows."""

    wanted_form = Signal(int)
    wanted_delete = Signal()

    def __init__(self, model: PartsModel, most: int, parent: QWidget | None = None) -> None:
        """Show ``model``, no more than ``most`` rows of it at a time."""
        super().__init__(parent)
        self._parts = model
        self._most = most
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_Trigger.DoubleClicked | _Trigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.4))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalScrollBar().installEventFilter(_NoWheel(self))
        KeepKeys(self, (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter))
        self.doubleClicked.connect(self._on_double_click)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column the room that its header and a usual value need."""
        em = self.fontMetrics().horizontalAdvance("汉")
        for at, field in enumerate(self._parts.fields):
            header = self._parts.headerData(at, Qt.Orientation.Horizontal)
            title = self.fontMetrics().horizontalAdvance(str(header)) + em * 1.4
            usual = em * (5.5 if at == 0 else 3 if field.kind is Kind.BOOL else 4.5)
            self.setColumnWidth(at, round(max(title, usual)))

    def fit_height(self) -> None:
        """Become as high as the rows, within bounds."""
        rows = self.verticalHeader().defaultSectionSize() * min(self._parts.rowCount(), self._most)
        wide = sum(self.columnWidth(at) for at in range(len(self._parts.fields) - 1)) + 40
        bar = self.horizontalScrollBar().sizeHint().height() if wide > self.viewport().width() else 0
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + bar + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower table may need its scroll bar."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_height()

    def chosen(self) -> list[int]:
        """The ids of the rows that are selected."""
        return [self._parts.ids[index.row()] for index in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the table."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._change()
        elif event.key() == Qt.Key.Key_Delete:
            self.wanted_delete.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # for the form: the next record
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter the next row follows, as in Excel."""
        super().closeEditor(editor, hint)
        if hint is _Hint.SubmitModelCache:
            below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)

    def _change(self) -> None:
        index = self.currentIndex()
        if self._parts.changes_in_place(index):
            self.edit(index)
        else:
            self.wanted_form.emit(index.row())

    def _on_double_click(self, index: QModelIndex) -> None:
        if self._parts.fields[index.column()].kind is not Kind.BOOL and not self._parts.changes_in_place(index):
            self.wanted_form.emit(index.row())
