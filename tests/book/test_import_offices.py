"""Lists as offices really keep them: nothing of a row is lost, nobody is guessed at, and it is said in few words."""

from datetime import date

import pytest

from app.book.book import Book
from tests.book.rich_book import id_number
from tests.book.sheets import bring_in, counts, workbook

ONE, TWO = id_number("1980-02-03", 1), id_number("1990-05-06", 2)


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        yield book


@pytest.fixture
def bring_all(book, tmp_path):
    """Import sheets twice; the second time must change nothing. Returns the first report."""

    def run(sheets, **more):
        path = workbook(tmp_path / "in.xlsx", sheets, **more)
        first = bring_in(book, path)
        for sheet in bring_in(book, path).values():
            read, added, updated, unchanged, refused = counts(sheet)
            assert (added, updated, unchanged) == (0, 0, read - refused)
        return first

    return run


@pytest.fixture
def bring(bring_all):
    """The same for one sheet of rows."""
    return lambda *rows, **more: bring_all({"Sheet1": rows}, **more)["Sheet1"]


def members(book, *names):
    return [tuple(row[name] for name in names) for row in book.read.every("member")]


# ------------------------------------------------------------------------------------ several lists on a sheet


@pytest.mark.fault("F4")
def test_tables_one_below_the_other_are_read_each_for_itself(book, bring_all):
    report = bring_all({"Sheet1": [
        ["一、在职会员"], ["姓名", "性别", "手机"], ["张三", "男", 13800138000], [],
        ["二、退休会员"], ["姓名", "性别", "退休时间"], ["王五", "男", "2020年3月"], [],
        ["活动时间", "活动名称", "活动地点", "参加人数"], ["3月8日", "插花", "二楼会议室", 30],
    ]})  # fmt: skip
    assert [(name, s["taken_as"], s["added"]) for name, s in report.items()] == [
        ("Sheet1", "会员", 1), ("Sheet1（第5行起）", "会员", 1), ("Sheet1（第9行起）", "活动", 1)]  # fmt: skip
    assert members(book, "name", "retired_on") == [("张三", ""), ("王五", "2020年3月")]
    assert [row["place"] for row in book.read.every("activity")] == ["二楼会议室"]


def test_blank_rows_and_the_same_header_again_divide_no_table(book, bring_all):
    report = bring_all(
        {"Sheet1": [["姓名", "性别"], ["张三", "男"], [], ["李四", "女"], [], ["姓名", "性别"], ["王五", "男"]]}
    )
    assert list(report) == ["Sheet1"]
    assert len(members(book, "name")) == 3


def test_columns_printed_side_by_side_are_one_list(book, bring):
    sheet = bring(["会员名单"], ["序号", "姓名", "性别", "序号", "姓名", "性别"], [1, "张三", "男", 3, "王五", "男"],
                  [2, "李四", "女"], ["合计", 3])  # fmt: skip
    assert counts(sheet) == (3, 3, 0, 0, 0)
    assert members(book, "name", "remark") == [("张三", ""), ("王五", ""), ("李四", "")]


# ---------------------------------------------------------------------------------------------- headers, totals


@pytest.mark.fault("F4")
def test_two_header_rows_whose_lower_one_says_of_which(book, bring):
    sheet = bring(
        ["青石县基层工会组织和会员统计表"],
        ["单位名称", "职工数", None, "会员数（人）", None, None, "工会主席", None],
        [None, "合计", "其中：女", "合计", "其中：女", "农民工", "姓名", "电话"],
        ["东风厂", 100, 40, 90, 35, 10, "张三", "0571-88880000"], ["合计", 100, 40, 90, 35, 10],
        merged=["A1:H1", "A2:A3", "B2:C2", "D2:F2", "G2:H2"],
    )  # fmt: skip
    assert sheet["taken_as"] == "组织"
    (unit,) = book.read.every("unit")
    told = tuple(
        unit[n] for n in ("name", "workers", "women_workers", "members", "women", "migrants", "head", "remark")
    )
    assert told == ("东风厂", 100, 40, 90, 35, 10, "张三", "工会主席电话：0571-88880000")


