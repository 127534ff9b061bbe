"""Ballots: the numbers that must agree, who passes, and equals across the last seat."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.tally import BallotCount, Base, PassRule, Votes, check, quorate, result

COUNT = BallotCount(due=30, present=27, issued=27, returned=26, valid=25, invalid=1)


def vote(name: str, yes: int, valid: int = 25) -> Votes:
    return Votes(name, yes, valid - yes)


def test_agreeing_numbers():
    assert check(COUNT, [vote("甲", 20), Votes("乙", 3, written_in=True)], seats=2) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"present": 31}, "present"),
        ({"issued": 28}, "issued"),
        ({"returned": 28, "valid": 27}, "returned"),
        ({"valid": 24}, "valid"),
        ({"invalid": -1, "valid": 27}, "invalid"),
    ],
)
def test_each_disagreement_is_named(change, field):
    problems = check(replace(COUNT, **change))
    assert [problem.field for problem in problems] == [field]
    assert problems[0].msgid.format(**dict(problems[0].values))


def test_candidates_votes_must_make_the_valid_ballots():
    assert [p.field for p in check(COUNT, [Votes("甲", 20, 4)])] == ["甲"]
    assert [p.field for p in check(COUNT, [Votes("甲", -1, 26)])] == ["甲"]
    assert [p.field for p in check(COUNT, [Votes("丙", 26, written_in=True)])] == ["丙"]
    assert [p.field for p in check(COUNT, [vote("甲", 20), vote("乙", 20)], seats=1)] == ["votes"]


def test_more_than_half_of_those_entitled():
    done = result(COUNT, [vote("甲", 15), vote("乙", 16)], PassRule(2))
    assert [(r.votes.name, r.rank, r.chosen) for r in done.rows] == [("乙", 1, True), ("甲", 2, False)]
    assert "stay empty" in str(done.findings[0])
    of_present = result(COUNT, [vote("甲", 15), vote("乙", 16)], PassRule(2, Base.PRESENT))
    assert all(row.chosen for row in of_present.rows)
    assert of_present.findings == ()
    assert all(row.chosen for row in result(COUNT, [vote("甲", 15)], PassRule(1, at_least=True)).rows)


def test_equals_across_the_last_seat_vote_again():
    done = result(COUNT, [vote("甲", 20), vote("乙", 18), vote("丙", 18)], PassRule(2))
    assert [(r.votes.name, r.rank, r.chosen, r.level) for r in done.rows] == [
        ("甲", 1, True, False),
        ("乙", 2, False, True),
        ("丙", 2, False, True),
    ]
    assert str(done.findings[0]) == "乙、丙 are level with 18 votes for 1 seats. Vote again among them."


def test_more_with_enough_than_seats():
    done = result(COUNT, [vote("甲", 20), vote("乙", 18), vote("丙", 17)], PassRule(2))
    assert [row.chosen for row in done.rows] == [True, True, False]
    assert done.findings == ()


def test_equals_among_the_chosen_are_all_chosen():
    done = result(COUNT, [vote("甲", 20), vote("乙", 20), vote("丙", 17)], PassRule(2))
    assert [row.chosen for row in done.rows] == [True, True, False]


def test_too_few_present():
    few = BallotCount(30, 19, 19, 19, 19, 0)
    assert not quorate(few)
    assert "19 of 30" in str(result(few, [vote("甲", 19, 19)], PassRule(1)).findings[0])
    assert quorate(replace(few, present=20))
    assert not quorate(BallotCount(0, 0, 0, 0, 0, 0))


def test_nobody_entitled():
    assert result(BallotCount(0, 0, 0, 0, 0, 0), [Votes("甲", 0)], PassRule(1)).rows[0].rate == Fraction(0)


@given(st.lists(st.integers(0, 25), max_size=8), st.integers(1, 5))
def test_never_more_chosen_than_seats_and_never_past_a_better_one(yes, seats):
    rows = result(COUNT, [vote(str(i), n) for i, n in enumerate(yes)], PassRule(seats)).rows
    assert sum(row.chosen for row in rows) <= seats
    assert all(row.enough for row in rows if row.chosen)
    least = min((row.votes.yes for row in rows if row.chosen), default=26)
    assert all(row.votes.yes <= least for row in rows if not row.chosen)
