"""How the clerk read a foreign sheet last time, kept by its headers; no record, so no step and no undo."""

from __future__ import annotations

from app.store.connection import Database


def every(db: Database) -> dict[str, str]:
    """All that is remembered: headers → what was said about them (JSON)."""
    return dict(tuple(row) for row in db.conn.execute("SELECT headers, mapping FROM sheet_mapping"))


def keep(db: Database, headers: str, mapping: str) -> None:
    """Remember what was said about a sheet with these headers, within an open transaction."""
    with db.tools.atomic():
        db.tools.table("sheet_mapping").upsert({"headers": headers, "mapping": mapping}, pk="headers")