def test_cells_below_no_header_are_kept_and_their_column_named(book, bring):
    sheet = bring(["姓名", None, "性别", None], ["张三", 1, "男", "迷路的"], ["李四", 2, "女", None])
    assert members(book, "remark") == [("D列：迷路的",), ("",)]
    assert [note for note in sheet["notes"] if "D列" in note]


def test_subtotals_and_a_date_below_are_nobody_and_named(book, bring):
    sheet = bring(["部门", "姓名", "手机"], ["一车间", "张三", 13800138000], ["一车间小计", None, "1人"],
                  [None, "李四", 13800138001], ["合    计", None, 2], [None, None, "2026年3月8日"],
                  ["备注：止于6月"])  # fmt: skip
    assert counts(sheet) == (2, 2, 0, 0, 0)
    (note,) = [note for note in sheet["notes"] if "left out" in note]
    for text in ("一车间小计 1人", "合    计 2", "2026年3月8日", "备注：止于6月", "3、5、6、7"):
        assert text in note


def test_a_unit_beside_the_first_of_its_people_only_is_not_guessed_but_told(book, bring):
    sheet = bring(["部门", "姓名"], ["一车间", "张三"], [None, "李四"], ["二车间", "王五"], [None, "赵六"])
    assert [unit is not None for (unit,) in members(book, "unit_id")] == [True, False, True, False]
    assert [note for note in sheet["notes"] if "部门 is blank in 2 rows" in note]


def test_a_plan_in_the_usual_words(bring):
    assert (
        bring(["2026年工作计划"], ["序号", "工作内容", "完成时限", "责任人"], [1, "办培训班", "6月底", "张三"])[
            "taken_as"
        ]
        == "计划"
    )


def test_a_reason_names_the_column_of_the_sheet(bring):
    sheet = bring(["姓名", "手机"], ["张三", "1380013800"], [None, 13800138000])
    assert [row["column"] for row in sheet["refused"]] == ["手机", "姓名"]
    assert sheet["refused"][1]["reason"].startswith("姓名 is missing")


# ---------------------------------------------------------------------------------------------------- values


def test_of_several_phones_the_first_is_taken_and_the_rest_kept(book, bring):
    sheet = bring(["姓名", "联系电话"], ["甲", "13800138000/13900139000"], ["乙", "13800138001（家属）"],
                  ["丙", "6688"], ["丁", "138 0013 8003"], ["戊", "0571-88880000、13800138004"])  # fmt: skip
    assert members(book, "mobile", "remark") == [
        ("13800138000", "手机：13900139000"), ("13800138001", "手机：（家属）"), ("", "手机：6688"),
        ("13800138003", ""),
        ("0571-88880000", "手机：13800138004")]  # fmt: skip
    assert [note for note in sheet["notes"] if "4 cells" in note and "2、3、4、6" in note]


@pytest.mark.parametrize(("given", "kept", "first"), [
    (32994, "1990-05-01", "1990-05-01"), ("90-5-1", "1990-05-01", "1990-05-01"), ("90.5", "1990-05", "1990-05-01"),
    ("08年9月", "2008-09", "2008-09-01"), ("1990.5", "1990.5", "1990-05-01"), (19900501, "19900501", "1990-05-01"),
    (2010.1, "2010-01", "2010-01-01"), ("不详", "", None), (date(1990, 5, 1), "1990-05-01", "1990-05-01"),
])  # fmt: skip
def test_days_however_they_are_written(book, bring, given, kept, first):
    bring(["姓名", "性别", "入会日期"], ["张三", "男", given])
    assert members(book, "joined", "joined_from") == [(kept, first)]


@pytest.mark.parametrize("given", ["05/01/1990", "1990年2月30日", "上世纪九十年代", "5月1日"])
def test_days_that_could_be_any_are_refused(bring, given):
    assert counts(bring(["姓名", "性别", "入会日期"], ["张三", "男", given])) == (1, 0, 0, 0, 1)


