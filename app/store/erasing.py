"""Erasing a person for good: the rows, what the change log and the drafts keep of them, and contents nobody needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.records import BY_TABLE, children_of
from app.points import reached
from app.store import history
from app.store.connection import Database

Pair = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Gone:
    """What is erased: whole ``records`` (table, id) with their parts, and in others the columns that are ``blanked``.

    ``names`` are the words taken out of the labels of steps; ``instead`` takes their place.
    """

    records: tuple[Pair, ...]
    blanked: Mapping[Pair, Mapping[str, Any]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    instead: str = ""


def erase(db: Database, gone: Gone) -> None:
    """Erase within an open transaction; no step before can be undone or redone afterwards.

    The file is told to overwrite what it deletes (``secure_delete``), so nothing of it is left between its rows.
    """
    history.keep_for_good(db)
    history.drop_undone(db)
    whole = list(dict.fromkeys(_with_parts(db, gone.records)))
    digests = _digests(db, whole)
    steps = _steps_of(db, [*whole, *gone.blanked])
    names = sorted({*gone.names, *_names_of(db, whole)} - {""}, key=len, reverse=True)
    for table, row_id in reversed(whole):
        db.conn.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    for (table, row_id), values in gone.blanked.items():
        places = ", ".join(f"{name} = ?" for name in values)
        db.conn.execute(f"UPDATE {table} SET {places} WHERE id = ?", (*values.values(), row_id))
    reached("erase.rows")
    for table, row_id in (*whole, *gone.blanked):
        db.conn.execute("DELETE FROM change WHERE row_id = ? AND record = ?", (row_id, table))
    _rename(db, steps, names, gone.instead)
    _drop_drafts(db, whole, gone.names)
    _drop_contents(db, digests)
    reached("erase.log")


def _with_parts(db: Database, records: Iterable[Pair]) -> Iterator[Pair]:
    """Records, their parts, and what hangs on either; those that were deleted before and are in the log too."""
    for table, row_id in records:
        yield table, row_id
        for child in children_of(table):
            yield from _with_parts(db, [(child.table, one) for one in _pointing(db, child.table, child.owner, row_id)])
        for hung in ("figure", "attachment", "sealing"):
            for one in _pointing(db, hung, "owner_id", row_id, table):
                yield hung, one


def _pointing(db: Database, table: str, column: str, target: int, kind: str = "") -> list[int]:
    """The rows that point at a record, now or in the log."""
    values = {"target": target, "kind": kind, "record": table}
    now = f"SELECT id FROM {table} WHERE {column} = :target" + (" AND owner_table = :kind" if kind else "")
    logged = " UNION ".join(
        f"SELECT row_id FROM change WHERE record = :record AND json_extract({side}, '$.{column}') = :target"
        + (f" AND json_extract({side}, '$.owner_table') = :kind" if kind else "")
        for side in ("before", "after")
    )
    return [row[0] for row in db.conn.execute(f"{now} UNION {logged}", values)]


def _digests(db: Database, whole: Iterable[Pair]) -> set[str]:
    ids = json.dumps([row_id for table, row_id in whole if table == "attachment"])
    sql = (
        "SELECT digest FROM attachment WHERE id IN (SELECT value FROM json_each(:ids)) "
        "UNION SELECT json_extract(before, '$.digest') FROM change "
        "WHERE record = 'attachment' AND row_id IN (SELECT value FROM json_each(:ids)) "
        "UNION SELECT json_extract(after, '$.digest') FROM change "
        "WHERE record = 'attachment' AND row_id IN (SELECT value FROM json_each(:ids))"
    )
    return {row[0] for row in db.conn.execute(sql, {"ids": ids}) if row[0]}


def _steps_of(db: Database, records: Iterable[Pair]) -> set[int]:
    found: set[int] = set()
    for table, row_id in records:
        sql = "SELECT step_id FROM change WHERE row_id = ? AND record = ?"
        found.update(row[0] for row in db.conn.execute(sql, (row_id, table)))
    return found


def _names_of(db: Database, whole: Iterable[Pair]) -> Iterator[str]:
    """What the records are and were called: a member, a relative, a file."""
    for table, row_id in whole:
        if not BY_TABLE[table].has("name"):
            continue
        sql = (
            f"SELECT name FROM {table} WHERE id = :id UNION SELECT json_extract(before, '$.name') FROM change "
            "WHERE row_id = :id AND record = :table UNION SELECT json_extract(after, '$.name') FROM change "
            "WHERE row_id = :id AND record = :table"
        )
        yield from (row[0] for row in db.conn.execute(sql, {"id": row_id, "table": table}) if row[0])


def _rename(db: Database, steps: Iterable[int], names: Sequence[str], instead: str) -> None:
    """Take the names out of what the steps were called, and out of what was noted without changing a record."""
    noted = (
        "SELECT id FROM step s WHERE label_values <> '{}' AND NOT EXISTS (SELECT 1 FROM change WHERE step_id = s.id)"
    )
    for step_id in {*steps, *(row[0] for row in db.conn.execute(noted))}:
        told = db.conn.execute("SELECT label_values FROM step WHERE id = ?", (step_id,)).fetchone()[0]
        values = json.loads(told)
        clean = {name: _without(value, names, instead) for name, value in values.items()}
        if clean != values:
            packed = json.dumps(clean, ensure_ascii=False)
            db.conn.execute("UPDATE step SET label_values = ? WHERE id = ?", (packed, step_id))


def _without(value: Any, names: Sequence[str], instead: str) -> Any:
    if isinstance(value, str):
        for name in names:
            value = value.replace(name, instead)
    return value


def _drop_drafts(db: Database, whole: Iterable[Pair], names: Iterable[str]) -> None:
    """What was being typed into one of the records, or says one of the names."""
    for table, row_id in whole:
        db.conn.execute("DELETE FROM form_draft WHERE record = ? AND row_id = ?", (table, row_id))
    tables = json.dumps(["member", *(child.table for child in children_of("member"))])
    for name in filter(None, names):
        sql = "DELETE FROM form_draft WHERE instr(typed, ?) AND record IN (SELECT value FROM json_each(?))"
        db.conn.execute(sql, (json.dumps(name, ensure_ascii=False)[1:-1], tables))


def _drop_contents(db: Database, digests: Iterable[str]) -> None:
    """The bytes that no attachment and no paper refers to any more, not even in the log."""
    sql = (
        "DELETE FROM content WHERE digest = :digest AND NOT EXISTS (SELECT 1 FROM attachment WHERE digest = :digest) "
        "AND NOT EXISTS (SELECT 1 FROM paper WHERE digest = :digest) AND NOT EXISTS (SELECT 1 FROM change "
        "WHERE record IN ('attachment', 'paper') AND :digest IN "
        "(json_extract(before, '$.digest'), json_extract(after, '$.digest')))"
    )
    for digest in digests:
        db.conn.execute(sql, {"digest": digest})
