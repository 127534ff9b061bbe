"""What was copied from a spreadsheet or a web page becomes rows under headers, its cells as they stood."""

from __future__ import annotations

import pytest

from app.book import importing
from app.book.book import Book
from app.book.pasting import FILE_NAME, block_of, write_block
from app.domain.records import BY_TABLE

MEMBER = BY_TABLE["member"]
SHOWN = tuple(MEMBER.field(name) for name in ("name", "gender", "mobile"))


def test_lines_and_tabs_are_rows_and_cells() -> None:
    block = block_of("姓名\t性别\n欧阳喆\t女\r\n高䶮\t男\n", "", MEMBER, SHOWN)
    assert block is not None
    assert block.rows == (("姓名", "性别"), ("欧阳喆", "女"), ("高䶮", "男"))
    assert block.captions == ()


@pytest.mark.parametrize("text", ["", "欧阳喆", "  欧阳喆\n", "\n\n"])
def test_a_single_text_is_no_block(text: str) -> None:
    assert block_of(text, "", MEMBER, SHOWN) is None


def test_cells_without_headers_get_those_of_the_table() -> None:
    block = block_of("欧阳喆\t女\t19900000001", "", MEMBER, SHOWN)
    assert block is not None
    assert block.rows == (("姓名", "性别", "手机"), ("欧阳喆", "女", "19900000001"))
    assert block.captions == ("姓名", "性别", "手机")


def test_a_running_number_before_them_is_known() -> None:
    block = block_of("1\t欧阳喆\t女\t19900000001\n2\t高䶮\t男\t19900000002", "", MEMBER, SHOWN)
    assert block is not None
    assert block.rows[0] == ("序号", "姓名", "性别", "手机")


def test_as_many_cells_as_no_table_has_are_left_to_the_import() -> None:
    block = block_of("欧阳喆\t女", "", MEMBER, SHOWN)
    assert block is not None
    assert block.rows == (("欧阳喆", "女"),)


def test_other_offices_headers_are_headers_even_below_a_title() -> None:
    block = block_of("会员花名册\t\t\n序号\t职工姓名\t身份证号码\n1\t高䶮\t", "", MEMBER, SHOWN)
    assert block is not None
    assert block.captions == ()


def test_a_cell_with_line_breaks_and_quotes_stays_one_cell() -> None:
    block = block_of('姓名\t备注\n欧阳喆\t"两行\n文字，说""好"""\n', "", MEMBER, SHOWN)
    assert block is not None
    assert block.rows[1] == ("欧阳喆", '两行\n文字，说"好"')


def test_a_table_of_html_is_read_where_the_text_has_no_cells() -> None:
    html = (
        "<html><body><table><tr><th>姓名</th><th colspan=2>住址&amp;电话</th></tr>"
        "<tr><td> 欧阳喆\n</td><td>甲<br>乙</td><td>007</td></tr></table>"
    )
    block = block_of("姓名住址电话", html, MEMBER, SHOWN)
    assert block is not None
    assert block.rows == (("姓名", "住址&电话", ""), ("欧阳喆", "甲\n乙", "007"))


def test_an_odd_quotation_mark_loses_nothing() -> None:
    block = block_of('姓名\t备注\n甲\t5"管子\n乙\t好', "", MEMBER, SHOWN)
    assert block is not None
    assert block.rows[1:] == (("甲", '5"管子'), ("乙", "好"))


def test_numbers_come_through_the_import_whole(tmp_path) -> None:
    number = "990101198503070129"
    block = block_of(f"姓名\t性别\t银行卡号\n欧阳喆\t女\t{number}7", "", MEMBER, SHOWN)
    assert block is not None
    path = write_block(block, tmp_path)
    assert path.name == FILE_NAME
    with Book.create(tmp_path / "a.union", "甲", year=2026) as book:
        plan = importing.plan(book, path, kinds={path.stem: "会员"})
        [row] = plan.sheets[0].rows
        assert (row.action, row.values["name"], row.values["card"]) == ("add", "欧阳喆", f"{number}7")
