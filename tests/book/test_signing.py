"""签到表 and 签领表: everybody once, the sums of the entries, the amount in words."""

from __future__ import annotations

import pytest

from app.book import editing, signing
from app.book.book import Book


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", "乡镇街道", year=2026) as book:
        yield book


def entry(book: Book, **values: str) -> int:
    return editing.save(book, "entry", None, {"kind": "节日", "target": "全体会员", "reason": "春节慰问", **values})


def line(book: Book, entry_id: int, name: str, **values: str) -> None:
    editing.save(book, "entry_line", None, {"entry_id": str(entry_id), "name": name, **values})


def column(table, caption: str) -> list[str]:
    at = [one.caption for one in table.columns].index(caption)
    return [row[at] for row in table.rows]


def sum_of(table, caption: str) -> str:
    return table.sums[[one.caption for one in table.columns].index(caption)]


def test_everybody_who_receives_signs_once_and_the_sum_is_in_words(book) -> None:
    first = entry(book, goods="米面油")
    for name, cash in (("欧阳喆", "500"), ("高䶮", "300.50")):
        line(book, first, name, cash=cash)
    table = signing.receipt(book.read, [first])
    assert column(table, "姓名") == ["高䶮", "欧阳喆"]
    assert column(table, "品名(规格)") == ["米面油", "米面油"]
    assert column(table, "金额(元)") == ["300.50", "500.00"]
    assert sum_of(table, "金额(元)") == "800.50"
    assert table.in_words == "慰问金合计（大写）：人民币捌佰元零伍角"
    assert "事项：春节慰问" in table.above
    assert [one.caption for one in table.columns if one.blank] == ["签领人", "代领人及关系", "日期", "备注"]
    assert table.title == "慰问品(金)发放签领表"


def test_rows_stand_by_unit_then_by_name_so_that_each_unit_takes_its_own(book) -> None:
    units = {name: editing.save(book, "unit", None, {"name": name}) for name in ("中心小学工会", "纺织厂工会")}
    people = (("王小满", "中心小学工会"), ("陈一新", "纺织厂工会"), ("高䶮", "中心小学工会"), ("欧阳喆", "纺织厂工会"))
    one = entry(book, goods="米面油")
    for name, unit in people:
        member = editing.save(book, "member", None, {"name": name, "unit_id": str(units[unit])})
        line(book, one, name, member_id=str(member))
    line(book, one, "丁来宾")
    line(book, one, "马师傅", place="保安队")
    table = signing.receipt(book.read, [one])
    assert list(zip(column(table, "部门/小组"), column(table, "姓名"), strict=True)) == [
        ("保安队", "马师傅"), ("纺织厂工会", "陈一新"), ("纺织厂工会", "欧阳喆"),
        ("中心小学工会", "高䶮"), ("中心小学工会", "王小满"), ("", "丁来宾"),
    ]  # fmt: skip
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4", "5", "6"]


def test_a_sheet_is_called_by_its_reason(book) -> None:
    long = "迎新春送温暖走访慰问困难职工家庭和一线职工以及退休劳模和先进工作者并发放春节慰问品"
    ids = [entry(book, reason="2026年中秋节\n慰问"), entry(book, reason=""), entry(book, reason=long)]
    assert signing.receipt_name(book.read, ids[:1]) == "2026年中秋节慰问签领表"
    assert signing.receipt_name(book.read, ids[1:2]) == "节日签领表"
    assert signing.receipt_name(book.read, ids[2:]) == f"{long[:37]}签领表"
    assert signing.receipt_name(book.read, [ids[0], ids[0]]) == "2026年中秋节慰问签领表"
    assert signing.receipt_name(book.read, ids) == "慰问签领表"


def test_columns_that_hold_nothing_are_left_out(book) -> None:
    one = entry(book, target="欧阳喆", cash="500")
    table = signing.receipt(book.read, [one])
    assert [c.caption for c in table.columns if not c.blank] == ["序号", "姓名", "金额(元)"]
    assert table.title == "慰问金发放签领表"


def test_people_without_names_get_a_line_each_and_the_sum_is_the_entry_s(book) -> None:
    one = entry(book, persons="12", cash="2400", standard="200")
    table = signing.receipt(book.read, [one])
    assert column(table, "姓名") == [""] * 12
    assert column(table, "金额(元)") == ["200.00"] * 12
    assert sum_of(table, "金额(元)") == "2,400.00"


def test_no_share_is_invented_where_no_standard_says_it(book) -> None:
    table = signing.receipt(book.read, [entry(book, persons="3", goods="月饼", goods_value="300")])
    assert column(table, "物品折价(元)") == [""] * 3
    assert sum_of(table, "物品折价(元)") == "300.00"
    assert table.title == "慰问品发放签领表"


def test_several_entries_stand_in_one_list_with_their_reasons(book) -> None:
    ids = [entry(book, target="甲", cash="100"), entry(book, target="乙", cash="200", reason="住院", persons="5")]
    table = signing.receipt(book.read, ids)
    assert column(table, "姓名") == ["甲", "乙"]
    assert column(table, "事由") == ["春节慰问", "住院"]
    assert sum_of(table, "金额(元)") == "300.00"
    assert not any(text.startswith("事项") for text in table.above)


def test_pieces_of_different_goods_are_not_added_up(book) -> None:
    one = entry(book)
    line(book, one, "甲", goods="米", quantity="2")
    line(book, one, "乙", goods="油", quantity="1")
    assert signing.receipt(book.read, [one]).sums == ()
    other = entry(book, goods="米")
    for name in ("甲", "乙"):
        line(book, other, name, quantity="2")
    assert sum_of(signing.receipt(book.read, [other]), "数量") == "4"


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
    table = signing.attendance(book.read, activity)
    assert table.rows[0][:3] == ("1", "欧阳喆", "纺织厂工会")
    assert table.rows[1][:3] == ("2", "来宾甲", "")
    assert len(table.rows) > 8
    assert table.rows[-1] == (str(len(table.rows)), "", "", "", "", "")
    assert "活动：运动会" in table.above
    assert len(signing.attendance(book.read, activity, empty_rows=0).rows) == 2


def test_a_sheet_without_participants_is_not_empty(book) -> None:
    activity = editing.save(book, "activity", None, {"area": "文体活动", "title": "联欢"})
    assert len(signing.attendance(book.read, activity).rows) >= 20
