"""Planning the rows of one sheet: read each, and find the record it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.book.importing_cells import refusal
from app.book.importing_changes import Differ
from app.book.importing_match import chunks
from app.book.importing_members import Person, person_key, told_day, told_gender
from app.book.importing_notes import DIFFERS, NOT_THERE, new_units
from app.book.importing_plan import Refusal, RowPlan, Said, invalid
from app.book.importing_planner import Planner
from app.book.importing_recognise import DEFAULTED, Table
from app.book.importing_values import Reading, RowReader, missing
from app.domain import reading
from app.domain.errors import Invalid
from app.domain.fields import Field, Kind, RecordType
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.resources import code_list

_SEVERAL = N_(
    "{count} records are called {value}. Number them in a column 编号 on their own sheet, and write the number here."
)
_UNKNOWN = N_(
    "{column} says “{value}”, which is neither in the book nor in this file. Add it first, or correct the name."
)
_PUT_IN = N_("The sheet has no column {column}; {value} was put in for every row.")
_MAKE_UNITS = {"member", "officer"}


class SheetPlanner:
    """Plans the rows of one sheet."""

    def __init__(self, planner: Planner, table: Table) -> None:
        """``table`` is the sheet as recognised."""
        self.all = planner
        self.table = table
        self.record = table.record
        given = {r.column.field.name for r in table.roles if r.column and r.column.field} | {*_defaulted(table.record)}
        self._has_year = table.record.has("year")
        self._is_timed = self._has_year or table.record.has("happened")
        self._usual = planner.years.usual(), planner.years.context(planner.years.usual())
        self.differ = Differ(planner, table.record, given)
        self.refs = [f for f in self.record.fields if f.kind is Kind.REF]
        default, self.notes = self._default_values()
        self.reader = RowReader(table.record, table.roles, default)
        self._pointed_at = any(f.ref == self.record.table for r in BY_TABLE.values() for f in r.fields)
        self._first_addition = len(planner.additions)

    def plan(self) -> list[RowPlan]:
        """The plan of every data row, in order."""
        plans: list[RowPlan] = []
        for part in chunks(self.table.body):
            self.all.tick(len(part))
            found = []
            for one in self.reader.begin(part):
                self.finish(one)  # one after the other: a row may name a unit that the row before has made
                found.append((one, None if one.refusal else self._target(one)))
            plans += self.differ.plans(found)
        return plans

    def last_notes(self) -> tuple[Said, ...]:
        """What is to be said about the sheet as a whole."""
        made = self.all.additions[self._first_addition :]
        paths = [self.all.units.path(one.target) for one in made]
        return (*self.notes, *new_units(paths), *self.reader.notes())

    # -- reading

    def _default_values(self) -> tuple[dict[str, str], list[Said]]:
        name = DEFAULTED.get(self.record.table, "")
        if not name or self.table.column(self.record.field(name).header):
            return {}, []
        title = f"{self.table.sheet.name} {self.table.title}"
        said = [v for v in code_list(self.record.field(name).codes).values() if v in title and v != "其他"]
        value = said[0] if len(said) == 1 else "其他"
        note = Said.of(_PUT_IN, column=self.record.field(name).header, value=value)
        return {name: value}, [note]

    def finish(self, found: Reading) -> None:
        """The columns of a row that hang on its year, and its references."""
        year, context = self._usual
        if self._is_timed:
            said = self._year(found)
            if isinstance(said, Refusal):
                found.refusal = said
                return
            year, context = said, self.all.years.context(said)
        self.reader.finish(found, context)
        if self._has_year:
            found.values["year"] = year
        if found.refusal is None and self.refs:
            self._read_refs(found, year)
        if found.refusal is None:
            found.refusal = self.reader.too_long(found)

    def _year(self, found: Reading) -> int | Refusal:
        text = found.text("year")
        if not text:
            return self.all.years.of(found.text("happened"))
        field = self.record.field("year")
        try:
            return int(reading.read(field, text, reading.Context())["year"])
        except Invalid as error:
            return refusal(field, text, error)

    def _read_refs(self, found: Reading, year: int) -> None:
        for field in self.refs:
            text = found.text(field.name)
            if not text and not field.required:
                continue
            try:
                target = self._resolved(field, text, year) if text else None
            except Invalid as error:
                found.refusal = refusal(field, text, error)
                return
            if target is not None:
                found.values[field.name] = target
            elif field.required:
                found.refusal = _unknown_whole(field, text)
                return
            elif self._to_be_made(field):
                found.unmade = True
            else:
                found.extras += (f"{field.header}：{text}",)
                found.notes += (Said.of(NOT_THERE, row=found.row, column=field.header, value=text),)

    def _to_be_made(self, field: Field) -> bool:
        return field.ref == "unit" and self.record.table in _MAKE_UNITS

    def _resolved(self, field: Field, text: str, year: int) -> int | None:
        if field.ref == "unit":
            return self.all.units.find(text)
        if field.ref == "member":
            return self.all.members.find(text)
        found = self.all.named(field.ref).find(text, year)
        if len(found) > 1:
            raise invalid(field.name, text, _SEVERAL, value=text, count=len(found))
        return found[0] if found else None

    # -- matching

    def _target(self, found: Reading) -> int | None:
        """The record that a row means: negative and new, or one there is; None with the row refused."""
        if self.record.table == "member":
            return self._member(found)
        if not self._make_units(found):
            return None
        target = self.all.keyed(self.record).match(found.values)
        if target is None:
            target = self._added(found)
        if self._pointed_at and self.record.table != "unit":
            self.all.named(self.record.table).enter(target, found.values, found.handle)
        return target

    def _added(self, found: Reading) -> int:
        found.new = True
        return self.all.drafts.add(found.values)

    def _member(self, found: Reading) -> int | None:
        key = person_key(found.values.get("id_no") or "")
        if key:
            _fill_from_id(found, told_day(key), told_gender(key))
            if self.all.members.is_new(found.values.get("name") or "", key):
                return self._newcomer(found, key)
        asked = Person.of(0, found.values, met=True)
        if asked.unit is None and found.text("unit_id"):
            asked.unit = 0  # one that is still to be made, and so no one's yet
        try:
            target = self.all.members.match(asked, found.masked)
        except Invalid as error:
            one = self.record.field(error.problems[0].field)
            found.refusal = refusal(one, found.text(one.name), error)
            return None
        if not self._make_units(found):
            return None
        asked.unit = found.values.get("unit_id")
        known: Mapping[str, Any] = {}
        if target is None:
            target = self._added(found)
        else:
            known = self.all.drafts.now("member", target, {})
        asked.id = target
        self.all.members.enter(Person.of(target, {**known, **found.values}, met=True) if known else asked)
        return target

    def _newcomer(self, found: Reading, key: str) -> int | None:
        if not self._make_units(found):
            return None
        target = self._added(found)
        self.all.members.add(target, found.values, key)
        return target

    def _make_units(self, found: Reading) -> bool:
        """Make the units that the row names and nobody has yet; False, and the row refused, where that is unclear."""
        for field in self.refs if found.unmade else ():
            text = found.text(field.name)
            if field.name in found.values or not text or not self._to_be_made(field):
                continue
            try:
                found.values[field.name] = self.all.units.find_or_add(text, self.all.add_unit)
            except Invalid as error:  # 一组/甲班, where there is more than one 一组
                found.refusal = refusal(field, text, error)
                return False
        return True


def _defaulted(record: RecordType) -> tuple[str, ...]:
    """The field that is filled in where the sheet has no column for it."""
    return (DEFAULTED[record.table],) if record.table in DEFAULTED else ()


def _unknown_whole(field: Field, text: str) -> Refusal:
    if not text:
        return missing(field)
    return Refusal(field.header, text, Said.of(_UNKNOWN, column=field.header, value=text))


def _fill_from_id(found: Reading, day: str, gender: str) -> None:
    """Gender and birth follow from the ID number where they are blank; where they differ, both are kept and said."""
    if not found.values.get("gender"):
        found.values["gender"] = gender
        found.derived |= {"gender"}
    elif found.values["gender"] != gender:
        found.notes += (_differs(found.row, "性别", found.values["gender"], gender),)
    if not found.values.get("birth"):
        found.values |= {"birth": day, "birth_from": day, "birth_to": day}
        found.derived |= {"birth"}
    elif not found.values["birth_from"] <= day <= found.values["birth_to"]:
        found.notes += (_differs(found.row, "出生日期", found.values["birth"], day),)


def _differs(row: int, column: str, value: str, told: str) -> Said:
    return Said.of(DIFFERS, row=row, column=column, value=value, told=told)
