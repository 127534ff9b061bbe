"""The parts of one record as a table that can be changed in place; what is no plain text is changed in its form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.book import editing
from app.book.reader import Row
from app.domain.errors import AppError
from app.domain.fields import Field, Kind, RecordType
from app.ui.cells import NUMERIC, cell_text
from app.ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex

_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PartsModel(QAbstractTableModel):
    """Rows of one kind of part of one record, all of them in mind: they are few.

    ``refused`` carries the ``AppError`` of a value that could not be kept.
    """

    refused = Signal(object)

    def __init__(self, desk: Desk, record: RecordType, names: list[str], parent: QObject | None = None) -> None:
        """``names`` are the fields shown as columns."""
        super().__init__(parent)
        self._desk = desk
        self.record = record
        self.fields: tuple[Field, ...] = tuple(record.field(name) for name in names)
        self.ids: list[int] = []
        self.rows: list[Row] = []
        self._captions: dict[str, dict[int, str]] = {}

    def show(self, owner_id: int | None) -> None:
        """Show the parts of a record; where only values have changed, the cursor stays where it is."""
        rows = self._desk.read.parts(self.record.table, self.record.owner, owner_id) if owner_id else []
        ids = [row["id"] for row in rows]
        same = ids == self.ids
        if not same:
            self.beginResetModel()
        self.ids, self.rows = ids, rows
        self._captions = {
            field.ref: self._desk.read.captions(field.ref, {row[field.name] for row in rows} - {None})
            for field in self.fields
            if field.ref
        }
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.fields) - 1))

    def changes_in_place(self, index: Index) -> bool:
        """Whether a cell is typed into where it stands; names and references belong into the form."""
        field = self.fields[index.column()]
        plain = field.kind not in (Kind.REF, Kind.LONG, Kind.BOOL) and not field.sensitive
        return plain and not (field.required or field.name in self.record.title)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of parts."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of columns."""
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.fields[index.column()].kind is Kind.BOOL:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if self.changes_in_place(index) else flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """The cell's text or tick; for the editor the text as it was given."""
        field, row = self.fields[index.column()], self.rows[index.row()]
        if field.kind is Kind.BOOL:
            if role == _Role.CheckStateRole:
                return Qt.CheckState.Checked if row[field.name] else Qt.CheckState.Unchecked
            return None
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            text = cell_text(field, row, self._captions.get(field.ref, {}))
            shown = text.rpartition("/")[2] if field.ref == "unit" and role == _Role.DisplayRole else text
            return shown or None
        if role == _Role.EditRole:
            return self._desk.read.written(field, row)
        if role == _Role.TextAlignmentRole:
            return _RIGHT if field.kind in NUMERIC else _LEFT
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Keep what was typed or ticked, as one step."""
        field = self.fields[index.column()]
        if role == _Role.CheckStateRole:
            text = "是" if Qt.CheckState(value) is Qt.CheckState.Checked else "否"
        else:
            text = str(value).strip()
            if text == str(self.data(index, _Role.EditRole) or ""):
                return False
        try:
            editing.save(self._desk.book, self.record.table, self.ids[index.row()], {field.name: text})
        except AppError as error:
            self.refused.emit(error)
            return False
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The field's caption."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.fields):
            return None
        if role == _Role.DisplayRole:
            return self._desk.speech.field(self.fields[section])
        if role == _Role.TextAlignmentRole:
            return _RIGHT if self.fields[section].kind in NUMERIC else _LEFT
        return None
