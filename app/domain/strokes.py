"""姓氏笔画: names in the order of the strokes of their characters, as candidates stand on a ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StrokeOrder:
    """Where each character stands: by its number of strokes, then by their kinds (横竖撇点折)."""

    places: Mapping[str, int]

    def key(self, name: str) -> tuple[int, ...]:
        """What to sort ``name`` by: its family name, then its given name, one character before two."""
        after = len(self.places)
        return tuple(self.places.get(char, after + ord(char)) for char in name if not char.isspace() and char != "·")

    def sorted(self, names: Iterable[str]) -> list[str]:
        """The names in their order; equal ones keep theirs."""
        return sorted(names, key=self.key)


def stroke_order(text: str) -> StrokeOrder:
    """The order of a table: a line for each number of strokes, its characters after a tab; # begins a comment."""
    lines = (line.partition("\t")[2] for line in text.splitlines() if line and not line.startswith("#"))
    chars = "".join(lines).replace("｜", "")
    return StrokeOrder({char: at for at, char in enumerate(dict.fromkeys(chars))})
