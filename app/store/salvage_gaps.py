"""What is missing from a salvaged file, and what the change log and the indices still know of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.fields import RecordType
from app.domain.records import BY_TABLE
from app.store.datafile import SERIAL_BITS
from app.store.salvage_shapes import Table
from app.store.salvage_target import Target

Known = Mapping[int, Mapping[str, Any]]
_OFF = "s.state IN ('undone', 'dropped')"
# The latest word of the log on each record: it is there unless it was deleted, or its adding was taken back.
_ALIVE = (
    "SELECT c.row_id FROM change c LEFT JOIN step s ON s.id = c.step_id "
    "WHERE c.id IN (SELECT MAX(id) FROM change WHERE record = ? GROUP BY row_id) "
    f"AND CASE WHEN {_OFF} THEN c.action <> 'add' ELSE c.action <> 'delete' END "
    "AND c.row_id NOT IN (SELECT id FROM {table}) ORDER BY c.row_id"
)


def missing(target: Target, table: str) -> list[int]:
    """The records that the log says are there and that were not saved."""
    return [row_id for (row_id,) in target.ask(_ALIVE.format(table=table), (table,))]


def unclear(target: Target, table: str, last: int) -> int:
    """How many numbers up to ``last`` were given to records of which nothing at all is known any more."""
    given = last & ((1 << SERIAL_BITS) - 1)
    first = last - given
    told = f"SELECT id FROM {table} WHERE id > ? UNION SELECT row_id FROM change WHERE record = ? AND row_id > ?"
    known = int(target.ask(f"SELECT COUNT(*) FROM ({told})", (first, table, first))[0][0])
    return max(0, given - known)


def logged_values(target: Target, table: str, row_id: int) -> dict[str, Any]:
    """The columns of a record as the log last tells them; an added record was logged without its values."""
    sql = (
        f"SELECT c.action, c.before, c.after, {_OFF} FROM change c LEFT JOIN step s ON s.id = c.step_id "
        "WHERE c.record = ? AND c.row_id = ? ORDER BY c.id"
    )
    known: dict[str, Any] = {}
    for action, before, after, off in target.ask(sql, (table, row_id)):
        told = _unpacked(before if off or action == "delete" else after)
        known = told if action == "delete" else known | told
    return known


def bring_back(target: Target, table: Table, row_id: int, indexed: Known) -> tuple[dict[str, Any], bool]:
    """Put back what is known of a lost record, if that is enough to know it by; says what, and whether it was.

    A record without what it must have (a member's name) would only stand in the way.
    """
    record = BY_TABLE[table.name]
    known = {**indexed.get(row_id, {}), **logged_values(target, table.name, row_id)}
    known = {name: value for name, value in known.items() if name in table.names and name != "id"}
    if not is_enough(record, known):
        return known, False
    row = (None, *(known.get(column.name, column.blank) for column in table.columns[1:]))
    return known, target.put(table, row_id, row)


def is_enough(record: RecordType, known: Mapping[str, Any]) -> bool:
    """Whether the clerk would know the record again by what is known of it, and may keep it so."""
    must = [field.name for field in record.fields if field.required]
    return all(known.get(name) not in (None, "") for name in must or record.title[:1])


def caption(table: str, known: Mapping[str, Any]) -> str:
    """What the clerk calls a record, as far as it is known."""
    record = BY_TABLE[table]
    words = (known.get(name) for name in record.title if not record.field(name).ref)
    return " ".join(str(word) for word in words if word not in (None, ""))


def union_name(target: Target) -> str:
    """The union's name from the log of the step that made the file; "" where that is lost too."""
    sql = "SELECT label_values FROM step WHERE label LIKE 'Start the book of%' ORDER BY id LIMIT 1"
    for (text,) in target.ask(sql):
        return str(_unpacked(text).get("name") or "")
    return ""


def broken_files(target: Target) -> Iterable[tuple[Any, ...]]:
    """The attachments and papers whose bytes were not saved: (table, id, owner's table, owner's id, name)."""
    lost = "digest <> '' AND digest NOT IN (SELECT digest FROM content)"
    yield from target.ask(f"SELECT 'attachment', id, owner_table, owner_id, name FROM attachment WHERE {lost}")
    yield from target.ask(f"SELECT 'paper', id, '', NULL, name FROM paper WHERE {lost}")


def _unpacked(text: Any) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
