"""Places shared out: the sum is exact, the bounds are kept, and the order of the groups decides nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import quota
from app.domain.errors import AppError
from app.domain.quota import Step, adjusted, allot, by_ratio, by_steps, rounded

WEIGHTS = st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any)


@st.composite
def bounded_cases(draw):
    """Weights with floors and ceilings, and a total they can take."""
    weights = draw(WEIGHTS)
    floors = [draw(st.integers(0, 5)) for _ in weights]
    ceilings = [draw(st.none() | st.integers(floor, floor + 20)) for floor in floors]
    room = [
        floor if not weight else floor + 30 if ceiling is None else ceiling
        for weight, floor, ceiling in zip(weights, floors, ceilings, strict=True)
    ]
    return draw(st.integers(sum(floors), sum(room))), weights, floors, ceilings


@given(st.integers(0, 2000), WEIGHTS)
def test_sum_quota_and_monotony(total, weights):
    rows = allot(total, weights).rows
    assert sum(row.allotted for row in rows) == total
    assert all(abs(row.allotted - row.quotient) < 1 for row in rows)
    assert all(row.base + row.remainder == row.quotient for row in rows)
    by_weight = sorted(rows, key=lambda row: (row.weight, row.allotted))
    assert [row.allotted for row in by_weight] == sorted(row.allotted for row in rows)


@given(bounded_cases())
def test_bounds_are_kept(case):
    total, weights, floors, ceilings = case
    shared = allot(total, weights, floors=floors, ceilings=ceilings)
    assert shared.total == total
    for places, floor, ceiling in zip(shared.places, floors, ceilings, strict=True):
        assert places >= floor
        assert ceiling is None or places <= ceiling


@given(st.integers(0, 2000), WEIGHTS, st.randoms())
def test_order_of_groups_decides_nothing(total, weights, random):
    mixed = list(weights)
    random.shuffle(mixed)
    before = sorted(zip(weights, allot(total, weights).places, strict=True))
    assert sorted(zip(mixed, allot(total, mixed).places, strict=True)) == before


@given(bounded_cases(), st.randoms())
def test_order_decides_nothing_with_bounds(case, random):
    total, weights, floors, ceilings = case
    rows = list(zip(weights, floors, ceilings, strict=True))
    mixed = list(rows)
    random.shuffle(mixed)

    def shared(groups):
        weights, floors, ceilings = zip(*groups, strict=True)
        places = allot(total, weights, floors=floors, ceilings=ceilings).places
        return sorted((w, f, c is None, c or 0, p) for (w, f, c), p in zip(groups, places, strict=True))

    # Two groups of one weight and other bounds may tie, and then the first one stands; the sums agree.
    if len(set(weights)) == len(weights):
        assert shared(mixed) == shared(rows)


@given(st.integers(0, 200), st.lists(st.fractions(0, 50, max_denominator=60), min_size=1, max_size=8).filter(any))
def test_weights_may_be_fractions(total, weights):
    assert allot(total, weights).total == total


def test_ties_go_to_the_heavier_then_the_first():
    assert allot(1, [5, 5, 5]).places == (1, 0, 0)
    assert allot(2, [1, 3]).places == (0, 2)


def test_floor_takes_from_the_others():
    shared = allot(10, [90, 9, 1], floors=[1, 1, 1])
    assert shared.places == (8, 1, 1)
    assert shared.rows[2].note_msgid == quota.NOTE_FLOOR
    assert shared.rows[0].quotient == 9


def test_ceiling_gives_to_the_others():
    shared = allot(10, [90, 9, 1], ceilings=[5, None, None])
    assert shared.total == 10
    assert shared.places[0] == 5
    assert shared.rows[0].note_msgid == quota.NOTE_CEILING


def test_nobody_and_nothing():
    assert allot(0, [0, 0]).places == (0, 0)
    assert allot(2, [0, 0], floors=[1, 1]).places == (1, 1)
    assert allot(0, []).places == ()


@pytest.mark.parametrize(
    ("total", "weights", "bounds", "word"),
    [
        (3, [1, 1], {"floors": [2, 2]}, "least numbers"),
        (9, [1, 1], {"ceilings": [2, 2]}, "at most"),
        (3, [0, 0], {}, "at most"),
        (3, [], {}, "at most"),
        (-1, [1], {}, "below zero"),
        (1, [-1], {}, "below zero"),
        (1, [1], {"floors": [3], "ceilings": [2]}, "above its greatest"),
        (1, [1], {"floors": [-3]}, "above its greatest"),
    ],
)
def test_the_impossible_is_refused_with_a_sentence(total, weights, bounds, word):
    with pytest.raises(AppError, match=word):
        allot(total, weights, **bounds)


def test_half_is_rounded_up():
    assert rounded(Fraction(1, 2)) == 1
    assert rounded(Fraction(5, 2)) == 3
    assert rounded(Fraction(5, 2), "down") == 2
    assert rounded(Fraction(21, 10), "up") == 3
    # 14 % of 1263 members are 176.82; of 1250 exactly 175.
    assert rounded(1250 * Fraction(14, 100)) == 175


def test_by_ratio():
    shared = by_ratio([10, 25, 200], Fraction(5, 100), minimum=1, maximum=8)
    assert shared.places == (1, 1, 8)
    assert [row.note_msgid for row in shared.rows] == ["", "", quota.NOTE_CEILING]
    assert by_ratio([2], Fraction(5, 100), minimum=1).rows[0].note_msgid == quota.NOTE_FLOOR


def test_by_ratio_within_a_total():
    shared = by_ratio([10, 30, 60], Fraction(10, 100), "up", cap_total=8)
    assert shared.total == 8
    assert all(new <= old for new, old in zip(shared.places, (1, 3, 6), strict=True))
    with pytest.raises(AppError):
        by_ratio([10, 10, 10], Fraction(10, 100), minimum=1, cap_total=2)


@given(WEIGHTS, st.integers(1, 30), st.integers(0, 200))
def test_by_ratio_never_passes_the_total(counts, percent, cap):
    shared = by_ratio(counts, Fraction(percent, 100), "half_up", cap_total=cap)
    assert shared.total <= cap


def test_steps():
    table = [Step(49, 1), Step(100, 2), Step(None, 3)]
    assert by_steps([3, 49, 50, 100, 101], table).places == (1, 1, 2, 2, 3)
    assert by_steps([3, 900], [Step(None, 1)]).places == (1, 1)
    with pytest.raises(AppError, match="No step"):
        by_steps([60], [Step(49, 1)])


def test_adjusted():
    changed = adjusted(allot(4, [1, 1]), [1, -1])
    assert changed.places == (3, 1)
    assert [row.adjust for row in changed.rows] == [1, -1]
    with pytest.raises(AppError, match="cannot be taken"):
        adjusted(changed, [0, -2])
