"""Which year a row belongs to, and what 概况 says about the union, the year and everything else."""

import pytest

from app.book.book import Book
from tests.book.sheets import bring_in, counts, workbook


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "a.union", "某工会", year=2024) as book:
        yield book


@pytest.fixture
def bring(book, tmp_path):
    def run(sheets, **asked):
        return bring_in(book, workbook(tmp_path / "in.xlsx", sheets), **asked)

    return run


def years(book: Book) -> list[tuple[str, int]]:
    return [(row["happened"], row["year"]) for row in book.read.every("activity")]


HEAD = ["时间", "领域", "名称"]
ROWS = [["3月8日", "宣传", "甲"], ["2025-05-01", "宣传", "乙"], [None, "宣传", "丙"]]


def test_without_a_word_the_books_year_and_full_dates_decide(book, bring):
    bring({"活动": [HEAD, *ROWS]})
    assert years(book) == [("3月8日", 2024), ("2025-05-01", 2025), ("", 2024)]


def test_the_year_asked_for(book, bring):
    bring({"活动": [HEAD, *ROWS]}, year=2026)
    assert years(book) == [("3月8日", 2026), ("2025-05-01", 2025), ("", 2026)]
    assert book.read.every("activity")[0]["happened_from"] == "2026-03-08"


def test_the_workbooks_year_wins_and_its_days_hold(book, bring):
    report = bring({
        "活动": [[*HEAD, "年度"], ["3月8日", "宣传", "甲", None], ["2025-12-20", "宣传", "乙", None],
               ["12月20日", "宣传", "丙", None], ["2026-12-20", "宣传", "丁", None], ["春节", "宣传", "戊", "2023年"]],
        "概况": [["项目", "内容"], ["工会名称", "青石镇总工会"], ["年度", "2026年"], ["统计期起", "2025-12-01"],
               ["统计期止", "2026-11-30"], ["主题", "凝心聚力"]],
    }, year=2020)  # fmt: skip
    assert counts(report["概况"]) == (5, 2, 3, 0, 0)
    assert years(book) == [("3月8日", 2026), ("2025-12-20", 2026), ("12月20日", 2026), ("2026-12-20", 2027),
                           ("春节", 2023)]  # fmt: skip
    assert book.read.every("activity")[2]["happened_from"] == "2025-12-20"
    union = book.read.union()
    assert (union["name"], union["current_year"]) == ("青石镇总工会", 2026)
    assert [(r["item"], r["content"], r["year"]) for r in book.read.every("overview")] == [("主题", "凝心聚力", 2026)]
    assert book.read.period(2026)[0].isoformat() == "2025-12-01"


def test_a_year_that_is_blotted_out_is_kept_as_text(book, bring):
    report = bring({"概况": [["项目", "内容"], ["年度", "20XX年"], ["统计期止", "20XX年12月31日"]]})
    assert counts(report["概况"]) == (2, 2, 0, 0, 0)
    assert len(report["概况"]["notes"]) == 2
    assert [r["content"] for r in book.read.every("overview")] == ["20XX年", "20XX年12月31日"]
    assert book.read.union()["current_year"] == 2024


def test_an_impossible_day_of_the_year_is_refused(book, bring):
    report = bring({"概况": [["项目", "内容"], ["统计期止", "2026-02-30"], ["工会主席", "钱一"]]})
    assert counts(report["概况"]) == (2, 0, 1, 0, 1)
    assert report["概况"]["refused"][0]["column"] == "统计期止"
    assert book.read.union()["chair"] == "钱一"


def test_the_kind_of_employer_is_free_and_other_items_are_kept(book, bring):
    rows = [["单位性质", "乡镇（综合）"], ["上级工会", "某县总工会"], ["主席", "钱一"], ["家底", "薄"]]
    sheets = {"概况": [["项目", "内容"], *rows]}
    assert counts(bring(sheets)["概况"]) == (4, 1, 3, 0, 0)
    assert counts(bring(sheets)["概况"]) == (4, 0, 0, 4, 0)
    union = book.read.union()
    assert (union["kind"], union["parent"], union["chair"]) == ("乡镇（综合）", "某县总工会", "钱一")
    assert [r["item"] for r in book.read.every("overview")] == ["家底"]
    bring({"概况": [["项目", "内容"], ["单位性质", "学校"]]})
    assert book.read.union()["kind"] == "学校"


def test_two_columns_without_headers_are_an_overview_too(book, bring):
    assert counts(bring({"概况": [["工会名称", "东湖工会"], ["年度", 2025]]})["概况"]) == (2, 0, 2, 0, 0)
    assert book.read.union()["current_year"] == 2025


def test_an_item_without_content_says_nothing(book, bring):
    report = bring({"概况": [["项目", "内容"], ["主题", None], ["家底", None], [None, "没有项目"]]})
    assert counts(report["概况"]) == (2, 0, 0, 1, 1)
    assert book.read.every("overview") == []
