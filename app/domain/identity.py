"""Personal numbers: ID, phone and bank card are checked when they come in and masked when they go out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NoReturn

from app.domain.errors import Invalid, Problem
from app.i18n import N_

PLAIN_MOBILE = re.compile(r"1[3-9][0-9]{9}")  # a mobile number and nothing else

_CHECK = "10X98765432"
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_EXCEL_DIGITS = 15  # a spreadsheet keeps that many digits of a number and zeroes the rest
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d*)?[eE][+-]?\d+")
_TRAILING_ZERO = re.compile(r"(\d+)\.0*")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:(?:\+?86|0086)(?=0))?\(?(0(?:10|2\d|[3-9]\d\d))\)?([2-8]\d{6,7})(?:[转x](\d{1,6}))?")
_PERSONAL = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx]|\d{16}|\d{19})(?!\d)")  # mobile, ID, bank card
_STAR = "*"
_FULL_WIDTH = {i + 0xFEE0: i for i in range(0x21, 0x7F)}
_DROPPED = re.compile(r"[\s'‘’`´\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")

_ROUNDED_ID = N_(
    "The spreadsheet has rounded the ID number {value}: its last digits are lost. "
    "Set the column to text and type the number again."
)
_ROUNDED = N_(
    "The spreadsheet has rounded the number {value}: its last digits are lost. "
    "Set the column to text and type the number again."
)


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A checked resident ID number and what it says about its holder."""

    number: str
    birth: date
    gender: str  # 男 or 女


def _refuse(field: str, value: object, msgid: str) -> NoReturn:
    raise Invalid((Problem(field, str(value), msgid, (("value", value),)),))


def clean_number(value: object) -> str:
    """The digits as typed, without spaces, invisible marks, a leading apostrophe or full-width forms."""
    return _DROPPED.sub("", str(value).translate(_FULL_WIDTH))


def _is_scientific(text: str) -> bool:
    return _SCIENTIFIC.fullmatch(text) is not None


def check_id_number(text: object, field: str = "id_number") -> IdNumber:
    """Check a resident ID number and say what it tells of its holder; see ``id_number``."""
    number = id_number(text, field)
    born = _birth(_birth_digits(number))
    assert born is not None
    return IdNumber(number, born, "男" if int(number[14:17]) % 2 else "女")


def id_number(text: object, field: str = "id_number") -> str:
    """Check a resident ID number of 18 digits, or an old one of 15.

    Residence permits of 港澳台 (81, 82, 83…) follow the same rule and pass.

    Returns:
        The number without spaces, its X a capital.

    Raises:
        Invalid: it was rounded by a spreadsheet, has a wrong length, a wrong character, an impossible birth
            date or a wrong check digit; each has its own sentence.

    Source: GB 11643.
    """
    number = _id_digits(text, field)
    if _birth(_birth_digits(number)) is None:
        _refuse(
            field,
            text,
            N_("The ID number {value} holds a birth date that does not exist. Compare it with the ID card."),
        )
    if len(number) == 18 and _check_character(number) != number[17]:
        if number.endswith("000"):
            _refuse(field, text, _ROUNDED_ID)
        _refuse(field, text, N_("The check digit of the ID number {value} is wrong. Compare it with the ID card."))
    return number


def is_plain_id(text: str) -> bool:
    """Whether a text is a right ID number of 18 characters, just as it stands on the card."""
    if not _ID_NUMBER.fullmatch(text) or _check_character(text) != text[17]:
        return False
    return _birth(text[6:14]) is not None


def _birth_digits(number: str) -> str:
    return "19" + number[6:12] if len(number) == 15 else number[6:14]


def _id_digits(text: object, field: str) -> str:
    """The 15 or 18 characters of an ID number, however they were typed."""
    number = clean_number(text).upper().replace("×", "X").replace("Х", "X")
    point = _TRAILING_ZERO.fullmatch(number)
    if _is_scientific(number) or (point and len(point[1]) > _EXCEL_DIGITS):
        _refuse(field, text, _ROUNDED_ID)
    number = point[1] if point else number
    if not re.fullmatch(r"[0-9]*X?", number):
        _refuse(field, text, N_("The ID number {value} has a wrong character. Use digits, and X only at the end."))
    if len(number) not in (15, 18) or (len(number) == 15 and number.endswith("X")):
        _refuse(field, text, N_("The ID number {value} does not have 18 digits. Compare it with the ID card."))
    return number


def _check_character(number: str) -> str:
    """The last character of an ID number of 18: a weighted sum of the others modulo 11 picks it (GB 11643).

    The weights 7, 9, 10, 5 … 4, 2 are the powers of 2 modulo 11. So are those of 13, and a number in that base
    is read in one step.
    """
    return _CHECK[2 * int(number[:17], 13) % 11]


