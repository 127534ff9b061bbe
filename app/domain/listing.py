"""What a table on screen asks for: which records, found by what, in which order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GROUPS = ("all", "any", "none")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a field, on related records, or several conditions taken together.

    ``op`` on a field is one of
    is, not; in, out (a JSON list of words); has, lacks (a part of the text); blank, filled;
    from, to, between (numbers, amounts in fen, days; ``between`` takes a JSON pair, null for an open end);
    month, this_month (of a date, in any year); this_year (a date in the reporting year asked for);
    age (whole years since a date, a JSON pair); under, outside (a unit with all below it);
    on_roster, off_roster (of a membership state); among (a JSON list of ids).

    ``with`` and ``without`` have no field; their value names a relation of ``filters.RELATIONS``. ``all``, ``any``
    and ``none`` have neither field nor value: they join their ``parts``.

    A date is compared by its first day. A blank satisfies only blank, not, out, lacks, outside and on_roster.
    """

    field: str
    op: str
    value: str | int | None = None
    parts: tuple[Condition, ...] = ()


def all_of(*parts: Condition) -> Condition:
    """The condition that every part holds; it holds where there is no part."""
    return Condition("", "all", parts=parts)


def any_of(*parts: Condition) -> Condition:
    """The condition that at least one part holds; it never holds where there is no part."""
    return Condition("", "any", parts=parts)


def none_of(*parts: Condition) -> Condition:
    """The condition that no part holds; blanks are among its records."""
    return Condition("", "none", parts=parts)


def among(ids: Iterable[int]) -> Condition:
    """The condition that a record is one of these."""
    return Condition("id", "among", json.dumps(list(ids)))


def one_of(field: str, words: Sequence[str], *, negated: bool = False) -> Condition:
    """The condition that a field holds one of these words, or with ``negated`` none of them."""
    return Condition(field, "out" if negated else "in", json.dumps(list(words), ensure_ascii=False))


def between(field: str, low: str | int | None, high: str | int | None, op: str = "between") -> Condition:
    """The condition that a number, a day or, with the op ``age``, an age lies from ``low`` to ``high``."""
    return Condition(field, op, json.dumps([low, high]))


def aged(field: str, low: int | None, high: int | None) -> Condition:
    """The condition that so many whole years have passed since a date, both ends included."""
    return between(field, low, high, "age")


def values_of(condition: Condition) -> list[str | int | None]:
    """The words, ids or ends of a span that a condition holds as JSON."""
    return list(json.loads(str(condition.value)))


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records of ``table``; ``text`` is searched by name, pinyin and the tail of an ID number.

    Ages and “this month” are counted on ``day`` (ISO, today where it is ''); “this year” is ``year``, else the
    book's current year.
    """

    table: str
    year: int | None = None
    text: str = ""
    conditions: tuple[Condition, ...] = ()
    sort: str = ""
    descending: bool = False
    day: str = ""
