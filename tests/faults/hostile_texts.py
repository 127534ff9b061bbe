"""Hostile text: lists in every encoding and none, web pages called workbooks, broken quotes, and what is pasted."""

from __future__ import annotations

import csv
import html
import io
from random import Random

from tests.faults.hostile_case import FILE, PASTE, Case, mutated
from tests.faults.hostile_tables import kind_of, table
from tests.faults.hostile_words import word

_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "gbk",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "big5",
    "utf-7",
    "utf-32",
    "cp437",
)
_FILES = ("名册.csv", "名册.txt", "名册.xls", "名册.xlsx", "名册.tsv", "名册")
_HEADS = (
    b"%PDF-1.7\n", b"{\\rtf1", b"\x89PNG\r\n\x1a\n", b"<html><table><tr><td>", b"<?xml version='1.0'?><Workbook>",
    b"MZ\x90",
    b"SQLite format 3\0", b"\x1f\x8b", b"\xfd7zXZ", b"MIME-Version: 1.0\n", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf",
    b"\0",
    b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK", b"ID;PWXL;N;E\r\n",
)  # fmt: skip


def listed(random: Random) -> Case:
    """A list as text in some encoding."""
    encoding = random.choice(_ENCODINGS)
    text = _text(random, random.choice((",", "\t", ";", "|")), random.choice(("\r\n", "\n", "\r")))
    return Case(FILE, f"text: {encoding}", random.choice(_FILES), text.encode(encoding, "replace"))


def _text(random: Random, sign: str, end: str) -> str:
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=sign, lineterminator=end, quoting=random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    )
    rows = table(random, kind_of(random))
    writer.writerows([["" if cell is None else str(cell)[:40_000] for cell in row] for row in rows])
    return out.getvalue()


def changed(random: Random) -> Case:
    """The same with bytes changed."""
    made = listed(random)
    return Case(FILE, "text: bytes", made.name, mutated(random, made.content))


def mixed(random: Random) -> Case:
    """Two encodings in one file, as when two offices' lists are joined."""
    parts = [_text(random, ",", "\n").encode(random.choice(("utf-8", "gbk", "utf-16")), "replace") for _ in range(2)]
    return Case(FILE, "text: mixed", random.choice(_FILES), random.choice((b"", b"\n")).join(parts))


def quoted(random: Random) -> Case:
    """A quotation mark that is never closed, a cell without end, hundreds of columns, a lone carriage return."""
    text = _text(random, ",", "\n")
    at = random.randrange(len(text) + 1)
    odd = random.choice(
        ('"', '""', '"\n"', "," * 500, ",x" * 300, "\r", "\n" * 5000, '"' + "长" * 140_000, "\0", "\x1a")
    )
    return Case(FILE, "text: quotes", random.choice(_FILES), (text[:at] + odd + text[at:]).encode("utf-8", "replace"))


def headed(random: Random) -> Case:
    """The first bytes of something else before a list, or noise."""
    rest = random.choice((random.randbytes(random.randrange(4000)), listed(random).content, b""))
    return Case(FILE, "text: head", random.choice(_FILES), random.choice(_HEADS) + rest)


def pasted(random: Random) -> Case:
    """A block on the clipboard: lines and tabs, or a table of a web page."""
    text = random.choice((_text(random, "\t", "\r\n"), word(random), "", _text(random, ",", "\n")))
    return Case(
        PASTE, "paste", "", text.encode("utf-8", "surrogatepass"), _page(random) if random.random() < 0.5 else ""
    )


def _page(random: Random) -> str:
    span = random.choice(
        ("", ' colspan="3"', ' colspan="99999999"', ' colspan="-1"', ' colspan="²"', ' rowspan="9" colspan=""')
    )
    rows = table(random, kind_of(random))
    found = "".join(
        "<tr>" + "".join(f"<td{span}>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    odd = random.choice(
        ("", "<table>" * 300, "<![if x]>", "<!--", "<script>x", "&#xD800;&#0;&#x110000;", "<td>", "<?x", "<![CDATA[")
    )
    at = random.randrange(len(found) + 1)
    return f"<html><table>{found[:at]}{odd}{found[at:]}</table>"


def half_a_sign(random: Random) -> Case:
    """A paste with half of a character, as a torn copy of an emoji leaves it."""
    text = f"姓名\t备注\n张\ud83d三\t{word(random)}\udc00\n"
    return Case(PASTE, "paste: half a sign", "", text.encode("utf-8", "surrogatepass"))
