"""签到表 and 签领表: everybody once, the sums of the entries, nothing invented."""

from __future__ import annotations

import pytest

from app.book import editing, signing
from app.book.book import Book
from app.domain.ledger_facts import AttendanceLine, Money


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", "乡镇街道", year=2026) as book:
        yield book


def entry(book: Book, **values: str) -> int:
    return editing.save(book, "entry", None, {"kind": "节日", "target": "全体会员", "reason": "春节慰问", **values})


def line(book: Book, entry_id: int, name: str, **values: str) -> None:
    editing.save(book, "entry_line", None, {"entry_id": str(entry_id), "name": name, **values})


def column(facts, name: str) -> list:
    return [getattr(one, name) for one in facts.lines]


def cash(facts) -> list:
    return [one.money.cash for one in facts.lines]


def test_everybody_who_receives_signs_once_and_the_sum_is_in_words(book) -> None:
    first = entry(book, goods="米面油")
    for name, yuan in (("欧阳喆", "500"), ("高䶮", "300.50")):
        line(book, first, name, cash=yuan)
    facts = signing.receipt(book.read, [first])
    assert column(facts, "name") == ["高䶮", "欧阳喆"]
    assert column(facts, "goods") == ["米面油", "米面油"]
    assert cash(facts) == [30050, 50000]
    assert facts.money == Money(80050)
    assert facts.money.in_words == "人民币捌佰元零伍角"
    assert (facts.matter, facts.people, facts.what) == ("春节慰问", "2人", "慰问品(金)")


def test_rows_stand_by_unit_then_by_name_so_that_each_unit_takes_its_own(book) -> None:
    units = {name: editing.save(book, "unit", None, {"name": name}) for name in ("中心小学工会", "纺织厂工会")}
    people = (("王小满", "中心小学工会"), ("陈一新", "纺织厂工会"), ("高䶮", "中心小学工会"), ("欧阳喆", "纺织厂工会"))
    one = entry(book, goods="米面油")
    for name, unit in people:
        member = editing.save(book, "member", None, {"name": name, "unit_id": str(units[unit])})
        line(book, one, name, member_id=str(member))
    line(book, one, "丁来宾")
    line(book, one, "马师傅", place="保安队")
    facts = signing.receipt(book.read, [one])
    assert [(one.place, one.name) for one in facts.lines] == [
        ("保安队", "马师傅"), ("纺织厂工会", "陈一新"), ("纺织厂工会", "欧阳喆"),
        ("中心小学工会", "高䶮"), ("中心小学工会", "王小满"), ("", "丁来宾"),
    ]  # fmt: skip


def test_a_sheet_is_called_by_its_reason(book) -> None:
    long = "迎新春送温暖走访慰问困难职工家庭和一线职工以及退休劳模和先进工作者并发放春节慰问品"
    ids = [entry(book, reason="2026年中秋节\n慰问"), entry(book, reason=""), entry(book, reason=long)]
    assert signing.receipt(book.read, ids[:1]).subject == "中秋节慰问"
    assert signing.receipt(book.read, ids[1:2]).subject == "节日"
    assert signing.receipt(book.read, ids[2:]).subject == long[:40]
    assert signing.receipt(book.read, [ids[0], ids[0]]).subject == "中秋节慰问"
    assert signing.receipt(book.read, ids).subject == "慰问"


def test_a_sheet_of_one_member_is_called_by_the_member_too(book) -> None:
    member = editing.save(book, "member", None, {"name": "阿卜杜拉·买买提江"})
    one = entry(book, target="阿卜杜拉·买买提江", member_id=str(member), reason="慰问" * 30)
    assert signing.receipt(book.read, [one]).subject.endswith("-阿卜杜拉·买买提江")
    assert len(signing.receipt(book.read, [one]).subject) == 40


def test_money_without_goods_is_called_money(book) -> None:
    facts = signing.receipt(book.read, [entry(book, target="欧阳喆", cash="500")])
    assert (facts.what, column(facts, "goods")) == ("慰问金", ["慰问金"])


