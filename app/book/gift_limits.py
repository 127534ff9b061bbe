"""Which limits a gift is held against, the union's own before its province's, and where it goes beyond them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from fractions import Fraction

from app.book.gift_people import Known
from app.book.reader import Reader, Row
from app.domain import standards
from app.domain.finding import Finding, Severity
from app.domain.listing import Condition, Listing
from app.domain.money import FEN_PER_YUAN
from app.domain.standards import EntryFacts, Limit, LimitKind, YearTotals
from app.i18n import N_
from app.resources import code_list
from app.resources import standards as papers

_OWN = "慰问标准"
_NAMED = 3


def limits_for(read: Reader, kind: str, day: date) -> tuple[Limit, ...]:
    """The limits on gifts of ``kind`` given on ``day``: those in the book, else those of the province's paper."""
    words = code_list("aid_kind").words(kind)
    rows = (row for row in read.every("standard") if row["kind"] in words and _in_force(row, day.isoformat()))
    own = tuple(limit for limit in map(_limit, rows) if limit)
    if own:
        return own
    known = standards.papers_from(papers()["limits"])
    union = read.union()
    place = f"{union['parent']}{union['address']}{union['name']}{union['unit_name']}"
    province = next((paper.province for paper in known if paper.province in place), "")
    paper = standards.in_force(known, province, day)
    return tuple(limit for limit in paper.limits if limit.aid in ("", kind)) if paper else ()


def beyond(read: Reader, known: Known, chosen: Collection[int], each: int, festival: str,
           limits: tuple[Limit, ...]) -> tuple[Finding, ...]:  # fmt: skip
    """Where giving ``each`` fen to everybody ``chosen`` goes beyond ``limits``, and whom that concerns.

    How much of the goods comes from supported regions is not known before they are bought, so that share is not
    looked at.
    """
    limits = tuple(limit for limit in limits if limit.kind is not LimitKind.GOODS_SHARE)
    if not chosen or not limits:
        return ()
    sums = {row_id: _had(known, row_id) for row_id in chosen if row_id in known.people}
    most = max((fen for fen, _ in sums.values()), default=0)
    times = max((number for _, number in sums.values()), default=0)
    entry = EntryFacts(known.kind, each * len(chosen), len(chosen), festival)
    findings = standards.check(entry, limits, _totals(read, known, limits, most, times))
    return (*findings, *_whom(known, limits, sums, each))


def in_kind_only(kind: str, cash: int) -> tuple[Finding, ...]:
    """What the rule says where cash is given for something that is to be marked with goods.

    Source: ``resources/standards/rules_32.toml``.
    """
    rules = papers()["rules_32"]
    rule = next((row for row in rules["form"] if row["aid"] == kind), None)
    if not cash or rule is None or any("金" in word for word in rule["allowed"]):
        return ()
    said = N_("{aid}: {allowed} may be given, but no cash ({paper}).")
    allowed, paper = "、".join(rule["allowed"]), rules["number"]
    return (Finding.of(Severity.WARN, said, paper, aid=kind, allowed=allowed, paper=paper),)


def _totals(read: Reader, known: Known, limits: tuple[Limit, ...], most: int, times: int) -> YearTotals:
    kind, spent, income = known.kind, {known.kind: known.past.spent_fen}, None
    if any(limit.kind is LimitKind.INCOME_SHARE for limit in limits):
        every = read.totals(Listing("entry", known.year), ("cash", "goods_value"))
        spent[""] = sum(value or 0 for value in every.values())
        took = Listing("fund", known.year, conditions=(Condition("direction", "is", "收入"),))
        income = read.totals(took, ("amount",))["amount"]
    return YearTotals({kind: most, "": most}, {kind: times, "": times}, spent, income)


def _whom(known: Known, limits: tuple[Limit, ...], sums: dict[int, tuple[int, int]], each: int) -> Iterator[Finding]:
    """Who goes beyond a year's limit, where that is some of them and not all."""
    for limit in limits:
        if limit.kind is not LimitKind.PERSON_YEAR or limit.fen is None:
            continue
        over = [row_id for row_id, (fen, _) in sums.items() if fen + each > limit.fen]
        if over and len(over) < len(sums):
            names = "、".join(known.people[row_id].name for row_id in over[:_NAMED])
            shown = f"{names}……" if len(over) > _NAMED else names
            yield Finding.of(
                Severity.NOTE, N_("The year's limit concerns {count} people: {names}."), limit.paper,
                count=len(over), names=shown,
            )  # fmt: skip


def _had(known: Known, row_id: int) -> tuple[int, int]:
    had = known.past.of(known.people[row_id])
    return sum(one.fen for one in had), len(had)


def _in_force(row: Row, day: str) -> bool:
    return (row["valid_from_from"] or "") <= day <= (row["valid_to_to"] or "9999")


def _limit(row: Row) -> Limit | None:
    """A row of the clerk's own table; None where its way of counting is not understood or its number is missing."""
    kind, fen = _counted_by(str(row["basis"])), row["limit_amount"]
    paper = row["paper"] or _OWN
    if kind is LimitKind.INCOME_SHARE:
        share = Fraction(row["ratio"]) if row["ratio"] else None
        return Limit(kind, row["kind"], share=share / 100 if share > 1 else share, paper=paper) if share else None
    if kind is None or fen is None:
        return None
    if kind is LimitKind.TIMES_YEAR:
        return Limit(kind, row["kind"], times=fen // FEN_PER_YUAN, paper=paper)
    return Limit(kind, row["kind"], fen, paper=paper)


def _counted_by(text: str) -> LimitKind | None:
    """What 限额方式 means: the codes of its list are those of the limits; a blank is a limit on each time."""
    if not text.strip():
        return LimitKind.PER_TIME
    item = code_list("limit_basis").find(text)
    return LimitKind(item.code) if item else None
