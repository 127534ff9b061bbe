"""A year's work as plain facts, and the plan of its summary: what stands in which section, listed or grouped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain.quantity import Figure
from app.domain.summary_count import Measure, Source, Total, sums
from app.domain.summary_style import Style

FEW = 3  # up to so many plain aid entries of a kind are told one by one
MANY = 8  # more plain records of a kind than this share one sentence
SHORT_REASON = 15  # characters; a longer reason tells something of its own
LONG_TITLE = 24  # characters; a longer title is a sentence of its own
COLLECTIVE = 12  # up to so many aid entries of a kind are told one by one where each tells something


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
    """A number counted over whole records: ``lead`` stands before it in the text, ``unit`` after it."""

    lead: str
    number: int
    unit: str
    definition: str
    sources: tuple[Source, ...]


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


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one kind told in one sentence."""

    table: str
    kind: str
    items: tuple[Item, ...]
    totals: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The work of one area, in the order of time."""

    area: str
    listed: tuple[Item, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the work; ``totals`` are over all its aid entries where there are several."""

    heading: str
    totals: tuple[Total, ...]
    entries: tuple[Source, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class YearSummary:
    """The plan of a summary; what is empty is left out of the text."""

    facts: YearFacts
    style: Style
    sections: tuple[Section, ...]


def summarise(facts: YearFacts, style: Style) -> YearSummary:
    """Put a year's facts into the sections of a style; every record comes into exactly one place."""
    placed: dict[str, list[Item]] = {}
    for item in facts.work:
        area = style.words_of(item.kind).area if item.is_aid else (item.area or style.other)
        placed.setdefault(area, []).append(_in_words(item, style))
    known = {area for section in style.sections for area in section.areas}
    plan = [(section.heading, section.areas) for section in style.sections]
    plan.append((style.other, tuple(area for area in placed if area not in known)))
    sections = (_section(heading, [(a, placed[a]) for a in areas if a in placed]) for heading, areas in plan)
    return YearSummary(facts, style, tuple(section for section in sections if section.parts))


def in_time_order(items: list[Item]) -> list[Item]:
    """The items by their days; one without a day stays behind the one the clerk entered before it."""
    keyed, last = [], date.min
    for place, item in enumerate(items):
        last = item.first if item.first and not _whole_year(item) else last
        keyed.append((last, place, item))
    return [item for _, _, item in sorted(keyed, key=lambda key: key[:2])]


def _whole_year(item: Item) -> bool:
    return bool(item.first and item.last and (item.last - item.first).days > 180)


def _in_words(item: Item, style: Style) -> Item:
    """An aid entry whose heads and money are called as its kind calls them."""
    if not item.is_aid:
        return item
    words = style.words_of(item.kind)
    leads = {"persons": words.heads, "person_times": words.heads, "cash": words.cash}
    if words.heads:
        leads |= {"units": f"{words.heads}单位", "households": f"{words.heads}家庭"}
    return replace(item, measures=tuple(replace(m, own_lead=leads.get(m.field, "")) for m in item.measures))


def _section(heading: str, areas: list[tuple[str, list[Item]]]) -> Section:
    parts = tuple(_part(area, items) for area, items in areas)
    entries = [item for _, items in areas for item in items if item.is_aid]
    groups = [group for part in parts for group in part.groups if group.table == "entry"]
    # One group alone already says these totals.
    said = len(groups) == 1 and len(groups[0].items) == len(entries)
    totals = () if said or len(entries) < 2 else sums(entries)
    return Section(heading, totals, tuple(item.source for item in entries), parts)


def _part(area: str, items: list[Item]) -> Part:
    alike: dict[tuple[str, str, bool], list[Item]] = {}
    for item in items:
        if _is_countable(item):
            alike.setdefault((item.source.table, _kind(item), is_collective(item)), []).append(item)
    grouped = {key: found for key, same in alike.items() if (found := _to_group(key[0], key[2], same))}
    inside = {item.source for found in grouped.values() for item in found}
    listed = in_time_order([item for item in items if item.source not in inside])
    groups = tuple(
        Group(table, kind, tuple(in_time_order(found)), sums(found)) for (table, kind, _), found in grouped.items()
    )
    return Part(area, tuple(listed), groups)


def _to_group(table: str, collective: bool, same: list[Item]) -> list[Item]:
    """Those of the same kind that share one sentence; none where they are few enough to be told one by one."""
    one_by_one = table == "entry" and not collective
    if one_by_one and len(same) > COLLECTIVE:
        return same  # even with reasons of their own, so many single persons would fill pages
    plain = [item for item in same if _is_plain(item)]
    limit = FEW if one_by_one else (COLLECTIVE if table == "entry" else MANY)
    return plain if len(plain) > limit else []


def _kind(item: Item) -> str:
    return item.text("direction") + item.text("account") if item.source.table == "fund" else item.kind


def is_collective(item: Item) -> bool:
    """Whether an aid entry is about more than one person: a unit, households, a whole group."""
    return item.is_aid and any(
        m.field in ("units", "households") or (m.field.startswith("person") and m.number > 1) for m in item.measures
    )


def _is_countable(item: Item) -> bool:
    """Whether a sum says all its numbers, and it belongs to nothing that has a name."""
    return not item.figures and not item.text("campaign") and not any(measure.given for measure in item.measures)


def _is_plain(item: Item) -> bool:
    """Whether a record has nothing of its own to tell beside its kind, its title and plain numbers."""
    if item.is_aid:
        return not item.text("remark") and len(item.text("reason")) <= SHORT_REASON
    if item.source.table == "fund":
        return True
    told = any(item.text(name) for name in ("content", "result", "answer", "remark"))
    title = item.text("title")
    named = bool(item.kind) and len(title) <= LONG_TITLE and not any(mark in title for mark in "，。；：")
    return named and not told and item.source.table not in ("honour", "award")
