"""The arithmetic of the ledger's papers: what a household has a month and a head, and amounts in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledger_facts import Money, monthly_per_head
from app.domain.money import parse_words

FEN = st.integers(0, 10**10)


@given(FEN, FEN, st.integers(1, 20))
def test_a_month_and_a_head_is_the_exact_share_to_the_nearest_fen(income: int, rigid: int, household: int) -> None:
    found = monthly_per_head(income, rigid, household)
    assert found is not None
    assert abs(Fraction(income - rigid, 12 * household) - found) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("income", "rigid", "household", "fen"),
    [(4_272_000, 2_600_000, 4, 34_833), (6, 0, 1, 1), (0, 1200, 1, -100), (0, 0, 3, 0)],
)
def test_a_month_and_a_head_in_known_cases(income: int, rigid: int, household: int, fen: int) -> None:
    assert monthly_per_head(income, rigid, household) == fen


@pytest.mark.parametrize("known", [(None, 1, 1), (1, None, 1), (1, 1, None), (1, 1, 0), (1, 1, -1)])
def test_nothing_is_worked_out_from_what_is_not_known(known) -> None:
    assert monthly_per_head(*known) is None


@given(st.none() | FEN, st.none() | FEN)
def test_the_words_say_the_sum_of_money_and_goods(cash: int | None, value: int | None) -> None:
    money = Money(cash, value)
    if money.total:
        assert money.total == (cash or 0) + (value or 0)
        assert parse_words(money.in_words) == money.total
    else:
        assert money.in_words == ""


def test_an_amount_said_in_words_is_not_put_into_capitals() -> None:
    assert Money(10_000_000, None, "近10万元").in_words == ""
