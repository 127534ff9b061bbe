"""Filters to choose from: the ready-made ones, and those that the clerk keeps in the data file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.book import editing
from app.book.book import Book
from app.book.reader import Reader
from app.domain import filters
from app.domain.errors import Refused
from app.domain.fields import RecordType
from app.domain.listing import Condition, Listing, one_of
from app.i18n import N_
from app.resources import filters as shipped
from app.store.datafile import DbError

TABLE = "saved_filter"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter by name.

    ``english`` is the name of a ready-made one in English. ``row_id`` is the record of a saved one, None for a
    ready-made one. ``usual`` marks the one that a page starts with. ``unknown`` names the conditions that this
    program does not know and left out.
    """

    key: str
    name: str
    conditions: tuple[Condition, ...]
    english: str = ""
    row_id: int | None = None
    usual: bool = False
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def ready_made(record: RecordType) -> tuple[Filter, ...]:
    """The filters that come with the program for records of a type, in their order."""
    found = []
    for row in shipped().get(record.table, {}).get("filter", ()):
        conditions, unknown = filters.conditions_of(record, row["conditions"])
        found.append(
            Filter(
                str(row["id"]),
                str(row["name"]),
                conditions,
                str(row["english"]),
                usual=bool(row.get("default")),
                unknown=unknown,
            )
        )
    return tuple(found)


def usual(record: RecordType) -> Filter | None:
    """The ready-made filter that the page of a type starts with; None where it starts with all records."""
    return next((found for found in ready_made(record) if found.usual), None)


def saved(read: Reader, record: RecordType) -> tuple[Filter, ...]:
    """The filters kept in the data file for records of a type, by name."""
    try:
        ids = read.ids(Listing(TABLE, conditions=(one_of("table_name", [record.table]),), sort="name"))
    except DbError as error:
        if "no such table" not in str(error):
            raise
        return ()  # a file of an earlier schema, opened for reading only, has none
    rows = read.rows(TABLE, ids)
    return tuple(_filter(record, rows[row_id]) for row_id in ids)


def save(book: Book, record: RecordType, name: str, conditions: Sequence[Condition], row_id: int | None = None, *,
         order: tuple[str, bool] = ("", False), columns: Sequence[str] = ()) -> int:  # fmt: skip
    """Keep a filter, or with ``row_id`` change one that is kept, in one step; returns its id.

    ``order`` is the field that the records are sorted by, '' for their usual order, and whether downwards;
    ``columns`` the fields to show, none for the usual ones.

    Raises:
        Refused: another filter of the same records has that name.
        Invalid: the name is blank.
    """
    name = " ".join(name.split())
    if any(other.name == name and other.row_id != row_id for other in saved(book.read, record)):
        raise Refused(
            N_("There is already a saved filter “{name}”. Give this one another name, or change that one."), name=name
        )
    sort, descending = order
    typed = {
        "table_name": record.table,
        "name": name,
        "conditions": filters.to_json(conditions),
        "sort": sort if record.has(sort) else "",
        "descending": "是" if descending else "否",
        "columns": ",".join(columns),
    }
    return editing.save(book, TABLE, row_id, typed)


def delete(book: Book, row_id: int) -> None:
    """Delete a saved filter, in one step; it can be put back from the recycle bin."""
    editing.delete(book, TABLE, [row_id])


def _filter(record: RecordType, row: dict[str, object]) -> Filter:
    conditions, unknown = filters.from_json(record, str(row["conditions"]))
    sort = str(row["sort"])
    return Filter(
        f"saved/{row['id']}",
        str(row["name"]),
        conditions,
        row_id=int(str(row["id"])),
        sort=sort if record.has(sort) else "",
        descending=bool(row["descending"]),
        columns=tuple(name for name in str(row["columns"]).split(",") if record.has(name)),
        unknown=unknown,
    )
