"""Workbooks that are not ours: headers by name, titles, totals and signatures skipped, nothing lost, nothing twice."""

from datetime import date

import pytest

from app.book import exporting, importing
from app.book.book import Book
from app.domain.errors import Cancelled, Refused, UsageError
from tests.book.bookequal import snapshot
from tests.book.rich_book import id_number
from tests.book.sheets import ENGLISH, bring_in, counts, workbook


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        yield book


@pytest.fixture
def file(tmp_path):
    def write(sheets, **more):
        return workbook(tmp_path / "in.xlsx", sheets, **more)

    return write


def test_a_county_roster(book, file):
    path = file({
        "Sheet1": [
            ["青石镇某厂工会会员花名册"],
            [None, None, None, None, None, None, None, "单位：人"],
            ["序号", "职工\n姓名", "性 别", "身份证号码", "警号", "部  门", "联系电话", "入会时间", "审核意见"],
            [1, "张三", "男", id_number("1980-02-03", 1), "J01", "一车间/一组", 13800138000, date(2020, 1, 2), "同意"],
            [2, "李四", "女", None, "J02", "二车间", None, 2020, None],
            [3],
            [],
            ["合 计", None, None, "2人"],
            ["制表人：钱某", None, None, None, "审核：孙某", None, None, "2026年11月"],
        ],
        "Sheet2": [], "Sheet3": [],
    }, merged=["A1:I1"])  # fmt: skip
    report = bring_in(book, path)
    sheet = report["Sheet1"]
    assert sheet["taken_as"] == "会员"
    assert counts(sheet) == (2, 2, 0, 0, 0)
    notes = "\n".join(sheet["notes"])
    assert "警号、审核意见" in notes
    assert "合 计 2人" in notes
    assert "制表人：钱某" in notes
    assert "一车间/一组" in notes
    assert report["Sheet2"]["read"] == report["Sheet3"]["read"] == 0
    one, two = book.read.every("member")
    assert (one["name"], one["mobile"]) == ("张三", "13800138000")
    assert (one["joined"], one["birth"]) == ("2020-01-02", "1980-02-03")
    assert one["remark"] == "警号：J01；审核意见：同意"
    assert (two["remark"], two["joined_from"], two["joined_to"]) == ("警号：J02", "2020-01-01", "2020-12-31")
    assert sorted(book.read.captions("unit", []).values()) == ["一车间", "一车间/一组", "二车间"]
    before = snapshot(book)
    assert counts(bring_in(book, path)["Sheet1"]) == (2, 0, 0, 2, 0)
    assert snapshot(book) == before


@pytest.mark.fault("F4")
def test_two_row_headers_are_read_together(book, file):
    path = file({"慰问": [
        ["2026年走访慰问登记表"],
        ["慰问时间", "慰问对象", None, "慰问金额\n（元）", "慰问品", None],
        [None, "姓名", "性别", None, "品名", "折价"],
        ["3月8日", "张三", "女", 500, "大米", 60.5],
    ]}, merged=["A1:F1", "B2:C2", "E2:F2", "A2:A3", "D2:D3"])  # fmt: skip
    sheet = bring_in(book, path)["慰问"]
    assert counts(sheet) == (1, 1, 0, 0, 0)
    (row,) = book.read.every("entry")
    assert (row["happened"], row["target"], row["cash"], row["goods"], row["goods_value"]) == (
        "3月8日", "张三", 50000, "大米", 6050)  # fmt: skip
    assert row["happened_from"] == "2026-03-08"
    assert row["remark"] == "慰问对象性别：女"
    assert row["kind"] == "其他"
    assert any("类别" in note and "其他" in note for note in sheet["notes"])


def test_two_unions_headers_with_units_stars_and_colons(book, file):
    path = file({"活动": [["*时 间：", "领域*", "名　称", "参加人数（人）", "费用(元)"],
                        [date(2026, 5, 1), "文体", "歌咏比赛", "近百人", "近10万元"]]})  # fmt: skip
    assert counts(bring_in(book, path)["活动"]) == (1, 1, 0, 0, 0)
    (row,) = book.read.every("activity")
    assert (row["happened"], row["area"], row["title"]) == ("2026-05-01", "文体", "歌咏比赛")
    assert (row["persons"], row["persons_given"]) == (100, "近百人")
    assert (row["cost"], row["cost_given"]) == (10_000_000, "近10万元")


