"""SQLite's file format, read page by page without SQLite: for files whose trees no longer hang together.

Only what a row needs is read: b-tree pages, cells, overflow chains and records, as described in SQLite's own
"Database File Format". Nothing read here is trusted: whatever does not fit raises ``Unfit``.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

HEAD = b"SQLite format 3\x00"
PAGE = 4096  # bytes of a page in every file of ours
LARGEST = 256 << 20  # bytes of one row; what claims to be longer is no row of ours
_FIRST_HEADER = 100  # bytes before the tree's header on page 1
_TREE_HEADS = {2: 12, 5: 12, 10: 8, 13: 8}  # kind of page: bytes of its header
INNER_INDEX, INNER_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type: bytes

Values = tuple[Any, ...]


class Unfit(Exception):
    """These bytes are not what they would have to be."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One page of a tree: its kind, where its cells begin, and the pages below it (none for a leaf)."""

    number: int
    kind: int
    cells: tuple[int, ...]
    below: tuple[int, ...]


class Pages:
    """The pages of a file as bytes; numbers begin with 1 as SQLite's do."""

    def __init__(self, data: Any) -> None:
        """``data`` is anything that slices to bytes, a file's memory map say."""
        self._data = data
        self.size, spare = _sizes(bytes(data[:_FIRST_HEADER]))
        self.usable = self.size - spare
        self.count = len(data) // self.size

    def page(self, number: int) -> bytes:
        """The bytes of a page.

        Raises:
            Unfit: there is no such page.
        """
        if not 1 <= number <= self.count:
            raise Unfit
        return bytes(self._data[(number - 1) * self.size : number * self.size])

    def tree(self, number: int) -> Tree:
        """Page ``number`` as a part of a tree.

        Raises:
            Unfit: it is none.
        """
        page = self.page(number)
        start = _FIRST_HEADER if number == 1 else 0
        kind = page[start]
        if kind not in _TREE_HEADS:
            raise Unfit
        head = _TREE_HEADS[kind]
        (cells,) = struct.unpack_from(">H", page, start + 3)
        first = start + head
        if first + 2 * cells > self.usable:
            raise Unfit
        places = struct.unpack_from(f">{cells}H", page, first)
        if any(not first + 2 * cells <= place < self.usable for place in places):
            raise Unfit
        return Tree(number, kind, places, self._below(page, start, kind, places))

    def _below(self, page: bytes, start: int, kind: int, places: tuple[int, ...]) -> tuple[int, ...]:
        if kind not in (INNER_TABLE, INNER_INDEX):
            return ()
        at = [place for place in (*places, start + 8) if place + 4 <= self.usable]
        return tuple(int.from_bytes(page[place : place + 4], "big") for place in at)

    def rows(self, tree: Tree, most: int = 0) -> Iterator[tuple[int, Values]]:
        """The rows on a leaf of a table: (rowid, values); cells that do not fit or break the order are left out.

        With ``most`` only so many cells are looked at.
        """
        page = self.page(tree.number)
        found = []
        for place in tree.cells[: most or None]:
            try:
                length, at = varint(page, place)
                rowid, at = varint(page, at)
                found.append((_signed(rowid), record(self._payload(page, at, length, self.usable - 35))))
            except Unfit:
                continue
        return iter([found[n] for n in _rising([rowid for rowid, _ in found])])

    def entries(self, tree: Tree) -> Iterator[Values]:
        """The records on a page of an index, which is also how a table without rowids lies in the file."""
        page = self.page(tree.number)
        most = (self.usable - 12) * 64 // 255 - 23
        for place in tree.cells:
            try:
                length, at = varint(page, place + (4 if tree.kind == INNER_INDEX else 0))
                yield record(self._payload(page, at, length, most))
            except Unfit:
                continue

    def _payload(self, page: bytes, at: int, length: int, most: int) -> bytes:
        if not 0 < length <= LARGEST:
            raise Unfit
        if length <= most:
            local = length
        else:
            least = (self.usable - 12) * 32 // 255 - 23
            local = least + (length - least) % (self.usable - 4)
            local = local if local <= most else least
        if at + local + (4 if local < length else 0) > self.usable:
            raise Unfit
        if local == length:
            return page[at : at + local]
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        return page[at : at + local] + self._overflow(following, length - local)

    def _overflow(self, number: int, wanted: int) -> bytes:
        parts: list[bytes] = []
        if wanted > self.count * self.size:  # a chain that goes round would never end
            raise Unfit
        while wanted:
            page = self.page(number)
            number = int.from_bytes(page[:4], "big")
            part = page[4 : min(self.usable, 4 + wanted)]
            parts.append(part)
            wanted -= len(part)
        if number:
            raise Unfit
        return b"".join(parts)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The number that begins at ``at``, seven bits a byte, and where it ends.

    Raises:
        Unfit: the bytes end before it does.
    """
    number = 0
    for step in range(9):
        if at + step >= len(data):
            raise Unfit
        byte = data[at + step]
        if step == 8:
            return number << 8 | byte, at + 9
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return number, at + step + 1


def record(data: bytes) -> Values:
    """The values of a record; a text that is no UTF-8 keeps its odd bytes as lone surrogates.

    Raises:
        Unfit: these bytes are no record.
    """
    end, at = varint(data, 0)
    if end > len(data):
        raise Unfit
    values: list[Any] = []
    place = end
    while at < end:
        kind, at = varint(data, at)
        value, place = _value(data, kind, place)
        values.append(value)
    if at != end or place != len(data):
        raise Unfit
    return tuple(values)


def _value(data: bytes, kind: int, at: int) -> tuple[Any, int]:
    if kind in (0, 8, 9):
        return (None, 0, 1)[max(0, kind - 7)], at
    if kind in (10, 11):
        raise Unfit
    size = _INTEGERS.get(kind) or (8 if kind == 7 else (kind - 12) // 2)
    end = at + size
    if end > len(data):
        raise Unfit
    if kind in _INTEGERS:
        return int.from_bytes(data[at:end], "big", signed=True), end
    if kind == 7:
        return struct.unpack(">d", data[at:end])[0], end
    return (data[at:end].decode("utf-8", "surrogateescape") if kind % 2 else data[at:end]), end


def _sizes(head: bytes) -> tuple[int, int]:
    """The size of a page and the bytes left free at its end; our own where the file's head is gone."""
    if len(head) < _FIRST_HEADER or not head.startswith(HEAD):
        return PAGE, 0
    size = int.from_bytes(head[16:18], "big")
    size = 65536 if size == 1 else size
    good = 512 <= size <= 65536 and not size & (size - 1)
    return (size, head[20]) if good and size - head[20] >= 480 else (PAGE, 0)


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number


def _rising(numbers: list[int]) -> list[int]:
    """The places of a longest rising run of ``numbers``: a rowid that breaks the order was not written by SQLite."""
    if all(one < other for one, other in pairwise(numbers)):
        return list(range(len(numbers)))
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [place]
        before.append(ends[at - 1] if at else -1)
    chosen: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chosen.append(place)
        place = before[place]
    return chosen[::-1]
