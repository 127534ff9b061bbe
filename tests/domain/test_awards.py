"""Awards: who may be proposed, and the working days of publicity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.awards import (
    Candidate,
    Conditions,
    GroupCandidate,
    Honour,
    check,
    check_group,
    check_publicity,
    is_working_day,
    publicity_end,
    working_days,
)
from app.domain.errors import AppError
from app.domain.finding import Severity
from app.domain.membership import Period

DAY = date(2026, 12, 1)
ACTIVIST = Conditions(
    "优秀工会积极分子", DAY, least_years=1, no_cadres=True, not_again_years=3, one_award_each=True, paper="〔2026〕9号"
)
GOOD = Candidate("某某", (Period(date(2020, 1, 1)),))


def test_a_good_candidate_has_no_findings():
    assert check(GOOD, ACTIVIST) == ()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"periods": ()}, "not on the roll"),
        ({"periods": (Period(date(2020, 1, 1), date(2025, 1, 1)),)}, "not on the roll"),
        ({"periods": (Period(date(2025, 12, 2)),)}, "is a member since"),
        ({"is_cadre": True}, "holds a union post"),
        ({"honours": (Honour("优秀工会积极分子", 2024),)}, "in 2024"),
        ({"also_proposed_for": ("优秀工会之友",)}, "as well"),
    ],
)
def test_each_rule_finds_its_own(change, word):
    findings = check(replace(GOOD, **change), ACTIVIST)
    assert len(findings) == 1
    assert word in str(findings[0])
    assert findings[0].paper == "〔2026〕9号"
    assert findings[0].severity is Severity.BLOCK


def test_exactly_a_year_is_enough():
    assert check(replace(GOOD, periods=(Period(date(2025, 12, 1)),)), ACTIVIST) == ()
    leap = replace(ACTIVIST, day=date(2025, 3, 1))
    assert check(replace(GOOD, periods=(Period(date(2024, 2, 29)),)), leap) == ()
    assert check(replace(GOOD, periods=(Period(date(2024, 2, 29)),)), replace(leap, day=date(2025, 2, 28)))


def test_unknown_joining_is_noted_only():
    findings = check(replace(GOOD, periods=(Period(None),)), ACTIVIST)
    assert [finding.severity for finding in findings] == [Severity.NOTE]


def test_honours_that_do_not_count():
    honours = (Honour("优秀工会积极分子", 2023), Honour("其他荣誉", 2026), Honour("优秀工会积极分子", 2026, "省级"))
    assert check(replace(GOOD, honours=honours), replace(ACTIVIST, level="本级")) == ()


def test_awards_for_cadres():
    worker = Conditions("优秀工会工作者", DAY, members_only=False, cadres_only=True)
    assert "holds no union post" in str(check(Candidate("某某"), worker)[0])
    assert check(Candidate("某某", is_cadre=True), worker) == ()


def test_groups():
    assert check_group(GroupCandidate("某工会", 90, 90)) == ()
    assert check_group(GroupCandidate("某工会")) == ()
    assert len(check_group(GroupCandidate("某工会", 89, 89, ("未按期换届",)))) == 3


def test_publicity_starts_the_next_day():
    monday = date(2026, 11, 2)
    assert publicity_end(monday) == date(2026, 11, 9)
    assert publicity_end(date(2026, 11, 6), 1) == date(2026, 11, 9)


def test_publicity_skips_holidays_and_works_on_moved_days():
    start = date(2025, 9, 29)
    off = [date(2025, 10, day) for day in range(1, 9)]
    assert publicity_end(start, 5, off, [date(2025, 10, 11)]) == date(2025, 10, 13)
    assert is_working_day(date(2025, 10, 11), off, [date(2025, 10, 11)])


def test_publicity_of_no_day_is_refused():
    with pytest.raises(AppError):
        publicity_end(DAY, 0)


def test_check_publicity():
    assert check_publicity(date(2026, 11, 2), date(2026, 11, 9)) == ()
    assert "4 working days" in str(check_publicity(date(2026, 11, 2), date(2026, 11, 6))[0])


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(1, 30), st.sets(DAYS, max_size=20))
def test_publicity_end_holds_exactly_the_days(start, days, off):
    end = publicity_end(start, days, off)
    assert working_days(start, end, off) == days
    assert is_working_day(end, off)
    assert working_days(start, end - timedelta(days=1), off) == days - 1
