"""The rows of an import as a table: which are new, which change what, which are refused and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.book.importing_plan import ADD, REFUSED, SAME, UPDATE, RowPlan, SheetPlan
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.cells import masked
from app.ui.speech import Speech
from app.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
ACTIONS = {ADD: N_("new"), UPDATE: N_("changed"), SAME: N_("the same"), REFUSED: N_("refused")}
_COLOURS = {ADD: "good", UPDATE: "accent_dark", SAME: "muted", REFUSED: "danger"}
_HEADERS = (N_("Row"), N_("What happens"), N_("Record"), N_("Differences, or why not"))
_DISPLAY = Qt.ItemDataRole.DisplayRole
_TIP = Qt.ItemDataRole.ToolTipRole
_COLOUR = Qt.ItemDataRole.ForegroundRole


class PlanRows(QAbstractTableModel):
    """The rows of one sheet, all of them or those of one action."""

    def __init__(self, speech: Speech, parent: QObject | None = None) -> None:
        """Empty until ``show``."""
        super().__init__(parent)
        self._speech = speech
        self._rows: tuple[RowPlan, ...] = ()

    def show(self, sheet: SheetPlan | None, action: str = "") -> None:
        """Show a sheet's rows; ``action`` limits them."""
        self.beginResetModel()
        rows = sheet.rows if sheet else ()
        self._rows = tuple(row for row in rows if not action or row.action == action)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Row, action, record, differences."""
        return 0 if parent.isValid() else len(_HEADERS)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """A cell's text or colour."""
        row = self._rows[index.row()]
        if role == _COLOUR and index.column() == 1:
            return colour(_COLOURS[row.action])
        if role == _DISPLAY or (role == _TIP and index.column() == 3):
            return self._text(row, index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The captions."""
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal:
            return self._speech.say(_HEADERS[section])
        return None

    def _text(self, row: RowPlan, column: int) -> str:
        if column == 0:
            return str(row.row)
        if column == 1:
            return self._speech.say(ACTIONS[row.action])
        if column == 2:
            return " ".join(row.caption.split())
        return difference_text(self._speech, row)


def difference_text(speech: Speech, row: RowPlan) -> str:
    """What a row changes, or why it is refused, in one line."""
    if row.refusal is not None:
        where = f"{row.refusal.column}：" if row.refusal.column else ""
        # A field is called here what the sheet calls it, not what records of another kind may call theirs.
        values = {
            k: row.refusal.column if k == "field" and row.refusal.column else v for k, v in row.refusal.reason.values
        }
        return where + speech.say(row.refusal.reason.msgid, **values)
    parts = [f"{header}：{before or '—'} → {after or '—'}" for header, before, after in _masked(speech, row)]
    parts += [note.text(speech.language) for note in row.notes]
    return "；".join(" ".join(part.split()) for part in parts)


def _masked(speech: Speech, row: RowPlan) -> Iterator[tuple[str, str, str]]:
    """The changes as they may stand on an open screen; two numbers that look alike then are said to differ."""
    fields = {field.header: field for field in BY_TABLE[row.table].fields} if row.table in BY_TABLE else {}
    for header, before, after in row.changes:
        field = fields.get(header)
        was, now = (masked(field, text) if field is not None else text for text in (before, after))
        yield header, was, speech.say(N_("another")) if was == now and before != after else now
