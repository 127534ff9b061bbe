"""Files of every make are read, and those that are no list, or mean harm, are turned away with a sentence."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from app.book import reading_child, reading_sheets
from app.domain.errors import FileProblem
from tests.book.sheets import workbook

ROWS = [["姓名", "手机"], ["䶮㛃", "13800138000"], ["张“三”", "a,b"]]


def cells(path: Path) -> list[list[str]]:
    (sheet,) = reading_sheets.read(path)
    return [list(row) for _, row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", "\t"])
@pytest.mark.fault("F8")
def test_text_in_any_encoding(tmp_path, encoding, sign):
    lines = [sign.join(f'"{c}"' if "," in c else c for c in row) for row in ROWS]
    path = tmp_path / "名册.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert cells(path) == ROWS


@pytest.mark.fault("F8")
def test_text_in_gbk_and_what_programs_wrap_round_values(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,工号,备注\n张三,="0071",\'=1+1\n'.encode("gbk"))
    assert cells(path) == [["姓名", "工号", "备注"], ["张三", "0071", "=1+1"]]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.et", "a"])
@pytest.mark.fault("F7")
def test_the_content_decides_not_the_name(tmp_path, name):
    path = workbook(tmp_path / "a.xlsx", {"会员": ROWS}).rename(tmp_path / name)
    assert cells(path) == ROWS


def test_ods(tmp_path):
    table = "".join("<table:table-row>" + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row
    ) + "</table:table-row>" for row in ROWS)  # fmt: skip
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
               f'<office:spreadsheet><table:table table:name="会员">{table}</table:table></office:spreadsheet>'
               "</office:body></office:document-content>")  # fmt: skip
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
                         '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')  # fmt: skip
        archive.writestr("content.xml", content)
    assert cells(path) == ROWS


def test_rows_keep_the_numbers_that_excel_shows(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"一": [[], [None], [None, "x"], [], [None, None, "y"]]})
    (sheet,) = reading_sheets.read(path)
    assert sheet.rows == ((3, ("", "x")), (5, ("", "", "y")))


@pytest.mark.parametrize(("value", "text"), [
    (2000, "2000"), (0.1 + 0.2, "0.3"), (1234.5, "1234.5"), (13800138000, "13800138000"), (1e-05, "1e-05"),
    (330106199001011234, "3.30106199001011e+17"), (True, "是"), (-5, "-5"),
])  # fmt: skip
def test_numbers_are_read_as_they_are_seen(value, text):
    assert reading_child.text_of(float(value) if not isinstance(value, bool) else value) == text


@pytest.mark.fault("F6")
def test_cells_with_an_error_are_named(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet("会员")
    page.write_string(0, 0, "姓名")
    page.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    book.close()
    (sheet,) = reading_sheets.read(tmp_path / "a.xlsx")
    assert sheet.wrong == ("C2",)


def test_the_slow_reader_says_the_same_as_the_fast_one(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"会员": [*ROWS, [1.5, True]], "空": []})
    fast = [line for line in reading_child.lines(str(path)) if line[0] == "row"]
    slow = [line for line in reading_child._by_openpyxl(str(path)) if line[0] == "row"]
    assert slow == fast


@pytest.mark.parametrize(("name", "content", "word"), [
    ("html.xls", b"\r\n<html><table><tr><td>x</td></tr></table></html>", "web page"),
    ("xml.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "web page"),
    ("a.pdf", b"%PDF-1.7 ...", "not a table"),
    ("picture.xlsx", b"\x89PNG\r\n\x1a\n\0\0", "not a table"),
    ("noise.csv", bytes(range(256)) * 4, "not a table"),
    ("empty.xlsx", b"", "empty"),
    ("broken.xlsx", b"PK\x03\x04" + b"x" * 100, "damaged"),
    ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
    ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
     "password"),
    ("mixed.csv", "姓名,手机\n张三丰李四光,1\n".encode() + "王五\n".encode("gbk"), "line 3"),
    ("zero.csv", "姓名,手机\n张三,138\0000\n".encode(), "not a table"),
    ("quote.csv", ('姓名\n"' + "长" * 200_000).encode(), "quotation"),
])  # fmt: skip
@pytest.mark.fault("F7", "F8", "F9")
def test_what_is_no_list_is_turned_away(tmp_path, name, content, word):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileProblem) as caught:
        reading_sheets.read(path)
    assert word in str(caught.value)
    assert name in str(caught.value)


def test_missing_files_folders_and_word_documents(tmp_path):
    document = tmp_path / "a.docx"
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    for path in (tmp_path / "nowhere.xlsx", tmp_path, document):
        with pytest.raises(FileProblem):
            reading_sheets.read(path)


def with_sheet(path: Path, xml: bytes) -> Path:
    """A workbook whose only sheet is replaced by ``xml``."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("会员")
    book.close()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = xml
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(packed.getvalue())
    return path


SHEET = (b'<?xml version="1.0"?>%b<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
         b"<sheetData>%b</sheetData></worksheet>")  # fmt: skip


@pytest.mark.fault("F1")
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = with_sheet(tmp_path / "bomb.xlsx", SHEET % (b"", b" " * 305 * 1024 * 1024))
    assert path.stat().st_size < 2_000_000
    with pytest.raises(FileProblem, match="too large"):
        reading_sheets.read(path)


@pytest.mark.fault("F2")
def test_entities_are_not_expanded_and_nothing_else_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    for entity in (f'SYSTEM "{secret.as_uri()}"', '"' + "x" * 1000 + '"'):
        dtd = f"<!DOCTYPE w [<!ENTITY e {entity}>]>".encode()
        path = with_sheet(tmp_path / "xxe.xlsx", SHEET % (
            dtd, b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'))  # fmt: skip
        try:
            text = str(cells(path))
        except FileProblem:
            continue
        assert "geheim" not in text
        assert "xxx" not in text


@pytest.mark.fault("F3", "P18")
def test_a_cell_in_the_last_corner_ends_only_the_child(tmp_path):
    corner = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = with_sheet(tmp_path / "corner.xlsx", SHEET % (b"", corner))
    with pytest.raises(FileProblem, match="too large"):
        reading_sheets.read(path)


@pytest.mark.fault("F3")
def test_too_many_columns(tmp_path):
    path = workbook(tmp_path / "wide.xlsx", {"一": [[f"列{i}" for i in range(300)], ["x"]]})
    with pytest.raises(FileProblem, match="200"):
        reading_sheets.read(path)
    stray = [None] * 1000
    stray[999] = "x"
    assert len(cells(workbook(tmp_path / "stray.xlsx", {"一": [["姓名"], ["张三"], stray]}))) == 3


def test_without_a_child_process_it_is_read_here(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", {"会员": ROWS})
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert cells(path) == ROWS
    path.write_bytes(b"PK\x05\x06" + b"\0" * 18)
    with pytest.raises(FileProblem):
        reading_sheets.read(path)
