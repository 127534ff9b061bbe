"""Reading records: lists of ids for a screen, rows by id, captions of references, and who points at whom."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from app.domain.fields import Field, Kind, RecordType
from app.domain.listing import Condition, Listing
from app.domain.records import ALL, BY_TABLE, children_of
from app.store.conditions import where
from app.store.connection import Database
from app.store.datafile import rows

_CHUNK = 500
_FETCHED = 5000
_ORDER_INDEX = {"member": ("state", "unit_id", "gender")}  # see member_by_order in schema/002.sql
_LATELY = 20_000  # records: what the clerk writes these days, found in a moment


def ids(db: Database, listing: Listing) -> list[int]:
    """The ids of the records a listing asks for, in its order."""
    return id_array(db, listing).tolist()


def id_array(db: Database, listing: Listing, most: int = 0) -> array[int]:
    """The same ids, eight bytes each; with ``most`` only the first so many."""
    record = BY_TABLE[listing.table]
    clause, values = where(record, listing)
    cursor = db.conn.cursor()
    cursor.row_factory = None  # plain tuples: of a million rows every microsecond counts
    sql = f"SELECT t.id FROM {record.table} t{clause} ORDER BY {_order(record, listing)}"
    cursor.execute(f"{sql} LIMIT {most}" if most else sql, values)
    found = array("q")
    while part := cursor.fetchmany(_FETCHED):
        found.extend([row_id for (row_id,) in part])
    return found


def count(db: Database, listing: Listing) -> int:
    """How many records a listing asks for."""
    record = BY_TABLE[listing.table]
    clause, values = where(record, listing)
    return int(db.conn.execute(f"SELECT COUNT(*) FROM {record.table} t{clause}", values).fetchone()[0])


def sums(db: Database, listing: Listing, columns: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Of number columns over a listing: the sum, and how many records have a number; none where none has."""
    record = BY_TABLE[listing.table]
    known = {name for name, kind in record.columns if kind == "INTEGER"}
    wanted = [name for name in columns if name in known]
    if not wanted:
        return {}
    clause, values = where(record, listing)
    asked = ", ".join(f"SUM(t.{name}), COUNT(t.{name})" for name in wanted)
    found = tuple(db.conn.execute(f"SELECT {asked} FROM {record.table} t{clause}", values).fetchone())
    pairs = zip(wanted, found[::2], found[1::2], strict=True)
    return {name: (total, counted) for name, total, counted in pairs if counted}


def rows_by_id(db: Database, table: str, wanted: Sequence[int],
               columns: Sequence[str] = ()) -> dict[int, dict[str, Any]]:  # fmt: skip
    """Rows by id, whole or only the id and some columns; ids that are gone are left out."""
    found: dict[int, dict[str, Any]] = {}
    there = {name for name, _ in BY_TABLE[table].columns}
    names = ", ".join(["id", *(name for name in columns if name in there)]) if columns else "*"
    for part in _chunks(wanted):
        for row in rows(db, f"SELECT {names} FROM {_known(table)} WHERE id IN ({_marks(part)})", part):
            found[row["id"]] = row
    return found


def all_rows(db: Database, table: str, order: str = "id") -> list[dict[str, Any]]:
    """Every row of a table."""
    return rows(db, f"SELECT * FROM {_known(table)} ORDER BY {order}")


def captions(db: Database, table: str, wanted: Iterable[int]) -> dict[int, str]:
    """What the clerk calls the records: a unit by its path 上级/下级, others by their title fields."""
    if table == "unit":
        return unit_paths(db)
    record = BY_TABLE[table]
    found = rows_by_id(db, table, list(wanted))
    refs = {
        f.name: captions(db, f.ref, {row[f.name] for row in found.values() if row[f.name]})
        for f in record.fields
        if f.name in record.title and f.ref
    }
    return {row_id: _caption(record, row, refs) for row_id, row in found.items()}


def unit_paths(db: Database) -> dict[int, str]:
    """Every unit's path of names from the top, levels separated by ``/``."""
    found = {row["id"]: row for row in rows(db, "SELECT id, name, parent_id FROM unit")}
    paths: dict[int, str] = {}
    for row_id in found:
        names: list[str] = []
        seen: set[int] = set()
        row = found.get(row_id)
        while row and row["id"] not in seen:
            seen.add(row["id"])
            names.append(row["name"])
            row = found.get(row["parent_id"])
        paths[row_id] = "/".join(reversed(names))
    return paths


def references(db: Database, table: str, row_id: int) -> dict[str, int]:
    """How many records of each kind point at this one without being a part of it."""
    parts = {(child.table, child.owner) for child in children_of(table)}
    counted: dict[str, int] = {}
    for record in ALL:
        for field in record.fields:
            if field.ref != table or (record.table, field.name) in parts:
                continue
            sql = f"SELECT COUNT(*) FROM {record.table} WHERE {field.name} = ?"
            number = db.conn.execute(sql, (row_id,)).fetchone()[0]
            if number:
                counted[record.table] = counted.get(record.table, 0) + number
    return counted


