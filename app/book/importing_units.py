"""The tree of units while a file is read: found by name or path, made where a row names one that is not there."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.book.importing_plan import invalid
from app.domain.names import with_dot
from app.i18n import N_

_SEVERAL = N_("Several units are called {value}: {units}. Write it with the levels above it, separated by /.")
Adder = Callable[[str, int | None], int]


class Units:
    """Units by path and name; negative ids are those that this import adds."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        """``rows`` are those of the book."""
        self._name: dict[int, str] = {}
        self._parent: dict[int, int | None] = {}
        self._by_path: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._found: dict[str, int] = {}  # for texts asked for before, as long as no unit is added or moved
        for row in rows:
            self._name[row["id"]] = row["name"]
            self._parent[row["id"]] = row["parent_id"]
        self._index()

    def _index(self) -> None:
        self._found.clear()
        self._by_path.clear()
        self._by_name.clear()
        for unit in self._name:
            self._enter(unit)

    def _enter(self, unit: int) -> None:
        self._found.clear()
        self._by_path.setdefault(_key(self.path(unit)), []).append(unit)
        self._by_name.setdefault(_key(self._name[unit]), []).append(unit)

    def add(self, unit: int, name: str, parent: int | None) -> None:
        """A unit that is being added."""
        self._name[unit], self._parent[unit] = name, parent
        self._enter(unit)

    def move(self, unit: int, parent: int | None) -> None:
        """A unit gets another parent."""
        self._parent[unit] = parent
        self._index()

    def path(self, unit: int) -> str:
        """Its names from the top, separated by ``/``."""
        names: list[str] = []
        seen: set[int] = set()
        at: int | None = unit
        while at is not None and at in self._name and at not in seen:
            seen.add(at)
            names.append(self._name[at])
            at = self._parent[at]
        return "/".join(reversed(names))

    def parent(self, unit: int) -> int | None:
        """The unit it belongs to."""
        return self._parent[unit]

    def named(self, name: str) -> list[int]:
        """All units of this name."""
        return self._by_name.get(_key(name), [])

    def below(self, name: str, parent: int | None) -> int | None:
        """The unit of this name directly under ``parent``."""
        return next((unit for unit in self.named(name) if self._parent[unit] == parent), None)

    def exact(self, text: str) -> int | None:
        """The unit whose whole path is ``text``."""
        return next(iter(self._by_path.get(_key(text), ())), None)

    def find(self, text: str) -> int | None:
        """The unit that a name or path means; None where there is none.

        A path need not begin at the top: 一车间/一组 finds 机械厂/一车间/一组 where only one unit ends so.

        Raises:
            Invalid: several units end so.
        """
        if text in self._found:
            return self._found[text]
        unit = self._find(text)
        if unit is not None:
            self._found[text] = unit
        return unit

    def _find(self, text: str) -> int | None:
        exact = self.exact(text)
        if exact is not None:
            return exact
        key = _key(text)
        found = self._by_name.get(key, [])
        if not found:
            last = key.rpartition("/")[2]
            found = [u for u in self._by_name.get(last, []) if _key(self.path(u)).endswith("/" + key)]
        if len(found) > 1:
            raise invalid("unit_id", text, _SEVERAL, value=text, units=self.paths(found))
        return found[0] if found else None

    def paths(self, found: Sequence[int]) -> str:
        """The paths of some units, for a sentence."""
        return "、".join(self.path(unit) for unit in found[:4])

    def find_or_add(self, text: str, add: Adder) -> int:
        """The unit that a name or path means, made where it is not there, level by level.

        Raises:
            Invalid: several units end so.
        """
        found = self.find(text)
        if found is not None:
            return found
        head, _, last = _levels(text).rpartition("/")
        parent = self.find_or_add(head, add) if head.strip() else None
        return add(last.strip(), parent)


def _levels(text: str) -> str:
    parts = (" ".join(part.split()) for part in text.replace("／", "/").split("/"))
    return "/".join(part for part in parts if part) or text


def _key(text: str) -> str:
    """A name or path without spaces and differences of width and case."""
    return "".join(unicodedata.normalize("NFKC", with_dot(_levels(text))).split()).casefold()
