"""The plain entries of a large ledger kept as columns: a million of them are added up without an object each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import overload

from app.domain.summary_count import Measure, Source
from app.domain.summary_facts import Item


class Sources(Sequence[Source]):
    """Many records of one table by their ids, eight bytes each; reads like a tuple of them."""

    __slots__ = ("_ids", "_table")

    def __init__(self, table: str, ids: array[int]) -> None:
        """The ids are kept, not copied."""
        self._table, self._ids = table, ids

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._ids)

    def __iter__(self) -> Iterator[Source]:
        """Each record in turn."""
        table = self._table
        return (Source(table, row_id) for row_id in self._ids)

    @overload
    def __getitem__(self, at: int) -> Source: ...
    @overload
    def __getitem__(self, at: slice) -> Sources: ...
    def __getitem__(self, at: int | slice) -> Source | Sources:
        """One record, or some of them."""
        found = self._ids[at]
        return Sources(self._table, found) if isinstance(found, array) else Source(self._table, found)

    def __eq__(self, other: object) -> bool:
        """Whether it names the same records in the same order."""
        if isinstance(other, Sources):
            return (self._table, self._ids) == (other._table, other._ids)
        return isinstance(other, tuple) and len(other) == len(self) and all(map(_same, self, other))

    def __hash__(self) -> int:
        """By the table, the number of records and the first."""
        return hash((self._table, len(self), self._ids[0] if self._ids else 0))

    def __add__(self, other: Sequence[Source]) -> Sequence[Source]:
        """Both, as ids where both are of one table."""
        if isinstance(other, Sources) and other._table == self._table:
            return Sources(self._table, self._ids + other._ids)
        if all(source.table == self._table for source in other):
            return Sources(self._table, self._ids + array("q", [source.id for source in other]))
        return (*self, *other)

    def holds(self, other: Sequence[Source]) -> bool:
        """Whether every record of ``other`` is among these."""
        if isinstance(other, Sources) and other._ids == self._ids:
            return other._table == self._table
        return set(self) >= set(other)


def _same(one: object, other: object) -> bool:
    return one == other


def together(*parts: Sequence[Source]) -> Sequence[Source]:
    """Records one after another, as ids where they are many of one table."""
    many = [part for part in parts if isinstance(part, Sources)]
    if not many:
        return tuple(source for part in parts for source in part)
    found: Sequence[Source] = many[0]
    for part in parts:
        if part is not many[0]:
            found = found + part if isinstance(found, Sources) else (*found, *part)
    return found


Column = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Bulk:
    """Plain entries of one kind, and of one kind of person: their ids and, by field, their numbers (money in fen)."""

    kind: str
    who: str
    ids: array[int]
    columns: tuple[tuple[str, Column], ...]

    @property
    def sources(self) -> Sources:
        """The records."""
        return Sources("entry", self.ids)

    def total(self, field: str) -> tuple[int, Sources] | None:
        """The sum of a field and the records that have it; None where none has."""
        column = dict(self.columns).get(field, ())
        if not column:
            return None
        if None not in column:
            return sum(column), self.sources  # type: ignore[arg-type]
        there = [number is not None for number in column]
        ids = array("q", compress(self.ids, there))
        return (sum(filter(None, column)), Sources("entry", ids)) if ids else None

    def items(self) -> Iterator[Item]:
        """Each entry as a record of its own, with its kind and its numbers only."""
        fields = [field for field, _ in self.columns]
        texts = (("target_kind", self.who),) if self.who else ()
        for row_id, numbers in zip(self.ids, zip(*(column for _, column in self.columns), strict=True), strict=True):
            pairs = zip(fields, numbers, strict=True)
            measures = tuple(Measure("entry", field, number) for field, number in pairs if number is not None)
            yield Item(Source("entry", row_id), kind=self.kind, texts=texts, measures=measures)


class Work(Sequence[Item]):
    """The work of a year of which most entries are kept as columns; reads like a tuple of records."""

    __slots__ = ("bulk", "told")

    def __init__(self, told: tuple[Item, ...], bulk: tuple[Bulk, ...]) -> None:
        """``told`` are the records with something of their own to tell."""
        self.told, self.bulk = told, bulk

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.told) + sum(len(one.ids) for one in self.bulk)

    def __iter__(self) -> Iterator[Item]:
        """Each record in turn; those in columns are made as they are asked for."""
        yield from self.told
        for one in self.bulk:
            yield from one.items()

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        """One record or some of them; slow, since those before it are made too."""
        return tuple(self)[at]


def told_of(work: Sequence[Item]) -> tuple[Sequence[Item], tuple[Bulk, ...]]:
    """The records with something to tell, and the others by their columns."""
    return (work.told, work.bulk) if isinstance(work, Work) else (work, ())
