"""Membership: the states, the events, and who was a member on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import membership as m
from app.domain.errors import Refused
from app.domain.membership import EventKind, Period, State, next_state, was_member

STATES = ["", *State]


@pytest.mark.parametrize(
    ("state", "event", "after"),
    [
        ("", EventKind.JOIN, State.NORMAL),
        ("", EventKind.TRANSFER_IN, State.NORMAL),
        (State.NORMAL, EventKind.RETIRE_KEEP, State.KEPT),
        (State.KEPT, EventKind.RESTORE, State.NORMAL),
        (State.NORMAL, EventKind.TRANSFER_OUT, State.MOVED),
        (State.MOVED, EventKind.TRANSFER_IN, State.NORMAL),
        (State.NORMAL, EventKind.QUIT, State.LEFT),
        (State.LEFT, EventKind.JOIN, State.NORMAL),
        (State.NORMAL, EventKind.LAPSE, State.LEFT),
        (State.KEPT, EventKind.EXPEL, State.EXPELLED),
        (State.KEPT, EventKind.DEATH, State.DEAD),
        (State.MOVED, EventKind.DEATH, State.DEAD),
        (State.DEAD, EventKind.INFO, State.DEAD),
        ("", EventKind.INFO, ""),
    ],
)
def test_what_an_event_leads_to(state, event, after):
    assert next_state(state, event) == after
    assert type(next_state(state, event)) in (str, State)


@pytest.mark.parametrize(
    ("state", "event", "word"),
    [
        (State.NORMAL, EventKind.JOIN, "a member already"),
        (State.DEAD, EventKind.JOIN, "has died"),
        (State.LEFT, EventKind.QUIT, "no member now"),
        ("", EventKind.DEATH, "no member now"),
    ],
)
def test_what_cannot_happen_is_refused(state, event, word):
    with pytest.raises(Refused, match=word):
        next_state(state, event)


def test_words_of_the_clerk_s_own_change_nothing():
    assert next_state(State.NORMAL, "借调") == State.NORMAL
    assert next_state("待定", EventKind.JOIN) == "待定"
    assert m.possible_events("待定") == tuple(EventKind)


@given(st.sampled_from(STATES), st.sampled_from(list(EventKind)))
def test_possible_events_are_those_not_refused(state, event):
    if event in m.possible_events(state):
        assert next_state(state, event) in STATES
    else:
        with pytest.raises(Refused):
            next_state(state, event)


@given(st.lists(st.sampled_from(list(EventKind)), max_size=20))
def test_a_life_opens_and_closes_periods_in_turn(events):
    state, open_periods = "", 0
    for event in events:
        if event not in m.possible_events(state):
            continue
        open_periods += m.opens_period(state, event) - m.closes_period(state, event)
        state = next_state(state, event)
        assert open_periods == (state in m.CURRENT)


def test_votes_and_dues():
    assert m.may_vote(State.NORMAL)
    assert m.pays_dues(State.NORMAL)
    assert not m.may_vote(State.KEPT)
    assert not m.pays_dues(State.KEPT)


JOINED, LEFT = date(2020, 5, 1), date(2023, 6, 30)


def test_the_edges_of_a_period():
    periods = [Period(JOINED, LEFT)]
    days = (JOINED - timedelta(days=1), JOINED, LEFT - timedelta(days=1), LEFT)
    assert [was_member(periods, day) for day in days] == [False, True, True, False]
    assert not was_member([], JOINED)


def test_dates_known_in_part():
    periods = [Period((date(2020, 1, 1), date(2020, 12, 31)), (date(2023, 6, 1), date(2023, 6, 30)))]
    assert was_member(periods, date(2020, 1, 1))
    assert was_member(periods, date(2023, 6, 29))
    assert not was_member(periods, date(2023, 6, 30))


def test_dates_not_known():
    assert was_member([Period()], date(1950, 1, 1))
    assert was_member([Period(None, LEFT)], date(1950, 1, 1))
    assert not was_member([Period(JOINED, None, "退会")], date(2021, 1, 1))


def test_earliest_joining():
    periods = [Period(JOINED, LEFT), Period(date(2024, 1, 1))]
    assert m.earliest_joining(periods, date(2025, 1, 1)) == date(2024, 1, 1)
    assert m.earliest_joining([Period()], LEFT) is None
    assert m.earliest_joining(periods, LEFT) is None
