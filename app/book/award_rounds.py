"""A year's award rounds: how far each has come, step by step; a new one proposed from the year before; its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.book.book import Book
from app.book.editing import save
from app.book.reader import Reader, Row
from app.domain import awards as rules
from app.domain.award_facts import COLLECTIVE, INDIVIDUAL, is_individual
from app.holidays import working_calendar
from app.i18n import N_

CHOSEN, PROPOSED, NOT_CHOSEN = "入选", "推荐", "未入选"
OUTCOMES = (PROPOSED, CHOSEN, NOT_CHOSEN)

AWARDS, NOTICE, QUOTAS, NOMINEES, TALLY, PUBLICITY, HONOURS = (
    "awards", "notice", "quotas", "nominees", "tally", "publicity", "honours",
)  # fmt: skip
# What goes over from the award of the year before; its days and its decision belong to that year.
_COPIED = (
    "name", "target", "quota", "quota_given", "conditions", "recommend_way", "decide_way", "approver", "base", "ratio",
)  # fmt: skip
_USUAL = (
    {"name": "优秀工会积极分子", "target": INDIVIDUAL, "base": "会员人数"},
    {"name": "优秀工会工作者", "target": INDIVIDUAL, "base": "工会干部人数"},
    {"name": "先进工会小组", "target": COLLECTIVE},
)


class State(StrEnum):
    """How far a step is."""

    TODO = "todo"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a round; ``msgid`` with ``values`` says in a few words how far it is."""

    name: str
    state: State
    msgid: str
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """A round with its awards and steps; ``round_id`` is None for awards that belong to none."""

    round_id: int | None
    title: str
    award_ids: tuple[int, ...]
    steps: tuple[Step, ...]

    @property
    def next(self) -> Step | None:
        """The first step that is not done."""
        return next((step for step in self.steps if step.state is not State.DONE), None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new round as it is proposed: its year and title, and awards as plain columns; ``adopted`` are there already."""

    year: int
    title: str
    awards: tuple[Mapping[str, Any], ...]
    from_year: int | None
    adopted: tuple[str, ...]


def rounds(read: Reader, year: int, day: date) -> tuple[Round, ...]:
    """The rounds of a reporting year as they stand on ``day``, the latest first; with them awards without a round."""
    looking = _Looking(read, year, day)
    made = [row for row in read.every("award_round") if row["year"] == year]
    only = made[0]["id"] if len(made) == 1 else None
    of_round: dict[int | None, list[Row]] = defaultdict(list)
    for row in _awards(read, year):
        of_round[row["round_id"] or only].append(row)
    found = [looking.round(row, of_round[row["id"]]) for row in reversed(made)]
    return (*found, looking.round({}, of_round[None])) if of_round[None] else tuple(found)


def award_names(read: Reader, year: int, *, individual: bool = False) -> dict[int, str]:
    """The awards of a year, or of none, by id; with ``individual`` only those for people."""
    return {
        row["id"]: row["name"]
        for row in _awards(read, year)
        if not individual or is_individual(row["target"], row["name"])
    }


def propose(read: Reader, year: int) -> Proposal:
    """A round for ``year`` with the awards of the latest year that had any, else with the usual ones."""
    there = [row for row in _awards(read, year) if not row["round_id"]]
    named = {row["name"] for row in _awards(read, year)}
    earlier = [row for row in read.every("award") if row["year"] and row["year"] < year]
    latest = max((row["year"] for row in earlier), default=None)
    past: Sequence[Mapping[str, Any]] = [row for row in earlier if row["year"] == latest]
    wanted = past or (() if there else _USUAL)
    awards = tuple({k: one[k] for k in _COPIED if one.get(k)} for one in wanted if one["name"] not in named)
    title = f"{read.union()['name']}{year}年度评优评先"
    return Proposal(year, title, awards, latest, tuple(row["name"] for row in there))


def start(book: Book, year: int, title: str, awards: Sequence[Mapping[str, Any]]) -> int:
    """Make a round with its awards, in one step; awards of the year that belong to no round join it.

    Returns:
        The round's id.

    Raises:
        Invalid: the title is blank.
    """
    loose = [row["id"] for row in _awards(book.read, year) if not row["round_id"] and row["year"] == year]
    with book.step(N_("Start the award round {name}"), name=title[:40]) as writer:
        round_id = save(book, "award_round", None, {"title": title, "year": str(year)})
        for row_id in loose:
            writer.update("award", row_id, {"round_id": round_id})
        writer.insert_many("award", [{**one, "year": year, "round_id": round_id} for one in awards])
    return round_id


def set_outcome(book: Book, ids: Sequence[int], outcome: str) -> None:
    """Give several nominees the same outcome, in one step."""
    with book.step(N_("Set {count} nominees to “{outcome}”"), count=len(ids), outcome=outcome) as writer:
        for row_id in ids:
            writer.update("nominee", row_id, {"outcome": outcome})


def to_honour(read: Reader, award_ids: Sequence[int]) -> tuple[tuple[Row, Row], ...]:
    """The chosen of these awards whom the list of honours does not have yet, each with its award."""
    awards = read.rows("award", list(award_ids))
    known = {(row["year"], row["title"], row["recipient"]) for row in read.every("honour")}
    return tuple(
        (awards[row["award_id"]], row)
        for row in read.every("nominee")
        if row["award_id"] in awards and row["outcome"] == CHOSEN
        and (awards[row["award_id"]]["year"], awards[row["award_id"]]["name"], row["name"]) not in known
    )  # fmt: skip


def honour(book: Book, award_ids: Sequence[int]) -> int:
    """Enter the chosen into the list of honours, in one step. Returns how many were entered."""
    union = book.read.union()["name"]
    numbers = {row["id"]: row["doc_no"] for row in book.read.every("award_round")}
    found = to_honour(book.read, award_ids)
    with book.step(N_("Enter {count} chosen into the honours"), count=len(found)):
        for award, one in found:
            kind = INDIVIDUAL if is_individual(award["target"], award["name"]) else COLLECTIVE
            save(book, "honour", None, {
                "year": str(award["year"] or ""), "happened": award["decided"], "title": award["name"],
                "grantor": union, "recipient": one["name"], "recipient_kind": kind,
                "doc_no": numbers.get(award["round_id"], ""), "member_id": one["member_id"],
                "unit_id": one["unit_id"], "post_then": one["post"],
            })  # fmt: skip
    return len(found)


def _awards(read: Reader, year: int) -> list[Row]:
    return [row for row in read.every("award") if row["year"] in (year, None)]


class _Looking:
    """The tables the steps are read from, each read once."""

    def __init__(self, read: Reader, year: int, day: date) -> None:
        self.read, self.year, self.day = read, year, day
        self.quotas = _by_award(read.every("award_quota"))
        self.nominees = _by_award(read.every("nominee"))
        self.tallies = _by_award(read.every("tally"))

    def round(self, row: Row, awards: Sequence[Row]) -> Round:
        steps = (
            self._awards(awards), self._notice(row), self._quotas(awards), self._nominees(awards),
            self._tally(awards), self._publicity(row), self._honours(awards),
        )  # fmt: skip
        return Round(row.get("id"), row.get("title", ""), tuple(one["id"] for one in awards), steps)

    def _awards(self, awards: Sequence[Row]) -> Step:
        if not awards:
            return Step(AWARDS, State.TODO, N_("no awards yet"))
        open_ = sum(one["quota"] is None for one in awards)
        if open_:
            return _step(AWARDS, State.BEGUN, N_("{count} without a number"), count=open_)
        places = sum(one["quota"] for one in awards)
        return _step(AWARDS, State.DONE, N_("{count} awards, {places} places"), count=len(awards), places=places)

    def _notice(self, row: Row) -> Step:
        if row.get("doc_no"):
            return Step(NOTICE, State.DONE, N_("number given"))
        return Step(NOTICE, State.TODO, N_("no number yet"))

    def _quotas(self, awards: Sequence[Row]) -> Step:
        """Places are shared out among units where people are proposed; awards for units have no shares."""
        people = [one for one in awards if is_individual(one["target"], one["name"])]
        set_ = [one for one in people if self.quotas[one["id"]]]
        if awards and not people:
            return Step(QUOTAS, State.DONE, N_("not needed"))
        off = sum(_shared(self.quotas[one["id"]]) != one["quota"] for one in set_)
        if off:
            return _step(QUOTAS, State.BEGUN, N_("{count} do not add up"), count=off)
        return _part(QUOTAS, N_("{done} of {count} shared out"), len(set_), len(people))

    def _nominees(self, awards: Sequence[Row]) -> Step:
        found = [len(self.nominees[one["id"]]) for one in awards]
        missing = found.count(0)
        if not sum(found):
            return Step(NOMINEES, State.TODO, N_("nobody yet"))
        if missing:
            said = N_("{number} proposed, {count} awards have none")
            return _step(NOMINEES, State.BEGUN, said, number=sum(found), count=missing)
        return _step(NOMINEES, State.DONE, N_("{number} proposed"), number=sum(found))

    def _tally(self, awards: Sequence[Row]) -> Step:
        """An award is settled with its tally, or where every nominee has got an outcome without one."""
        done = sum(bool(self.tallies[one["id"]]) or self._is_decided(one["id"]) for one in awards)
        return _part(TALLY, N_("{done} of {count} counted"), done, len(awards))

    def _is_decided(self, award_id: int) -> bool:
        found = self.nominees[award_id]
        return bool(found) and all(one["outcome"] in (CHOSEN, NOT_CHOSEN) for one in found)

    def _publicity(self, row: Row) -> Step:
        missing = _publicity_blank(row, self.day)
        if missing == "publicity_from":
            return Step(PUBLICITY, State.TODO, N_("no day set"))
        if missing:
            return Step(PUBLICITY, State.BEGUN, N_("over: note objections"))
        if row["objections"]:
            return Step(PUBLICITY, State.DONE, N_("publicity over"))
        first = date.fromisoformat(row["publicity_from_from"])
        last = _publicity_end(first, row["publicity_days"] or 0)
        if self.day < first:
            return _step(PUBLICITY, State.BEGUN, N_("from {month}/{day}"), month=first.month, day=first.day)
        if last is None:
            return _step(PUBLICITY, State.BEGUN, N_("since {month}/{day}"), month=first.month, day=first.day)
        return _step(PUBLICITY, State.BEGUN, N_("until {month}/{day}"), month=last.month, day=last.day)

    def _honours(self, awards: Sequence[Row]) -> Step:
        ids = [one["id"] for one in awards]
        chosen = sum(one["outcome"] == CHOSEN for award_id in ids for one in self.nominees[award_id])
        if not chosen:
            return Step(HONOURS, State.TODO, N_("nobody chosen yet"))
        left = len(to_honour(self.read, ids))
        if left:
            return _step(HONOURS, State.BEGUN, N_("{count} chosen to enter"), count=left)
        return _step(HONOURS, State.DONE, N_("{count} entered"), count=chosen)


def publicity_blank(read: Reader, round_id: int, day: date) -> str:
    """The field of a round that is to be filled in next for its publicity; "" where nothing is missing on ``day``."""
    return _publicity_blank(read.row("award_round", round_id), day)


def _publicity_blank(row: Row, day: date) -> str:
    if not row.get("publicity_from_from"):
        return "publicity_from"
    last = _publicity_end(date.fromisoformat(row["publicity_from_from"]), row["publicity_days"] or 0)
    return "objections" if last is not None and day > last and not row["objections"] else ""


def _publicity_end(first: date, days: int) -> date | None:
    """The last day of publicity; None where the year's holidays are not known or it has no number of days."""
    if days < 1:
        return None
    table = working_calendar()
    last = rules.publicity_end(first, days, table.off, table.work)
    return last if table.knows(first, last) else None


def _shared(rows: Sequence[Row]) -> int:
    return sum((row["allotted"] or 0) + (row["adjusted"] or 0) for row in rows)


def _part(name: str, msgid: str, done: int, count: int) -> Step:
    state = State.DONE if done == count and count else State.BEGUN if done else State.TODO
    return _step(name, state, msgid, done=done, count=count)


def _step(name: str, state: State, msgid: str, **values: object) -> Step:
    return Step(name, state, msgid, tuple(values.items()))


def _by_award(rows: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["award_id"]].append(row)
    return found
