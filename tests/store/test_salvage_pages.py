"""SQLite's file format as we read it says the same as SQLite does."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store.salvage_pages import LEAF_TABLE, Pages, Unfit, _rising, record, varint

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=60)
VALUES = st.one_of(
    st.none(),
    st.integers(-(1 << 63), (1 << 63) - 1),
    st.floats(allow_nan=False),
    TEXT,
    TEXT.map(lambda text: text * 200),
    st.binary(max_size=9000),
)


def pages_of(path: Path) -> Pages:
    return Pages(path.read_bytes())


def leaves(pages: Pages, root: int) -> list[int]:
    tree = pages.tree(root)
    return [root] if tree.kind == LEAF_TABLE else [leaf for below in tree.below for leaf in leaves(pages, below)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.dictionaries(st.integers(-(1 << 63), (1 << 63) - 1), st.tuples(VALUES, VALUES, VALUES), max_size=30),
    size=st.sampled_from((512, 4096, 65536)),
)
def test_rows_are_read_as_sqlite_wrote_them(rows, size):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        conn = sqlite3.connect(path)
        conn.execute(f"PRAGMA page_size = {size}")
        conn.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c)")
        conn.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", [(row_id, *values) for row_id, values in rows.items()])
        conn.commit()
        kept = {row[0]: row[1:] for row in conn.execute("SELECT * FROM t")}  # an integral float may come back whole
        (root,) = conn.execute("SELECT rootpage FROM sqlite_master").fetchone()
        conn.close()
        pages = pages_of(path)
        assert pages.size == size
        read = [row for leaf in leaves(pages, root) for row in pages.rows(pages.tree(leaf))]
        assert {row_id: values[1:] for row_id, values in read} == kept
        assert [row_id for row_id, _ in read] == sorted(kept)


@settings(max_examples=40, deadline=None)
@given(rows=st.dictionaries(TEXT, st.binary(max_size=6000), max_size=30))
def test_a_table_without_row_numbers_is_read_from_all_its_pages(rows):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        conn = sqlite3.connect(path)
        conn.execute("CREATE TABLE t(k TEXT PRIMARY KEY, b BLOB) WITHOUT ROWID")
        conn.executemany("INSERT INTO t VALUES (?, ?)", rows.items())
        conn.commit()
        (root,) = conn.execute("SELECT rootpage FROM sqlite_master").fetchone()
        conn.close()
        pages, waiting, found = pages_of(path), [root], {}
        while waiting:
            tree = pages.tree(waiting.pop())
            waiting += tree.below
            found |= dict(pages.entries(tree))
        assert found == rows


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=5000), st.integers(0, 6000))
def test_any_bytes_are_read_or_refused(data, at):
    for way in (lambda: record(data), lambda: varint(data, at)):
        with suppress(Unfit):
            way()
    pages = Pages(data.ljust(8192, b"\x0d"))
    for number in (0, 1, 2, 3):
        try:
            tree = pages.tree(number)
        except Unfit:
            continue
        list(pages.rows(tree))
        list(pages.entries(tree))


@pytest.mark.parametrize(
    ("data", "number", "end"),
    [(b"\x00", 0, 1), (b"\x7f", 127, 1), (b"\x81\x00", 128, 2), (b"\xff" * 9, (1 << 64) - 1, 9)],
)
def test_varints(data, number, end):
    assert varint(data, 0) == (number, end)


@given(st.lists(st.integers(0, 50)))
def test_the_rising_run_rises_and_is_no_shorter_than_any_greedy_one(numbers):
    chosen = [numbers[place] for place in _rising(numbers)]
    assert all(one < other for one, other in pairwise(chosen))
    greedy: list[int] = []
    for number in numbers:
        if not greedy or number > greedy[-1]:
            greedy.append(number)
    assert len(chosen) >= len(greedy)


def test_an_overflow_chain_that_goes_round_is_refused():
    page = bytearray(4096)
    page[0] = LEAF_TABLE
    page[3:5] = (1).to_bytes(2, "big")
    page[8:10] = (100).to_bytes(2, "big")
    page[100:106] = bytes((0x8F, 0xFF, 0xFF, 0xFF, 0x7F, 1))  # claims gigabytes
    assert list(Pages(bytes(4096) + bytes(page)).rows(Pages(bytes(4096) + bytes(page)).tree(2))) == []
