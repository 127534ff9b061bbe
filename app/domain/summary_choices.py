"""What the clerk chose for a summary: what stands in it, in which order, and the words she gave it herself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DATA, PHOTOS = "data", "photos"  # the annexes there are
HEADING, OWN = "heading:", "own:"  # places of own words: a section's heading, a paragraph added to a section

_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Held:
    """A figure among the clerk's own words: the ``nth`` of its name in the passage, and what it said at that time.

    The name is the figure's definition without its digits, which stays the same when records come and go.
    """

    name: str
    nth: int
    text: str


Body = tuple[str | Held, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the clerk wrote in place of a passage; ``told`` is what the program itself said there at that time."""

    body: Body
    told: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """A clerk's choices for one summary.

    ``left_out`` are keys of chapters and passages; ``order`` the keys of sections in the wished order, those not
    named behind them; ``words`` own words by their place: the key of a passage, ``heading:<chapter>`` or
    ``own:<chapter>:<n>``.
    """

    title: str = ""
    left_out: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    words: Mapping[str, OwnWords] = field(default_factory=dict)

    def added(self, chapter: str) -> tuple[str, ...]:
        """The places of the paragraphs added to a chapter, in their order."""
        return tuple(sorted((key for key in self.words if key.startswith(f"{OWN}{chapter}:")), key=_number))


def figure_name(definition: str) -> str:
    """The name by which a figure is known again when its number, or that of its records, has changed."""
    return _DIGITS.sub("#", definition)


def plain(body: Body) -> str:
    """Own words as plain text."""
    return "".join(part if isinstance(part, str) else part.text for part in body)


def to_json(body: Body) -> str:
    """Own words as they are kept."""
    parts = [part if isinstance(part, str) else [part.name, part.nth, part.text] for part in body]
    return json.dumps(parts, ensure_ascii=False)


def from_json(text: str) -> Body:
    """Own words as they were kept; what cannot be read is taken as words."""
    try:
        parts = json.loads(text)
    except ValueError:
        return (text,) if text else ()
    return tuple(_part(part) for part in parts) if isinstance(parts, list) else (text,)


def _part(part: Any) -> str | Held:
    if isinstance(part, list) and len(part) == 3:
        return Held(str(part[0]), int(part[1]), str(part[2]))
    return str(part)


def _number(key: str) -> int:
    tail = key.rpartition(":")[2]
    return int(tail) if tail.isdigit() else 0
