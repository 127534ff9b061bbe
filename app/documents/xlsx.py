"""Rows as an Excel file: text stays text, numbers stay numbers, nothing turns into a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import zip_longest
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from app.documents.lines import clean

Value = str | int | float | None

_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - written as it stands; one date for all, so equal sheets are equal files
_CELL_CHARS = 32_767
_LIST_CHARS = 255  # the longest list that Excel takes inside a validation itself
_EXACT = 10**15  # beyond it Excel's numbers lose their last digits
_LISTS = "选项"
_EVERY = 500
_MAX_ROWS = 1_048_575


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``widths`` are in characters, one a column (none: by the header).

    Attributes:
        text_columns: headers whose whole column is text (numbers of persons, cards, telephones).
        choices: header → what may be chosen in that column.
        notes: header → a note shown when the pointer rests on it.
        formats: header → Excel's number format, as ``#,##0.00``.
    """

    name: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[Value]] = ()
    widths: tuple[float, ...] = ()
    text_columns: frozenset[str] = frozenset()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)


def render_xlsx(sheets: Sequence[Sheet], report: Callable[[int, int], None] | None = None) -> bytes:
    """Write ``sheets`` as an Excel file.

    Args:
        sheets: at least one; names are cut and made different as Excel wants them.
        report: told (rows done, rows in all) now and then; it may raise to stop.

    Returns:
        The file's bytes, the same for the same sheets.
    """
    if any(len(sheet.rows) > _MAX_ROWS for sheet in sheets):
        raise ValueError(f"a sheet holds at most {_MAX_ROWS} rows")
    out = BytesIO()
    # constant_memory keeps one row at a time: 100,000 rows in a few MB, but rows must come in order.
    with TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "tmpdir": folder})
        book.set_properties({"created": _MADE})
        writer = _Writer(book, sum(len(sheet.rows) for sheet in sheets), report)
        try:
            for sheet, name in zip(sheets, _names(sheets), strict=True):
                writer.sheet(sheet, name)
            writer.lists()
        except BaseException:
            for page in book.worksheets():  # else the rows so far stay open in temporary files
                page.row_data_fh.close()
            raise
        book.close()
    return out.getvalue()


def _names(sheets: Sequence[Sheet]) -> list[str]:
    taken: set[str] = {_LISTS}
    found: list[str] = []
    for sheet in sheets:
        base = re.sub(r"[\[\]:*?/\\]", "_", clean(sheet.name)).strip("' \n")[:31] or "Sheet"
        name, number = base, 2
        while name.lower() in taken:
            name, number = f"{base[:27]}({number})", number + 1
        taken.add(name.lower())
        found.append(name)
    return found


def _text(value: str) -> str:
    """Text as a cell can hold it; what is too long ends in an ellipsis rather than vanish."""
    text = clean(value)
    return text if len(text) <= _CELL_CHARS else text[: _CELL_CHARS - 1] + "…"


class _Writer:
    """Writes sheets into one open workbook."""

    def __init__(self, book: Any, total: int, report: Callable[[int, int], None] | None) -> None:
        self._book, self._total, self._report, self._done = book, total, report, 0
        self._lists: list[tuple[str, ...]] = []
        plain = {"valign": "vcenter", "text_wrap": True}
        self._head = book.add_format({**plain, "bold": True, "align": "center", "bg_color": "#D9D9D9", "border": 1})
        self._plain = book.add_format(plain)
        self._words = book.add_format({**plain, "num_format": "@"})
        self._formats: dict[str, Any] = {}

    def sheet(self, sheet: Sheet, name: str) -> None:
        """Write one sheet, row by row."""
        page = self._book.add_worksheet(name)
        styles = [self._style(sheet, header) for header in sheet.headers]
        for col, header in enumerate(sheet.headers):
            width = sheet.widths[col] if col < len(sheet.widths) else max(8, 2 * len(header) + 2)
            page.set_column(col, col, width, styles[col])
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(sheet.rows)), max(0, len(sheet.headers) - 1))
        for col, header in enumerate(sheet.headers):
            page.write_string(0, col, _text(header), self._head)
            if sheet.notes.get(header):
                page.write_comment(0, col, _text(sheet.notes[header]))
            if sheet.choices.get(header):
                self._choose(page, col, sheet.choices[header])
        for row, values in enumerate(sheet.rows, 1):
            self._row(page, row, values, styles)

    def _style(self, sheet: Sheet, header: str) -> Any:
        if header in sheet.text_columns or header in sheet.choices:
            return self._words
        wanted = sheet.formats.get(header, "")
        if wanted and wanted not in self._formats:
            self._formats[wanted] = self._book.add_format({"valign": "vcenter", "num_format": wanted})
        return self._formats.get(wanted, self._plain)

    def _row(self, page: Any, row: int, values: Sequence[Value], styles: list[Any]) -> None:
        for col, (value, style) in enumerate(zip(values, styles, strict=True)):
            self._cell(page, row, col, value, style)
        self._done += 1
        if self._report and (self._done % _EVERY == 0 or self._done == self._total):
            self._report(self._done, self._total)

    def _cell(self, page: Any, row: int, col: int, value: Value, style: Any) -> None:
        if value is None or value == "":
            return
        exact = not isinstance(value, str) and math.isfinite(value) and abs(value) < _EXACT
        if exact and style is not self._words:
            page.write_number(row, col, value, style)
        else:
            page.write_string(row, col, _text(str(value)), self._words if style is self._plain else style)

    def _choose(self, page: Any, col: int, options: tuple[str, ...]) -> None:
        """A drop-down list; a long one, or one with commas in it, is kept on a hidden sheet."""
        source: object = [_text(option) for option in options]
        if len(",".join(options)) > _LIST_CHARS or any("," in option for option in options):
            letter = xlsxwriter.utility.xl_col_to_name(len(self._lists))
            self._lists.append(options)
            source = f"='{_LISTS}'!${letter}$1:${letter}${len(options)}"
        page.data_validation(1, col, _MAX_ROWS, col, {"validate": "list", "source": source, "error_type": "warning"})

    def lists(self) -> None:
        """Write the hidden sheet of long lists, if any were asked for."""
        if not self._lists:
            return
        page = self._book.add_worksheet(_LISTS)
        page.hide()
        for row, options in enumerate(zip_longest(*self._lists)):
            for col, option in enumerate(options):
                if option is not None:
                    page.write_string(row, col, _text(option))
