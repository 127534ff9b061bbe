"""What the papers of an award need to know: plain frozen facts between the book and the forms."""

from __future__ import annotations

from dataclasses import dataclass

INDIVIDUAL = "个人"
COLLECTIVE = "集体"

_GROUP_WORDS = ("集体", "小组", "之家", "小家", "先进工会", "模范工会", "班组", "单位", "先锋号", "奖状", "示范岗")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person proposed; every field is text as it is printed, "" where it is not known.

    ``honours`` are lines, those the clerk wrote first, then those the honours ledger adds. ``due``, ``present``
    and ``votes`` are numbers of people as digits.
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


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One union or group proposed; texts as they are printed, "" where not known."""

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
    remark: str = ""


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One line of the allotment: texts for printing, "" where nothing is known and space is left to write."""

    place: str
    members: str = ""
    cadres: str = ""
    ratio: str = ""
    quotient: str = ""
    allotted: str = ""
    adjusted: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """The allotment of one award: its lines, their sums and in words how it was worked out.

    ``computed`` says that this program worked it out, and that the clerk has not set it yet.
    """

    rows: tuple[QuotaRow, ...] = ()
    members: str = ""
    cadres: str = ""
    allotted: str = ""
    method: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """One award of one year with all who are proposed for it.

    ``individual`` says whether people are proposed (表A) or unions and groups (表B). Days are printed texts.
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
    round_title: str = ""
    doc_no: str = ""
    publicity_from: str = ""
    publicity_to: str = ""
    publicity_days: str = ""
    objections: str = ""
    quotas: QuotaFacts = QuotaFacts()
    people: tuple[PersonFacts, ...] = ()
    groups: tuple[GroupFacts, ...] = ()


def is_individual(target: str, name: str) -> bool:
    """Whether an award is for people: as its 对象 says, else as its name sounds; in doubt for people."""
    if INDIVIDUAL in target or COLLECTIVE in target:
        return INDIVIDUAL in target
    return not any(word in name for word in _GROUP_WORDS) or name.endswith(("长", "者", "分子", "之友"))
