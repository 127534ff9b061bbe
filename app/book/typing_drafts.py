"""Drafts of what is being typed: from a form's fields to a row of the data file, and back after a crash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.book.book import Book
from app.domain.records import BY_TABLE

Value = str | int | None


@dataclass(frozen=True, slots=True)
class TypedDraft:
    """What was typed into the form of one record and not saved.

    ``row_id`` is the record's, None where it is new. ``fields`` holds, by name, what stood in the fields that differ
    from what is saved; a reference is the other record's id, or the text where none was chosen yet. ``fixed`` are the
    values that the form has no field for, such as the owner of a part.
    """

    record: str
    row_id: int | None
    fields: Mapping[str, Value]
    fixed: Mapping[str, Value] = field(default_factory=dict)
    id: int | None = None


def keep(book: Book, draft: TypedDraft) -> int | None:
    """Keep a draft in the place of the one with its id; returns its id, None where it could not be kept just now.

    Raises:
        FileProblem: the disk is full, the file is in use …
    """
    return book.keep_draft(draft.record, draft.row_id, as_text(draft), draft.id)


def waiting(book: Book) -> tuple[TypedDraft, ...]:
    """The drafts that wait in the file, the latest first.

    One that cannot be read, by this version, of a kind of record there is no longer, is left where it is. A record
    that is gone since then is new: what was typed is worth more than where it belonged.
    """
    found = []
    for row in book.drafts():
        draft = from_text(row["record"], row["row_id"], row["typed"], row["id"])
        if draft is not None:
            found.append(draft if _is_there(book, draft) else _as_new(draft))
    return tuple(found)


def as_text(draft: TypedDraft) -> str:
    """The draft's values as they lie in the file."""
    return json.dumps({"fields": dict(draft.fields), "fixed": dict(draft.fixed)}, ensure_ascii=False)


def from_text(record: str, row_id: int | None, text: str, draft_id: int | None = None) -> TypedDraft | None:
    """A draft from what lies in the file; None where it cannot be one."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    known = BY_TABLE.get(record)
    if known is None or not isinstance(found, dict):
        return None
    names = {one.name for one in known.fields} | ({"figures"} if known.figures else set())
    fields, fixed = (_values(found.get(part), names) for part in ("fields", "fixed"))
    return TypedDraft(record, row_id, fields, fixed, draft_id) if fields else None


def _values(found: object, names: set[str]) -> dict[str, Value]:
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if name in names and _is_value(value)}


def _is_value(value: object) -> bool:
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool))


def _is_there(book: Book, draft: TypedDraft) -> bool:
    return draft.row_id is None or draft.row_id in book.read.rows(draft.record, [draft.row_id])


def _as_new(draft: TypedDraft) -> TypedDraft:
    return TypedDraft(draft.record, None, draft.fields, draft.fixed, draft.id)
