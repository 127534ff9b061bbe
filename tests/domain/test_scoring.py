"""Score sheets: sums, bounds, bonus, deductions and what bars a sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.domain.scoring import Deduction, ScoreItem, ScoreTemplate, check, grade, result, stepped, template_from

TEMPLATE = ScoreTemplate(
    "t",
    "s",
    Decimal(30),
    Decimal(5),
    (
        ScoreItem("1", "甲", "一", Decimal(10)),
        ScoreItem("2", "甲", "二", Decimal(10), must=True),
        ScoreItem("3", "乙", "三", Decimal(10)),
        ScoreItem("b", "", "加", Decimal(8), bonus=True),
    ),
    ("v",),
)
FULL = {"1": Decimal(10), "2": Decimal(10), "3": Decimal(10), "b": Decimal(8)}


def test_sums_sections_and_bonus():
    done = result(TEMPLATE, FULL)
    assert (done.base, done.bonus, done.total) == (Decimal(30), Decimal(5), Decimal(35))
    assert dict(done.by_section) == {"甲": Decimal(20), "乙": Decimal(10)}
    assert done.barred == ()
    assert done.unmarked == ()


def test_deductions_stop_at_zero():
    taken = [Deduction("1", Decimal("0.5"), 3), Deduction("3", Decimal(6), 2)]
    done = result(TEMPLATE, FULL, taken)
    assert dict(done.by_item)["1"] == Decimal("8.5")
    assert dict(done.by_item)["3"] == 0


def test_must_and_veto_bar():
    assert "“二”" in str(result(TEMPLATE, FULL | {"2": Decimal(0)}).barred[0])
    assert "v" in str(result(TEMPLATE, FULL, vetoed=["v"]).barred[0])
    unfinished = result(TEMPLATE, {"1": Decimal(3)})
    assert unfinished.barred == ()
    assert unfinished.unmarked == ("2", "3")


def test_check_names_what_is_off():
    assert check(TEMPLATE, FULL) == ()
    assert [p.field for p in check(TEMPLATE, {"1": Decimal(11), "2": Decimal(-1), "x": Decimal(1)})] == ["1", "2", "x"]
    wrong = [Deduction("1", Decimal(-1)), Deduction("y", Decimal(1))]
    assert [p.field for p in check(TEMPLATE, {}, wrong)] == ["1", "y"]


@given(st.dictionaries(st.sampled_from("123b"), st.decimals(-5, 20, places=1)))
def test_total_stays_within_bounds(marks):
    assert 0 <= result(TEMPLATE, marks).total <= 35


def test_steps_and_grades():
    steps = [(Decimal(80), Decimal(3)), (Decimal(90), Decimal(5))]
    assert [stepped(Decimal(p), steps) for p in (95, 90, 89, 79)] == [5, 5, 3, 0]
    grades = [("合格", Decimal(70)), ("模范", Decimal(85))]
    assert [grade(Decimal(p), grades) for p in (85, 84, 69)] == ["模范", "合格", ""]


def test_a_wrong_scheme_is_refused():
    with pytest.raises(AppError, match="lacks"):
        template_from({"title": "x"})
    item = {"id": "1", "text": "a", "points": 5}
    with pytest.raises(AppError, match="add up to 5"):
        template_from({"title": "x", "total": 10, "section": [{"title": "s", "item": [item]}]})
