"""Rows of an import that would change a closed year or a sealed record: they are refused alone, the rest goes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.book.closing import closed_years, year_of
from app.book.importing_plan import ADD, REFUSED, UPDATE, Refusal, RowPlan, Said
from app.book.reader import Reader
from app.book.sealing import sealed
from app.domain.records import BY_TABLE
from app.i18n import N_

_YEAR, _RECORD = "年度", "记录"
_CLOSED = N_("{year} is closed, so this row was left out. Reopen the year first if it belongs there.")
_SEALED = N_("{name} is sealed, so this row was left out. Unseal the record first if it is to be changed.")
_WITHOUT = N_("The record that this row belongs to was left out, and so was the row.")
_DAYS = {"period_from", "period_to"}  # of a closed year, what its numbers hang on


def without_locked(read: Reader, sheets: Sequence[Sequence[RowPlan]]) -> list[Sequence[RowPlan]]:
    """The plans of every sheet with the rows refused that no step may write."""
    locked = _Locked(read)
    if not locked.any():
        return list(sheets)
    locked.meet(row for rows in sheets for row in rows)
    return [[locked.refused(row) for row in rows] for rows in sheets]


class _Locked:
    def __init__(self, read: Reader) -> None:
        self._read = read
        self._years = closed_years(read)
        self._sealed = sealed(read)
        self._adds: dict[int, RowPlan] = {}
        self._known: dict[tuple[str, int], int | None] = {}
        self._gone: set[int] = set()

    def any(self) -> bool:
        return bool(self._years or self._sealed)

    def meet(self, rows: Iterator[RowPlan]) -> None:
        """Learn which new records are refused, those first that others point at."""
        self._adds = {row.target: row for row in rows if row.action == ADD}
        before = -1
        while before != len(self._gone):
            before = len(self._gone)
            self._gone |= {target for target, row in self._adds.items() if self._why(row) is not None}

    def refused(self, row: RowPlan) -> RowPlan:
        why = self._why(row) if row.action in (ADD, UPDATE) else None
        if why is None:
            return row
        return row._replace(action=REFUSED, values={}, figures=None, changes=(), refusal=why)

    def _why(self, row: RowPlan) -> Refusal | None:
        record = BY_TABLE[row.table]
        for year in self._years_of(row):
            if year in self._years:
                return Refusal(_YEAR, str(year), Said.of(_CLOSED, year=year))
        wholes = [(row.table, row.target)]
        wholes += [(record.field(record.owner).ref, row.values.get(record.owner) or 0)] if record.owner else []
        for whole in wholes:
            if whole in self._sealed:
                return Refusal(_RECORD, row.caption, Said.of(_SEALED, name=row.caption))
        if any(row.values.get(field.name) in self._gone for field in record.fields if field.ref):
            return Refusal(_RECORD, row.caption, Said.of(_WITHOUT))
        return None

    def _years_of(self, row: RowPlan) -> Iterator[int | None]:
        """The years that a row writes into: the one it gives, its record's own, and its whole's."""
        record = BY_TABLE[row.table]
        if row.table == "report_year":
            if row.target > 0 and _DAYS & set(row.values):
                yield self._kept("report_year", row.target)
            return
        if record.yearly and row.table != "paper":
            yield row.values.get("year")
        if row.target > 0:
            yield self._kept(row.table, row.target)
        if record.owner:
            target = row.values.get(record.owner) or 0
            if target > 0:
                yield self._kept(record.field(record.owner).ref, target)

    def _kept(self, table: str, target: int) -> int | None:
        if (table, target) not in self._known:
            row: dict[str, Any] | None = self._read.rows(table, [target]).get(target)
            own = row["year"] if row is not None and table == "report_year" else None
            self._known[table, target] = own or year_of(self._read, BY_TABLE[table], row)
        return self._known[table, target]
