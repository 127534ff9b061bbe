"""Hostile and unlucky files, fault by fault: what the clerk reads, in how long, and what the reading touches."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from app.book import importing, reading_child, reading_sheets
from app.book.book import Book
from app.domain.errors import FileProblem
from app.i18n import Language
from tests.book.rich_book import id_number
from tests.book.sheets import bring_in, counts, workbook
from tests.faults import hostile_archives, hostile_workbooks
from tests.faults import hostile_packing as packing

CHINESE = Language("zh_CN")
_ROWS = [["姓名", "手机"], ["赵九妹", "13800138000"]]


@pytest.fixture
def book(tmp_path: Path):
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        yield book


def told(path: Path, content: bytes) -> str:
    """The sentence with which a file is turned away, in the clerk's language."""
    path.write_bytes(content)
    with pytest.raises(FileProblem) as caught:
        reading_sheets.read(path)
    return CHINESE.text(caught.value.msgid, **caught.value.values)


# ------------------------------------------------------------------------------------------ F1: bombs


@pytest.mark.fault("F1")
@pytest.mark.parametrize("piece", [b" " * 1_000_000, b'<row><c t="inlineStr"><is><t>A</t></is></c></row>' * 10_000])
def test_a_bomb_is_refused_from_its_directory(tmp_path: Path, piece: bytes) -> None:
    made = packing.parts({"会员": b""})
    bomb = hostile_archives.grown(made, packing.OPEN, piece, 305 * 1024 * 1024, packing.CLOSE)
    begin = time.process_time()
    said = told(tmp_path / "炸弹.xlsx", bomb)
    assert time.process_time() - begin < 1
    assert "炸弹.xlsx" in said
    assert "太大" in said


@pytest.mark.fault("F1")
def test_a_bomb_that_understates_itself_ends_only_the_child(tmp_path: Path) -> None:
    piece = b'<row><c t="inlineStr"><is><t>' + b"A" * 30_000 + b"</t></is></c></row>"
    bomb = bytearray(
        hostile_archives.grown(packing.parts({"会员": b""}), packing.OPEN, piece, 400 * 1024 * 1024, packing.CLOSE)
    )
    at = bomb.rindex(b"PK\x01\x02", 0, bomb.rindex(packing.SHEET.encode()))
    assert b"PK\x01\x02" in bomb[at : at + 4]
    bomb[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert told(tmp_path / "a.xlsx", bytes(bomb))


@pytest.mark.fault("F1")
def test_a_long_text_that_many_cells_share_does_not_fill_the_memory(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(reading_sheets, "_MOST_SAID", 2_000_000)
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 3000))
    made = packing.packed(packing.parts({"会员": packing.sheet(cells)}, ("长" * 1000,)))
    assert "太大" in told(tmp_path / "a.xlsx", made)


# --------------------------------------------------------------------------- F2: what reading may touch

_WATCHED = """
import json, sys
sys.path[:0] = [{root!r}]
from app.book import reading_child
seen = []
def watch(event, args):
    if event == "open" or event.startswith("socket") or event.startswith("subprocess") or event == "os.system":
        seen.append([event, str(args[0])])
sys.addaudithook(watch)
rows = [line for line in reading_child.told(sys.argv[1])]
sys.stdout.write(json.dumps([rows, seen]))
"""


