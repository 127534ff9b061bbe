"""A process of its own that turns a foreign workbook into rows of plain text, so that a hostile file ends only it.

It is run as a script and imports nothing of the program: starting it must cost little.
"""

from __future__ import annotations

import gc
import marshal
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from html import unescape
from itertools import islice
from typing import Any

try:
    import resource
except ImportError:  # not on Windows, where only the time of the child is limited
    resource = None  # type: ignore[assignment]

MEMORY = 768 * 1024 * 1024  # bytes; a roster of 200,000 rows and 20 columns takes 550 MB
MOST_COLUMNS = 200
_FARTHEST = 1000  # columns, though most of them are blank: what stands beyond them stands there by mistake
LENGTH = 4  # bytes before each batch of lines that say how long it is
_BATCH = 2000  # lines
_MOST_CELLS = 40_000_000  # between the first and the last that are used: 200,000 rows of 200
_MOST_MERGED = 20_000
_ERROR_MARK = b't="e"'
_ERROR_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*\bt="e"')
_UNWORKED = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*<f(?:\b[^>]*/>|\b[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


_PANIC = "PanicException"


class TooWide(Exception):
    """More columns are used than any list of people or work has."""


def text_of(value: object) -> str:
    """One cell as the clerk would type it: whole numbers without a point, days as 2026-03-08.

    A number of 16 and more digits comes out in scientific form: a spreadsheet has lost its last digits.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if value is True or value is False:
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else format(value, ".15g")
    if isinstance(value, datetime):
        clock = value.strftime(" %H:%M") if value.time() != time() else ""
        return value.date().isoformat() + clock
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def lines(path: str) -> Iterator[tuple[Any, ...]]:
    """The workbook as lines, for each sheet one and then one a row.

    They are ``("sheet", name, merged ranges, error cells, formulas without a result)`` and
    ``("row", (number, cells))``.
    """
    try:
        from python_calamine import CalamineWorkbook, SheetTypeEnum
    except ImportError:
        yield from _by_openpyxl(path)
        return
    with (
        open(path, "rb") as file,  # noqa: PTH123
        ThreadPoolExecutor(1) as aside,  # unpacks the parts a second time while the reader is at work on them
        CalamineWorkbook.from_filelike(file) as book,
    ):
        looked = aside.submit(_suspects, path)
        wrong: dict[str, tuple[list[str], list[str]]] | None = None
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.height * sheet.width > _MOST_CELLS:
                raise MemoryError
            wrong = _error_cells(path, looked.result()) if wrong is None else wrong
            merged = [[*a, *b] for a, b in (sheet.merged_cell_ranges or [])[:_MOST_MERGED]]
            yield "sheet", meta.name, merged, *wrong.get(meta.name, ([], []))
            if sheet.start is not None:
                # iter_rows begins at the sheet's first row, but at the first column that is used.
                yield from _rows(sheet.iter_rows(), 1, sheet.start[1])


def _by_openpyxl(path: str) -> Iterator[tuple[Any, ...]]:
    """The slow way, where the fast reader does not load; it knows .xlsx only."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield "sheet", sheet.title, [], [], []
        yield from _rows(sheet.iter_rows(values_only=True), 1, 0)


def _rows(rows: Iterator[Any], first: int, left: int) -> Iterator[tuple[Any, ...]]:
    used: set[int] = set()
    margin = [""] * left
    for number, row in enumerate(rows, first):
        cells = [value if value.__class__ is str else text_of(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if margin:
            cells = margin + cells
        if len(cells) > _FARTHEST:
            raise TooWide
        if len(cells) > MOST_COLUMNS:
            used.update(i for i, cell in enumerate(cells) if cell.strip())
            if len(used) > MOST_COLUMNS:
                raise TooWide
        yield "row", (number, tuple(cells))


def _suspects(path: str) -> dict[str, str]:
    """The sheets of an .xlsx that hold an error or a formula anywhere, and the parts of the archive they lie in."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        return {name: part for name, part in _parts(archive) if part in names and _is_suspect(archive, part)}


def _is_suspect(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a part, unpacked piece by piece, holds an error or a formula."""
    with archive.open(part) as file:
        end = b""
        while piece := file.read(1 << 20):
            if _ERROR_MARK in end + piece[:8] or _ERROR_MARK in piece or b"<f" in end + piece[:8] or b"<f" in piece:
                return True
            end = piece[-8:]
    return False


def _error_cells(path: str, suspects: dict[str, str]) -> dict[str, tuple[list[str], list[str]]]:
    """The cells of an .xlsx that hold an error (#REF!), and formulas never worked out; both are read as blank."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    if suspects:
        with zipfile.ZipFile(path) as archive:
            for name, part in suspects.items():
                data = archive.read(part)
                hits = _ERROR_CELL.findall(data) if _ERROR_MARK in data else []
                blank = _UNWORKED.findall(data) if b"<f" in data else []
                found[name] = ([hit.decode() for hit in hits[:50]], [hit.decode() for hit in blank[:50]])
    return found


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part of the archive that holds it."""
    rels = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for rel in re.findall(r"<Relationship\b[^>]*>", rels):
        ident, target = re.search(r'\bId="([^"]*)"', rel), re.search(r'\bTarget="([^"]*)"', rel)
        if ident and target:
            inside = target[1].lstrip("/")
            targets[ident[1]] = inside if inside.startswith("xl/") else f"xl/{inside}"
    for sheet in re.findall(r"<sheet\b[^>]*>", archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        name, ident = re.search(r'\bname="([^"]*)"', sheet), re.search(r'\br:id="([^"]*)"', sheet)
        if name and ident and ident[1] in targets:
            yield unescape(name[1]), targets[ident[1]]


def errors() -> tuple[type[Exception], ...]:
    """What the readers raise for a file that is broken or not to be read."""
    kinds: list[type[Exception]] = [
        TooWide, OSError, ValueError, LookupError, MemoryError, SyntaxError, EOFError, OverflowError, RuntimeError,
        zipfile.BadZipFile, zlib.error, struct.error,
    ]  # fmt: skip
    try:
        from python_calamine import CalamineError
    except ImportError:
        return tuple(kinds)
    return (*kinds, CalamineError)


def said(error: BaseException) -> str:
    """One word for what is wrong with a file: wide, password, memory or broken."""
    if isinstance(error, TooWide):
        return "wide"
    if type(error).__name__ == "PasswordError" or "password" in str(error).lower():
        return "password"
    return "memory" if isinstance(error, MemoryError) else "broken"


def told(path: str) -> Iterator[tuple[Any, ...]]:
    """The lines of a workbook, and ``("error", word)`` where it cannot be read to its end."""
    try:
        yield from lines(path)
    except errors() as error:
        yield "error", said(error)
    except BaseException as error:
        if type(error).__name__ == _PANIC:  # the reader stumbled over itself: the file is at fault, and the next is not
            yield "error", "broken"
            return
        raise


def _limit_memory() -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main(path: str) -> int:
    """Write the workbook at ``path`` to standard output, in batches of lines, each with its length before it."""
    _limit_memory()
    gc.disable()  # there is nothing to find in rows that are passed on, and this process soon ends
    _send(told(path))
    return 0


def _send(told: Iterable[tuple[Any, ...]]) -> None:
    """Pass lines on as they come: who reads them is at work on the first while the last are being made."""
    waiting = iter(told)
    while batch := list(islice(waiting, _BATCH)):
        data = marshal.dumps(batch)
        sys.stdout.buffer.write(len(data).to_bytes(LENGTH, "big") + data)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
