"""The plan of a year's summary: what stands in which section, listed or grouped."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.summary_count import Source, Total, sums
from app.domain.summary_facts import Item, YearFacts, in_time_order
from app.domain.summary_group import Group, grouped
from app.domain.summary_style import Style, StyleSection


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
    other = StyleSection(style.other, tuple(area for area in placed if area not in known))
    sections = (
        _section(part, [(a, placed[a]) for a in part.areas if a in placed]) for part in (*style.sections, other)
    )
    return YearSummary(facts, style, tuple(section for section in sections if section.parts))


def _in_words(item: Item, style: Style) -> Item:
    """An aid entry whose heads and money are called as its kind calls them."""
    if not item.is_aid:
        return item
    words = style.words_of(item.kind)
    leads = {"persons": words.heads, "person_times": words.heads, "cash": words.cash}
    if words.heads:
        leads |= {"units": f"{words.heads}单位", "households": f"{words.heads}家庭"}
    return replace(item, measures=tuple(replace(m, own_lead=leads.get(m.field, "")) for m in item.measures))


def _section(style: StyleSection, areas: list[tuple[str, list[Item]]]) -> Section:
    parts = tuple(_part(area, items) for area, items in areas)
    entries = [item for _, items in areas for item in items if item.is_aid]
    groups = [group for part in parts for group in part.groups if group.table == "entry"]
    # One group alone already says these totals.
    said = len(groups) == 1 and len(groups[0].items) == len(entries)
    totals = () if said or len(entries) < 2 else sums(entries)
    heading = style.heading_for(area for area, _ in areas)
    return Section(heading, totals, tuple(item.source for item in entries), parts)


def _part(area: str, items: list[Item]) -> Part:
    groups = grouped(items)
    inside = {item.source for group in groups for item in group.items}
    return Part(area, tuple(in_time_order([item for item in items if item.source not in inside])), groups)
