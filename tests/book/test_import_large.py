"""A long list: read in batches and worked out by its repeated texts, it comes out like a short one, row by row."""

import random

import pytest

from app.book import importing, reading_sheets
from app.book.book import Book
from app.book.importing_body import Body
from app.book.importing_headers import names_of, roles
from app.book.importing_members import Members
from app.book.importing_values import Reading, RowReader
from app.book.reading_sheets import RawSheet
from app.domain import identity, pinyin
from app.domain.errors import Cancelled
from app.domain.records import BY_TABLE
from app.store.datafile import DbError
from tests.bench import roster
from tests.book.bookequal import snapshot
from tests.book.rich_book import id_number
from tests.book.sheets import bring_in, counts, workbook

MEMBER = BY_TABLE["member"]
MANY = 6000  # more than a batch of lines, and more than are added with their indices in place


@pytest.fixture
def book(tmp_path):
    with Book.create(tmp_path / "a.union", "青石县总工会", year=2026) as book:
        yield book


@pytest.fixture(scope="module")
def long_list(tmp_path_factory):
    return roster.write(tmp_path_factory.mktemp("long") / "花名册.xlsx", MANY)


def _indices(book):
    """Each index with the SQL that made it."""
    found = book._db.conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return {row[0]: row[1] for row in found}


def test_every_row_of_a_long_list_comes_in_once_and_in_order(book, long_list):
    indices = _indices(book)
    assert counts(bring_in(book, long_list)["会员"]) == (MANY, MANY, 0, 0, 0)
    people, rows = list(roster.people(MANY)), book.read.every("member")
    paths = book.read.captions("unit", [])
    assert len(paths) == 200
    for (_, name, gender, id_no, birth, mobile, unit, post, joined, state, remark), row in zip(
        people, rows, strict=True
    ):
        assert [name, gender, id_no, birth, mobile, unit, post, joined, state, remark] == [
            row["name"], row["gender"], row["id_no"], row["birth"], row["mobile"], paths[row["unit_id"]],
            row["union_post"], row["joined"], row["state"], row["remark"],
        ]  # fmt: skip
        assert row["birth_from"] == row["birth_to"] == birth
        assert row["joined_from"].startswith(joined.replace(".", "-"))
        assert (row["initials"], row["sort_key"]) == (pinyin.initials(name), pinyin.sort_key(name))
    assert _indices(book) == indices
    assert book.read.check() == []
    before = snapshot(book)
    assert counts(bring_in(book, long_list)["会员"]) == (MANY, 0, 0, MANY, 0)
    assert snapshot(book) == before


def test_a_long_import_is_one_step_back(book, long_list):
    before, indices = snapshot(book), _indices(book)
    bring_in(book, long_list)
    assert sum(one.action == "add" for one in book.read.history(limit=2 * MANY)) == MANY + 200 + 1  # and the union
    book.undo()
    assert snapshot(book) == before
    book.redo()
    assert len(book.read.every("member")) == MANY
    assert _indices(book) == indices


@pytest.mark.fault("R6")
def test_a_long_import_that_is_stopped_leaves_the_file_as_it_was(book, long_list):
    before, indices = snapshot(book), _indices(book)
    plan = importing.plan(book, long_list)
    done = []

    def report(count, _total):
        done.append(count)

    with pytest.raises(Cancelled):
        importing.carry_out(book, plan, report=report, cancelled=lambda: len(done) > 1)
    assert snapshot(book) == before
    assert _indices(book) == indices


def test_indices_that_are_read_from_stay_and_are_kept_up(book, long_list):
    plan = importing.plan(book, long_list)
    indices = _indices(book)
    reading = book._db.conn.execute("SELECT name FROM sqlite_master")
    assert next(reading)
    with pytest.raises(DbError, match="locked"):
        book._db.conn.execute("DROP INDEX member_by_name")
    importing.carry_out(book, plan)
    reading.close()
    assert _indices(book) == indices
    assert book.read.check() == []
    assert len(book.read.every("member")) == MANY


def test_reading_stops_when_the_clerk_says_so(long_list):
    with pytest.raises(Cancelled):
        reading_sheets.read(long_list, lambda: True)


