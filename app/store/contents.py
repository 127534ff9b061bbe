"""What a data file holds, as far as one looks before trusting it: whose it is, how much, and up to which step."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from app.domain.records import ALL
from app.store import datafile
from app.store.connection import Database
from app.store.datafile import SERIAL_BITS
from app.store.keys import Key, Secret

_RECORDS = frozenset(record.table for record in ALL)
_STEPPED = _RECORDS | {"step", "change", "content"}
_FEW = 5000  # rows


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds; two of the same file that are equal hold the same.

    Whatever changes a record is a step: a new one has a higher id than any before it, and undoing or redoing one
    changes how many are in which state. Since steps are undone from the last backwards, these numbers say which of
    them hold. What is changed without a step (how a sheet was read, what was being typed) is small, and hashed.
    ``base`` tells the files of one union from those of another: identifiers start at a place drawn per file.
    """

    schema: int
    union: str
    base: int
    last_step: int
    last_at: str
    states: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, int], ...]
    beside: str

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return dict(self.rows).get(table, 0)


def look(path: Path, secret: Secret = "") -> tuple[Contents, Key | None]:
    """What the file at ``path`` holds, and the key that opened it.

    Raises:
        FileProblem: it cannot be opened.
    """
    with datafile.open_file(path, secret, read_only=True) as db, datafile.troubles(path):
        return contents(db), db.key


def is_sound(db: Database) -> bool:
    """Whether every page of the file is what it should be; a quick look, without the order of the indices."""
    try:
        return [row[0] for row in db.conn.execute("PRAGMA quick_check(1)")] == ["ok"]
    except datafile.DbError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise
        return False


def contents(db: Database) -> Contents:
    """What an open file holds."""
    one = db.conn.execute
    names = [str(row[0]) for row in one("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    tables = [name for name in names if not name.startswith("sqlite_")]
    rows = tuple((name, int(one(f"SELECT COUNT(*) FROM {name}").fetchone()[0])) for name in tables)
    last = one("SELECT id, at FROM step ORDER BY id DESC LIMIT 1").fetchone() or (0, "")
    union = one("SELECT name FROM union_info ORDER BY id LIMIT 1").fetchone()
    drawn = one("SELECT seq FROM sqlite_sequence WHERE name = 'union_info'").fetchone()
    ever = one("SELECT seq FROM sqlite_sequence WHERE name = 'step'").fetchone()
    states = one("SELECT state, COUNT(*) FROM step GROUP BY state ORDER BY state")
    return Contents(
        schema=datafile.version_of(db),
        union=str(union[0]) if union else "",
        base=int(drawn[0]) >> SERIAL_BITS if drawn else 0,
        last_step=int(ever[0]) if ever else int(last[0]),
        last_at=str(last[1]),
        states=tuple((str(row[0]), int(row[1])) for row in states),
        rows=rows,
        beside=_beside(db, [name for name, count in rows if name not in _STEPPED and count <= _FEW]),
    )


def steps(path: Path, secret: Secret) -> frozenset[tuple[int, str]]:
    """The steps that hold in a file, each with its time.

    Raises:
        FileProblem: it cannot be opened.
    """
    with datafile.open_file(path, secret, read_only=True) as db, datafile.troubles(path):
        found = db.conn.execute("SELECT id, at FROM step WHERE state IN ('done', 'kept')")
        return frozenset((int(row[0]), str(row[1])) for row in found)


def _beside(db: Database, tables: list[str]) -> str:
    told = hashlib.sha256()
    for name in tables:
        told.update(name.encode())
        for row in sorted(repr(tuple(row)) for row in db.conn.execute(f"SELECT * FROM {name}")):
            told.update(row.encode())
    return told.hexdigest()
