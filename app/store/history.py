"""Steps in the file: opening one, undoing and redoing, and reading what was done by whom and when."""

from __future__ import annotations

import getpass
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.store.connection import Database
from app.store.datafile import rows


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it stands in the file; ``at`` is UTC in ISO form, ``state`` done, undone, dropped or kept."""

    id: int
    label: str
    values: dict[str, Any]
    at: str
    who: str
    state: str


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One record's change within a step; ``before`` and ``after`` hold whole rows, or the columns that differ."""

    id: int
    step: Step
    record: str
    row_id: int
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def open_step(db: Database, label: str, values: dict[str, Any]) -> int:
    """Write a step's head and return its id; steps that could have been redone no longer can."""
    drop_undone(db)
    cursor = db.conn.execute(
        "INSERT INTO step(label, label_values, at, who) VALUES (?, ?, ?, ?)",
        (label, json.dumps(values, ensure_ascii=False), now(), _who()),
    )
    return int(cursor.lastrowid or 0)


def note(db: Database, label: str, values: dict[str, Any]) -> int:
    """Write down something that was done without changing a record; there is nothing to undo in it."""
    cursor = db.conn.execute(
        "INSERT INTO step(label, label_values, at, who, state) VALUES (?, ?, ?, ?, 'kept')",
        (label, json.dumps(values, ensure_ascii=False), now(), _who()),
    )
    return int(cursor.lastrowid or 0)


def state_of(db: Database, step_id: int) -> str:
    """Whether a step is done, undone, dropped or kept."""
    return str(db.conn.execute("SELECT state FROM step WHERE id = ?", (step_id,)).fetchone()[0])


def newest(db: Database) -> int:
    """The number of the newest step, 0 where there is none; it never goes back."""
    return int(db.conn.execute("SELECT COALESCE(MAX(id), 0) FROM step").fetchone()[0])


def keep_for_good(db: Database) -> None:
    """Put the steps done so far out of undo's reach."""
    db.conn.execute("UPDATE step SET state = 'kept' WHERE state = 'done'")


def drop_undone(db: Database) -> None:
    """Close the way to redo."""
    db.conn.execute("UPDATE step SET state = 'dropped' WHERE state = 'undone'")


def next_undo(db: Database) -> Step | None:
    """The step that an undo would take back."""
    return _step(db, "state = 'done' ORDER BY id DESC")


def next_redo(db: Database) -> Step | None:
    """The step that a redo would do again."""
    return _step(db, "state = 'undone' ORDER BY id")


def tables_of(db: Database, step: Step) -> list[str]:
    """The tables that a step wrote to."""
    return [row[0] for row in db.conn.execute("SELECT DISTINCT record FROM change WHERE step_id = ?", (step.id,))]


def undo(db: Database, step: Step) -> dict[str, set[int]]:
    """Take a step back within the open transaction; returns the ids touched per table."""
    touched: dict[str, set[int]] = {}
    for change in _changes_of(db, step.id, "DESC"):
        touched.setdefault(change["record"], set()).add(change["row_id"])
        _back(db, change)
    db.conn.execute("UPDATE step SET state = 'undone' WHERE id = ?", (step.id,))
    return touched


def redo(db: Database, step: Step) -> dict[str, set[int]]:
    """Do an undone step again within the open transaction; returns the ids touched per table."""
    touched: dict[str, set[int]] = {}
    for change in _changes_of(db, step.id, "ASC"):
        touched.setdefault(change["record"], set()).add(change["row_id"])
        _forth(db, change)
    db.conn.execute("UPDATE step SET state = 'done' WHERE id = ?", (step.id,))
    return touched


def logged(db: Database, *, record: str = "", row_id: int = 0, limit: int = 500) -> list[LoggedChange]:
    """The latest changes first, of the whole book or of one record."""
    where, values = ("WHERE c.record = ? AND c.row_id = ?", [record, row_id]) if record else ("", [])
    found = rows(
        db,
        "SELECT c.*, s.label, s.label_values, s.at, s.who, s.state FROM change c "
        f"JOIN step s ON s.id = c.step_id {where} ORDER BY c.id DESC LIMIT ?",
        [*values, limit],
    )
    return [_logged(row) for row in found]


