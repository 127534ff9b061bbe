"""Ballots counted: whether the numbers agree, who has passed, and who is level with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from app.domain.errors import Problem
from app.domain.finding import Finding, Severity
from app.i18n import N_


class Base(StrEnum):
    """What the passing share is counted on: those entitled to vote, or those present."""

    DUE = "due"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class BallotCount:
    """The ballots of one vote: 应到, 实到, 发出, 收回, 有效, 废票."""

    due: int
    present: int
    issued: int
    returned: int
    valid: int
    invalid: int


@dataclass(frozen=True, slots=True)
class Votes:
    """One candidate's votes; one written in has no ``no`` and no ``abstained``."""

    name: str
    yes: int
    no: int = 0
    abstained: int = 0
    written_in: bool = False


@dataclass(frozen=True, slots=True)
class PassRule:
    """Who passes: more than ``share`` of ``base``, ``seats`` of them at most.

    ``quorum`` is of those entitled; ``at_least`` lets the share itself pass. Two thirds present and more than
    half of the votes is the usual rule of union elections, not held against its paper
    (《工会基层组织选举工作条例》), so all of it may be changed.
    """

    seats: int
    base: Base = Base.DUE
    share: Fraction = Fraction(1, 2)
    at_least: bool = False
    quorum: Fraction = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate's place; ``rank`` is shared by equals (1, 2, 2, 4) and ``rate`` is of the rule's base."""

    votes: Votes
    rank: int
    rate: Fraction
    enough: bool
    chosen: bool
    level: bool


@dataclass(frozen=True, slots=True)
class TallyResult:
    """The candidates by rank, and what the clerk has to know about the result."""

    rows: tuple[Ranked, ...]
    findings: tuple[Finding, ...]


def check(count: BallotCount, votes: Sequence[Votes] = (), seats: int | None = None) -> tuple[Problem, ...]:
    """What does not agree: present ≤ due, issued ≤ present, returned ≤ issued, valid + invalid = returned."""
    problems = [Problem.of(name, number, _BELOW_ZERO) for name, number in _numbers(count) if number < 0]
    problems += [
        Problem.of(name, getattr(count, name), msgid, more=getattr(count, name), less=getattr(count, other))
        for name, other, msgid in _NOT_ABOVE
        if getattr(count, name) > getattr(count, other)
    ]
    if count.valid + count.invalid != count.returned:
        problems.append(
            Problem.of(
                "valid",
                count.valid,
                N_("{valid} valid and {invalid} invalid ballots do not make {returned} returned. Count again."),
                valid=count.valid,
                invalid=count.invalid,
                returned=count.returned,
            )
        )
    return (
        *problems,
        *(problem for one in votes for problem in _check_votes(one, count)),
        *_check_sum(votes, count, seats),
    )


def quorate(count: BallotCount, quorum: Fraction = Fraction(2, 3)) -> bool:
    """Whether enough of those entitled are present."""
    return count.due > 0 and count.present >= quorum * count.due


def result(count: BallotCount, votes: Sequence[Votes], rule: PassRule) -> TallyResult:
    """Rank the candidates and say who is chosen.

    Those with enough votes are chosen from the top down. Where equals stand across the last seat none of
    them is chosen: they need another vote, and a finding says so.
    """
    base = count.due if rule.base is Base.DUE else count.present
    order = sorted(votes, key=lambda one: -one.yes)
    enough = [one for one in order if _enough(one.yes, base, rule)]
    cut = _cut(enough, rule.seats)
    level = Counter(one.yes for one in order)
    rows = tuple(
        Ranked(
            one,
            1 + sum(other.yes > one.yes for other in order),
            Fraction(one.yes, base) if base else Fraction(0),
            one in enough,
            one in enough and (cut is None or one.yes > cut),
            level[one.yes] > 1,
        )
        for one in order
    )
    return TallyResult(rows, _findings(count, rule, rows, cut))


def check_known(
    numbers: Mapping[str, int | None],
    votes: Sequence[tuple[str, int | None, int | None, int | None, bool]] = (),
    seats: int | None = None,
) -> tuple[Problem, ...]:
    """What does not agree among the numbers a clerk has entered; what is not known (None) is not held against any.

    Args:
        numbers: the counts by their names in ``BallotCount``.
        votes: of each candidate the name, the votes for, against and abstained, and whether it was written in.
        seats: how many names a ballot may carry.
    """
    known = {name: number for name in COUNTS if (number := numbers.get(name)) is not None}
    if len(known) == len(COUNTS):
        count = BallotCount(**known)
        whole = [
            Votes(n, y, no or 0, ab or 0, w) for n, y, no, ab, w in votes if y is not None and (w or no is not None)
        ]
        return check(count, whole, seats)
    below = [Problem.of(name, number, _BELOW_ZERO) for name, number in known.items() if number < 0]
    chain = [(name, known[name]) for name in _CHAIN if name in known]
    return (*below, *(_not_above(*pair) for pair in pairwise(chain) if pair[1][1] > pair[0][1]))


def _not_above(outer: tuple[str, int], inner: tuple[str, int]) -> Problem:
    said = next((msgid for name, other, msgid in _NOT_ABOVE if (name, other) == (inner[0], outer[0])), None)
    if said:
        return Problem.of(inner[0], inner[1], said, more=inner[1], less=outer[1])
    return Problem.of(
        inner[0],
        inner[1],
        N_("{name} ({more}) cannot be more than {other} ({less}). Correct one of them."),
        name=LABELS[inner[0]], more=inner[1], other=LABELS[outer[0]], less=outer[1],
    )  # fmt: skip


COUNTS = ("due", "present", "issued", "returned", "valid", "invalid")
LABELS = {
    "due": N_("Entitled to vote"), "present": N_("Present"), "issued": N_("Ballots issued"),
    "returned": N_("Ballots returned"), "valid": N_("Valid ballots"), "invalid": N_("Invalid ballots"),
}  # fmt: skip
_CHAIN = ("due", "present", "issued", "returned", "valid")
_BELOW_ZERO = N_("A number of people or ballots cannot be below zero.")
_NOT_ABOVE = (
    ("present", "due", N_("{more} present are more than the {less} entitled to vote. Correct one of them.")),
    ("issued", "present", N_("{more} ballots issued are more than the {less} present. Correct one of them.")),
    ("returned", "issued", N_("{more} ballots returned are more than the {less} issued: void. Vote again.")),
)


def _numbers(count: BallotCount) -> tuple[tuple[str, int], ...]:
    return tuple((name, getattr(count, name)) for name in BallotCount.__dataclass_fields__)


def _check_votes(one: Votes, count: BallotCount) -> tuple[Problem, ...]:
    given = one.yes + one.no + one.abstained
    if min(one.yes, one.no, one.abstained) < 0:
        return (Problem.of(one.name, given, _BELOW_ZERO),)
    # Nobody has to write a name in, so only a candidate on the ballot must account for every valid one.
    if one.written_in and given <= count.valid:
        return ()
    if given != count.valid:
        return (
            Problem.of(
                one.name,
                given,
                N_(
                    "The votes for, against and abstained of {name} come to {given}, not to the "
                    "{valid} valid ballots. Count again."
                ),
                name=one.name,
                given=given,
                valid=count.valid,
            ),
        )
    return ()


def _check_sum(votes: Sequence[Votes], count: BallotCount, seats: int | None) -> tuple[Problem, ...]:
    yes = sum(one.yes for one in votes)
    if seats is None or yes <= seats * count.valid:
        return ()
    return (
        Problem.of(
            "votes",
            yes,
            N_("{yes} votes are more than {valid} ballots with {seats} names each can hold. Count again."),
            yes=yes,
            valid=count.valid,
            seats=seats,
        ),
    )


def _enough(yes: int, base: int, rule: PassRule) -> bool:
    needed = rule.share * base
    return yes > 0 and (yes >= needed if rule.at_least else yes > needed)


def _cut(enough: Sequence[Votes], seats: int) -> int | None:
    """The number of votes one must have more than to be chosen; None where all with enough find a seat."""
    if len(enough) <= seats:
        return None
    return enough[seats].yes


def _findings(count: BallotCount, rule: PassRule, rows: Sequence[Ranked], cut: int | None) -> tuple[Finding, ...]:
    findings = []
    if not quorate(count, rule.quorum):
        findings.append(
            Finding.of(
                Severity.BLOCK,
                N_("{present} of {due} are present, fewer than the {quorum} needed. The vote does not count."),
                present=count.present,
                due=count.due,
                quorum=str(rule.quorum),
            )
        )
    chosen = sum(row.chosen for row in rows)
    level = [row.votes.name for row in rows if row.enough and row.votes.yes == cut]
    if cut is not None and chosen < rule.seats:
        findings.append(
            Finding.of(
                Severity.WARN,
                N_("{names} are level with {yes} votes for {seats} seats. Vote again among them."),
                names="、".join(level),
                yes=cut,
                seats=rule.seats - chosen,
            )
        )
    elif cut is None and chosen < rule.seats:
        findings.append(
            Finding.of(
                Severity.NOTE,
                N_("{chosen} have enough votes for {seats} seats; {empty} stay empty."),
                chosen=chosen,
                seats=rule.seats,
                empty=rule.seats - chosen,
            )
        )
    return tuple(findings)
