"""From what was typed or stood in a cell to a field's columns, and back to the text that would read the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain import identity, quantity, when
from app.domain.errors import Invalid, Problem
from app.domain.fields import Field, Kind
from app.domain.names import with_dot
from app.domain.reading_text import clean
from app.i18n import N_

__all__ = ["LONGEST", "Context", "blank", "clean", "read", "read_clean", "refuse_long", "written"]

LONGEST = 20_000  # characters in one field

_YES = {"是", "有", "√", "✓", "1", "y", "yes", "true", "对", "o", "○", "●"}
_NO = {"否", "无", "×", "0", "n", "no", "false", "不是", "-"}

Canonical = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Context:
    """What reading needs to know: the reporting year and its days, and how to look a word up in a code list."""

    year: int | None = None
    period: tuple[date, date] | None = None
    canonical: Canonical | None = None


def read(field: Field, text: str, context: Context) -> dict[str, Any]:
    """The columns for what was typed into a field; references are the book's business and are not read here.

    Raises:
        Invalid: with one problem, naming the field, the value and what to do.
    """
    text = clean(text)
    return read_clean(field, text, context) if text else blank(field)


def read_clean(field: Field, text: str, context: Context) -> dict[str, Any]:
    """The columns for a text that has been cleaned and is not blank.

    Raises:
        Invalid: as ``read`` does.
    """
    refuse_long(field, text)
    try:
        return _READERS.get(field.kind, _read_text)(field, text, context)
    except Invalid as error:
        raise Invalid(tuple(Problem(field.name, text, p.msgid, p.values) for p in error.problems)) from error


def refuse_long(field: Field, text: str) -> None:
    """Refuse more than a field takes.

    Raises:
        Invalid: it is longer than ``LONGEST``.
    """
    if len(text) > LONGEST:
        said = N_("{field} is longer than {limit} characters. Shorten it or attach it as a file.")
        raise _invalid(field, text[:30] + "…", said, limit=LONGEST)


def blank(field: Field) -> dict[str, Any]:
    """The columns of a field that holds nothing."""
    columns = field.columns
    empty: dict[str, Any] = {columns[0][0]: "" if field.is_text else None}
    for name, kind in columns[1:]:
        empty[name] = "" if field.kind in (Kind.COUNT, Kind.MONEY) and kind == "TEXT" else None
    return empty


def written(field: Field, row: dict[str, Any]) -> str:
    """The text of a field that reads back into the same columns; references are written by the book."""
    value = row[field.name]
    if value is None or value == "":
        return ""
    if field.kind is Kind.BOOL:
        return "是" if value else "否"
    if field.kind in (Kind.COUNT, Kind.MONEY):
        given = row[f"{field.name}_given"]
        return given or (str(value) if field.kind is Kind.COUNT else _yuan(value))
    return str(value)


def _yuan(fen: int) -> str:
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}" + (f".{fen % 100:02d}" if fen % 100 else "")


def _read_text(field: Field, text: str, _context: Context) -> dict[str, Any]:
    if field.kind is Kind.LONG:
        return {field.name: text}
    line = text.replace("\n", " ")
    return {field.name: with_dot(line) if field.name == "name" else line}


def _read_choice(field: Field, text: str, context: Context) -> dict[str, Any]:
    known = context.canonical(field.codes, text) if context.canonical else None
    return {field.name: known or text}


def _read_id(field: Field, text: str, _context: Context) -> dict[str, Any]:
    return {field.name: identity.id_number(text)}


def _read_phone(field: Field, text: str, _context: Context) -> dict[str, Any]:
    return {field.name: identity.check_phone(text)}


def _read_card(field: Field, text: str, _context: Context) -> dict[str, Any]:
    return {field.name: identity.check_card(text)}


def _read_count(field: Field, text: str, _context: Context) -> dict[str, Any]:
    number, given = quantity.parse_count(text)
    return {field.name: number, f"{field.name}_given": given}


def _read_money(field: Field, text: str, _context: Context) -> dict[str, Any]:
    fen, given = quantity.parse_amount_fen(text)
    return {field.name: fen, f"{field.name}_given": given}


def _read_when(field: Field, text: str, context: Context) -> dict[str, Any]:
    found = when.parse_partial(text) if field.kind is Kind.DATE else when.parse(text, context.year, context.period)
    first, last = found.first, found.last
    return {
        field.name: found.text,
        f"{field.name}_from": first.isoformat() if first else None,
        f"{field.name}_to": last.isoformat() if last else None,
    }


def _read_bool(field: Field, text: str, _context: Context) -> dict[str, Any]:
    word = text.lower()
    if word in _YES:
        return {field.name: 1}
    if word in _NO:
        return {field.name: 0}
    raise _invalid(field, text, N_("{field} says “{value}”, which is neither 是 nor 否. Write one of the two."))


def _read_integer(field: Field, text: str, _context: Context) -> dict[str, Any]:
    number = _decimal(text.removesuffix("年") if field.kind is Kind.YEAR else text)
    if number is None or number != number.to_integral_value() or abs(number) > 10**12:
        raise _invalid(field, text, N_("{field} says “{value}”, which is no whole number. Write digits only."))
    if field.kind is Kind.YEAR and not 1900 <= number <= 2100:
        raise _invalid(field, text, N_("{field} says “{value}”, which is no year. Write it with four digits."))
    return {field.name: int(number)}


def _read_decimal(field: Field, text: str, _context: Context) -> dict[str, Any]:
    number = _decimal(text)
    if number is None:
        raise _invalid(field, text, N_("{field} says “{value}”, which is no number. Write digits only."))
    return {field.name: format(number, "f")}


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _invalid(field: Field, value: str, msgid: str, **values: object) -> Invalid:
    return Invalid((Problem.of(field.name, value, msgid, field=field.label, value=value, **values),))


_READERS: dict[Kind, Callable[[Field, str, Context], dict[str, Any]]] = {
    Kind.CHOICE: _read_choice,
    Kind.ID_NUMBER: _read_id,
    Kind.PHONE: _read_phone,
    Kind.CARD: _read_card,
    Kind.COUNT: _read_count,
    Kind.MONEY: _read_money,
    Kind.WHEN: _read_when,
    Kind.DATE: _read_when,
    Kind.BOOL: _read_bool,
    Kind.INTEGER: _read_integer,
    Kind.YEAR: _read_integer,
    Kind.DECIMAL: _read_decimal,
}
