"""Hostile workbooks: their bytes, their archive, their XML and what stands in their cells."""

from __future__ import annotations

from random import Random
from urllib.parse import quote

from tests.faults import hostile_packing as packing
from tests.faults.hostile_case import FILE, Case, mutated
from tests.faults.hostile_tables import kind_of, table
from tests.faults.hostile_words import word

CANARY = "kanarienvogel-7f3a"
_NAMES = ("会员", "Sheet1", "说明", "概况", "活动", "慰问帮扶", "a'b<&>", "长" * 31)


def content(random: Random) -> Case:
    """Odd headers over odd cells, in sheets of any name."""
    sheets: dict[str, bytes] = {}
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        record = kind_of(random)
        name = random.choice((record.sheet, *_NAMES))
        sheets[name] = packing.sheet(packing.rows_xml(table(random, record)), _merged(random))
    return Case(FILE, "content", "名册.xlsx", packing.packed(packing.parts(sheets)))


def _merged(random: Random) -> bytes:
    """Merged cells, some of them over each other, outside the sheet, or over everything."""
    if random.random() < 0.7:
        return b""
    ranges = []
    for _ in range(random.choice((1, 3, 20))):
        a, b = sorted((random.randrange(12), random.randrange(12)))
        c, d = sorted((random.randrange(1, 12), random.randrange(1, 12)))
        ranges.append(f"{packing.column_name(a)}{c}:{packing.column_name(b)}{d}")
    ranges += random.choice(([], [], ["A1:XFD1048576"], ["B9:A1"], ["A0:B0"], ["ZZZZ1:A1"], [""], ["1A:2B"]))
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return f'<mergeCells count="{len(ranges)}">{cells}</mergeCells>'.encode()


def other_formats(random: Random) -> Case:
    """The same in the formats of Excel 97 and LibreOffice, whole or with bytes changed."""
    record = kind_of(random)
    rows = table(random, record)
    make, name = random.choice(((packing.xls, "名册.xls"), (packing.ods, "名册.ods"), (packing.xls, "名册.et")))
    made = make(rows, record.sheet[:30])
    if random.random() < 0.6:
        return Case(FILE, "other format, bytes", name, mutated(random, made))
    return Case(FILE, "other format", name, made)


def old_records(random: Random) -> Case:
    """An Excel 97 file whose sectors are right and whose records are not."""
    stream = mutated(random, packing.biff(table(random, kind_of(random))))
    return Case(FILE, "old records", "名册.xls", packing.ole({"Workbook": stream}))


def changed_bytes(random: Random) -> Case:
    """An honest workbook with a few bytes changed."""
    made = packing.xlsx(table(random, kind_of(random)))
    return Case(FILE, "bytes", random.choice(("名册.xlsx", "名册.xls", "名册")), mutated(random, made))


def changed_parts(random: Random) -> Case:
    """A sound archive, one part of which has a few bytes changed, is missing, or is another one's."""
    record = kind_of(random)
    found = packing.parts({record.sheet: packing.sheet(packing.rows_xml(table(random, record)))}, ("甲", "乙"))
    if random.random() < 0.2:
        found = packing.ods_parts(table(random, record))
    name = random.choice(list(found))
    fate = random.random()
    if fate < 0.7:
        found[name] = mutated(random, found[name])
    elif fate < 0.85:
        del found[name]
    else:
        found[name] = found[random.choice(list(found))]
    if fate > 0.97:
        found = {one.replace(".xml", ".bin"): data for one, data in found.items()}
    return Case(FILE, "parts", "名册.xlsx", packing.packed(found))


# ------------------------------------------------------------------------------------------------ XML


def xml(random: Random) -> Case:
    """A sheet, or the table of texts, that is XML of the worst kind."""
    make = random.choice(_XML)
    return make(random)


def _one(label: str, sheet: bytes, strings: bytes | None = None) -> Case:
    found = packing.parts({"会员": sheet}, ("姓名", "张三"))
    if strings is not None:
        found[packing.STRINGS] = strings
    return Case(FILE, f"xml: {label}", "名册.xlsx", packing.packed(found))


def entities(random: Random, canary: str = "") -> Case:
    """Entities that would read a file, ask the network, or grow without end."""
    uri = quote(canary or "/etc/hostname")
    inside = random.choice((
        f'<!ENTITY e SYSTEM "file://{uri}">', '<!ENTITY e SYSTEM "http://127.0.0.1:9/x">',
        f'<!ENTITY % p SYSTEM "file://{uri}">%p;', _laughs(), '<!ENTITY e "&e;">',
    ))  # fmt: skip
    doctype = f"<!DOCTYPE sst [{inside}]>".encode()
    rows = (
        b'<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>&e;</t></is></c></row>'
    )
    strings = packing.HEAD + doctype + b"<sst><si><t>\xe5\xa7\x93\xe5\x90\x8d&e;</t></si></sst>"
    begin = packing.HEAD + doctype + packing.OPEN.removeprefix(packing.HEAD)
    return _one("entities", begin + rows + packing.CLOSE, strings)


def _laughs() -> str:
    grown = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<!ENTITY l0 "lol">{grown}<!ENTITY e "&l9;">'


def _deep(random: Random) -> Case:
    depth = random.choice((100, 5000, 100_000))
    return _one("deep", packing.sheet(b"<row>" * depth + b"<c>" * 3 + b"</row>" * random.choice((0, depth))))


