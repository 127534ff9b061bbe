"""Places shared out among units: by every rule, kept as they were shown, opened again as they were kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.book import award_quotas as quotas
from app.book import editing
from app.book.award_quotas import QuotaUnit, QuotaWish
from app.book.book import Book

_UNITS = (QuotaUnit("甲", members=32), QuotaUnit("乙", members=43), QuotaUnit("丙", members=5), QuotaUnit("丁"))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "b.union", "小青镇总工会", "乡镇街道", year=2026) as book:
        top = editing.save(book, "unit", None, {"name": "小青镇总工会"})
        for name, count in (("纺织厂工会", 5), ("小学工会", 3)):
            unit = editing.save(book, "unit", None, {"name": name, "parent_id": top})
            for number in range(count):
                post = "分工会主席" if number == 0 else ""
                editing.save(book, "member", None, {"name": f"{name}{number}", "unit_id": unit, "union_post": post,
                                                    "state": "正常"})  # fmt: skip
        editing.save(book, "award", None, {"name": "优秀工会积极分子", "target": "个人", "quota": "4", "year": "2026"})
        yield book


def award_id(book: Book) -> int:
    return int(book.read.every("award")[0]["id"])


@given(
    st.lists(st.integers(0, 300), min_size=1, max_size=15).filter(any),
    st.integers(1, 200), st.integers(0, 2), st.integers(0, 2),
)  # fmt: skip
def test_largest_remainder_always_comes_to_the_number(counts: list[int], total: int, floor: int, fixed: int) -> None:
    units = [QuotaUnit(str(at), members=count) for at, count in enumerate(counts)]
    plan = quotas.share_out(units, QuotaWish(total, floor=floor, fixed=fixed))
    if plan.problem is None:
        assert sum(plan.totals(units)) == total
        assert min(plan.totals(units)) >= max(floor, fixed)
    else:
        assert total < max(floor, fixed) * len(units)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=15), st.integers(1, 100), st.sampled_from(quotas.RULES))
def test_a_ratio_says_how_many_there_are_to_award(counts: list[int], percent: int, rule: quotas.Rule) -> None:
    units = [QuotaUnit(str(at), members=count) for at, count in enumerate(counts)]
    wish = QuotaWish(ratio=Fraction(percent, 100), rule=rule)
    plan = quotas.share_out(units, wish)
    exact = Fraction(percent * sum(counts), 100)
    assert plan.target is not None
    assert abs(plan.target - exact) < 1
    if rule == "down":
        assert plan.target <= exact
    if rule == "up":
        assert plan.target >= exact


def test_rounding_can_miss_the_number_and_adjusting_mends_it() -> None:
    plan = quotas.share_out(_UNITS, QuotaWish(12, rule="half_up", ceiling=6))
    assert [share.allotted for share in plan.shares] == [5, 6, 1, 0]
    assert plan.target == 12
    mended = [*_UNITS[:2], replace(_UNITS[2], adjusted=-1), replace(_UNITS[3], adjusted=1)]
    assert plan.totals(mended) == (5, 6, 0, 1)


def test_what_cannot_be_is_said_and_nothing_is_allotted() -> None:
    plan = quotas.share_out(_UNITS, QuotaWish(3, floor=1))
    assert plan.problem is not None
    assert plan.totals(_UNITS) == (0, 0, 0, 0)
    fixed = quotas.share_out(_UNITS, QuotaWish(3, fixed=1))
    assert fixed.problem is not None


def test_nothing_asked_gives_nothing() -> None:
    plan = quotas.share_out(_UNITS, QuotaWish())
    assert (plan.target, plan.problem, plan.totals(_UNITS)) == (None, None, (0, 0, 0, 0))


def test_a_new_award_begins_with_every_unit(book: Book) -> None:
    kept = quotas.load(book.read, award_id(book), 2026)
    assert [(unit.place, unit.members, unit.cadres) for unit in kept.units] == [
        ("纺织厂工会", 5, 1), ("小学工会", 3, 1),
    ]  # fmt: skip
    assert (kept.plan, kept.wish.total, kept.wish.base) == (None, 4, "members")


@pytest.mark.parametrize("rule", quotas.RULES)
def test_what_was_kept_opens_again_and_goes_with_one_undo(book: Book, rule: quotas.Rule) -> None:
    award = award_id(book)
    kept = quotas.load(book.read, award, 2026)
    wish = replace(kept.wish, rule=rule)
    plan = quotas.share_out(kept.units, wish)
    units = [replace(kept.units[0], adjusted=1), replace(kept.units[1], adjusted=-1)]
    quotas.save(book, award, units, plan, wish)
    rows = book.read.parts("award_quota", "award_id", award)
    assert [(row["allotted"], row["adjusted"], row["members"]) for row in rows] == [
        (plan.shares[0].allotted, 1, 5), (plan.shares[1].allotted, -1, 3),
    ]  # fmt: skip
    again = quotas.load(book.read, award, 2026)
    assert again.plan is not None
    assert again.plan.totals(again.units) == plan.totals(units)
    quotas.save(book, award, again.units, again.plan, again.wish)
    assert len(book.read.parts("award_quota", "award_id", award)) == 2
    book.undo()
    assert book.read.parts("award_quota", "award_id", award) == []


def test_an_allotment_no_rule_gives_is_shown_as_it_was_kept(book: Book) -> None:
    award = award_id(book)
    with book.step("By hand") as writer:
        writer.insert("award_quota", {"award_id": award, "place": "甲", "members": 5, "allotted": 0})
        writer.insert("award_quota", {"award_id": award, "place": "乙", "members": 3, "allotted": 4})
    kept = quotas.load(book.read, award, 2026)
    assert kept.plan is not None
    assert kept.plan.totals(kept.units) == (0, 4)


def test_a_ratio_is_kept_on_the_award_with_its_number(book: Book) -> None:
    award = award_id(book)
    kept = quotas.load(book.read, award, 2026)
    wish = QuotaWish(ratio=quotas.parse_percent("0.5"), rule="up")
    quotas.save(book, award, kept.units, quotas.share_out(kept.units, wish), wish)
    row = book.read.row("award", award)
    assert (row["ratio"], row["quota"], row["base"]) == ("0.005", 1, "会员人数")
    assert quotas.parse_ratio(row["ratio"]) == Fraction(1, 200)


def test_units_no_longer_there_lose_their_row(book: Book) -> None:
    award = award_id(book)
    kept = quotas.load(book.read, award, 2026)
    quotas.save(book, award, kept.units, quotas.share_out(kept.units, kept.wish), kept.wish)
    one = quotas.load(book.read, award, 2026).units[:1]
    quotas.save(book, award, one, quotas.share_out(one, kept.wish), kept.wish)
    assert [row["place"] for row in book.read.parts("award_quota", "award_id", award)] == ["纺织厂工会"]


@given(st.integers(1, 10_000))
def test_per_cent_as_typed_come_back(hundredths: int) -> None:
    text = quotas.percent_text(Fraction(hundredths, 10_000))
    assert quotas.parse_percent(text) == Fraction(hundredths, 10_000)
    assert quotas.parse_percent(f"{text}％") == Fraction(hundredths, 10_000)


@pytest.mark.parametrize("text", ["", "abc", "0", "-5", "101", "1/0"])
def test_what_is_no_share_is_none(text: str) -> None:
    assert quotas.parse_percent(text) is None
