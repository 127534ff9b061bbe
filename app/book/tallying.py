"""The votes on one award: ballots and candidates as they are typed, held against one another, and who passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.book.award_rounds import CHOSEN, NOT_CHOSEN
from app.book.book import Book
from app.book.reader import Reader, Row
from app.domain import reading, tally
from app.domain.errors import Invalid, Problem
from app.domain.records import BY_TABLE
from app.domain.tally import COUNTS, Base, PassRule, TallyResult, Votes
from app.i18n import N_
from app.resources import strokes

_OF_MEETING = ("due", "present")
PEOPLE = ("chief_scrutineer", "scrutineers", "counters", "caller")


class Passing(StrEnum):
    """Who passes: more than half of those entitled, of those present, or simply the first by votes."""

    HALF_OF_DUE = "due"
    HALF_OF_PRESENT = "present"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of the tally; a number left blank is None, ``nominee_id`` None for a name written in.

    ``filled`` are those of the votes against that nobody typed: they are the rest of the ballots.
    """

    name: str
    nominee_id: int | None = None
    unit: str = ""
    written_in: bool = False
    yes: int | None = None
    no: int | None = None
    abstained: int | None = None
    filled: int = 0

    @property
    def given(self) -> int:
        """The ballots accounted for so far."""
        return (self.yes or 0) + (self.no or 0) + (self.abstained or 0)


@dataclass(frozen=True, slots=True)
class Draft:
    """The tally of one award as it is typed; ``counts`` and ``people`` hold what is given, by field.

    ``like`` names the award whose tally, of the same round, the meeting is taken over from.
    """

    award_id: int
    award: str
    seats: int
    tally_id: int | None = None
    held: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    passing: Passing = Passing.HALF_OF_DUE
    like: str = ""


def load(read: Reader, award_id: int) -> Draft:
    """The award's latest tally; where it has none, a blank one with its nominees in their order."""
    award = read.row("award", award_id)
    nominees = read.parts("nominee", "award_id", award_id)
    tallies = read.parts("tally", "award_id", award_id)
    paths = read.captions("unit", [row["unit_id"] for row in nominees if row["unit_id"]])
    seats = award["quota"] or len(nominees)
    draft = Draft(award_id, award["name"], seats)
    if not tallies:
        draft = _same_meeting(read, draft, award)
        return replace(draft, counts={**draft.counts, **_of_nominees(nominees)}, candidates=_named(nominees, {}, paths))
    kept = max(tallies, key=_number)
    lines = {row["name"]: row for row in read.parts("tally_line", "tally_id", kept["id"])}
    named = _named(nominees, lines, paths)
    others = [_other(row) for row in lines.values()]
    return replace(
        draft, tally_id=kept["id"], held=kept["held"], counts=_given(kept, COUNTS),
        people={name: kept[name] for name in PEOPLE}, candidates=(*named, *others),
    )  # fmt: skip


def problems(draft: Draft) -> tuple[Problem, ...]:
    """What of the ballots does not agree so far; what is blank is held against nothing."""
    return tally.check_known(draft.counts)


def row_left(draft: Draft, candidate: Candidate) -> int | None:
    """How many valid ballots a candidate's votes leave open (below zero: too many); None where that is not known.

    Nobody has to write a name in, so of a name written in only too many votes are told.
    """
    valid = draft.counts.get("valid")
    if valid is None or candidate.yes is None:
        return None
    left = valid - candidate.given
    return None if candidate.written_in and left >= 0 else left


def filled_up(draft: Draft, candidate: Candidate) -> Candidate:
    """The candidate with the ballots that are left counted as votes against, worked out anew at each time."""
    no = (candidate.no or 0) - candidate.filled
    typed = replace(candidate, no=no, filled=0) if candidate.filled else candidate
    left = row_left(draft, typed)
    return typed if not left or left < 0 else replace(typed, no=no + left, filled=left)


def why_not_filled_up(draft: Draft) -> str:
    """Why the rest of the ballots cannot be counted yet, as a msgid; "" where it can."""
    if problems(draft):
        return N_("First put the numbers marked red right.")
    return "" if "valid" in draft.counts else N_("First type how many ballots are valid.")


def off(draft: Draft) -> int:
    """Of how many candidates the votes do not come to the valid ballots."""
    return sum(bool(row_left(draft, one)) for one in draft.candidates)


def result(draft: Draft) -> TallyResult | None:
    """Who passes; None as long as a number is missing or does not agree."""
    if set(draft.counts) != set(COUNTS) or problems(draft) or not draft.candidates:
        return None
    if any(one.yes is None or (row_left(draft, one) or 0) for one in draft.candidates):
        return None
    return tally.result(tally.BallotCount(**draft.counts), votes(draft), rule(draft))


def votes(draft: Draft) -> tuple[Votes, ...]:
    """The candidates' votes, in their order."""
    return tuple(
        Votes(one.name, one.yes or 0, one.no or 0, one.abstained or 0, one.written_in) for one in draft.candidates
    )


def rule(draft: Draft) -> PassRule:
    """The rule chosen; “the first by votes” asks for one vote at least."""
    base = Base.PRESENT if draft.passing is Passing.HALF_OF_PRESENT else Base.DUE
    share = Fraction(0) if draft.passing is Passing.FIRST else Fraction(1, 2)
    return PassRule(draft.seats, base, share)


