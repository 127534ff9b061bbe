"""Two books compared by what stands in them: ids are replaced by what they point at, order is kept."""

from __future__ import annotations

from typing import Any

from app.book.book import Book
from app.domain.fields import RecordType
from app.domain.records import ALL, BY_TABLE
from app.resources import code_list

_NOT_EXCHANGED = {"attachment", "paper", "figure", "saved_filter", "summary_draft", "summary_text", "sealing"}


def snapshot(book: Book) -> dict[str, list[Any]]:
    """Every record of every type that is exchanged, with its figures; equal books give equal snapshots."""
    names = _Names(book)
    found = {r.table: _rows(book, r, names) for r in ALL if r.table not in _NOT_EXCHANGED}
    found["unit"].sort(key=lambda row: row["path"])  # parents are written before their children
    for union in found["union_info"]:
        union["kind"] = code_list("union_kind").canonical(union["kind"]) or union["kind"]
    return found


class _Names:
    """What a reference means: a unit's path, or the kind and place of a record among its like."""

    def __init__(self, book: Book) -> None:
        self.paths = book.read.captions("unit", [])
        self._places = {r.table: {row["id"]: at for at, row in enumerate(book.read.every(r.table))} for r in ALL}

    def of(self, table: str, target: int | None) -> object:
        if target is None:
            return None
        return self.paths[target] if table == "unit" else (table, self._places[table][target])


def _rows(book: Book, record: RecordType, names: _Names) -> list[dict[str, Any]]:
    rows = book.read.every(record.table)
    figures = book.read.figures(record.table, [row["id"] for row in rows])
    refs = {field.name: field.ref for field in BY_TABLE[record.table].fields if field.ref}
    found = []
    for row in rows:
        seen = {n: names.of(refs[n], v) if n in refs else v for n, v in row.items() if n != "id"}
        if record.table == "unit":
            seen["path"] = names.paths[row["id"]]
        found.append(seen | {"figures": figures.get(row["id"], ())})
    return found
