"""How the records of one area that are not grouped are told: one after another, counted 一是二是三是, or in a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.domain.summary_facts import Item, in_time_order
from app.domain.summary_group import LONG_TITLE

SERIES = 3  # so many like things are counted 一是, 二是, 三是
MOST = 8  # more than this are not counted so
_COUNTED_ALREADY = ("一是", "首先", "其一", "第一，", "①", "（1）", "1.", "1、")
# Words that belong to the sentence before, or that 一是 cannot stand before: 一是目标是….
_LEANS = re.compile(r"其中|此外|另外|同时|总之|并|还|也|这|该|.{1,5}[：:]|[^，。、]{0,4}是")
How = Literal["told", "series", "table"]


@dataclass(frozen=True, slots=True)
class Series:
    """Records told alike; ``kind`` is what they share, empty where it is only the area."""

    table: str
    kind: str
    items: tuple[Item, ...]
    how: How


def series_of(items: list[Item], table_from: int) -> tuple[Series, ...]:
    """The records of an area in the order in which they are told: single ones first, then those of a kind."""
    ordered = in_time_order(items)
    found: list[Series] = []
    rest = list[Item]()
    for table, kind in dict.fromkeys((item.source.table, _kind(item)) for item in ordered):
        same = [item for item in ordered if (item.source.table, _kind(item)) == (table, kind)]
        how = _how(table, kind, same, table_from)
        if how == "told" and table in ("activity", "entry"):
            rest += same
        else:
            found.append(Series(table, kind, tuple(same), how))
    if not rest:
        return tuple(found)
    rest = in_time_order(rest)
    return (Series(rest[0].source.table, "", tuple(rest), _how_all(rest)), *found)


def _kind(item: Item) -> str:
    """What aid entries are told by; activities are told by their area."""
    return item.kind if item.is_aid and item.kind != "其他" else ""


def _how(table: str, kind: str, same: list[Item], table_from: int) -> How:
    if table in ("honour", "activity") or (table == "entry" and kind):
        listed = table != "activity" or all(is_event(item) for item in same)
        if len(same) >= table_from and listed:
            return "table"
    if table == "entry" and kind and SERIES <= len(same) <= MOST and not _counted_already(same):
        return "series"
    return "told"


def _how_all(rest: list[Item]) -> How:
    """Activities by themselves are counted where they are neither few nor many."""
    alone = all(item.source.table == "activity" for item in rest)
    return "series" if alone and SERIES <= len(rest) <= MOST and not _counted_already(rest) else "told"


def _counted_already(items: list[Item]) -> bool:
    if any(mark in text for item in items for _, text in item.texts for mark in _COUNTED_ALREADY):
        return True
    return any(_LEANS.match(item.text("title") or item.text("reason")) for item in items)


def is_event(item: Item) -> bool:
    """Whether an activity is one event with a name, which can be counted: it has a kind, or people took part."""
    counted = any(measure.number for measure in item.measures if not measure.kind.money)
    title = item.text("title")
    named = 0 < len(title) <= LONG_TITLE and not any(mark in title for mark in "，。；：")
    return item.source.table == "activity" and named and (bool(item.kind) or counted)
