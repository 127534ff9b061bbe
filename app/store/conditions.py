"""What a listing asks for, as SQL: its year, the text searched for and its conditions."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.domain.fields import Field, Kind, RecordType
from app.domain.filters import OFF_ROSTER, Way, relation
from app.domain.listing import GROUPS, Condition, Listing, values_of
from app.domain.reading_text import clean
from app.domain.records import BY_TABLE
from app.store.searching import search

Part = tuple[str, list[Any]]  # an expression and the values for its marks


@dataclass(frozen=True, slots=True)
class _Asked:
    """Records of a type under an alias, with the year and the day on which relative conditions are counted."""

    record: RecordType
    alias: str
    year: int | None
    day: date


def where(record: RecordType, listing: Listing) -> tuple[str, list[Any]]:
    """The WHERE clause of a listing over the alias ``t``, '' where it asks for everything, and its values."""
    parts: list[Part] = []
    if listing.year is not None and record.yearly:
        parts.append(("t.year = ?", [listing.year]))
    if text := clean(listing.text):
        parts.append(search(record, text))
    asked = _Asked(record, "t", listing.year, _day(listing))
    parts += [_condition(asked, condition) for condition in listing.conditions]
    expression, values = _joined(parts, " AND ", "")
    return (f" WHERE {expression}" if expression else ""), values


def _day(listing: Listing) -> date:
    return date.fromisoformat(listing.day) if listing.day else datetime.now(UTC).astimezone().date()


def _joined(parts: Sequence[Part], sign: str, nothing: str) -> Part:
    """Several expressions in one; ``nothing`` stands for none."""
    return sign.join(f"({part})" for part, _ in parts) or nothing, [value for _, values in parts for value in values]


def _condition(asked: _Asked, condition: Condition) -> Part:
    """One condition. NULL means that it does not hold, also inside a group: ``none`` therefore asks IS NOT TRUE."""
    if condition.op in GROUPS:
        inner = [_condition(asked, part) for part in condition.parts]
        if condition.op == "all":
            return _joined(inner, " AND ", "1")
        found, values = _joined(inner, " OR ", "0")
        return (found if condition.op == "any" else f"({found}) IS NOT TRUE"), values
    if condition.op in ("with", "without"):
        return _related(asked, condition)
    if condition.field == "id":
        return f"{asked.alias}.id IN (SELECT value FROM json_each(?))", [condition.value]
    field = asked.record.field(condition.field)
    column = f"{asked.alias}.{field.name}"
    if field.kind in (Kind.WHEN, Kind.DATE) and condition.op in _OF_DATES:
        return _of_date(asked, column, condition)
    return _of_value(field, column, condition)


_SIGNS = {"is": "=", "not": "IS NOT", "from": ">=", "to": "<="}
_OF_DATES = ("from", "to", "between", "this_year", "this_month", "month", "age")
_UNDER = (
    "IN (WITH RECURSIVE below(id) AS (VALUES(?) UNION SELECT u.id FROM unit u "
    "JOIN below ON u.parent_id = below.id) SELECT id FROM below)"
)
_LISTED = "IN (SELECT value FROM json_each(?))"


def _of_value(field: Field, column: str, condition: Condition) -> Part:
    op, value = condition.op, condition.value
    if op in ("blank", "filled"):
        return f"{column} IS NULL OR {column} = ''" if op == "blank" else f"{column} <> ''", []
    if op in ("under", "outside"):
        return f"{column} {_UNDER}" if op == "under" else f"({column} {_UNDER}) IS NOT TRUE", [value]
    if op in ("has", "lacks"):
        return f"instr({column}, ?) {'>' if op == 'has' else '='} 0", [value]
    if op in ("in", "among"):
        return f"{column} {_LISTED}", [value]
    if op == "out":
        return f"({column} {_LISTED}) IS NOT TRUE", [value]
    if op in ("on_roster", "off_roster"):
        sign = "NOT IN" if op == "on_roster" else "IN"
        return f"{column} {sign} ({', '.join('?' * len(OFF_ROSTER))})", [str(state) for state in OFF_ROSTER]
    mark = "?"
    if field.kind is Kind.DECIMAL:  # kept as exact text, compared as a number
        column, mark = f"CASE WHEN {column} <> '' THEN CAST({column} AS REAL) END", "CAST(? AS REAL)"
    if op == "between":
        return _spanned(column, mark, values_of(condition))
    return f"{column} {_SIGNS[op]} {mark}", [value]


def _of_date(asked: _Asked, column: str, condition: Condition) -> Part:
    """A date is compared by its first day; a month of birth counts where the whole date lies in it."""
    op, first = condition.op, f"{column}_from"
    if op == "between":
        return _spanned(first, "?", values_of(condition))
    if op in ("month", "this_month"):
        month = asked.day.month if op == "this_month" else condition.value
        return f"substr({first}, 6, 2) = ? AND substr({column}_to, 6, 2) = ?", [f"{month:02}"] * 2
    if op == "this_year":
        return _in_period(asked, first)
    if op == "age":
        return _aged(asked, column, values_of(condition))
    return f"{first} {_SIGNS[op]} ?", [condition.value]


def _spanned(column: str, mark: str, ends: list[str | int | None]) -> Part:
    """From the first end to the last, both included; None is an open end."""
    low, high = ends
    parts: list[Part] = [(f"{column} >= {mark}", [low])] if low is not None else []
    parts += [(f"{column} <= {mark}", [high])] if high is not None else []
    return _joined(parts, " AND ", f"{column} IS NOT NULL")


def _year(asked: _Asked) -> Part:
    """The reporting year that “this year” means."""
    if asked.year is not None:
        return "?", [asked.year]
    return "COALESCE((SELECT current_year FROM union_info LIMIT 1), ?)", [asked.day.year]


def _in_period(asked: _Asked, column: str) -> Part:
    """Within the days of the reporting year, which the clerk may have set for it."""
    year, values = _year(asked)
    told = "FROM report_year WHERE year = {year} AND period_from_from <> '' AND period_to_to <> '' LIMIT 1"
    first = f"COALESCE((SELECT period_from_from {told.format(year=year)}), {year} || '-01-01')"
    last = f"COALESCE((SELECT period_to_to {told.format(year=year)}), {year} || '-12-31')"
    return f"{column} BETWEEN {first} AND {last}", values * 4


def _aged(asked: _Asked, column: str, ends: list[str | int | None]) -> Part:
    """Whole years, counted as ``seniority.age`` counts them.

    A date known by its month counts from the first of it, a coarser one from its last day; 29 February comes
    round on the 28th in common years.
    """
    start = f"CASE WHEN substr({column}_from, 1, 7) = substr({column}_to, 1, 7) THEN {column}_from ELSE {column}_to END"
    low, high = (None if end is None else int(end) for end in ends)
    parts: list[Part] = [(f"{start} <= ?", [_years_back(asked.day, low)])] if low and low > 0 else []
    parts += [(f"{start} > ?", [_years_back(asked.day, high + 1)])] if high is not None else []
    return _joined(parts, " AND ", f"{column}_from IS NOT NULL")


def _years_back(day: date, years: int) -> str:
    leap_day = (day.month, day.day) == (2, 28) and not isleap(day.year)
    return f"{max(0, day.year - years):04}-{'02-29' if leap_day else f'{day:%m-%d}'}"


def _related(asked: _Asked, condition: Condition) -> Part:
    """Whether anything hangs on the record in one of a relation's ways."""
    found = relation(asked.record.table, str(condition.value))
    if found is None:
        raise KeyError(f"{asked.record.table}: {condition.value}")
    ways = [_way(asked, way, this_year=found.this_year) for way in found.ways]
    if condition.op == "with":
        return _joined(ways, " OR ", "0")
    return _joined([(f"NOT {part}", values) for part, values in ways], " AND ", "1")


def _way(asked: _Asked, way: Way, *, this_year: bool) -> Part:
    record, alias = BY_TABLE[way.table], f"{asked.alias}r"
    parts: list[Part] = [(f"{alias}.{way.ref} = {asked.alias}.id", [])]
    if this_year:
        year, values = _year(asked)
        whole = record.field(record.owner).ref if record.owner else ""
        of = f"{alias}.year" if record.yearly else f"(SELECT year FROM {whole} WHERE id = {alias}.{record.owner})"
        parts.append((f"{of} = {year}", values))
    inner = _Asked(record, alias, asked.year, asked.day)
    parts += [_condition(inner, condition) for condition in way.such]
    expression, values = _joined(parts, " AND ", "1")
    return f"EXISTS (SELECT 1 FROM {way.table} {alias} WHERE {expression})", values
