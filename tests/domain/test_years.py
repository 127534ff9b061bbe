"""Retirement months, whole years and dues follow their rules to the day and the fen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import dues, seniority
from app.domain.errors import Invalid
from app.domain.retirement import Month, minimum_contribution_months, retirement
from app.domain.when import When, parse_partial

# gender, old age, birth month → statutory month and age
VECTORS = [
    ("男", 60, (1965, 1), (2025, 2), (60, 1)),
    ("男", 60, (1965, 5), (2025, 7), (60, 2)),
    ("男", 60, (1970, 6), (2031, 11), (61, 5)),
    ("男", 60, (1976, 8), (2039, 7), (62, 11)),
    ("男", 60, (1976, 9), (2039, 9), (63, 0)),
    ("男", 60, (1990, 1), (2053, 1), (63, 0)),
    ("女", 55, (1971, 4), (2026, 8), (55, 4)),
    ("女", 55, (1981, 9), (2039, 9), (58, 0)),
    ("女", 50, (1975, 3), (2025, 5), (50, 2)),
    ("女", 50, (1980, 1), (2032, 8), (52, 7)),
    ("女", 50, (1984, 11), (2039, 11), (55, 0)),
    ("男", 60, (1964, 12), (2024, 12), (60, 0)),
    ("女", 55, (1969, 12), (2024, 12), (55, 0)),
    ("女", 50, (1974, 12), (2024, 12), (50, 0)),
]


@pytest.mark.parametrize(("gender", "old", "born", "month", "age"), VECTORS)
def test_retirement(gender: str, old: int, born: tuple[int, int], month: tuple[int, int], age: tuple[int, int]) -> None:
    found = retirement(date(*born, 17), gender, old)
    assert (found.statutory, (found.age_years, found.age_months)) == (Month(*month), age)


@given(
    st.dates(date(1940, 1, 1), date(2010, 12, 31)), st.sampled_from([("男", 60, 63), ("女", 55, 58), ("女", 50, 55)])
)
def test_retirement_stays_within_its_ages(born: date, kind: tuple[str, int, int]) -> None:
    gender, old, new = kind
    found = retirement(born, gender, old)
    assert found.original == Month(born.year + old, born.month)
    assert found.original <= found.statutory <= Month(born.year + new, born.month)
    assert found.original <= found.earliest <= found.statutory <= found.latest
    assert found.remind_from < found.statutory.first
    assert found.reached(found.statutory.first)
    assert not found.reached(found.remind_from)


def test_retirement_needs_gender_and_old_age() -> None:
    assert retirement(date(1965, 1, 1), "男") == retirement(date(1965, 1, 1), "男", 60)
    for gender, old in (("", 60), ("女", None), ("女", 60), ("男", 55)):
        with pytest.raises(Invalid):
            retirement(date(1970, 1, 1), gender, old)


def test_contributions() -> None:
    assert [minimum_contribution_months(y) for y in (2025, 2029, 2030, 2035, 2039, 2045)] == [
        180,
        180,
        186,
        216,
        240,
        240,
    ]


def test_whole_years() -> None:
    day = date(2026, 3, 15)
    assert seniority.whole_years(date(2025, 3, 15), day) == 1
    assert seniority.whole_years(date(2025, 3, 16), day) == 0
    assert seniority.whole_years(parse_partial("2020-03"), day) == 6  # the month counts as full
    assert seniority.whole_years(parse_partial("2020"), day) == 5  # no more than can be shown
    assert seniority.years_span(parse_partial("2020"), day) == seniority.YearsSpan(5, 6)
    assert seniority.whole_years(When("", None, None, "none"), day) is None
    assert seniority.whole_years(date(2030, 1, 1), day) == 0
    assert seniority.membership_years(date(2010, 1, 1), day, left=date(2015, 1, 1)) == 5
    assert seniority.age(date(2000, 2, 29), date(2026, 2, 28)) == 26  # 29 February comes round on the 28th
    assert seniority.age(date(2000, 2, 29), date(2026, 2, 27)) == 25


@given(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1)))
def test_years_between(start: date, day: date) -> None:
    years = seniority.years_between(start, day)
    assert years == 0 if day <= start else years >= 0
    if day > start:
        assert seniority.anniversary(start, start.year + years) <= day
        if start.year + years < date.max.year:
            assert day < seniority.anniversary(start, start.year + years + 1)


@pytest.mark.parametrize(
    ("wage", "expected"), [(0, 0), (999, 0), (1000, 5), (456789, 2280), (300000, 1500), (300999, 1500)]
)
def test_dues(wage: int, expected: int) -> None:
    assert dues.monthly_dues_fen(wage) == expected
    assert dues.dues_fen(wage, 12) == expected * 12


@given(st.integers(0, 10**12))
def test_dues_are_half_a_percent_of_full_tens(wage: int) -> None:
    assert dues.monthly_dues_fen(wage) * 200 == wage // 1000 * 1000


def test_no_dues() -> None:
    with pytest.raises(Invalid):
        dues.monthly_dues_fen(-1)
    with pytest.raises(ValueError, match="-1"):
        dues.dues_fen(1000, -1)
