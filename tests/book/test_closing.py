"""Closing and reopening a year, and what an import does with the rows of one."""

from __future__ import annotations

from datetime import date

import pytest

from app.book import closing, editing, importing
from app.book.book import Book
from app.domain.errors import Refused
from app.i18n import Language
from tests.book.sheets import workbook

TODAY = date(2026, 11, 23)


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "青石镇.union", "青石镇总工会", year=2026) as book:
        yield book


def test_a_year_is_closed_and_reopened_with_its_reason_in_the_history(book):
    entry = editing.save(book, "entry", None, {"kind": "生病住院", "year": "2025"})
    award = editing.save(book, "award", None, {"name": "先进", "year": "2025"})
    nominee = editing.save(book, "nominee", None, {"award_id": award, "name": "李四"})
    assert closing.closed_year_of(book.read, "entry", entry) is None
    closing.close(book, 2025, TODAY)
    assert closing.closed_years(book.read) == {2025: "2026-11-23"}
    assert closing.closed_year_of(book.read, "entry", entry) == 2025
    assert closing.closed_year_of(book.read, "nominee", nominee) == 2025
    closing.reopen(book, 2025, "  漏记  一笔慰问 ")
    step = book.read.history(table="report_year", row_id=book.read.every("report_year")[0]["id"])[0].step
    assert (step.label, step.values) == ("Reopen the year {year} ({reason})", {"year": 2025, "reason": "漏记 一笔慰问"})
    editing.save(book, "entry", entry, {"target": "李四"})


@pytest.mark.parametrize(
    ("doing", "said"),
    [
        (lambda book: closing.close(book, 2025, TODAY), "closed already"),
        (lambda book: closing.close(book, 2027, TODAY), "not begun"),
        (lambda book: closing.reopen(book, 2025, " "), "reason"),
        (lambda book: closing.reopen(book, 2024, "更正"), "not closed"),
    ],
)
def test_what_makes_no_sense_is_refused(book, doing, said):
    closing.close(book, 2025, TODAY)
    with pytest.raises(Refused, match=said):
        doing(book)


def test_rows_of_a_closed_year_are_refused_alone(book, tmp_path):
    old = editing.save(book, "entry", None, {"kind": "生病住院", "happened": "2025-03-05", "target": "李四",
                                             "year": "2025", "cash": "500"})  # fmt: skip
    closing.close(book, 2025, TODAY)
    file = workbook(
        tmp_path / "台账.xlsx",
        {
            "慰问帮扶": [
                ["时间", "类别", "对象", "慰问金(元)", "年度"],
                ["2025-03-05", "生病住院", "李四", 800, 2025],
                ["2025-06-01", "结婚", "王五", 500, 2025],
                ["2026-02-01", "结婚", "赵六", 500, 2026],
            ]
        },
    )
    report = importing.carry_out(book, importing.plan(book, file))
    refused = report.sheets[0].refused
    assert [row for row, _ in refused] == [2, 3]
    assert "2025" in refused[0][1].reason.text(Language("en"))
    assert report.sheets[0].added == 1
    assert book.read.row("entry", old)["cash"] == 50000
    assert {row["target"] for row in book.read.every("entry")} == {"李四", "赵六"}


def test_parts_go_with_the_record_that_is_refused(book, tmp_path):
    closing.close(book, 2025, TODAY)
    file = workbook(
        tmp_path / "评选.xlsx",
        {
            "评选": [["奖项名称", "年度"], ["优秀工会干部", 2025], ["先进小组", 2026]],
            "推荐对象": [["奖项编号", "姓名"], ["优秀工会干部", "李四"], ["先进小组", "王五"]],
        },
    )
    importing.carry_out(book, importing.plan(book, file))
    assert [row["name"] for row in book.read.every("award")] == ["先进小组"]
    assert "李四" not in {row["name"] for row in book.read.every("nominee")}


def test_the_same_file_again_is_no_trouble(book, tmp_path):
    """A row that would change nothing is no row of a closed year that has to be refused."""
    file = workbook(
        tmp_path / "台账.xlsx",
        {"慰问帮扶": [["时间", "类别", "对象", "年度"], ["2025-03-05", "生病住院", "李四", 2025]]},
    )
    importing.carry_out(book, importing.plan(book, file))
    closing.close(book, 2025, TODAY)
    report = importing.plan(book, file).report()
    assert report.refused == 0
    assert report.sheets[0].unchanged == 1
