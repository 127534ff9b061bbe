"""A list as it stands, as a workbook that prints like the paper: title, bold header on every page, lines to sign in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.book.exporting_write import write_workbook
from app.domain.fields import Kind
from app.domain.list_table import Cell, ListColumn, ListTable

_A4 = 9  # Excel's number for the paper
_NUMERIC = {Kind.COUNT, Kind.MONEY, Kind.INTEGER, Kind.DECIMAL, Kind.YEAR}
_WIDEST, _HAND = 26, 14  # characters of Excel's usual digit width
_SAMPLE = 2000  # rows looked at for the width of a column
_UPRIGHT = 95  # digits that fit the width of an upright page
_ROW_PT, _SIGNED_PT = 20, 28
_LINE_PT, _TALLEST_PT = 15, 400  # a row of fixed height does not grow with its text by itself
_NAME = "名单"


def write_list(out: Path, table: ListTable) -> None:
    """Write ``table``, gathered with numbers, as an .xlsx.

    Raises:
        FileProblem: the file cannot be written.
    """
    write_workbook(out, (), many=len(table.rows) > 5000, finish=partial(_fill, table))


def _fill(table: ListTable, book: Any) -> None:
    widths = [_width(table, at, column) for at, column in enumerate(table.columns)]
    page = book.add_worksheet(_NAME)
    writer = _Writer(book, page, table, widths)
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    at = writer.head()
    _set_up(page, at, upright=_is_upright(table, widths))
    for row in table.rows:
        at = writer.row(at, row)
    writer.foot(at)


def _is_upright(table: ListTable, widths: Sequence[int]) -> bool:
    return sum(widths) <= _UPRIGHT if table.orientation == "auto" else table.orientation == "portrait"


def _set_up(page: Any, first: int, *, upright: bool) -> None:
    """How it prints: A4, as wide as the page, the header again on every page, pages numbered."""
    page.set_paper(_A4)
    if upright:
        page.set_portrait()
    else:
        page.set_landscape()
    page.set_margins(left=0.59, right=0.59, top=0.7, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.center_horizontally()
    page.repeat_rows(first - 1)
    page.set_footer("&C第 &P 页 共 &N 页")
    page.freeze_panes(first, 0)


def _width(table: ListTable, at: int, column: ListColumn) -> int:
    head = _digits(column.caption)
    if column.blank:
        return max(_HAND, head + 2)
    longest = max((_digits(_text(row[at])) for row in table.rows[:_SAMPLE]), default=0)
    return min(_WIDEST, max(longest, head, 4) + 2)


def _digits(text: str) -> int:
    return sum(2 if ord(char) > 0xFF else 1 for char in text)


def _text(cell: Cell) -> str:
    return "" if cell is None else f"{cell:,.2f}" if isinstance(cell, float) else str(cell)


class _Writer:
    """Writes one sheet from the top; a row at a time, as a workbook of little memory wants it."""

    def __init__(self, book: Any, page: Any, table: ListTable, widths: Sequence[int]) -> None:
        self._page = page
        self._table = table
        self._widths = widths
        self._height = _SIGNED_PT if table.signed else _ROW_PT
        boxed = {"border": 1, "valign": "vcenter", "font_size": 11}
        self._title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self._line = book.add_format({"valign": "vcenter", "font_size": 11})
        self._header = book.add_format(
            {**boxed, "bold": True, "bg_color": "#E7EEF7", "align": "center", "text_wrap": True}
        )
        self._styles = [book.add_format({**boxed, **_look(column)}) for column in table.columns]
        self._sums = [book.add_format({**boxed, **_look(column), "bold": True}) for column in table.columns]

    @property
    def _last(self) -> int:
        return len(self._table.columns) - 1

    def head(self) -> int:
        """Write what stands above; returns the row (from 0) of the first record."""
        at = self._across(0, self._table.title, self._title, 34)
        if self._table.above:
            at = self._across(at, (" " * 8).join(self._table.above), self._line, 22)
        self._page.set_row(at, 26)
        for column, one in enumerate(self._table.columns):
            self._page.write_string(at, column, one.caption, self._header)
        return at + 1

    def _across(self, at: int, text: str, style: Any, height: int) -> int:
        self._page.set_row(at, height)
        if self._last > 0:
            self._page.merge_range(at, 0, at, self._last, text, style)
        else:
            self._page.write_string(at, 0, text, style)
        return at + 1

    def row(self, at: int, cells: Sequence[Cell], styles: Sequence[Any] = ()) -> int:
        """Write one row with a line around every cell, the empty ones too."""
        lines = max(-(-_digits(_text(cell)) // (width - 1)) for cell, width in zip(cells, self._widths, strict=True))
        self._page.set_row(at, min(_TALLEST_PT, max(self._height, lines * _LINE_PT + 5)))
        for column, (cell, style) in enumerate(zip(cells, styles or self._styles, strict=True)):
            if cell is None or cell == "":
                self._page.write_blank(at, column, None, style)
            elif isinstance(cell, str):
                self._page.write_string(at, column, cell, style)
            else:
                self._page.write_number(at, column, cell, style)
        return at + 1

    def foot(self, at: int) -> None:
        """Write the sums and what stands below."""
        table = self._table
        if table.sums:
            at = self.row(at, table.sums, self._sums)
        if table.below:
            self._across(at, (" " * 8).join(table.below), self._line, 26)


def _look(column: ListColumn) -> dict[str, Any]:
    """Texts as texts, so that Excel makes no numbers of ID numbers and no days of numbers."""
    if column.kind is Kind.MONEY:
        return {"num_format": "#,##0.00"}
    if column.kind in _NUMERIC:
        return {"num_format": "0"} if column.kind is not Kind.DECIMAL else {"num_format": "@", "align": "right"}
    if column.kind is None and not column.blank:
        return {"num_format": "0", "align": "center"}
    return {"num_format": "@", "text_wrap": True}
