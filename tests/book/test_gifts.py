"""One gift for many: who gets it, who is left out and why, what is written, and the one undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.book import checks, editing, gift_days, gift_limits, gift_people, gifts, joining
from app.book.book import Book
from app.book.gifts import Doubt, Gift
from app.domain.errors import Cancelled, Invalid, Refused
from app.domain.listing import Listing

MOON = Gift("节日", "2026年中秋节慰问", "9月25日", goods="月饼", goods_value=30000, festival="中秋", source="会费")
CAKE = Gift("生日", "会员生日慰问", "2027年1月", goods="蛋糕券", goods_value=20000, together=False, own_day=True)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "a.union", "小青镇总工会", year=2026) as book:
        top = editing.save(book, "unit", None, {"name": "小青镇总工会"})
        school = editing.save(book, "unit", None, {"name": "小学工会", "parent_id": top})
        people = [
            ("陈一新", "男", top, "1990-01-11", "正常"), ("陈二妮", "女", top, "1991-01-31", ""),
            ("高䶮", "女", school, "1992-02-29", "正常"), ("欧阳喆", "男", school, "1993-12", "正常"),
            ("王小满", "女", school, "", "正常"), ("李走远", "男", top, "1980-01-05", "已转出"),
            ("赵留守", "女", top, "1963-01-06", "保留会籍"),
        ]  # fmt: skip
        for name, gender, unit, birth, state in people:
            typed = {"name": name, "gender": gender, "unit_id": unit, "birth": birth, "state": state}
            editing.save(book, "member", None, typed)
        yield book


@pytest.fixture
def ids(book: Book) -> dict[str, int]:
    return {row["name"]: row["id"] for row in book.read.every("member")}


def doubts_of(book: Book, gift: Gift, year: int = 2026) -> dict[str, tuple[Doubt, ...]]:
    known = gift_people.know(book.read, book.read.ids(Listing("member")), gift.kind, year)
    return {one.name: found for one in known.people.values() if (found := gifts.doubts(one, known.past.of(one), gift))}


def give(book: Book, who, gift: Gift) -> tuple[int, ...]:
    return gifts.give(book, gifts.plan_gift(book.read, who, gift))


def test_one_entry_with_a_list_and_one_undo(book: Book, ids: dict[str, int]) -> None:
    who = [ids[name] for name in ("陈一新", "高䶮", "王小满", "陈一新")]
    plan = gifts.plan_gift(book.read, who, MOON)
    assert (len(plan.people), plan.total, plan.entries) == (3, 90000, 1)
    (entry_id,) = gifts.give(book, plan)
    row = book.read.row("entry", entry_id)
    assert (row["persons"], row["person_times"], row["goods_value"], row["standard"]) == (3, 3, 90000, 30000)
    assert (row["cash"], row["goods"], row["source"], row["year"]) == (None, "月饼", "会费", 2026)
    assert (row["happened"], row["happened_from"], row["target"]) == ("9月25日", "2026-09-25", "陈一新、高䶮、王小满")
    lines = book.read.parts("entry_line", "entry_id", entry_id)
    assert [(one["name"], one["member_id"], one["place"], one["goods_value"], one["cash"]) for one in lines] == [
        ("陈一新", ids["陈一新"], "小青镇总工会", 30000, None),
        ("高䶮", ids["高䶮"], "小学工会", 30000, None),
        ("王小满", ids["王小满"], "小学工会", 30000, None),
    ]
    assert not [found for found in checks.check_book(book.read, 2026) if found.table == "entry"]
    book.undo()
    assert book.read.ids(Listing("entry")) == book.read.ids(Listing("entry_line")) == []


def test_an_entry_each_on_each_ones_own_birthday(book: Book, ids: dict[str, int]) -> None:
    who = [ids[name] for name in ("陈一新", "高䶮", "欧阳喆", "王小满")]
    given = give(book, who, CAKE)
    rows = book.read.rows("entry", given)
    assert [(rows[i]["target"], rows[i]["happened"], rows[i]["happened_from"], rows[i]["year"]) for i in given] == [
        ("陈一新", "1月11日", "2027-01-11", 2027),
        ("高䶮", "2月28日", "2027-02-28", 2027),
        ("欧阳喆", "12月", "2027-12-01", 2027),
        ("王小满", "2027年1月", "2027-01-01", 2027),
    ]
    first = rows[given[0]]
    assert (first["persons"], first["person_times"], first["member_id"], first["goods_value"]) == (
        1, 1, ids["陈一新"], 20000,
    )  # fmt: skip
    assert book.read.ids(Listing("entry_line")) == []
    book.undo()
    assert book.read.ids(Listing("entry")) == []


def test_leap_day_stays_in_leap_years(book: Book, ids: dict[str, int]) -> None:
    (entry_id,) = give(book, [ids["高䶮"]], replace(CAKE, when="2028年2月"))
    assert book.read.row("entry", entry_id)["happened_from"] == "2028-02-29"


def test_who_left_keeps_only_or_had_it_is_doubtful(book: Book, ids: dict[str, int]) -> None:
    give(book, [ids["陈一新"]], MOON)
    assert doubts_of(book, MOON) == {
        "陈一新": (Doubt.GIVEN,), "李走远": (Doubt.GONE,), "赵留守": (Doubt.KEPT,),
    }  # fmt: skip
    spring = replace(MOON, reason="2026年春节慰问", when="2月9日", festival="春节")
    assert "陈一新" not in doubts_of(book, spring), "another festival of the same year is no second time"
    assert "陈一新" not in doubts_of(book, MOON, 2025)
    known = gift_people.know(book.read, ids.values(), "节日", 2026)
    assert {known.people[i].name for i in gifts.unobjectionable(known, MOON)} == {"陈二妮", "高䶮", "欧阳喆", "王小满"}


def test_the_same_festival_is_known_by_its_other_names(book: Book, ids: dict[str, int]) -> None:
    typed = {
        "kind": "节日",
        "reason": "八月十五送月饼",
        "target": "王小满",
        "member_id": ids["王小满"],
        "happened": "9月24日",
    }
    editing.save(book, "entry", None, typed)
    assert doubts_of(book, MOON)["王小满"] == (Doubt.GIVEN,)


def test_birthdays_come_once_a_year(book: Book, ids: dict[str, int]) -> None:
    give(book, [ids["陈一新"]], CAKE)
    assert doubts_of(book, replace(CAKE, when="2027年6月"), 2027)["陈一新"] == (Doubt.GIVEN,)
    assert "陈一新" not in doubts_of(book, CAKE, 2026)


def test_an_entry_for_all_of_a_unit_is_everybodys_there(book: Book, ids: dict[str, int]) -> None:
    school = book.read.row("member", ids["高䶮"])["unit_id"]
    editing.save(book, "entry", None, {"kind": "节日", "reason": "中秋慰问", "target": "小学工会全体会员",
                                       "unit_id": school, "persons": "3", "goods_value": "600"})  # fmt: skip
    found = doubts_of(book, MOON)
    assert {name for name, doubts in found.items() if Doubt.GIVEN in doubts} == {"高䶮", "欧阳喆", "王小满"}
    known = gift_people.know(book.read, ids.values(), "节日", 2026)
    assert known.past.of(known.people[ids["高䶮"]])[0].fen == 20000


def test_an_entry_that_names_nobody_is_told_apart(book: Book) -> None:
    editing.save(book, "entry", None, {"kind": "节日", "reason": "中秋慰问", "target": "环卫工人", "persons": "9"})
    past = gift_people.past(book.read, "节日", 2026)
    assert [had.reason for had in past.nameless] == ["中秋慰问"]
    assert Doubt.GIVEN not in {doubt for doubts in doubts_of(book, MOON).values() for doubt in doubts}


def test_one_person_on_the_roster_twice_is_doubtful_once(book: Book, ids: dict[str, int]) -> None:
    unit = book.read.row("member", ids["陈一新"])["unit_id"]
    typed = {"name": "陈一新", "unit_id": unit, "birth": "1990-01-11", "state": "正常"}
    again = editing.save(book, "member", None, typed)
    other = editing.save(book, "member", None, {**typed, "birth": "1999-09-09"})
    people = gift_people.people(book.read, book.read.ids(Listing("member")))
    assert [people[i].twin for i in (ids["陈一新"], again, other)] == [None, ids["陈一新"], None]


def test_all_are_called_all(book: Book, ids: dict[str, int]) -> None:
    there = [ids[name] for name in ("陈一新", "陈二妮", "高䶮", "欧阳喆", "王小满")]
    assert gifts.plan_gift(book.read, there, MOON).target == "全体会员"
    assert gifts.plan_gift(book.read, there[:4], MOON).target == "陈一新、陈二妮、高䶮等4人"
    entry = book.read.row("entry", give(book, there[2:], MOON)[0])
    assert book.read.captions("unit", [])[entry["unit_id"]] == "小青镇总工会/小学工会"
    assert book.read.row("entry", give(book, there, MOON)[0])["unit_id"] is None


def test_the_unions_own_limit_warns_and_never_forbids(book: Book, ids: dict[str, int]) -> None:
    editing.save(
        book, "standard", None, {"kind": "节日", "basis": "每人每年", "limit_amount": "500", "paper": "青工〔1〕"}
    )
    assert gifts.plan_gift(book.read, [ids["陈一新"]], MOON).findings == ()
    give(book, [ids["陈一新"]], replace(MOON, reason="2026年春节慰问", festival="春节"))
    plan = gifts.plan_gift(book.read, [ids["陈一新"], ids["陈二妮"]], MOON)
    assert [dict(found.values)["given"] for found in plan.findings[:1]] == ["600"]
    assert dict(plan.findings[1].values)["names"] == "陈一新"
    assert gifts.give(book, plan)


def test_without_own_limits_those_of_the_province_hold(book: Book) -> None:
    assert gift_limits.limits_for(book.read, "节日", date(2026, 9, 1)) == ()
    editing.save(book, "union_info", book.read.union()["id"], {"parent": "江苏省总工会"})
    (limit,) = gift_limits.limits_for(book.read, "节日", date(2026, 9, 1))
    assert (limit.fen, limit.paper) == (180000, "苏工发〔2018〕13号")


def test_cash_for_a_festival_is_against_the_rule_and_said(book: Book, ids: dict[str, int]) -> None:
    (found,) = gifts.plan_gift(book.read, [ids["高䶮"]], replace(MOON, cash=10000)).findings
    assert found.paper == "总工办发〔2017〕32号"
    wedding = replace(MOON, kind="结婚", cash=10000, festival="")
    assert gifts.plan_gift(book.read, [ids["高䶮"]], wedding).findings == ()


def test_the_year_follows_from_the_day(book: Book, ids: dict[str, int]) -> None:
    row = book.read.row("entry", give(book, [ids["陈一新"]], replace(MOON, when="2027年1月1日"))[0])
    assert row["year"] == 2027
    editing.save(book, "report_year", None, {"year": "2026", "period_from": "2025-10-01", "period_to": "2026-09-30"})
    row = book.read.row("entry", give(book, [ids["陈一新"]], replace(MOON, when="2025年11月2日"))[0])
    assert row["year"] == 2026


def test_what_cannot_be_given(book: Book, ids: dict[str, int]) -> None:
    with pytest.raises(Refused):
        gifts.plan_gift(book.read, [], MOON)
    with pytest.raises(Invalid):
        gifts.plan_gift(book.read, [ids["高䶮"]], replace(MOON, kind=" "))
    with pytest.raises(Invalid):
        gifts.plan_gift(book.read, [ids["高䶮"]], replace(MOON, when="2月30日"))


@pytest.mark.fault("R6")
def test_many_can_be_stopped_and_leave_nothing(book: Book) -> None:
    with book.step("Many") as writer:
        writer.insert_many("member", [{"name": f"职工{n:05}"} for n in range(12_000)])
    plan = gifts.plan_gift(book.read, book.read.ids(Listing("member")), MOON)
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        gifts.give(book, plan, cancelled=stop)
    assert book.read.ids(Listing("entry")) == book.read.ids(Listing("entry_line")) == []
    told: list[tuple[int, int]] = []
    (entry_id,) = gifts.give(book, plan, report=lambda done, total: told.append((done, total)))
    assert told[-1] == (12_007, 12_007)
    assert book.read.row("entry", entry_id)["goods_value"] == 12_007 * 30000


def test_festivals_in_their_order_and_the_nearest() -> None:
    days = gift_days.gift_days(2026)
    assert [(one.spoken, one.day.isoformat()[5:]) for one in days] == [
        ("元旦", "01-01"), ("春节", "02-17"), ("清明节", "04-05"), ("劳动节", "05-01"), ("端午节", "06-19"),
        ("中秋节", "09-25"), ("国庆节", "10-01"),
    ]  # fmt: skip

    def near(*day: int) -> str | None:
        found = gift_days.nearest(days, date(2026, *day))
        return found.name if found else None

    assert (near(9, 20), near(6, 25), near(7, 20), near(2, 17)) == ("中秋", "端午", None, "春节")


# ------------------------------------------------------------------------------------------- other things for many


def test_participants_join_once_with_placings(book: Book, ids: dict[str, int]) -> None:
    typed = {"title": "羽毛球赛", "area": "文体活动", "happened": "5月"}
    activity, added = joining.join(
        book, typed, [ids["高䶮"], ids["王小满"]], role="选手", placings={ids["高䶮"]: "第一名"}
    )
    assert added == 2
    assert book.read.row("activity", activity)["persons"] == 2
    assert joining.join(book, activity, [ids["高䶮"], ids["陈一新"]], placings={ids["高䶮"]: "第二名"}) == (activity, 1)
    rows = book.read.parts("participant", "activity_id", activity)
    assert [(row["name"], row["placing"], row["role"]) for row in rows] == [
        ("高䶮", "第二名", "选手"), ("王小满", "", "选手"), ("陈一新", "", ""),
    ]  # fmt: skip
    book.undo()
    assert [row["placing"] for row in book.read.parts("participant", "activity_id", activity)] == ["第一名", ""]
    with pytest.raises(Invalid):
        joining.join(book, {"title": "", "area": "文体活动"}, [ids["高䶮"]])


def test_nominees_are_checked_and_not_put_down_twice(book: Book, ids: dict[str, int]) -> None:
    award = editing.save(book, "award", None, {"name": "优秀工会积极分子", "target": "个人", "quota": "1"})
    other = editing.save(book, "award", None, {"name": "先进职工", "target": "个人"})
    editing.save(book, "award", None, {"name": "先进分会", "target": "集体"})
    assert list(joining.individual_awards(book.read, 2026).values()) == ["优秀工会积极分子", "先进职工"]
    editing.save(book, "officer", None, {"name": "陈二妮", "member_id": ids["陈二妮"], "post": "委员"})
    joining.nominate(book, other, [ids["王小满"]])
    names = ["陈一新", "陈二妮", "王小满", "李走远"]
    found = joining.propose(book.read, award, [ids[name] for name in names], date(2026, 11, 1))
    assert [bool(one.findings) for one in found] == [False, True, True, True]
    assert joining.nominate(book, award, [ids["陈一新"], ids["陈二妮"]]) == 2
    assert joining.nominate(book, award, [ids["陈一新"], ids["高䶮"]]) == 1
    assert joining.propose(book.read, award, [ids["高䶮"]], date(2026, 11, 1))[0].already
    book.undo()
    assert len(book.read.parts("nominee", "award_id", award)) == 2


def test_moving_is_one_step(book: Book, ids: dict[str, int]) -> None:
    school = book.read.row("member", ids["高䶮"])["unit_id"]
    before = book.read.row("member", ids["陈一新"])["unit_id"]
    assert joining.move(book, [ids["陈一新"], ids["陈二妮"], ids["高䶮"]], school) == 2
    assert book.read.row("member", ids["陈二妮"])["unit_id"] == school
    book.undo()
    assert {book.read.row("member", ids[name])["unit_id"] for name in ("陈一新", "陈二妮")} == {before}
