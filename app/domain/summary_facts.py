"""A year's work as plain facts: records, counts over records, and the order of time."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.quantity import Figure
from app.domain.summary_count import Measure, Source


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the year's work.

    ``when`` is as given, ``first`` and ``last`` the days it covers; ``texts`` the clerk's words by field name;
    ``measures`` the counts and amounts of its own fields, ``figures`` those of its 数据, ``counts`` what was
    counted over the records that belong to it (who was proposed for an award, who was chosen).
    """

    source: Source
    area: str = ""
    kind: str = ""
    when: str = ""
    first: date | None = None
    last: date | None = None
    texts: tuple[tuple[str, str], ...] = ()
    measures: tuple[Measure, ...] = ()
    figures: tuple[Figure, ...] = ()
    counts: tuple[Count, ...] = ()

    def text(self, name: str) -> str:
        """The clerk's words in a field; empty when there are none."""
        return dict(self.texts).get(name, "")

    @property
    def is_aid(self) -> bool:
        """Whether it is a record of the condolence and aid ledger."""
        return self.source.table == "entry"


@dataclass(frozen=True, slots=True)
class Count:
    """A number counted over whole records: ``lead`` stands before it in the text, ``unit`` after it.

    ``part`` marks one of the parts of the count before.
    """

    lead: str
    number: int
    unit: str
    definition: str
    sources: Sequence[Source]
    part: bool = False


@dataclass(frozen=True, slots=True)
class YearFacts:
    """All that a summary of one year may say; every part knows the record it comes from.

    ``period_name`` stands in the title: 2026年度, 2026年上半年, 2025年10月至2026年9月. ``earlier`` is the year
    before, where the book holds it; ``people_before`` are the people on the day before several years began.
    """

    union: str
    kind: str
    year: int
    period: tuple[date, date]
    overview: tuple[Item, ...] = ()
    people: tuple[Count, ...] = ()
    units: tuple[Count, ...] = ()
    unit_items: tuple[Item, ...] = ()
    work: Sequence[Item] = ()
    problems: tuple[Item, ...] = ()
    plans: tuple[Item, ...] = ()
    period_name: str = ""
    earlier: YearFacts | None = None
    people_before: tuple[Count, ...] = ()

    def __post_init__(self) -> None:
        """A year that is called nothing else is called 2026年度."""
        if not self.period_name:
            object.__setattr__(self, "period_name", f"{self.year}年度")

    @property
    def time(self) -> str:
        """The period as it stands in a sentence: 2026年."""
        return self.period_name.removesuffix("度") if self.period_name.endswith("年度") else self.period_name

    @property
    def span(self) -> str:
        """How long the period is: ``year``, ``first_half``, ``second_half`` or ``other``."""
        first, last = self.period
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        half = {(1, 6): "first_half", (7, 12): "second_half"}.get((first.month, last.month), "other")
        return "year" if months == 12 else (half if months == 6 else "other")

    @property
    def empty(self) -> bool:
        """Whether the year holds no work, no problem and no plan."""
        return not (len(self.work) or self.problems or self.plans)


_YEAR = re.compile(r"(20\d\d)年")
_MONTH = 31  # days
_LONG = 300  # days; a record that covers more is of the whole year and has no place in the order of time


def in_time_order(items: list[Item]) -> list[Item]:
    """The items by their days; one without a day stays behind the one the clerk entered before it in its year."""
    keyed, last = [], date.min
    for place, item in enumerate(items):
        last = _begins(item.first, item.last or item.first) if item.first and not _whole_year(item) else last
        keyed.append((_in_its_year(item, last), place, item))
    return [item for _, _, item in sorted(keyed, key=lambda key: key[:2])]


def _begins(first: date, last: date) -> date:
    """The day by which a record is placed; what took months stands behind the days of the month in which it began."""
    if (last - first).days <= _MONTH:
        return first
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _in_its_year(item: Item, last: date) -> date:
    """The place ``last`` of an item that has no day, unless its time names another year."""
    year = _YEAR.match(item.when)
    if not year or int(year[1]) == last.year:
        return last
    return item.first or date(int(year[1]), 12, 31)


def _whole_year(item: Item) -> bool:
    return bool(item.first and item.last and (item.last - item.first).days > _LONG)