@lru_cache(maxsize=40_000)  # days of a hundred years
def _birth(digits: str) -> date | None:
    """The day in ``yyyymmdd``; None when there is no such day or it is before 1900."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2100 else None


def check_phone(text: object, field: str = "mobile") -> str:
    """Check a mobile number or a landline with its area code.

    Returns:
        The digits of a mobile (``13800138000``) or ``area-number[-extension]`` of a landline.

    Raises:
        Invalid: it was rounded by a spreadsheet, or is neither.
    """
    number = clean_number(text)
    if _is_scientific(number):
        _refuse(field, text, _ROUNDED)
    point = _TRAILING_ZERO.fullmatch(number)  # a spreadsheet's 13800138000.0 is still exact
    number = point[1] if point else number
    number = re.sub(r"(?<=\d)[-—–](\d{1,6})$", _extension, number)
    plain = re.sub(r"[-—–]", "", number)
    mobile, landline = _MOBILE.fullmatch(plain), _LANDLINE.fullmatch(plain)
    if mobile:
        return mobile[1]
    if not landline:
        said = N_("{value} is not a phone number. Enter 11 digits of a mobile, or a landline with its area code.")
        _refuse(field, text, said)
    return "-".join(part for part in landline.groups() if part)


def _extension(found: re.Match[str]) -> str:
    """Tell an extension (010-12345678-801) from the number itself (0579-1234567, 138-0013-8000)."""
    before = re.sub(r"\D", "", found.string[: found.start()])
    is_extension = before.startswith("0") and len(before) >= 10
    return ("转" if is_extension else "") + found[1]


def check_card(text: object, field: str = "bank_card") -> str:
    """Check a bank card or passbook number: 12 to 19 digits.

    The check sum decides only whether trailing zeros come from a spreadsheet: passbooks have none.

    Raises:
        Invalid: it was rounded by a spreadsheet or is not such a number.
    """
    number = re.sub(r"[-—–]", "", clean_number(text))
    point = _TRAILING_ZERO.fullmatch(number)
    if _is_scientific(clean_number(text)) or (point and len(point[1]) > _EXCEL_DIGITS):
        _refuse(field, text, _ROUNDED)
    number = point[1] if point else number
    if not re.fullmatch(r"[0-9]{12,19}", number):
        _refuse(
            field,
            text,
            N_("The card number {value} does not have 12 to 19 digits. Compare it with the card."),
        )
    lost = number[_EXCEL_DIGITS:]
    if len(lost) >= 3 and not lost.strip("0") and not _luhn(number):
        _refuse(field, text, _ROUNDED)
    return number


def _luhn(number: str) -> bool:
    """Whether the card check sum (ISO/IEC 7812) is right."""
    digits = [int(d) for d in reversed(number)]
    return sum(d if i % 2 == 0 else d // 5 + d * 2 % 10 for i, d in enumerate(digits)) % 10 == 0


def is_masked(text: str) -> bool:
    """Whether the value has been masked, so that it must not overwrite the true one."""
    return _STAR in text or "＊" in text


def _masked(text: str, head: int, tail: int) -> str:
    stars = _STAR * (len(text) - head - tail)
    return text[:head] + stars + text[len(text) - tail :]


def mask_id(number: str) -> str:
    """Hide the birth date: 110105********1234; an unknown kind of number shows its last four at most.

    Source: the usual masking of resident ID numbers (birth date hidden).
    """
    if len(number) == 18:
        return _masked(number, 6, 4)
    if len(number) == 15:
        return _masked(number, 6, 3)
    return _masked(number, 0, 4 if len(number) > 8 else 0)


def mask_phone(number: str) -> str:
    """138****8000 for a mobile; only the last four of anything else, or nothing when it is short."""
    if len(number) == 11:
        return _masked(number, 3, 4)
    return _masked(number, 0, 4 if len(number) > 6 else 0)


def mask_card(number: str) -> str:
    """Only the last four digits."""
    return _masked(number, 0, 4 if len(number) > 6 else 0)


def mask_within(text: str) -> str:
    """A text with the ID numbers, mobiles and bank cards in it masked: remarks may hold what has no field."""
    return _PERSONAL.sub(_mask_found, text)


def _mask_found(found: re.Match[str]) -> str:
    number = found[0]
    if len(number) == 11:
        return mask_phone(number)
    return mask_id(number) if len(number) == 18 else mask_card(number)


def mask_name_public(name: str) -> str:
    """A name for a public list of people in hardship: 张* or 张*三."""
    if len(name) <= 2:
        return name[:1] + _STAR if len(name) == 2 else _STAR * len(name)
    return _masked(name, 1, 1)
