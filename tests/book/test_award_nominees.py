"""What speaks against nominating a member: honoured lately, holding a union post, a member for too short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.book import editing
from app.book.award_nominees import Limits, propose
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
