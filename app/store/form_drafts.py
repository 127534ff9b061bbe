"""What is being typed and not saved yet, kept in the data file itself; no record, so no step and no undo."""

from __future__ import annotations

from typing import Any

from app.store.connection import Database
from app.store.datafile import rows


def keep(db: Database, draft_id: int | None, record: str, row_id: int | None, typed: str, at: str) -> int:
    """Keep a draft (JSON) within an open transaction, in the place of ``draft_id`` where that is still there."""
    if draft_id is not None:
        changed = db.conn.execute("UPDATE form_draft SET typed = ?, at = ? WHERE id = ?", (typed, at, draft_id))
        if changed.rowcount:
            return draft_id
    added = db.conn.execute(
        "INSERT INTO form_draft(record, row_id, typed, at) VALUES (?, ?, ?, ?)", (record, row_id, typed, at)
    )
    return int(added.lastrowid)


def holds(db: Database, record: str, row_id: int | None, typed: str, at: str) -> bool:
    """Whether this very draft is kept."""
    found = "SELECT 1 FROM form_draft WHERE record = ? AND row_id IS ? AND typed = ? AND at = ?"
    return db.conn.execute(found, (record, row_id, typed, at)).fetchone() is not None


def drop(db: Database, draft_id: int) -> None:
    """Forget a draft, within an open transaction."""
    db.conn.execute("DELETE FROM form_draft WHERE id = ?", (draft_id,))


def every(db: Database) -> list[dict[str, Any]]:
    """All drafts, the latest first."""
    return rows(db, "SELECT id, record, row_id, typed, at FROM form_draft ORDER BY id DESC")
