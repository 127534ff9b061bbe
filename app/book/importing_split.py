"""One sheet that holds more than one list: tables one below the other, and a list printed in columns side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.book.importing_body import Row
from app.book.importing_headers import assign, names_of, plain
from app.book.reading_sheets import RawSheet
from app.book.workbook import WHOLES_FIRST, sheet_record

_MOST_TRIED = 200  # rows of one sheet that are looked at as headers
_ROW_OF = re.compile(r"\d+")


def apart(sheets: Iterable[RawSheet]) -> list[RawSheet]:
    """The sheets, those that hold several tables as several: the first keeps the name, the others say their row."""
    return [part for sheet in sheets for part in _tables(sheet)]


def _tables(sheet: RawSheet) -> Iterator[RawSheet]:
    starts = _starts(sheet.rows)
    if len(starts) < 2:
        yield sheet
        return
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(sheet.rows)
        rows = sheet.rows[start if at else 0 : end]
        first, last = rows[0][0], rows[-1][0]
        wrong, unworked = (
            tuple(cell for cell in cells if first <= _row_of(cell) <= last) for cells in (sheet.wrong, sheet.unworked)
        )
        name = f"{sheet.name}（第{first}行起）" if at else sheet.name
        yield replace(sheet, name=name, rows=rows, wrong=wrong, unworked=unworked)


def _row_of(cell: str) -> int:
    found = _ROW_OF.search(cell)
    return int(found[0]) if found else 0


def _starts(rows: Sequence[Row]) -> list[int]:
    """Where each table begins: at its header, or at the title above it, after a blank row."""
    found: list[int] = []
    current: list[str] | None = None
    tried = 0
    begin = 0  # of the block that no blank row divides
    for at, (number, cells) in enumerate(rows):
        if at and number > rows[at - 1][0] + 1:
            begin = at
        if at - begin > 6 or tried > _MOST_TRIED or any(_is_wide(rows[i][1]) for i in range(begin, at)):
            continue
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) < 2:
            continue
        tried += 1
        texts = [plain(cell) for cell in filled]
        if texts == current or not _is_header(cells):
            continue
        if begin not in found:  # a narrow header may stand above another one of the same table
            found.append(begin)
        current = texts
    return found


def _is_wide(cells: Sequence[str]) -> bool:
    """Whether a row holds more than a title or two remarks above a table."""
    return sum(bool(cell.strip()) for cell in cells) > 3


def _is_header(cells: Sequence[str]) -> bool:
    """Whether most of a row are headers of one kind of record, with that which names it."""
    filled = [cell for cell in cells if cell.strip()]
    if any(re.search(r"\d", cell) or len(cell) > 30 for cell in filled):
        return False
    names = [names_of(cell.strip()) for cell in cells]
    for record in WHOLES_FIRST:
        if sheet_record(record.sheet):
            found = {c.field.name for c in assign(record, names).values() if c.field}
            if len(found) >= max(2, 0.6 * len(filled)) and found & set(record.title):
                return True
    return False


def side_by_side(texts: Sequence[str]) -> int:
    """How wide one of several equal groups of columns is (序号 姓名 金额 序号 姓名 金额); 0 where there is one."""
    words = [plain(text) for text in texts]
    while words and not words[-1]:
        words.pop()
    for width in range(2, len(words) // 2 + 1):
        group = words[:width]
        padded = words + [""] * (-len(words) % width)
        if sum(map(bool, group)) > 1 and all(padded[i] == group[i % width] for i in range(len(padded))):
            return width
    return 0


def unfolded(rows: Sequence[Row], width: int) -> Iterator[Row]:
    """The rows with each group of ``width`` columns as a row of its own."""
    for number, cells in rows:
        for left in range(0, len(cells), width):
            group = cells[left : left + width]
            if any(cell.strip() for cell in group):
                yield number, tuple(group)
