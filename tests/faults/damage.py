"""Damages data files on purpose, and knows what stood in them and on which page."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.store import salvage_shapes
from app.store.keys import Secret, keys_of
from app.store.salvage_pages import LEAF_TABLE, PAGE, Pages, Unfit
from app.store.salvage_source import connect

Places = dict[int, set[tuple[str, Any]]]
Rows = dict[str, dict[Any, tuple[Any, ...]]]


@dataclass(frozen=True)
class Damaged:
    """One damaged copy: what was done to which page (0: to the whole), and whether SQLite can notice it at all."""

    name: str
    data: bytes
    page: int = 0
    silent: bool = False


@dataclass(frozen=True)
class Original:
    """A sound file as it was: its bytes, its rows, and for a plain file which rows lie on which page."""

    data: bytes
    rows: Rows
    version: int
    on_page: dict[int, set[tuple[str, Any]]] = field(default_factory=dict)
    trees: frozenset[int] = frozenset()  # pages that are part of a tree, the others are overflow or free

    @property
    def count(self) -> int:
        return len(self.data) // PAGE


def original(path: Path, password: str = "") -> Original:
    """Take note of a sound file."""
    (key,) = keys_of(path, password)[:1]
    conn = connect(path, key)
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    rows = rows_of(conn, version)
    roots = dict(conn.execute("SELECT rootpage, name FROM sqlite_master WHERE type = 'table'"))
    conn.close()
    data = path.read_bytes()
    if password:
        return Original(data, rows, version)
    on_page, trees = _places(Pages(data), roots, version)
    return Original(data, rows, version, on_page, trees)


def rows_of(conn: Any, version: int) -> Rows:
    """Every row of every table by its key."""
    found: Rows = {}
    for name, table in salvage_shapes.tables(version).items():
        columns = ", ".join(table.names)
        found[name] = {row[0]: row for row in conn.execute(f"SELECT {columns} FROM {name}")}
    return found


def read(path: Path, password: Secret = "") -> Rows:
    """Every row of a file of today's schema."""
    (key,) = keys_of(path, password)[:1]
    conn = connect(path, key)
    try:
        return rows_of(conn, conn.execute("PRAGMA user_version").fetchone()[0])
    finally:
        conn.close()


def _places(pages: Pages, roots: dict[int, str], version: int) -> tuple[Places, frozenset[int]]:
    shapes = salvage_shapes.tables(version)
    on_page: dict[int, set[tuple[str, Any]]] = {}
    seen: set[int] = set()
    for root, name in roots.items():
        waiting = [root]
        while waiting:
            number = waiting.pop()
            seen.add(number)
            tree = pages.tree(number)
            waiting += tree.below
            if name not in shapes:
                continue
            if tree.kind == LEAF_TABLE:
                on_page[number] = {(name, row_id) for row_id, _ in pages.rows(tree)}
            elif not shapes[name].numbered:
                on_page[number] = {(name, values[0]) for values in pages.entries(tree)}
    for number in range(1, pages.count + 1):
        try:
            pages.tree(number)
        except (Unfit, IndexError):
            continue
        seen.add(number)
    return on_page, frozenset(seen)


def zeroed(of: Original, page: int) -> Damaged:
    return Damaged(f"page {page} zeroed", _with(of.data, (page - 1) * PAGE, bytes(PAGE)), page)


def garbled(of: Original, page: int, chance: random.Random) -> Damaged:
    return Damaged(f"page {page} garbled", _with(of.data, (page - 1) * PAGE, chance.randbytes(PAGE)), page)


def flipped(of: Original, at: int, bit: int) -> Damaged:
    new = bytes([of.data[at] ^ (1 << bit)])
    return Damaged(f"byte {at} bit {bit} flipped", _with(of.data, at, new), at // PAGE + 1, silent=True)


def torn(of: Original, page: int) -> Damaged:
    """The second half of a page was never written: an older page of another place stands there."""
    other = of.data[(page % of.count) * PAGE + PAGE // 2 :][: PAGE // 2].ljust(PAGE // 2, b"\0")
    return Damaged(f"page {page} half", _with(of.data, (page - 1) * PAGE + PAGE // 2, other), page, silent=True)


def headless(of: Original) -> Damaged:
    return Damaged("header zeroed", _with(of.data, 0, bytes(100)), 1)


def cut(of: Original, share: float) -> Damaged:
    return Damaged(f"cut to {share:.0%}", of.data[: int(len(of.data) * share)])


def _with(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def variants(of: Original, seed: int, flips: int, every: int = 1) -> Iterator[Damaged]:
    """Damaged copies of a file: each page (or each ``every``th) zeroed or garbled, bytes flipped, halves, cuts."""
    chance = random.Random(seed)
    for page in range(1, of.count + 1, every):
        yield zeroed(of, page) if page % 2 else garbled(of, page, chance)
    for _ in range(flips):
        yield flipped(of, chance.randrange(len(of.data)), chance.randrange(8))
    for _ in range(flips // 8):
        yield torn(of, chance.randrange(2, of.count + 1))
    yield headless(of)
    for share in (0.99, 0.9, 0.75, 0.5, 0.25, 0.1):
        yield cut(of, share)


def stale_index(path: Path, index: str, change: str) -> None:
    """Let a table change while nobody keeps its index up: quick_check is content, integrity_check is not."""
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA writable_schema = ON")
    row = conn.execute("SELECT * FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    conn.execute("DELETE FROM sqlite_master WHERE name = ?", (index,))
    conn.close()
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute(change)
    conn.execute("PRAGMA writable_schema = ON")
    conn.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    conn.close()


def workbook(path: Path) -> None:
    """A zip archive, which is what a workbook is, under our suffix."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 2000)