@pytest.mark.fault("F2")
def test_entities_open_no_file_and_no_connection(tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text(hostile_workbooks.CANARY, encoding="utf-8")
    path, root = tmp_path / "a.xlsx", str(Path(__file__).parents[2])
    for seed in range(25):
        path.write_bytes(hostile_workbooks.entities(Random(seed), str(canary)).content)
        code = [sys.executable, "-I", "-c", _WATCHED.format(root=root), str(path)]
        rows, seen = json.loads(subprocess.run(code, capture_output=True, check=True, timeout=60).stdout)
        assert hostile_workbooks.CANARY not in str(rows)
        assert "lollol" not in str(rows)
        foreign = [one for one in seen if one[0] != "open" or one[1] == str(canary) or "hostname" in one[1]]
        assert foreign == []
        assert [one for one in seen if one[1] == str(path)]  # the watching does see


@pytest.mark.fault("F2")
def test_entities_are_not_in_the_book_either(book: Book, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text(hostile_workbooks.CANARY, encoding="utf-8")
    for seed in range(6):
        path = tmp_path / "a.xlsx"
        path.write_bytes(hostile_workbooks.entities(Random(seed), str(canary)).content)
        try:
            bring_in(book, path)
        except FileProblem:
            continue
        assert hostile_workbooks.CANARY not in str(book.read.every("member"))


# ------------------------------------------------------------------------------ F3: too wide, too long


@pytest.mark.fault("F3")
def test_a_hundred_thousand_columns_are_told_by_their_limit(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{packing.column_name(i)}1" t="inlineStr"><is><t>列{i}</t></is></c>' for i in range(100_000))
    said = told(
        tmp_path / "a.xlsx",
        packing.packed(packing.parts({"会员": packing.sheet(f'<row r="1">{cells}</row>'.encode())})),
    )
    assert "200" in said
    assert "列" in said


@pytest.mark.fault("F3")
def test_cells_far_apart_are_not_walked_through(tmp_path: Path) -> None:
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="60000"><c r="ZZZ60000"><v>1</v></c></row>'
    begin = time.process_time()
    assert "太大" in told(tmp_path / "a.xlsx", packing.packed(packing.parts({"会员": packing.sheet(far)})))
    assert time.process_time() - begin < 5


@pytest.mark.slow
@pytest.mark.fault("F3")
def test_a_million_blank_rows_with_a_style_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile_workbooks.blank_rows(Random(1)).content)
    (sheet,) = reading_sheets.read(path)
    assert sheet.rows == ()


# ---------------------------------------------------------------------- F4 to F6: what stands in cells


@pytest.mark.fault("F5")
def test_numbers_that_a_spreadsheet_rounded_are_refused_row_by_row(book: Book, tmp_path: Path) -> None:
    good = id_number("1980-02-03", 1)
    rows = [["姓名", "身份证号", "银行卡号"], ["甲", float(good[:15] + "000"), None], ["乙", "3.30106199001011E+17",
    None],
            ["丙", good, None], ["丁", None, 6.2220212345678901e18], ["戊", None, "6222021234567890000"]]  # fmt: skip
    (sheet,) = bring_in(book, workbook(tmp_path / "a.xlsx", {"会员": rows})).values()
    assert counts(sheet) == (5, 1, 0, 0, 4)
    assert [row["row"] for row in sheet["refused"]] == [2, 3, 5, 6]
    plan = importing.plan(book, tmp_path / "a.xlsx")
    reasons = [row.refusal.reason.text(CHINESE) for row in plan.sheets[0].rows if row.refusal]
    assert all("文本" in reason for reason in reasons), reasons


@pytest.mark.fault("F6")
def test_a_formula_is_never_a_value(book: Book, tmp_path: Path) -> None:
    cells = (b'<row r="2"><c r="A2"><f>A1</f></c><c r="B2" t="e"><v>#REF!</v></c></row>'
             b'<row r="3"><c r="A3" t="str"><f>A1&amp;"x"</f><v>\xe8\xb5\xb5\xe4\xb9\x9d</v></c></row>')  # fmt: skip
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        packing.packed(packing.parts({"会员": packing.sheet(packing.rows_xml([["姓名", "性别"]]) + cells)}))
    )
    bring_in(book, path)
    assert [(row["name"], row["gender"]) for row in book.read.every("member")] == [("赵九", "")]


# ------------------------------------------------------------------- F7 to F9: other programs, encodings


@pytest.mark.fault("F7")
@pytest.mark.parametrize(("name", "content", "words"), [
    ("加密.xlsx", packing.ole({"EncryptedPackage": b"x" * 99, "EncryptionInfo": b"y"}), ("密码", "另存|再保存|保存")),
    ("网页.xls", "<html><table><tr><td>姓名</td></tr></table></html>".encode("gbk"), ("网页", ".xlsx")),
    ("文档.xls", packing.ole({"WordDocument": b"x"}), ("不是", ".xlsx")),
    ("破.xlsx", packing.xlsx(_ROWS)[:700], ("损坏", ".xlsx")),
    ("破.et", packing.xls(_ROWS)[:1500], ("损坏", ".xlsx")),
    ("图.xlsx", b"\x89PNG\r\n\x1a\n\0", ("不是", ".xlsx")),
])  # fmt: skip
def test_what_it_is_and_how_to_save_it_again(tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]) -> None:
    said = told(tmp_path / name, content)
    assert name in said
    assert all(any(one in said for one in word.split("|")) for word in words), said


