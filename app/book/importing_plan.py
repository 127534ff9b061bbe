"""What an import would do, row by row, and the report that says so: frozen, so that a window can show and keep it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from app.book.importing_notes import Said, gather
from app.domain.errors import Invalid, Problem
from app.domain.quantity import Figure
from app.i18n import Language

__all__ = ["ADD", "REFUSED", "SAME", "UPDATE", "Addition", "ColumnPlan", "ImportPlan", "ImportReport", "Refusal",
           "RowPlan", "Said", "SheetPlan", "SheetReport", "invalid"]  # fmt: skip

ADD, UPDATE, SAME, REFUSED = "add", "update", "same", "refused"


def invalid(name: str, text: str, msgid: str, /, **values: object) -> Invalid:
    """The error of a row whose value ``text`` of the field ``name`` cannot be taken."""
    return Invalid((Problem.of(name, text, msgid, **values),))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row cannot be taken: the header of the column, the value in it, and the reason."""

    column: str
    value: str
    reason: Said


class RowPlan(NamedTuple):
    """One data row; a plain tuple, since a plan may hold a hundred thousand.

    ``row`` is Excel's number; ``target`` the id of the record it changes, or a negative number for a record
    that this import adds (references within ``values`` use the same numbers); ``values`` the columns to write,
    ``figures`` the 数据 to write (None: leave them). ``changes`` are (header, before, after).
    """

    row: int
    action: str
    table: str
    caption: str = ""
    target: int = 0
    values: Mapping[str, Any] = MappingProxyType({})
    figures: tuple[Figure, ...] | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    refusal: Refusal | None = None
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column: its header as it stands, the header of the field it was taken for, or that it goes to 备注."""

    header: str
    taken_for: str
    to_remark: bool = False


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet; ``taken_as`` is '' for a sheet that is left out.

    ``key`` knows the sheet's headers again next time; ``said`` is what the clerk decided about them, to be
    remembered, or None.
    """

    name: str
    taken_as: str
    headers: tuple[ColumnPlan, ...] = ()
    rows: tuple[RowPlan, ...] = ()
    notes: tuple[Said, ...] = ()
    key: str = ""
    said: str | None = None

    def count(self, action: str) -> int:
        """How many rows have this action."""
        return sum(row.action == action for row in self.rows)


@dataclass(frozen=True, slots=True)
class Addition:
    """A record no row stands for: a unit that a member's row names and the book does not have yet."""

    table: str
    target: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SheetReport:
    """The numbers of one sheet, what was refused, and what else the clerk should know."""

    name: str
    taken_as: str
    read: int
    added: int
    updated: int
    unchanged: int
    refused: tuple[tuple[int, Refusal], ...]
    notes: tuple[Said, ...]

    def as_json(self, language: Language) -> dict[str, Any]:
        """The report of the exchange contract for one sheet."""
        return {
            "taken_as": self.taken_as,
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": [
                {"row": row, "column": r.column, "value": r.value, "reason": r.reason.text(language)}
                for row, r in self.refused
            ],
            "notes": [note.text(language) for note in self.notes],
        }


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do."""

    sheets: tuple[SheetReport, ...]

    @property
    def refused(self) -> int:
        """How many rows were refused, in all sheets."""
        return sum(len(sheet.refused) for sheet in self.sheets)

    def as_json(self, language: Language) -> dict[str, Any]:
        """The report of the exchange contract, its sentences in ``language``."""
        return {"sheets": {sheet.name: sheet.as_json(language) for sheet in self.sheets}}


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import would do; ``digest`` is the SHA-256 of the file that was read."""

    path: Path
    digest: str
    sheets: tuple[SheetPlan, ...]
    additions: tuple[Addition, ...] = ()

    def report(self) -> ImportReport:
        """What carrying it out would report."""
        return ImportReport(tuple(_reported(sheet) for sheet in self.sheets))

    def changes_nothing(self) -> bool:
        """Whether carrying it out would leave the book as it is."""
        kinds = {row.action for sheet in self.sheets for row in sheet.rows}
        return not self.additions and kinds <= {SAME, REFUSED}


def _reported(sheet: SheetPlan) -> SheetReport:
    counted = Counter(row.action for row in sheet.rows)
    refused = tuple((row.row, row.refusal) for row in sheet.rows if row.refusal is not None)
    notes = gather((*sheet.notes, *(note for row in sheet.rows for note in row.notes)))
    return SheetReport(
        sheet.name, sheet.taken_as, len(sheet.rows), counted[ADD], counted[UPDATE], counted[SAME], refused, notes
    )
