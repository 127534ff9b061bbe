"""Which records of one area share a sentence: near-identical ones, many of a kind, money of one direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.summary_bulk import together
from app.domain.summary_count import Source, Total, sums
from app.domain.summary_facts import Item, in_time_order
from app.domain.summary_style import Gather

FEW = 2  # up to so many plain aid entries of a kind are told one by one
ALIKE = 3  # from so many on, records that differ in month and numbers only share one sentence
NAMED = 5  # more entries alike than this share one sentence even where they are for different people
KINDS_OF_GOODS = 2  # entries that gave more different things than this are not alike
MANY = 8  # more plain records of a kind than this share one sentence
SHORT_REASON = 15  # characters; a longer reason tells something of its own
LONG_TITLE = 24  # characters; a longer title is a sentence of its own
COLLECTIVE = 12  # up to so many aid entries of a kind are told one by one where each tells something
LEDGER = 12  # up to so many receipts or payments are named in one sentence
# A month, a quarter or a half-year in a title: what the rows of a monthly list differ in.
_TIME = re.compile(
    r"(?:20\d\d年)?(?:(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?![一二三四五六七八九十\d])"
    r"|第?[1-4一二三四]季度|[上下]半年)(?:的|（|）)?"
)
_OCCASION_END = re.compile(
    r"(?:期间|前夕|前后)?(?:集中|统一)?(?:走访|发放)?(?:普惠)?(?:慰问品?|福利|礼品|物品|活动|发放)*$"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one kind told in one sentence; ``name`` is what near-identical ones are called alike.

    ``gifts`` marks the year's gifts to everyone, whatever the day they were given for. ``bulk`` are records of it
    that are kept as columns.
    """

    table: str
    kind: str
    items: tuple[Item, ...]
    totals: tuple[Total, ...]
    name: str = ""
    gifts: bool = False
    bulk: Sequence[Source] = ()

    @property
    def sources(self) -> Sequence[Source]:
        """The records."""
        own = tuple(item.source for item in self.items)
        return together(own, self.bulk) if self.bulk else own

    def common(self, field: str) -> str:
        """The clerk's words in a field where all records say the same."""
        return common(self.items, field)


def common(items: Iterable[Item], field: str) -> str:
    """The clerk's words in a field where all items say the same, else nothing."""
    said = {item.text(field) for item in items}
    return said.pop() if len(said) == 1 else ""


def grouped(items: list[Item], gather: Gather | None = None) -> tuple[Group, ...]:
    """The groups of one area; a record that is in none of them is told by itself."""
    gifts = _gifts(items, gather or Gather())
    given = {item.source for item in gifts}
    items = [item for item in items if item.source not in given]
    near = [group for group in _by(items, _alike_key) if _are_alike(group)]
    inside = {item.source for group in near for item in group}
    rest = [item for item in items if item.source not in inside]
    found = [replace(_group(gifts), gifts=True)] if gifts else []
    found += [_group(same, _shared_name(same)) for same in near]
    for same in _by(rest, _kind_key):
        if chosen := _to_group(same):
            found.append(_group(chosen))
    return tuple(found)


def _gifts(items: list[Item], gather: Gather) -> list[Item]:
    """The gifts to everyone on festivals and birthdays, where they are many and for several occasions."""
    found = [
        item
        for item in items
        if item.is_aid
        and item.kind in gather.gift_kinds
        and _is_countable(item)
        and not item.text("remark")
        and len(item.text("reason")) <= SHORT_REASON
        and is_collective(item)
        and _is_for_all(item.text("target"), gather.everyone)
    ]
    several = len(found) > FEW and len({occasion(item) for item in found}) > 1
    return found if several else []


def _is_for_all(target: str, everyone: tuple[str, ...]) -> bool:
    return any(word in target for word in everyone)


