"""The model behind a list of members with ticks: ids of a listing, pages of rows, and the ticks as a set of ids."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
Note = Callable[[int], str]

NAME, UNIT, BORN, NOTE = range(4)
_PAGE, _PAGES = 100, 10
_FIELDS = ("name", "unit_id", "birth", "birth_from", "birth_to")

_DISPLAY = Qt.ItemDataRole.DisplayRole
_CHECK = Qt.ItemDataRole.CheckStateRole
_TIP = Qt.ItemDataRole.ToolTipRole
_FRONT = Qt.ItemDataRole.ForegroundRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PeopleModel(QAbstractTableModel):
    """Members of a listing with a tick each; ticks outlive every search. ``ticks_changed`` tells of any change."""

    ticks_changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Show nothing until ``show`` is called."""
        super().__init__(parent)
        self._desk = desk
        self.ids: list[int] = []
        self.ticked: set[int] = set()
        self._note: Note | None = None
        self._pages: OrderedDict[int, list[tuple[str, str, str, str]]] = OrderedDict()
        member = BY_TABLE["member"]
        said = [desk.speech.field(member.field(name)) for name in ("name", "unit_id")]
        self._captions = (*said, desk.speech.say(N_("Birthday")), desk.speech.say(N_("Note")))
        self._muted = colour("muted")

    def show(self, listing: Listing, ids: list[int] | None = None) -> None:
        """Show the members of a listing, or of them only those in ``ids``, in the listing's order."""
        found = self._desk.read.ids(listing)
        self.beginResetModel()
        self.ids = found if ids is None else [row_id for row_id in found if row_id in set(ids)]
        self._pages.clear()
        self.endResetModel()

    def set_note(self, note: Note) -> None:
        """Say beside each member what ``note`` says of the id."""
        self._note = note
        self._repaint()

    def tick(self, ids: Iterable[int], on: bool = True) -> None:
        """Tick members, or take their ticks away."""
        self.set_ticked(self.ticked | set(ids) if on else self.ticked - set(ids))

    def set_ticked(self, ids: set[int]) -> None:
        """Tick exactly these."""
        if ids != self.ticked:
            self.ticked = set(ids)
            self._repaint()
            self.ticks_changed.emit()

    def turn(self, rows: Iterable[int]) -> None:
        """Turn the ticks of rows round: all on, unless all of them are on already."""
        ids = [self.ids[row] for row in rows if row < len(self.ids)]
        self.tick(ids, not all(row_id in self.ticked for row_id in ids))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of members shown."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Name, unit, birthday and note."""
        return 0 if parent.isValid() else len(self._captions)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A screen reader hears of the tick."""
        return (
            super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else super().flags(index)
        )

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The cell's text, the tick in the first column, and the unit's whole path as a tip."""
        if role == _DISPLAY:
            return self._text(index.row(), index.column())
        if role == _CHECK and index.column() == NAME:
            return _CHECKED if self.ids[index.row()] in self.ticked else _UNCHECKED
        if role == _FRONT and (index.column() == NOTE or self.ids[index.row()] not in self.ticked):
            return self._muted
        if role == _TIP:
            return self._row(index.row())[3] if index.column() == UNIT else self._text(index.row(), index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = _CHECK) -> bool:
        """Tick by way of Qt's own editors."""
        if role != _CHECK or index.column() != NAME:
            return False
        self.tick([self.ids[index.row()]], Qt.CheckState(value) == _CHECKED)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The column's caption."""
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY and section < len(self._captions):
            return self._captions[section]
        return None

    def _text(self, row: int, column: int) -> str:
        if column == NOTE:
            return self._note(self.ids[row]) if self._note else ""
        return self._row(row)[column]

    def _row(self, row: int) -> tuple[str, str, str, str]:
        number = row // _PAGE
        if number not in self._pages:
            self._pages[number] = self._fetch(number)
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        return self._pages[number][row - number * _PAGE]

    def _fetch(self, number: int) -> list[tuple[str, str, str, str]]:
        wanted = self.ids[number * _PAGE : (number + 1) * _PAGE]
        rows = self._desk.read.rows("member", wanted, _FIELDS)
        paths = self._desk.read.captions("unit", ())
        return [_cells(rows[row_id], paths) if row_id in rows else ("", "", "", "") for row_id in wanted]

    def _repaint(self) -> None:
        if self.ids:
            self.dataChanged.emit(self.index(0, NAME), self.index(len(self.ids) - 1, NOTE))


def _cells(row: dict[str, Any], paths: dict[int, str]) -> tuple[str, str, str, str]:
    """Name, unit, month and day of birth, and the unit's whole path."""
    path = paths.get(row["unit_id"] or 0, "")
    first, last = row["birth_from"] or "", row["birth_to"] or ""
    known = first[:7] if first[:7] == last[:7] else ""
    born = (first[5:] if first == last else known[5:]) if known else row["birth"]
    return row["name"], path.rpartition("/")[2], born, path
