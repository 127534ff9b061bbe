"""The pen that fills the demonstration union: records from typed texts, read just as the window reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from app.book.book import Book
from app.book.figures import set_figures
from app.domain import quantity, reading
from app.domain.fields import Field, Kind
from app.domain.reading import Context
from app.domain.records import BY_TABLE
from app.store.table import Writer

Typed = Mapping[str, Any]
FIGURES = "figures"


class Pen:
    """Writes within one step; texts without a year belong to the reporting year of their own record."""

    def __init__(self, book: Book, writer: Writer) -> None:
        """Only within ``book.step``."""
        self._book, self._writer = book, writer
        self._context = cache(book.read.context)

    def add(self, table: str, **typed: Any) -> int:
        """Add one record and return its id."""
        return self.add_all(table, [typed])[0]

    def add_all(self, table: str, many: Iterable[Typed]) -> list[int]:
        """Add records in order, with their figures, and return their ids."""
        rows = list(many)
        ids = self._writer.insert_many(table, [self._columns(table, row) for row in rows])
        for row_id, row in zip(ids, rows, strict=True):
            if row.get(FIGURES):
                figures = quantity.parse_figures(row[FIGURES])
                set_figures(self._book.read, self._writer, table, row_id, figures)
        return ids

    def change(self, table: str, row_id: int, **typed: Any) -> None:
        """Change some fields of a record."""
        self._writer.update(table, row_id, self._columns(table, typed))

    def _columns(self, table: str, typed: Typed) -> dict[str, Any]:
        record, context = BY_TABLE[table], self._context(typed.get("year"))
        values: dict[str, Any] = {}
        for name, value in typed.items():
            if name != FIGURES:
                values |= _read(record.field(name), value, context)
        return values


def _read(field: Field, value: Any, context: Context) -> dict[str, Any]:
    if field.kind is Kind.REF:
        return {field.name: value}
    return reading.read(field, "" if value is None else str(value), context)


def pick(values: Sequence[Any], at: int) -> Any:
    """The value at a place of a list that begins anew at its end."""
    return values[at % len(values)]
