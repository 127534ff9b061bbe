"""What the home page counts and what waits to be done, each as a listing that can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app import formats
from app.book import yearend_people
from app.book.reader import Reader
from app.domain.listing import Condition, Listing
from app.domain.membership import State
from app.i18n import N_

# Whoever has no state in the book yet came with a roster, and so is on it.
_GONE = (State.MOVED, State.LEFT, State.EXPELLED, State.DEAD)
ON_ROSTER = tuple(Condition("state", "not", str(state)) for state in _GONE)
_TERM_DAYS = 180
_MEMBERS, _WOMEN = "会员", "其中女会员"


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of the home page; ``cash`` is the text of an amount in yuan, ``roster`` the members' ids."""

    members: int
    roster: tuple[int, ...]
    women: int
    entries: int
    person_times: int
    cash: str
    activities: int
    activity_times: int
    honours: int
    awards: int


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that waits: a sentence and the records it is about."""

    msgid: str
    values: tuple[tuple[str, object], ...]
    listing: Listing
    icon: str


def today() -> date:
    """The day it is where the clerk sits."""
    return datetime.now(UTC).astimezone().date()


def count(read: Reader, year: int) -> Counts:
    """The figures of one year; members as the year's summary counts them."""
    entries, activities = Listing("entry", year), Listing("activity", year)
    sums = read.totals(entries, ["person_times", "cash"])
    people = {found.lead: found for found in yearend_people.people(read, read.period(year))}
    members, women = people.get(_MEMBERS), people.get(_WOMEN)
    return Counts(
        members=members.number if members else 0,
        roster=tuple(source.id for source in members.sources) if members else (),
        women=women.number if women else 0,
        entries=len(read.ids(entries)),
        person_times=sums["person_times"] or 0,
        cash=formats.money_text(sums["cash"] or 0).removesuffix(".00"),
        activities=len(read.ids(activities)),
        activity_times=read.totals(activities, ["person_times"])["person_times"] or 0,
        honours=len(read.ids(Listing("honour", year))),
        awards=len(read.ids(Listing("award", year))),
    )


def to_do(read: Reader, year: int, day: date) -> tuple[ToDo, ...]:
    """What waits on ``day``, only what there is any of."""
    found: list[ToDo] = []
    birthdays = Listing("member", conditions=(*ON_ROSTER, Condition("birth", "month", day.month)))
    _add(read, found, N_("{count} members have their birthday this month"), birthdays, "cake")
    pending = Listing("entry", year, conditions=(Condition("status", "is", "待补资料"),))
    _add(read, found, N_("{count} aid entries lack papers"), pending, "care")
    undated = Listing("entry", year, conditions=(Condition("happened", "blank"),))
    _add(read, found, N_("{count} aid entries have no date"), undated, "clock")
    undated = Listing("activity", year, conditions=(Condition("happened", "blank"),))
    _add(read, found, N_("{count} activities have no date"), undated, "clock")
    unknown = Listing("member", conditions=(*ON_ROSTER, Condition("joined", "blank")))
    _add(read, found, N_("{count} members have no joining date"), unknown, "members")
    last = (day + timedelta(days=_TERM_DAYS)).isoformat()
    ending = Listing("unit", conditions=(Condition("term_end", "filled"), Condition("term_end", "to", last)))
    _add(read, found, N_("The term of {count} units ends within half a year or has ended"), ending, "clock")
    return tuple(found)


def _add(read: Reader, found: list[ToDo], msgid: str, listing: Listing, icon: str) -> None:
    number = len(read.ids(listing))
    if number:
        found.append(ToDo(msgid, (("count", number),), listing, icon))
