"""The line under a table: how many records, and the sums that say something, of all of them or of those chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.book.reader import Reader
from app.domain.fields import Field, Kind
from app.domain.listing import Condition, Listing
from app.i18n import N_
from app.ui.cells import SUMMED, bare, sum_text
from app.ui.speech import Speech


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of one field, of all records or of those with one value of the field that divides them."""

    field: Field
    part: str  # "", or the value that divides
    total: int
    counted: int  # records that have a number


def summed(listing: Listing, fields: Sequence[Field], split: str, read: Reader) -> tuple[Sum, ...]:
    """The sums of the number fields over a listing; a question for the ``Seeker``."""
    wanted = [f for f in fields if f.kind in SUMMED and f.adds and not f.sensitive]
    groups = read.groups(listing, split) if split and wanted else []
    parts = [str(one.key or "") for one in sorted(groups, key=lambda one: -one.count)] if split else [""]
    found: list[Sum] = []
    for part in parts:
        only = (Condition(split, "is", part),) if split else ()
        sums = read.sums(replace(listing, conditions=(*listing.conditions, *only)), [f.name for f in wanted])
        found += [Sum(f, part, *sums[f.name]) for f in wanted if f.name in sums]
    return tuple(found)


def footer_text(speech: Speech, count: int, sums: Sequence[Sum], *, chosen: bool) -> str:
    """The count and the sums; of a selection the averages too."""
    head = N_("{count} selected") if chosen else N_("{count} records")
    return "    ".join([speech.say(head, count=f"{count:,}"), *(_words(speech, one, chosen) for one in sums)])


def _words(speech: Speech, one: Sum, chosen: bool) -> str:
    name = one.part or bare(speech.field(one.field))
    text = f"{name} {sum_text(one.field, one.total)}"
    if not chosen or one.counted < 2:
        return text
    average = round(one.total / one.counted)
    shown = sum_text(one.field, average) if one.field.kind is Kind.MONEY else f"{one.total / one.counted:.1f}"
    return speech.say(N_("{sum} (average {average})"), sum=text, average=shown)
