"""The plan of a year's summary: what stands in which section, told, counted, grouped or in a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.summary_bulk import Bulk, told_of
from app.domain.summary_count import Total
from app.domain.summary_facts import Item, YearFacts, in_time_order
from app.domain.summary_group import Group, grouped
from app.domain.summary_many import all_sums, bulk_groups
from app.domain.summary_series import Series, is_event, series_of
from app.domain.summary_style import Style, StyleSection

FEWEST = 2  # so many entries have a sentence that adds them up
MIGRANT = "农民工"
EVENTS = 3  # so many events of an area have a sentence that adds them up


_Area = tuple[str, list[Item], list[Bulk]]


@dataclass(frozen=True, slots=True)
class Part:
    """The work of one area, in the order of time.

    ``events`` are its activities where each is an event that can be counted, and there are several.
    """

    area: str
    listed: tuple[Item, ...]
    groups: tuple[Group, ...]
    series: tuple[Series, ...] = ()
    events: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the work; ``totals`` are over the help given in it, where there are several entries.

    ``among`` are totals of groups of people among them (农民工).
    """

    key: str
    heading: str
    totals: tuple[Total, ...]
    parts: tuple[Part, ...]
    among: tuple[tuple[str, Total], ...] = ()


@dataclass(frozen=True, slots=True)
class YearSummary:
    """The plan of a summary; what is empty is left out of the text."""

    facts: YearFacts
    style: Style
    sections: tuple[Section, ...]


def summarise(facts: YearFacts, style: Style) -> YearSummary:
    """Put a year's facts into the sections of a style; every record comes into exactly one place."""
    placed: dict[str, list[Item]] = {}
    work, bulk = told_of(facts.work)
    for item in work:
        area = style.words_of(item.kind).area if item.is_aid else (item.area or style.other)
        placed.setdefault(area, []).append(_in_words(item, style))
    many: dict[str, list[Bulk]] = {}
    for one in bulk:
        many.setdefault(style.words_of(one.kind).area, []).append(one)
        placed.setdefault(style.words_of(one.kind).area, [])
    known = {area for section in style.sections for area in section.areas}
    other = StyleSection(style.other, tuple(area for area in placed if area not in known), key="other")
    sections = (
        _section(part, [(a, placed[a], many.get(a, [])) for a in part.areas if a in placed], style)
        for part in (*style.sections, other)
    )
    return YearSummary(facts, style, tuple(section for section in sections if section.parts))


@dataclass(frozen=True, slots=True)
class KindOfAid:
    """The aid entries of one kind, their heads and money called as the style calls them.

    ``section`` is the key of the section that tells them; what is ``apart`` is not in that section's totals.
    """

    kind: str
    section: str
    apart: bool
    entries: tuple[Item, ...]
    bulk: tuple[Bulk, ...]

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.entries) + sum(len(one.ids) for one in self.bulk)


def aid_kinds(facts: YearFacts, style: Style) -> tuple[KindOfAid, ...]:
    """The year's aid kind by kind, so that a table of it comes to the same sums as the sections say."""
    work, bulk = told_of(facts.work)
    entries: dict[str, list[Item]] = {}
    for item in work:
        if item.is_aid:
            entries.setdefault(item.kind, []).append(_in_words(item, style))
    sections = {area: section.key for section in style.sections for area in section.areas}
    found = []
    for kind in dict.fromkeys((*entries, *(one.kind for one in bulk))):
        words, many = style.words_of(kind), tuple(one for one in bulk if one.kind == kind)
        section = sections.get(words.area, "other")
        found.append(KindOfAid(kind, section, words.apart, tuple(entries.get(kind, ())), many))
    return tuple(found)


def _in_words(item: Item, style: Style) -> Item:
    """An aid entry whose heads and money are called as its kind calls them."""
    if not item.is_aid:
        return item
    words = style.words_of(item.kind)
    leads = {"persons": words.heads, "person_times": words.heads, "cash": words.cash}
    if words.heads:
        leads |= {"units": f"{words.heads}单位", "households": words.heads}
    return replace(item, measures=tuple(replace(m, own_lead=leads.get(m.field, "")) for m in item.measures))


def _section(place: StyleSection, areas: list[_Area], style: Style) -> Section:
    parts = tuple(_part(area, items, bulk, style) for area, items, bulk in areas)
    entries = [i for _, items, _ in areas for i in items if i.is_aid and not style.words_of(i.kind).apart]
    many = [one for _, _, bulk in areas for one in bulk if not style.words_of(one.kind).apart]
    groups = [group for part in parts for group in part.groups if group.table == "entry"]
    alike = [one for part in parts for one in part.series if one.table == "entry" and one.kind]
    number = len(entries) + sum(len(one.ids) for one in many)
    # One group, or one series with its lead, already says these totals.
    sizes = [len(group.sources) for group in groups] + [len(one.items) for one in alike]
    among = _among(entries, many, style) if number >= FEWEST else ()
    said = number < FEWEST or (sizes == [number] and not among)
    totals = () if said else all_sums(entries, many, style)
    heading = place.heading_for(area for area, _, _ in areas)
    return Section(place.key, heading, totals, parts, among)


def _among(entries: list[Item], many: list[Bulk], style: Style) -> tuple[tuple[str, Total], ...]:
    """What of the help went to migrant workers, by the kind of person that the entries name."""
    theirs = [item for item in entries if item.text("target_kind") == MIGRANT]
    theirs_many = [one for one in many if one.who == MIGRANT]
    others = len(theirs) < len(entries) or len(theirs_many) < len(many)
    found = all_sums(theirs, theirs_many, style) if others else ()
    return tuple((MIGRANT, total) for total in found if total.kind.field == "person_times")


def _part(area: str, items: list[Item], bulk: list[Bulk], style: Style) -> Part:
    groups = (*grouped(items, style.gather), *bulk_groups(bulk, style))
    inside = {item.source for group in groups for item in group.items}
    rest = [item for item in items if item.source not in inside]
    held = [item for item in items if item.source.table == "activity"]
    events = tuple(held) if len(held) >= EVENTS and all(is_event(item) for item in held) else ()
    series = series_of(rest, style.gather.table_for(area))
    return Part(area, tuple(in_time_order(rest)), groups, series, events)
