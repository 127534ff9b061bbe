"""The pages of records: members with their units, parts of awards, and any other type with its own filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.fields import RecordType
from app.domain.listing import Condition, Listing
from app.domain.membership import State
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui import todo
from app.ui.desk import Desk
from app.ui.record_page import RecordPage
from app.ui.sizes import keep_splitter
from app.ui.units_tree import UnitsTree
from app.ui.widgets import button, label, tight
from app.ui.writing_only import WritingOnly

if TYPE_CHECKING:
    from app.ui.field_editors import Value

_EMPTY = {
    "member": N_(
        "No members yet. Bring your roster in with “Import from Excel” in the File menu, or press Ctrl+N "
        "to enter the first one."
    ),
    "entry": N_(
        "Nothing is recorded for this year yet. Press Ctrl+N to record the first visit or grant, or import "
        "your list from Excel."
    ),
    "activity": N_(
        "No activities are recorded for this year yet. Press Ctrl+N to record the first one: the summary "
        "at the year's end is written from them."
    ),
    "award": N_(
        "No awards are set up for this year yet. Start a round with the button above; it brings its awards along."
    ),
    "honour": N_("No honours are recorded for this year yet. Press Ctrl+N to record the first one."),
    "nominee": N_("Nobody is nominated yet. Press step 4 above, or Ctrl+N for a unit or somebody else."),
    "award_quota": N_("No places are shared out yet. Press step 3 above: the numbers are worked out for every unit."),
    "unit": N_("No units yet. Press Ctrl+N to enter the first one."),
}
_FILTERS = {
    "entry": "kind",
    "activity": "area",
    "honour": "level",
    "nominee": "award_id",
    "award_quota": "award_id",
    "hardship_file": "kind",
    "officer": "post",
    "fund": "direction",
}
_WHOLES = ("award_id", "round_id")  # what a new record goes on belonging to


def plain_page(desk: Desk, table: str) -> RecordPage:
    """The page of a record type with its own filter."""
    kind = _KINDS.get(table, RecordPage)
    record = _as_listed(BY_TABLE[table]) if issubclass(kind, OfARound) else BY_TABLE[table]
    return kind(desk, record, desk.speech.say(_EMPTY.get(table, N_("No records yet."))), _FILTERS.get(table, ""))


def open_award_step(parent: QWidget, desk: Desk, name: str, round_id: int | None, award_ids: tuple[int, ...]) -> None:
    """Open what a step of an award round is done with."""
    from app.ui.award_steps import open_step  # it brings the whole room of documents with it

    open_step(parent, desk, name, round_id, award_ids)


class MembersPage(RecordPage):
    """The members with the tree of units at their left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """The tree filters the table; it takes units only, and they are edited from here."""
        super().__init__(desk, BY_TABLE["member"], desk.speech.say(_EMPTY["member"]), "", parent)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(label(self._say(N_("Units")), "muted"), 1)
        add = tight(button(self._say(N_("Add")), self._add_unit, "quiet"))
        edit = tight(button(self._say(N_("Edit")), self._edit_unit, "quiet"))
        head.addWidget(add)
        head.addWidget(edit)
        column.addLayout(head)
        self.tree = UnitsTree(desk)
        self.tree.chosen.connect(self._on_unit)
        column.addWidget(self.tree, 1)
        self.splitter.insertWidget(0, side)
        WritingOnly(desk, add, edit)
        keep_splitter(self.splitter, desk.settings, "members", [222, 724, 374])

    def _divide(self) -> None:
        """Nothing yet: the units come between."""

    def proposed(self) -> dict[str, Value]:
        """A new member starts in the unit chosen in the tree."""
        unit = self.tree.unit_id()
        return {"state": str(State.NORMAL), **({"unit_id": unit} if unit else {})}

    def show_list(self, listing: Listing, select: list[int] | None = None) -> None:
        """A listing from elsewhere stands for itself: the tree goes back to all units."""
        self.tree.choose_all()
        super().show_list(listing, select)

    def _on_unit(self, unit_id: int | None) -> None:
        self.table.set_base([Condition("unit_id", "under", unit_id)] if unit_id else [])

    def _add_unit(self) -> None:
        from app.ui.record_dialog import open_record

        dialog = open_record(self.window(), self.desk, BY_TABLE["unit"], None)
        if self.tree.unit_id():
            dialog.form.start_new({"parent_id": self.tree.unit_id()})

    def _edit_unit(self) -> None:
        from app.ui.record_dialog import open_record

        if self.tree.unit_id():
            open_record(self.window(), self.desk, BY_TABLE["unit"], self.tree.unit_id())


class OfARound(RecordPage):
    """The awards, kept to the round on show; a new one joins it.

    ``opening`` carries the id of an award that is about to be shown, for its round to be turned to.
    """

    opening = Signal(object)
    _kept_to: tuple[Condition, ...] = ()
    _of_round: Mapping[str, Value] = {}

    def show_round(self, conditions: Sequence[Condition], proposed: Mapping[str, Value], *, anew: bool = False) -> None:
        """Keep the table to a round; ``anew`` also where a listing from elsewhere has taken its place."""
        self._of_round = proposed
        wanted = tuple(conditions)
        if anew or wanted != self._kept_to:
            self._kept_to = wanted
            self.table.set_base(wanted)

    def proposed(self) -> dict[str, Value]:
        """The round on show."""
        return dict(self._of_round)

    def open(self, row_id: int) -> None:
        """Turn to the record's round first."""
        row = self.desk.read.rows(self.record.table, [row_id]).get(row_id)
        if row is not None:
            self.opening.emit(row["id"] if self.record.table == "award" else row["award_id"])
        super().open(row_id)


class OfAnAward(OfARound):
    """Records that are parts of an award: a new one belongs to the award chosen above the table."""

    def proposed(self) -> dict[str, Value]:
        """The award that the table is filtered by."""
        for condition in self.table.model.listing.conditions:
            if condition.field == "award_id" and condition.op == "is":
                return {"award_id": condition.value}
        return {}

    def award_id(self) -> int | None:
        """The award that the table is filtered by."""
        found = self.proposed().get("award_id")
        return found if isinstance(found, int) else None


class _Dated(RecordPage):
    """Records of what has mostly just happened: a new one starts with today's date while this year is on show."""

    def proposed(self) -> dict[str, Value]:
        """Today."""
        day = todo.today()
        first, last = self.desk.read.period(self.desk.work_year)
        return {"happened": day.isoformat()} if first <= day <= last else {}


_KINDS: dict[str, type[RecordPage]] = {
    "award": OfARound, "nominee": OfAnAward, "award_quota": OfAnAward, "entry": _Dated,
}  # fmt: skip


def _as_listed(record: RecordType) -> RecordType:
    """The type as its own page has it: a new one stays with the award or round of the one before.

    A list may show the award, which elsewhere goes without saying; that of the nominees does.
    """
    said = record.table == "nominee"
    fields = tuple(
        replace(field, repeats=True, listed=field.listed or said) if field.name in _WHOLES else field
        for field in record.fields
    )
    return replace(record, fields=fields, owner="")
