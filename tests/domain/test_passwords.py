"""The wait after wrong passwords, and what a new password must be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import password_rules
from app.domain.password_delay import LONGEST, Tries, wait_after

MOMENTS = st.floats(0, 4e9)
COUNTS = st.integers(0, 10_000)


@pytest.mark.fault("K2")
def test_the_wait_doubles_up_to_a_minute() -> None:
    assert [wait_after(count) for count in range(9)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]


@pytest.mark.fault("K2")
@given(COUNTS, COUNTS)
def test_more_wrong_ones_never_wait_less_and_never_over_a_minute(some: int, more: int) -> None:
    assert wait_after(some) <= wait_after(some + more) <= LONGEST


@pytest.mark.fault("K2")
@given(COUNTS, MOMENTS, MOMENTS)
def test_no_clock_makes_the_wait_longer_than_it_is(count: int, last: float, now: float) -> None:
    left = Tries(count, last).wait(now)
    assert 0 <= left <= wait_after(count)
    if now < last:  # the clock was turned back
        assert left == wait_after(count)


@pytest.mark.fault("K2")
@given(COUNTS, MOMENTS, st.floats(0, 60), st.floats(0, 60))
def test_time_that_passes_shortens_the_wait_by_no_more_than_it_is(
    count: int, last: float, some: float, more: float
) -> None:
    tries = Tries(count, last)
    first, later = tries.wait(last + some), tries.wait(last + some + more)
    assert later <= first
    assert first - later <= more + 1e-4


@pytest.mark.fault("K2")
@given(st.lists(st.floats(0, 1e5), max_size=30), MOMENTS)
def test_who_waits_each_time_still_needs_the_whole_of_the_waits(pauses: list[float], start: float) -> None:
    tries, now, spent = Tries(), start, 0.0
    for pause in pauses:
        wait = tries.wait(now)
        now, spent = now + max(wait, pause), spent + wait
        tries = tries.failed(now)
    assert tries.failures == len(pauses)
    assert tries.wait(now) == pytest.approx(wait_after(len(pauses)), abs=1e-3)


def test_a_new_password_has_six_characters_and_is_typed_twice_the_same() -> None:
    assert "six" in password_rules.problem("12345", "12345")
    assert "differ" in password_rules.problem("123456", "123457")
    assert not password_rules.problem("春天来了我们", "春天来了我们")
    assert not password_rules.problem("  a b  ", "  a b  ")


@pytest.mark.fault("K3")
def test_blanks_at_the_ends_count() -> None:
    assert "differ" in password_rules.problem("abcdef ", "abcdef")


@pytest.mark.parametrize("password", ["123456", "aaaaaaaa", "abcdefgh", "password", "12345678", "qwerty", "88888888"])
def test_what_is_tried_first_is_called_easily_guessed(password: str) -> None:
    assert "guessed" in password_rules.told(password)


@pytest.mark.parametrize("password", ["老槐树下第三块砖", "tractor-seven-plum", "k7#Qm2!xVp0zR"])
def test_what_is_long_and_odd_holds(password: str) -> None:
    assert password_rules.told(password) == "Holds well."


@given(st.text(max_size=40))
def test_any_text_can_be_judged(text: str) -> None:
    assert password_rules.told(text) == "" or len(text) >= password_rules.SHORTEST
