"""What the data file is worked on with."""

from __future__ import annotations

from sqlcipher3 import dbapi2

from app.store import migrations


def versions() -> tuple[str, int]:
    """The version of SQLite, and the number of the schema that this program writes."""
    return dbapi2.sqlite_version, migrations.LATEST