def test_a_row_is_refused_alone_with_its_reason(book, file):
    sheet = bring_in(book, file({"会员": [
        ["姓名", "身份证号", "出生日期", "银行卡号"],
        ["张三", 330106199001011234, None, None],
        ["李四", "3.30106E+17", None, None],
        ["王五", None, "1990-02-30", None],
        [None, None, "1990-02-03", None],
        ["赵六", id_number("1990-01-01", 1)[:-1] + "?", None, None],
        ["孙七", None, None, 6222021234567890123],
        ["周八", None, "1990年5月", "无"],
    ]}))["会员"]  # fmt: skip
    assert counts(sheet) == (7, 1, 0, 0, 6)
    assert [(r["row"], r["column"]) for r in sheet["refused"]] == [
        (2, "身份证号"), (3, "身份证号"), (4, "出生日期"), (5, "姓名"), (6, "身份证号"), (7, "银行卡号")]  # fmt: skip
    assert all("rounded" in sheet["refused"][i]["reason"] for i in (0, 1, 5))
    assert sheet["refused"][2]["value"] == "1990-02-30"
    assert [row["name"] for row in book.read.every("member")] == ["周八"]


def test_words_that_no_list_knows_are_kept_and_said_once(book, file):
    rows = [["领域", "名称"], ["网格治理", "甲"], ["网格治理", "乙"], ["宣传", "丙"]]
    sheet = bring_in(book, file({"活动": rows}))["活动"]
    assert [row["area"] for row in book.read.every("activity")] == ["网格治理", "网格治理", "宣传"]
    said = [note for note in sheet["notes"] if "网格治理" in note]
    assert len(said) == 1
    assert "2 rows" in said[0]


def test_blank_overwrites_nothing_and_a_new_value_is_an_update(book, file):
    head = ["时间", "名称", "级别", "获得者", "文号"]
    bring_in(book, file({"荣誉": [head, ["2026-05-01", "五一劳动奖状", "省级", "一车间", "工字1号"]]}))
    level = book.read.every("honour")[0]["level"]
    assert level
    sheet = bring_in(book, file({"荣誉": [head, ["2026-05-01", "五一劳动奖状", None, "一车间", "工字2号"]]}))["荣誉"]
    assert counts(sheet) == (1, 0, 1, 0, 0)
    (row,) = book.read.every("honour")
    assert (row["level"], row["doc_no"]) == (level, "工字2号")


def test_the_plan_says_what_would_change_and_writes_nothing(book, file):
    head = ["时间", "领域", "名称", "地点", "数据"]
    bring_in(book, file({"活动": [head, ["3月8日", "女职工", "插花", "礼堂", "参加=近10人"]]}))
    before = snapshot(book)
    plan = importing.plan(book, file({"活动": [head, ["3月8日", "女职工", "插花", "会议室", "参加=30余名"]]}))
    (row,) = plan.sheets[0].rows
    assert row.action == "update"
    assert row.changes == (("地点", "礼堂", "会议室"), ("数据", "参加=近10人", "参加=30余名"))
    assert row.caption == "插花"
    assert snapshot(book) == before
    importing.carry_out(book, plan)
    (found,) = book.read.every("activity")
    assert found["place"] == "会议室"
    assert [f.quantity.raw for f in book.read.figures("activity", [found["id"]])[found["id"]]] == ["30余名"]


@pytest.mark.fault("F10", "P4")
def test_equal_rows_stay_two_records_and_the_second_import_changes_nothing(book, file):
    path = file({"慰问帮扶": [["时间", "类别", "对象", "慰问金(元)"], ["3月8日", "节日", "全体女职工", 100],
                          ["3月8日", "节日", "全体女职工", 200]]})  # fmt: skip
    assert counts(bring_in(book, path)["慰问帮扶"]) == (2, 2, 0, 0, 0)
    assert counts(bring_in(book, path)["慰问帮扶"]) == (2, 0, 0, 2, 0)
    assert [row["cash"] for row in book.read.every("entry")] == [10000, 20000]


