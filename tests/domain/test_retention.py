"""Which backups are kept: by tables of fixed days, and by what must hold for any days a clock may ever have told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import retention
from app.domain.retention import ASKED, IMPORT, TIMED, Kept, to_keep

TODAY = date(2026, 11, 23)  # a Monday


def in_order(*days: date, reason: str = TIMED) -> list[Kept]:
    return [Kept(number, day, reason) for number, day in enumerate(days, 1)]


def days_of(kept: frozenset[Kept]) -> list[str]:
    return [one.day.isoformat() for one in sorted(kept, key=lambda one: one.number)]


def after(kept: list[Kept], days: list[date]) -> list[Kept]:
    """One backup after the other, thinned each time, as in the clerk's folder."""
    number = max((one.number for one in kept), default=0)
    for place, day in enumerate(days, 1):
        kept = list(to_keep([*kept, Kept(number + place, day)]))
    return kept


def test_a_backup_a_day_for_three_years():
    """The last seven days and three by number; Sundays, ends of months, and the last of every year."""
    days = [TODAY - timedelta(days=back) for back in range(3 * 365, -1, -1)]
    assert days_of(to_keep(in_order(*days))) == [
        "2023-12-31", "2024-12-31", "2025-12-31",
        "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31",
        "2026-08-31", "2026-09-30", "2026-10-31",
        "2026-11-08", "2026-11-14", "2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19",
        "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23",
    ]  # fmt: skip


def test_many_a_day_leave_the_last_of_each_day():
    days = [TODAY - timedelta(days=back) for back in range(9, -1, -1) for _ in range(5)]
    kept = to_keep(in_order(*days))
    assert {one.day for one in kept} >= {TODAY - timedelta(days=back) for back in range(7)}
    assert all(max(one.number for one in kept if one.day == day) % 5 == 0 for day in {one.day for one in kept})


def test_days_without_a_backup_do_not_count():
    days = [date(2026, 1, 5) + timedelta(days=30 * n) for n in range(11)]
    assert to_keep(in_order(*days)) == frozenset(in_order(*days))


def test_what_was_made_before_a_great_change_stays_and_what_the_clerk_asked_for_always():
    early = [Kept(n, date(2026, 1, 5), IMPORT) for n in range(1, 6)] + [Kept(6, date(2026, 1, 5), ASKED)]
    late = [Kept(10 + n, TODAY) for n in range(20)]
    kept = to_keep([*early, *late])
    assert sorted(one.number for one in kept if one.day < TODAY) == [3, 4, 5, 6]


@pytest.mark.fault("C1", "C2", "C4")
@pytest.mark.parametrize("odd", [date(2009, 1, 1), date(2099, 1, 1)])
def test_a_clock_gone_wrong_costs_no_day(odd):
    """Forty good days, then the battery is empty for a while, then it is mended."""
    good = [TODAY - timedelta(days=back) for back in range(60, -1, -1)]
    before = after([], good)
    during = after(before, [odd + timedelta(days=n // 3) for n in range(40)])
    last_seven = {TODAY - timedelta(days=n) for n in range(7)}
    planned = {
        one.day for one in to_keep([one for one in before if one.number <= 51])
    }  # the ten newest stand by number
    assert last_seven <= {one.day for one in during}
    assert {day for day in planned if day <= TODAY - timedelta(days=17)} <= {one.day for one in during}
    mended = after(during, [TODAY])
    assert max(mended, key=lambda one: one.number).day == TODAY
    assert last_seven <= {one.day for one in mended}


@pytest.mark.fault("C3")
def test_an_hour_back_over_midnight_keeps_the_later_by_number():
    night = in_order(TODAY, TODAY + timedelta(days=1), TODAY)
    assert to_keep(night) == frozenset(night)
    many = [*in_order(*[TODAY] * 30), Kept(31, TODAY + timedelta(days=1)), Kept(32, TODAY)]
    assert {Kept(31, TODAY + timedelta(days=1)), Kept(32, TODAY)} <= to_keep(many)


def test_a_clock_that_stands_still_leaves_the_newest():
    assert {one.number for one in to_keep(in_order(*[date(2009, 1, 1)] * 50))} == set(range(41, 51))


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
near = st.dates(min_value=date(2025, 6, 1), max_value=date(2026, 12, 31))
reasons = st.sampled_from([*retention.REASONS, ASKED])
backups = st.lists(st.tuples(st.one_of(near, days), reasons), max_size=80).map(
    lambda made: [Kept(number, day, reason) for number, (day, reason) in enumerate(made, 1)]
)


@pytest.mark.fault("C4")
@given(backups)
def test_always_the_newest_and_never_too_few(made):
    kept = to_keep(made)
    assert kept <= set(made)
    assert len(kept) >= min(len(made), 10)
    assert set(made[-10:]) <= kept
    assert {one.day.year for one in kept} == {one.day.year for one in made}
    assert {one for one in made if one.reason == ASKED} <= kept


@pytest.mark.fault("C4")
@given(backups)
def test_twice_is_once_and_the_order_of_asking_is_all_one(made):
    kept = to_keep(made)
    assert to_keep(kept) == kept
    assert to_keep(reversed(made)) == kept


@pytest.mark.fault("C4", "P9")
@given(backups, st.one_of(near, days), reasons)
def test_thinning_today_takes_nothing_that_would_be_wanted_tomorrow(made, day, reason):
    """Thinning after each backup ends as thinning once at the end does."""
    another = Kept(len(made) + 1, day, reason)
    assert to_keep([*made, another]) <= to_keep(made) | {another}
    assert to_keep([*to_keep(made), another]) == to_keep([*made, another])


@pytest.mark.fault("C1", "C2", "C4")
@given(st.lists(near, max_size=60), st.lists(st.integers(0, 1), max_size=60), st.sampled_from([2009, 2031, 2099]))
def test_backups_of_a_wrong_clock_displace_none_of_the_good_ones(good, odd, year):
    """Whatever is made under a wrong clock, before, between or after: the plan's drawers of the good time stay full."""
    made, n = [], 0
    for place in range(max(len(good), len(odd))):
        for source, day in ((good, None), (odd, date(year, 1, 1 + place % 20))):
            if place < len(source) and (day is None or odd[place]):
                n += 1
                made.append(Kept(n, day or good[place]))
    alone = [one for one in made if one.day.year != year]
    newest = set(sorted(alone, key=lambda one: one.number)[-10:])
    assert to_keep(alone) - newest <= to_keep(made)
    for drawer in (lambda one: one.day, lambda one: one.day.isocalendar()[:2], lambda one: one.day.strftime("%Y%m")):
        assert {drawer(one) for one in to_keep(alone) - newest} <= {drawer(one) for one in to_keep(made)}


@pytest.mark.parametrize("a_day", [1, 2, 4])
def test_the_folder_stays_small(a_day):
    kept = after([], [date(2024, 1, 1) + timedelta(days=n // a_day) for n in range(400)])
    assert len(kept) <= 10 + 7 + 4 + 12 + 2
