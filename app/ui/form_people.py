"""A form that is about a person: the name typed is taken for a member where it can mean only one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject

from app.book import people
from app.book.people import Person
from app.domain.fields import RecordType
from app.domain.membership import State
from app.domain.names import split_names
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.editor_base import FieldEditor, Value
from app.ui.form_fields import FieldRows
from app.ui.person_editor import PersonEditor, person_field
from app.ui.ref_editor import RefEditor

# What else the roster tells, by record type: field of the record → field of the member.
_MORE: Mapping[str, Mapping[str, str]] = {
    "honour": {"post_then": "post"},
    "nominee": {"post": "post"},
    "officer": {"phone": "mobile"},
    "hardship_file": {"kind": "hardship"},
}


class Fields(Protocol):
    """What the form lets others do with its fields, made or not made yet."""

    rows: FieldRows
    record: RecordType

    def get(self, name: str) -> Value:
        """The value of a field as it stands."""

    def fill(self, name: str, value: Value) -> None:
        """Put a value into a field, as if it had been typed."""


class FormPeople(QObject):
    """Links the name in a form with the member it means and fills what follows from that, where nothing stands."""

    def __init__(self, desk: Desk, form: Fields, parent: QObject) -> None:
        """``form`` owns this."""
        super().__init__(parent)
        self._desk = desk
        self._form = form
        field = person_field(form.record)
        self._name = field.name if field else ""
        self._typed = False
        self._person: Person | None = None  # whom this has put into the form
        self._times: Value = None  # the person-times that this has put in
        self._number_typed = False
        self._told: dict[str, str] = {}  # what this has put in for an ID number

    def watch(self, editor: FieldEditor) -> None:
        """Listen to an editor of the form."""
        if isinstance(editor, PersonEditor):
            editor.text.typed.connect(self._on_typed)
            editor.picked.connect(self._on_picked)
            editor.left.connect(self.settle)
        elif isinstance(editor, RefEditor) and editor.field_name == "member_id":
            editor.chosen.connect(self.on_member)
        elif editor.field_name == "persons" and self._form.record.has("person_times"):
            editor.left.connect(self.follow_persons)
        elif editor.field_name == "id_no":
            editor.changed.connect(self._on_number)
            editor.left.connect(self.follow_number)

    def start(self) -> None:
        """Another record is on show."""
        self._typed = False
        self._person = None
        self._times = None
        self._number_typed = False
        self._told = {}
        if self._name:
            self._form.rows.hint(self._name, "")

    def settle(self) -> None:
        """Take the name for a member where it can mean only one; words that are no name stay words."""
        self.follow_number()
        if not self._name or not self._typed:
            return
        text = str(self._form.get(self._name) or "")
        names = split_names(text)
        if self._person is not None and self._person.name not in names:
            self._unlink()
        if len(names) == 1 and names[0] == text.strip():
            self._settle_one(names[0])
        elif len(names) > 1:
            self._settle_many(names)
        self._typed = False

    def on_member(self, member_id: int) -> None:
        """The member was chosen in her own field: the name follows."""
        person = people.person(self._desk.read, member_id)
        if person is None:
            return
        if self._name and not self._form.get(self._name):
            self._form.fill(self._name, person.name)
        self._typed = False
        self._follow(person)

    def follow_persons(self) -> None:
        """Who is counted once is one person-time, until the clerk writes another number."""
        persons, times = self._form.get("persons"), self._form.get("person_times")
        if persons and (not times or times == self._times) and times != persons:
            self._times = persons
            self._form.fill("person_times", persons)

    def follow_number(self) -> None:
        """Gender and day of birth follow from the ID number typed, until the clerk writes something else."""
        told = people.told_by(self._form.get("id_no") or "") if self._number_typed else {}
        for name, text in told.items():
            now = self._form.get(name) if self._form.record.has(name) else text
            if now != text and (not now or now == self._told.get(name)):
                self._told[name] = text
                self._form.fill(name, text)
        self._number_typed = False

    def _on_number(self) -> None:
        self._number_typed = True

    def _on_typed(self) -> None:
        self._typed = True

    def _on_picked(self, person: Person) -> None:
        names = split_names(str(self._form.get(self._name) or ""))
        if names == [person.name]:
            self._typed = False
            self._link(person)

    def _settle_one(self, name: str) -> None:
        linked = self._form.get("member_id") if self._form.record.has("member_id") else None
        if name.isascii():
            meant = people.find(self._desk.read, name, 2)
            if len(meant) == 1:
                self._form.fill(self._name, meant[0].name)
                self._link(meant[0])
            return
        found = people.called(self._desk.read, name)
        if linked and any(person.id == linked for person in found):
            return
        one = people.the_one(self._desk.read, name)
        if one is not None:
            self._link(one)
        elif len(found) > 1:
            self._hint(N_("{count} members are called {name}. Type the name again and choose one."),
                       count=len(found), name=name)  # fmt: skip

    def _settle_many(self, names: list[str]) -> None:
        """Several members by name are as many persons, where no number stands yet."""
        known = [name for name in names if people.called(self._desk.read, name)]
        if len(known) == len(names):
            self._count(len(names))
            self._hint(N_("{count} people, all of them members"), count=len(names))

    def _link(self, person: Person) -> None:
        self._person = person
        self._form.fill("member_id", person.id)
        self._follow(person)

    def _follow(self, person: Person) -> None:
        """Fill what the roster tells about somebody, where nothing stands yet."""
        row = self._desk.read.row("member", person.id)
        self._fill_blank("unit_id", person.unit_id)
        self._fill_blank("place", person.unit)
        retired = row["state"] == State.KEPT and bool(row["retired_on"])
        self._fill_blank("target_kind", "困难职工" if row["hardship"] else "退休职工" if retired else "会员")
        for name, source in _MORE.get(self._form.record.table, {}).items():
            self._fill_blank(name, row[source])
        if self._form.record.has("target_kind"):
            self._count(1)
        unit = person.unit or self._desk.speech.say(N_("no unit"))
        self._hint(N_("✓ Member, {unit}, No. {number}"), unit=unit, number=person.number)

    def _count(self, persons: int) -> None:
        self._fill_blank("persons", str(persons))
        if self._form.record.has("person_times") and self._form.get("persons") == str(persons):
            self._fill_blank("person_times", str(persons))

    def _fill_blank(self, name: str, value: Value) -> None:
        if value and self._form.record.has(name) and not self._form.get(name):
            self._form.fill(name, value)

    def _unlink(self) -> None:
        """The name that was linked stands no longer there."""
        if self._person is not None and self._form.get("member_id") == self._person.id:
            self._form.fill("member_id", None)
        self._person = None
        self._form.rows.hint(self._name, "")

    def _hint(self, msgid: str, **values: object) -> None:
        if self._name:
            self._form.rows.hint(self._name, self._desk.speech.say(msgid, **values))
