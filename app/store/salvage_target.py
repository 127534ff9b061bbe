"""The new file that takes what was saved: rows made to fit, dead references emptied, indices built anew."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.i18n import N_
from app.store import migrations
from app.store.datafile import APPLICATION_ID, SERIAL_BITS
from app.store.keys import Key
from app.store.salvage_shapes import Column, Table, make, tables
from app.store.salvage_source import connect

LOST_STEP = N_("A step whose record was lost")
_NEVER = "1970-01-01T00:00:00Z"


class Target:
    """A file being filled; it is worth nothing before ``finish``. ``mended`` gathers (table, id, columns)."""

    def __init__(self, path: Path, key: Key | None, version: int) -> None:
        """A new, empty file of schema ``version`` at ``path``."""
        self.version = version
        self.shapes = tables(version)
        self.mended: list[tuple[str, int, tuple[str, ...]]] = []
        self.unlinked: list[tuple[str, int, str]] = []
        self._usual: set[tuple[Any, ...]] = set()  # the kinds of values in rows that fitted
        self._only = {
            name: tuple((at, (*column.only, None)) for at, column in enumerate(table.columns) if column.only)
            for name, table in self.shapes.items()
        }
        self._conn = connect(path, key)
        # Nobody sees this file before it is whole, so nothing need be taken back.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "secure_delete = ON", "foreign_keys = OFF"):
            self._conn.execute(f"PRAGMA {pragma}")
        self._conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self._conn.execute("BEGIN")
        make(self._conn, version)
        self._indices = self._taken_away()

    def close(self) -> None:
        """Let go of the file."""
        self._conn.close()

    def _taken_away(self) -> list[str]:
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        found = self._conn.execute(sql).fetchall()
        for name, _ in found:
            self._conn.execute(f"DROP INDEX {name}")
        return [text for _, text in found]

    def ask(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a question to what was saved so far."""
        return list(self._conn.execute(sql, tuple(values)).fetchall())

    def count(self, table: str) -> int:
        """How many rows of a table were saved so far."""
        return int(self.ask(f"SELECT COUNT(*) FROM {table}")[0][0])

    def has(self, table: str, row_id: int) -> bool:
        """Whether a row was saved."""
        return bool(self.ask(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)))

    def put(self, table: Table, row_id: int, values: tuple[Any, ...]) -> bool:
        """Take a row in, unless its number is taken; what does not fit is left blank and noted."""
        # Most rows are of kinds seen before: of a million every microsecond counts.
        kinds = (table.name, *map(type, values[1:]))
        if kinds in self._usual and all(values[at] in only for at, only in self._only[table.name]):
            with suppress(UnicodeEncodeError):
                return self._insert(table, (row_id, *values[1:]))
        elif table.fits((None, *values[1:])) and len(values) == len(table.columns):
            self._usual.add(kinds)
        return self._put_fitted(table, row_id, values)

    def _put_fitted(self, table: Table, row_id: int, values: tuple[Any, ...]) -> bool:
        columns = table.columns[1:]
        given = [*values[1:], *([None] * (len(table.columns) - len(values)))]
        fitted = [_fitted(column, value) for column, value in zip(columns, given, strict=True)]
        if any(now is None and column.required for column, now in zip(columns, fitted, strict=True)):
            return False
        if not self._insert(table, (row_id, *fitted)):
            return False
        told = zip(columns, values[1:], fitted, strict=False)  # a row of an earlier schema may be shorter
        if odd := tuple(column.name for column, value, now in told if now != value):
            self.mended.append((table.name, row_id, odd))
        return True

    def put_words(self, table: Table, values: tuple[Any, ...]) -> bool:
        """Take in a row that is named by a word; contents only where they are what their digest says."""
        pairs = zip(table.columns, values, strict=True)
        if not all(value is not None and column.fits(value) for column, value in pairs):
            return False
        if any(isinstance(value, str) and _clean(value) != value for value in values):
            return False
        if table.name == "content" and hashlib.sha256(values[1]).hexdigest() != values[0]:
            return False
        return self._insert(table, values)

    def _insert(self, table: Table, values: tuple[Any, ...]) -> bool:
        marks = ", ".join("?" * len(values))
        sql = f"INSERT OR IGNORE INTO {table.name}({', '.join(table.names)}) VALUES ({marks})"
        try:
            return bool(self._conn.execute(sql, values).rowcount)
        except dbapi2.IntegrityError:  # a CHECK that no fitting could meet
            return False

    def settle(self, sequences: Mapping[str, int]) -> None:
        """Bring the file to today's schema: steps for changes that lost theirs, numbers, indices, references."""
        self._conn.execute(
            "INSERT INTO step(id, label, label_values, at, state) "
            "SELECT DISTINCT step_id, ?, '{}', ?, 'kept' FROM change WHERE step_id NOT IN (SELECT id FROM step)",
            (LOST_STEP, _NEVER),
        )
        self._set_sequences(sequences)
        self._empty_dead_references()
        for sql in self._indices:
            self._build(sql)
        migrations.apply(self._conn, self.version)
        self._conn.execute("COMMIT")

    def _build(self, sql: str) -> None:
        try:
            self._conn.execute(sql)
        except dbapi2.IntegrityError:
            # A unique index with two rows that say the same: the later one is what was meant.
            table, columns = sql.partition(" ON ")[2].rstrip(" )").split("(", 1)
            self._conn.execute(f"DELETE FROM {table} WHERE id NOT IN (SELECT MAX(id) FROM {table} GROUP BY {columns})")
            self._conn.execute(sql)

    def forget_undo(self) -> None:
        """Put all steps out of undo's reach: what they touched may not be here."""
        self._conn.execute("UPDATE step SET state = CASE state WHEN 'undone' THEN 'dropped' ELSE 'kept' END "
                           "WHERE state IN ('done', 'undone')")  # fmt: skip

    def _set_sequences(self, sequences: Mapping[str, int]) -> None:
        counted = [table for table in self.shapes.values() if table.counted]
        highest = {t.name: self.ask(f"SELECT MAX(id) FROM {t.name}")[0][0] or 0 for t in counted}
        logged = dict(self.ask("SELECT record, MAX(row_id) FROM change GROUP BY record"))
        known = [{name: of.get(name, 0) for name in highest} for of in (sequences, logged, highest)]
        base = _base(sequences.values()) or _base(highest.values()) or _drawn()
        last = {name: max((of[name] for of in known if of[name] >> SERIAL_BITS == base), default=0) for name in highest}
        self._conn.execute("DELETE FROM sqlite_sequence")
        for name, number in last.items():
            self._conn.execute(
                "INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", (name, max(number, base << SERIAL_BITS))
            )

    def _empty_dead_references(self) -> None:
        for table in self.shapes.values():
            for column, other in table.refs:
                dead = f"{column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {other})"
                found = self.ask(f"SELECT id FROM {table.name} WHERE {dead}")
                if found:
                    self.unlinked += [(table.name, row_id, column) for (row_id,) in found]
                    self._conn.execute(f"UPDATE {table.name} SET {column} = NULL WHERE {dead}")


def _fitted(column: Column, value: Any) -> Any:
    if value is None or not column.fits(value):
        return column.blank
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    """Without the bytes that are no letters: they show as �."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _base(numbers: Iterable[int]) -> int:
    """Where most of the numbers begin; 0 where nothing is known."""
    counted = Counter(number >> SERIAL_BITS for number in numbers if number >> SERIAL_BITS)
    return counted.most_common(1)[0][0] if counted else 0


def _drawn() -> int:
    return secrets.randbelow((1 << 21) - 1) + 1
