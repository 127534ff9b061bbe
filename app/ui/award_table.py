"""A small table whose numbers are typed in place and worked out anew with every key: quotas, votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.keep_keys import KeepKeys
from app.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex

_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Hint = QAbstractItemDelegate.EndEditHint
_Trigger = QAbstractItemView.EditTrigger
_State = QAbstractItemView.State
_LEAST_WIDEST = 5  # letters that the widest column keeps
_BESIDE = 1.6  # letters that a cell leaves free beside its text
NONE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its caption, whether it is typed into, whether it holds numbers, its width in letters.

    What room there is to spare goes to those with ``widest``.
    """

    name: str
    caption: str
    typed: bool = False
    number: bool = True
    letters: float = 4.5
    widest: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows; ``colour_name`` is one of the theme's, ``tip`` says more."""

    text: str = ""
    colour_name: str = ""
    tip: str = ""


class NumbersModel(QAbstractTableModel):
    """Rows of cells made elsewhere; ``typed`` carries (row, column's name, text) of what was typed into one."""

    typed = Signal(int, str, str)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        """Empty until ``show`` is called."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[list[Cell]] = []

    def show(self, rows: list[list[Cell]]) -> None:
        """Show these rows; where there are as many as before the cursor stays."""
        same = len(rows) == len(self.rows)
        if not same:
            self.beginResetModel()
        self.rows = rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

    def at(self, name: str) -> int:
        """The place of a column."""
        return next(at for at, column in enumerate(self.columns) if column.name == name)

    def text(self, row: int, name: str) -> str:
        """What a cell shows."""
        return self.rows[row][self.at(name)].text

    def rowCount(self, parent: Index = NONE) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NONE) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only some columns are typed into."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].typed else flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """The cell's text, colour and place."""
        cell, column = self.rows[index.row()][index.column()], self.columns[index.column()]
        if role in (_Role.DisplayRole, _Role.EditRole):
            return cell.text
        if role == _Role.ToolTipRole:
            return cell.tip or cell.text
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        if role == _Role.ForegroundRole and cell.colour_name:
            return colour(cell.colour_name)
        if role == _Role.BackgroundRole and not column.typed:
            return colour("window")
        if role == _Role.AccessibleTextRole:
            return f"{column.caption} {cell.text}"
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Tell what was typed; the rows are then made anew."""
        if role != _Role.EditRole:
            return False
        self.typed.emit(index.row(), self.columns[index.column()].name, str(value).strip())
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The captions."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == _Role.DisplayRole:
            return self.columns[section].caption
        if role == _Role.TextAlignmentRole:
            return _RIGHT if self.columns[section].number else _LEFT
        return None


class NumbersView(QTableView):
    """The table: typing begins in the cell at once, Enter goes down and Tab on to the next cell typed into."""

    def __init__(self, model: NumbersModel, name: str, parent: QWidget | None = None) -> None:
        """``name`` is said by a screen reader."""
        super().__init__(parent)
        self._numbers = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setEditTriggers(
            _Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed | _Trigger.SelectedClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.45))
        self.setMinimumHeight(round(self.fontMetrics().height() * 4.5))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("汉") * 3)
        for at, column in enumerate(model.columns):
            modes = QHeaderView.ResizeMode
            header.setSectionResizeMode(at, modes.Stretch if column.widest else modes.Interactive)
        self.fit()
        model.dataChanged.connect(self.fit)
        model.modelReset.connect(self.fit)
        KeepKeys(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete))

    def fit(self, *_what: object) -> None:
        """Give each column what its longest text needs, those first that need little, while the widest can spare it."""
        usual = [self._usual(at, column) for at, column in enumerate(self._numbers.columns)]
        wanting = {
            at: max((self._wide(row[at].text) for row in self._numbers.rows), default=0) - usual[at]
            for at, column in enumerate(self._numbers.columns)
            if not column.widest
        }
        spare = self.viewport().width() - sum(usual)
        for at in sorted(wanting, key=wanting.__getitem__):
            more = max(0, min(wanting[at], spare))
            spare -= more
            self.setColumnWidth(at, usual[at] + more)

    def _usual(self, at: int, column: Column) -> int:
        """The width of a column whatever stands in it; the widest must keep some letters."""
        em = self.fontMetrics().horizontalAdvance("汉")
        caption = max(self._wide(column.caption), self.horizontalHeader().sectionSizeHint(at))
        return round(max(caption, em * max(column.letters, _LEAST_WIDEST if column.widest else 0)))

    def _wide(self, text: str) -> int:
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(text) + round(metrics.horizontalAdvance("汉") * _BESIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other room for the columns."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter types into the cell, Delete empties it, Tab leaves the table."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and index.isValid():
            # The key that ends typing comes on from the cell's own line, which is still there.
            if self._numbers.columns[index.column()].typed and self.state() is not _State.EditingState:
                self.edit(index)
            return
        if event.key() == Qt.Key.Key_Delete and index.isValid() and self._numbers.columns[index.column()].typed:
            self._numbers.setData(index, "")
            return
        super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter the cell below follows, after Tab the next one that is typed into."""
        super().closeEditor(editor, _Hint.NoHint if hint in (_Hint.EditNextItem, _Hint.EditPreviousItem) else hint)
        if hint is _Hint.SubmitModelCache:
            self._go(1, 0)
        elif hint in (_Hint.EditNextItem, _Hint.EditPreviousItem):
            self._go(0, 1 if hint is _Hint.EditNextItem else -1)

    def _go(self, down: int, right: int) -> None:
        typed = [at for at, column in enumerate(self._numbers.columns) if column.typed]
        row, column = self.currentIndex().row() + down, self.currentIndex().column()
        if right and column in typed:
            number = row * len(typed) + typed.index(column) + right
            row, column = number // len(typed), typed[number % len(typed)]
        if 0 <= row < self._numbers.rowCount():
            self.setCurrentIndex(self._numbers.index(row, column))
            if right:
                self.edit(self.currentIndex())
