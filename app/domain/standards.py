"""Limits (标准): how much may be given, how often, under which paper, and where an entry goes beyond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.domain.errors import AppError
from app.domain.finding import Finding, Severity
from app.domain.money import FEN_PER_YUAN, yuan_text
from app.i18n import N_


class LimitKind(StrEnum):
    """What a limit holds down; GOODS_SHARE alone is a least, all others are a most."""

    PERSON_YEAR = "person_year"
    PER_FESTIVAL = "per_festival"
    INCOME_SHARE = "income_share"
    PER_TIME = "per_time"
    GOODS_SHARE = "goods_share"
    TIMES_YEAR = "times_year"


_SHARES = (LimitKind.INCOME_SHARE, LimitKind.GOODS_SHARE)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of one paper.

    ``aid`` "" is every kind of aid, ``festival`` "" every festival that no other limit names.
    """

    kind: LimitKind
    aid: str = ""
    fen: int | None = None
    share: Fraction | None = None
    times: int | None = None
    festival: str = ""
    note: str = ""
    paper: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that sets limits; a date that is not known is None."""

    id: str
    province: str
    number: str
    effective_from: date | None
    effective_to: date | None
    source: str
    verified: bool
    note: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One entry of the condolence ledger: ``fen`` is money and goods together, for ``people`` persons."""

    aid: str
    fen: int
    people: int = 1
    festival: str = ""
    goods_fen: int = 0
    support_goods_fen: int = 0

    @property
    def each(self) -> Fraction:
        """Fen a person, unrounded."""
        return Fraction(self.fen, max(self.people, 1))


@dataclass(frozen=True, slots=True)
class YearTotals:
    """The year so far *without* the entry, each by kind of aid ("" is all of them).

    ``person_fen`` and ``person_times`` are those of the one recipient who has had most. ``income_fen`` is
    None where it is not known. ``goods_fen`` are the goods bought, ``support_goods_fen`` those among them
    bought from supported regions (消费帮扶).
    """

    person_fen: Mapping[str, int] = field(default_factory=dict)
    person_times: Mapping[str, int] = field(default_factory=dict)
    spent_fen: Mapping[str, int] = field(default_factory=dict)
    income_fen: int | None = None
    goods_fen: Mapping[str, int] = field(default_factory=dict)
    support_goods_fen: Mapping[str, int] = field(default_factory=dict)


def papers_from(data: Mapping[str, Any]) -> tuple[Paper, ...]:
    """The papers of a parsed ``resources/standards/limits.toml``, in its order.

    Raises:
        AppError: a paper lacks a part or has a wrong one.
    """
    return tuple(_paper(row) for row in data.get("paper", ()))


def in_force(papers: Sequence[Paper], province: str, day: date) -> Paper | None:
    """The province's paper for ``day``: the first that covers it, for the file lists the newer first."""
    return next((paper for paper in papers if paper.province == province and _covers(paper, day)), None)


def check(entry: EntryFacts, limits: Sequence[Limit], totals: YearTotals) -> tuple[Finding, ...]:
    """Where the entry goes beyond ``limits``; each finding carries the number of its paper.

    A limit is advice with a source, never a refusal: the findings warn.
    """
    found = (_CHECKS[limit.kind](entry, limit, totals) for limit in _that_apply(entry, limits))
    return tuple(finding for finding in found if finding)


def limit_for(aid: str, limits: Sequence[Limit], festival: str = "") -> Limit | None:
    """The amount limit a form prints for a kind of aid (标准上限), or None."""
    amounts = (LimitKind.PER_TIME, LimitKind.PER_FESTIVAL, LimitKind.PERSON_YEAR)
    fitting = _that_apply(EntryFacts(aid, 0, festival=festival), limits)
    return next((limit for kind in amounts for limit in fitting if limit.kind is kind), None)


def _that_apply(entry: EntryFacts, limits: Sequence[Limit]) -> list[Limit]:
    named = {limit.festival for limit in limits if limit.festival}
    # Without the festival's name nobody can tell which of the limits a festival is meant.
    meant = entry.festival if entry.festival in named else "" if entry.festival else None
    return [
        limit
        for limit in limits
        if limit.aid in ("", entry.aid) and (limit.kind is not LimitKind.PER_FESTIVAL or limit.festival == meant)
    ]


def _per_time(entry: EntryFacts, limit: Limit, _totals: YearTotals) -> Finding | None:
    if limit.fen is None or entry.each <= limit.fen:
        return None
    return _finding(
        limit,
        N_("{aid}: {given} yuan a person, above the {limit} yuan that {paper} allows a time."),
        aid=entry.aid,
        given=_yuan(entry.each),
        limit=_yuan(limit.fen),
    )


