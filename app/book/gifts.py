"""One gift for many: planned with everybody's doubts in sight, then written in one step that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.book import gift_limits, gift_people
from app.book.book import Book
from app.book.gift_people import BIRTHDAY, CHUNK, EVERYBODY, Asked, Had, Known, Person, Report, festivals_in, stop_if
from app.book.reader import Reader
from app.domain import reading
from app.domain.errors import Invalid, Problem, Refused
from app.domain.finding import Finding
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.domain.seniority import anniversary
from app.i18n import N_
from app.store.table import Writer

NOTHING = N_("Cash and the worth of the goods are both empty. Fill in at least one of them, or name the goods.")
_ENTRY = BY_TABLE["entry"]
_NAMED = 3  # people called by name in the one entry for all

OwnDay = Callable[[Person], tuple[Mapping[str, Any], int]]


class Doubt(StrEnum):
    """Why somebody is left out unless the clerk says otherwise."""

    GONE = "gone"
    KEPT = "kept"
    TWICE = "twice"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Gift:
    """What is given to each and how it is written down; amounts in fen, words as they stand in the list of codes.

    ``when`` is typed text. ``together`` writes one entry for all with a list of names, else there is one entry
    each; ``own_day`` then dates each by the member's own birthday in the year of ``when``.
    """

    kind: str
    reason: str = ""
    when: str = ""
    cash: int = 0
    goods: str = ""
    goods_value: int = 0
    source: str = ""
    account: str = ""
    handler: str = ""
    campaign: str = ""
    status: str = ""
    festival: str = ""
    together: bool = True
    own_day: bool = False
    year: int | None = None

    @property
    def each(self) -> int:
        """What one person gets, cash and goods together, in fen."""
        return self.cash + self.goods_value

    @property
    def is_nothing(self) -> bool:
        """Whether neither an amount nor goods are named yet."""
        return not self.each and not self.goods.strip()


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person of a plan: what speaks against her, what she has had of the kind this year, and her own time."""

    person: Person
    doubts: tuple[Doubt, ...]
    had: tuple[Had, ...]
    happened: Mapping[str, Any]
    year: int


@dataclass(frozen=True, slots=True)
class GiftPlan:
    """A gift ready to be written; ``target`` is what the one entry says of whom it was for."""

    gift: Gift
    people: tuple[Recipient, ...]
    findings: tuple[Finding, ...]
    target: str
    happened: Mapping[str, Any]
    year: int

    @property
    def total(self) -> int:
        """The whole sum in fen."""
        return self.gift.each * len(self.people)

    @property
    def entries(self) -> int:
        """How many entries will be written."""
        return 1 if self.gift.together else len(self.people)


def doubts(person: Person, had: Iterable[Had], gift: Gift) -> tuple[Doubt, ...]:
    """What speaks against giving ``gift`` to somebody who ``had`` that already; nothing is forbidden.

    Birthdays come once a year; of anything else only the same occasion counts as given already.
    """
    found: list[Doubt] = []
    if person.gone:
        found.append(Doubt.GONE)
    if person.kept:
        found.append(Doubt.KEPT)
    if person.twin:
        found.append(Doubt.TWICE)
    if any(same_occasion(one, gift) for one in had):
        found.append(Doubt.GIVEN)
    return tuple(found)


def same_occasion(had: Had, gift: Gift) -> bool:
    """Whether something had before was given on the very occasion of ``gift``."""
    if gift.kind == BIRTHDAY:
        return True
    meant = {gift.festival} if gift.festival else festivals_in(gift.reason)
    return bool(meant & had.festivals) or bool(gift.reason and had.reason == gift.reason)


def unobjectionable(known: Known, gift: Gift) -> set[int]:
    """Everybody against whom nothing speaks."""
    return {row_id for row_id, one in known.people.items() if not doubts(one, known.past.of(one), gift)}


