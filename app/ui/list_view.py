"""The table view of every list: whole rows are selected, keys do what a clerk expects, the header chooses columns."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

_STANDARD = QKeySequence.StandardKey


class ListView(QTableView):
    """A table view over a ``RecordModel``.

    ``entered`` carries the row on which Enter was pressed; ``wanted`` a wish by key: delete, copy or paste.
    """

    entered = Signal(int)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Give it a model before anything else."""
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        # A highlighted header asks every one of a million rows whether it is selected.
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Make the rows as high as the letters want it."""
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.45))

    def chosen_rows(self) -> list[int]:
        """The selected rows from top to bottom; by ranges, since the indexes of a whole table take seconds."""
        rows: set[int] = set()
        for part in self.selectionModel().selection().toList():
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def chosen_count(self) -> int:
        """How many rows are selected, however many there are."""
        return sum(part.bottom() - part.top() + 1 for part in self.selectionModel().selection().toList())

    def choose_rows(self, rows: list[int]) -> None:
        """Select these rows and bring the first into view."""
        chosen = QItemSelection()
        last = self.model().columnCount() - 1
        for row in rows:
            chosen.select(self.model().index(row, 0), self.model().index(row, last))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        if rows:
            first = self.model().index(rows[0], 0)
            self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.scrollTo(first)

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters want higher rows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; Delete, copy and paste are wishes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            rows = self.chosen_rows()
            if rows:
                self.entered.emit(rows[0])
            return
        for key, wish in ((_STANDARD.Delete, "delete"), (_STANDARD.Copy, "copy"), (_STANDARD.Paste, "paste")):
            if event.matches(key):
                self.wanted.emit(wish)
                return
        super().keyPressEvent(event)
