"""Planning 概况: the union's own fields, the year and its days, and every other item as the clerk named it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.book.importing_cells import read_value, refusal
from app.book.importing_headers import plain, stem
from app.book.importing_match import same
from app.book.importing_plan import ADD, REFUSED, SAME, UPDATE, RowPlan, Said
from app.book.importing_planner import Planner
from app.book.importing_recognise import Table
from app.book.importing_values import Reading, RowReader, missing
from app.book.workbook import CONTRACT_ITEMS, PERIOD_ITEMS
from app.domain import identity, reading
from app.domain.errors import Invalid
from app.domain.fields import Field, Kind, RecordType
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.resources import code_list

_UNION, _PERIOD, _ITEM = BY_TABLE["union_info"], BY_TABLE["report_year"], BY_TABLE["overview"]
# 20XX年, 二〇××年: a year that was blotted out on purpose is text, not a mistake.
_HIDDEN = re.compile(r"[xX×*＊]{1,4}(?=年|月|日|$)|[〇○]{2,}")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of 概况."""

    cells: Reading
    name: str
    content: str
    year: int | None


def items(table: Table) -> list[Item]:
    """The rows of the sheet, less those that the blank workbook offers and nobody filled."""
    found = []
    reader = RowReader(table.record, table.roles)
    for cells in reader.begin(table.body):
        if cells.text("item") in CONTRACT_ITEMS and not cells.text("content"):
            continue
        year = _year(cells.text("year"))
        found.append(Item(cells, cells.text("item"), cells.text("content"), year))
    return found


def workbook_year(rows: Sequence[Item]) -> int | None:
    """The reporting year that the workbook names; None for none, or one that is blotted out."""
    for row in rows:
        if plain(row.name) == "年度" and row.content and row.year is None:
            return _year(row.content)
    return None


def _year(text: str) -> int | None:
    found = re.fullmatch(r"((?:19|20)\d\d)\s*年?度?(?:\.0)?", reading.clean(text))
    return int(found[1]) if found else None


def set_periods(planner: Planner, rows: Sequence[Item]) -> None:
    """Let the days that the workbook gives its years hold for every other sheet of it."""
    spans: dict[int, dict[str, date]] = {}
    for row in rows:
        field = _called(row.name, _PERIOD)
        if field is None or field.name not in ("period_from", "period_to"):
            continue
        year = row.year or planner.years.usual()
        try:
            days = read_value(field, row.content, planner.years.context(year))
        except Invalid:
            continue  # refused or kept as text when its row is planned
        day = days["period_from_from"] if field.name == "period_from" else days["period_to_to"]
        if day:
            spans.setdefault(year, {})[field.name] = date.fromisoformat(day)
    for year, span in spans.items():
        if len(span) == 2 and span["period_from"] <= span["period_to"]:
            planner.years.set_period(year, span["period_from"], span["period_to"])


def _called(name: str, record: RecordType) -> Field | None:
    """The field of the union or of a reporting year that an item is called after."""
    words = (plain(name), stem(name))
    if record is _PERIOD:
        wanted = {plain(header): record.field(field) for field, header in PERIOD_ITEMS.items()}
    else:
        wanted = {plain(s): f for f in record.fields for s in reversed(f.synonyms)}
        wanted |= {plain(f.header): f for f in record.fields}
    return next((wanted[word] for word in words if word in wanted), None)


