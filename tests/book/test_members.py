"""Every change of membership is one step: the record, its event and its earlier periods, and back again."""

from datetime import date
from pathlib import Path

import pytest

from app.book import editing, members
from app.book.book import Book
from app.domain.errors import Invalid, Refused
from app.domain.records import ALL

YEAR = date(2026, 12, 31)


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        yield book


@pytest.fixture
def zhang(book: Book) -> int:
    return members.admit(book, {"name": "张三"}, "2020年5月")


def everything(book: Book) -> dict[str, list[dict]]:
    return {record.table: book.read.every(record.table) for record in ALL}


def events(book: Book) -> list[tuple[str, str]]:
    return [(row["kind"], row["happened"]) for row in book.read.every("member_event")]


def row(book: Book, member_id: int) -> dict:
    return book.read.row("member", member_id)


def test_admitting(book):
    before = everything(book)
    one = members.admit(book, {"name": "张三", "gender": "男"}, "2026-03-01", doc_no="青工〔2026〕3号")
    two = members.transfer_in(book, {"name": "李䶮", "joined": "2026年4月"}, from_unit="县一中工会")
    assert (row(book, one)["state"], row(book, one)["joined_from"]) == ("正常", "2026-03-01")
    assert row(book, two)["joined"] == "2026年4月"
    assert events(book) == [("新发展入会", "2026-03-01"), ("转入", "2026年4月")]
    assert book.read.every("member_event")[1]["other_unit"] == "县一中工会"
    book.undo()
    book.undo()
    assert everything(book) == before


@pytest.mark.parametrize(
    ("verb", "state", "reason", "event"),
    [
        (lambda b, m: members.transfer_out(b, m, "2026-06-30", to_unit="县医院"), "已转出", "调离", "转出"),
        (lambda b, m: members.leave(b, m, "2026-06-30"), "已退会", "退会", "自愿退会"),
        (lambda b, m: members.leave(b, m, "2026-06-30", "离职"), "已转出", "辞职", "离职"),
        (lambda b, m: members.leave(b, m, "2026-06-30", "开除会籍", reason="判刑"), "已除名", "除名", "开除会籍"),
        (lambda b, m: members.die(b, m, "2026-06-30"), "去世", "去世", "去世"),
    ],
)
def test_leaving_is_one_step_and_back(book, zhang, verb, state, reason, event):
    before = everything(book)
    verb(book, zhang)
    after = row(book, zhang)
    assert (after["state"], after["left_on"], after["leave_reason"]) == (state, "2026-06-30", reason)
    assert events(book)[-1] == (event, "2026-06-30")
    assert zhang not in members.roster(book.read, YEAR)
    assert zhang in members.roster(book.read, date(2026, 6, 29))
    assert zhang not in members.roster(book.read, date(2020, 4, 30))
    book.undo()
    assert everything(book) == before


def test_keeping_and_going_on_in_the_same_period(book, zhang):
    before = everything(book)
    members.keep(book, zhang, "2026年5月")
    kept = row(book, zhang)
    assert (kept["state"], kept["left_on"], kept["retired_on"]) == ("保留会籍", "", "2026年5月")
    assert zhang in members.roster(book.read, YEAR)
    members.reenter(book, zhang, "2026年9月")
    assert (row(book, zhang)["state"], row(book, zhang)["joined"]) == ("正常", "2020年5月")
    assert book.read.every("membership") == []
    book.undo()
    book.undo()
    assert everything(book) == before


def test_coming_back_keeps_the_earlier_time(book, zhang):
    members.leave(book, zhang, "2023年3月", "离职")
    before = everything(book)
    members.reenter(book, zhang, "2025-09-01", "转入", from_unit="县一中工会")
    again = row(book, zhang)
    assert (again["joined"], again["left_on"], again["left_on_from"], again["leave_reason"], again["state"]) == (
        "2025-09-01", "", None, "", "正常",
    )  # fmt: skip
    [earlier] = book.read.every("membership")
    assert (earlier["joined"], earlier["left_on"], earlier["leave_reason"]) == ("2020年5月", "2023年3月", "辞职")
    there = [zhang in members.roster(book.read, day) for day in (date(2021, 1, 1), date(2024, 1, 1), YEAR)]
    assert there == [True, False, True]
    book.undo()
    assert everything(book) == before


def test_what_cannot_be_is_refused_with_a_sentence(book, zhang):
    with pytest.raises(Refused):
        members.reenter(book, zhang, "2026-01-01")
    with pytest.raises(Refused, match="joined on 2020年5月"):
        members.leave(book, zhang, "2019-01-01")
    with pytest.raises(Invalid):
        members.leave(book, zhang, "13月45日")
    with pytest.raises(Invalid):
        members.leave(book, zhang, "2026-01-01", "转入")
    members.leave(book, zhang, "2026-01-01")
    with pytest.raises(Refused):
        members.transfer_out(book, zhang, "2026-02-01")
    with pytest.raises(Refused, match="left on 2026-01-01"):
        members.reenter(book, zhang, "2025-01-01")
    members.die(book, zhang, "2026-02-01")
    assert row(book, zhang)["left_on"] == "2026-01-01"
    with pytest.raises(Refused, match="died"):
        members.die(book, zhang, "2026-02-02")


def test_a_day_nobody_knows_may_stay_blank(book, zhang):
    members.leave(book, zhang, "")
    assert zhang not in members.roster(book.read, YEAR)
    assert events(book)[-1] == ("自愿退会", "")


def test_records_that_were_only_imported(book):
    plain = editing.save(book, "member", None, {"name": "甲"})
    gone = editing.save(book, "member", None, {"name": "乙", "state": "已转出"})
    own = editing.save(book, "member", None, {"name": "丙", "state": "在岗"})
    assert members.roster(book.read, YEAR) == {plain, own}
    members.transfer_out(book, plain, "2026-05-01")
    members.reenter(book, gone, "2026-05-01")
    assert members.roster(book.read, YEAR) == {gone, own}
    assert row(book, gone)["state"] == "正常"
