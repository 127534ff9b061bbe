"""The model of a table on screen: ids of a listing and, fetched page by page, the texts of the rows in view."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.book.reader import Reader
from app.domain.fields import Field, RecordType
from app.domain.listing import Listing
from app.ui.cells import NUMERIC, cell_text
from app.ui.speech import Speech

Index = QModelIndex | QPersistentModelIndex

PAGE = 100  # rows fetched at once
_PAGES = 10  # pages kept

# Bound once: data() is asked seven roles a cell, and looking an enum up costs more than answering.
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RecordModel(QAbstractTableModel):
    """Rows of one record type; sorting and searching are new listings, never work done here."""

    def __init__(self, read: Reader, record: RecordType, speech: Speech, parent: QObject | None = None) -> None:
        """Show nothing until ``show`` is called."""
        super().__init__(parent)
        self._read = read
        self.record = record
        self._speech = speech
        self.fields: tuple[Field, ...] = tuple(f for f in record.fields if f.listed)
        self.listing = Listing(record.table)
        self.ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[tuple[str, ...]]] = OrderedDict()

    def show(self, listing: Listing) -> None:
        """Look for the records of a listing and show them, at once."""
        self.put(listing, self._read.id_array(listing))

    def put(self, listing: Listing, ids: array[int]) -> None:
        """Show the records of a listing that were found already."""
        self.beginResetModel()
        self.listing, self.ids = listing, ids
        self._pages.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Ask for the same listing again, after the book has changed."""
        self.show(self.listing)

    def choose(self, names: Sequence[str]) -> None:
        """Show these fields as columns, in this order; a name the record type does not have is passed over."""
        fields = tuple(self.record.field(name) for name in names if self.record.has(name))
        if not fields:
            return
        self.beginResetModel()
        self.fields = fields
        self._pages.clear()
        self.endResetModel()

    def row_of(self, row_id: int) -> int:
        """The row of a record, -1 when it is not in the listing."""
        try:
            return self.ids.index(row_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of records."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of columns."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The cell's text, its alignment, and the whole text as a tip where a cell may be too narrow for it."""
        if role == _DISPLAY:
            return _last_level(self.fields[index.column()], self._texts(index.row())[index.column()])
        if role == _ALIGN:
            return _RIGHT if self.fields[index.column()].kind in NUMERIC else _LEFT
        if role == _TIP:
            return self._texts(index.row())[index.column()] or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The field's caption."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.fields):
            return None
        if role == _DISPLAY:
            return self._speech.field(self.fields[section])
        if role == _ALIGN:
            return _RIGHT if self.fields[section].kind in NUMERIC else _LEFT
        return None

    def sort_of(self, column: int, order: Qt.SortOrder) -> tuple[str, bool]:
        """What a listing sorted by a column asks for: field and direction; a column below zero is the usual order."""
        name = self.fields[column].name if 0 <= column < len(self.fields) else ""
        return name, order is Qt.SortOrder.DescendingOrder

    def _texts(self, row: int) -> tuple[str, ...]:
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number)
            self._pages[number] = page
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        return page[row - number * PAGE]

    def _fetch(self, number: int) -> list[tuple[str, ...]]:
        wanted = self.ids[number * PAGE : (number + 1) * PAGE].tolist()
        rows = self._read.rows(self.record.table, wanted)
        captions: dict[str, dict[int, str]] = {}
        for field in self.fields:
            if field.ref and field.ref not in captions:
                targets = {row[f.name] for row in rows.values() for f in self.fields if f.ref == field.ref}
                captions[field.ref] = self._read.captions(field.ref, targets - {None})
        blank = ("",) * len(self.fields)
        return [self._row_texts(rows[row_id], captions) if row_id in rows else blank for row_id in wanted]

    def _row_texts(self, row: dict[str, Any], captions: dict[str, dict[int, str]]) -> tuple[str, ...]:
        return tuple(cell_text(field, row, captions.get(field.ref, {})) for field in self.fields)


def _last_level(field: Field, text: str) -> str:
    """A unit by its own name: its whole path is in the tip."""
    return text.rpartition("/")[2] if field.ref == "unit" else text
