"""Writing sheets to disk: text always as text, the file whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.book.exporting_cells import Cell
from app.domain.errors import FileProblem, reason_of
from app.domain.fields import Kind
from app.i18n import N_
from app.replacing import part_of, put_in_place

_AS_TEXT = {Kind.ID_NUMBER, Kind.PHONE, Kind.CARD}
_WIDTHS = {Kind.LONG: 40, Kind.ID_NUMBER: 20, Kind.CARD: 22, Kind.PHONE: 14, Kind.DATE: 12, Kind.WHEN: 18,
           Kind.COUNT: 9, Kind.MONEY: 12, Kind.INTEGER: 8, Kind.YEAR: 8, Kind.BOOL: 8}  # fmt: skip
_LONGEST = 32_767  # characters in a cell: more is silently cut by spreadsheets
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, headers, the kind of each column (None: 数据 or 编号), and its rows."""

    name: str
    headers: tuple[str, ...]
    kinds: tuple[Kind | None, ...]
    rows: Iterable[list[Cell]]


def write_workbook(out: Path, sheets: Iterable[Sheet], *, many: bool = False,
                   finish: Callable[[Any], None] | None = None) -> None:  # fmt: skip
    """Write an .xlsx; ``many`` keeps little in memory; ``finish`` may add to the workbook before it is closed.

    Raises:
        FileProblem: the file cannot be written.
    """
    import xlsxwriter

    with written_whole(out) as temporary, _Output(temporary) as target:
        book = xlsxwriter.Workbook(target, {
            "constant_memory": many, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        })  # fmt: skip
        formats = _Formats(book)
        try:
            for sheet in sheets:
                _write_sheet(book, sheet, formats)
            if finish is not None:
                finish(book)
        except BaseException:
            book.fileclosed = True  # given up on purpose: there is nothing to warn about
            raise
        book.close()


class _Output(io.BufferedIOBase):
    """A file that says once that the disk is full; from then on it only counts what it is given.

    The archive being written tries to end itself when it is thrown away, and would complain again, aloud.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._failed = False
        self._at = 0

    def write(self, data: Any) -> int:
        self._once(self._file.write, data)
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset if self._failed or self.closed else int(self._once(self._file.seek, offset, whence))
        return self._at

    def seekable(self) -> bool:
        return True

    def flush(self) -> None:
        self._once(self._file.flush)

    def _once(self, call: Callable[..., Any], *values: Any) -> Any:
        if self._failed or self.closed:
            return None
        try:
            return call(*values)
        except OSError:
            self._failed = True
            raise

    def close(self) -> None:
        if not self.closed:
            try:
                super().close()  # writes out what is left
            finally:
                self._file.raw.close()  # and what cannot be written is let go


class _Formats:
    """The few formats of the workbook."""

    def __init__(self, book: Any) -> None:
        self.header = book.add_format(
            {
                "bold": True,
                "bg_color": "#E7EEF7",
                "border": 1,
                "text_wrap": True,
                "valign": "vcenter",
                "align": "center",
            }
        )
        self.text = book.add_format({"num_format": "@", "valign": "top"})
        self.usual = book.add_format({"valign": "top"})
        self.long = book.add_format({"text_wrap": True, "valign": "top"})
        self.money = book.add_format({"num_format": "0.##", "valign": "top"})


def _write_sheet(book: Any, sheet: Sheet, formats: _Formats) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    page.set_row(0, 24)
    styles = [_style(kind, formats) for kind in sheet.kinds]
    for index, (header, kind) in enumerate(zip(sheet.headers, sheet.kinds, strict=True)):
        page.set_column(index, index, _width(header, kind), styles[index])
        page.write_string(0, index, header, formats.header)
    for number, row in enumerate(sheet.rows, 1):
        for index, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, str):
                _write_text(page, (number, index), cell, styles[index], sheet.name)
            else:
                page.write_number(number, index, cell, styles[index])


def _write_text(page: Any, at: tuple[int, int], text: str, style: Any, sheet: str) -> None:
    if len(text) > _LONGEST:
        raise FileProblem(
            N_(
                "Row {row} of the sheet {sheet} has a text of {length} characters, more than a "
                "spreadsheet cell holds. Shorten it, then export again."
            ),
            row=at[0] + 1,
            sheet=sheet,
            length=len(text),
        )
    page.write_string(*at, text, style)


def _style(kind: Kind | None, formats: _Formats) -> Any:
    if kind in _AS_TEXT:
        return formats.text
    if kind is Kind.LONG or kind is None:
        return formats.long
    return formats.usual


def _width(header: str, kind: Kind | None) -> int:
    return max(_WIDTHS.get(kind, 16) if kind else 24, 2 * len(header) + 2)


def write_csv(out: Path, sheet: Sheet) -> None:
    """Write one sheet as UTF-8 with a byte order mark, which Excel needs to know the encoding.

    Raises:
        FileProblem: the file cannot be written.
    """
    with written_whole(out) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(sheet.headers)
        for row in sheet.rows:
            writer.writerow([_guarded(cell) for cell in row])


def _guarded(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula gets an apostrophe; an import takes it off again."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'").startswith(_FORMULA) else cell


@contextmanager
def written_whole(out: Path) -> Iterator[Path]:
    """A file beside ``out`` to write to, which takes its name only once it is whole.

    Raises:
        FileProblem: the place cannot be written, or what was written cannot be read back.
    """
    from xlsxwriter.exceptions import XlsxWriterException

    temporary = part_of(out)  # the same every time: what an earlier attempt left behind is written over
    try:
        yield temporary
        _verify(temporary, is_workbook=out.suffix.lower() != ".csv")
        put_in_place(temporary, out)
    except (OSError, zipfile.BadZipFile, XlsxWriterException) as error:
        raise FileProblem(
            N_(
                "{path} cannot be written: {reason}. Close it in Excel or WPS, check the folder and the "
                "free space, then try again."
            ),
            path=str(out),
            reason=reason_of(error),
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _verify(path: Path, *, is_workbook: bool) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if is_workbook:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
        if damaged is not None:
            raise zipfile.BadZipFile(damaged)