def time_of(read: Reader, gift: Gift) -> tuple[dict[str, Any], int]:
    """The columns of a gift's time and the reporting year they fall in.

    Raises:
        Invalid: there is no such day.
    """
    year = gift.year or read.current_year()
    happened = reading.read(_ENTRY.field("happened"), gift.when, read.context(year))
    first = happened["happened_from"]
    return happened, read.year_of(date.fromisoformat(first)) if first else year


def day_of(read: Reader, happened: Mapping[str, Any], year: int) -> date:
    """The day by which limits are looked up: the first of a gift's time, else of its reporting year."""
    first = happened["happened_from"]
    return date.fromisoformat(first) if first else read.period(year)[0]


def plan_gift(read: Reader, who: Iterable[int], what: Gift, *, known: Known | None = None,
              report: Report | None = None, cancelled: Asked | None = None) -> GiftPlan:  # fmt: skip
    """What giving ``what`` to the members ``who`` would write; somebody named twice is taken once.

    ``known`` spares gathering again what was gathered before for these people, this kind and this year.

    Raises:
        Invalid: the gift has no kind or is of nothing, or its time cannot be read.
        Refused: there is nobody to give it to.
        Cancelled: the clerk stopped.
    """
    if not what.kind.strip():
        missing = N_("{field} is missing. It is the one thing that cannot be left out.")
        raise Invalid((Problem.of("kind", "", missing, field=_ENTRY.field("kind").label),))
    if what.is_nothing:
        raise Invalid((Problem.of("cash", "", NOTHING),))
    happened, year = time_of(read, what)
    wanted = list(dict.fromkeys(who))
    if known is None or (known.kind, known.year) != (what.kind, year) or any(i not in known.people for i in wanted):
        known = gift_people.know(read, wanted, what.kind, year, report, cancelled)
    there = [known.people[row_id] for row_id in wanted if row_id in known.people]
    if not there:
        raise Refused(N_("Nobody is ticked. Tick at least one person."))
    day = day_of(read, happened, year)
    own = _own_day(read, day.year, happened, year) if what.own_day and not what.together else None
    people = []
    for one in there:
        had = known.past.of(one)
        when, its_year = own(one) if own else (happened, year)
        people.append(Recipient(one, doubts(one, had, what), had, when, its_year))
    limits = gift_limits.limits_for(read, what.kind, day)
    ids = [one.id for one in there]
    findings = gift_limits.beyond(read, known, ids, what.each, what.festival, limits)
    findings = (*gift_limits.in_kind_only(what.kind, what.cash), *findings)
    return GiftPlan(replace(what, year=year), tuple(people), findings, _target(read, there), happened, year)


def give(book: Book, plan: GiftPlan, *, report: Report | None = None,
         cancelled: Asked | None = None) -> tuple[int, ...]:  # fmt: skip
    """Write what a plan says, in one step. Returns the ids of the entries.

    Raises:
        Cancelled: the clerk stopped; nothing was written.
        FileProblem: the data file is in use, read-only, on a full disk …
    """
    name = plan.gift.reason or plan.gift.kind
    with book.step(N_("Give to {count} people: {name}"), count=len(plan.people), name=name) as writer:
        if not plan.gift.together:
            return tuple(_in_parts(writer, "entry", [_single(plan, one) for one in plan.people], report, cancelled))
        entry_id = writer.insert("entry", _joint(plan))
        _in_parts(writer, "entry_line", [_line(plan.gift, entry_id, one) for one in plan.people], report, cancelled)
    return (entry_id,)


def birthday_text(person: Person, year: int) -> str:
    """A member's birthday in a calendar year as the book writes it: 3月8日, 3月 where the day is not known, or ""."""
    if not person.birth_month:
        return ""
    if person.birth_from != person.birth_to:
        return f"{person.birth_month}月"
    day = anniversary(date.fromisoformat(person.birth_from), year)
    return f"{day.month}月{day.day}日"


def born_on_leap_day(person: Person) -> bool:
    """Whether a birthday falls on a day that most years do not have."""
    return person.birth_from == person.birth_to and person.birth_from.endswith("-02-29")


