"""The text of one cell on screen: amounts grouped, numbers masked, references by their caption."""

from __future__ import annotations

from typing import Any

from app import formats
from app.domain import identity, masking
from app.domain.fields import Field, Kind

_NUMBERS = ("_no", "code", "uscc")  # of papers and offices: long, and nobody's own
NUMERIC = {Kind.COUNT, Kind.MONEY, Kind.INTEGER, Kind.DECIMAL}
SUMMED = {Kind.COUNT, Kind.MONEY}


def cell_text(field: Field, row: dict[str, Any], captions: dict[int, str]) -> str:
    """What a table shows for a field; what is sensitive is masked, also where it stands in other words."""
    value = row[field.name]
    if value is None or value == "":
        return ""
    if field.kind is Kind.MONEY:
        return masking.HIDDEN if field.sensitive else formats.money_text(value, row[f"{field.name}_given"])
    if field.kind is Kind.COUNT:
        return formats.count_text(value, row[f"{field.name}_given"])
    if field.kind is Kind.BOOL:
        return "是" if value else "否"
    if field.kind is Kind.REF:
        return captions.get(value, "")
    return masked(field, str(value))


def masked(field: Field, text: str) -> str:
    """A text as it may stand on an open screen: of a sensitive field masked, of any other without whole numbers."""
    if field.sensitive:
        return masking.masked(field, text)
    shown = " ".join(text.split())
    return shown if field.name.endswith(_NUMBERS) else identity.mask_within(shown)


def sum_text(field: Field, value: int | None) -> str:
    """A column's sum as the footer shows it."""
    if value is None:
        return ""
    return f"{formats.money_text(value)} 元" if field.kind is Kind.MONEY else str(value)


def bare(caption: str) -> str:
    """A caption without its bracketed unit of measure, for sentences that say the unit themselves."""
    return caption.partition("(")[0].partition("（")[0]
