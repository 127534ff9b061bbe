"""Who and what the union is at a year's end: members and units counted, each count with the ids behind it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import compress
from typing import Any

from app.book.overviews import roster
from app.book.reader import Reader
from app.domain.listing import Condition, Listing
from app.domain.summary_bulk import Sources
from app.domain.summary_count import KINDS, Measure, Source, sums
from app.domain.summary_facts import Count, Item

FEW_UNITS = 15  # up to so many units with numbers of their own are told one by one
_YEAR_DAYS = 366
_PARTS = ("其中女会员", "农民工会员")  # what the members are told to consist of


def people(read: Reader, period: tuple[date, date]) -> tuple[Count, ...]:
    """Members on the last day of the period, the women and migrant workers among them, and who joined in it."""
    members = read.member_tuples(period)
    if not members:
        return ()
    day = f"{period[1].year}年{period[1].month}月{period[1].day}日"
    ids, women, migrants, joined = zip(*members, strict=True)
    found = (
        ("会员", ids, f"{day}会籍正常的会员人数"),
        (_PARTS[0], compress(ids, women), f"{day}会籍正常、性别为女的会员人数"),
        (_PARTS[1], compress(ids, migrants), f"{day}会籍正常、是农民工的会员人数"),
        (f"{_in(period)}新入会", compress(ids, joined), "入会日期在统计期内、会籍正常的会员人数"),
    )
    counts = ((lead, Sources("member", array("q", which)), said) for lead, which, said in found)
    return tuple(
        Count(lead, len(rows), "人", f"会员名册中{said}", rows, part=lead in _PARTS)
        for lead, rows, said in counts
        if rows
    )


def _in(period: tuple[date, date]) -> str:
    """本年 for a year's time, 上半年 or 下半年 for half of one, 本届 for several years, 统计期内 for another."""
    first, last = period
    days = (last - first).days
    if days > _YEAR_DAYS:
        return "本届"
    half = {(1, 6): "上半年", (7, 12): "下半年"}.get((first.month, last.month), "统计期内")
    return "本年" if days > 360 else (half if days < 190 else "统计期内")


def units(read: Reader, period: tuple[date, date], *, today: bool = True) -> tuple[tuple[Count, ...], tuple[Item, ...]]:
    """Units at the end of the period by kind and those founded in it; and the units with numbers of their own.

    What a unit's record says of its people is true of ``today``; of an earlier day the roster is counted instead.
    """
    rows = [row for row in read.every("unit") if _stands(row, period[1].isoformat())]
    if not rows:
        return (), ()
    figures = read.figures("unit", [row["id"] for row in rows])
    of_day = {} if today else _of_day(read, [row["id"] for row in rows], period[1])
    items = tuple(
        Item(
            Source("unit", row["id"]),
            kind=row["kind"],
            texts=(("name", row["name"]),),
            measures=_measures(row) if today else (),
            figures=figures.get(row["id"], ()) if today else (),
            counts=() if today else of_day.get(row["id"], ()),
        )
        for row in rows
    )
    union = read.union()["name"]
    own = tuple(item for item in items if item.measures or item.figures or item.counts)
    counts = _counted([row for row in rows if row["name"] != union], period)  # the union is not below itself
    if len(own) <= FEW_UNITS:
        return counts, own
    told = tuple(item for item in own if item.figures or any(m.given for m in item.measures))
    return (*counts, *_sums([item for item in own if item not in told])), told


def _of_day(read: Reader, units_: list[int], day: date) -> dict[int, tuple[Count, ...]]:
    """Members and women of each unit on the roster of a day; nothing where they are not all in a few units."""
    members = Listing("member", conditions=roster(day))
    groups = [group for group in read.groups(members, "unit_id", ()) if group.count]
    if not 0 < len(groups) <= FEW_UNITS or any(group.key not in units_ for group in groups):
        return {}
    said = f"会员名册中{day.year}年{day.month}月{day.day}日在册、属于本单位的"
    found = {}
    for group in groups:
        there = (*members.conditions, Condition("unit_id", "is", group.key))
        everybody = read.ids(replace(members, conditions=there))
        women = read.ids(replace(members, conditions=(*there, Condition("gender", "is", "女"))))
        counts = (
            Count(lead, len(ids), "人", f"{said}{lead}人数", _sources("member", ids))
            for lead, ids in (("会员", everybody), ("女会员", women))
        )
        found[int(group.key or 0)] = tuple(count for count in counts if count.number)
    return found


def _counted(rows: list[dict[str, Any]], days: tuple[date, date]) -> tuple[Count, ...]:
    """How many units there are, of which kinds, and how many were founded in the period."""
    first, last = (day.isoformat() for day in days)
    kinds = _by_kind(rows)
    blank = "其他组织" if len(kinds) > 1 else "工会组织"
    counts = [replace(_count(kind or blank, found), part=len(kinds) > 1) for kind, found in kinds.items()]
    if len(kinds) > 1:
        every = _sources("unit", [row["id"] for row in rows])
        counts.insert(0, Count("各级工会组织", len(every), _of_all(kinds), "组织名册中未撤销的组织数", every))
    founded = [row["id"] for row in rows if first <= (row["founded_from"] or "") <= last]
    if founded:
        counts.append(
            Count(
                f"{_in(days)}新建",
                len(founded),
                _of_all(kinds),
                "成立日期在统计期内的组织数",
                _sources("unit", founded),
            )
        )
    return tuple(counts)


def _stands(row: dict[str, Any], last: str) -> bool:
    return (row["founded_from"] or "") <= last and (not row["closed_from"] or row["closed_from"] > last)


def _by_kind(rows: list[dict[str, Any]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row["kind"], []).append(row["id"])
    return found


def _count(kind: str, ids: list[int]) -> Count:
    measure = _measure_word(kind)
    return Count(kind, len(ids), measure, f"组织名册中类型为“{kind}”、未撤销的组织数", _sources("unit", ids))


def _measure_word(kind: str) -> str:
    return "个" if kind in ("工会小组", "分工会", "其他组织", "工会组织") else "家"


def _of_all(kinds: Iterable[str]) -> str:
    """家 where every kind is counted so, else 个."""
    return "家" if all(_measure_word(kind or "其他组织") == "家" for kind in kinds) else "个"


def _sums(items: list[Item]) -> list[Count]:
    """What the units of one kind report together; kinds are kept apart, since one may contain another."""
    counts = []
    for kind in dict.fromkeys(item.kind for item in items):
        for total in sums([item for item in items if item.kind == kind]):
            said = f"类型为“{kind}”的组织所填“{total.kind.header}”之和，共{len(total.sources)}条"
            counts.append(Count(f"{kind}填报{total.kind.lead}", total.number, total.kind.unit, said, total.sources))
    return counts


def _measures(row: dict[str, Any]) -> tuple[Measure, ...]:
    return tuple(
        Measure("unit", kind.field, row[kind.field], row[f"{kind.field}_given"])
        for kind in KINDS["unit"]
        if row[kind.field] is not None
    )


def _sources(table: str, ids: Iterable[int]) -> tuple[Source, ...]:
    return tuple(Source(table, row_id) for row_id in ids)
