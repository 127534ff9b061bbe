"""What the tables of each schema look like, for whoever reads rows out of a damaged file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlcipher3 import dbapi2

from app.store import migrations


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its SQLite type, whether it may be NULL, and the values it is held to, where it is."""

    name: str
    kind: str
    required: bool
    only: tuple[Any, ...] = ()

    def fits(self, value: Any) -> bool:
        """Whether the file may hold ``value`` here."""
        if value is None:
            return not self.required
        types = {"TEXT": str, "INTEGER": int, "BLOB": bytes}
        return isinstance(value, types[self.kind]) and (not self.only or value in self.only)

    @property
    def blank(self) -> Any:
        """What stands here when nothing is known; None where that may not be."""
        if not self.required:
            return None
        if self.only:
            return "kept" if "kept" in self.only else None
        return "" if self.kind == "TEXT" else None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: columns in the file's order, references (column, table), and the columns of each index.

    ``key`` is the column that names a row: ``id`` where rows have numbers. ``root`` is the page it begins at in a
    file that was just made. ``counted`` says that its numbers run on and are never given twice.
    """

    name: str
    key: str
    root: int
    counted: bool
    columns: tuple[Column, ...]
    refs: tuple[tuple[str, str], ...]
    indices: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def numbered(self) -> bool:
        """Whether rows have numbers."""
        return self.key == "id"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def fits(self, values: tuple[Any, ...]) -> bool:
        """Whether a record may be a row; one of an earlier schema may lack the columns at its end."""
        if len(values) not in lengths(self.name):
            return False
        start = 1 if self.numbered else 0
        if self.numbered and values[0] is not None:
            return False  # the number lies before the record
        return all(c.fits(v) for c, v in zip(self.columns[start:], values[start:], strict=False))


@cache
def tables(version: int) -> dict[str, Table]:
    """The tables of schema ``version`` by name."""
    conn = dbapi2.connect(":memory:", isolation_level=None)
    try:
        make(conn, version)
        sql = "SELECT name, rootpage, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        return {name: _table(conn, name, root, text) for name, root, text in conn.execute(sql).fetchall()}
    finally:
        conn.close()


@cache
def lengths(table: str) -> frozenset[int]:
    """How many columns a table had from schema to schema."""
    every = (tables(version).get(table) for version in range(1, migrations.LATEST + 1))
    return frozenset(len(one.columns) for one in every if one)


def make(conn: Any, version: int) -> None:
    """Make the empty tables of schema ``version``."""
    for script in migrations._FILES[:version]:
        for statement in migrations._statements(script.read_text(encoding="utf-8")):
            conn.execute(statement)
    conn.execute(f"PRAGMA user_version = {version}")


def _table(conn: Any, name: str, root: int, sql: str) -> Table:
    info = conn.execute(f"PRAGMA table_info({name})").fetchall()
    columns = tuple(Column(row[1], row[2], bool(row[3]), _only(sql, row[1])) for row in info)
    refs = tuple((row[3], row[2]) for row in conn.execute(f"PRAGMA foreign_key_list({name})"))
    listed = [row[1] for row in conn.execute(f"PRAGMA index_list({name})") if row[3] == "c"]
    indices = tuple((one, tuple(row[2] for row in conn.execute(f"PRAGMA index_info({one})"))) for one in listed)
    key = next(row[1] for row in info if row[5])
    return Table(name, key, root, "AUTOINCREMENT" in sql, columns, refs, indices)


def _only(sql: str, name: str) -> tuple[Any, ...]:
    """The values a CHECK holds a column to."""
    _, found, rest = sql.partition(f"CHECK ({name} IN (")
    if not found:
        return ()
    words = [word.strip() for word in rest.partition(")")[0].split(",")]
    return tuple(word.strip("'") if word.startswith("'") else int(word) for word in words)
