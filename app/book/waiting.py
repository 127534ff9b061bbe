"""What waits in a book: listings of the records that somebody has to do something about by some day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.book import gift_people
from app.book.gift_people import BIRTHDAY
from app.book.overviews import roster
from app.book.reader import Reader
from app.domain.listing import Condition, Listing, all_of, among, any_of
from app.domain.occasions import Occasion, near
from app.domain.retirement import MAN, WOMAN, Month, retirement
from app.resources import calendar, code_list

PENDING = "待补资料"
TERM_DAYS = 180  # how long before its end a term is on the list: an election takes half a year
DEADLINE_DAYS = 45
RETIRING_MONTHS = 12
# An occasion's own records are looked for this long before and after it: gifts are bought and signed for around it.
_BEFORE, _AFTER = 90, 30
_RETIRED = "退休"
# Who retires at which old age; whoever left the women's age blank may belong to either.
_CLASSES = ((MAN, 60), (WOMAN, 55), (WOMAN, 50))
_YOUNGEST, _OLDEST = 49, 65


def birthdays(day: date, later: int = 0) -> Listing:
    """The members on the roster whose birthday is in the month of ``day``, or ``later`` months after it."""
    month = Month(day.year, day.month).plus(later)
    return Listing("member", conditions=(*roster(day), Condition("birth", "month", month.month)))


def birthdays_given(read: Reader, day: date, later: int = 0) -> tuple[int, int]:
    """How many members ``birthdays`` lists, and how many of them have had their gift of that birthday's year.

    Whoever stands on the roster twice is served by the gift of the other record.
    """
    listed = read.ids(birthdays(day, later))
    if not listed:
        return 0, 0
    year = read.year_of(Month(day.year, day.month).plus(later).first)
    known = gift_people.know(read, listed, BIRTHDAY, year)
    served = {one.twin or one.id for one in known.people.values() if known.past.of(one)}
    return len(listed), sum((one.twin or one.id) in served for one in known.people.values())


def retiring(read: Reader, day: date) -> Listing:
    """The members who reach the statutory retirement age this month or in the eleven after it.

    Only those whose month of birth is known and who have not retired. A woman whose old retirement age (50 or 55)
    is blank is among them at either.
    """
    start = Month(day.year, day.month)
    classes = [_retiring_class(gender, age, start) for gender, age in _CLASSES]
    conditions = (
        *roster(day),
        Condition("retired_on", "blank"),
        Condition("job_status", "not", _RETIRED),
        any_of(*(Condition("birth", "month", month) for month in range(1, 13))),
        any_of(*classes),
    )
    ids = read.ids(Listing("member", conditions=conditions))
    return Listing("member", conditions=(among(ids),))


def no_joining_date(day: date) -> Listing:
    """The members on the roster whose joining date is blank."""
    return Listing("member", conditions=(*roster(day), Condition("joined", "blank")))


def no_identity(day: date) -> Listing:
    """The members on the roster without a birth date or without an ID number."""
    lacking = any_of(Condition("birth", "blank"), Condition("id_no", "blank"))
    return Listing("member", conditions=(*roster(day), lacking))


def unit_terms(day: date) -> Listing:
    """The units not dissolved whose term has ended or ends within half a year."""
    last = (day + timedelta(days=TERM_DAYS)).isoformat()
    ending = (Condition("term_end", "filled"), Condition("term_end", "to", last))
    return Listing("unit", conditions=(*ending, Condition("closed", "blank")), sort="term_end")


def own_term(read: Reader, day: date) -> date | None:
    """The last day of the union's own term where it has ended or ends within half a year."""
    text = read.union()["term_to_to"]
    last = date.fromisoformat(text) if text else None
    return last if last and last <= day + timedelta(days=TERM_DAYS) else None


def lacking_papers(year: int) -> Listing:
    """The aid entries of a year that wait for papers."""
    return Listing("entry", year, conditions=(Condition("status", "is", PENDING),))


def undated(table: str, year: int) -> Listing:
    """The entries or activities of a year without a date."""
    return Listing(table, year, conditions=(Condition("happened", "blank"),))


def unvisited(read: Reader, year: int) -> Listing:
    """The open hardship files whose household was not visited in the reporting year."""
    before = (read.period(year)[0] - timedelta(days=1)).isoformat()
    not_since = any_of(Condition("visited", "blank"), Condition("visited", "to", before))
    return Listing("hardship_file", conditions=(Condition("closed", "blank"), not_since))


def deadlines(table: str, field: str, day: date) -> Listing:
    """The records of a table whose date in ``field`` comes within some weeks, soonest first."""
    last = (day + timedelta(days=DEADLINE_DAYS)).isoformat()
    coming = (Condition(field, "from", day.isoformat()), Condition(field, "to", last))
    return Listing(table, conditions=coming, sort=field)


def occasions(read: Reader, day: date) -> tuple[Occasion, ...]:
    """The occasions of the union's calendar that go on or come soon and that leave records in the book."""
    kind = read.union()["kind"]
    rules = [rule for rule in calendar()["festivals"]["day"] if rule.get("words")]
    return near(rules, day, code_list("union_kind").words(kind))


def records_of(occasion: Occasion) -> Listing:
    """What the book has for an occasion: records around its days of its own kind, or that name it."""
    rule: Mapping[str, Any] = occasion.rule
    around = (
        Condition("happened", "from", (occasion.first - timedelta(days=_BEFORE)).isoformat()),
        Condition("happened", "to", (occasion.last + timedelta(days=_AFTER)).isoformat()),
    )
    table = rule.get("records", "entry")
    fields = ("reason", "campaign") if table == "entry" else ("title", "content")
    named = [Condition(field, "has", word) for word in rule["words"] for field in fields]
    own = [Condition("kind", "is", kind) for kind in rule.get("aid", ())]
    return Listing(table, conditions=(*around, any_of(*own, *named)))


def _retiring_class(gender: str, age: int, start: Month) -> Condition:
    """The members of one class of the retirement rule whose statutory month is one of the next twelve."""
    last = start.plus(RETIRING_MONTHS - 1)
    births = [start.plus(-months) for months in range(_YOUNGEST * 12, _OLDEST * 12)]
    hit = [born for born in births if start <= retirement(born.first, gender, age).statutory <= last]
    span = all_of(
        Condition("gender", "is", gender),
        Condition("birth", "from", min(hit).first.isoformat()),
        Condition("birth", "to", (max(hit).plus(1).first - timedelta(days=1)).isoformat()),
    )
    if gender == MAN:
        return span
    return all_of(span, any_of(Condition("retire_age", "is", age), Condition("retire_age", "blank")))
