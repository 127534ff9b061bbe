"""Small workbooks for tests, written the way other offices write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from app.book import importing
from app.book.book import Book
from app.i18n import Language

ENGLISH = Language("en")


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], *, merged: Sequence[str] = ()) -> Path:
    """Write sheets of plain rows; None is no cell. ``merged`` are ranges on the first sheet."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if hasattr(value, "isoformat"):
                    page.write_datetime(number, column, value, day)
                elif value is not None:
                    page.write(number, column, value)
    if merged:
        first = book.worksheets()[0]
        values = {(r, c): v for r, row in enumerate(next(iter(sheets.values()))) for c, v in enumerate(row)}
        for cells in merged:
            top = xlsxwriter.utility.xl_cell_to_rowcol(cells.split(":")[0])
            first.merge_range(cells, values[top])
    book.close()
    return path


def bring_in(book: Book, path: Path, **asked: Any) -> dict[str, Any]:
    """Plan and carry out; the report's sheets in English. What the plan foretold must be what was done."""
    plan = importing.plan(book, path, **asked)
    before = plan.report().as_json(ENGLISH)
    after = importing.carry_out(book, plan).as_json(ENGLISH)
    assert before == after
    return after["sheets"]


def counts(sheet: Mapping[str, Any]) -> tuple[int, int, int, int, int]:
    """Read, added, updated, unchanged and refused rows."""
    return sheet["read"], sheet["added"], sheet["updated"], sheet["unchanged"], len(sheet["refused"])
