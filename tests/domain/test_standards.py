"""Limits: the five kinds, and the paper's number in every finding."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.domain.standards import (
    EntryFacts,
    Limit,
    LimitKind,
    YearTotals,
    check,
    in_force,
    limit_for,
    papers_from,
)

NONE = YearTotals()
PAPER = "某工发〔2026〕1号"


def limit(kind: LimitKind, aid: str = "节日", **more) -> Limit:
    return Limit(kind, aid, paper=PAPER, **more)


def test_per_time():
    most = [limit(LimitKind.PER_TIME, "结婚", fen=80000)]
    assert check(EntryFacts("结婚", 80000), most, NONE) == ()
    assert check(EntryFacts("结婚", 160000, people=2), most, NONE) == ()
    assert check(EntryFacts("生育", 90000), most, NONE) == ()
    found = check(EntryFacts("结婚", 80001), most, NONE)
    assert str(found[0]) == f"结婚: 800.01 yuan a person, above the 800 yuan that {PAPER} allows a time."
    assert found[0].paper == PAPER


def test_person_year_adds_what_went_before():
    most = [limit(LimitKind.PERSON_YEAR, fen=200000)]
    assert check(EntryFacts("节日", 50000), most, YearTotals({"节日": 150000})) == ()
    assert "2000.01" in str(check(EntryFacts("节日", 50001), most, YearTotals({"节日": 150000}))[0])


def test_per_festival_takes_the_named_one_first():
    most = [
        limit(LimitKind.PER_FESTIVAL, fen=50000, festival="春节"),
        limit(LimitKind.PER_FESTIVAL, fen=20000),
        limit(LimitKind.PERSON_YEAR, fen=60000),
    ]
    assert check(EntryFacts("节日", 50000, festival="春节"), most, NONE) == ()
    assert len(check(EntryFacts("节日", 50000, festival="端午"), most, NONE)) == 1
    assert check(EntryFacts("节日", 50000), most, NONE) == ()
    assert len(check(EntryFacts("节日", 50000, festival="春节"), most, YearTotals({"节日": 20000}))) == 1


def test_income_share():
    most = [limit(LimitKind.INCOME_SHARE, share=Fraction(1, 2)), limit(LimitKind.INCOME_SHARE, "", share=Fraction(1))]
    totals = YearTotals(spent_fen={"节日": 4_000_00, "": 4_000_00}, income_fen=10_000_00)
    assert check(EntryFacts("节日", 1_000_00), most, totals) == ()
    assert "50 %" in str(check(EntryFacts("节日", 1_000_01), most, totals)[0])
    assert check(EntryFacts("节日", 9_000_00), most, YearTotals()) == ()


def test_goods_share_is_a_least():
    least = [limit(LimitKind.GOODS_SHARE, share=Fraction(30, 100))]
    assert check(EntryFacts("节日", 10000, goods_fen=10000, support_goods_fen=3000), least, NONE) == ()
    assert "30 %" in str(check(EntryFacts("节日", 10000, goods_fen=10000, support_goods_fen=2999), least, NONE)[0])
    assert check(EntryFacts("节日", 10000), least, NONE) == ()


def test_times_a_year():
    most = [limit(LimitKind.TIMES_YEAR, "生日", times=1)]
    assert check(EntryFacts("生日", 1), most, NONE) == ()
    assert len(check(EntryFacts("生日", 1), most, YearTotals(person_times={"生日": 1}))) == 1


def test_the_note_goes_with_the_finding():
    most = [limit(LimitKind.PER_TIME, "生病住院", fen=50000, note="手术的 1000 元")]
    assert ("note", "手术的 1000 元") in check(EntryFacts("生病住院", 60000), most, NONE)[0].values


def test_limit_for_a_form():
    most = [limit(LimitKind.PERSON_YEAR, "生日", fen=30000), limit(LimitKind.PER_TIME, "结婚", fen=80000)]
    assert limit_for("结婚", most) == most[1]
    assert limit_for("生日", most) == most[0]
    assert limit_for("退休", most) is None


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7), st.integers(1, 50))
def test_a_finding_exactly_when_beyond(most, had, given_fen, people):
    limits = [limit(LimitKind.PERSON_YEAR, fen=most)]
    found = check(EntryFacts("节日", given_fen, people), limits, YearTotals({"节日": had}))
    assert bool(found) == (had * people + given_fen > most * people)


def row(**more):
    base = {"id": "p", "province": "某省", "number": PAPER, "source": "s", "verified": True, "limits": []}
    return base | more


def test_papers_in_force():
    papers = papers_from(
        {
            "paper": [
                row(id="new", effective_from="2025-01-01"),
                row(id="old", effective_from="", effective_to=date(2024, 12, 31)),
            ]
        }
    )
    assert [in_force(papers, "某省", date(y, 6, 1)).id for y in (2024, 2025)] == ["old", "new"]
    assert in_force(papers, "他省", date(2025, 1, 1)) is None


def test_yuan_become_whole_fen():
    papers = papers_from({"paper": [row(limits=[{"kind": "per_time", "aid": "结婚", "yuan": 0.1}])]})
    assert papers[0].limits[0].fen == 10


@pytest.mark.parametrize(
    "limits",
    [
        [{"kind": "per_time"}],
        [{"kind": "nonsense", "yuan": 1}],
        [{"kind": "per_time", "yuan": 0.001}],
        [{"kind": "goods_share", "yuan": 1}],
        [{"kind": "goods_share", "share": "1/0"}],
        [{"yuan": 1}],
        3,
    ],
)
def test_a_wrong_paper_is_named(limits):
    with pytest.raises(AppError, match="“p”"):
        papers_from({"paper": [row(limits=limits)]})
