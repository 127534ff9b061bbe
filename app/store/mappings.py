"""How the clerk read a foreign sheet last time, kept by its headers; no record, so no step and no undo."""

from __future__ import annotations

from sqlite_utils import Database


def every(db: Database) -> dict[str, str]:
    """All that is remembered: headers → what was said about them (JSON)."""
    return dict(tuple(row) for row in db.conn.execute("SELECT headers, mapping FROM sheet_mapping"))


def keep(db: Database, headers: str, mapping: str) -> None:
    """Remember what was said about a sheet with these headers, within an open transaction."""
    db.conn.execute(
        "INSERT INTO sheet_mapping(headers, mapping) VALUES (?, ?) "
        "ON CONFLICT(headers) DO UPDATE SET mapping = excluded.mapping",
        (headers, mapping),
    )
