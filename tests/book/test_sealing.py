"""Sealed records are only kept; terms of keeping are told and nothing happens by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from app.book import editing, exporting, importing, people, sealing, terms
from app.book.book import Book
from app.book.reader import Reader
from app.domain.errors import Refused
from app.domain.listing import Listing
from app.store import datafile
from tests.book.sheets import workbook

TODAY = date(2026, 11, 23)


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "青石镇.union", "青石镇总工会", year=2026) as book:
        yield book


@pytest.fixture
def gone(book):
    return editing.save(book, "member", None, {"name": "陈一新", "state": "已退会", "left_on": "2019-05-31"})


def test_who_is_still_worked_with_is_not_sealed(book, gone):
    here = editing.save(book, "member", None, {"name": "王小满", "state": "正常"})
    for table, ids, reason in (("member", [here], "离会"), ("member", [gone, here], "离会"), ("member", [gone], " "),
                               ("unit", [1], "撤销")):  # fmt: skip
        with pytest.raises(Refused):
            sealing.seal(book, table, ids, reason, TODAY)
    assert sealing.sealed(book.read) == {}


def test_a_sealed_member_is_offered_nowhere_and_not_exported(book, gone, tmp_path):
    editing.save(book, "relative", None, {"member_id": gone, "name": "陈小小"})
    editing.save(book, "member", None, {"name": "王小满", "state": "正常"})
    assert people.find(book.read, "陈一新")
    sealing.seal(book, "member", [gone], "离会满三年", TODAY)
    everyday = Listing("member", conditions=sealing.everyday(book.read, "member"))
    assert [book.read.row("member", one)["name"] for one in book.read.ids(everyday)] == ["王小满"]
    assert people.find(book.read, "陈一新") == []
    exporting.export(book, tmp_path / "全部.xlsx")
    with Book.create(tmp_path / "别处.union", "别处") as other:
        importing.carry_out(other, importing.plan(other, tmp_path / "全部.xlsx"))
        assert [row["name"] for row in other.read.every("member")] == ["王小满"]
        assert other.read.every("relative") == []
    assert len(book.read.ids(Listing("member", conditions=(sealing.ONLY_SEALED,)))) == 1


def test_a_roster_that_names_a_sealed_member_is_refused_there_alone(book, gone, tmp_path):
    sealing.seal(book, "member", [gone], "离会满三年", TODAY)
    file = workbook(
        tmp_path / "花名册.xlsx",
        {"会员": [["姓名", "手机"], ["陈一新", "13800000001"], ["王小满", "13800000002"]]},
    )
    report = importing.carry_out(book, importing.plan(book, file))
    assert report.sheets[0].added == 1
    assert [row for row, _ in report.sheets[0].refused] == [2]


def test_unsealing_asks_for_a_reason_and_can_itself_be_undone(book, gone):
    sealing.seal(book, "member", [gone], "离会满三年", TODAY)
    with pytest.raises(Refused):
        sealing.unseal(book, "member", [gone], "")
    sealing.unseal(book, "member", [gone], "本人回会")
    assert sealing.sealed(book.read) == {}
    assert book.next_undo().values["reason"] == "本人回会"
    book.undo()
    assert set(sealing.sealed(book.read)) == {("member", gone)}


def test_terms_are_told_for_those_who_left_long_ago(book, gone):
    editing.save(book, "member", None, {"name": "刚走的", "state": "已退会", "left_on": "2025-05-31"})
    editing.save(book, "hardship_file", None, {"name": "李四", "opened": "2020-01", "closed": "2024-06"})
    found = terms.due(book.read, TODAY)
    assert [one.name for one in found] == ["陈一新", "李四"]
    sealing.seal(book, "member", [gone], found[0].rule.title, TODAY)
    assert [one.name for one in terms.due(book.read, TODAY)] == ["李四"]


def test_a_file_of_an_earlier_schema_opened_for_reading_has_no_seals(tmp_path):
    source = Path(__file__).parents[1] / "data" / "schema-003.union"
    with datafile.open_file(Path(copy(source, tmp_path / "旧.union")), read_only=True) as old:
        read = Reader(old)
        assert sealing.sealed(read) == {}
        assert sealing.everyday(read, "member") == ()
