"""The year in figures: what the first page counts, each figure beside the listing whose records it counts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.book.reader import Reader
from app.domain.listing import Condition, Listing, all_of, any_of, none_of
from app.domain.membership import State
from app.store.groups import Group

MONEY = ("cash", "goods_value")
TOP_KINDS, TOP_UNITS = 8, 10

VALUE, REST, NONE = "value", "rest", "none"
"""What a slice holds: the records of one value, those of all the lesser values, those without any."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a picture: the records of ``listing``, how many, and the sums of the columns asked for (fen).

    ``name`` is what the clerk calls the value (a month is ``2026-03``), '' in a rest of ``others`` values and where
    there is no value.
    """

    what: str
    name: str
    count: int
    sums: tuple[int, ...]
    listing: Listing
    others: int = 0


@dataclass(frozen=True, slots=True)
class YearCounts:
    """The figures of a year, ``cash`` and ``goods_value`` in fen; ``roster`` lists whom ``members`` counts.

    ``person_times`` and ``cash`` are those of every aid entry of the year, whatever its money is called (慰问金,
    助学金, 互助保障金): they are called 资金合计, since the summary's 慰问金 is a part of them.
    """

    members: int
    roster: Listing
    women: int
    entries: int
    person_times: int
    cash: int
    goods_value: int
    activities: int
    activity_times: int
    honours: int
    awards: int


def roster(day: date) -> tuple[Condition, ...]:
    """The one condition on a member to be on the roster on ``day``, as the year's summary counts its members.

    Whoever had joined by then, or nobody knows when, and had not left; somebody of an unknown state is there.
    ``roster_day`` knows the condition again, so that it can be said in one word.
    """
    text, after = day.isoformat(), (day + timedelta(days=1)).isoformat()
    left_later = Condition("left_on", "from", after)
    there = all_of(
        any_of(Condition("joined", "to", text), Condition("joined", "blank")),
        any_of(Condition("state", "is", str(State.NORMAL)), Condition("state", "blank"), left_later),
        none_of(Condition("left_on", "to", text)),
    )
    return (there,)


def roster_day(condition: Condition) -> date | None:
    """The day whose ``roster`` a condition is; None for any other condition."""
    joined = condition.parts[0].parts if condition.parts else ()
    try:
        day = date.fromisoformat(str(joined[0].value))
    except (IndexError, ValueError):
        return None
    return day if roster(day) == (condition,) else None


def year_counts(read: Reader, year: int) -> YearCounts:
    """The figures of one year; its members are those of its last day."""
    entries, activities = Listing("entry", year), Listing("activity", year)
    members = Listing("member", conditions=roster(read.period(year)[1]))
    women = replace(members, conditions=(*members.conditions, Condition("gender", "is", "女")))
    sums = read.totals(entries, ["person_times", *MONEY])
    return YearCounts(
        members=read.count(members),
        roster=members,
        women=read.count(women),
        entries=read.count(entries),
        person_times=sums["person_times"] or 0,
        cash=sums["cash"] or 0,
        goods_value=sums["goods_value"] or 0,
        activities=read.count(activities),
        activity_times=read.totals(activities, ["person_times"])["person_times"] or 0,
        honours=read.count(Listing("honour", year)),
        awards=read.count(Listing("award", year)),
    )


def first_day(read: Reader, listing: Listing, field: str) -> date | None:
    """The earliest first day in a date field over a listing; None where no record has one."""
    first = read.earliest(listing, field)
    return date.fromisoformat(first) if first else None


# ------------------------------------------------------------------------------------------------ the pictures


def aid_by_month(read: Reader, year: int) -> tuple[Slice, ...]:
    """Money and goods of a year's aid entries, month by month of the reporting period, and what fits in no month.

    The last slice holds entries without a date, with one that covers more than a month, or outside the period.
    """
    return _by_month(read, Listing("entry", year), "happened", read.period(year))


def aid_by_kind(read: Reader, year: int) -> tuple[Slice, ...]:
    """Money and goods of a year's aid entries by their kind, the most expensive first."""
    return _by_value(read, Listing("entry", year), "kind", TOP_KINDS, MONEY)


def activities_by_area(read: Reader, year: int) -> tuple[Slice, ...]:
    """How many activities a year had in each area, most first."""
    return _by_value(read, Listing("activity", year), "area", TOP_KINDS)


def members_by_unit(read: Reader, year: int) -> tuple[Slice, ...]:
    """How many of the members whom ``year_counts`` counts belong to each unit itself, most first."""
    members = Listing("member", conditions=roster(read.period(year)[1]))
    names = read.captions("unit", [])
    return _by_value(read, members, "unit_id", TOP_UNITS, name=lambda key: names.get(int(key), "").split("/")[-1])


def _by_month(read: Reader, listing: Listing, field: str, period: tuple[date, date]) -> tuple[Slice, ...]:
    found = {group.key: group for group in read.month_groups(listing, field, MONEY)}
    months = {month: _month_condition(field, month) for month in _months(period)}
    slices = []
    for month, condition in months.items():
        group = found.pop(month, Group(month, 0, (0,) * len(MONEY)))
        slices.append(Slice(VALUE, month, group.count, group.sums, _narrowed(listing, condition)))
    if found:
        left = _added(found.values(), len(MONEY))
        slices.append(Slice(NONE, "", left.count, left.sums, _narrowed(listing, none_of(*months.values()))))
    return tuple(slices)


def _month_condition(field: str, month: str) -> Condition:
    year, number = (int(part) for part in month.split("-"))
    last = date(year, number, monthrange(year, number)[1])
    return all_of(
        Condition(field, "from", f"{month}-01"),
        Condition(field, "to", last.isoformat()),
        Condition(field, "month", number),
    )


def _months(period: tuple[date, date]) -> list[str]:
    """The months of a period, at most twelve, as ``2026-03``."""
    first, last = period
    start, stop = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(start, min(stop, start + 11) + 1)]


def _by_value(read: Reader, listing: Listing, column: str, top: int, sums: Sequence[str] = (),
              name: Callable[[str | int], str] = str) -> tuple[Slice, ...]:  # fmt: skip
    """The ``top`` values with the most (money, else records), the rest of them together, and records without any."""
    found = read.groups(listing, column, sums)
    known = sorted((group for group in found if group.key is not None), key=_size, reverse=True)
    if len(known) == top + 1:  # one lesser value is said by its name
        top += 1
    slices = [
        Slice(VALUE, name(group.key), group.count, group.sums, _narrowed(listing, Condition(column, "is", group.key)))
        for group in known[:top]
        if group.key is not None
    ]
    if rest := known[top:]:
        added = _added(rest, len(sums))
        others = [Condition(column, "is", group.key) for group in known[:top]]
        conditions = (Condition(column, "filled"), none_of(*others))
        slices.append(Slice(REST, "", added.count, added.sums, _narrowed(listing, *conditions), len(rest)))
    for group in found:
        if group.key is None:
            slices.append(Slice(NONE, "", group.count, group.sums, _narrowed(listing, Condition(column, "blank"))))
    return tuple(slices)


def _size(group: Group) -> tuple[int, int, str]:
    return sum(group.sums), group.count, str(group.key)


def _added(found: Iterable[Group], width: int) -> Group:
    every = list(found)
    return Group(None, sum(g.count for g in every), tuple(sum(g.sums[at] for g in every) for at in range(width)))


def _narrowed(listing: Listing, *conditions: Condition) -> Listing:
    return replace(listing, conditions=(*listing.conditions, *conditions))