def _own_day(read: Reader, calendar_year: int, happened: Mapping[str, Any], year: int) -> OwnDay:
    """A function from a person to the columns of her birthday in ``calendar_year`` and its reporting year."""
    field, told = _ENTRY.field("happened"), dict[str, tuple[dict[str, Any], int]]()

    def own(person: Person) -> tuple[Mapping[str, Any], int]:
        text = birthday_text(person, calendar_year)
        if not text:
            return happened, year
        if text not in told:
            found = reading.read(field, f"{calendar_year}年{text}", read.context(year))
            its_year = read.year_of(date.fromisoformat(found["happened_from"]))
            told[text] = (found | {"happened": text}, its_year)
        return told[text]

    return own


def _in_parts(writer: Writer, table: str, rows: Sequence[Mapping[str, Any]], report: Report | None,
              cancelled: Asked | None) -> list[int]:  # fmt: skip
    ids: list[int] = []
    for start in range(0, len(rows), CHUNK):
        stop_if(cancelled)
        ids += writer.insert_many(table, rows[start : start + CHUNK])
        if report:
            report(len(ids), len(rows))
    return ids


def _common(gift: Gift) -> dict[str, Any]:
    return {
        "kind": gift.kind, "reason": gift.reason, "goods": gift.goods, "target_kind": "会员",
        "standard": gift.each or None, "source": gift.source, "account": gift.account, "handler": gift.handler,
        "campaign": gift.campaign, "status": gift.status,
    }  # fmt: skip


def _joint(plan: GiftPlan) -> dict[str, Any]:
    number, gift = len(plan.people), plan.gift
    units = {one.person.unit_id for one in plan.people}
    return _common(gift) | dict(plan.happened) | {
        "target": plan.target, "persons": number, "person_times": number, "year": plan.year,
        "cash": gift.cash * number or None, "goods_value": gift.goods_value * number or None,
        "unit_id": units.pop() if len(units) == 1 else None,
    }  # fmt: skip


def _single(plan: GiftPlan, one: Recipient) -> dict[str, Any]:
    gift = plan.gift
    return _common(gift) | dict(one.happened) | {
        "target": one.person.name, "member_id": one.person.id, "unit_id": one.person.unit_id, "persons": 1,
        "person_times": 1, "cash": gift.cash or None, "goods_value": gift.goods_value or None, "year": one.year,
    }  # fmt: skip


def _line(gift: Gift, entry_id: int, one: Recipient) -> dict[str, Any]:
    return {
        "entry_id": entry_id, "name": one.person.name, "member_id": one.person.id, "place": one.person.unit,
        "goods": gift.goods, "cash": gift.cash or None, "goods_value": gift.goods_value or None,
    }  # fmt: skip


def _target(read: Reader, people: Sequence[Person]) -> str:
    """Whom the one entry is for: all members (of a unit) where it is all of them, else the first few by name."""
    chosen = {one.id for one in people}
    if len(chosen) > _NAMED:
        roster = gift_people.people(read, read.ids(Listing("member")))
        there = {row_id: one for row_id, one in roster.items() if not one.gone and not one.kept}
        for group, said in _groups(there, people):
            if chosen == group:
                return said
    names = "、".join(one.name for one in people[:_NAMED])
    return names if len(people) <= _NAMED else f"{names}等{len(people)}人"


def _groups(there: Mapping[int, Person], people: Sequence[Person]) -> Iterable[tuple[set[int], str]]:
    yield set(there), f"{EVERYBODY}会员"
    yield {row_id for row_id, one in there.items() if one.woman}, f"{EVERYBODY}女会员"
    unit_id = people[0].unit_id
    if unit_id and all(one.unit_id == unit_id for one in people):
        mates = {row_id: one for row_id, one in there.items() if one.unit_id == unit_id}
        yield set(mates), f"{people[0].unit}{EVERYBODY}会员"
        yield {row_id for row_id, one in mates.items() if one.woman}, f"{people[0].unit}{EVERYBODY}女会员"
