"""Keeping the figures (number, qualifier, unit, as given) that hang on a record."""

from __future__ import annotations

from collections.abc import Sequence

from app.book.reader import Reader
from app.domain.quantity import Figure
from app.store.table import Writer


def set_figures(read: Reader, writer: Writer, table: str, row_id: int, figures: Sequence[Figure]) -> bool:
    """Make these the figures of a record, in this order; says whether that changed anything."""
    there = read.figure_rows(table, [row_id]).get(row_id, [])
    wanted = [_columns(table, row_id, position, figure) for position, figure in enumerate(figures)]
    changed = False
    for row, values in zip(there, wanted, strict=False):
        changed |= writer.update("figure", row["id"], values)
    for row in there[len(wanted) :]:
        writer.delete("figure", row["id"])
    added = writer.insert_many("figure", wanted[len(there) :])
    return changed or bool(added) or len(there) > len(wanted)


def _columns(table: str, row_id: int, position: int, figure: Figure) -> dict[str, object]:
    amount = figure.quantity
    return {
        "owner_table": table,
        "owner_id": row_id,
        "position": position,
        "label": figure.label,
        "number": "" if amount.number is None else format(amount.number, "f"),
        "qualifier": amount.qualifier,
        "measure": amount.unit,
        "raw": amount.raw,
    }
