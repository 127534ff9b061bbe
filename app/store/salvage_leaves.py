"""The rows of a plain file straight from its leaves, each given to the table it must have belonged to."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.store.salvage_pages import INNER_INDEX, LEAF_INDEX, LEAF_TABLE, Pages, Unfit, Values
from app.store.salvage_shapes import Table

_DIGEST = 64  # letters of a SHA-256

Found = tuple[str, int, Values]  # table, number, values


def leaf_rows(
    path: Path, shapes: Mapping[str, Table], wanted: set[str], cancelled: Callable[[], bool]
) -> Iterator[Found]:
    """The rows of the ``wanted`` tables that lie on readable leaves of the file at ``path``, in any order.

    What belongs to no table for certain comes under the name ``""``.
    """
    with path.open("rb") as file:
        if not path.stat().st_size:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield from Forest(Pages(data), shapes, cancelled).rows(wanted)


class Forest:
    """All the trees of a file, whole ones and torn ones."""

    def __init__(self, pages: Pages, shapes: Mapping[str, Table], cancelled: Callable[[], bool]) -> None:
        """Looks at every page once."""
        self._pages = pages
        self._shapes = shapes
        self._above: dict[int, int] = {}
        self._leaves: list[int] = []
        self._entries: list[int] = []
        for number in range(1, pages.count + 1):
            if number % 1000 == 0 and cancelled():
                return
            self._sort_in(number)
        self._names = self._named_roots()

    def _sort_in(self, number: int) -> None:
        try:
            tree = self._pages.tree(number)
        except Unfit:
            return
        for below in tree.below:
            self._above.setdefault(below, number)
        if tree.kind == LEAF_TABLE:
            self._leaves.append(number)
        elif tree.kind in (LEAF_INDEX, INNER_INDEX):
            self._entries.append(number)

    def _top(self, number: int) -> int:
        seen = set()
        while number in self._above and number not in seen:
            seen.add(number)
            number = self._above[number]
        return number

    def _named_roots(self) -> dict[int, str]:
        """The first pages of the tables, from whatever is left of the schema itself."""
        found = {}
        for number in self._leaves:
            rows = self._pages.rows(self._pages.tree(number), most=1)
            if any(_is_of_schema(row) for _, row in rows):
                for _, row in self._pages.rows(self._pages.tree(number)):
                    if _is_of_schema(row) and row[0] == "table" and row[1] in self._shapes:
                        found[row[3]] = row[1]
        return found

    def rows(self, wanted: set[str]) -> Iterator[Found]:
        """The rows of the ``wanted`` tables; those of no certain table under the name ``""``."""
        for leaf in self._leaves:
            named = self._names.get(self._top(leaf))
            if named is not None and named not in wanted:
                continue  # SQLite read that table through
            found = [(row_id, values) for row_id, values in self._pages.rows(self._pages.tree(leaf)) if row_id > 0]
            name = self._name(self._top(leaf), [values for _, values in found], wanted)
            if name is not None:
                yield from ((name, row_id, values) for row_id, values in found if self._may_be(name, values))
        for number in self._entries if any(not self._shapes[name].numbered for name in wanted) else ():
            for values in self._pages.entries(self._pages.tree(number)):
                if name := self._by_words(values, self._names.get(self._top(number), "")):
                    yield name, 0, values

    def _may_be(self, name: str, values: Values) -> bool:
        return not name or self._shapes[name].fits(values)

    def _name(self, top: int, rows: list[Values], wanted: set[str]) -> str | None:
        """Whose rows a leaf under ``top`` holds; "" where that is not certain, None where nobody's that are wanted."""
        ours = [values for values in rows if not _is_of_schema(values)]
        if not ours:
            return None
        named = self._names.get(top, "")
        if named and self._most_fit(self._shapes[named], ours):
            return named if named in wanted else None
        fit = [t for t in self._shapes.values() if t.numbered and t.name in wanted and self._most_fit(t, ours)]
        if not fit:
            return None
        # A table whose first page is known has its leaves under it; more likely it is one of the others.
        fit = [t for t in fit if t.name not in self._names.values()] or fit
        if len(fit) > 1:
            fit = [t for t in fit if t.root == top] or fit
        return fit[0].name if len(fit) == 1 else ""

    def _most_fit(self, table: Table, rows: list[Values]) -> bool:
        return sum(table.fits(values) for values in rows) * 2 > len(rows)

    def _by_words(self, values: Values, named: str) -> str:
        """The table of a row named by a word, known by its root or, for contents, by its looks."""
        if named in self._shapes and not self._shapes[named].numbered:
            return named if self._shapes[named].fits(values) else ""
        looks = len(values) == 2 and isinstance(values[1], bytes) and isinstance(values[0], str)
        return "content" if looks and len(values[0]) == _DIGEST else ""


def _is_of_schema(values: tuple[Any, ...]) -> bool:
    return (
        len(values) == 5
        and values[0] in ("table", "index", "view", "trigger")
        and isinstance(values[1], str)
        and isinstance(values[3], int)
    )
