"""How a list was laid out last time and under which names the clerk keeps layouts: plain JSON in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, cast

from app.book.lists import ListWish
from app.settings import Settings

_ORIENTATIONS = ("auto", "portrait", "landscape")
_MOST_BLANK_ROWS = 500


def layout_of(wish: ListWish) -> dict[str, Any]:
    """What can be kept of a wish: how the list looks, never whose records, and never that numbers are whole."""
    return {
        "columns": list(wish.columns),
        "blanks": list(wish.blanks),
        "blank_rows": wish.blank_rows,
        "numbered": wish.numbered,
        "sums": wish.sums,
        "note": wish.note,
        "orientation": wish.orientation,
    }


def laid_out(wish: ListWish, layout: Mapping[str, Any], *, columns: bool = True) -> ListWish:
    """``wish`` with a kept layout; what in it cannot be read is left as it was."""
    found: dict[str, Any] = {}
    if columns:
        names = tuple(name for name in _words(layout.get("columns")) if wish.record.has(name))
        found["columns"] = names or wish.columns
    if "blanks" in layout:
        found["blanks"] = _words(layout["blanks"])
    rows = layout.get("blank_rows")
    if isinstance(rows, int) and 0 <= rows <= _MOST_BLANK_ROWS:
        found["blank_rows"] = rows
    for name in ("numbered", "sums", "note"):
        if isinstance(layout.get(name), bool):
            found[name] = layout[name]
    if layout.get("orientation") in _ORIENTATIONS:
        found["orientation"] = cast(Literal["auto", "portrait", "landscape"], layout["orientation"])
    return replace(wish, **found)


def _words(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str) and one) if isinstance(value, list) else ()


class Layouts:
    """The layouts kept for the lists of one record type."""

    def __init__(self, settings: Settings, table: str) -> None:
        """``table`` names the record type."""
        self._settings = settings
        self._key = f"lists/{table}"
        kept = settings.get(self._key)
        self._kept: dict[str, Any] = dict(kept) if isinstance(kept, dict) else {}

    @property
    def last(self) -> dict[str, Any]:
        """The layout used last; empty at first."""
        return _layout(self._kept.get("last"))

    @property
    def named(self) -> dict[str, dict[str, Any]]:
        """The layouts with a name, in the order they were named."""
        found = self._kept.get("named")
        return {str(name): _layout(one) for name, one in found.items()} if isinstance(found, dict) else {}

    def use(self, layout: dict[str, Any]) -> None:
        """Keep a layout as the one used last."""
        self._put("last", layout)

    def keep(self, name: str, layout: dict[str, Any]) -> None:
        """Keep a layout under a name; one that had the name gives way."""
        self._put("named", {**self.named, name: layout})

    def forget(self, name: str) -> None:
        """Let a named layout go."""
        self._put("named", {one: layout for one, layout in self.named.items() if one != name})

    def _put(self, name: str, value: dict[str, Any]) -> None:
        self._kept = {**self._kept, name: value}
        self._settings.put(self._key, self._kept)


def _layout(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}
