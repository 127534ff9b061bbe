"""What a table on screen asks for: which records, found by what, in which order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a field.

    ``op`` is is, not, has (contains), blank, filled, from, to, month (of a date, in any year), under (a unit), or
    among (a JSON list of ids).
    """

    field: str
    op: str
    value: str | int | None = None


def among(ids: Iterable[int]) -> Condition:
    """The condition that a record is one of these."""
    return Condition("id", "among", json.dumps(list(ids)))


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records of ``table``; ``text`` is searched by name, pinyin initials and the tail of an ID number."""

    table: str
    year: int | None = None
    text: str = ""
    conditions: tuple[Condition, ...] = ()
    sort: str = ""
    descending: bool = False
