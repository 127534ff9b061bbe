"""Archives that are not what they say: bombs, doubled and wandering names, wrong sums, locks and torn directories."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from random import Random

from tests.faults import hostile_packing as packing
from tests.faults.hostile_case import FILE, Case
from tests.faults.hostile_packing import Parts

_MB = 1024 * 1024
_ROWS = (("姓名", "手机"), ("张三", "13800138000"))
_CENTRAL, _LOCAL, _LAST = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def archive(random: Random) -> Case:
    """One of the small ones."""
    label, make = random.choice(list(_SMALL.items()))
    return Case(FILE, f"archive: {label}", "名册.xlsx", make(random))


def _parts() -> Parts:
    return packing.parts({"会员": packing.sheet(packing.rows_xml(_ROWS))})


def _doubled(random: Random) -> bytes:
    """The same name twice: one program reads the first part, another the last."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name, content in _parts().items():
            archive.writestr(packing.entry(name), content)
        for _ in range(random.randrange(1, 4)):
            archive.writestr(packing.entry(packing.SHEET), packing.sheet(packing.rows_xml([["姓名"], ["另一个"]])))
    return out.getvalue()


def _wandering(random: Random) -> bytes:
    """Names that lead out of the archive."""
    found = _parts()
    name = random.choice(
        ("../../evil.xml", "/tmp/evil.xml", "C:\\evil.xml", "xl/../../x", "a" * 60_000, "xl/\x01", "/")
    )
    found[name] = b"x"
    if random.random() < 0.5:
        rels = "xl/_rels/workbook.xml.rels"
        found[rels] = found[rels].replace(b"worksheets/sheet1.xml", name.encode()[:2000] or b"..")
    return packing.packed(found)


def _outside(random: Random) -> bytes:
    """Relations to other files: on the disk, on the network, or none."""
    found = _parts()
    rels = "xl/_rels/workbook.xml.rels"
    away = random.choice(
        (b'file:///etc/passwd" TargetMode="External', b'http://127.0.0.1:9/x" TargetMode="External', b"")
    )
    found[rels] = found[rels].replace(b"worksheets/sheet1.xml", away)
    return packing.packed(found)


def _said(random: Random) -> bytes:
    """A directory with a number changed: sizes, sums, methods, flags, places."""
    made = bytearray(packing.packed(_parts()))
    mark = random.choice((_CENTRAL, _LOCAL, _LAST))
    at = [i for i in range(len(made)) if made[i : i + 4] == mark]
    for _ in range(random.choice((1, 1, 3))):
        start = random.choice(at)
        field = random.randrange(4, 20 if mark == _LAST else 30, 2)
        value = random.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFF, random.randrange(2**32)))
        made[start + field : start + field + 4] = struct.pack("<I", value)
    return bytes(made)


def _locked(random: Random) -> bytes:
    """Parts that say they are encrypted, or packed in a way nobody knows."""
    made = bytearray(packing.packed(_parts()))
    offset, value = random.choice(((8, 1), (10, 99), (10, 12), (10, 14), (8, 0x2001)))
    for i in range(len(made)):
        if made[i : i + 4] == _CENTRAL:
            made[i + offset : i + offset + 2] = struct.pack("<H", value)
        if made[i : i + 4] == _LOCAL:
            made[i + offset - 2 : i + offset] = struct.pack("<H", value)
    return bytes(made)


def _torn(random: Random) -> bytes:
    made = packing.packed(_parts())
    return made[: random.randrange(4, len(made))]


def _framed(random: Random) -> bytes:
    """Something before or behind the archive."""
    made = packing.packed(_parts())
    return random.choice((made + random.randbytes(999), b"PK" + made, b"PK\x03\x04" + bytes(99) + made, made + made))


def _nested(random: Random) -> bytes:
    """An archive in an archive in an archive; or a book that is in truth a document, a program or a picture book."""
    inner = packing.packed(_parts())
    for _ in range(random.randrange(1, 9)):
        inner = packing.packed({random.choice(("xl/workbook.xml", "content.xml", "a.zip", "xl/a")): inner})
    return inner


def _other_kind(random: Random) -> bytes:
    names = ("word/document.xml", "ppt/presentation.xml", "xl/vbaProject.bin", "AndroidManifest.xml", "mimetype", "xl/")
    found = dict.fromkeys(random.sample(names, 3), b"<x/>")
    return packing.packed(found | (_parts() if random.random() < 0.5 else {}))


def _many_names(random: Random) -> bytes:
    return packing.packed(_parts() | {f"xl/media/{i}.png": b"" for i in range(random.choice((1000, 5000)))})


def _two_sheets(random: Random) -> bytes:
    """Sheets of one name, of no name, in a part of their own or all in the same."""
    found = _parts()
    book = found["xl/workbook.xml"]
    one = book[book.index(b"<sheet ") : book.index(b"</sheets>")]
    more = random.choice((one * 3, one.replace("会员".encode(), b""), one.replace(b"rId1", b"rId7"), one * 500))
    found["xl/workbook.xml"] = book.replace(one, one + more)
    return packing.packed(found)


_SMALL = {
    "doubled": _doubled, "wandering": _wandering, "outside": _outside, "said": _said, "locked": _locked, "torn": _torn,
    "framed": _framed, "nested": _nested, "other kind": _other_kind, "many names": _many_names, "sheets": _two_sheets,
}  # fmt: skip


# --------------------------------------------------------------------------------------------- bombs


def bomb(random: Random) -> Case:
    """A sheet of hundreds of megabytes in a file of few."""
    size = random.choice((60, 150, 250)) * _MB
    row = b'<row><c t="inlineStr"><is><t>' + b"A" * 1000 + b"</t></is></c></row>"
    return Case(FILE, "archive: bomb", "名册.xlsx", grown(_parts(), packing.OPEN, row * 100, size, packing.CLOSE))


def grown(found: Parts, head: bytes, piece: bytes, size: int, end: bytes) -> bytes:
    """An archive whose sheet repeats a piece up to a size, without having it in memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in found.items():
            if name != packing.SHEET:
                archive.writestr(packing.entry(name), content)
        with archive.open(packing.entry(packing.SHEET), "w", force_zip64=True) as part:
            part.write(head)
            for _ in range(size // len(piece)):
                part.write(piece)
            part.write(end)
    return out.getvalue()


def texts_bomb(random: Random) -> Case:
    """Millions of cells that all point at one long text."""
    text, count = "长" * random.choice((1000, 5000)), random.choice((20_000, 60_000))
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, count))
    found = packing.parts({"会员": packing.sheet(cells)}, (text,))
    return Case(FILE, "archive: one text", "名册.xlsx", packing.packed(found))


def understated(random: Random) -> Case:
    """A bomb whose directory says that it is small."""
    made = bytearray(bomb(random).content)
    for i in range(len(made) - 4):
        if made[i : i + 4] == _CENTRAL:
            made[i + 24 : i + 28] = struct.pack("<I", 1000)
    return Case(FILE, "archive: understated bomb", "名册.xlsx", bytes(made))