def test_what_is_done_meanwhile_may_fail_and_no_reader_stays_behind(long_list, monkeypatch):
    children = []
    start = reading_sheets._child

    def remembered(path):
        children.append(start(path))
        return children[0]

    def fail():
        raise LookupError("no such thing")

    monkeypatch.setattr(reading_sheets, "_child", remembered)
    with pytest.raises(LookupError):
        reading_sheets.read(long_list, None, fail)
    assert children[0].returncode is not None


HEAD = ["姓名", "身份证号", "出生日期", "手机", "工会职务", "所属组织", "月基本工资", "警号"]


def test_a_text_that_comes_again_says_the_same_in_every_row(book, tmp_path):
    """Sentences name their own rows, words without a list are counted, remarks are kept for each."""
    odd = ["46089", "13800138000/13900139000", "打杂", "一车间", "约5000", "J01"]
    rows = [[f"张{sign}", id_number("1990-05-06", at), *odd] for at, sign in enumerate("三四五六七", 1)]
    sheet = bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": [HEAD, *rows]}))["会员"]
    assert counts(sheet) == (5, 5, 0, 0, 0)
    notes = "\n".join(sheet["notes"])
    assert "出生日期: 5 values were read by their sense, for example 46089→2026-03-08 (rows 2、3、4、5、6)" in notes
    assert "手机: 5 cells hold more than one number" in notes
    assert "工会职务: “打杂” is not in the list and was kept as it is (5 rows)" in notes
    assert "contradicts the ID number in 5 rows" in notes
    for row in book.read.every("member"):
        assert row["remark"] == "警号：J01；手机：13900139000"
        assert (row["mobile"], row["wage"], row["wage_given"]) == ("13800138000", 500000, "约5000")


def test_each_row_with_the_same_mistake_is_refused_for_itself(book, tmp_path):
    wrong = ["x", None, None, None, None, None]
    rows = [["张三", None, *wrong], ["李四", None, *wrong], ["王五", "无", "不详", "-", None, None, "/", None]]
    sheet = bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": [HEAD, *rows]}))["会员"]
    assert counts(sheet) == (3, 1, 0, 0, 2)
    assert [(one["row"], one["column"], one["value"]) for one in sheet["refused"]] == [
        (2, "出生日期", "x"), (3, "出生日期", "x")]  # fmt: skip


def test_a_row_meets_the_unit_and_the_person_that_the_row_before_has_made(book, tmp_path):
    rows = [["张三", "新车间/一组"], ["张三", "新车间/一组"], ["张三", "新车间/二组"]]
    sheet = bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": [["姓名", "所属组织"], *rows]}))["会员"]
    assert counts(sheet) == (3, 2, 0, 1, 0)
    assert sorted(book.read.captions("unit", []).values()) == ["新车间", "新车间/一组", "新车间/二组"]


def test_a_unit_below_one_of_several_is_refused_and_nothing_breaks(book, tmp_path):
    head = ["姓名", "所属组织"]
    bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": [head, ["张三", "一厂/一组"], ["李四", "二厂/一组"]]}))
    path = workbook(tmp_path / "b.xlsx", {"会员": [head, ["王五", "一组/甲班"], ["赵六", "一厂/一组/甲班"]]})
    sheet = bring_in(book, path)["会员"]
    assert counts(sheet) == (2, 1, 0, 0, 1)
    assert sheet["refused"][0]["column"] == "所属组织"
    assert "一厂/一组、二厂/一组" in sheet["refused"][0]["reason"]


# ------------------------------------------------------------------- short ways that must say what the long ones say


WORDS = [
    *("", " ", "1", "张三", "李 四", "合计", "小计", "总和", "一车间小计", "制表人：钱某", "示例", "示例张三"),
    *("姓名", "性别", "和平", "会计室", "女", "2026年3月8日", "备注：见附件", "一、干部", "Ann", "（盖章）", "5人"),
]
NUMBERED = ("序号", "姓名", "性别", "身份证号", "出生日期", "手机", "备注")


