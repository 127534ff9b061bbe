"""The demonstration union: the same each time, sound, one step, and within its own rules."""

import time
from collections import Counter
from pathlib import Path

import pytest

from app.book import demo
from app.book.awards import award_facts
from app.book.book import Book
from app.book.checks import check_book
from app.domain import identity
from app.domain.fields import Kind
from app.domain.records import ALL
from app.resources import code_list


def made(path: Path) -> Book:
    book = Book.create(path, demo.NAME, demo.KIND)
    demo.fill(book)
    return book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory):
    with made(tmp_path_factory.mktemp("demo") / "a.union") as book:
        yield book


def without_ids(book: Book) -> dict[str, list[list[object]]]:
    """Every record without the identifiers, whose beginning is drawn for each file."""
    kept = {}
    for record in ALL:
        names = [f.name for f in record.fields if not f.ref and f.name != "owner_id"]
        kept[record.table] = [[row[name] for name in names] for row in book.read.every(record.table)]
    return kept


def test_it_holds_two_years_of_work(book):
    counts = {table: len(book.read.every(table)) for table in ("unit", "member", "entry", "activity", "award")}
    assert counts == {"unit": 12, "member": 320, "entry": 240, "activity": 91, "award": 3}
    assert Counter(row["year"] for row in book.read.every("entry")) == {2025: 120, 2026: 120}
    assert book.read.current_year() == 2026
    assert book.read.years() == [2026, 2025]
    for record in ALL:
        if record.table not in (
            "report_year",
            "membership",
            "attachment",
            "paper",
            "saved_filter",
            "summary_draft",
            "summary_text",
            "sealing",
        ):
            assert book.read.every(record.table), record.table


def test_it_is_the_same_every_time_and_quick(book, tmp_path):
    start = time.perf_counter()
    with made(tmp_path / "b.union") as other:
        assert time.perf_counter() - start < 10
        assert without_ids(other) == without_ids(book)
        other.undo()
        assert other.read.every("member") == []


def test_it_is_sound_and_agrees_with_itself(book):
    assert book.read.check() == []
    assert [found.table for found in check_book(book.read)] == ["entry"]  # the few that wait for their papers
    assert check_book(book.read, 2025) == ()


def test_its_people_are_invented_and_well_formed(book):
    members = book.read.every("member")
    for row in members:
        checked = identity.check_id_number(row["id_no"])
        assert row["id_no"].startswith("990101")
        assert (checked.gender, checked.birth.isoformat()) == (row["gender"], row["birth_from"])
        assert identity.check_phone(row["mobile"]) == row["mobile"]
        assert row["joined_from"] > row["birth_from"]
    assert len({row["id_no"] for row in members}) == len({row["name"] for row in members}) == 320
    names = "".join(row["name"] for row in members)
    assert all(char in names for char in "䶮㛃喆·")


def test_its_words_are_those_of_the_lists(book):
    for record in ALL:
        for field in record.fields:
            if field.kind is Kind.CHOICE and field.codes:
                known = code_list(field.codes)
                used = {row[field.name] for row in book.read.every(record.table)} - {""}
                assert {word for word in used if not known.canonical(word)} == set(), (record.table, field.name)


def test_no_gift_is_above_the_unions_own_standard(book):
    limits = {row["kind"]: row["limit_amount"] for row in book.read.every("standard") if row["basis"] == "每人每次"}
    for row in book.read.every("entry"):
        if row["kind"] in limits and row["persons"]:
            given = (row["cash"] or 0) + (row["goods_value"] or 0)
            assert given <= limits[row["kind"]] * row["persons"], row["target"]


def test_units_state_what_their_roster_holds(book):
    facts = award_facts(book.read, 2026)
    assert [(award.name, len(award.people), len(award.groups)) for award in facts] == [
        ("优秀工会积极分子", 3, 0), ("优秀工会工作者", 5, 0), ("先进基层工会", 0, 2),
    ]  # fmt: skip
    by_hand, computed = facts[0].quotas, facts[1].quotas
    assert (by_hand.allotted, computed.allotted) == ("12", "4")
    assert [row.members for row in by_hand.rows] == [row.members for row in computed.rows]
    assert {row.remark for row in computed.rows} == {"", "余数进一"}
    assert facts[1].people[0].votes == "10"
    assert facts[2].groups[0].own_score == "98"
