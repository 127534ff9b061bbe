"""A year's work as plain facts: records, counts over records, and the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.quantity import Figure
from app.domain.summary_count import Measure, Source


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the year's work.

    ``when`` is as given, ``first`` and ``last`` the days it covers; ``texts`` the clerk's words by field name;
    ``measures`` the counts and amounts of its own fields, ``figures`` those of its 数据.
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
    sources: tuple[Source, ...]
    part: bool = False


@dataclass(frozen=True, slots=True)
class YearFacts:
    """All that a summary of one year may say; every part knows the record it comes from."""

    union: str
    kind: str
    year: int
    period: tuple[date, date]
    overview: tuple[Item, ...] = ()
    people: tuple[Count, ...] = ()
    units: tuple[Count, ...] = ()
    unit_items: tuple[Item, ...] = ()
    work: tuple[Item, ...] = ()
    problems: tuple[Item, ...] = ()
    plans: tuple[Item, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the year holds no work, no problem and no plan."""
        return not (self.work or self.problems or self.plans)


def in_time_order(items: list[Item]) -> list[Item]:
    """The items by their days; one without a day stays behind the one the clerk entered before it."""
    keyed, last = [], date.min
    for place, item in enumerate(items):
        last = item.first if item.first and not _whole_year(item) else last
        keyed.append((last, place, item))
    return [item for _, _, item in sorted(keyed, key=lambda key: key[:2])]


def _whole_year(item: Item) -> bool:
    return bool(item.first and item.last and (item.last - item.first).days > 180)
