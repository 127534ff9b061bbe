"""What is exported comes back in equal, masked unless asked otherwise, and never half written."""

import csv
import gc
from pathlib import Path

import openpyxl
import pytest

from app.book import exporting, exporting_write, importing
from app.book.book import Book
from app.domain.errors import Cancelled, FileProblem, UsageError
from app.domain.records import ALL, CONTRACT_SHEETS
from app.i18n import Language
from tests.book.bookequal import snapshot
from tests.book.rich_book import fill

CONTRACT = {
    "概况": "项目 内容",
    "组织": "名称 类型 上级 成立日期 负责人 职工数 会员数 女会员数 届满日期 备注",
    "会员": "姓名 性别 身份证号 出生日期 民族 政治面貌 学历 手机 所属组织 工会职务 用工形式 是否农民工 参加工作日期 "
    "入会日期 会籍状态 困难类别 银行卡号 备注",
    "慰问帮扶": "时间 类别 事由 对象 对象类型 单位数 户数 人数 人次 慰问金(元) 物品 物品折价(元) 标准(元/人) "
    "经费来源 经费科目 经办人 数据 备注",
    "活动": "时间 领域 类别 名称 地点 主办 协办 人数 人次 内容 结果 经费(元) 数据 备注",
    "荣誉": "时间 名称 级别 授予单位 获得者 对象 数量 文号 备注",
    "问题": "序号 内容 领域",
    "计划": "序号 内容 领域 数据",
    "评选": "年度 奖项 对象 名额 条件 推荐方式 评定方式 推荐截止 评定时间 审定 备注",
}


def new_book(path: Path, year: int | None = 2026) -> Book:
    return Book.create(path, "青石镇总工会", "乡镇街道", year=year)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with new_book(tmp_path_factory.mktemp("rich") / "a.union") as book:
        fill(book)
        yield book


def sheets_of(path: Path) -> dict[str, list[list]]:
    found = openpyxl.load_workbook(path)
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in found.worksheets}


def test_an_export_read_into_an_empty_book_gives_an_equal_book(book, tmp_path):
    exporting.export(book, tmp_path / "out.xlsx", unmask=True)
    with Book.create(tmp_path / "b.union", "别处") as other:
        plan = importing.plan(other, tmp_path / "out.xlsx")
        report = importing.carry_out(other, plan)
        assert [r for sheet in report.sheets for r in sheet.refused] == []
        before, after = snapshot(book), snapshot(other)
        assert all(before[table] for table in before)
        for table in before:
            assert after[table] == before[table], table


@pytest.mark.parametrize("unmask", [True, False])
@pytest.mark.fault("F11")
def test_an_export_read_into_its_own_book_changes_nothing(book, tmp_path, unmask):
    exporting.export(book, tmp_path / "out.xlsx", unmask=unmask)
    plan = importing.plan(book, tmp_path / "out.xlsx")
    assert [(row.table, row.changes, row.refusal) for s in plan.sheets for row in s.rows if row.action != "same"] == []
    assert plan.changes_nothing()


def test_a_book_without_a_current_year_comes_back_too(tmp_path):
    with new_book(tmp_path / "a.union", None) as book, new_book(tmp_path / "b.union", None) as other:
        fill(book)
        exporting.export(book, tmp_path / "out.xlsx", unmask=True)
        importing.carry_out(other, importing.plan(other, tmp_path / "out.xlsx"))
        assert snapshot(other) == snapshot(book)


def test_contract_sheets_and_headers_stand_first_and_in_order(book, tmp_path):
    exporting.export(book, tmp_path / "out.xlsx")
    sheets = sheets_of(tmp_path / "out.xlsx")
    assert tuple(sheets)[:9] == CONTRACT_SHEETS
    for name, headers in CONTRACT.items():
        wanted = headers.split()
        assert sheets[name][0][: len(wanted)] == wanted


def test_every_type_of_record_has_its_sheet_only_where_it_has_records(book, tmp_path):
    exporting.export(book, tmp_path / "out.xlsx")
    named = {r.sheet for r in ALL if r.sheet} - {"工会信息", "统计年度"}
    assert set(sheets_of(tmp_path / "out.xlsx")) == named
    with new_book(tmp_path / "b.union") as empty:
        exporting.export(empty, tmp_path / "empty.xlsx")
    assert tuple(sheets_of(tmp_path / "empty.xlsx")) == CONTRACT_SHEETS
    assert sheets_of(tmp_path / "empty.xlsx")["会员"] == [CONTRACT["会员"].split()]


