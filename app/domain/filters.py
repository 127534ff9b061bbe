"""Filters as data: what may be asked of each kind of field, the relations between records, and filters as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.fields import Field, Kind, RecordType
from app.domain.listing import GROUPS, Condition, none_of
from app.domain.membership import State
from app.i18n import N_

# Whoever has no state in the book yet came with a roster, and so is on it.
OFF_ROSTER = (State.KEPT, State.MOVED, State.LEFT, State.EXPELLED, State.DEAD)

_TEXT_OPS = ("has", "lacks", "is", "not")
_CHOICE_OPS = ("in", "out", "is", "not", "has", "lacks")
_NUMBER_OPS = ("from", "to", "between", "is", "not")
_DATE_OPS = ("from", "to", "between", "this_year", "this_month", "month", "age")
_NUMBERS = (Kind.COUNT, Kind.MONEY, Kind.INTEGER, Kind.YEAR, Kind.DECIMAL)
_DATES = (Kind.DATE, Kind.WHEN)
_BLANKS = ("blank", "filled")
_SPANS = ("between", "age")
_LISTS = ("in", "out")
_BARE = ("blank", "filled", "this_year", "this_month", "on_roster", "off_roster")
_DEEPEST = 8
_LARGEST = 1 << 62
_LONGEST = 200  # characters of a name in a notice


@dataclass(frozen=True, slots=True)
class Way:
    """One way for records of ``table`` to hang on another record: by the field ``ref``, as far as they are ``such``."""

    table: str
    ref: str
    such: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that a record has or lacks; ``label`` names it, ``yes`` and ``no`` are whole clauses about it.

    With ``this_year`` only what belongs to the reporting year counts; a part belongs to the year of its whole.
    """

    name: str
    table: str
    ways: tuple[Way, ...]
    label: str
    yes: str
    no: str
    this_year: bool = False


_AID = (Way("entry", "member_id"), Way("entry_line", "member_id"))
_TOOK_PART = (Way("participant", "member_id", (none_of(Condition("attended", "is", 0)),)),)
_OPEN_FILE = (Way("hardship_file", "member_id", (Condition("closed", "blank"),)),)
_HONOUR = (Way("honour", "member_id"),)
_ROSTER = (Way("member", "unit_id", (Condition("state", "on_roster"),)),)


def _sealed(table: str) -> Relation:
    way = Way("sealing", "owner_id", (Condition("owner_table", "is", table),))
    return Relation("sealed", table, (way,), N_("Sealed"), N_("sealed"), N_("not sealed"))


def _attached(table: str) -> Relation:
    way = Way("attachment", "owner_id", (Condition("owner_table", "is", table),))
    return Relation(
        "attached", table, (way,), N_("Attachments"), N_("with attachments"), N_("without attachments")
    )  # fmt: skip


RELATIONS: tuple[Relation, ...] = (
    Relation("aided_this_year", "member", _AID, N_("Visits and aid this year"),
             N_("visited or helped this year"), N_("not visited or helped this year"), this_year=True),
    Relation("aided", "member", _AID, N_("Visits and aid in any year"),
             N_("visited or helped at some time"), N_("never visited or helped")),
    Relation("took_part_this_year", "member", _TOOK_PART, N_("Activities this year"),
             N_("took part in activities this year"), N_("took part in no activity this year"), this_year=True),
    Relation("took_part", "member", _TOOK_PART, N_("Activities in any year"),
             N_("took part in activities"), N_("never took part in an activity")),
    Relation("hardship_open", "member", _OPEN_FILE, N_("Open hardship file"),
             N_("with an open hardship file"), N_("without an open hardship file")),
    Relation("honoured", "member", _HONOUR, N_("Honours in any year"), N_("with an honour"), N_("without an honour")),
    Relation("honoured_this_year", "member", _HONOUR, N_("Honours this year"),
             N_("with an honour this year"), N_("without an honour this year"), this_year=True),
    Relation("officer", "member", (Way("officer", "member_id"),), N_("Office in the union"),
             N_("with an office in the union on record"), N_("without an office in the union on record")),
    Relation("relatives", "member", (Way("relative", "member_id"),), N_("Relatives on record"),
             N_("with relatives on record"), N_("without relatives on record")),
    Relation("lines", "entry", (Way("entry_line", "entry_id"),), N_("List of beneficiaries"),
             N_("with a list of beneficiaries"), N_("without a list of beneficiaries")),
    Relation("participants", "activity", (Way("participant", "activity_id"),), N_("List of participants"),
             N_("with a list of participants"), N_("without a list of participants")),
    Relation("members", "unit", _ROSTER, N_("Members on the roster"),
             N_("with members on the roster"), N_("without members on the roster")),
    Relation("nominees", "award", (Way("nominee", "award_id"),), N_("Nominees on record"),
             N_("with nominees"), N_("without nominees")),
    *(_sealed(table) for table in ("member", "hardship_file")),
    *(_attached(table) for table in ("member", "entry", "activity", "honour", "hardship_file", "fund", "agreement",
                                     "proposal", "award")),
)  # fmt: skip


def relations_of(table: str) -> tuple[Relation, ...]:
    """What a record of ``table`` can have or lack."""
    return tuple(relation for relation in RELATIONS if relation.table == table)


