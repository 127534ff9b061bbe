"""Saving, deleting and putting back single records: what the record form and the lists do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.book import people
from app.book.book import Book
from app.book.figures import set_figures
from app.book.reader import Reader
from app.domain import quantity, reading
from app.domain.errors import Invalid, Problem, Refused
from app.domain.fields import Field, Kind, RecordType
from app.domain.reading import Context
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.store.history import LoggedChange

FIGURES = "figures"  # the form's name for the 数据 column


def save(
    book: Book, table: str, row_id: int | None, typed: Mapping[str, str | int | None], draft: int | None = None
) -> int:
    """Save a record from what was typed into its form, field by field; a field left out stays as it is.

    A text field takes its text; a reference the id of the other record or None; ``figures`` the 数据 text. Gender and
    day of birth follow from an ID number that is typed, where they are blank, as they do in an import.
    ``draft`` is the form's draft, which goes with the same transaction. Returns the record's id.

    Raises:
        Invalid: with every problem of the form at once.
    """
    record = BY_TABLE[table]
    before = book.read.row(table, row_id) if row_id is not None else {}
    context = _context(book, record, typed, before)
    values = _columns(record, typed, context)
    values |= _told_by_number(record, values, before, context)
    if record.yearly and row_id is None and values.get("year") is None:
        values["year"] = book.read.current_year()
    _refuse_circle(book, table, row_id, values)
    label = N_("Change {kind} {name}") if row_id is not None else N_("Add {kind} {name}")
    with book.step(label, kind=record.label, name=_name(record, before | values)) as writer:
        if row_id is None:
            row_id = writer.insert(table, values)
        else:
            writer.update(table, row_id, values)
        if FIGURES in typed:
            set_figures(book.read, writer, table, row_id, quantity.parse_figures(str(typed[FIGURES] or "")))
        if draft is not None:
            book.drop_draft(draft)
    return row_id


def set_field(book: Book, table: str, ids: Sequence[int], field_name: str, text: str | int | None) -> None:
    """Give one field of several records the same value, in one step.

    Raises:
        Invalid: the value cannot be read.
    """
    record = BY_TABLE[table]
    values = _columns(record, {field_name: text}, book.read.context(), partial=True)
    with book.step(
        N_("Set {field} of {count} records"), field=record.field(field_name).label, count=len(ids)
    ) as writer:
        for row_id in ids:
            writer.update(table, row_id, values)


def delete(book: Book, table: str, ids: Sequence[int]) -> None:
    """Delete records with their parts, in one step; they can be put back from the recycle bin.

    Raises:
        Refused: another record points at one of them; the sentence says which, and the way out.
    """
    record = BY_TABLE[table]
    refuse_if_held(book.read, table, ids)
    name = book.read.captions(table, ids)[ids[0]] if len(ids) == 1 else str(len(ids))
    with book.step(N_("Delete {kind} {name}"), kind=record.label, name=name) as writer:
        for row_id in ids:
            writer.delete(table, row_id)


def refuse_if_held(read: Reader, table: str, ids: Sequence[int]) -> None:
    """Say which of these records cannot be deleted, before anybody is asked whether to.

    Raises:
        Refused: another record points at one of them.
    """
    for row_id in ids:
        held = read.references(table, row_id)
        if held:
            raise _held(table, read.captions(table, [row_id])[row_id], sum(held.values()))


def put_back(book: Book, change: LoggedChange) -> None:
    """Put back what a step deleted, the record and its parts, as a new step that can itself be undone."""
    with book.step(
        N_("Put back {kind} {name}"),
        kind=BY_TABLE[change.record].label,
        name=_name(BY_TABLE[change.record], change.before or {}),
    ) as writer:
        for gone in book.read.deleted_with(change):
            writer.restore(gone.record, gone.before or {})


def _held(table: str, name: str, count: int) -> Refused:
    if table == "member":
        return Refused(
            N_(
                "{name} has {count} records and cannot be deleted. Use “left” or “transferred” instead: "
                "the member leaves the roster and the records stay."
            ),
            name=name,
            count=count,
        )
    return Refused(
        N_("{name} is used by {count} other records and cannot be deleted. Change those first."), name=name, count=count
    )


def _context(book: Book, record: RecordType, typed: Mapping[str, Any], before: Mapping[str, Any]) -> Context:
    """Days without a year belong to the reporting year typed, else to the record's own, else to the current one."""
    asked = str(typed.get("year") or before.get("year") or "") if record.yearly else ""
    return book.read.context(int(asked) if asked.isdecimal() and len(asked) == 4 else None)


def _columns(
    record: RecordType, typed: Mapping[str, str | int | None], context: Context, *, partial: bool = False
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field in record.fields:
        if field.name not in typed:
            continue
        try:
            values |= _read(field, typed[field.name], context)
        except Invalid as error:
            problems += error.problems
    problems += [] if partial else _missing(record, typed)
    if problems:
        raise Invalid(tuple(problems))
    return values


def _told_by_number(
    record: RecordType, values: Mapping[str, Any], before: Mapping[str, Any], context: Context
) -> dict[str, Any]:
    """The columns that an ID number just typed says, of those that are blank."""
    number = values.get("id_no")
    if not number or number == before.get("id_no"):
        return {}
    told: dict[str, Any] = {}
    for name, text in people.told_by(number).items():
        if record.has(name) and not {**before, **values}.get(name):
            told |= _read(record.field(name), text, context)
    return told


def _read(field: Field, value: str | int | None, context: Context) -> dict[str, Any]:
    if field.kind is Kind.REF or (field.kind is Kind.INTEGER and isinstance(value, int)):
        return {field.name: int(value) if value else None}
    return reading.read(field, "" if value is None else str(value), context)


def _missing(record: RecordType, typed: Mapping[str, Any]) -> list[Problem]:
    return [
        Problem.of(f.name, "", N_("{field} is missing. It is the one thing that cannot be left out."), field=f.label)
        for f in record.fields
        if f.required and f.name in typed and not str(typed[f.name] or "").strip()
    ]


def _refuse_circle(book: Book, table: str, row_id: int | None, values: Mapping[str, Any]) -> None:
    """A unit must not come to stand under itself."""
    if table != "unit" or row_id is None:
        return
    parent = values.get("parent_id")
    parents = {row["id"]: row["parent_id"] for row in book.read.every("unit")}
    while parent:
        if parent == row_id:
            raise Invalid(
                (
                    Problem.of(
                        "parent_id", "", N_("A unit cannot belong to itself or to a unit below it. Choose another.")
                    ),
                )
            )
        parent = parents.get(parent)


def _name(record: RecordType, values: Mapping[str, Any]) -> str:
    parts = [str(values.get(name) or "") for name in record.title if not record.field(name).ref]
    return " ".join(part for part in parts if part)[:40]