def _long_attribute(random: Random) -> Case:
    long = b"9" * random.choice((1000, 1_000_000))
    where = random.choice((b'<row r="%b"/>', b'<row r="1"><c r="A%b"/></row>', b'<row r="1"><c r="A1" s="%b"/></row>'))
    return _one("long attribute", packing.sheet(where % long))


_REFERENCES = (
    "A0",
    "A-1",
    "",
    "1",
    "AAAAAAAA1",
    "A99999999999",
    "XFD1048576",
    "A1048577",
    "a1",
    "A1:B2",
    "$A$1",
    "中1",
)
_TYPES = ("s", "str", "b", "e", "d", "n", "inlineStr", "x", "", "S")
_VALUES = (
    "0", "-1", "99999999999", "1.5", "", "NaN", "inf", "-inf", "1e400", "1e308", "#REF!", "TRUE", "2", "60", "-1e15",
    "2958466", "3.3010619900101123E+17", "2026-02-30", "2026-03-08T25:61:61", "９", "1e-320", "0x10", "abc",
)  # fmt: skip


def _odd_cells(random: Random) -> Case:
    """References, types, styles and values that do not fit, formulas without a result, errors."""
    cells = []
    for _ in range(random.randrange(1, 40)):
        at, kind, value = random.choice(_REFERENCES), random.choice(_TYPES), random.choice(_VALUES)
        at = f"{packing.column_name(random.randrange(6))}{random.randrange(1, 9)}" if random.random() < 0.8 else at
        formula = random.choice(("", "", "<f>1+1</f>", "<f/>", '<f t="shared" si="0"/>', "<f>&amp;&lt;</f>"))
        style = random.choice(("", ' s="1"', ' s="99999999"', ' s="-1"'))
        worth = random.choice((f"<v>{value}</v>", "", "<v/>", f"<is><t>{value}</t></is>"))
        cells.append(f'<c r="{at}" t="{kind}"{style}>{formula}{worth}</c>')
    header = packing.rows_xml([["姓名", "性别", "出生年月", "手机", "身份证号", "备注"]])
    number = random.choice(("2", "1", "-5", "0", "1048576", "4294967296", "x", ""))
    return _one("cells", packing.sheet(header + f'<row r="{number}">{"".join(cells)}</row>'.encode()))


def _bad_text(random: Random) -> Case:
    bad = random.choice((b"&#0;", b"&#xD800;", b"&#99999999;", b"&nope;", b"\x00", b"\xff\xfe", b"<![CDATA[x", b"<!--"))
    row = b'<row r="2"><c r="A2" t="inlineStr"><is><t>x' + bad + b"</t></is></c></row>"
    return _one("text", packing.sheet(packing.rows_xml([["姓名"]]) + row))


def _encoded(random: Random) -> Case:
    name = random.choice(("utf-16", "gb18030", "utf-16-le", "utf-7", "latin-1", "utf-32"))
    text = packing.sheet(packing.rows_xml([["姓名"], ["张三"]])).decode()
    said = random.choice(("UTF-8", name, "nonsense", "ISO-8859-1"))
    return _one("encoding", text.replace("UTF-8", said).encode(name, "replace"))


def _many_columns(random: Random) -> Case:
    width = random.choice((201, 16_384, 100_000))
    cells = "".join(f'<c r="{packing.column_name(i)}1" t="inlineStr"><is><t>列{i}</t></is></c>' for i in range(width))
    return _one("columns", packing.sheet(f'<row r="1">{cells}</row>'.encode()))


def _no_texts(random: Random) -> Case:
    """Cells that point at texts that are not there."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n * 7 - 7}</v></c></row>' for n in range(1, 5))
    strings = random.choice((b"", packing.HEAD, packing.strings_xml(()), packing.strings_xml(("姓名",)), b"<sst"))
    return _one("no texts", packing.sheet(rows.encode()), strings)


def _dimension(random: Random) -> Case:
    """A sheet that says it is larger or smaller than it is."""
    says = random.choice(("A1:XFD1048576", "A1", "B2:A1", "", "XFE1:A1", "A1:A99999999999"))
    head, rows = packing.OPEN.split(b"<sheetData>")[0], packing.rows_xml([["姓名"], ["张三"]])
    return _one("dimension", head + f'<dimension ref="{says}"/><sheetData>'.encode() + rows + packing.CLOSE)


def _long_cells(random: Random) -> Case:
    rows = [["姓名", "备注"], ["张三", "长" * random.choice((19_990, 20_001, 300_000))], [word(random) * 50, "x"]]
    return _one("long cells", packing.sheet(packing.rows_xml(rows)))


_XML = (
    entities, _deep, _long_attribute, _odd_cells, _odd_cells, _odd_cells, _bad_text, _encoded, _many_columns, _no_texts,
    _dimension, _long_cells,
)  # fmt: skip


def blank_rows(_random: Random, count: int = 1_048_576) -> Case:
    """As many styled rows as a sheet has, all of them blank."""
    rows = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (n, n) for n in range(1, count + 1)
    )
    return _one("blank rows", packing.sheet(rows))


def huge_cell(random: Random) -> Case:
    """A cell of ten million characters."""
    rows = packing.rows_xml([["姓名", "备注"], ["张三", "@"]])
    long = "长".encode() * random.choice((3_000_000, 10_000_000))
    return _one("huge cell", packing.sheet(rows.replace(b"@", long)))