def figures_of(db: Database, table: str, wanted: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The figures that hang on records, by record, in their order."""
    found: dict[int, list[dict[str, Any]]] = {}
    for part in _chunks(wanted):
        sql = f"SELECT * FROM figure WHERE owner_id IN ({_marks(part)}) AND owner_table = ? ORDER BY owner_id, position"
        for row in rows(db, sql, [*part, table]):
            found.setdefault(row["owner_id"], []).append(row)
    return found


def years(db: Database) -> list[int]:
    """The reporting years that hold any record, latest first."""
    yearly = [record.table for record in ALL if record.yearly and record.table != "paper"]
    found = {year for table in yearly for year in _years_of(db, table)}
    return sorted(found, reverse=True)


def _years_of(db: Database, table: str) -> list[int]:
    """From year to year by the index: a million rows are not looked through for their ten years."""
    sql = (
        f"WITH RECURSIVE each(year) AS (SELECT MIN(year) FROM {table} UNION ALL "
        f"SELECT (SELECT MIN(t.year) FROM {table} t WHERE t.year > each.year) FROM each WHERE each.year IS NOT NULL) "
        f"SELECT year FROM each WHERE year IS NOT NULL"
    )
    return [row[0] for row in db.conn.execute(sql)]


def content(db: Database, digest: str) -> bytes | None:
    """The bytes kept under a digest."""
    found = db.conn.execute("SELECT bytes FROM content WHERE digest = ?", (digest,)).fetchone()
    return bytes(found[0]) if found else None


def choices_used(db: Database, table: str, column: str) -> list[str]:
    """The distinct values in a text column of the latest records, the most used first, for offering them again."""
    record = BY_TABLE[table]
    if column not in {name for name, kind in record.columns if kind == "TEXT"}:
        raise KeyError(column)
    lately = f"SELECT {column} FROM {table} ORDER BY id DESC LIMIT {_LATELY}"
    sql = f"SELECT {column}, COUNT(*) FROM ({lately}) WHERE {column} <> '' GROUP BY 1 ORDER BY 2 DESC LIMIT 200"
    return [row[0] for row in db.conn.execute(sql)]


def _order(record: RecordType, listing: Listing) -> str:
    way = " DESC" if listing.descending else ""
    # With a search or a filter a walk along the order's index would look every row up: the + forbids it.
    walk = "" if not listing.text.strip() and _is_in_order_index(record, listing.conditions) else "+"
    if not listing.sort:
        return _usual_order(record, walk)
    return f"{_sort_expression(record, record.field(listing.sort))}{way}, t.id{way}"


def _is_in_order_index(record: RecordType, conditions: Sequence[Condition]) -> bool:
    """Whether the index that has the usual order holds all that the conditions ask for."""
    inside = _ORDER_INDEX.get(record.table, ())
    return all(one.field in inside or (one.parts and _is_in_order_index(record, one.parts)) for one in conditions)


def _usual_order(record: RecordType, walk: str) -> str:
    """Latest first for what happened in time, undated last; by name for people and units; by number for lists."""
    if record.has("happened"):
        return f"{walk}t.happened_from DESC, t.happened_to DESC, t.id DESC"
    if record.has("position"):
        return "t.position IS NULL, t.position, t.id"
    return f"{walk}t.sort_key, t.id" if record.initials_of else "t.id"


def _sort_expression(record: RecordType, field: Field) -> str:
    if field.name == record.initials_of:
        return "t.sort_key"
    if field.kind in (Kind.WHEN, Kind.DATE):
        return f"t.{field.name}_from"
    if field.ref:
        other = BY_TABLE[field.ref]
        name = "sort_key" if other.initials_of else other.title[0]
        return f"(SELECT o.{name} FROM {field.ref} o WHERE o.id = t.{field.name})"
    return f"CAST(t.{field.name} AS REAL)" if field.kind is Kind.DECIMAL else f"t.{field.name}"


def _caption(record: RecordType, row: dict[str, Any], refs: dict[str, dict[int, str]]) -> str:
    parts = [refs[name].get(row[name], "") if name in refs else str(row[name] or "") for name in record.title]
    return " ".join(part for part in parts if part)


def _known(table: str) -> str:
    return BY_TABLE[table].table


def _chunks(wanted: Sequence[int]) -> Iterable[list[int]]:
    for start in range(0, len(wanted), _CHUNK):
        yield list(wanted[start : start + _CHUNK])


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def integrity(db: Database) -> list[str]:
    """What SQLite finds wrong in the file; empty when it is sound."""
    found = [row[0] for row in db.conn.execute("PRAGMA integrity_check")]
    broken = [f"{row[0]} {row[1]}" for row in db.conn.execute("PRAGMA foreign_key_check")]
    return [line for line in found if line != "ok"] + broken
