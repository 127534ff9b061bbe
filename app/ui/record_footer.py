"""The line under a table: how many records, and the sums that say something, of all of them or of those chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.fields import Field
from app.domain.listing import Condition, Listing, among
from app.i18n import N_
from app.ui.cells import SUMMED, bare, sum_text
from app.ui.desk import Desk
from app.ui.table_model import RecordModel


def footer_text(desk: Desk, model: RecordModel, chosen: Sequence[int]) -> str:
    """The count and the sums of the records chosen, or of the whole listing when ``chosen`` is empty."""
    say = desk.speech.say
    listing = replace(model.listing, conditions=(among(chosen),)) if chosen else model.listing
    head = (
        say(N_("{count} selected"), count=len(chosen)) if chosen else say(N_("{count} records"), count=len(model.ids))
    )
    fields = [f for f in model.fields if f.kind in SUMMED and f.adds and not f.sensitive]
    return "    ".join([head, *(part for field in fields for part in _sums(desk, model, listing, field))])


def _sums(desk: Desk, model: RecordModel, listing: Listing, field: Field) -> list[str]:
    """One sum, or one for each value of the field that divides the records (income and expenditure)."""
    split = model.record.split_by
    if not split:
        return _sum(desk, listing, field, bare(desk.speech.field(field)))
    parts: list[str] = []
    for value in desk.read.suggestions(listing.table, split):
        only = replace(listing, conditions=(*listing.conditions, Condition(split, "is", value)))
        parts += _sum(desk, only, field, value)
    return parts


def _sum(desk: Desk, listing: Listing, field: Field, words: str) -> list[str]:
    total = desk.read.totals(listing, [field.name]).get(field.name)
    return [] if total is None else [f"{words} {sum_text(field, total)}"]
