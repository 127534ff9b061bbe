"""Who could be nominated for an award, and what speaks against it: honoured lately, an officer, a member too short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.book import joining
from app.book.joining import Proposed
from app.book.reader import Reader, Row
from app.domain import awards
from app.domain.awards import Candidate, Conditions, Honour
from app.domain.finding import Finding, Severity
from app.i18n import N_

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Limits:
    """What the notice of an award asks for; 0 asks for nothing. Both are the usual wish, not a rule of law."""

    not_again_years: int = 2
    least_months: int = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that was given places of an award: how many, and how many of its people are nominated so far."""

    unit_id: int
    name: str
    given: int
    nominated: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """The units among whom an award's places are shared out."""

    by_unit: Mapping[int, Place] = field(default_factory=dict)

    def of(self, units: Iterable[int]) -> Place | None:
        """The nearest of a member's units (her own, and upwards) that has a share; None where none has one."""
        return next((self.by_unit[one] for one in units if one in self.by_unit), None)


def places(read: Reader, award_id: int) -> Places:
    """The places of an award as they were shared out; empty where they were not."""
    units = {row["id"]: row for row in read.every("unit")}
    named = {row["name"]: row["id"] for row in units.values()}
    given: dict[int, int] = defaultdict(int)
    for row in read.parts("award_quota", "award_id", award_id):
        unit_id = row["unit_id"] or named.get(row["place"], 0)
        if unit_id in units:
            given[unit_id] += (row["allotted"] or 0) + (row["adjusted"] or 0)
    found = Places({unit_id: Place(unit_id, units[unit_id]["name"], number) for unit_id, number in given.items()})
    nominees = read.parts("nominee", "award_id", award_id)
    members = read.rows("member", [row["member_id"] for row in nominees if row["member_id"]], ("unit_id",))
    nominated: dict[Place, int] = defaultdict(int)
    for row in nominees:
        unit_id = row["unit_id"] or members.get(row["member_id"], {}).get("unit_id")
        place = found.of(_upwards(units, unit_id))
        if place is not None:
            nominated[place] += 1
    return Places({unit_id: replace(one, nominated=nominated[one]) for unit_id, one in found.by_unit.items()})


def _upwards(units: Mapping[int, Row], unit_id: int | None) -> list[int]:
    """A unit and those above it; a circle, which no form lets pass, ends where it closes."""
    found: list[int] = []
    while unit_id and unit_id in units and unit_id not in found:
        found.append(unit_id)
        unit_id = units[unit_id]["parent_id"]
    return found


def propose(read: Reader, award_id: int, ids: Iterable[int], day: date, limits: Limits) -> tuple[Proposed, ...]:
    """What nominating these members would meet with; every finding is advice, never a refusal."""
    award = read.row("award", award_id)
    asked = Conditions(award["name"], day, members_only=False, not_again_years=limits.not_again_years)
    had = _honours(read)
    found = joining.propose(read, award_id, ids, day)
    rows = read.rows("member", [one.person.id for one in found], ("joined_from", "joined_to"))
    return tuple(
        replace(one, findings=(
            *one.findings,
            *awards.check(Candidate(one.person.name, honours=_of(had, one)), asked),
            *_too_short(one.person.name, rows[one.person.id], day, limits.least_months),
        )) for one in found
    )  # fmt: skip


def _of(had: dict[int | str, list[Honour]], one: Proposed) -> tuple[Honour, ...]:
    return (*had.get(one.person.id, ()), *had.get(one.person.name, ()))


def _honours(read: Reader) -> dict[int | str, list[Honour]]:
    """Honours by member; those that name no member by a name that only one member has."""
    names: dict[str, int] = defaultdict(int)
    for row in read.every("member"):
        names[row["name"]] += 1
    found: dict[int | str, list[Honour]] = defaultdict(list)
    for row in read.every("honour"):
        key = row["member_id"] or (row["recipient"] if names.get(row["recipient"]) == 1 else "")
        if key and row["year"] and not row["revoked"]:
            found[key].append(Honour(row["title"], row["year"]))
    return found


def _too_short(name: str, row: Row, day: date, months: int) -> tuple[Finding, ...]:
    """A joining date known in part is read in the member's favour, one that is not known says nothing."""
    if not months or not row["joined_from"]:
        return ()
    joined = date.fromisoformat(row["joined_from"])
    if _months_later(joined, months) <= day:
        return ()
    said = N_("{name} joined on {joined}, less than {months} months ago.")
    return (Finding.of(Severity.BLOCK, said, name=name, joined=joined, months=months),)


def _months_later(day: date, months: int) -> date:
    """So many whole months later; the 31st of a shorter month is its end."""
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)
