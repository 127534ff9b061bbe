"""What the first page says: the year's figures and pictures, and what waits to be done, most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from app import formats
from app.book import overviews
from app.book import waiting as wait
from app.book.overviews import Slice, YearCounts
from app.book.reader import Reader
from app.domain.listing import Listing
from app.domain.occasions import Occasion
from app.i18n import N_

Values = tuple[tuple[str, object], ...]

# What has no day of its own is put between the things that have one, as if so many days were left.
_BIRTHDAYS, _PAPERS, _UNVISITED, _NEXT_BIRTHDAYS, _UNDATED, _RETIRING, _INCOMPLETE = 7, 10, 30, 35, 45, 60, 90
_NEW_RECORD = {"entry": "new_entry", "activity": "new_activity"}


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that waits: a sentence, a note behind it, and where it leads.

    ``listing`` are its records. Where the book has none, ``wish`` names the window's action that makes one; beside
    records ``wish`` is offered too. ``days`` are left to do it, none or less when it is overdue.
    """

    msgid: str
    values: Values
    icon: str
    days: int
    listing: Listing | None = None
    wish: str = ""
    note: str = ""
    note_values: Values = ()


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """Everything the first page shows of a year."""

    year: int
    counts: YearCounts
    todo: tuple[ToDo, ...]
    aid_by_month: tuple[Slice, ...]
    aid_by_kind: tuple[Slice, ...]
    activities_by_area: tuple[Slice, ...]
    members_by_unit: tuple[Slice, ...]

    @property
    def waiting(self) -> int:
        """How many things wait: as many as there are lines."""
        return len(self.todo)


def today() -> date:
    """The day it is where the clerk sits."""
    return datetime.now(UTC).astimezone().date()


def gather(read: Reader, year: int, day: date) -> HomeFacts:
    """Ask the book for everything the first page shows; slow in a large one, so a question for the worker."""
    return HomeFacts(
        year=year,
        counts=overviews.year_counts(read, year),
        todo=to_do(read, year, day),
        aid_by_month=overviews.aid_by_month(read, year),
        aid_by_kind=overviews.aid_by_kind(read, year),
        activities_by_area=overviews.activities_by_area(read, year),
        members_by_unit=overviews.members_by_unit(read, year),
    )


def waiting(read: Reader, year: int, day: date) -> int:
    """How many things wait on ``day``, for the title of the tab: as many as the page has lines."""
    return len(to_do(read, year, day))


def to_do(read: Reader, year: int, day: date) -> tuple[ToDo, ...]:
    """What waits on ``day``, only what there is any of, the most urgent first."""
    found = [
        *_terms(read, day),
        *_deadlines(read, day),
        *(_occasion(read, occasion, day) for occasion in wait.occasions(read, day)),
        *_people(read, day),
        *_records(read, year),
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(item: ToDo) -> int:
    return item.days


def _some(read: Reader, msgid: str, listing: Listing, icon: str, days: int, values: Values = ()) -> list[ToDo]:
    """A line about the records of a listing; none where there are none. ``values`` stand in it beside the count."""
    number = read.count(listing)
    return [ToDo(msgid, (("count", number), *values), icon, days, listing)] if number else []


def _people(read: Reader, day: date) -> list[ToDo]:
    ages = N_("Members reaching the statutory retirement age within 12 months: {count}")
    joining = N_("Members without a joining date: {count}")
    identity = N_("Members without a birth date or an ID number: {count}")
    return [
        *_birthdays(read, day),
        *_some(read, ages, wait.retiring(read, day), "members", _RETIRING),
        *_some(read, joining, wait.no_joining_date(day), "edit", _INCOMPLETE),
        *_some(read, identity, wait.no_identity(day), "edit", _INCOMPLETE),
    ]


def _birthdays(read: Reader, day: date) -> list[ToDo]:
    """The birthdays of this month and the next, each until everybody has had her gift."""
    found: list[ToDo] = []
    for later, msgid, days, wish in (
        (0, N_("Members with a birthday this month: {count}"), _BIRTHDAYS, "birthdays"),
        (1, N_("Members with a birthday next month: {count}"), _NEXT_BIRTHDAYS, "birthdays_next"),
    ):
        number, given = wait.birthdays_given(read, day, later)
        if given < number:
            note = N_("{given} of them recorded") if given else ""
            listing = wait.birthdays(day, later)
            values: Values = (("given", given),)
            found.append(ToDo(msgid, (("count", number),), "cake", days, listing, wish, note, values if given else ()))
    return found


def _records(read: Reader, year: int) -> list[ToDo]:
    entries, activities = wait.undated("entry", year), wait.undated("activity", year)
    unvisited = N_("{count} hardship files without a visit in {year}")
    return [
        *_some(read, N_("Aid entries lacking papers: {count}"), wait.lacking_papers(year), "problem", _PAPERS),
        *_some(read, unvisited, wait.unvisited(read, year), "care", _UNVISITED, (("year", str(year)),)),
        *_some(read, N_("Aid entries without a date: {count}"), entries, "edit", _UNDATED),
        *_some(read, N_("Activities without a date: {count}"), activities, "edit", _UNDATED),
    ]


def _terms(read: Reader, day: date) -> list[ToDo]:
    """Terms of units, and of the union itself, whose record is opened by an action of the window."""
    found: list[ToDo] = []
    last = wait.own_term(read, day)
    if last:
        msgid = N_("The union's own term ends on {day}") if last >= day else N_("The union's own term ended on {day}")
        found.append(ToDo(msgid, (("day", formats.date_text(last)),), "clock", (last - day).days, wish="union"))
    units = wait.unit_terms(day)
    left = _days_to(overviews.first_day(read, units, "term_end"), day)
    said = N_("The term of {count} units ends within half a year or has ended")
    return found + _some(read, said, units, "clock", left)


def _deadlines(read: Reader, day: date) -> list[ToDo]:
    """What an award evaluation has to be ready for, by its first day."""
    found: list[ToDo] = []
    for table, field, msgid in (
        ("award", "recommend_by", N_("Awards whose recommendations close soon: {count}, the first on {day}")),
        ("award", "decided", N_("Awards to be decided soon: {count}, the first on {day}")),
        ("award_round", "publicity_from", N_("Award rounds to be made public: {count}, the first on {day}")),
    ):
        listing = wait.deadlines(table, field, day)
        number = read.count(listing)
        if number:
            first = overviews.first_day(read, listing, field)
            values = (("count", number), ("day", formats.date_text(first)))
            found.append(ToDo(msgid, values, "award", _days_to(first, day), listing))
    return found


def _occasion(read: Reader, occasion: Occasion, day: date) -> ToDo:
    """A festival or campaign: how long it is off, and what the book has for it already."""
    days = (occasion.first - day).days
    values: Values = (("festival", occasion.name), ("days", days), ("day", formats.date_text(occasion.last)))
    if days > 0:
        msgid = N_("{festival} in {days} days")
    elif occasion.first == occasion.last:
        msgid = N_("{festival} is today")
    else:
        msgid = N_("{festival} goes on until {day}")
    listing = wait.records_of(occasion)
    number = read.count(listing)
    entries = listing.table == "entry"
    note = N_("Nothing is recorded yet")
    if number:
        note = N_("entries recorded: {count}") if entries else N_("activities recorded: {count}")
    wish = "gift" if occasion.rule.get("gift") else "" if number else _NEW_RECORD[listing.table]
    return ToDo(msgid, values, "festival", max(days, 0), listing if number else None, wish,
                note, (("count", number),))  # fmt: skip


def _days_to(target: date | None, day: date) -> int:
    return (target - day).days if target else 0
