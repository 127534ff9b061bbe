"""The Excel file: text is text whatever it begins with, numbers are numbers."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from app.documents.xlsx import Sheet, render_xlsx


def _sheet(sheet: Sheet, **how: object) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(BytesIO(render_xlsx([sheet], **how)))[sheet.name]  # type: ignore[arg-type]


def test_nothing_turns_into_a_formula() -> None:
    odd = ("=1+1", "+1", "-1", "@a", "{=1}", "http://a.cn", "110101197803070012", "0012", "a\x00\x0bb")
    page = _sheet(Sheet("名册", ("甲",), [(text,) for text in odd]))
    found = [page.cell(row, 1) for row in range(2, len(odd) + 2)]
    assert [cell.value for cell in found] == [*odd[:-1], "ab"]
    assert {cell.data_type for cell in found} == {"s"}


def test_numbers_money_and_blanks() -> None:
    sheet = Sheet("账", ("数", "元", "号"), [(3, 12.5, "007"), (None, None, None), (10**17, float("nan"), 5)],
                  text_columns=frozenset({"号"}), formats={"元": "#,##0.00"})  # fmt: skip
    page = _sheet(sheet)
    assert [c.value for c in page[2]] == [3, 12.5, "007"]
    assert page["B2"].number_format == "#,##0.00"
    assert page["C2"].number_format == "@"
    assert page["A3"].value is None
    assert (page["A4"].value, page["C4"].value) == (str(10**17), "5")


def test_header_choices_and_notes() -> None:
    long = tuple(f"选择第{i}项" for i in range(60))
    sheet = Sheet("模板", ("性别", "民族"), choices={"性别": ("男", "女"), "民族": long}, notes={"性别": "必填"})
    book = openpyxl.load_workbook(BytesIO(render_xlsx([sheet])))
    page = book["模板"]
    assert page.freeze_panes == "A2"
    assert page["A1"].font.b
    assert page["A1"].comment.text == "必填"
    assert page.auto_filter.ref
    sources = [v.formula1 for v in page.data_validations.dataValidation]
    assert sources == ['"男,女"', "'选项'!$A$1:$A$60"] or sources[1].endswith("$A$1:$A$60")
    assert book["选项"].sheet_state == "hidden"
    assert [row[0].value for row in book["选项"].rows] == list(long)


def test_steady_bytes_and_names() -> None:
    sheets = [Sheet("甲/乙", ("a",)), Sheet("甲_乙", ("a",)), Sheet("长" * 40, ("a",))]
    assert render_xlsx(sheets) == render_xlsx(sheets)
    assert openpyxl.load_workbook(BytesIO(render_xlsx(sheets))).sheetnames == ["甲_乙", "甲_乙(2)", "长" * 31]


def test_reports_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    render_xlsx([Sheet("甲", ("a",), [(1,)] * 1200)], lambda done, total: told.append((done, total)))
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_xlsx([Sheet("甲", ("a",), [(1,)] * 1200)], stop)
