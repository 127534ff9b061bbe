"""Writing the book as a workbook in Excel's own format, with the sheets and headers that an import reads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.book import exporting_template
from app.book.book import Book
from app.book.exporting_cells import Cell, Cells
from app.book.exporting_write import Sheet, write_csv, write_workbook
from app.book.importing_match import each_row
from app.book.importing_years import Years, time_of
from app.book.reader import Reader
from app.book.sealing import sealed
from app.book.workbook import (
    FIGURES,
    HANDLE,
    IN_OVERVIEW,
    OVERVIEW,
    PERIOD_ITEMS,
    SHEETS,
    YEAR,
    Asked,
    Column,
    Progress,
    Report,
    contract_columns,
    extra_fields,
)
from app.domain import quantity, reading
from app.domain.errors import Refused, UsageError
from app.domain.fields import Field, Kind, RecordType
from app.domain.listing import Listing
from app.domain.masking import masked
from app.domain.records import ALL, BY_SHEET, BY_TABLE, CONTRACT_SHEETS
from app.i18n import N_
from app.resources import code_list

__all__ = ["export", "note_full", "write_template"]

_STOPPED = N_("The export was stopped. No file was written.")


def write_template(out: Path) -> None:
    """The blank workbook: the nine sheets of the exchange with their headers, and a sheet that explains them.

    Raises:
        FileProblem: the file cannot be written.
        UsageError: the name does not end in .xlsx.
    """
    if out.suffix.lower() != ".xlsx":
        raise UsageError(N_("{path} does not end in .xlsx. Give it such a name."), path=str(out))
    exporting_template.write(out)


def export(book: Book, out: Path, *, sheets: Sequence[str] = (), unmask: bool = False, report: Report | None = None,
           cancelled: Asked | None = None) -> None:  # fmt: skip
    """Write the book, or some sheets of it, as .xlsx, or one sheet as .csv; whole or not at all.

    ID numbers, phones, cards and what else is sensitive are masked unless ``unmask``, which ``note_full`` goes before.
    Sealed records are left out.

    Raises:
        FileProblem: the file cannot be written.
        UsageError: the name does not end in .xlsx or .csv, ``sheets`` names one that does not exist, or a .csv of
            several is asked for.
        Cancelled: the clerk stopped; nothing was written.
    """
    if out.suffix.lower() not in (".xlsx", ".csv"):
        raise UsageError(N_("{path} ends in neither .xlsx nor .csv. Choose one of the two."), path=str(out))
    read = book.read
    records = _asked(read, sheets)
    total = sum(2 * len(read.ids(Listing(record.table))) for record in records)
    exporter = _Exporter(read, records, Progress(total, report, cancelled, _STOPPED), unmask=unmask)
    if out.suffix.lower() == ".csv":
        if len(records) != 1:
            raise UsageError(N_("A .csv file holds one sheet. Say which one, or write an .xlsx file."))
        write_csv(out, next(iter(exporter.sheets())))
    else:
        write_workbook(out, exporter.sheets(), many=total > 40_000)


def note_full(book: Book, reason: str, what: str = "") -> None:
    """Write into the history, before it is done, that whole numbers leave the book; ``what`` is the paper or list.

    Raises:
        Refused: the reason is blank, or the book was opened for reading only.
        NotSaved: the history cannot be written; nothing may be exported then.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(N_("Say what the whole numbers are for."))
    if what:
        book.note(N_("Export in full: {what} ({reason})"), what=what, reason=reason)
    else:
        book.note(N_("Export in full: the whole book ({reason})"), reason=reason)


