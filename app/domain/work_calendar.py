"""The days offices work: the yearly table of holidays and of weekends moved to work, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_SPAN = re.compile(r"\s*(\d{1,2}-\d{1,2})\s*(?:[~～至]\s*(\d{1,2}-\d{1,2})\s*)?")


# As a clerk writes it, or copies it from the notice: 10月1日至7日, 10.1-10.7, 2027-02-05.
_WRITTEN = re.compile(
    r"(?:20\d\d\s*[年./-])?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?(?:[（(][^）)]*[）)])?"
    r"(?:\s*[~～至到—–-]+\s*(?:(\d{1,2})\s*[月./-]\s*)?(\d{1,2})\s*[日号]?(?:[（(][^）)]*[）)])?)?"
)
_BETWEEN = re.compile(r"[\s、，,；;。]+")


class WrongDay(ValueError):
    """A day of the table that is none; ``word`` is what stands there."""

    def __init__(self, word: str) -> None:
        """``word`` is found again in the file to name its line."""
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The holidays and the weekends worked of the ``years`` whose table is known."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def knows(self, first: date, last: date) -> bool:
        """Whether every year from ``first`` to ``last`` has a table."""
        return all(year in self.years for year in range(first.year, last.year + 1))


def work_calendar(tables: Mapping[str, Mapping[str, Any]]) -> WorkCalendar:
    """The calendar of tables by year, each with the days ``off`` and at ``work``; a year without any is unknown.

    Raises:
        WrongDay: a day is not written as month-day, or does not exist.
    """
    years, off, work = set[int](), set[date](), set[date]()
    for year, table in tables.items():
        if table.get("off"):
            years.add(int(year))
            off.update(_days(year, table["off"]))
            work.update(_days(year, table.get("work", ())))
    return WorkCalendar(frozenset(years), frozenset(off), frozenset(work))


def days_in(text: str, year: int) -> tuple[str, ...]:
    """The days that a clerk wrote, as the table has them: 10月1日至7日、10月10日 → 10-01~10-07, 10-10.

    Raises:
        WrongDay: something in the text is no day, or a day that the year does not have.
    """
    found, at = [], 0
    while at < len(text):
        gap = _BETWEEN.match(text, at)
        if gap:
            at = gap.end()
            continue
        day = _WRITTEN.match(text, at)
        if not day:
            raise WrongDay(_BETWEEN.split(text[at:])[0])
        found.append(_in_table(day))
        list(_days(str(year), [found[-1]]))
        at = day.end()
    return tuple(found)


def _in_table(day: re.Match[str]) -> str:
    first = f"{int(day[1]):02d}-{int(day[2]):02d}"
    return f"{first}~{int(day[3] or day[1]):02d}-{int(day[4]):02d}" if day[4] else first


def _days(year: str, listed: Any) -> Iterator[date]:
    if not isinstance(listed, list | tuple):
        raise WrongDay(str(listed))
    for word in listed:
        found = _SPAN.fullmatch(str(word))
        if not found:
            raise WrongDay(str(word))
        first = _day(year, found[1], str(word))
        last = _day(year, found[2], str(word)) if found[2] else first
        if last < first:
            raise WrongDay(str(word))
        yield from (first + timedelta(days=after) for after in range((last - first).days + 1))


def _day(year: str, text: str, word: str) -> date:
    month, day = _DAY.fullmatch(text).groups()  # type: ignore[union-attr]
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise WrongDay(word) from error
