"""The editors of a form and the values behind them, of which those of the folded fields have no editor yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from app.book import editing
from app.domain import quantity
from app.domain.errors import Problem
from app.domain.fields import Field, Kind, RecordType
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.editor_base import FieldEditor, Value
from app.ui.field_editors import FIGURES_HINT, LineEditor, editor_for
from app.ui.form_fields import FieldRows
from app.ui.form_people import FormPeople
from app.ui.person_editor import PersonEditor, person_field
from app.ui.ref_editor import RefEditor

_MOST = 12  # fields that a form shows without folding any


class FormEditors(QObject):
    """All fields of a form by name; ``changed`` tells of every change made by hand or put in for the clerk.

    ``made_more`` tells that the folded fields have their editors now.
    """

    changed = Signal()
    made_more = Signal()

    def __init__(self, desk: Desk, record: RecordType, without: Sequence[str], parent: QObject) -> None:
        """``without`` names the fields that have no editor."""
        super().__init__(parent)
        self._desk = desk
        self.record = record
        self.made: dict[str, FieldEditor] = {}
        self._values: dict[str, Value] = {}  # of the fields that have no editor yet
        self._first: dict[str, Value] = {}  # as they were when the record came on show
        self.rows = FieldRows(desk.speech)
        self.rows.wanted_more.connect(self._make_more)
        self._person = person_field(record)
        self.people = FormPeople(desk, self, self)
        shown = [f for f in record.fields if f.name not in without]
        core = _core(shown)
        self._folded = [f for f in shown if f not in core]
        for field in core:
            self._add(field, self._editor(field), more=False)
        if record.figures:
            self._add(None, LineEditor(editing.FIGURES, desk, FIGURES_HINT), more=False)
        self.rows.fold([field.name for field in self._folded])

    def show(self, values: Mapping[str, Value]) -> None:
        """Show the values of another record."""
        self._values = dict(values)
        for name, editor in self.made.items():
            editor.set_value(values.get(name))
        self._first = {name: self.get(name) for name in self._names()}
        self.people.start()

    def of_record(self, row_id: int) -> dict[str, Value]:
        """The values of a kept record, as the fields show them; KeyError when it is gone."""
        row = self._desk.read.row(self.record.table, row_id)
        values: dict[str, Value] = {}
        for field in self.record.fields:
            values[field.name] = row[field.name] if field.ref else self._desk.read.written(field, row)
        if self.record.figures:
            figures = self._desk.read.figures(self.record.table, [row_id]).get(row_id, ())
            values[editing.FIGURES] = quantity.format_figures(figures)
        return values

    def get(self, name: str) -> Value:
        """The value of a field as it stands; None for one that the form has not."""
        if name in self.made:
            return self.made[name].value()
        value = self._values.get(name)
        return None if value == "" else value

    def chosen(self, name: str) -> int | None:
        """The record that a reference means, as chosen so far; what is being typed is left alone."""
        editor = self.made.get(name)
        if isinstance(editor, RefEditor):
            return editor.chosen_id
        value = self._values.get(name)
        return int(value) if value else None

    def differs(self, *names: str) -> bool:
        """Whether any of these fields is not as it was when the record came on show."""
        return any(
            (self.chosen(name) if name.endswith("_id") else self.get(name)) != self._first.get(name) for name in names
        )

    def fill(self, name: str, value: Value) -> None:
        """Put a value into a field, as if it had been typed."""
        if name in self.made:
            self.made[name].set_value(value)
            self.made[name].changed.emit()
        elif name in self._names():
            self._values[name] = value
            self.changed.emit()

    def settle(self) -> None:
        """Do what leaving the fields would do, for a save with the cursor still in one of them."""
        self.people.settle()

    def problems(self) -> list[Problem]:
        """What cannot even be asked of the book."""
        return [problem for editor in self.made.values() if (problem := editor.problem()) is not None]

    def typed(self, fixed: Mapping[str, Value], *, new: bool) -> dict[str, Value]:
        """What is to be saved: of a kept record only what was changed, so that nothing else is read anew."""
        now = {name: self.get(name) for name in self._names()}
        if not new:
            return {name: value for name, value in now.items() if value != self._first.get(name)}
        required = {f.name for f in self.record.fields if f.required}
        return {**fixed, **{n: v for n, v in now.items() if v not in ("", None) or n in required}}

    def unsaved(self, *, new: bool) -> dict[str, Value]:
        """What stands here and is not saved, read without touching what is being typed.

        A reference that no record is chosen for yet is the text in its line; of a new record all that is not blank.
        """
        now = {name: self._being_typed(name) for name in self._names()}
        return {n: v for n, v in now.items() if v != self._first.get(n) or (new and v not in ("", None))}

    def take_up(self, fields: Mapping[str, Value]) -> None:
        """Put in what was typed before; fields that the form has no longer, and records that are gone, are left out."""
        if any(field.name in fields for field in self._folded):
            self.rows.unfold(True)
        for name, value in fields.items():
            editor = self.made.get(name)
            if not isinstance(editor, RefEditor):
                self.fill(name, value)
            elif isinstance(value, str):
                editor.line.setText(value)
                editor.changed.emit()
            elif value is None or self._desk.read.rows(self.record.field(name).ref, [value]):
                self.fill(name, value)

    def _being_typed(self, name: str) -> Value:
        editor = self.made.get(name)
        if isinstance(editor, RefEditor):
            return editor.chosen_id if editor.chosen_id is not None else editor.line.text().strip() or None
        return self.get(name)

    def _names(self) -> list[str]:
        return [*self.made, *(f.name for f in self._folded if f.name not in self.made)]

    def _editor(self, field: Field) -> FieldEditor:
        if field is self._person:
            return PersonEditor(field, self._desk)
        if field.kind is Kind.REF:
            return RefEditor(field.name, field.ref, self._desk)
        return editor_for(field, self.record, self._desk)

    def _add(self, field: Field | None, editor: FieldEditor, *, more: bool) -> None:
        caption = self._desk.speech.field(field) if field else self._desk.speech.say(N_("Figures"))
        editor.set_name(caption)
        self.made[editor.field_name] = editor
        self.rows.add(caption, editor, required=bool(field and field.required), more=more)
        editor.changed.connect(self.changed)
        self.people.watch(editor)

    def _make_more(self) -> None:
        """Make the editors of the folded fields; what they show is no change."""
        for field in self._folded:
            now, first = self.get(field.name), self._first.get(field.name)
            editor = self._editor(field)
            editor.set_value(first)
            self._first[field.name] = editor.value()
            if now != first:
                editor.set_value(now)
            self._add(field, editor, more=True)
        self.made_more.emit()


def _core(shown: list[Field]) -> list[Field]:
    """The fields that are not folded away: those of the lists and of the exchange."""
    core = [f for f in shown if f.contract or f.required or f.listed] or shown
    return shown[:_MOST] if len(core) < 4 or len(shown) <= _MOST else core
