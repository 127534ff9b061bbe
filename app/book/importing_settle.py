"""Rows about one record that contradict each other, and leave it in the end as it was: they change nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.book.importing_plan import SAME, UPDATE, RowPlan
from app.book.reader import Reader


def settled(read: Reader, sheets: Sequence[Sequence[RowPlan]]) -> list[Sequence[RowPlan]]:
    """The plans of every sheet; updates of one record that come to nothing together are none.

    A list that names a person twice, with two mobiles, would else change the book at every import.
    """
    last: dict[tuple[str, int], dict[str, Any]] = {}
    often: set[tuple[str, int]] = set()
    for row in (row for rows in sheets for row in rows if row.action == UPDATE):
        if row.target > 0 and row.figures is None:
            key = (row.table, row.target)
            if key in last:
                often.add(key)
            last.setdefault(key, {}).update(row.values)
    idle = {key for key in often if _is_there(read, *key, last[key])}
    return [[_same(row, idle) for row in rows] for rows in sheets] if idle else list(sheets)


def _is_there(read: Reader, table: str, target: int, values: Mapping[str, Any]) -> bool:
    before = read.row(table, target)
    return all(before[name] == value for name, value in values.items())


def _same(row: RowPlan, idle: set[tuple[str, int]]) -> RowPlan:
    if row.action != UPDATE or row.figures is not None or (row.table, row.target) not in idle:
        return row
    return row._replace(action=SAME, values={}, changes=())
