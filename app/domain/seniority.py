"""Whole years: age, years of work and of membership, also from dates known only by month or year."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date

from app.domain.when import When


@dataclass(frozen=True, slots=True)
class YearsSpan:
    """Between how many and how many whole years have passed; equal when the start is known well enough."""

    least: int
    most: int


def anniversary(start: date, year: int) -> date:
    """The day in ``year`` on which ``start`` comes round; 29 February falls on the 28th in common years.

    Source: our own rule: by day of the year, 29 February counted as the 28th.
    """
    if start.month == 2 and start.day == 29 and not isleap(year):
        return date(year, 2, 28)
    return start.replace(year=year)


def years_between(start: date, day: date) -> int:
    """Whole years from ``start`` to ``day``; 0 when ``day`` comes first."""
    passed = day.year - start.year - (day < anniversary(start, day.year))
    return max(0, passed)


def years_span(start: When | date, day: date) -> YearsSpan | None:
    """The fewest and the most whole years that ``start`` allows; None when it covers no known day."""
    if isinstance(start, date):
        exact = years_between(start, day)
        return YearsSpan(exact, exact)
    if start.first is None or start.last is None:
        return None
    return YearsSpan(years_between(start.last, day), years_between(start.first, day))


def whole_years(start: When | date, day: date) -> int | None:
    """Whole years from ``start`` to ``day``, None when ``start`` is unknown.

    A start known by its month counts from the first of that month, as personnel files do; a coarser one
    counts from its last day, so that no more is claimed than can be shown.
    """
    span = years_span(start, day)
    if span is None:
        return None
    return span.most if isinstance(start, When) and start.precision == "month" else span.least


def membership_years(joined: When | date, day: date, left: date | None = None) -> int | None:
    """Whole years of membership on ``day``; counting stops on ``left``. None when the start is unknown."""
    return whole_years(joined, day if left is None else min(left, day))


def age(birth: When | date, day: date) -> int | None:
    """The age in whole years on ``day``, None when the birth date is unknown."""
    return whole_years(birth, day)
