"""Small workbooks put together by hand, so that every byte of them can be wrong: .xlsx, .xls and .ods."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Parts = dict[str, bytes]
Rows = Sequence[Sequence[object]]

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    HEAD + f'<Types xmlns="{_PACKAGE}/content-types">'.encode() + b'<Default Extension="xml"'
    b' ContentType="application/xml"/></Types>'
)  # fmt: skip
OPEN = HEAD + f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
CLOSE = b"</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def column_name(index: int) -> str:
    """A, B … Z, AA … of a column counted from 0."""
    name = ""
    while index >= 0:
        name = chr(65 + index % 26) + name
        index = index // 26 - 1
    return name


def rows_xml(rows: Rows, first: int = 1) -> bytes:
    """Rows of inline texts and numbers."""
    found = []
    for number, row in enumerate(rows, first):
        cells = "".join(_cell(f"{column_name(i)}{number}", value) for i, value in enumerate(row) if value is not None)
        found.append(f'<row r="{number}">{cells}</row>')
    return "".join(found).encode("utf-8", "replace")


def _cell(at: str, value: object) -> str:
    if isinstance(value, str):
        clean = "".join(c if c in "\t\n\r" or c >= " " else f"_x{ord(c):04X}_" for c in value)
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(clean)}</t></is></c>'
    return f'<c r="{at}"><v>{value}</v></c>'


def sheet(inside: bytes, after: bytes = b"") -> bytes:
    """A sheet's part around its rows; ``after`` stands behind them (merged cells)."""
    return OPEN + inside + b"</sheetData>" + after + b"</worksheet>"


def parts(sheets: Mapping[str, bytes], strings: Iterable[str] = ()) -> Parts:
    """The parts of an .xlsx with these sheets, given as XML."""
    numbered = list(enumerate(sheets.items(), 1))
    found: Parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered]
            + [("rId900", "sharedStrings", "sharedStrings.xml")]
        ),
        "xl/workbook.xml": HEAD
        + f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'.encode()
        + "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in numbered).encode()
        + b"</sheets></workbook>",
        STRINGS: strings_xml(strings),
    }
    return found | {f"xl/worksheets/sheet{n}.xml": xml for n, (_, xml) in numbered}


def strings_xml(strings: Iterable[str]) -> bytes:
    """The table of texts that cells point at."""
    inside = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return HEAD + f'<sst xmlns="{_MAIN}">{inside}</sst>'.encode()


def _relations(found: Iterable[tuple[str, str, str]]) -> bytes:
    inside = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in found)
    return HEAD + f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'.encode()


def packed(found: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, content in found.items():
            archive.writestr(entry(name, method), content, compresslevel=1)
    return out.getvalue()


def entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """The head of a part, without the hour of the day in it."""
    found = zipfile.ZipInfo(name)
    found.compress_type = method
    return found


def xlsx(rows: Rows, name: str = "会员") -> bytes:
    """An honest workbook of one sheet."""
    return packed(parts({name: sheet(rows_xml(rows))}))


def ods(rows: Rows, name: str = "会员") -> bytes:
    """The same for LibreOffice."""
    return packed(ods_parts(rows, name))


def ods_parts(rows: Rows, name: str = "会员") -> Parts:
    """The parts of an .ods."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    table = "".join(
        "<table:table-row>" + "".join(cell.format(escape(_seen(one))) for one in row) + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name={quoteattr(name)}>"
        f"{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": HEAD + manifest.encode(),
        "content.xml": HEAD + content.encode("utf-8", "replace"),
    }


def _seen(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(c for c in text if c >= " ")


# --------------------------------------------------------------------------------------- Excel 97 (BIFF8)

_SECTOR = 512
_FREE, _END, _IS_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def xls(rows: Rows, name: str = "会员") -> bytes:
    """A workbook as Excel 97 wrote it: one stream of records in a file of sectors."""
    return ole({"Workbook": biff(rows, name)})


def biff(rows: Rows, name: str = "会员") -> bytes:
    """The records of one sheet of texts and numbers."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    title = name.encode("utf-16-le")
    head = _record(0x0809, begin)
    bound = struct.pack("<IBBBB", len(head) + 12 + len(title) + 4, 0, 0, len(name), 1) + title
    globals_ = head + _record(0x0085, bound) + _record(0x000A, b"")
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                text = value[:4000].encode("utf-16-le", "replace")
                label = struct.pack("<HHHHB", number, column, 0, len(text) // 2, 1)
                body += _record(0x0204, label + text)
            elif value is not None:
                body += _record(0x0203, struct.pack("<HHHd", number, column, 0, float(str(value))))
    return globals_ + body + _record(0x000A, b"")


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A file of sectors with these streams, each at least as long as needs no table of small sectors."""
    chains, sectors = [], b""
    starts: dict[str, tuple[int, int]] = {}
    for name, data in streams.items():
        long = data + bytes(max(0, 4096 - len(data)))
        long += bytes(-len(long) % _SECTOR)
        starts[name] = len(chains), len(long)
        count = len(long) // _SECTOR
        chains += [len(chains) + i + 1 for i in range(count - 1)] + [_END]
        sectors += long
    folder = _entry("Root Entry", 5, 1, _END, 0)
    names = list(starts)
    for at, name in enumerate(names, 1):
        folder += _entry(name, 2, _FREE, *starts[name], right=at + 1 if at < len(names) else _FREE)
    folder += bytes(-len(folder) % _SECTOR)
    at = len(chains)
    chains += [at + i + 1 for i in range(len(folder) // _SECTOR - 1)] + [_END]
    tables = (len(chains) + 127) // 127
    first = len(chains)
    chains += [_IS_TABLE] * tables
    table = b"".join(struct.pack("<I", one) for one in chains)
    table += struct.pack("<I", _FREE) * ((tables * _SECTOR - len(table)) // 4)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, at, 0, 4096, _END, 0, _END, 0)
    listed = [first + i for i in range(tables)] + [_FREE] * (109 - tables)
    return head + struct.pack("<109I", *listed) + sectors + folder + table


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, _FREE, right, child)
    return head + bytes(16 + 4 + 8 + 8) + struct.pack("<IQ", start, size)
