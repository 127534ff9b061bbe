"""Putting several members at once on an activity's list, on an award's list of nominees, or into a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.book import gift_people
from app.book.book import Book
from app.book.editing import save
from app.book.gift_people import CHUNK, Person
from app.book.reader import Reader
from app.domain import awards
from app.domain.awards import Candidate, Conditions
from app.domain.finding import Finding
from app.domain.listing import Condition, Listing
from app.domain.membership import Period
from app.i18n import N_

# An award whose name says so is for those who hold a union post, or for those who hold none.
_FOR_MEMBERS, _FOR_CADRES = ("积极分子",), ("工会工作者", "工会干部", "工会主席")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One member about to be nominated, with what the award's rules say of her."""

    person: Person
    findings: tuple[Finding, ...]
    already: bool


def participants(read: Reader, activity_id: int) -> dict[int, int]:
    """The members on an activity's list: their ids and those of their rows."""
    rows = read.parts("participant", "activity_id", activity_id)
    return {row["member_id"]: row["id"] for row in rows if row["member_id"]}


def join(book: Book, activity: int | Mapping[str, str], ids: Iterable[int], *, role: str = "",
         placings: Mapping[int, str] | None = None) -> tuple[int, int]:  # fmt: skip
    """Put members on the list of an activity, in one step; ``placings`` are 名次 by member.

    ``activity`` is an activity's id, or what was typed for a new one, whose 人数 and 人次 are then counted from the
    list. Whoever is on the list already is not put there again, but gets the placing typed now. Returns the
    activity's id and how many were added.

    Raises:
        Invalid: the new activity cannot be kept as it is typed.
    """
    people = gift_people.people(book.read, ids)
    placed = {row_id: text.strip() for row_id, text in (placings or {}).items() if text.strip()}
    known = {} if isinstance(activity, Mapping) else participants(book.read, activity)
    new = [one for one in people.values() if one.id not in known]
    title = (
        str(activity["title"]) if isinstance(activity, Mapping) else str(book.read.row("activity", activity)["title"])
    )
    with book.step(N_("Put {count} people on the list of {name}"), count=len(new), name=title) as writer:
        if isinstance(activity, Mapping):
            number = str(len(new))
            activity = save(book, "activity", None, {"persons": number, "person_times": number, **activity})
        rows = [
            {"activity_id": activity, "name": one.name, "member_id": one.id, "role": role,
             "placing": placed.get(one.id, "")} for one in new
        ]  # fmt: skip
        for start in range(0, len(rows), CHUNK):
            writer.insert_many("participant", rows[start : start + CHUNK])
        for member_id, row_id in known.items():
            if member_id in people and member_id in placed:
                writer.update("participant", row_id, {"placing": placed[member_id]})
    return activity, len(new)


def propose(read: Reader, award_id: int, ids: Iterable[int], day: date) -> tuple[Proposed, ...]:
    """What nominating these members for an award would meet with; a finding is advice, never a refusal."""
    award = read.row("award", award_id)
    people = gift_people.people(read, ids)
    named = set(people)
    cadres = {row["member_id"] for row in read.every("officer") if _holds(row["term_to_to"], day)}
    posts = {i for i, row in read.rows("member", list(named), ("union_post",)).items() if row["union_post"].strip()}
    others, there = _nominated(read, award, named)
    asked = Conditions(
        award["name"], day, no_cadres=_says(award["name"], _FOR_MEMBERS),
        cadres_only=_says(award["name"], _FOR_CADRES), one_award_each=True,
    )  # fmt: skip
    return tuple(
        Proposed(one, awards.check(_candidate(one, cadres | posts, others.get(one.id, ())), asked), one.id in there)
        for one in people.values()
    )


def nominate(book: Book, award_id: int, ids: Iterable[int]) -> int:
    """Put members on the list of nominees of an award, in one step; nobody twice. Returns how many were added."""
    people = gift_people.people(book.read, ids)
    award = book.read.row("award", award_id)
    _, there = _nominated(book.read, award, set(people))
    new = [one for one in people.values() if one.id not in there]
    rows = book.read.rows("member", [one.id for one in new], ("post",))
    with book.step(N_("Nominate {count} people for {name}"), count=len(new), name=award["name"]) as writer:
        writer.insert_many("nominee", [
            {"award_id": award_id, "name": one.name, "member_id": one.id, "unit_id": one.unit_id,
             "post": rows[one.id]["post"]} for one in new
        ])  # fmt: skip
    return len(new)


def move(book: Book, ids: Sequence[int], unit_id: int) -> int:
    """Let members belong to another unit from now on, in one step. Returns how many did not belong to it before."""
    before = book.read.rows("member", list(ids), ("unit_id",))
    going = [row_id for row_id in dict.fromkeys(ids) if row_id in before and before[row_id]["unit_id"] != unit_id]
    name = book.read.captions("unit", [unit_id])[unit_id].rpartition("/")[2]
    with book.step(N_("Move {count} members to {name}"), count=len(going), name=name) as writer:
        for row_id in going:
            writer.update("member", row_id, {"unit_id": unit_id})
    return len(going)


def individual_awards(read: Reader, year: int) -> dict[int, str]:
    """The awards of a year, or of none, that are for people: their names by id."""
    rows = (row for row in read.every("award") if row["year"] in (year, None) and row["target"] != "集体")
    return {row["id"]: row["name"] for row in rows}


def _nominated(read: Reader, award: Mapping[str, object], ids: set[int]) -> tuple[dict[int, tuple[str, ...]], set[int]]:
    """For which other awards of the year each is proposed, and who is for this one."""
    listing = Listing("nominee", conditions=(Condition("member_id", "filled"),))
    rows = [row for row in read.rows("nominee", read.ids(listing)).values() if row["member_id"] in ids]
    known = {row["id"]: row for row in read.every("award")}
    others: dict[int, tuple[str, ...]] = {}
    for row in rows:
        other = known[row["award_id"]]
        if other["id"] != award["id"] and other["year"] == award["year"]:
            others[row["member_id"]] = (*others.get(row["member_id"], ()), other["name"])
    return others, {row["member_id"] for row in rows if row["award_id"] == award["id"]}


def _candidate(one: Person, cadres: set[int | None], others: tuple[str, ...]) -> Candidate:
    periods = () if one.gone else (Period(),)
    return Candidate(one.name, periods, one.id in cadres, also_proposed_for=others)


def _holds(last_day: str | None, day: date) -> bool:
    return not last_day or last_day >= day.isoformat()


def _says(name: str, words: tuple[str, ...]) -> bool:
    return any(word in name for word in words)