class OverviewPlanner:
    """Plans the rows of 概况, each for the record it belongs to."""

    def __init__(self, planner: Planner) -> None:
        """One planner plans one workbook's sheet."""
        self._all = planner
        self._union = dict(planner.read.union())
        self._periods = {row["year"]: row["id"] for row in planner.read.every("report_year")}
        self._taken: set[tuple[str, str, int | None]] = set()
        self.notes: list[Said] = []

    def plan(self, rows: Sequence[Item]) -> list[RowPlan]:
        """The plan of every row, in order."""
        return [self._row(row) for row in rows]

    def _row(self, row: Item) -> RowPlan:
        self._all.tick(1)
        if not row.name:
            lacks, notes = missing(_ITEM.field("item")), row.cells.notes
            return RowPlan(row.cells.row, REFUSED, "overview", row.content[:40], refusal=lacks, notes=notes)
        if refused := next((part.aside.refusal for part in row.cells.odd if part.aside and part.aside.refusal), None):
            return RowPlan(row.cells.row, REFUSED, "overview", row.name[:40], refusal=refused, notes=row.cells.notes)
        if not row.content:
            return RowPlan(row.cells.row, SAME, "overview", row.name, notes=row.cells.notes)
        try:
            return self._union_field(row) or self._period_field(row) or self._item(row)
        except Invalid as error:
            field = _called(row.name, _UNION) or _called(row.name, _PERIOD) or _ITEM.field("content")
            if _HIDDEN.search(row.content) and field.kind in (Kind.YEAR, Kind.DATE):
                self.notes.append(
                    Said.of(
                        N_("Row {row}, {item}: “{value}” is no date that can be counted with; it was kept as text."),
                        row=row.cells.row,
                        item=row.name,
                        value=row.content,
                    )
                )
                return self._item(row)
            said = refusal(field, row.content, error)
            return RowPlan(row.cells.row, REFUSED, "overview", row.name, refusal=said, notes=row.cells.notes)

    def _first(self, table: str, name: str, year: int | None) -> bool:
        """Whether this is the first row for a field: a second one is kept as an item of its own."""
        key = (table, name, year)
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    def _union_field(self, row: Item) -> RowPlan | None:
        field = _called(row.name, _UNION)
        if field is None or (row.year is not None and field.name == "current_year"):
            return None
        if field.sensitive and identity.is_masked(row.content):
            return RowPlan(row.cells.row, SAME, "union_info", row.name, self._union["id"])
        values = self._union_values(field, row)
        if not self._first("union_info", field.name, None):
            return None
        return self._change(row, _UNION, self._union["id"], self._union, field, values)

    def _union_values(self, field: Field, row: Item) -> dict[str, Any]:
        """The columns of a field of the union; a kind of employer that no list knows is kept as it is."""
        if field.name == "current_year":
            year = _year(row.content)
            text = str(year) if year else row.content
            return reading.read(field, text, self._all.years.context(self._all.years.usual()))
        values = read_value(field, row.content, self._all.years.context(self._all.years.usual()))
        if field.codes:
            there, said = (code_list(field.codes).find(str(v)) for v in (self._union[field.name], values[field.name]))
            if said is not None and said == there:
                return {field.name: self._union[field.name]}
            if said is None:
                self.notes.append(
                    Said.of(
                        N_("{column}: “{value}” is not in the list and was kept as it is ({count} rows)."),
                        column=row.name,
                        value=row.content,
                        count=1,
                    )
                )
        return values

    def _period_field(self, row: Item) -> RowPlan | None:
        field = _called(row.name, _PERIOD)
        if field is None:
            return None
        year = row.year or self._all.years.usual()
        values = read_value(field, row.content, self._all.years.context(year))
        if not self._first("report_year", field.name, year):
            return None
        target = self._periods.get(year)
        if target is None:
            values = {"year": year, **values}
            self._periods[year] = target = self._all.drafts.add(values)
            return RowPlan(row.cells.row, ADD, "report_year", f"{row.name} {year}", target, values)
        stored = self._all.drafts.stored("report_year", [target])
        before = self._all.drafts.now("report_year", target, stored)
        return self._change(row, _PERIOD, target, before, field, values)

    def _item(self, row: Item) -> RowPlan:
        year = row.year or self._all.years.usual()
        values: dict[str, Any] = {"item": row.name, "content": row.content, "year": year}
        target = self._all.keyed(_ITEM).match(values)
        if target is None:
            return RowPlan(
                row.cells.row,
                ADD,
                "overview",
                row.name,
                self._all.drafts.add(values),
                values,
                notes=row.cells.notes,
            )
        before = self._all.drafts.now("overview", target, self._all.drafts.stored("overview", [target]))
        return self._change(row, _ITEM, target, before, _ITEM.field("content"), {"content": row.content})

    def _change(self, row: Item, record: RecordType, target: int, before: Mapping[str, Any], field: Field,
                values: Mapping[str, Any]) -> RowPlan:  # fmt: skip
        notes = row.cells.notes
        if same(field, before, values):
            return RowPlan(row.cells.row, SAME, record.table, row.name, target, notes=notes)
        known = {name: before.get(name) for name, _ in field.columns}
        was = reading.written(field, known) if known[field.name] is not None else ""
        changes = ((field.header, was, reading.written(field, dict(values))),)
        self._all.drafts.change(record.table, target, values)
        if record is _UNION:
            self._union.update(values)
        return RowPlan(row.cells.row, UPDATE, record.table, row.name, target, dict(values), None, changes, notes=notes)