def test_people_without_names_get_a_line_each_and_the_sum_is_the_entry_s(book) -> None:
    one = entry(book, persons="12", cash="2400", standard="200")
    facts = signing.receipt(book.read, [one])
    assert column(facts, "name") == [""] * 12
    assert cash(facts) == [20000] * 12
    assert facts.money == Money(240000)
    assert (facts.people, facts.standard) == ("12人", "200")


def test_no_share_is_invented_where_no_standard_says_it(book) -> None:
    facts = signing.receipt(book.read, [entry(book, persons="3", goods="月饼", goods_value="300")])
    assert column(facts, "money") == [Money()] * 3
    assert facts.money == Money(None, 30000)
    assert facts.what == "慰问品"


def test_a_standard_that_does_not_make_up_the_sum_is_no_share(book) -> None:
    facts = signing.receipt(book.read, [entry(book, persons="3", cash="500", standard="200")])
    assert cash(facts) == [None] * 3


def test_lines_that_say_no_amount_leave_the_sum_to_the_entry(book) -> None:
    one = entry(book, cash="1000")
    line(book, one, "甲")
    assert cash(signing.receipt(book.read, [one])) == [100000]
    line(book, one, "乙")
    facts = signing.receipt(book.read, [one])
    assert cash(facts) == [None, None]
    assert facts.money == Money(100000)


def test_several_entries_stand_in_one_list_with_their_reasons(book) -> None:
    ids = [entry(book, target="甲", cash="100"), entry(book, target="乙", cash="200", reason="住院", persons="5")]
    facts = signing.receipt(book.read, ids)
    assert column(facts, "name") == ["甲", "乙"]
    assert column(facts, "matter") == ["春节慰问", "住院"]
    assert facts.money == Money(30000)
    assert (facts.matter, facts.people) == ("", "6人次")


def test_how_many_is_left_open_where_it_was_not_counted(book) -> None:
    facts = signing.receipt(book.read, [entry(book, persons="300余名", cash="100")])
    assert facts.people == ""


def test_pieces_of_different_goods_are_not_added_up(book) -> None:
    one = entry(book)
    line(book, one, "甲", goods="米", quantity="2")
    line(book, one, "乙", goods="油", quantity="1")
    assert signing.receipt(book.read, [one]).quantity == ""
    other = entry(book, goods="米")
    for name in ("甲", "乙"):
        line(book, other, name, quantity="2")
    assert signing.receipt(book.read, [other]).quantity == "4"


def test_a_sheet_that_all_see_names_no_illness_and_no_number(book) -> None:
    one = entry(book, target="甲", reason="因糖尿病住院，电话13800138000")
    assert signing.receipt(book.read, [one]).matter == "因疾病住院，电话138****8000"


def test_entries_that_are_gone_cannot_be_signed_for(book) -> None:
    with pytest.raises(ValueError, match="no aid entry"):
        signing.receipt(book.read, [12345])


def test_participants_stand_first_and_empty_rows_follow(book) -> None:
    unit = editing.save(book, "unit", None, {"name": "纺织厂工会"})
    member = editing.save(book, "member", None, {"name": "欧阳喆", "unit_id": unit})
    activity = editing.save(book, "activity", None, {"area": "文体活动", "title": "运动会", "happened": "5月"})
    for name, whose in (("欧阳喆", str(member)), ("来宾甲", "")):
        values = {"activity_id": str(activity), "name": name, "member_id": whose}
        editing.save(book, "participant", None, {key: value for key, value in values.items() if value})
    facts = signing.attendance(book.read, activity)
    assert facts.lines[:2] == (AttendanceLine("欧阳喆", "纺织厂工会"), AttendanceLine("来宾甲"))
    assert len(facts.lines) > 8
    assert facts.lines[-1] == AttendanceLine()
    assert (facts.title, facts.happened, facts.expected) == ("运动会", "2026年5月", "2")
    assert len(signing.attendance(book.read, activity, empty_rows=0).lines) == 2


def test_a_sheet_without_participants_is_not_empty(book) -> None:
    activity = editing.save(book, "activity", None, {"area": "文体活动", "title": "联欢"})
    assert len(signing.attendance(book.read, activity).lines) >= 20
