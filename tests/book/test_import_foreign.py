"""Lists from other offices: what each is taken for, and the rows of theirs that are no records."""

from datetime import date

import pytest

from app.book.book import Book
from tests.book.sheets import bring_in, counts, workbook


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        yield book


@pytest.fixture
def bring(book, tmp_path):
    """Import one sheet twice; the second time must change nothing. Returns the first report."""

    def run(name, rows, **more):
        path = workbook(tmp_path / "in.xlsx", {name: rows}, **more)
        first = bring_in(book, path)[name]
        _, added, updated, _, _ = counts(bring_in(book, path)[name])
        assert (added, updated) == (0, 0)
        return first

    return run


def test_a_list_of_unions(book, bring):
    sheet = bring("Sheet1", [
        ["青石镇基层工会情况表"],
        ["填报单位：青石镇总工会", None, None, "填报日期：2026年11月"],
        ["序号", "单位名称", "工会主席", "职工人数", "会员人数", "其中：女会员", "建会时间", "联系电话"],
        [1, "东风机械厂", "钱一", 120, 118, 40, "2001.5", 13800138000],
        [2, "小河小学", "孙二", 60, 60, 45, date(2003, 9, 1), "0571-88880000"],
        ["合计", None, None, 180, 178, 85],
        [None, "注：以上数据截至11月底"],
    ])  # fmt: skip
    assert sheet["taken_as"] == "组织"
    assert counts(sheet) == (2, 2, 0, 0, 0)
    one, two = book.read.every("unit")
    assert (one["name"], one["head"], one["workers"], one["members"], one["women"]) == (
        "东风机械厂",
        "钱一",
        120,
        118,
        40,
    )
    assert (one["phone"], two["founded"], one["founded_from"]) == ("13800138000", "2003-09-01", "2001-05-01")
    assert len([note for note in sheet["notes"] if "left out" in note]) == 2


def test_a_pay_list_under_a_title_is_no_group_of_columns(book, bring):
    sheet = bring("Sheet1", [
        ["2026年困难职工送温暖慰问金发放表"],
        ["序号", "姓名", "部门", "金额", "签字"],
        [1, "张三", "一车间", 500],
        [2, "李四", None, 300.5],
        ["合计", None, None, 800.5],
        ["经办人：", None, None, "负责人："],
    ])  # fmt: skip
    assert sheet["taken_as"] == "慰问帮扶"
    assert counts(sheet) == (2, 2, 0, 0, 0)
    rows = book.read.every("entry")
    assert [(r["kind"], r["target"], r["cash"], r["remark"]) for r in rows] == [
        ("送温暖", "张三", 50000, "所属组织：一车间"), ("送温暖", "李四", 30050, "")]  # fmt: skip
    assert book.read.every("unit") == []


def test_year_month_and_day_in_columns_of_their_own_are_one_date(book, bring):
    bring("职工活动", [["工会活动登记表"], ["序号", "活动时间", None, "活动名称", "备注"], [None, "月", "日"],
                     [1, 3, 8, "插花", "好"], [2, 4, None, "踏青"]])  # fmt: skip
    rows = book.read.every("activity")
    assert [(r["happened"], r["title"], r["remark"]) for r in rows] == [("3月8日", "插花", "好"), ("4月", "踏青", "")]


@pytest.mark.fault("F4")
def test_headings_between_the_rows_are_nobody(book, bring):
    sheet = bring("会员", [["姓名", "性别"], ["一、机关支部"], ["张三", "男"], ["二、学校支部"], ["李四", "女"],
                         ["注：名单截至11月"], ["填表人：王五　　审核人：赵六"]], merged=["A2:B2"])  # fmt: skip
    assert counts(sheet) == (2, 2, 0, 0, 0)
    assert [row["name"] for row in book.read.every("member")] == ["张三", "李四"]


def test_sentences_in_a_plan_are_not_taken_for_totals_or_signatures(book, bring):
    sheet = bring("Sheet1", [["下一步打算"], ["序号", "内容"], [1, "办培训班"], [2, "负责人：落实到人"],
                             [3, "合计发放经费要公开"], [None, "一、没有序号的一条"]])  # fmt: skip
    assert sheet["taken_as"] == "计划"
    assert counts(sheet) == (4, 4, 0, 0, 0)
    assert [row["position"] for row in book.read.every("plan")] == [1, 2, 3, None]


@pytest.mark.parametrize(("headers", "taken_as"), [
    ("姓名 部门", "会员"), ("姓名 性别 出生年月 民族 职务", "会员"), ("姓名 工会职务 届次 任职起", "干部任职"),
    ("慰问时间 慰问对象 慰问事由 慰问金额", "慰问帮扶"), ("活动时间 活动名称 活动地点 参加人数", "活动"),
    ("获奖时间 荣誉名称 授予单位 获奖者", "荣誉"), ("奖项名称 评选对象 名额 评选条件", "评选"), ("项目 内容", "概况"),
    ("小组名称 组长 会员人数", "组织"), ("摘要 收支 金额 凭证号", "经费收支"), ("甲 乙 丙", ""), ("时间 名称 备注", ""),
])  # fmt: skip
@pytest.mark.fault("F4")
def test_what_a_sheet_is_taken_for_by_its_headers(bring, headers, taken_as):
    assert bring("Sheet1", [headers.split()])["taken_as"] == taken_as


def test_parts_point_at_wholes_by_name_or_by_number(book, tmp_path):
    report = bring_in(book, workbook(tmp_path / "in.xlsx", {
        "评选": [["年度", "奖项", "名额", "编号"], [2026, "先进个人", "5名", 1], [2025, "先进个人", "3名", 2]],
        "推荐对象": [["奖项编号", "推荐对象", "同意票数"], ["先进个人", "张三", 30], [2, "李四", 20],
                 ["没有的奖", "王五", 1]],
    }))  # fmt: skip
    assert counts(report["推荐对象"]) == (3, 2, 0, 0, 1)
    awards = {row["id"]: row["year"] for row in book.read.every("award")}
    found = [(r["name"], awards[r["award_id"]], r["votes"]) for r in book.read.every("nominee")]
    assert found == [("张三", 2026, 30), ("李四", 2025, 20)]


def test_somebody_elses_numbering_is_kept_as_a_remark(book, bring):
    bring("活动", [["编号", "领域", "名称"], ["HD-001", "宣传", "甲"]])
    assert book.read.every("activity")[0]["remark"] == "编号：HD-001"
