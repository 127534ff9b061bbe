"""What clerks write that no reader of a field would take, though its sense is plain: 46090, 90-5-1, two phones, ✔."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.book.importing_notes import JANUARY, PHONES, READ_AS
from app.domain import identity
from app.domain.errors import Invalid
from app.domain.fields import Field, Kind

_DAY_ZERO = date(1899, 12, 30)  # day 0 of Excel, as its days from March 1900 on count
_SERIAL = re.compile(r"([1-7]\d{4})(?:\.\d+)?")  # 1927 to 2119
_SHORT_YEAR = re.compile(r"(\d\d)[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?")
_JANUARY = re.compile(r"((?:19|20)\d\d)\.1")  # or 1990.10, of which a number keeps no last 0
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})")
_YES, _NO = frozenset("✔☑✅√✓vV"), frozenset("✘✗❌☒×xX")
_BLANK = frozenset({"/", "\\", "—", "——", "--", "－"})
_BETWEEN = re.compile(r"[/、,，;；|\s]+|(?=[（(])|(?<=[）)])")
_SHORT_PHONE = re.compile(r"\d{3,8}|\d{3,4}-\d{3,4}")


@dataclass(frozen=True, slots=True)
class Tidied:
    """The text to read instead, the sentence to say about it ('' for none), and what goes to the remarks."""

    text: str
    said: str = ""
    rest: str = ""


def time(one: Field, text: str) -> Tidied | None:
    """A day written in another way: Excel's own number, a year of two digits, 3.8 for 3月8日; None for none of them."""
    if found := _SERIAL.fullmatch(text):
        return Tidied(_day_of(float(text), with_clock=one.kind is Kind.WHEN), READ_AS)
    if one.kind is Kind.DATE and (found := _JANUARY.fullmatch(text)):
        return Tidied(f"{found[1]}-01", JANUARY)
    if one.kind is Kind.DATE and (found := _SHORT_YEAR.fullmatch(text)):
        return _with_century(found)
    if one.kind is Kind.WHEN and (found := _MONTH_AND_DAY.fullmatch(text)) and _is_day(int(found[1]), int(found[2])):
        return Tidied(f"{int(found[1])}月{int(found[2])}日", READ_AS)
    return None


def _day_of(serial: float, *, with_clock: bool) -> str:
    day = _DAY_ZERO + timedelta(int(serial))
    minutes = round(serial % 1 * 1440)
    return day.isoformat() + (f" {minutes // 60:02d}:{minutes % 60:02d}" if with_clock and 0 < minutes < 1440 else "")


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _with_century(found: re.Match[str]) -> Tidied:
    """90-5-1 is 1990, 08.9 is 2008: a member's years lie behind us."""
    year = int(found[1]) + 1900
    if year + 100 <= datetime.now(UTC).year:
        year += 100
    parts = [f"{year}", f"{int(found[2]):02d}"] + ([f"{int(found[3]):02d}"] if found[3] else [])
    return Tidied("-".join(parts), READ_AS)


def other(one: Field, text: str) -> Tidied | None:
    """Another way to read a text that was refused; None where there is none."""
    if one.kind is Kind.PHONE:
        return _phones(text)
    return _tick(one, text) if one.kind is Kind.BOOL else None


def _phones(text: str) -> Tidied | None:
    """The first number that is one, the rest apart; a short or local number is only kept apart."""
    if _SHORT_PHONE.fullmatch(text):
        return Tidied("", PHONES, text)
    for part in _BETWEEN.split(text):
        if part and _is_phone(part):
            return Tidied(part, PHONES, text.replace(part, "", 1).strip("/、,，;；| \t\n"))
    return None


def _is_phone(part: str) -> bool:
    try:
        identity.check_phone(part)
    except Invalid:
        return False
    return True


def _tick(one: Field, text: str) -> Tidied | None:
    word = one.header.removeprefix("是否")
    if text in _YES or text == word:
        return Tidied("是")
    if text in _NO or text in (f"非{word}", f"不是{word}"):
        return Tidied("否")
    return Tidied("") if text in _BLANK else None