def relation(table: str, name: str) -> Relation | None:
    """The relation called ``name`` of records of ``table``; None where there is none."""
    return next((found for found in relations_of(table) if found.name == name), None)


def ops_of(field: Field) -> tuple[str, ...]:
    """What may be asked of a field, the most usual first."""
    if field.kind in _DATES:
        found: tuple[str, ...] = _DATE_OPS
    elif field.kind in _NUMBERS:
        found = _NUMBER_OPS
    elif field.kind is Kind.BOOL:
        found = ("is", "not")
    elif field.kind is Kind.REF:
        found = ("under", "outside", "is", "not") if field.ref == "unit" else ("is", "not")
    elif field.kind is Kind.CHOICE:
        found = ("on_roster", "off_roster", *_CHOICE_OPS) if field.codes == "membership_state" else _CHOICE_OPS
    else:
        found = _TEXT_OPS
    return (*found, *_BLANKS)


def is_sound(record: RecordType, condition: Condition) -> bool:
    """Whether a condition can be asked of records of a type: its field is there, its op fits, its value can be read."""
    if condition.op in GROUPS:
        return bool(condition.parts) and all(is_sound(record, part) for part in condition.parts)
    if condition.op in ("with", "without"):
        return relation(record.table, str(condition.value)) is not None
    if condition.field == "id":
        return condition.op == "among" and _is_list(condition.value, int)
    if not record.has(condition.field):
        return False
    field = record.field(condition.field)
    return condition.op in ops_of(field) and _fits(field, condition)


def _fits(field: Field, condition: Condition) -> bool:
    value = condition.value
    if condition.op in _BARE:
        return value is None
    if condition.op == "month":
        return isinstance(value, int) and 1 <= value <= 12
    if condition.op in _LISTS:
        return _is_list(value, str)
    if condition.op in _SPANS:
        return _is_span(value, int if condition.op == "age" else _bound(field))
    if field.kind is Kind.BOOL:
        return value in (0, 1)
    return _is_one(value, _bound(field))


def _bound(field: Field) -> type:
    """What one value of a field is: a whole number, or a text (a day, a decimal, a word)."""
    return str if field.is_text else int


def _is_list(value: object, kind: type) -> bool:
    found = _loaded(value)
    return isinstance(found, list) and bool(found) and all(_is_one(one, kind) for one in found)


def _is_span(value: object, kind: type) -> bool:
    found = _loaded(value)
    if not isinstance(found, list) or len(found) != 2 or found == [None, None]:
        return False
    return all(one is None or _is_one(one, kind) for one in found)


def _is_one(value: object, kind: type) -> bool:
    """A text, or a whole number that SQLite can hold; True and False are no numbers here."""
    return type(value) is kind and (not isinstance(value, int) or abs(value) < _LARGEST)


def _loaded(value: object) -> object:
    if not isinstance(value, str):
        return None
    try:
        return json.loads(value)
    except ValueError:
        return None


# ------------------------------------------------------------------------------------------------- as JSON


def to_json(conditions: Sequence[Condition]) -> str:
    """Conditions as one line of JSON, which ``from_json`` reads back into equal ones."""
    return json.dumps([_packed(condition) for condition in conditions], ensure_ascii=False)


def from_json(record: RecordType, text: str) -> tuple[tuple[Condition, ...], tuple[str, ...]]:
    """The conditions kept as JSON, and the names of those that this program does not know and leaves out.

    A group that holds an unknown part is left out whole: without the part it would mean something else.
    """
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return (), (text[:_LONGEST],)
    return conditions_of(record, found if isinstance(found, list) else [found])


def conditions_of(record: RecordType, found: Iterable[Any]) -> tuple[tuple[Condition, ...], tuple[str, ...]]:
    """The conditions of plain tables ``{field, op, value, parts}``, and the names of those that are unknown."""
    read: list[Condition] = []
    unknown: list[str] = []
    for one in found:
        condition = _unpacked(one, _DEEPEST)
        if condition is not None and is_sound(record, condition):
            read.append(condition)
        else:
            unknown.append(_named(one))
    return tuple(read), tuple(unknown)


def _packed(condition: Condition) -> dict[str, Any]:
    packed: dict[str, Any] = {"op": condition.op}
    if condition.field:
        packed["field"] = condition.field
    if condition.value is not None:
        packed["value"] = condition.value
    if condition.parts:
        packed["parts"] = [_packed(part) for part in condition.parts]
    return packed


def _unpacked(found: object, depth: int) -> Condition | None:
    if not isinstance(found, dict) or not depth:
        return None
    field, op, value, parts = found.get("field", ""), found.get("op"), found.get("value"), found.get("parts", [])
    if isinstance(value, list):  # hand-written lists are plain lists
        value = json.dumps(value, ensure_ascii=False)
    if not isinstance(field, str) or not isinstance(op, str) or not isinstance(parts, list):
        return None
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
        return None
    inner = [_unpacked(part, depth - 1) for part in parts]
    known = tuple(part for part in inner if part is not None)
    return Condition(field, op, value, known) if len(known) == len(inner) else None


def _named(found: object) -> str:
    if not isinstance(found, dict):
        return str(found)[:_LONGEST]
    return str(found.get("field") or found.get("value") or found.get("op") or "?")[:_LONGEST]
