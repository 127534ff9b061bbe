"""What a row would change: the record as it stands beside the row as read, and the two said field by field."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.book.importing_match import same
from app.book.importing_notes import NO_REMARKS, NO_ROOM, TWICE
from app.book.importing_plan import ADD, REFUSED, SAME, UPDATE, RowPlan, Said
from app.book.importing_planner import Planner
from app.book.importing_values import Reading, with_extras
from app.book.workbook import FIGURES
from app.domain import quantity, reading
from app.domain.fields import Field, RecordType
from app.domain.quantity import Figure

_FOLLOWING = ("gender", "birth", "remark", "year", "parent_id")  # may change though no column of the sheet says them
_SHOWN = 60  # characters of what is left out
Rows = dict[int, dict[str, Any]]
Changes = Sequence[tuple[str, str, str]]


class Differ:
    """Turns rows that are read and matched into plans, for one sheet."""

    def __init__(self, planner: Planner, record: RecordType, given: Container[str]) -> None:
        """``record`` is what the sheet holds, ``given`` names the fields its columns can give."""
        self._all = planner
        self._record = record
        self._titles = [name for name in record.title if not record.field(name).ref]
        touched = [f for f in record.fields if f.name in given or f.name in (*record.title, *_FOLLOWING)]
        self._columns = [(field, tuple(name for name, _ in field.columns)) for field in touched]
        self._stored = tuple(name for _, names in self._columns for name in names)
        self._has_remark = record.has("remark")

    def plans(self, found: Iterable[tuple[Reading, int | None]]) -> list[RowPlan]:
        """The plans of rows with the record each means; None for a refused one."""
        rows = list(found)
        targets = [target for _, target in rows if target is not None and target > 0]
        stored = self._all.drafts.stored(self._record.table, targets, self._stored)
        figures = self._all.read.figures(self._record.table, targets) if self._record.figures else {}
        return [self._plan(one, target, stored, figures) for one, target in rows]

    def _plan(self, one: Reading, target: int | None, stored: Rows, figures: dict[int, tuple[Figure, ...]]) -> RowPlan:
        row, table = one.row, self._record.table
        if one.refusal is not None or target is None:
            caption = one.text(self._record.title[0])
            return RowPlan(row, REFUSED, table, caption, refusal=one.refusal, notes=one.notes)
        before = one.values if one.new else self._all.drafts.now(table, target, stored)
        if one.extras:
            self._keep_extras(one, {} if one.new else before)
        caption = self._caption(before, one.values)
        there = figures.get(target, ())
        if one.figures is not None:
            figures[target] = one.figures
        if one.new:
            self._all.drafts.said(table, target, one.values)
            return RowPlan(row, ADD, table, caption, target, one.values, one.figures, (), None, one.notes)
        values, changes = self._changes(one, before)
        new_figures = one.figures if one.figures is not None and one.figures != there else None
        if new_figures is not None:
            changes.append((FIGURES, quantity.format_figures(there), one.figures_text))
        if changes:
            self._all.drafts.change(table, target, values)
            one.notes += tuple(self._contradicted(row, target, values, changes))
        self._all.drafts.said(table, target, one.values)
        action = UPDATE if changes else SAME
        return RowPlan(row, action, table, caption, target, values, new_figures, tuple(changes), None, one.notes)

    def _changes(self, one: Reading, before: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
        values: dict[str, Any] = {}
        changes: list[tuple[str, str, str]] = []
        if one.values.items() <= before.items():  # nearly every row of a list that comes again
            return values, changes
        for field, names in self._columns:
            if field.name not in one.values or all(before.get(n) == one.values[n] for n in names):
                continue
            if same(field, before, one.values) or (field.name in one.derived and before.get(field.name)):
                continue
            values |= {name: one.values[name] for name in names}
            changes.append((field.header, self._shown(field, before), self._shown(field, one.values)))
        return values, changes

    def _contradicted(self, row: int, target: int, values: Mapping[str, Any], changes: Changes) -> Iterator[Said]:
        """What an earlier row of this file said otherwise about the same record."""
        before = self._all.drafts.told(self._record.table, target)
        named = {field.header: field.name for field, _ in self._columns if field.name in values}
        for header, was, now in changes:
            name = named.get(header, "remark")
            if name != "remark" and before.get(name) not in (None, ""):
                yield Said.of(TWICE, row=row, column=header, value=now, told=was)

    def _shown(self, field: Field, row: Mapping[str, Any]) -> str:
        """A field as the clerk reads it."""
        value = row.get(field.name)
        if value is None:
            return ""
        if not field.ref:
            return reading.written(field, dict(row))
        if field.ref == "unit":
            return self._all.units.path(value)
        if field.ref == "member":
            return self._all.members.get(value).name
        return self._all.read.captions(field.ref, [value]).get(value, "") if value > 0 else ""

    def _keep_extras(self, one: Reading, before: Mapping[str, Any]) -> None:
        """Cells that have no column of their own go to the remarks, where the record has any."""
        if not self._has_remark:
            one.notes += (Said.of(NO_REMARKS, row=one.row, value="；".join(one.extras)),)
            return
        text = with_extras(one.values.get("remark", ""), one.extras, before.get("remark") or "")
        if text is not None and len(text) > reading.LONGEST:
            one.notes += (Said.of(NO_ROOM, row=one.row, value="；".join(one.extras)[:_SHOWN] + "…"),)
        elif text is not None:
            one.values["remark"] = text

    def _caption(self, before: Mapping[str, Any], values: Mapping[str, Any]) -> str:
        """What the clerk calls the record once the row is taken."""
        parts = [values[name] if name in values else before.get(name) for name in self._titles]
        return " ".join([str(part) for part in parts if part])[:60]