def _asked(read: Reader, sheets: Sequence[str]) -> list[RecordType]:
    """The record types to export: those asked for, else the contract's and all others that have records."""
    for name in sheets:
        if name not in SHEETS:
            raise UsageError(
                N_("There is no sheet {sheet}. The sheets are: {sheets}"),
                sheet=name,
                sheets="、".join(SHEETS),
            )
    if sheets:
        return [BY_SHEET[name] for name in dict.fromkeys(sheets)]
    contract = [BY_SHEET[name] for name in CONTRACT_SHEETS]
    others = [r for r in ALL if r.sheet and r.sheet not in CONTRACT_SHEETS and r.table not in IN_OVERVIEW]
    return contract + [record for record in others if read.ids(Listing(record.table))]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of one sheet, and the records that need their year or number said."""

    columns: tuple[Column, ...]
    says_year: bool


class _Exporter:
    """Turns the rows of a book into the rows of sheets."""

    def __init__(self, read: Reader, records: Sequence[RecordType], progress: Progress, *, unmask: bool) -> None:
        self._read = read
        self._records = records
        self._progress = progress
        self._unmask = unmask
        self._cells = Cells(read, unmask=unmask, handled={record.table for record in records})
        self._sealed = set(sealed(read))
        # Without 概况 in the file nobody could tell the year of a row, so then each row says it.
        told = read.union()["current_year"] if BY_TABLE["overview"] in records else None
        self._years = Years(read.every("report_year"), told, 0)

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in order; rows are made as they are asked for."""
        layouts = {r.table: self._layout(r) for r in self._records if r.sheet != OVERVIEW}
        for record in self._records:
            if record.sheet == OVERVIEW:
                yield self._overview()
                continue
            columns = layouts[record.table].columns
            if self._cells.pointed_at.get(record.table):
                columns = (*columns, Column(HANDLE))
            kinds = tuple(c.field.kind if c.field else None for c in columns)
            yield Sheet(record.sheet, tuple(c.header for c in columns), kinds, self._rows(record, columns))

    def _layout(self, record: RecordType) -> _Layout:
        """One pass over the rows: which extra columns are filled, and whom they point at."""
        wanted = [f for f in extra_fields(record) if f.name != "year"]
        filled: set[str] = set()
        refs = [f for f in record.fields if f.ref]
        says_year = False
        has_figures = bool(record.figures) and any(c.header == FIGURES for c in contract_columns(record))
        ids: list[int] = []
        for row in self._each(record):
            self._progress.step()
            ids.append(row["id"])
            filled.update(f.name for f in wanted if f.name not in filled and row[f.name] not in (None, ""))
            says_year = says_year or self._year(record, row) is not None
            for field in refs:
                self._cells.point(field, row)
        columns = [*contract_columns(record), *(Column(f.header, f) for f in wanted if f.name in filled)]
        if record.figures and not has_figures and self._read.figures(record.table, ids):
            columns.append(Column(FIGURES))
        if says_year:
            columns.append(Column(YEAR, record.field("year")))
        return _Layout(tuple(columns), says_year)

    def _each(self, record: RecordType) -> Iterator[dict[str, Any]]:
        """The records of a type without those that are sealed, and without the parts of those."""
        if not self._sealed:
            return each_row(self._read, record.table)
        whole = record.field(record.owner).ref if record.owner else ""
        return (
            row
            for row in each_row(self._read, record.table)
            if (record.table, row["id"]) not in self._sealed and (whole, row.get(record.owner)) not in self._sealed
        )

    def _year(self, record: RecordType, row: dict[str, Any]) -> int | None:
        """The year of a row where an import would not find it by itself; a contract column says it anyway."""
        if not record.yearly or record.field("year").contract or row["year"] is None:
            return None
        usual = self._years.base is not None and self._years.of(time_of(row)) == row["year"]
        return None if usual else row["year"]

    def _rows(self, record: RecordType, columns: Sequence[Column]) -> Iterator[list[Cell]]:
        shows = any(c.header == FIGURES for c in columns)
        for part in _parts(self._each(record)):
            figures = self._read.figures(record.table, [row["id"] for row in part]) if shows else {}
            for row in part:
                self._progress.step()
                yield [self._cell(record, column, row, figures) for column in columns]

    def _cell(self, record: RecordType, column: Column, row: dict[str, Any],
              figures: dict[int, tuple[quantity.Figure, ...]]) -> Cell:  # fmt: skip
        if column.field is None and column.header == FIGURES:
            return quantity.format_figures(figures.get(row["id"], ())) or None
        if column.field is None:
            pointed_at = row["id"] in self._cells.pointed_at.get(record.table, ())
            return str(self._read.serial(row["id"])) if pointed_at else None
        if column.field.name == "year" and not column.field.contract:
            return self._year(record, row)
        return self._cells.cell(column.field, row)

    # -- 概况

    def _overview(self) -> Sheet:
        rows = [*self._union_rows(), *self._period_rows(), *self._item_rows()]
        headers = ("项目", "内容", YEAR) if any(row[2] for row in rows) else ("项目", "内容")
        return Sheet(
            OVERVIEW, headers, (Kind.TEXT, Kind.LONG, Kind.YEAR)[: len(headers)], (row[: len(headers)] for row in rows)
        )

    def _union_rows(self) -> Iterator[list[Cell]]:
        record, row = BY_TABLE["union_info"], self._read.union()
        for field in record.fields:
            text = reading.written(field, row) if row[field.name] is not None else ""
            if text:
                yield [field.header, self._union_text(field, text), None]

    def _union_text(self, field: Field, text: str) -> str:
        if field.sensitive and not self._unmask:
            return masked(field, text)
        return (code_list(field.codes).canonical(text) or text) if field.codes else text

    def _period_rows(self) -> Iterator[list[Cell]]:
        record = BY_TABLE["report_year"]
        for row in self._read.every("report_year"):
            for name, item in PERIOD_ITEMS.items():
                if text := reading.written(record.field(name), row):
                    yield [item, text, None if row["year"] == self._years.base else row["year"]]

    def _item_rows(self) -> Iterator[list[Cell]]:
        for row in self._read.every("overview"):
            self._progress.step(2)
            yield [row["item"], row["content"], None if row["year"] == self._years.base else row["year"]]


def _parts(rows: Iterator[dict[str, Any]], size: int = 500) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