def notes(db: Database, limit: int = 500) -> list[Step]:
    """What was done without changing a record (an export in full, an erasing), the latest first."""
    found = rows(
        db,
        "SELECT s.* FROM step s WHERE s.state = 'kept' AND NOT EXISTS (SELECT 1 FROM change c WHERE c.step_id = s.id) "
        "ORDER BY s.id DESC LIMIT ?",
        (limit,),
    )
    return [_as_step(row) for row in found]


def deleted(db: Database, limit: int = 500) -> list[LoggedChange]:
    """The recycle bin: records that were deleted and are still gone, latest first."""
    found = rows(
        db,
        "SELECT c.*, s.label, s.label_values, s.at, s.who, s.state FROM change c "
        "JOIN step s ON s.id = c.step_id WHERE c.action = 'delete' AND s.state IN ('done', 'kept') "
        "ORDER BY c.id DESC LIMIT ?",
        (limit,),
    )
    return [_logged(row) for row in found if not _exists(db, row["record"], row["row_id"])]


def deleted_with(db: Database, change: LoggedChange) -> list[LoggedChange]:
    """What one step deleted, wholes before their parts, so that it can be put back in that order."""
    found = rows(
        db,
        "SELECT c.*, s.label, s.label_values, s.at, s.who, s.state FROM change c "
        "JOIN step s ON s.id = c.step_id WHERE c.step_id = ? AND c.action = 'delete' ORDER BY c.id DESC",
        (change.step.id,),
    )
    return [_logged(row) for row in found if not _exists(db, row["record"], row["row_id"])]


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _step(db: Database, where: str) -> Step | None:
    found = rows(db, f"SELECT * FROM step WHERE {where} LIMIT 1")
    return _as_step(found[0]) if found else None


def _as_step(row: dict[str, Any], key: str = "id") -> Step:
    return Step(row[key], row["label"], json.loads(row["label_values"]), row["at"], row["who"], row["state"])


def _logged(row: dict[str, Any]) -> LoggedChange:
    before, after = (json.loads(row[name]) if row[name] else None for name in ("before", "after"))
    return LoggedChange(row["id"], _as_step(row, "step_id"), row["record"], row["row_id"], row["action"], before, after)


def _changes_of(db: Database, step_id: int, order: str) -> list[dict[str, Any]]:
    return rows(db, f"SELECT * FROM change WHERE step_id = ? ORDER BY id {order}", (step_id,))


def _back(db: Database, change: dict[str, Any]) -> None:
    table, row_id = change["record"], change["row_id"]
    if change["action"] == "add":
        row = rows(db, f"SELECT * FROM {table} WHERE id = ?", (row_id,))[0]
        kept = json.dumps(row, ensure_ascii=False)
        db.conn.execute("UPDATE change SET after = ? WHERE id = ?", (kept, change["id"]))
        db.conn.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    elif change["action"] == "edit":
        _set(db, table, row_id, json.loads(change["before"]))
    else:
        _insert(db, table, json.loads(change["before"]))


def _forth(db: Database, change: dict[str, Any]) -> None:
    table, row_id = change["record"], change["row_id"]
    if change["action"] == "add":
        _insert(db, table, json.loads(change["after"]))
    elif change["action"] == "edit":
        _set(db, table, row_id, json.loads(change["after"]))
    else:
        db.conn.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))


def _set(db: Database, table: str, row_id: int, values: dict[str, Any]) -> None:
    places = ", ".join(f"{name} = ?" for name in values)
    db.conn.execute(f"UPDATE {table} SET {places} WHERE id = ?", (*values.values(), row_id))


def _insert(db: Database, table: str, values: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(values))
    db.conn.execute(f"INSERT INTO {table}({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


def _exists(db: Database, table: str, row_id: int) -> bool:
    return bool(db.conn.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)).fetchone())