def test_units_stand_in_any_order_and_are_never_doubled(book, file):
    path = file({
        "组织": [["名称", "类型", "上级"], ["第一小组", "工会小组", "二车间"], ["二车间", "分工会", "机械厂工会"],
               ["机械厂工会", "企业工会", None], ["第一小组", "工会小组", "一车间"], ["一车间", None, "机械厂工会"]],
        "会员": [["姓名", "所属组织"], ["张三", "机械厂工会/一车间/第一小组"], ["李四", "一车间/第二小组"],
               ["王五", "第二小组"],
               ["赵六", "第一小组"], ["孙七", "新厂/一班"]],
    })  # fmt: skip
    report = bring_in(book, path)
    assert counts(report["组织"]) == (5, 5, 0, 0, 0)
    assert counts(report["会员"]) == (5, 4, 0, 0, 1)
    assert "机械厂工会/二车间/第一小组" in report["会员"]["refused"][0]["reason"]
    paths = book.read.captions("unit", [])
    below = ["", "/一车间", "/二车间", "/一车间/第一小组", "/二车间/第一小组", "/一车间/第二小组"]
    assert sorted(paths.values()) == sorted([*(f"机械厂工会{path}" for path in below), "新厂", "新厂/一班"])
    placed = {row["name"]: paths[row["unit_id"]] for row in book.read.every("member")}
    assert placed == {"张三": "机械厂工会/一车间/第一小组", "李四": "机械厂工会/一车间/第二小组",
                      "王五": "机械厂工会/一车间/第二小组", "孙七": "新厂/一班"}  # fmt: skip
    assert counts(bring_in(book, path)["组织"]) == (5, 0, 0, 5, 0)


def test_a_unit_met_by_name_first_gets_its_parent_later(book, file):
    bring_in(book, file({"会员": [["姓名", "所属组织"], ["张三", "一车间"]]}))
    sheet = bring_in(book, file({"组织": [["名称", "上级"], ["一车间", "机械厂工会"], ["机械厂工会", None]]}))["组织"]
    assert counts(sheet) == (2, 1, 1, 0, 0)
    assert sorted(book.read.captions("unit", []).values()) == ["机械厂工会", "机械厂工会/一车间"]


def test_units_cannot_stand_in_a_circle(book, file):
    bring_in(book, file({"组织": [["名称", "上级"], ["一车间", None], ["机械厂", "一车间"]]}))
    sheet = bring_in(book, file({"组织": [["名称", "上级"], ["一车间", "机械厂"]]}))["组织"]
    assert counts(sheet) == (1, 0, 0, 0, 1)
    both = bring_in(book, file({"组织": [["名称", "上级"], ["甲", "乙"], ["乙", "甲"], ["丙", "丙"]]}))["组织"]
    assert both["read"] == 3
    assert len(book.read.captions("unit", [])) == len(set(book.read.captions("unit", []).values()))


def test_the_clerk_decides_and_it_is_remembered(book, tmp_path):
    rows = [["王某某", "说明文字"], ["人名", "工种", "入厂"], ["张三", "焊工", "2001-07-01"]]
    path = workbook(tmp_path / "one.xlsx", {"甲": rows})
    assert bring_in(book, path)["甲"]["taken_as"] == ""
    asked = {"kinds": {"甲": "会员"}, "columns": {"甲": {"人名": "姓名", "入厂": "参加工作日期", "工种": ""}}}
    assert counts(bring_in(book, path, **asked)["甲"]) == (1, 1, 0, 0, 0)
    (row,) = book.read.every("member")
    assert (row["name"], row["work_from"], row["post"], row["remark"]) == ("张三", "2001-07-01", "", "")
    rows[2] = ["李四", "电工", "2002-07-01"]
    other = bring_in(book, workbook(tmp_path / "two.xlsx", {"乙": rows}))["乙"]
    assert other["taken_as"] == "会员"
    assert counts(other) == (1, 1, 0, 0, 0)
    assert bring_in(book, path, kinds={"甲": ""})["甲"]["taken_as"] == ""


