"""What the papers of the ledger need to know: plain frozen facts between the book and the forms."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.money import words

_MONTHS = 12
_RMB = "人民币"


@dataclass(frozen=True, slots=True)
class Money:
    """What is given in money and in goods, in fen; None where it is not known, the texts where it was said in words."""

    cash: int | None = None
    value: int | None = None
    cash_given: str = ""
    value_given: str = ""

    @property
    def total(self) -> int | None:
        """Money and goods together; None where one of them was said in words only, or neither is known."""
        if self.cash_given or self.value_given:
            return None
        known = [fen for fen in (self.cash, self.value) if fen is not None]
        return sum(known) if known else None

    @property
    def in_words(self) -> str:
        """The amount in capital characters, as a voucher must have it: 人民币伍佰元整; "" where there is none."""
        return f"{_RMB}{words(self.total)}" if self.total else ""


@dataclass(frozen=True, slots=True)
class AidFacts:
    """One person's part in an aid entry (慰问审批表); every field but the amounts is text as it is printed.

    ``persons`` says how many, where the entry is for people without names; ``relation`` is the word of the code
    list, ``whose`` the member it refers to. ``limit`` is the limit in words, ``basis`` the paper that sets it.
    """

    year: int
    name: str = ""
    persons: str = ""
    gender: str = ""
    born: str = ""
    unit: str = ""
    member_no: str = ""
    kind: str = ""
    happened: str = ""
    reason: str = ""
    relation: str = ""
    whose: str = ""
    basis: str = ""
    limit: str = ""
    goods: str = ""
    quantity: str = ""
    money: Money = Money()
    source: str = ""
    account: str = ""
    papers: str = ""
    needed: str = ""
    bank: str = ""
    card_end: str = ""
    handler: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One line to be signed; the texts of a line that nobody's name stands on are blank."""

    name: str = ""
    place: str = ""
    matter: str = ""
    goods: str = ""
    quantity: str = ""
    money: Money = Money()


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """Who receives what of one or several aid entries (实名签领表), and the sums.

    ``what`` is what is handed out in one word (慰问金, 慰问品, 慰问品(金)), ``matter`` what for where that is one
    thing; ``subject`` names the file. ``people`` counts the lines in 人 for one entry and in 人次 for several.
    """

    year: int
    subject: str
    what: str
    matter: str = ""
    standard: str = ""
    lines: tuple[ReceiptLine, ...] = ()
    people: str = ""
    quantity: str = ""
    money: Money = Money()


@dataclass(frozen=True, slots=True)
class RelativeFacts:
    """One member of the family of somebody in hardship, as printed; the ID number is masked already."""

    name: str = ""
    relation: str = ""
    gender: str = ""
    born: str = ""
    id_no: str = ""
    income: str = ""
    health: str = ""
    insurance: str = ""
    occupation: str = ""


@dataclass(frozen=True, slots=True)
class HardshipFacts:
    """One hardship file (困难职工登记表) as printed: numbers masked, the state of health without the illness.

    ``income``, ``rigid``, ``net`` and ``per_head`` are yuan: of a year, of a year, of a year, of a month and a head.
    """

    year: int
    name: str = ""
    kind: str = ""
    file_no: str = ""
    gender: str = ""
    born: str = ""
    ethnic: str = ""
    political: str = ""
    education: str = ""
    marital: str = ""
    id_no: str = ""
    phone: str = ""
    hukou: str = ""
    address: str = ""
    unit: str = ""
    post: str = ""
    job_status: str = ""
    working_since: str = ""
    health: str = ""
    insurance: str = ""
    housing: str = ""
    area: str = ""
    single_parent: str = ""
    self_help: str = ""
    jobless: str = ""
    main_cause: str = ""
    other_causes: str = ""
    wage: str = ""
    household: str = ""
    income: str = ""
    rigid: str = ""
    net: str = ""
    per_head: str = ""
    story: str = ""
    measure: str = ""
    bank: str = ""
    card: str = ""
    opened: str = ""
    visited: str = ""
    closed: str = ""
    filed_by: str = ""
    checked_by: str = ""
    remark: str = ""
    relatives: tuple[RelativeFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One line of an attendance sheet, blank for who comes unannounced."""

    name: str = ""
    place: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """Who is expected at an activity (活动签到表), with blank lines at the end; ``expected`` counts the names."""

    year: int
    title: str
    happened: str = ""
    place: str = ""
    host: str = ""
    expected: str = ""
    lines: tuple[AttendanceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """All that is to be printed at one time, and whose papers they are."""

    union: str
    seal: str = ""
    superior: str = ""
    aids: tuple[AidFacts, ...] = ()
    receipts: tuple[ReceiptFacts, ...] = ()
    hardships: tuple[HardshipFacts, ...] = ()
    activities: tuple[AttendanceFacts, ...] = ()


def monthly_per_head(income: int | None, rigid: int | None, household: int | None) -> int | None:
    """What a household in hardship has a month and a head, in fen; None where something is not known.

    (income of the year − unavoidable costs of the year) ÷ 12 ÷ people, rounded half up; below nothing it is negative.

    Source: the formula by which unions sort people in hardship (人均 = (年收入 − 刚性支出) ÷ 12 ÷ 家庭人口).
    """
    if income is None or rigid is None or not household or household < 1:
        return None
    parts = _MONTHS * household
    return (2 * (income - rigid) + parts) // (2 * parts)
