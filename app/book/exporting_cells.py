"""What stands in an exported cell: references by name, personal numbers masked, numbers as numbers, else text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from app.book.importing_match import each_row
from app.book.reader import Reader
from app.book.workbook import NAMED
from app.domain import identity, reading
from app.domain.fields import Field, Kind
from app.domain.masking import masked
from app.domain.records import BY_TABLE

Cell = str | int | float | None


class Cells:
    """Writes the fields of a book's rows as cells."""

    def __init__(self, read: Reader, *, unmask: bool, handled: Iterable[str]) -> None:
        """``handled`` are the tables whose own sheet is exported too, so that 编号 can be pointed at."""
        self._read = read
        self._unmask = unmask
        self._handled = set(handled)
        self._captions: dict[str, dict[int, str]] = {}
        self.pointed_at: dict[str, set[int]] = {}

    def cell(self, field: Field, row: Mapping[str, Any]) -> Cell:
        """One field of one row; None where it is blank."""
        value = row[field.name]
        if value is None or value == "":
            return None
        if field.ref:
            return self._captions_of(field.ref).get(value)
        if field.sensitive and not self._unmask:
            return masked(field, str(value))
        if field.kind in (Kind.INTEGER, Kind.YEAR):
            return int(value)
        if field.kind in (Kind.COUNT, Kind.MONEY) and not row[f"{field.name}_given"]:
            return int(value) if field.kind is Kind.COUNT else _yuan(value)
        text = reading.written(field, dict(row))
        return text if self._unmask or field.key else identity.mask_within(text)  # a key must be known again

    def point(self, field: Field, row: Mapping[str, Any]) -> None:
        """Note whom a row points at by 编号, so that the other sheet shows the number."""
        target = row[field.name]
        if field.ref in ("", "unit", "member") or not target or field.ref not in self._handled:
            return
        if self._captions_of(field.ref).get(target) == str(self._read.serial(target)):
            self.pointed_at.setdefault(field.ref, set()).add(target)

    def _captions_of(self, table: str) -> dict[int, str]:
        if table not in self._captions:
            self._captions[table] = self._made(table)
        return self._captions[table]

    def _made(self, table: str) -> dict[int, str]:
        if table == "unit":
            return self._read.captions("unit", [])
        if table == "member":
            return self._member_names()
        record = BY_TABLE[table]
        name = next(n for n in record.title if not record.field(n).ref)
        names = {row["id"]: str(row[name]) for row in each_row(self._read, table)}
        if table not in self._handled:
            return names
        often = Counter(names.values())
        usable = {
            row_id
            for row_id, text in names.items()
            if table in NAMED and often[text] == 1 and text and not text.isdigit()
        }
        return {row_id: text if row_id in usable else str(self._read.serial(row_id)) for row_id, text in names.items()}

    def _member_names(self) -> dict[int, str]:
        """姓名 where one member bears it, else with what tells them apart in brackets."""
        units = self._captions_of("unit")
        rows = [
            (r["id"], r["name"], r["id_no"], units.get(r["unit_id"] or 0, ""), r["member_no"])
            for r in each_row(self._read, "member")
        ]
        often = Counter(name for _, name, *_ in rows)
        labels = {row_id: self._labels(name, *more) if often[name] > 1 else [name] for row_id, name, *more in rows}
        used = Counter(label for several in labels.values() for label in set(several))
        return {
            row_id: next((one for one in several if used[one] == 1), several[0]) for row_id, several in labels.items()
        }

    def _labels(self, name: str, id_no: str, unit: str, member_no: str) -> list[str]:
        shown = id_no if self._unmask or not id_no else identity.mask_id(id_no)
        words = [shown, unit, member_no] if self._unmask else [unit, shown, member_no]
        return [f"{name}（{word}）" for word in words if word] or [name]


def _yuan(fen: int) -> int | float:
    return fen // 100 if fen % 100 == 0 else fen / 100