def occasion(item: Item) -> str:
    """What a gift was given for: 春节 of 春节慰问, else the kind of aid."""
    if item.kind != "节日":
        return item.kind
    return _OCCASION_END.sub("", untimed(item.text("reason"))).strip("“”") or item.kind


def is_collective(item: Item) -> bool:
    """Whether an aid entry is about more than one person: a unit, households, a whole group."""
    return item.is_aid and any(
        m.field in ("units", "households") or (m.field.startswith("person") and m.number > 1) for m in item.measures
    )


def _group(items: list[Item], name: str = "") -> Group:
    return Group(items[0].source.table, _kind(items[0]), tuple(in_time_order(items)), sums(items), name)


def _by(items: list[Item], key: Callable[[Item], Hashable]) -> list[list[Item]]:
    found: dict[Hashable, list[Item]] = {}
    for item in items:
        if (its := key(item)) is not None:
            found.setdefault(its, []).append(item)
    return list(found.values())


# ------------------------------------------------------------------------------------- near-identical records


def untimed(text: str) -> str:
    """A title without its month, quarter or half-year: what a monthly list has in common."""
    return _TIME.sub("", text).strip(" 、，:：-—")


def _alike_key(item: Item) -> Hashable:
    """What near-identical records share; None for a record that is not one of many."""
    table, title = item.source.table, item.text("title") or item.text("reason")
    if table not in ("entry", "activity") or not untimed(title) or not _is_countable(item):
        return None
    same = tuple(item.text(name) for name in ("place", "host", "cohost", "content", "result", "remark"))
    fixed = tuple((m.field, m.number) for m in item.measures if not m.kind.summed)
    return table, item.kind, untimed(title), same, fixed, tuple(m.field for m in item.measures if m.kind.money)


def _are_alike(items: list[Item]) -> bool:
    targets, goods = ({untimed(item.text(field)) for item in items} for field in ("target", "goods"))
    enough = len(items) >= ALIKE and (len(targets) == 1 or len(items) > NAMED)
    single = items[0].is_aid and not any(is_collective(item) for item in items)
    return enough and not single and len(goods) <= KINDS_OF_GOODS


def _shared_name(items: list[Item]) -> str:
    title = "title" if items[0].text("title") else "reason"
    return common(items, title) or untimed(items[0].text(title))


# --------------------------------------------------------------------------------------------- many of a kind


def _kind(item: Item) -> str:
    return item.text("direction") if item.source.table == "fund" else item.kind


def _kind_key(item: Item) -> Hashable:
    return (item.source.table, _kind(item), is_collective(item)) if _is_countable(item) else None


def _to_group(same: list[Item]) -> list[Item]:
    """Those of the same kind that share one sentence; none where they are few enough to be told one by one."""
    table, collective = same[0].source.table, is_collective(same[0])
    if table == "fund":
        return same if len(same) > 1 and _kind(same[0]) else []
    one_by_one = table == "entry" and not collective
    if one_by_one and len(same) > COLLECTIVE:
        return same  # even with reasons of their own, so many single persons would fill pages
    plain = [item for item in same if _is_plain(item)]
    limit = FEW if one_by_one else (COLLECTIVE if table == "entry" else MANY)
    return plain if len(plain) > limit else []


def _is_countable(item: Item) -> bool:
    """Whether a sum says all its numbers, and it belongs to nothing that has a name."""
    return not item.figures and not item.text("campaign") and not any(measure.given for measure in item.measures)


def _is_plain(item: Item) -> bool:
    """Whether a record has nothing of its own to tell beside its kind, its title and plain numbers."""
    if item.is_aid:
        return not item.text("remark") and len(item.text("reason")) <= SHORT_REASON
    told = any(item.text(name) for name in ("content", "result", "answer", "remark"))
    title = item.text("title")
    named = bool(item.kind) and len(title) <= LONG_TITLE and not any(mark in title for mark in "，。；：")
    return named and not told and item.source.table not in ("honour", "award")