@pytest.mark.parametrize("asked", [{"kinds": {"甲": "花名"}}, {"kinds": {"丙": "会员"}},
                                   {"kinds": {"甲": "会员"}, "columns": {"甲": {"人名": "花名"}}}])  # fmt: skip
def test_a_decision_that_makes_no_sense_is_said(book, tmp_path, asked):
    path = workbook(tmp_path / "one.xlsx", {"甲": [["人名", "姓名"], ["张三", "李四"]]})
    with pytest.raises(UsageError):
        importing.plan(book, path, **asked)


def test_a_stopped_import_writes_nothing(book, file):
    path = file({"会员": [["姓名"], *[[f"会员{i}"] for i in range(1000)]]})
    before, last = snapshot(book), book.next_undo()
    with pytest.raises(Cancelled):
        importing.plan(book, path, cancelled=lambda: True)
    seen = []
    plan = importing.plan(book, path, report=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {1001}
    with pytest.raises(Cancelled):
        importing.carry_out(book, plan, cancelled=lambda: True)
    assert snapshot(book) == before
    assert book.next_undo() == last


def test_an_import_is_one_step_and_undone_as_one(book, file):
    before = snapshot(book)
    bring_in(book, file({
        "概况": [["项目", "内容"], ["主题", "凝心"]], "会员": [["姓名", "所属组织"], ["张三", "一车间"]],
        "活动": [["领域", "名称", "数据"], ["宣传", "甲", "稿件=12篇"]],
    }))  # fmt: skip
    assert book.next_undo().label == "Import {file}"
    assert book.next_undo().values == {"file": "in.xlsx"}
    book.undo()
    assert snapshot(book) == before


def test_a_plan_for_another_state_of_the_book_is_refused(book, file):
    path = file({"活动": [["领域", "名称", "地点"], ["宣传", "甲", "礼堂"]]})
    bring_in(book, path)
    plan = importing.plan(book, file({"活动": [["领域", "名称", "地点"], ["宣传", "甲", "广场"]]}))
    book.undo()
    with pytest.raises(Refused):
        importing.carry_out(book, plan)


@pytest.mark.fault("F4")
def test_cells_merged_over_rows_hold_for_each_of_them_but_amounts_do_not(book, file):
    rows = [["时间", "类别", "对象", "慰问金(元)"], ["3月8日", "节日", "张三", 500], [None, None, "李四", None]]
    bring_in(book, file({"慰问帮扶": rows}, merged=["A2:A3", "B2:B3", "D2:D3"]))
    found = book.read.every("entry")
    assert [(r["happened"], r["kind"], r["target"], r["cash"]) for r in found] == [
        ("3月8日", "节日", "张三", 50000), ("3月8日", "节日", "李四", None)]  # fmt: skip


def test_a_time_of_day_survives_and_midnight_is_not_invented(book, file):
    rows = [["时间", "领域", "名称"], [date(2026, 12, 15), "宣传", "甲"], ["12月15日下午3:00", "宣传", "乙"]]
    bring_in(book, file({"活动": rows}))
    assert [row["happened"] for row in book.read.every("activity")] == ["2026-12-15", "12月15日下午3:00"]


def test_reports_are_in_the_language_asked(book, file):
    plan = importing.plan(book, file({"会员": [["姓名", "性别"], [None, "男"]]}))
    said = plan.report().as_json(ENGLISH)["sheets"]["会员"]["refused"]
    assert said == [{"row": 2, "column": "姓名", "value": "",
                     "reason": "姓名 is missing. It is the one thing that cannot be left out."}]  # fmt: skip


def test_a_unit_named_in_two_lines_is_named_in_one_and_comes_back_the_same(book, tmp_path):
    found = bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": [["姓名", "所属组织"], ["张三", "总工会/一\n车间"]]}))
    assert found["会员"]["added"] == 1
    assert "一 车间" in {row["name"] for row in book.read.every("unit")}
    exporting.export(book, tmp_path / "b.xlsx")
    assert importing.plan(book, tmp_path / "b.xlsx").changes_nothing()
