"""Rules of the award papers: bounds said in words, counts partly known, working days, strokes, outcomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import awards, quota, tally
from app.domain.award_facts import RoundFacts, TallyFacts, TallyLine, is_chosen
from app.domain.strokes import stroke_order
from app.domain.work_calendar import WorkCalendar, WrongDay, work_calendar


@pytest.mark.parametrize(
    ("text", "floor", "ceiling"),
    [
        ("每单位至少1名、最多3名", 1, 3), ("各分会不少于2名，不超过4名", 2, 4), ("每个工会小组保底1名", 1, None),
        ("每部门至多2个", 0, 2), ("评选总数不超过12名", 0, None), ("会员不少于20人的单位推荐1名", 0, None),
        ("", 0, None),
        ("按会员人数的5%。总数至少8名", 0, None),
    ],
)  # fmt: skip
def test_bounds_are_read_where_they_are_said_of_each_unit(text, floor, ceiling):
    assert quota.bounds_in(text) == quota.Bounds(floor, ceiling)


NUMBERS = {"due": 30, "present": 27, "issued": 27, "returned": 26, "valid": 25, "invalid": 1}


@given(st.dictionaries(st.sampled_from(tally.COUNTS), st.one_of(st.none(), st.integers(0, 40))))
def test_what_is_known_must_not_grow_on_the_way(numbers):
    chain = [
        numbers[name] for name in ("due", "present", "issued", "returned", "valid") if numbers.get(name) is not None
    ]
    known = {name: value for name, value in numbers.items() if value is not None}
    grows = any(after > before for before, after in pairwise(chain))
    adds_up = len(known) < 6 or known["valid"] + known["invalid"] == known["returned"]
    assert bool(tally.check_known(numbers)) == (grows or not adds_up)


def test_numbers_far_apart_are_named():
    [problem] = tally.check_known({"due": 9, "returned": 12})
    assert dict(problem.values) == {
        "name": "Ballots returned", "more": 12, "other": "Entitled to vote", "less": 9,
    }  # fmt: skip
    assert tally.check_known({"due": -1})
    assert tally.check_known({}) == ()


def test_a_vote_is_counted_only_when_all_that_is_needed_is_known():
    lines = (TallyLine("甲", 20, 5, 0), TallyLine("乙", 4, 21, 0))
    facts = TallyFacts(numbers=NUMBERS, lines=lines)
    result = facts.result(1)
    assert result is not None
    assert [(row.votes.name, row.chosen) for row in result.rows] == [("甲", True), ("乙", False)]
    assert facts.result(None) is None
    assert replace(facts, numbers={**NUMBERS, "due": None}).result(1) is None
    assert replace(facts, numbers={**NUMBERS, "returned": 28}).result(1) is None
    assert replace(facts, lines=(TallyLine("甲"),)).result(1) is None


@pytest.mark.parametrize(
    ("outcome", "chosen"),
    [
        ("", None),
        ("  ", None),
        ("当选", True),
        ("同意表彰", True),
        ("未通过", False),
        ("落选", False),
        ("取消资格", False),
    ],
)
def test_what_an_outcome_says(outcome, chosen):
    assert is_chosen(outcome) is chosen


@pytest.mark.parametrize(
    ("said", "objected"), [("", False), ("无", False), ("没有异议", False), ("未收到", False), ("来信1件", True)]
)
def test_whether_somebody_objected(said, objected):
    assert RoundFacts(objections=said).objected is objected


def test_a_table_of_days_and_spans():
    found = work_calendar({"2026": {"off": ["10-01~10-03"], "work": ["10-10"]}, "2027": {"off": []}})
    assert found == WorkCalendar(
        frozenset({2026}), frozenset(date(2026, 10, day) for day in (1, 2, 3)), frozenset({date(2026, 10, 10)})
    )
    assert found.knows(date(2026, 1, 1), date(2026, 12, 31))
    assert not found.knows(date(2026, 12, 30), date(2027, 1, 4))
    for wrong in ("02-30", "1月1日", "13-01", "10-03~10-01", ""):
        with pytest.raises(WrongDay):
            work_calendar({"2026": {"off": [wrong]}})


@given(st.dates(date(2026, 1, 1), date(2026, 11, 30)), st.integers(1, 15), st.data())
def test_publicity_lasts_as_many_working_days_as_it_says(start, days, data):
    off = frozenset(data.draw(st.lists(st.dates(start, start + timedelta(40)), max_size=8)))
    work = frozenset(data.draw(st.lists(st.dates(start, start + timedelta(40)), max_size=4)))
    end = awards.publicity_end(start, days, off, work)
    assert awards.working_days(start, end, off, work) == days
    assert awards.is_working_day(end, off, work)
    assert awards.check_publicity(start, end, days, off, work) == ()
    assert awards.check_publicity(start, end - timedelta(1), days, off, work)


def test_order_by_strokes():
    order = stroke_order("# 说明\n1\t一｜乙\n2\t丁七｜\n")
    assert order.sorted(["七一", "乙", "丁七", "丁", "七", "一"]) == ["一", "乙", "丁", "丁七", "七", "七一"]
    assert order.sorted(["某", "丁"]) == ["丁", "某"]
    assert order.key("丁 七") == order.key("丁七") == order.key("丁·七")
