"""Who a row is about: ID number first, then name and unit; nobody is doubled and nobody merged by name alone."""

import pytest

from app.book.book import Book
from app.domain import identity
from tests.book.rich_book import id_number
from tests.book.sheets import bring_in, counts, workbook

ONE, TWO = id_number("1980-02-03", 1), id_number("1990-05-06", 2)


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        yield book


@pytest.fixture
def roster(book, tmp_path):
    """Import rows of a roster and return its report."""

    def bring(head, *rows):
        return bring_in(book, workbook(tmp_path / "in.xlsx", {"会员": [head, *rows]}))["会员"]

    return bring


HEAD = ("姓名", "身份证号", "所属组织", "手机")


@pytest.mark.fault("F10")
def test_an_id_number_finds_its_member_whatever_else_changed(book, roster):
    roster(HEAD, ["张三", ONE, "一车间", "13800138000"])
    assert counts(roster(HEAD, ["张三", ONE.lower(), "二车间", "13900139000"])) == (1, 0, 1, 0, 0)
    (row,) = book.read.every("member")
    assert row["mobile"] == "13900139000"
    assert book.read.captions("unit", [])[row["unit_id"]] == "二车间"


@pytest.mark.fault("F10")
def test_an_id_number_with_another_name_is_refused_naming_both(book, roster):
    roster(HEAD, ["张三", ONE, "一车间", None])
    sheet = roster(HEAD, ["李四", ONE, "新车间", None])
    assert counts(sheet) == (1, 0, 0, 0, 1)
    assert "张三" in sheet["refused"][0]["reason"]
    assert "李四" in sheet["refused"][0]["reason"]
    assert ONE not in sheet["refused"][0]["reason"]
    assert "新车间" not in book.read.captions("unit", []).values()


def test_a_row_with_an_id_number_fills_the_member_without(book, roster):
    roster(HEAD, ["张三", None, "一车间", None])
    assert counts(roster(HEAD, ["张三", ONE, "一车间", None])) == (1, 0, 1, 0, 0)
    (row,) = book.read.every("member")
    assert (row["id_no"], row["gender"], row["birth"]) == (ONE, "男", "1980-02-03")


@pytest.mark.fault("F10")
def test_the_same_name_with_another_id_number_is_another_person(book, roster):
    assert counts(roster(HEAD, ["张三", ONE, "一车间", None], ["张三", TWO, "一车间", None])) == (2, 2, 0, 0, 0)
    assert counts(roster(HEAD, ["张三", None, "一车间", None])) == (1, 0, 0, 0, 1)


def test_the_same_name_in_another_unit_is_another_person(roster):
    sheet = roster(HEAD, ["张三", None, "一车间", None], ["张三", None, "二车间", None])
    assert counts(sheet) == (2, 2, 0, 0, 0)


@pytest.mark.fault("F10")
def test_a_name_alone_is_enough_only_where_one_bears_it(book, roster):
    roster(HEAD, ["张三", None, "一车间", None], ["张三", None, "二车间", None], ["李四", None, "二车间", None])
    sheet = roster(("姓名", "手机"), ["李四", "13800138000"], ["张三", "13900139000"])
    assert counts(sheet) == (2, 0, 1, 0, 1)
    assert "2 members" in sheet["refused"][0]["reason"]


@pytest.mark.fault("F10")
def test_one_person_twice_in_a_file_is_one_member(book, roster):
    sheet = roster(HEAD, ["张三", None, "一车间", None], ["张三", None, "一车间", "13800138000"],
                   ["张三", None, "一车间", "13800138000"])  # fmt: skip
    assert counts(sheet) == (3, 1, 1, 1, 0)
    assert [row["mobile"] for row in book.read.every("member")] == ["13800138000"]


def test_one_file_with_two_mobiles_of_one_name_means_two_people_each_time(book, roster):
    rows = (["张三", None, "一车间", "13800138000"], ["张三", None, "一车间", "13900139000"])
    assert counts(roster(HEAD, *rows)) == (2, 2, 0, 0, 0)
    assert counts(roster(HEAD, *rows)) == (2, 0, 0, 2, 0)


def test_masked_numbers_count_as_blank(book, roster):
    roster(HEAD, ["张三", ONE, "一车间", "13800138000"])
    sheet = roster(HEAD, ["张三", identity.mask_id(ONE), "一车间", identity.mask_phone("13800138000")])
    assert counts(sheet) == (1, 0, 0, 1, 0)
    (row,) = book.read.every("member")
    assert (row["id_no"], row["mobile"]) == (ONE, "13800138000")


def test_what_the_id_number_says_fills_blanks_and_is_held_against_the_rest(book, roster):
    head = ("姓名", "身份证号", "性别", "出生日期")
    sheet = roster(head, ["张三", ONE, None, None], ["李四", TWO, "男", "1990年5月"])
    one, two = book.read.every("member")
    assert (one["gender"], one["birth_from"]) == ("男", "1980-02-03")
    assert (two["gender"], two["birth"]) == ("男", "1990年5月")
    assert [note for note in sheet["notes"] if "性别" in note]
    assert not [note for note in sheet["notes"] if "出生日期" in note]


def test_a_birth_on_record_is_not_overwritten_by_the_id_number(book, roster):
    roster(("姓名", "出生日期"), ["张三", "1980-02"])
    sheet = roster(HEAD, ["张三", ONE, None, None])
    assert counts(sheet) == (1, 0, 1, 0, 0)
    assert book.read.every("member")[0]["birth"] == "1980-02"


def test_an_old_id_number_is_the_same_person(book, roster):
    roster(HEAD, ["张三", ONE, "一车间", None])
    old = ONE[:6] + ONE[8:17]
    assert counts(roster(HEAD, ["张三", old, "一车间", None]))[1] == 0
    assert len(book.read.every("member")) == 1


def test_remarks_gather_unknown_columns_without_losing_what_stood_there(book, roster):
    roster(("姓名", "备注"), ["张三", "三八红旗手"])
    assert counts(roster(("姓名", "警号"), ["张三", "J01"])) == (1, 0, 1, 0, 0)
    assert counts(roster(("姓名", "警号"), ["张三", "J01"])) == (1, 0, 0, 1, 0)
    assert book.read.every("member")[0]["remark"] == "三八红旗手；警号：J01"
