"""Bringing a workbook in: ``plan`` reads and decides, ``carry_out`` writes it all in one step that can be undone."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.book import backups, reading_sheets
from app.book import importing_overview as overview
from app.book.book import Book
from app.book.figures import set_figures
from app.book.importing_locked import without_locked
from app.book.importing_plan import (
    ADD,
    UPDATE,
    Addition,
    ColumnPlan,
    ImportPlan,
    ImportReport,
    RowPlan,
    Said,
    SheetPlan,
)
from app.book.importing_planner import People, Planner
from app.book.importing_recognise import Table, find_record, key_of, named_record, read_table
from app.book.importing_rows import SheetPlanner
from app.book.importing_settle import settled
from app.book.importing_split import apart
from app.book.importing_tree import TreePlanner
from app.book.importing_years import Years
from app.book.reading_sheets import RawSheet
from app.book.workbook import GUIDE, OVERVIEW, WHOLES_FIRST, Asked, Progress, Report
from app.domain.errors import Refused, UsageError
from app.domain.fields import RecordType
from app.domain.records import BY_SHEET, BY_TABLE
from app.i18n import N_
from app.store.table import Writer

__all__ = ["ImportPlan", "ImportReport", "RowPlan", "SheetPlan", "carry_out", "plan", "take_in"]

_CHUNK = 2000  # records added at once


@dataclass(slots=True)
class _Sheet:
    """One sheet on its way to a plan; ``columns`` and ``kind`` are what was decided about it, now or last time."""

    raw: RawSheet
    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    said_now: bool = False
    alone: bool = False
    record: RecordType | None = None
    table: Table | None = None
    rows: Sequence[RowPlan] = ()
    notes: tuple[Said, ...] = ()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of cycles, which would look again and again at rows that are all still wanted."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_undisturbed()
def plan(book: Book, path: Path, *, kinds: Mapping[str, str] | None = None,
         columns: Mapping[str, Mapping[str, str]] | None = None, year: int | None = None,
         report: Report | None = None, cancelled: Asked | None = None) -> ImportPlan:  # fmt: skip
    """Read a workbook and say what importing it would do; nothing is written.

    Args:
        book: the open book.
        path: an .xlsx, .xls, .ods or .csv file.
        kinds: sheet name → what it holds (会员, 活动 …), or "" to leave it out.
        columns: sheet name → header → header of the field it holds, or "" to leave it out.
        year: the reporting year of rows that say nothing about it, where the workbook does not either.
        report: called with (rows done, rows in all).
        cancelled: asked now and then whether to stop.

    Raises:
        FileProblem: the file cannot be read.
        UsageError: ``kinds`` or ``columns`` name a sheet or field that does not exist.
        Cancelled: the clerk stopped.
    """
    kept = kinds or {}
    people = People(book.read)
    found = reading_sheets.read(path, cancelled, people.meet)
    raw = [sheet for sheet in apart(found) if sheet.name != GUIDE or sheet.name in kept]
    sheets = _decided(raw, kept, columns or {}, book.read.sheet_mappings())
    for sheet in sheets:
        sheet.record = _record_of(sheet)
        sheet.alone = not any(one.rows for one in raw)
    pointed_at = {f.ref for sheet in sheets if sheet.record for f in sheet.record.fields if f.ref}
    for sheet in sheets:
        if sheet.record:
            handles = sheet.record.table in pointed_at
            sheet.table = read_table(sheet.raw, sheet.record, sheet.columns, handles=handles)
    progress = Progress(sum(len(s.raw.rows) for s in sheets), report, cancelled, reading_sheets.STOPPED)
    additions = _plan_rows(book, people, sheets, year, progress)
    return ImportPlan(path, _digest(path), tuple(_finished(sheet) for sheet in sheets), tuple(additions))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# ------------------------------------------------------------------------------------- what sheets are


def _decided(raw: Sequence[RawSheet], kinds: Mapping[str, str], columns: Mapping[str, Mapping[str, str]],
             remembered: Mapping[str, str]) -> list[_Sheet]:  # fmt: skip
    names = {sheet.name for sheet in raw}
    for name in (*kinds, *columns):
        if name not in names:
            raise UsageError(N_("The file has no sheet {sheet}. It has: {sheets}"), sheet=name, sheets="、".join(names))
    sheets = []
    for sheet in raw:
        last = _last_time(sheet, remembered)
        asked = dict(last.get("columns", {})) | dict(columns.get(sheet.name, {}))
        kind = kinds.get(sheet.name, last.get("kind"))
        sheets.append(_Sheet(sheet, kind, asked, sheet.name in kinds or sheet.name in columns))
    return sheets


def _last_time(sheet: RawSheet, remembered: Mapping[str, str]) -> dict[str, Any]:
    for _, cells in sheet.rows[:30] if remembered else ():
        if said := remembered.get(key_of(cells)):
            return dict(json.loads(said))
    return {}


def _record_of(sheet: _Sheet) -> RecordType | None:
    if sheet.kind is None:
        return find_record(sheet.raw)
    if not sheet.kind:
        return None
    record = BY_SHEET.get(sheet.kind) or named_record(sheet.kind)
    if record is None or record not in WHOLES_FIRST or record.table in ("union_info", "report_year"):
        raise UsageError(
            N_("{kind} is no kind of sheet. Use one of: {kinds}"),
            kind=sheet.kind,
            kinds="、".join(r.sheet for r in WHOLES_FIRST),
        )
    return record


# ----------------------------------------------------------------------------------------- what rows do


def _plan_rows(book: Book, people: People, sheets: Sequence[_Sheet], year: int | None,
               progress: Progress) -> list[Addition]:  # fmt: skip
    items = {id(s): overview.items(s.table) for s in sheets if s.table and s.table.record.sheet == OVERVIEW}
    base = next((y for rows in items.values() if (y := overview.workbook_year(rows))), None) or year
    years = Years(book.read.every("report_year"), base, book.read.current_year())
    planner = Planner(book.read, people, years, progress)
    for rows in items.values():
        overview.set_periods(planner, rows)
    general = overview.OverviewPlanner(planner)
    for record in WHOLES_FIRST:
        for sheet in sheets:
            if sheet.table is None or sheet.record is not record:
                continue
            if id(sheet) in items:
                general.notes.clear()
                sheet.rows = general.plan(items[id(sheet)])
                sheet.notes = tuple(general.notes)
                continue
            one = (TreePlanner if record.table == "unit" else SheetPlanner)(planner, sheet.table)
            sheet.rows = one.plan()
            sheet.notes = one.last_notes()
    rows_of = settled(book.read, without_locked(book.read, [sheet.rows for sheet in sheets]))
    for sheet, settled_rows in zip(sheets, rows_of, strict=True):
        sheet.rows = settled_rows
    return planner.additions


def _finished(sheet: _Sheet) -> SheetPlan:
    name, table = sheet.raw.name, sheet.table
    if sheet.record is None or table is None:
        return SheetPlan(name, sheet.record.sheet if sheet.record else "", notes=tuple(_why_not(sheet)))
    headers = tuple(ColumnPlan(r.header, r.column.header if r.column else "", r.to_remark) for r in table.roles)
    to_remark = [" ".join(r.header.split()) for r in table.roles if r.to_remark]
    notes = list(table.notes + sheet.notes)
    if to_remark:
        notes.insert(
            0,
            Said.of(
                N_("These columns have no place of their own and were kept under the remarks: {columns}"),
                columns="、".join(to_remark),
            ),
        )
    said = None
    if sheet.said_now and table.key:
        said = json.dumps({"kind": table.record.sheet, "columns": dict(sheet.columns)}, ensure_ascii=False)
    return SheetPlan(name, table.record.sheet, headers, tuple(sheet.rows), tuple(notes), table.key, said)


def _why_not(sheet: _Sheet) -> Iterator[Said]:
    if not sheet.raw.rows:
        if sheet.alone:
            yield Said.of(N_("The file holds nothing. Choose another file."))
        return
    if sheet.kind == "":
        yield Said.of(N_("The sheet was left out as you asked."))
    elif sheet.record is None:
        yield Said.of(
            N_("It is not clear what this sheet holds, so it was left out. Say what it is, for example 会员.")
        )
    else:
        yield Said.of(
            N_("No row of this sheet holds headers that are known. Give its first row the headers of the template.")
        )


# --------------------------------------------------------------------------------------------- writing


def take_in(book: Book, plan: ImportPlan, *, report: Report | None = None,
            cancelled: Asked | None = None) -> ImportReport:  # fmt: skip
    """Do what a plan says, after backing the book up as it was.

    Raises:
        FileProblem: the backup cannot be made; nothing was written.
        Cancelled, Refused: see ``carry_out``.
    """
    if not plan.changes_nothing():
        backups.before(book.path, book.secret, backups.IMPORT)
    return carry_out(book, plan, report=report, cancelled=cancelled)


@_undisturbed()
def carry_out(book: Book, plan: ImportPlan, *, report: Report | None = None,
              cancelled: Asked | None = None) -> ImportReport:  # fmt: skip
    """Do what a plan says, in one step that can be undone.

    Raises:
        Cancelled: the clerk stopped; nothing was written.
        Refused: the book has changed since the plan was made.
        FileProblem: the data file is in use, read-only, on a full disk …
    """
    rows = [row for sheet in plan.sheets for row in sheet.rows if row.action in (ADD, UPDATE)]
    progress = Progress(len(rows), report, cancelled, reading_sheets.STOPPED)
    if not plan.changes_nothing():  # a file that has nothing new must not touch the book's file either
        with book.step(N_("Import {file}"), file=plan.path.name) as writer:
            _refuse_if_gone(book, rows)
            _Writing(book, writer, progress).write(plan.additions, rows)
    for sheet in plan.sheets:
        if sheet.said is not None:
            book.remember_sheet(sheet.key, sheet.said)
    return plan.report()


def _refuse_if_gone(book: Book, rows: Sequence[RowPlan]) -> None:
    wanted: dict[str, set[int]] = {}
    for name in {row.table for row in rows}:
        of_kind = [row for row in rows if row.table == name]
        wanted.setdefault(name, set()).update(row.target for row in of_kind)
        for one in BY_TABLE[name].fields:
            if one.ref:
                wanted.setdefault(one.ref, set()).update(row.values.get(one.name) or 0 for row in of_kind)
    for table, named in wanted.items():
        targets = {target for target in named if target > 0}  # the others are only planned yet
        if len(book.read.rows(table, sorted(targets), ("id",))) < len(targets):
            raise Refused(N_("The book has changed since the file was looked at. Look at the file again, then import."))


class _Writing:
    """Writes the records of a plan, wholes before parts, and knows which id each planned record got."""

    def __init__(self, book: Book, writer: Writer, progress: Progress) -> None:
        self._book = book
        self._writer = writer
        self._progress = progress
        self._ids: dict[int, int] = {}

    def write(self, additions: Sequence[Addition], rows: Sequence[RowPlan]) -> None:
        adds: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
        for one in additions:
            adds.setdefault(one.table, []).append((one.target, one.values))
        for row in rows:
            if row.action == ADD:
                adds.setdefault(row.table, []).append((row.target, row.values))
        for record in WHOLES_FIRST:
            planned = adds.get(record.table, [])
            with self._writer.loading(record.table, len(planned)):
                self._add(record, planned)
        for row in rows:
            if row.action == UPDATE:
                self._progress.step()
                self._writer.update(row.table, self._id(row.target), self._resolved(self._refs(row.table), row.values))
            if row.figures:
                set_figures(self._book.read, self._writer, row.table, self._id(row.target), row.figures)

    def _add(self, record: RecordType, planned: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
        waiting = list(planned)
        own = [f.name for f in record.fields if f.ref == record.table]  # only a tree points at its own kind
        while waiting:
            ready = [one for one in waiting if self._is_ready(own, one[1])] if own else waiting
            for start in range(0, len(ready), _CHUNK):
                part = ready[start : start + _CHUNK]
                self._progress.step(len(part))
                ids = self._writer.insert_many(record.table, [values for _, values in part], self._ids)
                self._ids.update(zip((target for target, _ in part), ids, strict=True))
            waiting = [one for one in waiting if one[0] not in self._ids] if own else []
            if not ready and waiting:
                raise RuntimeError(f"{record.table}: records that wait for each other")

    def _is_ready(self, own: Sequence[str], values: Mapping[str, Any]) -> bool:
        """Whether the records of its own kind that it points at are there."""
        return all((values.get(name) or 0) >= 0 or values[name] in self._ids for name in own)

    def _resolved(self, refs: Sequence[str], values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The columns with the ids of the records that were only planned when they were pointed at."""
        planned = {name: self._ids[values[name]] for name in refs if (values.get(name) or 0) < 0}
        return {**values, **planned} if planned else values

    def _refs(self, table: str) -> list[str]:
        return [f.name for f in BY_TABLE[table].fields if f.ref]

    def _id(self, target: int) -> int:
        return self._ids[target] if target < 0 else target