def _per_festival(entry: EntryFacts, limit: Limit, _totals: YearTotals) -> Finding | None:
    if limit.fen is None or entry.each <= limit.fen:
        return None
    return _finding(
        limit,
        N_("{festival}: {given} yuan a person, above the {limit} yuan that {paper} allows a festival."),
        festival=entry.festival,
        given=_yuan(entry.each),
        limit=_yuan(limit.fen),
    )


def _person_year(entry: EntryFacts, limit: Limit, totals: YearTotals) -> Finding | None:
    had = totals.person_fen.get(limit.aid, 0)
    if limit.fen is None or had + entry.each <= limit.fen:
        return None
    return _finding(
        limit,
        N_(
            "{aid}: {given} yuan a person this year with this entry, above the {limit} yuan that {paper} allows a year."
        ),
        aid=entry.aid,
        given=_yuan(had + entry.each),
        limit=_yuan(limit.fen),
    )


def _times_year(entry: EntryFacts, limit: Limit, totals: YearTotals) -> Finding | None:
    times = totals.person_times.get(limit.aid, 0) + 1
    if limit.times is None or times <= limit.times:
        return None
    return _finding(
        limit,
        N_("{aid}: {given} times for one person this year, above the {limit} that {paper} allows."),
        aid=entry.aid,
        given=times,
        limit=limit.times,
    )


def _income_share(entry: EntryFacts, limit: Limit, totals: YearTotals) -> Finding | None:
    if limit.share is None or totals.income_fen is None:
        return None
    spent = totals.spent_fen.get(limit.aid, 0) + entry.fen
    if spent <= limit.share * totals.income_fen:
        return None
    return _finding(
        limit,
        N_(
            "{spent} yuan this year with this entry, "
            "above {percent} % of the income of {income} yuan that {paper} sets."
        ),
        spent=_yuan(spent),
        percent=_percent(limit.share),
        income=_yuan(totals.income_fen),
    )


def _goods_share(entry: EntryFacts, limit: Limit, totals: YearTotals) -> Finding | None:
    goods = totals.goods_fen.get(limit.aid, 0) + entry.goods_fen
    support = totals.support_goods_fen.get(limit.aid, 0) + entry.support_goods_fen
    if limit.share is None or not goods or support >= limit.share * goods:
        return None
    return _finding(
        limit,
        N_(
            "{support} of {goods} yuan of goods come from supported regions, "
            "below the {percent} % that {paper} asks for."
        ),
        support=_yuan(support),
        goods=_yuan(goods),
        percent=_percent(limit.share),
    )


_CHECKS = {
    LimitKind.PER_TIME: _per_time,
    LimitKind.PER_FESTIVAL: _per_festival,
    LimitKind.PERSON_YEAR: _person_year,
    LimitKind.TIMES_YEAR: _times_year,
    LimitKind.INCOME_SHARE: _income_share,
    LimitKind.GOODS_SHARE: _goods_share,
}


def _finding(limit: Limit, msgid: str, /, **values: object) -> Finding:
    if limit.note:
        values["note"] = limit.note
    return Finding.of(Severity.WARN, msgid, limit.paper, paper=limit.paper, **values)


def _covers(paper: Paper, day: date) -> bool:
    after = paper.effective_from is None or paper.effective_from <= day
    return after and (paper.effective_to is None or day <= paper.effective_to)


def _paper(row: Mapping[str, Any]) -> Paper:
    try:
        number, verified = str(row["number"]), bool(row["verified"])
        return Paper(
            str(row["id"]),
            str(row["province"]),
            number,
            _day(row.get("effective_from")),
            _day(row.get("effective_to")),
            str(row["source"]),
            verified,
            str(row.get("note", "")),
            tuple(_limit(one, number, verified) for one in row["limits"]),
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise AppError(
            N_("The paper “{id}” in the file of limits lacks a part or has a wrong one: {detail}. Correct it there."),
            id=str(row.get("id", "")),
            detail=str(error),
        ) from error


def _limit(row: Mapping[str, Any], number: str, verified: bool) -> Limit:
    kind = LimitKind(row["kind"])
    fen = _fen(row["yuan"]) if "yuan" in row else None
    share = Fraction(str(row["share"])) if "share" in row else None
    times = int(row["times"]) if "times" in row else None
    wanted = share if kind in _SHARES else times if kind is LimitKind.TIMES_YEAR else fen
    if wanted is None:
        raise ValueError(f"{kind}: no number")
    return Limit(
        kind,
        str(row.get("aid", "")),
        fen,
        share,
        times,
        str(row.get("festival", "")),
        str(row.get("note", "")),
        number,
        verified,
    )


def _fen(yuan: object) -> int:
    # By way of text, for 0.1 in a TOML file is a float and no tenth.
    fen = Fraction(str(yuan)) * FEN_PER_YUAN
    if fen.denominator != 1 or fen < 0:
        raise ValueError(f"{yuan}: no whole fen")
    return int(fen)


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)) if value else None


def _yuan(fen: int | Fraction) -> str:
    return yuan_text(round(fen))


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g}"