def needed(draft: Draft) -> int | None:
    """How many votes pass; None where the number they are counted on is not known."""
    base = draft.counts.get("present" if draft.passing is Passing.HALF_OF_PRESENT else "due")
    if draft.passing is Passing.FIRST:
        return 1
    return None if base is None else base // 2 + 1


def keep(book: Book, draft: Draft, *, outcome: bool) -> int:
    """Keep the tally, with ``outcome`` also votes and outcome of every nominee, in one step. Returns the tally's id.

    A name written in that passes becomes a nominee, since the award is hers.

    Raises:
        Invalid: the day cannot be read, or there is no result to write yet.
    """
    found = result(draft) if outcome else None
    if outcome and found is None:
        raise Invalid((Problem.of("valid", "", N_("There is no result yet: a number is missing or does not agree.")),))
    context = book.read.context(book.read.row("award", draft.award_id)["year"])
    columns = reading.read(BY_TABLE["tally"].field("held"), draft.held, context)
    columns |= {name: draft.counts.get(name) for name in COUNTS}
    columns |= {name: draft.people.get(name, "") for name in PEOPLE}
    with book.step(N_("Count the votes for {name}"), name=draft.award) as writer:
        if draft.tally_id is None:
            tally_id = writer.insert("tally", {"award_id": draft.award_id, **columns})
        else:
            tally_id = draft.tally_id
            writer.update("tally", tally_id, columns)
        _keep_lines(book, writer, tally_id, draft.candidates)
        if found is not None:
            _keep_outcome(book, writer, draft, {row.votes.name for row in found.rows if row.chosen})
    return tally_id


def _keep_lines(book: Book, writer: Any, tally_id: int, candidates: Sequence[Candidate]) -> None:
    """Lines that stay as they are are not written again; those of nobody any more go."""
    kept = {row["name"]: row["id"] for row in book.read.parts("tally_line", "tally_id", tally_id)}
    for one in candidates:
        columns = {"written_in": int(one.written_in), "yes": one.yes, "no": one.no, "abstained": one.abstained}
        if one.name in kept:
            writer.update("tally_line", kept.pop(one.name), columns)
        else:
            writer.insert("tally_line", {"tally_id": tally_id, "name": one.name, **columns})
    for row_id in kept.values():
        writer.delete("tally_line", row_id)


def _keep_outcome(book: Book, writer: Any, draft: Draft, chosen: set[str]) -> None:
    there = {"due": draft.counts["due"], "present": draft.counts["present"]}
    for one in draft.candidates:
        columns = {**there, "votes": one.yes, "outcome": CHOSEN if one.name in chosen else NOT_CHOSEN}
        if one.nominee_id is not None:
            writer.update("nominee", one.nominee_id, columns)
        elif one.name in chosen:
            writer.insert("nominee", {"award_id": draft.award_id, "name": one.name, **_member(book, one), **columns})


def _member(book: Book, one: Candidate) -> dict[str, int | None]:
    """The member of that name, where there is just one."""
    found = [row for row in book.read.every("member") if row["name"] == one.name]
    return {"member_id": found[0]["id"], "unit_id": found[0]["unit_id"]} if len(found) == 1 else {}


def _same_meeting(read: Reader, draft: Draft, award: Row) -> Draft:
    """The day, the people and those entitled and present, as at the latest count of the same round."""
    names = {
        row["id"]: row["name"] for row in read.every("award")
        if award["round_id"] and row["round_id"] == award["round_id"] and row["year"] == award["year"]
    }  # fmt: skip
    counted = [row for row in read.every("tally") if row["award_id"] in names]
    if not counted:
        return draft
    kept = max(counted, key=_number)
    return replace(
        draft, held=kept["held"], counts=_given(kept, _OF_MEETING), people={name: kept[name] for name in PEOPLE},
        like=names[kept["award_id"]],
    )  # fmt: skip


def _of_nominees(nominees: Sequence[Row]) -> dict[str, int]:
    """Entitled and present, where every nominee's record says the same."""
    alike = {name: {row[name] for row in nominees} for name in ("due", "present")}
    return {name: found.copy().pop() for name, found in alike.items() if len(found) == 1 and None not in found}


def _named(nominees: Sequence[Row], lines: dict[str, Row], paths: dict[int, str]) -> tuple[Candidate, ...]:
    """The nominees as they stand on the ballot, by the strokes of their names, with what their lines say.

    Those lines are taken out; namesakes are told apart by their unit or a number.
    """
    often, order = Counter(row["name"] for row in nominees), strokes()
    found: dict[str, Candidate] = {}
    for row in sorted(nominees, key=lambda one: order.key(one["name"])):
        unit = paths.get(row["unit_id"], "").rpartition("/")[2]
        name = row["name"] if often[row["name"]] == 1 else f"{row['name']}（{unit}）"
        name = name if name not in found else f"{row['name']}（{len(found) + 1}）"
        line = lines.pop(name, {})
        yes, no, abstained = (line.get(part) for part in ("yes", "no", "abstained"))
        found[name] = Candidate(name, row["id"], unit, yes=yes, no=no, abstained=abstained)
    return tuple(found.values())


def _other(line: Row) -> Candidate:
    return Candidate(line["name"], None, "", True, line["yes"], line["no"], line["abstained"])


def _given(row: Row, names: Sequence[str]) -> dict[str, int]:
    return {name: row[name] for name in names if row[name] is not None}


def _number(row: Row) -> int:
    return int(row["id"])
