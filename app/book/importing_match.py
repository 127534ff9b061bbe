"""Records known again: by key and by how often it has come, by name, and as they stand with what is planned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.book.reader import Reader
from app.domain import identity
from app.domain.fields import Field, Kind, RecordType
from app.domain.listing import Listing
from app.domain.records import BY_TABLE

_CHUNK = 500
Key = tuple[Any, ...]


class Drafts:
    """The book as it will be: its rows, and over them what this import has planned so far."""

    def __init__(self, read: Reader) -> None:
        """Planned records have negative ids."""
        self._read = read
        self._added: dict[int, dict[str, Any]] = {}
        self._changed: dict[tuple[str, int], dict[str, Any]] = {}
        self._said: dict[str, dict[int, Mapping[str, Any]]] = defaultdict(dict)

    def add(self, values: dict[str, Any]) -> int:
        """A record that will be added; ``values`` may still grow. Returns its (negative) id."""
        target = -1 - len(self._added)
        self._added[target] = values
        return target

    def change(self, table: str, target: int, values: Mapping[str, Any]) -> None:
        """A record will get these columns."""
        if values:
            self._changed.setdefault((table, target), {}).update(values)

    def said(self, table: str, target: int, values: Mapping[str, Any]) -> None:
        """A row of this file has given these columns of a record."""
        of_kind = self._said[table]
        there = of_kind.get(target)
        of_kind[target] = {**there, **values} if there else values

    def told(self, table: str, target: int) -> Mapping[str, Any]:
        """What earlier rows of this file have given of a record."""
        return self._said[table].get(target, {})

    def stored(self, table: str, targets: Iterable[int], columns: Sequence[str] = ()) -> dict[int, dict[str, Any]]:
        """The rows of the book among ``targets``, read at once; all their columns, or some."""
        return self._read.rows(table, [target for target in targets if target > 0], columns)

    def changes(self, table: str, target: int) -> Mapping[str, Any]:
        """The columns that earlier rows of this file change in a record."""
        return self._changed.get((table, target), {})

    def now(self, table: str, target: int, stored: Mapping[int, Mapping[str, Any]]) -> Mapping[str, Any]:
        """One record as it stands with everything planned; columns it lacks are blank."""
        there = stored.get(target, {}) if target > 0 else self._added[target]
        changed = self.changes(table, target)
        return {**there, **changed} if changed else there


def each_row(read: Reader, table: str, columns: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Every row of a table with all its columns, or some; some hundred at a time, oldest first."""
    ids = sorted(read.ids(Listing(table)))
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        rows = read.rows(table, part, columns)
        yield from (rows[row_id] for row_id in part)


class Keyed:
    """Records by their key; the k-th row with a key means the k-th record with it."""

    def __init__(self, record: RecordType, rows: Iterable[Mapping[str, Any]]) -> None:
        """``rows`` are the book's, oldest first."""
        self._record = record
        self._fields: tuple[Field, ...] = record.key_fields
        if record.yearly and all(f.name != "year" for f in self._fields):
            self._fields = (*self._fields, record.field("year"))
        self._there: dict[Key, list[int]] = {}
        self._seen: Counter[Key] = Counter()
        for row in rows:
            self._there.setdefault(self.key(row), []).append(row["id"])

    def key(self, row: Mapping[str, Any]) -> Key:
        """What a row is known by; a date counts by its days, however it is written."""
        return tuple(_part(field, row) for field in self._fields)

    def match(self, values: Mapping[str, Any]) -> int | None:
        """The record that the next row with these columns means; None for a new one."""
        key = self.key(values)
        found = self._there.get(key, ())
        at = self._seen[key]
        self._seen[key] += 1
        return found[at] if at < len(found) else None


def _part(field: Field, row: Mapping[str, Any]) -> object:
    if field.kind is Kind.DATE and row.get(f"{field.name}_from"):
        return row[f"{field.name}_from"], row[f"{field.name}_to"]
    return _known(row.get(field.name))


class Named:
    """Records that other rows point at by name or, within one file, by 编号."""

    def __init__(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """``rows`` are the book's."""
        record = BY_TABLE[table]
        self._name = next(n for n in record.title if not record.field(n).ref)
        self._by_name: dict[str, list[tuple[int, int | None]]] = {}
        self._by_handle: dict[str, int] = {}
        for row in rows:
            self.enter(row["id"], row)

    def enter(self, row_id: int, row: Mapping[str, Any], handle: str = "") -> None:
        """A record and the number it has in this file."""
        if handle:
            self._by_handle[handle] = row_id
        name = row.get(self._name) or ""
        known = self._by_name.setdefault(name, [])
        if all(there != row_id for there, _ in known):
            known.append((row_id, row.get("year")))

    def find(self, text: str, year: int | None) -> list[int]:
        """The records that a number or name means: those of the year where it has any."""
        if text in self._by_handle:
            return [self._by_handle[text]]
        found = self._by_name.get(text, [])
        of_year = [row_id for row_id, its in found if its == year]
        return of_year or [row_id for row_id, _ in found]


def same(field: Field, before: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether the columns of a field say the same; a date is the same day however it is written."""
    if field.kind is Kind.DATE and before.get(field.name):
        days = (f"{field.name}_from", f"{field.name}_to")
        return all(before.get(day) == values.get(day) for day in days)
    if field.is_text and before.get(field.name) and identity.is_masked(str(values.get(field.name) or "")):
        return bool(identity.mask_within(str(before[field.name])) == values[field.name])  # our own export, read back
    return all(_known(before.get(name)) == _known(values.get(name)) for name, _ in field.columns)


def _known(value: object) -> object:
    return None if value == "" else value


def chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The rows, some hundred at a time."""
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]