@pytest.mark.parametrize(("given", "kept", "first"), [
    (46090, "2026-03-09", "2026-03-09"), (46090.5, "2026-03-09 12:00", "2026-03-09"), ("3.8", "3月8日", "2026-03-08"),
    ("2026.3.8", "2026.3.8", "2026-03-08"), ("春节前后", "春节前后", "2026-02-14"),
])  # fmt: skip
def test_times_however_they_are_written(book, bring, given, kept, first):
    bring(["时间", "类别", "对象"], [given, "生日", "张三"])
    (row,) = book.read.every("entry")
    assert row["happened"] == kept
    assert (row["happened_from"] or "")[:7] == first[:7]


@pytest.mark.parametrize(("given", "kept"), [
    ("√", 1), ("✔", 1), ("☑", 1), ("农民工", 1), ("×", 0), ("❌", 0), ("非农民工", 0), ("/", None), (True, 1),
])  # fmt: skip
def test_ticks(book, bring, given, kept):
    bring(["姓名", "性别", "是否农民工"], ["张三", "M", given])
    assert members(book, "is_migrant", "gender") == [(kept, "男")]


@pytest.mark.fault("F6")
def test_formulas_nobody_worked_out_are_named(book, tmp_path):
    import openpyxl

    path, made = tmp_path / "a.xlsx", openpyxl.Workbook()
    made.active.append(["姓名", "备注"])
    made.active.append(["张三", "=1+1"])
    made.save(path)
    (sheet,) = bring_in(book, path).values()
    assert counts(sheet) == (1, 1, 0, 0, 0)
    assert [note for note in sheet["notes"] if "B2" in note]


# ------------------------------------------------------------------------------------- the same person again


def test_men_and_women_of_one_name_in_one_unit_are_two(book, bring):
    assert counts(bring(["姓名", "性别", "部门"], ["王五", "男", "一车间"], ["王五", "女", "一车间"]))[1] == 2


def test_rows_that_contradict_each_other_are_told_and_settle(book, bring_all):
    report = bring_all({
        "甲": [["姓名", "身份证号", "手机"], ["张三", ONE, 13800138000], ["张三", ONE, 13900139000]],
        "乙": [["姓名", "身份证号", "手机"], ["张三", ONE, 13700137000]],
    })  # fmt: skip
    assert members(book, "mobile") == [("13700137000",)]
    assert [note for note in report["甲"]["notes"] if "13900139000" in note and "13800138000" in note]
    assert [note for note in report["乙"]["notes"] if "13900139000" in note]


def test_a_unit_cannot_be_its_own_parent(book, bring_all):
    sheet = bring_all({"组织": [["名称", "上级"], ["自己", "自己"], ["甲", "乙"], ["乙", "甲"]]})["组织"]
    assert [row["row"] for row in sheet["refused"]] == [2, 4]
    assert sorted(row["name"] for row in book.read.every("unit")) == ["乙", "甲"]


# ------------------------------------------------------------------------------------------------------ notes


def test_what_holds_of_many_rows_is_said_once(book, bring):
    people = [id_number(f"{1960 + i}-03-04", i) for i in range(40)]
    rows = [[f"人{i}", "女" if int(one[16]) % 2 else "男", one, f"第{i}村", f"学历{i}"] for i, one in enumerate(people)]
    sheet = bring(["姓名", "性别", "身份证号", "所在单位", "学历"], *rows)
    assert counts(sheet) == (40, 40, 0, 0, 0)
    assert len(sheet["notes"]) == 3
    assert [
        note for note in sheet["notes"] if "性别 contradicts the ID number in 40 rows" in note and "2、3、4" in note
    ]
    assert [note for note in sheet["notes"] if note.startswith("40 units")]


def test_units_the_book_does_not_know_are_named_once(book, bring):
    sheet = bring(["时间", "类别", "对象", "部门"], *[["3月8日", "生日", f"人{i}", f"第{i % 2}组"] for i in range(9)])
    (note,) = [note for note in sheet["notes"] if "第0组、第1组" in note]
    assert "9 rows" in note


def test_an_empty_workbook_says_so(bring):
    assert bring()["notes"] == ["The file holds nothing. Choose another file."]
