"""A block of cells copied from a spreadsheet, made a small file that the import reads like any other."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from app.book.importing_headers import plain, stem
from app.domain.fields import Field, RecordType
from app.domain.reading_text import whole

FILE_NAME = "粘贴的内容.csv"
_HEADED = 5  # rows among which a header is looked for
_NUMBERING = ("序号", "序")
_BLOCKS = {"td", "th"}

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The rows to import; ``captions`` are the headers put above them because they came without."""

    rows: Rows
    captions: tuple[str, ...] = ()


def block_of(text: str, html: str, record: RecordType, shown: Sequence[Field]) -> Block | None:
    """The cells on the clipboard, under headers; None where it holds a single text, which is no block.

    Args:
        text: the clipboard's plain text: rows as lines, cells parted by tabs.
        html: its HTML, read where the text has no cells.
        record: what the rows are to become.
        shown: the columns of the table pasted into, whose captions head a block of as many columns.
    """
    rows = _lines(text)
    if not any(len(row) > 1 for row in rows) and html:
        rows = _cells(html) or rows
    rows = tuple(row for row in rows if any(row))
    if not rows or (len(rows) == 1 and len(rows[0]) == 1):
        return None
    if any(_is_header(row, record) for row in rows[:_HEADED]):
        return Block(rows)
    captions = tuple(field.header for field in shown)
    width = max(map(len, rows))
    if width == len(captions):
        return Block((captions, *rows), captions)
    if width == len(captions) + 1 and _is_numbered(rows):
        return Block((("序号", *captions), *rows), captions)
    return Block(rows)


def write_block(block: Block, folder: Path) -> Path:
    """Write a block as a text table into ``folder``; the cells stay as they are."""
    path = folder / FILE_NAME
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(block.rows)
    return path


def _lines(text: str) -> Rows:
    """Lines and tabs as a spreadsheet writes them: a cell with a line break in it stands in quotes."""
    clean = whole(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    try:
        rows = list(csv.reader(io.StringIO(clean), delimiter="\t"))
    except csv.Error:  # an odd quotation mark in a text of thousands of lines
        rows = [line.split("\t") for line in clean.split("\n")]
    return tuple(tuple(cell.strip() for cell in row) for row in rows)


def _cells(html: str) -> Rows:
    reader = _TableReader()
    reader.feed(whole(html))
    reader.close()
    width = max((len(row) for row in reader.rows), default=0)
    return tuple(tuple(row) + ("",) * (width - len(row)) for row in reader.rows)


class _TableReader(HTMLParser):
    """Takes the cells of the tables out of HTML; a cell over several columns is followed by blank ones."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in _BLOCKS:
            self._end_cell()
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), 200) if span.isdecimal() and len(span) < 6 else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "tr":
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(" ".join(data.split()) if data.strip() else "")

    def _end_cell(self) -> None:
        if self._cell is not None and self.rows:
            self.rows[-1] += ["".join(self._cell).strip(), *[""] * (self._span - 1)]
        self._cell = None


def _is_header(row: Sequence[str], record: RecordType) -> bool:
    """Whether a row reads like headers: most of its cells are names of fields, as any office calls them."""
    known = {word for f in record.fields for name in (f.header, *f.synonyms) for word in (plain(name), stem(name))}
    filled = [cell for cell in row if cell and plain(cell) not in _NUMBERING]
    found = sum(plain(cell) in known or stem(cell) in known for cell in filled)
    return found >= 1 and found * 2 >= len(filled)


def _is_numbered(rows: Rows) -> bool:
    return all(row[0] == str(number) for number, row in enumerate(rows, int(rows[0][0]))) if _starts(rows) else False


def _starts(rows: Rows) -> bool:
    return rows[0][0].isdecimal() and len(rows[0][0]) < 6
