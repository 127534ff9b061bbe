"""The year's figures and pictures: every number is that of the list it opens, and nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from app.book import overviews, yearend_people
from app.book.book import Book
from app.book.overviews import MONEY, NONE, REST, VALUE, Slice
from app.domain.listing import Condition, Listing, all_of, any_of
from app.resources import code_list

KINDS = code_list("aid_kind").values()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "a.union", "柳桥镇总工会", "乡镇街道", year=2026) as made:
        yield made


def add(book: Book, table: str, **values: object) -> int:
    with book.step("add") as writer:
        return writer.insert(table, values)


def span(name: str, first: str, last: str = "") -> dict[str, str]:
    return {name: first, f"{name}_from": first, f"{name}_to": last or first}


def random_entries(book: Book, chance: Random, year: int, count: int) -> None:
    """Entries of a year: dated, over several months, undated, outside the year, without money, without a kind."""
    with book.step("add") as writer:
        for _ in range(count):
            day = date(year, 1, 1) + timedelta(days=chance.randrange(-40, 400))
            last = day + timedelta(days=chance.choice([0, 0, 0, 5, 40, 366]))
            writer.insert("entry", {
                "year": year, "kind": chance.choice([*KINDS[:14], ""]), "target": "某人",
                "cash": chance.choice([None, 0, 50_000, 123_45]), "goods_value": chance.choice([None, 30_000]),
                **(span("happened", day.isoformat(), last.isoformat()) if chance.random() < 0.9 else {}),
            })  # fmt: skip


def assert_true(book: Book, slices: tuple[Slice, ...], whole: Listing, sums: tuple[str, ...] = ()) -> None:
    """Every slice says what its list says, no record is in two of them, and together they are the whole."""
    seen: list[int] = []
    for part in slices:
        totals = book.read.totals(part.listing, sums)
        assert part.count == book.read.count(part.listing), part
        assert part.sums == tuple(totals[name] or 0 for name in sums), part
        seen += book.read.ids(part.listing)
    assert sorted(seen) == sorted(book.read.ids(whole))
    footer = book.read.totals(whole, sums)
    assert [sum(part.sums[at] for part in slices) for at in range(len(sums))] == [footer[name] or 0 for name in sums]


@pytest.mark.parametrize("seed", range(8))
def test_the_bars_of_a_year_are_its_lists(book: Book, seed: int) -> None:
    chance = Random(seed)
    random_entries(book, chance, 2026, 60)
    random_entries(book, chance, 2025, 10)
    whole = Listing("entry", 2026)
    assert_true(book, overviews.aid_by_month(book.read, 2026), whole, MONEY)
    assert_true(book, overviews.aid_by_kind(book.read, 2026), whole, MONEY)


def test_a_year_of_the_statistics_from_october_has_its_own_months(book: Book) -> None:
    add(book, "report_year", year=2026, **span("period_from", "2025-10-01"), **span("period_to", "2026-09-30"))
    add(book, "entry", year=2026, kind="节日", cash=100, **span("happened", "2025-10-03"))
    add(book, "entry", year=2026, kind="节日", cash=200, **span("happened", "2026-10-03"))
    slices = overviews.aid_by_month(book.read, 2026)
    assert [part.name for part in slices[:3]] == ["2025-10", "2025-11", "2025-12"]
    assert [part.name for part in slices][11:] == ["2026-09", ""]
    assert (slices[0].sums, slices[-1].sums) == ((100, 0), (200, 0))
    assert_true(book, slices, Listing("entry", 2026), MONEY)


def test_what_has_no_month_is_said_to_have_none(book: Book) -> None:
    add(book, "entry", year=2026, kind="节日", cash=100, **span("happened", "2026-03-01", "2026-03-31"))
    for values in ({}, span("happened", "2026-03-05", "2026-04-02"), span("happened", "2025-03-05")):
        add(book, "entry", year=2026, kind="节日", cash=1, **values)
    slices = overviews.aid_by_month(book.read, 2026)
    assert [(part.name, part.count) for part in slices if part.count] == [("2026-03", 1), ("", 3)]
    assert slices[-1].what == NONE


def test_the_lesser_kinds_stand_together(book: Book) -> None:
    for at, kind in enumerate(KINDS[:12]):
        add(book, "entry", year=2026, kind=kind, cash=(at + 1) * 100)
    slices = overviews.aid_by_kind(book.read, 2026)
    assert [part.name for part in slices] == [*reversed(KINDS[4:12]), ""]
    assert (slices[-1].what, slices[-1].others, slices[-1].sums) == (REST, 4, (1000, 0))
    assert_true(book, slices, Listing("entry", 2026), MONEY)


def test_one_lesser_kind_keeps_its_name(book: Book) -> None:
    for kind in KINDS[:9]:
        add(book, "entry", year=2026, kind=kind, cash=100)
    assert {part.what for part in overviews.aid_by_kind(book.read, 2026)} == {VALUE}


def test_activities_and_members_by_what_they_belong_to(book: Book) -> None:
    top = add(book, "unit", name="柳桥镇总工会")
    units = [add(book, "unit", name=f"第{n}小组", parent_id=top) for n in range(13)]
    for at, unit in enumerate([*units, None]):
        for _ in range(at + 1):
            add(book, "member", name="某人", unit_id=unit)
    add(book, "member", name="走了的人", unit_id=units[0], state="已退会")
    for area in ("文体活动", "文体活动", "维权", ""):
        add(book, "activity", year=2026, title="某活动", area=area)
    areas = overviews.activities_by_area(book.read, 2026)
    assert [(part.name, part.count) for part in areas] == [("文体活动", 2), ("维权", 1), ("", 1)]
    assert_true(book, areas, Listing("activity", 2026))
    members = overviews.members_by_unit(book.read, 2026)
    assert [part.name for part in members[:2]] == ["第12小组", "第11小组"]
    assert [part.what for part in members[9:]] == [VALUE, REST, NONE]
    assert_true(book, members, overviews.year_counts(book.read, 2026).roster)


@pytest.mark.parametrize("seed", range(6))
def test_members_are_counted_as_the_summary_counts_them(book: Book, seed: int) -> None:
    chance = Random(seed)
    states = ("", "正常", "保留会籍", "已转出", "已退会", "已除名", "去世")
    days = ("2019-02-03", "2026-12-31", "2027-01-01", "2027-06-01")
    with book.step("add") as writer:
        for _ in range(80):
            writer.insert("member", {
                "name": "某人", "gender": chance.choice("男女"), "state": chance.choice(states),
                **(span("joined", chance.choice(days)) if chance.random() < 0.6 else {}),
                **(span("left_on", chance.choice(days)) if chance.random() < 0.4 else {}),
            })  # fmt: skip
    said = {count.lead: count for count in yearend_people.people(book.read, book.read.period(2026))}
    found = overviews.year_counts(book.read, 2026)
    assert (found.members, found.women) == (said["会员"].number, said["其中女会员"].number)
    assert sorted(book.read.ids(found.roster)) == sorted(source.id for source in said["会员"].sources)


def test_the_roster_of_a_day_is_one_condition_that_says_its_day() -> None:
    for day in (date(2025, 12, 31), date(2024, 2, 29)):
        (there,) = overviews.roster(day)
        assert overviews.roster_day(there) == day
    for other in (Condition("state", "on_roster"), any_of(*there.parts), all_of(*there.parts[:2]), all_of(),
                  all_of(any_of(Condition("joined", "to", "neulich")))):  # fmt: skip
        assert overviews.roster_day(other) is None


def test_an_empty_book_has_figures_too(book: Book) -> None:
    found = overviews.year_counts(book.read, 2026)
    assert (found.members, found.entries, found.cash, found.activities, found.honours) == (0, 0, 0, 0, 0)
    assert len(overviews.aid_by_month(book.read, 2026)) == 12
    assert overviews.aid_by_kind(book.read, 2026) == ()
    assert overviews.members_by_unit(book.read, 2026) == ()


def test_only_known_columns_are_asked_for(book: Book) -> None:
    with pytest.raises(KeyError):
        overviews._by_value(book.read, Listing("entry"), "kind; DROP TABLE entry", 3)
    with pytest.raises(KeyError):
        overviews._by_month(book.read, Listing("entry"), "kind", book.read.period(2026))
