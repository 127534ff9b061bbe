"""Lists as they stand: the rows, their order, their columns and sums, on paper and in Excel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.book import editing, filters, importing, lists
from app.book.book import Book
from app.book.exporting_list import write_list
from app.book.lists import ListWish, blank_captions, gather, proposed_title
from app.domain.errors import Cancelled, FileProblem
from app.domain.listing import Condition, Listing
from app.domain.records import BY_TABLE
from tests.book.rich_book import id_number

ID_NO = id_number("1985-03-07", 12)
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with Book.create(tmp_path_factory.mktemp("lists") / "a.union", "青石镇总工会", "乡镇街道", year=2026) as book:
        top = editing.save(book, "unit", None, {"name": "青石镇总工会"})
        factory = editing.save(book, "unit", None, {"name": "纺织厂工会", "parent_id": top})
        for number, name in enumerate(("欧阳喆", "陈一新", "高䶮", "王小满", "陈二妮")):
            editing.save(book, "member", None, {
                "name": name, "unit_id": factory, "gender": "女" if number % 2 else "男",
                "id_no": ID_NO if number == 0 else "", "mobile": f"1990000000{number}",
                "remark": f"证件号{ID_NO}" if number == 1 else "",
            })  # fmt: skip
        for target, cash, times in (("欧阳喆", "500", "1"), ("高䶮", "1000.50", "1"), ("环卫工", "", "30余人次")):
            editing.save(book, "entry", None, {
                "kind": "生病住院", "target": target, "happened": "3月", "cash": cash, "person_times": times,
            })  # fmt: skip
        for direction, amount in (("收入", "900"), ("支出", "200.50"), ("支出", "100")):
            editing.save(book, "fund", None, {"direction": direction, "title": direction, "amount": amount})
        yield book


def wish(table: str, *columns: str, **more) -> ListWish:
    return ListWish("名单", Listing(table), columns, **more)


def test_rows_columns_and_order_are_those_of_the_screen(book) -> None:
    listing = Listing("member", text="陈", sort="name", descending=True)
    table = gather(book.read, ListWish("陈姓会员", listing, ("mobile", "name")), DAY)
    assert [column.caption for column in table.columns] == ["序号", "手机", "姓名"]
    shown = [editing_name(book, row_id) for row_id in book.read.ids(listing)]
    assert [row[2] for row in table.rows] == shown
    assert [row[0] for row in table.rows] == ["1", "2"]


def editing_name(book: Book, row_id: int) -> str:
    return book.read.row("member", row_id)["name"]


def test_only_the_selected_in_their_order(book) -> None:
    ids = tuple(reversed(book.read.ids(Listing("member"))))[:2]
    table = gather(book.read, wish("member", "name", ids=ids), DAY)
    assert [row[1] for row in table.rows] == [editing_name(book, row_id) for row_id in ids]


def test_a_filter_narrows_the_list_and_its_sums(book) -> None:
    listing = Listing("entry", conditions=(Condition("target", "has", "欧阳"),))
    table = gather(book.read, ListWish("慰问", listing, ("target", "cash")), DAY)
    assert [row[1] for row in table.rows] == ["欧阳喆"]
    assert table.sums == ("合计", "", "500.00")


def test_personal_numbers_are_masked_wherever_they_stand(book) -> None:
    columns = ("name", "id_no", "mobile", "remark")
    hidden = gather(book.read, wish("member", *columns), DAY)
    text = "".join(str(cell) for row in hidden.rows for cell in row)
    assert ID_NO not in text
    assert "19900000000" not in text
    assert f"{ID_NO[:6]}********{ID_NO[-4:]}" in text
    whole = gather(book.read, wish("member", *columns, unmask=True), DAY)
    assert "".join(str(cell) for row in whole.rows for cell in row).count(ID_NO) == 2


def test_a_unit_goes_by_its_own_name(book) -> None:
    table = gather(book.read, wish("member", "unit_id"), DAY)
    assert {row[1] for row in table.rows} == {"纺织厂工会"}


def test_blank_columns_and_rows_are_empty_and_numbered_on(book) -> None:
    table = gather(book.read, wish("member", "name", blanks=("签字", "备注"), blank_rows=3), DAY)
    assert [column.caption for column in table.columns] == ["序号", "姓名", "签字", "备注"]
    assert table.signed
    assert len(table.rows) == 5 + 3
    assert table.rows[-1] == ("8", "", "", "")
    assert {row[2:] for row in table.rows} == {("", "")}
    bare = gather(book.read, wish("member", "name", numbered=False), DAY)
    assert [column.caption for column in bare.columns] == ["姓名"]


def test_sums_add_numbers_and_rows_print_what_was_given(book) -> None:
    table = gather(book.read, wish("entry", "target", "person_times", "cash"), DAY)
    by_target = {row[1]: row[2:] for row in table.rows}
    assert by_target["环卫工"] == ("30余人次", "")
    assert by_target["高䶮"] == ("1", "1,000.50")
    assert table.sums == ("合计", "", "32", "1,500.50")
    assert gather(book.read, wish("entry", "target", "cash", sums=False), DAY).sums == ()


def test_income_and_expenditure_never_meet_in_one_sum(book) -> None:
    table = gather(book.read, wish("fund", "direction", "amount"), DAY)
    assert table.sums == ()
    assert sorted(table.below) == ["支出合计：金额300.50元", "收入合计：金额900.00元"]


def test_the_line_above_says_whose_it_is_and_of_which_day(book) -> None:
    assert gather(book.read, wish("member", "name"), DAY).above == (
        "单位：青石镇总工会", "制表人：", "日期：2026年11月22日",
    )  # fmt: skip
    assert gather(book.read, wish("member", "name", note=False), DAY).above == ()


def test_a_first_look_takes_the_first_rows_only(book) -> None:
    table = gather(book.read, wish("member", "name", blank_rows=4), DAY, at_most=2)
    assert len(table.rows) == 2


def test_columns_the_type_does_not_have_are_passed_over(book) -> None:
    assert [field.name for field in wish("member", "name", "no_such").fields] == ["name"]


def test_titles_say_whose_and_of_which_year(book) -> None:
    assert proposed_title(book.read, Listing("member", 2026)) == "青石镇总工会会员花名册"
    assert proposed_title(book.read, Listing("entry", 2026)) == "青石镇总工会2026年慰问帮扶一览表"


def test_a_filtered_list_is_called_by_its_filter(book) -> None:
    ready = {found.key: found.conditions for found in filters.ready_made(BY_TABLE["member"])}

    def title(table: str, conditions) -> str:
        return proposed_title(book.read, Listing(table, 2026, conditions=conditions)).removeprefix("青石镇总工会")

    assert title("member", ready["on_roster"]) == "会员花名册"
    assert title("member", ready["women"]) == "女会员花名册"
    assert title("member", ready["fifty"]) == "会员花名册（50 岁及以上）"
    (pending,) = (one for one in filters.ready_made(BY_TABLE["entry"]) if one.key == "pending")
    assert title("entry", pending.conditions) == "2026年慰问帮扶一览表（待补资料）"
    own = (Condition("name", "has", "陈"),)
    assert title("member", own) == "会员花名册"
    filters.save(book, BY_TABLE["member"], "姓陈的会员", own)
    assert title("member", own) == "姓陈的会员花名册"


def test_captions_are_taken_apart_at_any_mark() -> None:
    assert blank_captions("领取人，代领人、 领取日期;领取人") == ("领取人", "代领人", "领取日期")
    assert blank_captions(" ， ") == ()


def test_a_list_can_be_stopped(book) -> None:
    with pytest.raises(Cancelled):
        gather(book.read, wish("member", "name"), DAY, cancelled=lambda: True)


# ----------------------------------------------------------------------------------------------- Excel


def sheet_of(book: Book, out: Path, asked: ListWish):
    write_list(out, gather(book.read, asked, DAY, numbers=True))
    return openpyxl.load_workbook(out).worksheets[0]


def test_the_workbook_is_the_list(book, tmp_path) -> None:
    asked = wish("member", "name", "id_no", "mobile", blanks=("签字",), unmask=True)
    page = sheet_of(book, tmp_path / "a.xlsx", asked)
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][0] == "名单"
    assert rows[2] == ["序号", "姓名", "身份证号", "手机", "签字"]
    assert [row[0] for row in rows[3:]] == [1, 2, 3, 4, 5]
    cell = next(page.cell(at, 3) for at in range(4, 9) if page.cell(at, 3).value)
    assert (cell.value, cell.data_type, cell.number_format) == (ID_NO, "s", "@")
    assert page["A3"].font.bold
    assert page.freeze_panes == "A4"


def test_amounts_are_numbers_and_given_words_are_text(book, tmp_path) -> None:
    page = sheet_of(book, tmp_path / "a.xlsx", wish("entry", "target", "person_times", "cash", note=False))
    rows = {row[1]: row[2:] for row in page.iter_rows(min_row=3, values_only=True)}
    assert rows["高䶮"] == (1, 1000.5)
    assert rows["环卫工"] == ("30余人次", None)
    assert page.cell(page.max_row, 1).value == "合计"
    assert page.cell(page.max_row, 4).value == 1500.5


def test_it_prints_on_a4_with_its_header_on_every_page_and_lines_to_sign(book, tmp_path) -> None:
    asked = wish("member", "name", blanks=("签字",), blank_rows=2, orientation="landscape")
    page = sheet_of(book, tmp_path / "a.xlsx", asked)
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr.fitToPage
    last = page[page.max_row]
    assert [cell.border.left.style for cell in last] == ["thin"] * 3
    assert page.row_dimensions[page.max_row].height >= 25
    auto = sheet_of(book, tmp_path / "b.xlsx", wish("member", "name"))
    assert auto.page_setup.orientation == "portrait"


def test_texts_that_look_like_formulas_stay_texts(tmp_path) -> None:
    with Book.create(tmp_path / "b.union", "甲", year=2026) as book:
        editing.save(book, "entry", None, {"kind": "其他", "target": "=1+1", "remark": "@甲"})
        page = sheet_of(book, tmp_path / "a.xlsx", wish("entry", "target", "remark"))
        assert [page.cell(4, at).value for at in (2, 3)] == ["=1+1", "@甲"]
        assert page.cell(4, 2).data_type == "s"


def test_long_texts_get_rows_high_enough(tmp_path) -> None:
    with Book.create(tmp_path / "b.union", "甲", year=2026) as book:
        editing.save(book, "entry", None, {"kind": "其他", "target": "甲", "remark": "因病住院" * 40})
        page = sheet_of(book, tmp_path / "a.xlsx", wish("entry", "target", "remark"))
        assert page.row_dimensions[4].height > 150


def test_the_list_can_be_imported_again(book, tmp_path) -> None:
    out = tmp_path / "会员.xlsx"
    write_list(out, gather(book.read, wish("member", "name", "gender", "mobile", unmask=True), DAY, numbers=True))
    plan = importing.plan(book, out, kinds={"名单": "会员"})
    assert plan.sheets[0].count("same") == 5
    assert plan.sheets[0].count("add") == plan.sheets[0].count("refused") == 0


def test_a_place_that_cannot_be_written_is_said(book, tmp_path) -> None:
    with pytest.raises(FileProblem):
        write_list(tmp_path / "no" / "a.xlsx", gather(book.read, wish("member", "name"), DAY, numbers=True))


def test_a_wish_can_be_changed_without_touching_the_first(book) -> None:
    first = wish("member", "name")
    assert replace(first, blank_rows=3).blank_rows == 3
    assert first.blank_rows == 0
    assert lists.caption(first.record.field("unit_id")) == "所属组织"


@pytest.mark.fault("K8")
def test_a_public_list_of_people_in_hardship_names_nobody_in_full(book):
    """Domain: a public list of hardship cases says 张*三; what is sensitive, and free words, do not stand in it."""
    for name, story in (("张小三", "患重病"), ("李四", "")):
        editing.save(book, "hardship_file", None, {"name": name, "income": "12000", "story": story, "kind": "困难职工"})
    listing = Listing("hardship_file")
    columns = ("name", "kind", "income", "story")
    wish = ListWish("公示名单", listing, columns, public=True, sums=False)
    table = gather(book.read, wish, date(2026, 11, 23))
    assert [column.caption for column in table.columns] == ["序号", "姓名", "困难类别"]
    assert sorted(str(row[1]) for row in table.rows) == ["张*三", "李*"]
    whole = gather(book.read, ListWish("名单", listing, columns, sums=False), date(2026, 11, 23))
    assert sorted(str(row[1]) for row in whole.rows) == ["张小三", "李四"]
