"""What the papers of an award need to know: plain frozen facts between the book and the forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain import tally
from app.domain.errors import Problem

INDIVIDUAL = "个人"
COLLECTIVE = "集体"

_GROUP_WORDS = ("集体", "小组", "之家", "小家", "先进工会", "模范工会", "班组", "单位", "先锋号", "奖状", "示范岗")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person proposed; every field is text as it is printed, "" where it is not known.

    ``honours`` are lines, those the clerk wrote first, then those the honours ledger adds. ``due``, ``present``
    and ``votes`` are numbers of people as digits. ``place`` is ``unit`` without the union that all belong to.
    ``photo`` is a picture file's bytes; ``chosen`` says whether the person is to be honoured, as far as is known.
    """

    name: str = ""
    gender: str = ""
    born: str = ""
    ethnic: str = ""
    political: str = ""
    education: str = ""
    working_since: str = ""
    joined: str = ""
    unit: str = ""
    post: str = ""
    union_post: str = ""
    union_years: str = ""
    phone: str = ""
    resume: str = ""
    honours: tuple[str, ...] = ()
    story: str = ""
    due: str = ""
    present: str = ""
    votes: str = ""
    opinion: str = ""
    outcome: str = ""
    remark: str = ""
    id_no: str = ""
    skill: str = ""
    migrant: str = ""
    kind: str = ""
    place: str = ""
    photo: bytes = field(default=b"", repr=False)
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One union or group proposed; texts as they are printed, "" where not known.

    ``place`` is where a group belongs (the employer of a team), "" for what stands right under the union.
    """

    name: str = ""
    kind: str = ""
    head: str = ""
    phone: str = ""
    founded: str = ""
    term_no: str = ""
    workers: str = ""
    members: str = ""
    women: str = ""
    joined_percent: str = ""
    groups: str = ""
    cadres: str = ""
    own_score: str = ""
    honours: tuple[str, ...] = ()
    story: str = ""
    due: str = ""
    present: str = ""
    votes: str = ""
    opinion: str = ""
    outcome: str = ""
    remark: str = ""
    place: str = ""
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One line of the allotment: texts for printing, "" where nothing is known and space is left to write."""

    place: str
    members: str = ""
    cadres: str = ""
    ratio: str = ""
    quotient: str = ""
    remainder: str = ""
    allotted: str = ""
    adjusted: str = ""
    final: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """The allotment of one award: its lines, their sums and in words how it was worked out.

    ``agrees`` says in words whether the sum is the award's number; ``computed`` says that this program worked it
    out, and that the clerk has not set it yet.
    """

    rows: tuple[QuotaRow, ...] = ()
    members: str = ""
    cadres: str = ""
    allotted: str = ""
    adjusted: str = ""
    final: str = ""
    method: str = ""
    agrees: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One name on the ballot."""

    name: str
    place: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class TallyLine:
    """One candidate's votes as entered; None where nothing was."""

    name: str
    yes: int | None = None
    no: int | None = None
    abstained: int | None = None
    written_in: bool = False


@dataclass(frozen=True, slots=True)
class TallyFacts:
    """One vote counted: the numbers by their names in ``tally.COUNTS``, who counted, and each candidate's votes."""

    held: str = ""
    numbers: Mapping[str, int | None] = field(default_factory=dict)
    chief: str = ""
    scrutineers: str = ""
    counters: str = ""
    caller: str = ""
    lines: tuple[TallyLine, ...] = ()

    def problems(self, seats: int | None = None) -> tuple[Problem, ...]:
        """What does not agree in it."""
        votes = [(line.name, line.yes, line.no, line.abstained, line.written_in) for line in self.lines]
        return tally.check_known(self.numbers, votes, seats)

    def result(self, seats: int | None) -> tally.TallyResult | None:
        """Who has passed; None where the numbers do not agree or something needed is not known."""
        due, present = self.numbers.get("due"), self.numbers.get("present")
        if due is None or present is None or seats is None or not self.lines or self.problems(seats):
            return None
        if any(line.yes is None for line in self.lines):
            return None
        count = tally.BallotCount(due, present, *((self.numbers.get(name) or 0) for name in tally.COUNTS[2:]))
        votes = [tally.Votes(x.name, x.yes or 0, x.no or 0, x.abstained or 0, x.written_in) for x in self.lines]
        return tally.result(count, votes, tally.PassRule(seats))


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One round of awards, days as printed; the last day of publicity only where its working days are known.

    ``label`` tells it from the year's other rounds in the names of files; "" where it is the only one.
    """

    round_id: int = 0
    title: str = ""
    doc_no: str = ""
    notice: str = ""
    publicity_from: str = ""
    publicity_to: str = ""
    publicity_days: str = ""
    objections: str = ""
    contact: str = ""
    contact_phone: str = ""
    address: str = ""
    label: str = ""

    @property
    def objected(self) -> bool:
        """Whether something was said against the names; 无, 无异议 and 未收到异议 say that nothing was."""
        said = self.objections.strip()
        return bool(said) and not said.startswith(("无", "未", "没有", "0"))


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """One award of one year with all who are proposed for it.

    ``individual`` says whether people are proposed (表A) or unions and groups (表B). Days are printed texts.
    People and groups stand as the ``candidates`` do, by the strokes of their names; ``seats`` is the quota as a
    number. ``granted`` is the day or month under a certificate; ``namesake`` says that another round of the year
    has an award of the same name.
    """

    award_id: int
    year: int
    name: str
    individual: bool
    quota: str = ""
    conditions: str = ""
    recommend_way: str = ""
    decide_way: str = ""
    recommend_by: str = ""
    decided: str = ""
    approver: str = ""
    remark: str = ""
    union: str = ""
    seal: str = ""
    superior: str = ""
    seats: int | None = None
    round: RoundFacts = RoundFacts()
    quotas: QuotaFacts = QuotaFacts()
    people: tuple[PersonFacts, ...] = ()
    groups: tuple[GroupFacts, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    tallies: tuple[TallyFacts, ...] = ()
    granted: str = ""
    namesake: bool = False


_TURNED_DOWN = re.compile(r"不|未|落选|淘汰|取消|撤|退出|否")


def is_chosen(outcome: str) -> bool | None:
    """What a nominee's outcome says: chosen, turned down, or (where it is blank) nothing."""
    return not _TURNED_DOWN.search(outcome) if outcome.strip() else None


def is_individual(target: str, name: str) -> bool:
    """Whether an award is for people: as its 对象 says, else as its name sounds; in doubt for people."""
    if INDIVIDUAL in target or COLLECTIVE in target:
        return INDIVIDUAL in target
    return not any(word in name for word in _GROUP_WORDS) or name.endswith(("长", "者", "分子", "之友"))
