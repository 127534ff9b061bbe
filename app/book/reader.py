"""Reader: everything that can be asked of an open book without changing it."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.book.codes import canonical
from app.domain import reading
from app.domain.fields import Field
from app.domain.listing import Condition, Listing
from app.domain.quantity import Figure, Quantity
from app.domain.reading import Context
from app.domain.records import BY_TABLE
from app.store import datafile, groups, health, history, ledger, mappings, queries
from app.store.connection import Database
from app.store.datafile import Interrupted
from app.store.groups import Group
from app.store.history import LoggedChange, Step

__all__ = ["Interrupted", "Reader", "Row", "title_of"]

Row = dict[str, Any]


class Reader:
    """Questions to one connection. Rows are plain dicts of columns; ids are whole numbers up to 2^52."""

    def __init__(self, db: Database) -> None:
        """One reader belongs to one connection and so to one thread."""
        self._db = db

    def unsound(self, *, whole: bool) -> tuple[str, ...]:
        """What is wrong with the file, in SQLite's words; not ``whole`` leaves out what takes long."""
        return health.sound_enough(self._db.conn, whole=whole)

    def use(self, db: Database) -> None:
        """Ask another connection from now on: the book was opened anew, or moved."""
        self._db = db

    @contextmanager
    def stoppable(self, asked: Callable[[], bool]) -> Iterator[None]:
        """Have the questions in the body given up (``Interrupted``) as soon as ``asked`` says so."""
        with datafile.stoppable(self._db, asked):
            yield

    @contextmanager
    def hurried(self, seconds: float) -> Iterator[None]:
        """Have the questions in the body given up (``Interrupted``) when together they take longer than this."""
        end = time.monotonic() + seconds
        with datafile.stoppable(self._db, lambda: time.monotonic() > end):
            yield

    def ids(self, listing: Listing) -> list[int]:
        """The ids of the records a listing asks for, in its order."""
        return queries.ids(self._db, listing)

    def id_array(self, listing: Listing, most: int = 0) -> array[int]:
        """The same ids, eight bytes each, for lists of a million; with ``most`` only the first so many."""
        return queries.id_array(self._db, listing, most)

    def count(self, listing: Listing) -> int:
        """How many records a listing asks for."""
        return queries.count(self._db, listing)

    def totals(self, listing: Listing, columns: Sequence[str]) -> dict[str, int | None]:
        """Sums of whole-number columns over a listing (money in fen)."""
        found = queries.sums(self._db, listing, columns)
        return {name: found[name][0] if name in found else None for name in columns}

    def sums(self, listing: Listing, columns: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Of whole-number columns over a listing: the sum (money in fen) and how many records have a number."""
        return queries.sums(self._db, listing, columns)

    def groups(self, listing: Listing, column: str, sums: Sequence[str] = ()) -> list[Group]:
        """The records of a listing counted and added up by the values of a column."""
        return groups.by_value(self._db, listing, column, sums)

    def month_groups(self, listing: Listing, field: str, sums: Sequence[str] = ()) -> list[Group]:
        """The same by the month of a date; what lies in no single month together under None."""
        return groups.by_month(self._db, listing, field, sums)

    def earliest(self, listing: Listing, field: str) -> str | None:
        """The earliest first day in a date field (ISO)."""
        return groups.earliest(self._db, listing, field)

    def row(self, table: str, row_id: int) -> Row:
        """One whole row; KeyError when it is gone."""
        return self.rows(table, [row_id])[row_id]

    def rows(self, table: str, wanted: Sequence[int], columns: Sequence[str] = ()) -> dict[int, Row]:
        """Rows by id, whole or only some columns of them; those that are gone are left out."""
        return queries.rows_by_id(self._db, table, wanted, columns)

    def every(self, table: str) -> list[Row]:
        """Every row of a table, oldest first."""
        return queries.all_rows(self._db, table)

    def parts(self, table: str, owner_field: str, owner_id: int) -> list[Row]:
        """The rows of ``table`` that are parts of one record."""
        listing = Listing(table)
        found = queries.ids(self._db, replace(listing, conditions=(_is(owner_field, owner_id),)))
        kept = self.rows(table, found)
        return [kept[row_id] for row_id in found]

    def captions(self, table: str, wanted: Iterable[int]) -> dict[int, str]:
        """What the clerk calls each record."""
        return queries.captions(self._db, table, wanted)

    def references(self, table: str, row_id: int) -> dict[str, int]:
        """How many records of each kind point at this one."""
        return queries.references(self._db, table, row_id)

    def entry_tuples(self, years: Sequence[int], days: tuple[date, date] | None) -> Iterator[list[tuple[Any, ...]]]:
        """The aid entries of some years as tuples, some thousands at a time; see ``store.ledger``."""
        return ledger.entries(self._db, years, days)

    def member_tuples(self, days: tuple[date, date]) -> list[tuple[Any, ...]]:
        """The members at the end of some days as tuples; see ``store.ledger``."""
        return ledger.members(self._db, days)

    def figures(self, table: str, wanted: Sequence[int]) -> dict[int, tuple[Figure, ...]]:
        """The figures on records, in their order."""
        found = queries.figures_of(self._db, table, wanted)
        return {row_id: tuple(_figure(row) for row in figures) for row_id, figures in found.items()}

    def figure_rows(self, table: str, wanted: Sequence[int]) -> dict[int, list[Row]]:
        """The rows of the figures on records, in their order, with their own ids."""
        return queries.figures_of(self._db, table, wanted)

    def union(self) -> Row:
        """The union's own record."""
        return queries.all_rows(self._db, "union_info")[0]

    def current_year(self) -> int:
        """The year the clerk works on: the one set, else the latest with records, else today's."""
        set_year = self.union()["current_year"]
        found = self.years()
        return set_year or (found[0] if found else datetime.now(UTC).astimezone().year)

    def years(self) -> list[int]:
        """The reporting years that hold records, latest first."""
        return queries.years(self._db)

    def period(self, year: int) -> tuple[date, date]:
        """The days a reporting year counts: as set for that year, else the calendar year."""
        for row in queries.all_rows(self._db, "report_year"):
            if row["year"] == year and row["period_from_from"] and row["period_to_to"]:
                return date.fromisoformat(row["period_from_from"]), date.fromisoformat(row["period_to_to"])
        return date(year, 1, 1), date(year, 12, 31)

    def year_of(self, day: date) -> int:
        """The reporting year that ``day`` belongs to: one whose days were set, else the calendar year."""
        text = day.isoformat()
        for row in queries.all_rows(self._db, "report_year"):
            first, last = row["period_from_from"], row["period_to_to"]
            if first and last and first <= text <= last:
                return int(row["year"])
        return day.year

    def context(self, year: int | None = None) -> Context:
        """What reading a typed value needs, for records of a reporting year."""
        year = year or self.current_year()
        return Context(year, self.period(year), canonical)

    def written(self, field: Field, row: Row, captions: dict[int, str] | None = None) -> str:
        """The text of one field as it would be typed; a reference by its caption."""
        if not field.ref:
            return reading.written(field, row)
        target = row[field.name]
        if not target:
            return ""
        return (captions or self.captions(field.ref, [target])).get(target, "")

    def content(self, digest: str) -> bytes | None:
        """The bytes of an attachment or paper."""
        return queries.content(self._db, digest)

    def suggestions(self, table: str, column: str) -> list[str]:
        """Values used before in a text column, most used first."""
        return queries.choices_used(self._db, table, column)

    def history(self, *, table: str = "", row_id: int = 0, limit: int = 500) -> list[LoggedChange]:
        """The latest changes of the book or of one record."""
        return history.logged(self._db, record=table, row_id=row_id, limit=limit)

    def notes(self, limit: int = 500) -> list[Step]:
        """What was done without changing a record, latest first."""
        return history.notes(self._db, limit)

    def recycle_bin(self) -> list[LoggedChange]:
        """Deleted records that can be put back, latest first."""
        return history.deleted(self._db)

    def deleted_with(self, change: LoggedChange) -> list[LoggedChange]:
        """All that one step deleted, wholes before parts."""
        return history.deleted_with(self._db, change)

    def sheet_mappings(self) -> dict[str, str]:
        """How foreign sheets were read last time: their headers → what the clerk decided (JSON)."""
        return mappings.every(self._db)

    def serial(self, row_id: int) -> int:
        """The short number the clerk sees."""
        return datafile.serial(row_id)

    def check(self) -> list[str]:
        """What SQLite's own integrity check finds; empty when the file is sound."""
        return queries.integrity(self._db)


def title_of(table: str, row: Row) -> str:
    """A short name of a row from its own title fields, without looking references up."""
    record = BY_TABLE[table]
    return " ".join(str(row[name]) for name in record.title if row[name] and not record.field(name).ref)


def _figure(row: Row) -> Figure:
    number = Decimal(row["number"]) if row["number"] else None
    return Figure(row["label"], Quantity(row["raw"], number, row["qualifier"], row["measure"]))


def _is(field: str, value: int) -> Condition:
    return Condition(field, "is", value)
