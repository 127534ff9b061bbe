"""What waits in a book: birthdays over the turn of the year, retirements by the rule, terms, deadlines, campaigns."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from app.book import waiting
from app.book.book import Book
from app.domain.retirement import Month, retirement

TODAY = date(2026, 11, 22)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "a.union", "柳桥镇总工会", "乡镇街道", year=2026) as made:
        yield made


def add(book: Book, table: str, **values: object) -> int:
    with book.step("add") as writer:
        return writer.insert(table, values)


def span(name: str, first: str, last: str = "") -> dict[str, str]:
    return {name: first, f"{name}_from": first, f"{name}_to": last or first}


def found(book: Book, listing) -> list[str]:
    rows = book.read.rows(listing.table, book.read.ids(listing))
    return sorted(row.get("name") or row["target"] for row in rows.values())


def test_birthdays_of_this_month_and_over_the_turn_of_the_year(book: Book) -> None:
    add(book, "member", name="十二月", **span("birth", "1980-12-24"))
    add(book, "member", name="一月", **span("birth", "1980-01-02"))
    add(book, "member", name="只知年", **span("birth", "1980-01-01", "1980-12-31"))
    add(book, "member", name="只知月", **span("birth", "1980-01-01", "1980-01-31"))
    december = date(2026, 12, 31)
    assert found(book, waiting.birthdays(december)) == ["十二月"]
    assert found(book, waiting.birthdays(december, 1)) == ["一月", "只知月"]


def test_a_birthday_on_the_29th_of_february_is_in_february_of_every_year(book: Book) -> None:
    add(book, "member", name="闰日", **span("birth", "1988-02-29"))
    for day in (date(2026, 2, 1), date(2027, 2, 28), date(2028, 2, 29)):
        assert found(book, waiting.birthdays(day)) == ["闰日"]
    assert found(book, waiting.birthdays(date(2026, 1, 31), 1)) == ["闰日"]


def test_whoever_is_not_on_the_roster_has_no_birthday_here(book: Book) -> None:
    for state in ("已转出", "已退会", "已除名", "去世", "保留会籍"):
        add(book, "member", name=state, state=state, **span("birth", "1980-11-05"))
    add(book, "member", name="走了", **span("birth", "1980-11-05"), **span("left_on", "2026-11-01"))
    add(book, "member", name="还没来", **span("birth", "1980-11-05"), **span("joined", "2026-12-01"))
    add(book, "member", name="在", state="正常", **span("birth", "1980-11-05"), **span("joined", "2019-11-01"))
    assert found(book, waiting.birthdays(TODAY)) == ["在"]


@pytest.mark.parametrize("seed", range(5))
def test_retirements_are_those_of_the_rule(book: Book, seed: int) -> None:
    chance, wanted = Random(seed), set()
    day = date(chance.randrange(2024, 2045), chance.randrange(1, 13), 28)
    first, last = Month(day.year, day.month), Month(day.year, day.month).plus(11)
    with book.step("add") as writer:
        for at in range(1500):
            born = Month(day.year, day.month).plus(-chance.randrange(48 * 12, 66 * 12))
            gender, age = chance.choice([("男", None), ("男", 60), ("女", 50), ("女", 55), ("女", None)])
            text = date(born.year, born.month, chance.randrange(1, monthrange(born.year, born.month)[1] + 1))
            writer.insert("member", {
                "name": str(at), "gender": gender, "retire_age": age, **span("birth", text.isoformat()),
            })  # fmt: skip
            ages = [50, 55] if gender == "女" and age is None else [age]
            if any(first <= retirement(text, gender, one).statutory <= last for one in ages):
                wanted.add(str(at))
    assert wanted
    assert set(found(book, waiting.retiring(book.read, day))) == wanted


def test_whoever_has_retired_or_has_no_month_of_birth_does_not_retire(book: Book) -> None:
    born = span("birth", "1966-01-15")  # a man's statutory month is then May 2026
    day = date(2026, 1, 1)
    add(book, "member", name="将退", gender="男", **born)
    add(book, "member", name="已退", gender="男", **born, **span("retired_on", "2026-01-01"))
    add(book, "member", name="退休", gender="男", job_status="退休", **born)
    add(book, "member", name="走了", gender="男", state="已转出", **born)
    add(book, "member", name="只知年", gender="男", **span("birth", "1966-01-01", "1966-12-31"))
    add(book, "member", name="性别不明", **born)
    assert found(book, waiting.retiring(book.read, day)) == ["将退"]


def test_terms_that_end_or_have_ended(book: Book) -> None:
    add(book, "unit", name="已届满", **span("term_end", "2026-03-01"))
    add(book, "unit", name="将届满", **span("term_end", "2027-05-20"))
    add(book, "unit", name="还早", **span("term_end", "2027-06-01"))
    add(book, "unit", name="撤销了", **span("term_end", "2026-03-01"), **span("closed", "2026-05-01"))
    add(book, "unit", name="没填")
    assert found(book, waiting.unit_terms(TODAY)) == ["将届满", "已届满"]


def test_the_unions_own_term(book: Book) -> None:
    union = book.read.union()["id"]
    assert waiting.own_term(book.read, TODAY) is None
    for last, near in (("2027-05-20", True), ("2027-08-01", False), ("2026-01-01", True)):
        with book.step("term") as writer:
            writer.update("union_info", union, span("term_to", last))
        assert waiting.own_term(book.read, TODAY) == (date.fromisoformat(last) if near else None)


def test_members_of_whom_something_is_not_known(book: Book) -> None:
    whole = {"id_no": "990101198001011234", **span("birth", "1980-01-01"), **span("joined", "2010-01-01")}
    add(book, "member", name="齐", **whole)
    add(book, "member", name="缺号", **{**whole, "id_no": ""})
    add(book, "member", name="全缺")
    add(book, "member", name="走了", state="已退会")
    assert found(book, waiting.no_identity(TODAY)) == ["全缺", "缺号"]
    assert found(book, waiting.no_joining_date(TODAY)) == ["全缺"]


def test_hardship_files_not_visited_in_the_reporting_year(book: Book) -> None:
    add(book, "hardship_file", name="没去过")
    add(book, "hardship_file", name="去年去过", **span("visited", "2025-12-31"))
    add(book, "hardship_file", name="今年去过", **span("visited", "2026-01-01"))
    add(book, "hardship_file", name="退档了", **span("closed", "2026-02-01"))
    assert found(book, waiting.unvisited(book.read, 2026)) == ["去年去过", "没去过"]


def test_deadlines_that_come(book: Book) -> None:
    add(book, "award", name="明天", **span("recommend_by", "2026-11-23"))
    add(book, "award", name="今天", **span("recommend_by", "2026-11-22"))
    add(book, "award", name="昨天", **span("recommend_by", "2026-11-21"))
    add(book, "award", name="明年", **span("recommend_by", "2027-03-01"))
    listing = waiting.deadlines("award", "recommend_by", TODAY)
    assert [book.read.row("award", row_id)["name"] for row_id in book.read.ids(listing)] == ["今天", "明天"]


def test_a_campaign_finds_its_own_records_of_this_time(book: Book) -> None:
    add(
        book,
        "entry",
        year=2026,
        kind="节日",
        target="端午的",
        reason="2026年端午慰问",
        **span("happened", "2026-06-12"),
    )
    add(book, "entry", year=2025, kind="节日", target="去年的", reason="端午慰问", **span("happened", "2025-05-28"))
    add(book, "entry", year=2026, kind="节日", target="中秋的", reason="中秋慰问", **span("happened", "2026-06-12"))
    add(book, "entry", year=2026, kind="送清凉", target="清凉的", **span("happened", "2026-07-01"))
    near = {one.name: one for one in waiting.occasions(book.read, date(2026, 6, 15))}
    assert found(book, waiting.records_of(near["端午"])) == ["端午的"]
    assert found(book, waiting.records_of(near["送清凉"])) == ["清凉的"]
    assert waiting.records_of(near["安全生产月"]).table == "activity"


def test_a_winters_campaign_keeps_its_records_over_the_new_year(book: Book) -> None:
    add(book, "entry", year=2026, kind="送温暖", target="年前", **span("happened", "2026-12-25"))
    add(book, "entry", year=2027, kind="送温暖", target="年后", **span("happened", "2027-01-20"))
    for day in (date(2026, 12, 28), date(2027, 1, 25)):
        near = {one.name: one for one in waiting.occasions(book.read, day)}
        assert found(book, waiting.records_of(near["送温暖"])) == ["年前", "年后"]
