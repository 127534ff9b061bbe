"""What speaks against nominating a member: honoured lately, holding a union post, a member for too short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.book import editing
from app.book.award_nominees import Limits, places, propose
from app.book.book import Book

_DAY = date(2026, 11, 20)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "b.union", "小青镇总工会", "乡镇街道", year=2026) as book:
        editing.save(book, "award", None, {"name": "优秀工会积极分子", "target": "个人", "year": "2026"})
        yield book


def notes(book: Book, member: int, limits: Limits | None = None) -> list[str]:
    award = book.read.every("award")[0]["id"]
    (found,) = propose(book.read, award, [member], _DAY, limits or Limits())
    return [one.msgid for one in found.findings]


def test_nothing_speaks_against_an_old_member(book: Book) -> None:
    assert notes(book, editing.save(book, "member", None, {"name": "陈一新", "joined": "2019-05"})) == []


@pytest.mark.parametrize(("year", "found"), [(2026, True), (2025, True), (2024, False)])
def test_the_same_honour_lately(book: Book, year: int, found: bool) -> None:
    member = editing.save(book, "member", None, {"name": "陈一新", "joined": "2019-05"})
    editing.save(book, "honour", None, {"title": "优秀工会积极分子", "recipient": "陈一新", "year": str(year)})
    assert bool(notes(book, member)) is found
    assert notes(book, member, Limits(not_again_years=0)) == []


def test_another_honour_or_one_taken_back_is_none(book: Book) -> None:
    member = editing.save(book, "member", None, {"name": "陈一新"})
    editing.save(book, "honour", None, {"title": "岗位能手", "recipient": "陈一新", "year": "2025"})
    editing.save(book, "honour", None, {"title": "优秀工会积极分子", "recipient": "陈一新", "member_id": member,
                                        "year": "2025", "revoked": "2026-01-05"})  # fmt: skip
    assert notes(book, member) == []


def test_a_name_two_members_have_says_nothing_of_either(book: Book) -> None:
    member = editing.save(book, "member", None, {"name": "陈一新"})
    editing.save(book, "member", None, {"name": "陈一新"})
    editing.save(book, "honour", None, {"title": "优秀工会积极分子", "recipient": "陈一新", "year": "2025"})
    assert notes(book, member) == []


@pytest.mark.parametrize(
    ("joined", "found"),
    [("2026-05-20", False), ("2026-05-21", True), ("2026年5月", False), ("2026年6月", True), ("", False)],
)
def test_half_a_year_of_membership(book: Book, joined: str, found: bool) -> None:
    member = editing.save(book, "member", None, {"name": "陈一新", "joined": joined})
    assert bool(notes(book, member)) is found
    assert notes(book, member, Limits(least_months=0)) == []


def test_an_officer_is_no_activist(book: Book) -> None:
    member = editing.save(book, "member", None, {"name": "陈一新", "union_post": "主席"})
    assert len(notes(book, member)) == 1


def test_places_and_nominations_of_a_unit_with_all_below_it(book: Book) -> None:
    award = book.read.every("award")[0]["id"]
    top = editing.save(book, "unit", None, {"name": "小青镇总工会"})
    factory = editing.save(book, "unit", None, {"name": "纺织厂工会", "parent_id": top})
    group = editing.save(book, "unit", None, {"name": "第一小组", "parent_id": factory})
    school = editing.save(book, "unit", None, {"name": "小学工会", "parent_id": top})
    assert places(book.read, award).of([group, factory, top]) is None, "nothing is shared out"
    with book.step("Share out") as writer:
        writer.insert("award_quota", {"award_id": award, "unit_id": factory, "allotted": 2, "adjusted": -1})
        writer.insert("award_quota", {"award_id": award, "place": "小学工会", "allotted": 0})
    editing.save(book, "nominee", None, {"award_id": award, "name": "陈一新", "unit_id": group})
    editing.save(book, "nominee", None, {"award_id": award, "name": "外来"})
    found = places(book.read, award)
    near, far = found.of([group, factory, top]), found.of([school, top])
    assert near is not None
    assert far is not None
    assert (near.name, near.given, near.nominated) == ("纺织厂工会", 1, 1)
    assert (far.given, far.nominated) == (0, 0)
    assert found.of([top]) is None
