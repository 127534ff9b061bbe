"""Counting and adding up over a listing in one query: all of it, by the values of a column, or by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.fields import Kind
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.store.conditions import where
from app.store.connection import Database


@dataclass(frozen=True, slots=True)
class Group:
    """The records of a listing that share ``key``: how many, and the sums of the columns asked for (money in fen).

    ``key`` is None for records that have none: no value, or no date within one month.
    """

    key: str | int | None
    count: int
    sums: tuple[int, ...] = ()


def by_value(db: Database, listing: Listing, column: str, sums: Sequence[str] = ()) -> list[Group]:
    """The groups of equal values in a column, in no order; blank ones together under None."""
    _check(listing, (column, *sums))
    return _grouped(db, listing, f"NULLIF(t.{column}, '')", sums)


def by_month(db: Database, listing: Listing, field: str, sums: Sequence[str] = ()) -> list[Group]:
    """The groups of records whose date lies within one month (``2026-03``); all others together under None.

    A date lies within one month where its first and its last day bear the same month, as the condition ``month``
    has it.
    """
    if BY_TABLE[listing.table].field(field).kind not in (Kind.WHEN, Kind.DATE):
        raise KeyError(field)
    _check(listing, sums)
    first, last = f"t.{field}_from", f"t.{field}_to"
    month = f"CASE WHEN substr({first}, 6, 2) = substr({last}, 6, 2) THEN substr({first}, 1, 7) END"
    return _grouped(db, listing, month, sums)


def earliest(db: Database, listing: Listing, field: str) -> str | None:
    """The earliest first day in a date field over a listing (ISO); None where no record has one."""
    record = BY_TABLE[listing.table]
    clause, values = where(record, listing)
    sql = f"SELECT MIN(t.{record.field(field).name}_from) FROM {record.table} t{clause}"
    found = db.conn.execute(sql, values).fetchone()[0]
    return str(found) if found else None


def _grouped(db: Database, listing: Listing, key: str, sums: Sequence[str]) -> list[Group]:
    record = BY_TABLE[listing.table]
    clause, values = where(record, listing)
    wanted = "".join(f", COALESCE(SUM(t.{name}), 0)" for name in sums)
    found: list[Any] = db.conn.execute(
        f"SELECT {key} AS shared, COUNT(*){wanted} FROM {record.table} t{clause} GROUP BY shared", values
    ).fetchall()
    return [Group(row[0], row[1], tuple(row)[2:]) for row in found]


def _check(listing: Listing, columns: Sequence[str]) -> None:
    """Names go into the SQL as they are, so an unknown one is a bug."""
    known = {name for name, _kind in BY_TABLE[listing.table].columns}
    for name in columns:
        if name not in known:
            raise KeyError(name)
