"""Which reporting year a row belongs to: what the sheet says, what the workbook says, else what its date says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.book.codes import canonical
from app.domain import when
from app.domain.errors import Invalid
from app.domain.reading import Context

Span = tuple[date, date]


class Years:
    """The reporting years of a book and of the workbook that is read into it, with the days each counts."""

    def __init__(self, rows: list[dict[str, Any]], base: int | None, fallback: int) -> None:
        """``rows`` are those of report_year; ``base`` is the workbook's year where it says one."""
        self.base = base
        self._fallback = fallback
        self._periods: dict[int, Span] = {}
        self._contexts: dict[int, Context] = {}
        self._spans: dict[str, Span | None] = {}
        for row in rows:
            if row["year"] and row["period_from_from"] and row["period_to_to"]:
                self.set_period(
                    row["year"], date.fromisoformat(row["period_from_from"]), date.fromisoformat(row["period_to_to"])
                )

    def set_period(self, year: int, first: date, last: date) -> None:
        """The days that a year counts."""
        self._periods[year] = (first, last)
        self._contexts.pop(year, None)

    def usual(self) -> int:
        """The year of a row that says nothing about it."""
        return self.base or self._fallback

    def context(self, year: int) -> Context:
        """What reading the values of a row of this year needs."""
        if year not in self._contexts:
            self._contexts[year] = Context(year, self._period(year), canonical)
        return self._contexts[year]

    def of(self, time: str) -> int:
        """The year of a row whose time reads ``time``; a date with its year wins over the workbook's year."""
        said = self._said(time)
        if said is None:
            return self.usual()
        if self.base is not None:
            first, last = self._period(self.base)
            if said[0] <= last and said[1] >= first:
                return self.base
        return self._holding(said[0])

    def _period(self, year: int) -> Span:
        return self._periods.get(year, (date(year, 1, 1), date(year, 12, 31)))

    def _said(self, time: str) -> Span | None:
        """The days of a time that gives its year itself; None where it does not."""
        if time not in self._spans:
            self._spans[time] = _span(time)
        return self._spans[time]

    def _holding(self, day: date) -> int:
        for year, (first, last) in sorted(self._periods.items()):
            if first <= day <= last:
                return year
        first, last = self._period(day.year)
        return day.year + (day > last) - (day < first)


def _span(time: str) -> Span | None:
    if not time:
        return None
    try:
        found = when.parse(time)
    except Invalid:
        return None
    return (found.first, found.last) if found.first and found.last else None


def time_of(row: Mapping[str, Any]) -> str:
    """The text that tells when the record of a row happened."""
    return str(row.get("happened") or "")
