"""The facts of a year: what belongs to it, and who was a member at its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.book import yearend
from app.book.book import Book
from app.domain.summary_facts import YearFacts


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "a.union", "柳桥镇总工会", "township") as made:
        yield made


def add(book: Book, table: str, **values: object) -> int:
    with book.step("add") as writer:
        return writer.insert(table, values)


def day(name: str, text: str) -> dict[str, str]:
    return {name: text, f"{name}_from": text, f"{name}_to": text}


def test_only_records_of_the_year_are_facts(book: Book) -> None:
    mine = add(book, "activity", year=2026, title="植树", area="志愿服务")
    add(book, "activity", year=2025, title="去年", area="志愿服务")
    assert [item.source.id for item in yearend.facts(book.read, 2026).work] == [mine]


def test_an_overview_item_of_the_year_stands_before_one_without(book: Book) -> None:
    add(book, "overview", item="主题", content="老主题")
    add(book, "overview", item="主题", content="新主题", year=2026)
    add(book, "overview", item="主题", content="别年", year=2025)
    add(book, "overview", item="单位性质", content="township")
    assert [item.text("content") for item in yearend.facts(book.read, 2026).overview] == ["新主题"]


def test_members_are_those_of_the_last_day(book: Book) -> None:
    add(book, "member", name="甲", state="正常", gender="女")
    add(book, "member", name="乙", state="", **day("joined", "2026-06-01"))
    add(book, "member", name="丙", state="正常", **day("joined", "2027-01-02"))
    add(book, "member", name="丁", state="已退会")
    add(book, "member", name="戊", state="已退会", **day("left_on", "2027-02-01"))
    counts = {c.lead: c.number for c in yearend.facts(book.read, 2026).people}
    assert counts == {"会员": 3, "其中女会员": 1, "本年新入会": 1}


def test_units_count_while_they_stand(book: Book) -> None:
    add(book, "unit", name="一厂", kind="企业工会")
    add(book, "unit", name="二厂", kind="企业工会", **day("founded", "2026-04-01"))
    add(book, "unit", name="三厂", kind="企业工会", **day("closed", "2026-04-01"))
    add(book, "unit", name="四厂", kind="企业工会", **day("founded", "2027-04-01"))
    found = yearend.facts(book.read, 2026).units
    assert [(c.lead, c.number) for c in found] == [("企业工会", 2), ("本年新建", 1)]
    assert all(len(c.sources) == c.number for c in found)


def test_many_units_are_summed_by_kind(book: Book) -> None:
    for number in range(20):
        add(book, "unit", name=f"{number}厂", kind="企业工会", members=10)
    odd = add(book, "unit", name="大厂", kind="企业工会", members=30, members_given="30余人")
    facts = yearend.facts(book.read, 2026)
    assert ("企业工会填报会员", 200) in [(c.lead, c.number) for c in facts.units]
    assert [item.source.id for item in facts.unit_items] == [odd]


def test_problems_and_plans_keep_the_clerks_numbers(book: Book) -> None:
    second = add(book, "plan", year=2026, position=2, content="乙")
    first = add(book, "plan", year=2026, position=1, content="甲")
    assert [item.source.id for item in yearend.facts(book.read, 2026).plans] == [first, second]


def test_measures_carry_what_was_given(book: Book) -> None:
    add(book, "entry", year=2026, kind="节日", cash=560000, cash_given="0.56万元", persons=0)
    (item,) = yearend.facts(book.read, 2026).work
    assert [(m.field, m.number, m.given) for m in item.measures] == [("persons", 0, ""), ("cash", 560000, "0.56万元")]
    assert item.is_aid


def test_the_period_is_the_one_set(book: Book) -> None:
    add(book, "report_year", year=2026, **day("period_from", "2025-10-01"), **day("period_to", "2026-09-30"))
    assert yearend.facts(book.read, 2026).period == (date(2025, 10, 1), date(2026, 9, 30))


def test_the_union_is_not_below_itself_but_its_numbers_are_told(book: Book) -> None:
    add(book, "unit", name="柳桥镇总工会", workers=9)
    add(book, "unit", name="一厂")
    facts = yearend.facts(book.read, 2026)
    assert [(c.lead, c.number, c.unit) for c in facts.units] == [("工会组织", 1, "个")]
    assert [item.text("name") for item in facts.unit_items] == ["柳桥镇总工会"]


def test_that_the_union_itself_was_the_host_goes_without_saying(book: Book) -> None:
    for host in ("柳桥镇总工会", "镇总工会", "县妇联"):
        add(book, "activity", year=2026, title="植树", host=host)
    assert [item.text("host") for item in yearend.facts(book.read, 2026).work] == ["", "", "县妇联"]


def test_the_year_before_comes_along_where_the_book_holds_it(book: Book) -> None:
    add(book, "activity", year=2026, title="植树")
    assert yearend.facts(book.read, 2026).earlier is None
    old = add(book, "activity", year=2025, title="植树")
    earlier = yearend.facts(book.read, 2026).earlier
    assert earlier is not None
    assert (earlier.year, [item.source.id for item in earlier.work], earlier.earlier) == (2025, [old], None)


def test_an_award_knows_who_was_proposed_and_who_was_chosen(book: Book) -> None:
    award = add(book, "award", year=2026, name="优秀工会积极分子", target="个人", quota=2)
    for name, outcome in (("甲某", "当选"), ("乙某", "未当选"), ("丙某", "同意"), ("丁某", "")):
        add(book, "nominee", award_id=award, name=name, outcome=outcome)
    (item,) = yearend.facts(book.read, 2026).work
    assert [(c.lead, c.number, c.unit, len(c.sources)) for c in item.counts] == [
        ("proposed", 4, "名", 4), ("chosen", 2, "名", 2),
    ]  # fmt: skip
    assert item.text("names") == "甲某、丙某"


def test_a_half_year_tells_what_lies_in_it(book: Book) -> None:
    mine = add(book, "activity", year=2026, title="植树", **day("happened", "2026-03-12"))
    undated = add(book, "activity", year=2026, title="例会")
    add(book, "activity", year=2026, title="重阳", **day("happened", "2026-10-18"))
    facts = yearend.facts(book.read, 2026, "2026年上半年", (date(2026, 1, 1), date(2026, 6, 30)))
    assert {item.source.id for item in facts.work} == {mine, undated}
    assert (facts.period_name, facts.time, facts.span) == ("2026年上半年", "2026年上半年", "first_half")


def test_several_years_say_which_year_a_thing_was(book: Book) -> None:
    for year in (2024, 2026):
        add(book, "activity", year=year, title="植树", happened="3月", happened_from=f"{year}-03-01",
            happened_to=f"{year}-03-31")  # fmt: skip
    facts = yearend.facts(book.read, 2026, "2024年至2026年", (date(2024, 1, 1), date(2026, 12, 31)))
    assert [item.when for item in facts.work] == ["2024年3月", "2026年3月"]
    assert (facts.earlier, facts.span) == (None, "other")


@pytest.mark.parametrize(
    ("days", "span"),
    [
        ((date(2026, 1, 1), date(2026, 12, 31)), "year"),
        ((date(2025, 10, 1), date(2026, 9, 30)), "year"),
        ((date(2026, 7, 1), date(2026, 12, 31)), "second_half"),
        ((date(2026, 3, 1), date(2026, 8, 31)), "other"),
    ],
)
def test_how_long_a_period_is(days: tuple[date, date], span: str) -> None:
    assert YearFacts("工会", "", 2026, days).span == span
