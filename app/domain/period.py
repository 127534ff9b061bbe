"""The time a summary is about: a reporting year, half of it, the statistical year or a term of office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.i18n import N_

YEAR, STATISTICAL, FIRST_HALF, SECOND_HALF, TERM = "year", "statistical", "first_half", "second_half", "term"

LABELS = {
    YEAR: N_("The whole year"),
    STATISTICAL: N_("The statistical year (1 October to 30 September)"),
    FIRST_HALF: N_("The first half of the year"),
    SECOND_HALF: N_("The second half of the year"),
    TERM: N_("The whole term of office"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """What a summary is about; ``name`` is what it is called on paper (2026年度, 2026年上半年).

    ``by_year`` takes all records of the reporting year; otherwise those count whose time lies from ``first`` to
    ``last``, both included, and those of these years that have no time.
    """

    key: str
    year: int
    first: date
    last: date
    name: str
    by_year: bool = False


def period_of(key: str, year: int, reporting: tuple[date, date], term: tuple[date, date] | None = None) -> Period:
    """The period of that key; an unknown key, or a term whose days are not known, gives the whole year.

    ``reporting`` are the days of the reporting year, ``term`` those of the term of office.
    """
    if key == STATISTICAL:  # the yearly statistics count from 1 October to 30 September
        return Period(key, year, date(year - 1, 10, 1), date(year, 9, 30), f"{year - 1}年10月至{year}年9月")
    if key == FIRST_HALF:
        return Period(key, year, date(year, 1, 1), date(year, 6, 30), f"{year}年上半年")
    if key == SECOND_HALF:
        return Period(key, year, date(year, 7, 1), date(year, 12, 31), f"{year}年下半年")
    if key == TERM and term and term[0] <= term[1]:
        return Period(key, year, *term, f"{term[0].year}年至{term[1].year}年")
    return Period(YEAR, year, *reporting, f"{year}年度", by_year=True)


def periods(year: int, reporting: tuple[date, date], term: tuple[date, date] | None = None) -> tuple[Period, ...]:
    """Every period to choose from for a year; the term only where its days are known."""
    found = [period_of(key, year, reporting, term) for key in LABELS]
    return tuple(one for one in found if one.key != YEAR or one is found[0])
