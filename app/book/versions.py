"""What the data file is worked on with, for the report of a fault."""

from __future__ import annotations

from app.store import about


def of_store() -> tuple[str, int]:
    """The version of SQLite, and the number of the schema that this program writes."""
    return about.versions()
