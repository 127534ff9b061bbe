"""A damaged file under SQLite's own eyes: table by table from row to row, stepping over what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.store import migrations
from app.store.datafile import SERIAL_BITS, Interrupted
from app.store.keys import Key
from app.store.salvage_shapes import Table

LONGEST = 64 << 20  # bytes of one text; a file may claim a gigabyte for each
_PATIENT, _PATIENT_SEALED = 2000, 100  # rows looked for one by one behind a gap, before the steps grow
_LAST = 1 << 53  # no identifier is as large
_AT_ONCE = 500

Row = tuple[int, tuple[Any, ...]]


class Source:
    """A working copy of a damaged file, read only; ``hurt`` gathers the tables that could not be read through."""

    def __init__(self, path: Path, key: Key | None, cancelled: Callable[[], bool]) -> None:
        """``path`` is a copy that nobody else uses."""
        self._path = path
        self._key = key
        self._cancelled = cancelled
        self.hurt: set[str] = set()
        self._conn = self._connect()

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._conn.close()

    def _connect(self) -> Any:
        conn = connect(self._path, self._key)
        # A schema of which some lines are odd is still read; nothing of it is ever written.
        for pragma in ("writable_schema = ON", "query_only = ON"):
            conn.execute(f"PRAGMA {pragma}")
        conn.set_progress_handler(self._cancelled, 20_000)
        return conn

    def ask(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]] | None:
        """The rows of a question; None where the file cannot answer it.

        Raises:
            Interrupted: the clerk stopped it.
        """
        try:
            return list(self._conn.execute(sql, values).fetchall())
        except dbapi2.Error as error:
            self._after(error)
            return None

    def _after(self, error: Exception) -> None:
        if "interrupted" in str(error):
            raise Interrupted from error
        if self._key is not None:  # after one page that is not genuine SQLCipher refuses all others too
            self._conn.close()
            self._conn = self._connect()

    def number(self, pragma: str) -> int:
        """What a pragma says, 0 where it says nothing."""
        found = self.ask(f"PRAGMA {pragma}")
        return int(found[0][0]) if found else 0

    @cached_property
    def version(self) -> int:
        """The number of its schema; today's where that is not known."""
        found = self.number("user_version")
        return found if 1 <= found <= migrations.LATEST else migrations.LATEST

    @cached_property
    def there(self) -> dict[str, dict[str, Any]]:
        """The true tables and indices of the file by name, with their first pages; nothing virtual or computed."""
        found = self.ask("SELECT type, name, rootpage FROM sqlite_master WHERE rootpage > 0") or []
        good = [row for row in found if isinstance(row[1], str) and isinstance(row[2], int)]
        return {kind: {n: root for k, n, root in good if k == kind} for kind in ("table", "index")}

    @cached_property
    def sequences(self) -> dict[str, int]:
        """The last number each table gave, as far as it is known."""
        found = self.ask("SELECT name, seq FROM sqlite_sequence") or []
        return {name: seq for name, seq in found if isinstance(name, str) and isinstance(seq, int) and seq < _LAST}

    @cached_property
    def base(self) -> int:
        """Where the numbers of all tables of the file begin, 0 where that is not known."""
        return max((seq >> SERIAL_BITS for seq in self.sequences.values()), default=0) << SERIAL_BITS

    def columns(self, table: str) -> tuple[str, ...]:
        """The names of a table's columns; nothing where one is computed, since reading it would run foreign code."""
        found = self.ask(f"PRAGMA table_xinfo({_quoted(table)})") or []
        return () if any(row[6] for row in found) else tuple(row[1] for row in found)

    def rows(self, table: Table) -> Iterator[Row]:
        """What can be read of a table with numbered rows: (number, values in the order of ``table.columns``)."""
        there = self.columns(table.name) if table.name in self.there.get("table", {}) else ()
        ours = tuple(column.name for column in table.columns)
        by_place = _is_torn(ours, there)
        if by_place:  # a name that is torn may be no text at all
            there = ours
        if "id" not in there:
            self.hurt.add(table.name)
            return
        wanted = ", ".join(_short(name) if name in there else "NULL" for name in ours)
        head = f"WITH whole({', '.join(ours)}) AS (SELECT * FROM {table.name} NOT INDEXED) " if by_place else ""
        read_from = "whole" if by_place else f"{table.name} NOT INDEXED"
        sql = f"{head}SELECT id, {wanted} FROM {read_from} WHERE id >= ? ORDER BY id"
        yield from _in_order((row[0], row[1:]) for row in self._walk(table, sql))

    def _walk(self, table: Table, sql: str) -> Iterator[tuple[Any, ...]]:
        """Row after row; where one cannot be read, on from the next that can."""
        start: int | None = 0
        left = max(self._path.stat().st_size // 4, _AT_ONCE)  # a tree that goes round would never end
        while start is not None:
            last = start - 1
            try:
                cursor = self._conn.execute(sql, (start,))
                while part := cursor.fetchmany(_AT_ONCE):
                    for row in part:
                        last = row[0]
                        yield row
                    left -= len(part)
                    if left < 0:
                        self.hurt.add(table.name)
                        return
                return
            except dbapi2.Error as error:
                self._after(error)
            self.hurt.add(table.name)
            # fetchmany gives nothing of a part that breaks off, so the part is read once more row by row.
            while found := self.ask(f"{sql} LIMIT 1", (last + 1,)):
                last = found[0][0]
                yield found[0]
            if found is None:
                start = self._next_start(table, max(last, 0) + 1)
            else:
                return

    def _next_start(self, table: Table, after: int) -> int | None:
        """The first number from ``after`` on where reading succeeds again; None where it never does."""
        sql = f"SELECT * FROM {table.name} NOT INDEXED WHERE id >= ? ORDER BY id LIMIT 1"
        last = self.sequences.get(table.name, _LAST)
        at = max(after, self.base + 1) if table.counted else after
        patience = _PATIENT if self._key is None else _PATIENT_SEALED  # there each try opens the file anew
        step, tried, failed = 1, 0, at - 1
        while at <= last:
            if self.ask(sql, (at,)) is not None:
                return self._nearest(sql, failed, at)
            tried, failed = tried + 1, at
            step *= 2 if tried > patience else 1
            at = last if at < last < at + step else at + step
        return None

    def _nearest(self, sql: str, failed: int, good: int) -> int:
        while good - failed > 1:
            middle = (good + failed) // 2
            if self.ask(sql, (middle,)) is None:
                failed = middle
            else:
                good = middle
        return good

    def words(self, table: Table, known: AbstractSet[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of a table named by words instead of numbers, from both its ends and by the words ``known``."""
        there = self.columns(table.name) if table.name in self.there.get("table", {}) else ()
        if set(table.names) - set(there):
            self.hurt.add(table.name)
            return
        for key in sorted(self._keys(table) | known):
            names = ", ".join(_short(name) if name != table.key else name for name in table.names)
            found = self.ask(f"SELECT {names} FROM {table.name} WHERE {table.key} = ?", (key,))
            if found is None:
                self.hurt.add(table.name)
            yield from found or ()

    def _keys(self, table: Table) -> set[str]:
        found = self._from_both_ends(f"SELECT {table.key} FROM {table.name} ORDER BY {table.key}", table.name)
        return {key for (key,) in found if isinstance(key, str)}

    def indexed(self, table: Table) -> dict[int, dict[str, Any]]:
        """What the indices of a table know of its rows, by number: they repeat some of the columns."""
        known: dict[int, dict[str, Any]] = {}
        for index, columns in table.indices:
            if index not in self.there.get("index", {}) or table.name not in self.there.get("table", {}):
                continue
            asked = [column for column in columns if column != "id"]
            sql = f"SELECT id, {', '.join(asked)} FROM {table.name} INDEXED BY {index} ORDER BY {asked[0]}"
            for row_id, *values in self._from_both_ends(sql):
                if isinstance(row_id, int):
                    known.setdefault(row_id, {}).update(zip(asked, values, strict=True))
        return known

    def _from_both_ends(self, sql: str, hurt: str = "") -> Iterator[tuple[Any, ...]]:
        """Forwards as far as it goes, and where that is not to the end, backwards too."""
        for way in ("", " DESC"):
            try:
                yield from self._conn.execute(sql + way)
            except dbapi2.Error as error:
                self._after(error)
                self.hurt.update([hurt] if hurt else [])
                continue
            return


def connect(path: Path, key: Key | None, *, read_only: bool = False) -> Any:
    """A plain connection to a file of which nothing is trusted."""
    uri = path.resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
    conn = dbapi2.connect(uri, uri=True, isolation_level=None, timeout=5, check_same_thread=False)
    conn.text_factory = _text
    conn.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        conn.execute(f'PRAGMA key = "{key.literal}"')
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA temp_store = MEMORY")
    return conn


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _short(name: str) -> str:
    return f"CASE WHEN octet_length({name}) <= {LONGEST} THEN {name} END"


def _is_torn(ours: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Whether a table has our columns in our order, and the names of some are damaged."""
    if ours == there or len(ours) != len(there):
        return False
    return all(a == b or (a not in there and b not in ours) for a, b in zip(ours, there, strict=True))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _in_order(found: Iterator[Row]) -> Iterator[Row]:
    """Without the rows whose numbers break the order: those were not written by SQLite."""
    sent, held = -(1 << 63), None
    for row in found:
        if held is None or row[0] > held[0]:
            if held is not None:
                sent = held[0]
                yield held
            held = row
        elif row[0] > sent:
            held = row  # the one before was too high
    if held is not None:
        yield held
