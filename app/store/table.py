"""The only code that writes records: every write leaves its change-log row in the same transaction."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from app.domain import pinyin
from app.domain.fields import RecordType
from app.domain.records import BY_TABLE, children_of
from app.store import erasing, history
from app.store.connection import Database
from app.store.datafile import DbError, rows
from app.store.erasing import Gone

Values = Mapping[str, Any]
_MANY = 5000  # records, from which on building indices anew is quicker
_NOBODY: Mapping[int, int] = MappingProxyType({})
_SOUNDS = ("initials", "sort_key")  # the columns that keep how a name sounds


class Writer:
    """Writes within one step. ``touched`` gathers, per table, the ids that a notice will name."""

    def __init__(self, db: Database, step_id: int) -> None:
        """Only ``Book.step`` makes one, inside an open transaction."""
        self._db = db
        self._step = step_id
        self.touched: dict[str, set[int]] = defaultdict(set)

    def insert(self, table: str, values: Values) -> int:
        """Add one record and return its id; columns left out are blank."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: str, many: Sequence[Values], made: Mapping[int, int] = _NOBODY) -> list[int]:
        """Add records in order and return their ids.

        ``made`` are the ids that planned records have got, by the negative numbers under which others point at them.
        """
        if not many:
            return []
        first = self._next_id(table)
        ids = list(range(first, first + len(many)))
        columns = _columns(BY_TABLE[table], many, made)
        marks = ", ".join("?" * (len(columns) + 1))
        self._db.conn.executemany(
            f"INSERT INTO {table}(id, {', '.join(columns)}) VALUES ({marks})", zip(ids, *columns.values(), strict=True)
        )
        self._log_added(table, ids)
        return ids

    @contextmanager
    def loading(self, table: str, count: int) -> Iterator[None]:
        """Add ``count`` records within: where a table grows manyfold its indices are built anew, once, at the end.

        A statement that is still reading keeps them from being taken away; then they are kept up row by row.
        """
        indices = self._taken_away(table) if self._grows_manyfold(table, count) else []
        yield
        for sql in indices:
            self._db.conn.execute(sql)

    def _grows_manyfold(self, table: str, count: int) -> bool:
        if count < _MANY:
            return False
        there = self._db.conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        return bool(count > there)

    def _taken_away(self, table: str) -> list[str]:
        """Drop the indices of a table and return the SQL that makes them."""
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
        taken = []
        for one in rows(self._db, sql, (table,)):
            try:
                self._db.conn.execute(f"DROP INDEX {one['name']}")
            except DbError as error:
                if "locked" not in str(error):
                    raise
                break
            taken.append(one["sql"])
        return taken

    def update(self, table: str, row_id: int, values: Values) -> bool:
        """Change the columns of a record that differ from ``values``; says whether any did."""
        found = rows(self._db, f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        if not found:
            raise KeyError(f"{table} {row_id}")
        wanted = dict(values) | _derived(BY_TABLE[table], values)
        new = {name: value for name, value in wanted.items() if found[0][name] != value}
        if not new:
            return False
        self._set(table, row_id, new)
        self._log(table, row_id, "edit", {name: found[0][name] for name in new}, new)
        return True

    def delete(self, table: str, row_id: int) -> None:
        """Remove a record with its parts, figures and attachments; other records must not point at it."""
        for child in children_of(table):
            for row in rows(self._db, f"SELECT id FROM {child.table} WHERE {child.owner} = ?", (row_id,)):
                self.delete(child.table, row["id"])
        for hung in ("figure", "attachment"):
            sql = f"SELECT id FROM {hung} WHERE owner_id = ? AND owner_table = ?"
            for row in rows(self._db, sql, (row_id, table)):
                self._remove(hung, row["id"])
        self._remove(table, row_id)

    def restore(self, table: str, row: Values) -> None:
        """Put a deleted row back under its old id."""
        names = list(row)
        self._db.conn.execute(
            f"INSERT INTO {table}({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", tuple(row.values())
        )
        self._log_added(table, [row["id"]])

    def keep_for_good(self) -> None:
        """Put this step and all before out of undo's reach; none that was undone is done again either."""
        history.keep_for_good(self._db)
        history.drop_undone(self._db)

    def erase(self, gone: Gone) -> None:
        """Erase records for good, with what the history kept of them; neither this nor anything before is undone."""
        erasing.erase(self._db, gone)
        for table, row_id in (*gone.records, *gone.blanked):
            self.touched[table].add(row_id)

    def keep_content(self, content: bytes) -> str:
        """Keep the bytes of a file, each content once, and return its digest."""
        digest = hashlib.sha256(content).hexdigest()
        self._db.conn.execute("INSERT OR IGNORE INTO content(digest, bytes) VALUES (?, ?)", (digest, content))
        return digest

    def _next_id(self, table: str) -> int:
        found = self._db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return int(found[0]) + 1

    def _set(self, table: str, row_id: int, new: Values) -> None:
        places = ", ".join(f"{name} = ?" for name in new)
        self._db.conn.execute(f"UPDATE {table} SET {places} WHERE id = ?", (*new.values(), row_id))

    def _remove(self, table: str, row_id: int) -> None:
        before = rows(self._db, f"SELECT * FROM {table} WHERE id = ?", (row_id,))[0]
        self._db.conn.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self._log(table, row_id, "delete", before, None)

    def _log(self, table: str, row_id: int, action: str, before: Values | None, after: Values | None) -> None:
        self.touched[table].add(row_id)
        self._db.conn.execute(
            "INSERT INTO change(step_id, record, row_id, action, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            (self._step, table, row_id, action, _packed(before), _packed(after)),
        )

    def _log_added(self, table: str, ids: Sequence[int]) -> None:
        """Log records that are there now and follow one another."""
        self.touched[table].update(ids)
        self._db.conn.execute(
            "INSERT INTO change(step_id, record, row_id, action) "
            f"SELECT ?, ?, id, 'add' FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id",
            (self._step, table, ids[0], ids[-1]),
        )


def _is_span(record: RecordType, column: str) -> bool:
    """Whether a column is the first or last day of a date: NULL, not '', where it is unknown."""
    return any(column in (f"{field.name}_from", f"{field.name}_to") for field in record.fields)


def _columns(record: RecordType, many: Sequence[Values], made: Mapping[int, int]) -> dict[str, Iterable[Any]]:
    """Column by column what the records say, where any of them gives it; what is blank in all the schema knows."""
    given = set().union(*many).difference(_SOUNDS)
    columns: dict[str, Iterable[Any]] = {}
    for name, kind in record.columns:
        if name in given or not columns:  # one at least
            blank = "" if kind == "TEXT" and not _is_span(record, name) else None
            columns[name] = [values.get(name, blank) for values in many]
    if made:
        for name in (field.name for field in record.fields if field.ref and field.name in columns):
            columns[name] = [made.get(target, target) for target in columns[name]]
    if record.initials_of in given:
        sounds = [pinyin.keys(text or "") for text in columns[record.initials_of]]
        columns |= zip(_SOUNDS, zip(*sounds, strict=True), strict=True)
    return columns


def _derived(record: RecordType, values: Values) -> dict[str, str]:
    if not record.initials_of or record.initials_of not in values:
        return {}
    return dict(zip(_SOUNDS, pinyin.keys(values[record.initials_of] or ""), strict=True))


def _packed(values: Values | None) -> str | None:
    return None if values is None else json.dumps(dict(values), ensure_ascii=False)
