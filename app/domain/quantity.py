"""Quantities as clerks write them: 数据 cells, counts and amounts, each with the text as given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import NoReturn

from app.domain import numerals
from app.domain.errors import Invalid, Problem
from app.domain.quantity_words import BARE_RUN, SHARED, Quantity, malformed, number_spans, parse
from app.i18n import N_

__all__ = [
    "Figure",
    "Quantity",
    "format_figures",
    "number_spans",
    "parse",
    "parse_amount_fen",
    "parse_count",
    "parse_figures",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """One labelled quantity of a 数据 cell; the label may be empty."""

    label: str
    quantity: Quantity


_PAIRS = {
    "（": "）",
    "(": ")",
    "【": "】",
    "[": "]",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "“": "”",
    "〔": "〕",
}
_BREAKS = "；;\n\r"
_CLOCK = re.compile(r"[0-9][::][0-9][0-9]")


def parse_figures(text: str) -> tuple[Figure, ...]:
    """Read a 数据 cell: ``标签=量；标签=量``; an item without a sign has an empty label. Never raises."""
    figures = []
    for item in _split(text):
        label, raw = _cut(item)
        if label or raw:
            figures.append(Figure(label, parse(raw)))
    return tuple(figures)


def format_figures(figures: Iterable[Figure]) -> str:
    """The 数据 cell of ``figures``; labels and quantities stand as they were given."""
    return "；".join(f"{f.label}={f.quantity.raw}" if f.label else f.quantity.raw for f in figures)


def _inside(text: str) -> list[bool]:
    """For each character whether it stands inside closed brackets; an unclosed one protects nothing."""
    inside, opened = [False] * len(text), list[tuple[str, int]]()
    waiting = Counter[str]()
    for i, char in enumerate(text):
        if char in _PAIRS:
            opened.append((_PAIRS[char], i))
            waiting[_PAIRS[char]] += 1
        elif waiting[char]:
            close, start = opened.pop()
            waiting[close] -= 1
            while close != char:
                close, start = opened.pop()
                waiting[close] -= 1
            inside[start : i + 1] = [True] * (i + 1 - start)
    return inside


def _split(text: str) -> Iterator[str]:
    inside, start = _inside(text), 0
    for i, char in enumerate(text):
        if char in _BREAKS and not inside[i]:
            yield text[start:i].strip()
            start = i + 1
    yield text[start:].strip()


def _cut(item: str) -> tuple[str, str]:
    """Label and quantity of one item: the first = wins, then the first colon that is no clock time."""
    inside = _inside(item)
    for signs in ("=＝", "：:"):
        for i, char in enumerate(item):
            if char in signs and not inside[i] and not _CLOCK.match(item, max(0, i - 1)):
                return item[:i].strip(), item[i + 1 :].strip()
    return "", item


# ------------------------------------------------------------------------------- cells of count and amount

_PLAIN = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_PLAIN_AMOUNT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_NEGATIVE = re.compile(r"[¥\s]*[-−–—(（负][¥\s]*[0-9零一二两三四五六七八九十百千万]")
_NO_COUNT = re.compile(r"[%‰元圆角/℃]|^分$")
_MAX_COUNT = 10**9
_MAX_YUAN = 10**12
_YUAN_UNITS = {"": 1, "元": 1, "圆": 1, "块": 1}

_UNREADABLE_COUNT = N_("{value} cannot be read as a count. Enter a whole number such as 30, or 30余名.")
_UNREADABLE_AMOUNT = N_("{value} cannot be read as an amount. Enter a number such as 1234.50, or 近10万元.")
_SEVERAL = N_("{value} holds several numbers. Enter one here and put the others under 数据.")


def _refuse(field: str, value: str, msgid: str) -> NoReturn:
    raise Invalid((Problem(field, value, msgid, (("value", value),)),))


def parse_count(text: str, field: str = "count") -> tuple[int | None, str]:
    """Read a cell that holds a count.

    Returns:
        The count and the text as given; the text is empty when the cell is a plain whole number, and the
        count is None when the cell is blank.

    Raises:
        Invalid: it is negative, fractional, no count (%, 元, 第三), holds several numbers or none.
    """
    plain = numerals.join_thousands(numerals.narrow(text)).strip()
    if not plain:
        return None, ""
    plain = re.sub(r"^([0-9]+)\.0+$", r"\1", plain)  # a spreadsheet's 30.0
    if _NEGATIVE.match(plain):
        _refuse(field, text, N_("{value} is negative, but a count starts at zero. Enter a whole number."))
    found = _single(plain, text, field, _UNREADABLE_COUNT)
    number = _in_ones(found)
    if "第" in found.qualifier or _NO_COUNT.search(found.unit):
        _refuse(field, text, _UNREADABLE_COUNT)
    if number != number.to_integral_value():
        _refuse(field, text, N_("{value} is not a whole number. Enter how many as a whole number."))
    if number > _MAX_COUNT:
        _refuse(field, text, N_("{value} is too large for a count. Check whether it belongs in another column."))
    return int(number), "" if _PLAIN.fullmatch(plain) else text


def parse_amount_fen(text: str, default_unit: str = "元", field: str = "amount") -> tuple[int, str]:
    """Read a cell that holds an amount of money.

    Args:
        text: the cell, such as ``1,234.5``, ``0.56万元`` or ``近10万元``.
        default_unit: the unit of the column (元, 万元, 元/人), for a text without one.
        field: the field's name in the error.

    Returns:
        The amount in fen and the text as given; the text is empty when the cell is a plain number.

    Raises:
        Invalid: it is negative, finer than a fen, above 10¹² yuan, in another unit, several numbers or none.
    """
    plain = numerals.join_thousands(numerals.narrow(text)).strip()
    if _NEGATIVE.match(plain):
        _refuse(field, text, N_("{value} is negative. Enter the amount as a number from zero up."))
    found = _single(plain, text, field, _UNREADABLE_AMOUNT)
    unit = found.unit or default_unit
    if unit in ("万", "亿", "万亿"):
        unit += "元"
    fen = _in_fen(found, unit, default_unit)
    if fen is None or "第" in found.qualifier:
        _refuse(field, text, _UNREADABLE_AMOUNT)
    if fen > _MAX_YUAN * 100:
        _refuse(field, text, N_("{value} is too large for an amount. Check the number and its unit."))
    if fen != fen.to_integral_value():
        _refuse(field, text, N_("{value} is finer than one fen. Enter yuan with at most two decimals."))
    return int(fen), "" if _PLAIN_AMOUNT.fullmatch(plain) else text


def _single(plain: str, text: str, field: str, unreadable: str) -> Quantity:
    """The one quantity of the cell; several numbers would be read wrongly in silence."""
    if malformed(plain):
        _refuse(field, text, unreadable)
    found = parse(plain)
    if found.number is None:
        _refuse(field, text, unreadable)
    spans = number_spans(plain)
    rest = "".join(plain[a:b] for a, b in _gaps(spans, len(plain)))
    is_whole = "/" in found.unit or not spans or (len(spans) == 1 and not re.search("[0-9]", rest))
    if not is_whole and not _covers_whole(plain, found):
        _refuse(field, text, _SEVERAL)
    return found


def _gaps(spans: list[tuple[int, int, Quantity]], end: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, stop, _ in spans:
        yield at, start
        at = stop
    yield at, end


def _covers_whole(plain: str, found: Quantity) -> bool:
    return bool(BARE_RUN.fullmatch(plain) or SHARED.fullmatch(plain)) and found.number is not None


def _in_ones(found: Quantity) -> Decimal:
    """The number with 万 and 亿 multiplied in."""
    number = found.number or Decimal(0)
    scale = re.match("[万亿]*", found.unit)
    with localcontext() as context:
        context.prec = 80
        return number * numerals.factor(scale[0] if scale else "")


def _in_fen(found: Quantity, unit: str, default_unit: str) -> Decimal | None:
    """The amount in fen; None when the unit is not money or not the column's (元/人 in 元)."""
    base, _, per = unit.partition("/")
    if per and per != default_unit.partition("/")[2]:
        return None
    head = base.lstrip("万亿")
    scale = base[: len(base) - len(head)]
    with localcontext() as context:
        context.prec = 80
        number = (found.number or Decimal(0)) * numerals.factor(scale)
        if head == "角" and not scale:
            return number * 10
        return number * 100 if head in _YUAN_UNITS else None