@pytest.mark.parametrize("headers", [NUMBERED, NUMBERED[1:]], ids=["numbered", "name first"])
def test_rows_that_are_plainly_data_are_what_a_closer_look_says(headers, monkeypatch):
    chance = random.Random(5)
    rows = [(n, tuple(chance.choice(WORDS) for _ in range(chance.randrange(8)))) for n in range(2, 6000)]
    rows = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    found = roles(MEMBER, headers, [names_of(header) for header in headers], {}, handles=False)
    body = Body(RawSheet("会员", ()), MEMBER, found, headers)
    assert sum(map(body._is_plain, (cells for _, cells in rows))) > 50
    quick = body.data(rows)
    monkeypatch.setattr(body, "_is_plain", lambda _cells: False)
    assert body.data(rows) == quick


def test_a_row_read_with_many_says_what_it_says_alone():
    headers = ("姓名", "身份证号", "出生日期", "手机", "所属组织", "警号", "月基本工资")
    found = roles(MEMBER, headers, [names_of(header) for header in headers], {}, handles=False)
    words = [*WORDS, id_number("1990-05-06", 1), "1990-05-06", "46089", "13800138000", "138****8000", "无", "约5000"]
    chance = random.Random(7)
    rows = [(n, tuple(chance.choice(words) for _ in range(chance.randrange(9)))) for n in range(2, 400)]
    rows += [(n, ("张三", id_number("1990-05-06", n), "1990-05-06")) for n in range(400, 500)]

    def told(rows):
        return [{**vars(Reading(0)), **vars(one)} for one in RowReader(MEMBER, found).begin(rows)]

    assert told(rows) == [one for row in rows for one in told([row])]
    assert told(rows[-100:]) == told(rows)[-100:]


def test_newcomers_taken_without_a_closer_look_are_what_that_says(book, tmp_path, monkeypatch):
    """Namesakes with numbers and without, one number twice, a number that comes later: each means the same person."""
    chance = random.Random(3)
    bring_in(
        book, workbook(tmp_path / "there.xlsx", {"会员": [HEAD[:2], ["张三", id_number("1990-05-06", 1)], ["李四"]]})
    )
    rows = []
    for at in range(400):
        number = id_number(f"19{chance.randrange(70, 99)}-05-06", chance.randrange(3))
        given = [
            chance.choice(["张三", "李四", "王五", f"赵{'一二三四'[at % 4]}"]),
            chance.choice([number, number, None]),
        ]
        rows.append([*given, chance.choice([None, "1990-05-06"]), chance.choice([None, f"1380013{at % 9:04}"])])
    path = workbook(tmp_path / "a.xlsx", {"会员": [HEAD[:4], *rows]})
    quick = importing.plan(book, path)
    assert {row.action for row in quick.sheets[0].rows} == {"add", "update", "same", "refused"}
    monkeypatch.setattr(Members, "is_new", lambda *_: False)
    assert importing.plan(book, path) == quick


def test_the_check_character_is_the_weighted_sum_of_the_standard():
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    chance = random.Random(11)
    for _ in range(2000):
        digits = "".join(chance.choices("0123456789", k=17))
        total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
        assert identity._check_character(digits) == "10X98765432"[total % 11]


def test_a_reference_to_a_planned_record_becomes_its_id(book):
    with book.step("Add") as writer:
        (unit,) = writer.insert_many("unit", [{"name": "一车间"}])
        people = [{"name": "张三", "unit_id": -7}, {"name": "李四"}, {"name": "王五", "unit_id": unit}]
        added = writer.insert_many("member", people, {-7: unit})
    rows = book.read.rows("member", added)
    assert [rows[one]["unit_id"] for one in added] == [unit, None, unit]


def test_a_record_that_says_nothing_is_blank_all_over(book):
    with book.step("Add") as writer:
        added = writer.insert_many("member", [{}, {"name": "张三"}, {"unit_id": None, "remark": "x"}])
    rows = book.read.rows("member", added)
    blank, named, remarked = (rows[one] for one in added)
    given = {"id", "name", "initials", "sort_key"}
    assert {k: v for k, v in named.items() if k not in given} == {k: v for k, v in blank.items() if k not in given}
    assert (named["initials"], blank["initials"], blank["name"], blank["birth"]) == ("zs", "", "", "")
    assert blank["birth_from"] is blank["unit_id"] is None
    assert remarked["remark"] == "x"