def test_personal_numbers_are_masked_unless_asked(book, tmp_path):
    exporting.export(book, tmp_path / "masked.xlsx")
    exporting.export(book, tmp_path / "whole.xlsx", unmask=True)
    texts = {name: str(sheets_of(tmp_path / f"{name}.xlsx")) for name in ("masked", "whole")}
    for secret in ("13800138000", "6222021234567890128", "幸福路1号", "6222021234567890123", "5200.5"):
        assert secret in texts["whole"]
        assert secret not in texts["masked"]
    assert "138****8000" in texts["masked"]
    for row in book.read.every("member") + book.read.every("relative"):
        assert not row["id_no"] or row["id_no"] not in texts["masked"]


@pytest.mark.fault("F12")
def test_no_text_becomes_a_formula(book, tmp_path):
    exporting.export(book, tmp_path / "out.xlsx")
    found = openpyxl.load_workbook(tmp_path / "out.xlsx")
    kinds = {cell.data_type for page in found.worksheets for row in page.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}


@pytest.mark.fault("F12")
def test_a_csv_holds_one_sheet_guards_formulas_and_comes_back(book, tmp_path):
    exporting.export(book, tmp_path / "慰问帮扶.csv", sheets=["慰问帮扶"], unmask=True)
    content = (tmp_path / "慰问帮扶.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(content.decode("utf-8-sig").splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    plan = importing.plan(book, tmp_path / "慰问帮扶.csv")
    assert [s.taken_as for s in plan.sheets] == ["慰问帮扶"]
    assert plan.changes_nothing()
    with pytest.raises(UsageError):
        exporting.export(book, tmp_path / "all.csv")


def test_some_sheets_only(book, tmp_path):
    exporting.export(book, tmp_path / "out.xlsx", sheets=["会员", "活动"])
    assert list(sheets_of(tmp_path / "out.xlsx")) == ["会员", "活动"]
    plan = importing.plan(book, tmp_path / "out.xlsx")
    assert plan.changes_nothing()
    with pytest.raises(UsageError):
        exporting.export(book, tmp_path / "out.xlsx", sheets=["花名"])


@pytest.mark.fault("R6")
@pytest.mark.fault("P6")
def test_a_stopped_or_failed_export_leaves_the_old_file(book, tmp_path):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"the old one")
    with pytest.raises(Cancelled):
        exporting.export(book, out, cancelled=lambda: True)
    assert out.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [out]
    with pytest.raises(FileProblem):
        exporting.export(book, tmp_path / "nowhere" / "out.xlsx")
    with pytest.raises(UsageError):
        exporting.export(book, tmp_path)
    assert list(tmp_path.iterdir()) == [out]


def test_the_template_has_the_contract_and_imports_as_nothing(tmp_path):
    exporting.write_template(tmp_path / "t.xlsx")
    sheets = sheets_of(tmp_path / "t.xlsx")
    assert tuple(sheets) == (*CONTRACT_SHEETS, "说明")
    for name, headers in CONTRACT.items():
        assert sheets[name][0] == headers.split()
        assert name == "概况" or len(sheets[name]) == 1
    with new_book(tmp_path / "b.union") as empty:
        plan = importing.plan(empty, tmp_path / "t.xlsx")
        assert plan.changes_nothing()
        report = plan.report().as_json(Language("en"))["sheets"]
        assert list(report) == list(CONTRACT_SHEETS)
        assert all(not sheet["notes"] and not sheet["refused"] and not sheet["read"] for sheet in report.values())


def test_the_template_offers_lists_and_keeps_numbers_as_text(tmp_path):
    exporting.write_template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    members = book["会员"]
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in members.data_validations.dataValidation}
    assert lists["L2"] == '"是,否"'
    page, _, cells = lists["B2"].partition("!")
    values = [cell.value for (cell,) in book[page][cells.replace("$", "")]]
    assert {"男", "女"} <= set(values)
    assert {members.column_dimensions[c].number_format for c in ("C", "H", "Q")} == {"@"}
    assert "文本" in members["C1"].comment.text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_said_once_and_nothing_is_left(book, tmp_path, monkeypatch, capfd):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"the old one")
    begin = exporting_write._Output.__init__
    monkeypatch.setattr(exporting_write._Output, "__init__", lambda self, _: begin(self, Path("/dev/full")))
    with pytest.raises(FileProblem, match="the disk is full"):
        exporting.export(book, out)
    gc.collect()
    assert capfd.readouterr().err == ""
    assert list(tmp_path.glob("*.xlsx*")) == [out]
    assert out.read_bytes() == b"the old one"