@pytest.mark.fault("F7")
@pytest.mark.parametrize("name", ["名册.xlsx", "名册.xls", "名册.et", "名册"])
@pytest.mark.parametrize("make", [packing.xls, packing.xlsx, packing.ods])
def test_the_first_bytes_tell_not_the_name(tmp_path: Path, make, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(make(_ROWS))
    (sheet,) = reading_sheets.read(path)
    assert [list(cells) for _, cells in sheet.rows] == _ROWS


@pytest.mark.fault("F7")
def test_an_archive_of_an_unknown_make_is_damaged_and_no_crash(tmp_path: Path) -> None:
    made = bytearray(packing.xlsx(_ROWS))
    at = made.index(b"PK\x01\x02")
    made[at + 6] = 255  # the version of the program that could unpack it
    assert "损坏" in told(tmp_path / "a.xlsx", bytes(made))


@pytest.mark.fault("F7")
def test_a_reader_that_stumbles_over_itself_says_damaged(monkeypatch) -> None:
    class PanicException(BaseException):
        pass

    def panics(_path: str):
        yield "sheet", "会员", [], [], []
        raise PanicException

    monkeypatch.setattr(reading_child, "lines", panics)
    assert list(reading_child.told("a.xlsx"))[-1] == ("error", "broken")
    monkeypatch.setattr(reading_child, "lines", lambda _path: iter(int(c) for c in "x"))
    assert list(reading_child.told("a.xlsx")) == [("error", "broken")]


@pytest.mark.fault("F8")
def test_two_encodings_in_one_file_are_told_with_the_line(tmp_path: Path) -> None:
    content = "姓名,手机\n张三丰李四光,1\n".encode() + "王五\n".encode("gbk")
    assert "3" in told(tmp_path / "两种.csv", content)


@pytest.mark.fault("F8")
def test_names_that_gbk_cannot_hold_come_in_as_gb18030(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,性别\n𠮷田玉,女\n𬱖,男\n".encode("gb18030"))
    bring_in(book, path)
    assert [row["name"] for row in book.read.every("member")] == ["𠮷田玉", "𬱖"]


@pytest.mark.fault("F9")
def test_an_open_quotation_mark_is_told_with_its_line(tmp_path: Path) -> None:
    said = told(tmp_path / "a.csv", ('姓名,备注\n甲,乙\n丙,"' + "长" * 140_000).encode())
    assert "引号" in said


@pytest.mark.fault("F9")
def test_lone_carriage_returns_end_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,备注\r甲,"两\r行"\r\n丙,丁\n'.encode())
    (sheet,) = reading_sheets.read(path)
    assert [cells for _, cells in sheet.rows] == [("姓名", "备注"), ("甲", "两\r行"), ("丙", "丁")]


@pytest.mark.slow
@pytest.mark.fault("F9")
def test_a_list_of_text_beyond_all_measure_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write('姓名,备注\n甲,"'.encode())
        for _ in range(100):
            file.write(b"x" * 2_000_000)
    with pytest.raises(FileProblem, match="too large"):
        reading_sheets.read(path)


# --------------------------------------------------------------------------------- more than one table


def test_a_narrow_header_above_another_one_is_one_table(book: Book, tmp_path: Path) -> None:
    rows = [["姓名", "性别"], ["姓名", "性别", "手机", "备注"], ["赵九妹", "女", "13800138000", "x"]]
    for sheet in bring_in(book, workbook(tmp_path / "a.xlsx", {"Sheet1": rows})).values():
        assert counts(sheet)[1] == 1
    assert len(book.read.every("member")) == 1
