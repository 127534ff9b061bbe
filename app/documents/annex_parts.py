"""The parts of the data annex: cells before their numbers are traced, and sums without units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app import formats
from app.documents.narrative_marks import Number, Pieces, qualified
from app.domain import money
from app.domain.summary_count import Total

LEAST = 3  # so many kinds or areas keep their names, however full the page is
NONE, OTHER = "—", "其他"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell before its numbers are traced; ``span`` counts columns, ``rows`` the rows it stands beside."""

    pieces: Pieces
    span: int = 1
    label: bool = False
    rows: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of sums: the field summed (empty: the records counted), its title, and how many columns it takes."""

    field: str
    title: str
    span: int = 1


def sum_of(totals: Iterable[Total], field: str, definition: str) -> Number | str:
    """The sum of one field without its unit, which the column's title says; a dash where no record has it."""
    found = next((total for total in totals if total.kind.field == field), None)
    return NONE if found is None else summed(found, f"{definition}，共{len(found.sources)}条")


def summed(total: Total, definition: str) -> Number:
    """A sum as a figure without its unit."""
    if total.kind.money:
        plain, value = formats.money_text(total.number), Decimal(total.number) / money.FEN_PER_YUAN
    else:
        plain, value = str(total.number), Decimal(total.number)
    return Number(qualified(plain, "", total.qualifier), value, total.kind.unit, definition, total.sources)
