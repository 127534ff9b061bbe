"""What a listing asks for, as SQL: its year, the text searched for and its conditions."""

from __future__ import annotations

from typing import Any

from app.domain.fields import Kind, RecordType
from app.domain.listing import Condition, Listing


def where(record: RecordType, listing: Listing) -> tuple[str, list[Any]]:
    """The WHERE clause of a listing over the alias ``t``, '' where it asks for everything, and its values."""
    parts: list[str] = []
    values: list[Any] = []
    if listing.year is not None and record.yearly:
        parts.append("t.year = ?")
        values.append(listing.year)
    if listing.text.strip():
        part, found = _search(record, listing.text.strip())
        parts.append(part)
        values.extend(found)
    for condition in listing.conditions:
        part, found = _condition(record, condition)
        parts.append(part)
        values.extend(found)
    return (" WHERE " + " AND ".join(f"({part})" for part in parts) if parts else ""), values


def _search(record: RecordType, text: str) -> tuple[str, list[Any]]:
    like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    names = record.search or tuple(f.name for f in record.fields if f.is_text)[:4]
    parts = [f"t.{name} LIKE ? ESCAPE '\\'" for name in names]
    values: list[Any] = [like] * len(names)
    if record.initials_of and text.isascii() and text.isalnum():
        parts.append("t.initials >= ? AND t.initials < ?")
        values += [text.lower(), text.lower() + "\x7f"]
    return " OR ".join(parts), values


def _condition(record: RecordType, condition: Condition) -> tuple[str, list[Any]]:
    column = f"t.{_column(record, condition)}"
    if condition.op == "blank":
        return f"{column} IS NULL OR {column} = ''", []
    if condition.op == "filled":
        return f"{column} IS NOT NULL AND {column} <> ''", []
    if condition.op == "under":
        return (
            f"{column} IN (WITH RECURSIVE below(id) AS (VALUES(?) UNION SELECT u.id FROM unit u "
            f"JOIN below ON u.parent_id = below.id) SELECT id FROM below)"
        ), [condition.value]
    if condition.op == "has":
        return f"instr({column}, ?) > 0", [condition.value]
    if condition.op == "among":
        return f"{column} IN (SELECT value FROM json_each(?))", [condition.value]
    if condition.op == "month":
        return f"substr({column}_from, 6, 2) = ? AND substr({column}_to, 6, 2) = ?", [f"{condition.value:02}"] * 2
    sign = {"is": "=", "not": "IS NOT", "from": ">=", "to": "<="}[condition.op]
    return f"{column} {sign} ?", [condition.value]


def _column(record: RecordType, condition: Condition) -> str:
    """The column a condition is about: a date is compared by its first day; unknown names are a bug."""
    if condition.field == "id":
        return "id"
    field = record.field(condition.field)
    spans = field.kind in (Kind.WHEN, Kind.DATE) and condition.op in ("from", "to")
    return f"{field.name}_from" if spans else field.name
