"""The parts of a record under its form: beneficiaries, participants, relatives, quotas; people are added by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.book import editing, parts, people
from app.book.parts import Added
from app.book.people import Person
from app.domain.errors import AppError
from app.domain.fields import Kind, RecordType
from app.domain.names import split_names
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.name_text import NameText
from app.ui.parts_model import PartsModel
from app.ui.parts_view import PartsView
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import button, label, line, tight

_SHOWN = 6  # rows without scrolling
_NAMED = 6  # names that a sentence tells one by one


class PartsTable(QWidget):
    """The parts of one kind of one record.

    ``wanted`` carries (record type, id or None for a new one, values that are fixed): open that form.
    ``wanted_count`` carries the number of people in the list, for the form to take over.
    """

    wanted = Signal(object, object, object)
    wanted_count = Signal(object)

    def __init__(self, desk: Desk, record: RecordType, owner_id: int | None, parent: QWidget | None = None) -> None:
        """Show the parts of the record ``owner_id``."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.record = record
        self._owner_id = owner_id
        self._model = PartsModel(desk, record, _columns(record), self)
        self._model.refused.connect(self._on_refused)
        self._build()
        self.show_owner(owner_id)
        desk.changes.changed.connect(self._on_change)

    def show_owner(self, owner_id: int | None) -> None:
        """Show the parts of another record of the same type."""
        if owner_id != self._owner_id:
            self._told.hide()
            if self.names is not None:
                self.names.put_text("")
        self._owner_id = owner_id
        self._refresh()

    def add_people(self, names: Sequence[str], chosen: dict[str, int] | None = None) -> None:
        """Put people into the list, in one step, and tell what came of it."""
        if self._owner_id is None or not names:
            return
        try:
            added = parts.add_people(self._desk.book, self.record.table, self._owner_id, names, chosen)
        except AppError as error:
            show_error(self, self._desk.speech, error)
            return
        self._tell(self._result(added))
        if added.ids and added.ids[-1] in self._model.ids:
            self.view.selectRow(self._model.ids.index(added.ids[-1]))

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(line())
        column.addLayout(self._build_head())
        self.names: NameText | None = self._build_names() if parts.takes_people(self.record) else None
        if self.names is not None:
            column.addWidget(self.names)
        self._told = label("", "muted", wrap=True)
        self._told.hide()
        column.addWidget(self._told)
        self.view = PartsView(self._model, _SHOWN)
        self.view.setAccessibleName(self._desk.speech.records(self.record))
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.wanted_form.connect(self._on_wanted_form)
        self.view.wanted_delete.connect(self._delete)
        column.addWidget(self.view)
        column.addLayout(self._build_foot())

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(0)
        self._title = label("", wrap=True)  # in two lines rather than without its end
        head.addWidget(self._title, 1)
        head.addWidget(tight(button(self._say(N_("Add")), self._add, "quiet")))
        self._change = tight(button(self._say(N_("Edit")), self._edit, "quiet"))
        self._delete_button = tight(button(self._say(N_("Delete")), self._delete, "quiet"))
        head.addWidget(self._change)
        head.addWidget(self._delete_button)
        return head

    def _build_names(self) -> NameText:
        names = NameText(self._desk, several_lines=False)
        names.takes_many = True
        names.setPlaceholderText(self._say(N_("add: name or initials, Enter")))
        names.setAccessibleName(self._say(N_("Add people to {list}"), list=self._desk.speech.records(self.record)))
        names.setAcceptDrops(False)
        names.viewport().setAcceptDrops(False)
        names.picked.connect(self._on_picked)
        names.entered.connect(self._on_entered)
        names.many.connect(self.add_people)
        UndoKeys(names)  # emptied by adding, it leaves Ctrl+Z to the list's last step
        return names

    def _build_foot(self) -> QGridLayout:
        """What a list of people offers below it; in two rows, since the panel may be narrow."""
        foot = QGridLayout()
        foot.setSpacing(0)
        self._all = button(self._say(N_("All were there")), self._on_all, "quiet")
        self._count = button("", self._on_count, "quiet")
        foot.addWidget(self._all, 0, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self._count, 1, 0, Qt.AlignmentFlag.AlignLeft)
        foot.setColumnStretch(1, 1)
        return foot

    # ------------------------------------------------------------------------------------------- showing

    def _refresh(self) -> None:
        self._model.show(self._owner_id)
        rows = self._model.rows
        count, ticks = len(rows), self.record.has("attended")
        title = f"{self._desk.speech.records(self.record)} ({count})"
        if ticks and any(row["attended"] is not None for row in rows):
            there = sum(1 for row in rows if row["attended"])
            title += self._say(N_(", {count} there"), count=there)
        self._title.setText(title)
        self.view.setVisible(count > 0)
        self.view.fit_height()
        self._all.setVisible(ticks and count > 0 and not all(row["attended"] for row in rows))
        self._offer_count()
        self._on_selection()

    def _offer_count(self) -> None:
        """Offer the length of the list as the number of persons, where the record says another one."""
        owner = self.record.field(self.record.owner).ref
        count = parts.present(self.record, self._model.rows)
        row = self._desk.read.rows(owner, [self._owner_id]).get(self._owner_id, {}) if self._owner_id else {}
        offered = parts.takes_people(self.record) and "persons" in row and count > 0 and row["persons"] != count
        self._count.setVisible(offered)
        self._count.setText(self._say(N_("Persons from this list ({count})"), count=count))
        self._count.setAccessibleName(self._count.text())

    def _result(self, added: Added) -> str:
        told: list[str] = []
        if added.ids:
            told.append(self._say(N_("{count} added."), count=len(added.ids)))
        if added.already:
            told.append(self._say(N_("In the list already: {names}."), names=_listed(added.already)))
        if added.unsure:
            told.append(
                self._say(
                    N_("Several members have this name, not linked to any: {names}."), names=_listed(added.unsure)
                )
            )
        if added.strangers:
            told.append(self._say(N_("Not members, added by name: {names}."), names=_listed(added.strangers)))
        return "".join(told) if self._desk.language.code.startswith("zh") else " ".join(told)

    # ------------------------------------------------------------------------------------------- what happens

    def _on_selection(self, *_changes: object) -> None:
        chosen = self.view.chosen()
        self._change.setEnabled(len(chosen) == 1)
        self._delete_button.setEnabled(bool(chosen))

    def _on_picked(self, person: Person) -> None:
        if self.names is not None:
            earlier = [name for name in split_names(self.names.toPlainText()) if name != person.name]
            self.names.put_text("")
            self.add_people([*earlier, person.name], {person.name: person.id})

    def _on_entered(self) -> None:
        """Add who was typed; initials are somebody's only where they can mean but one member, and never a name."""
        if self.names is None:
            return
        names: list[str] = []
        chosen: dict[str, int] = {}
        for typed in split_names(self.names.toPlainText()):
            found = people.find(self._desk.read, typed) if typed.isascii() else []
            if len(found) > 1:
                self.names.offer()
                return
            if not found and typed.isascii():
                self._tell(self._say(N_("Nobody is found for {text}. Type the name."), text=typed))
                return
            names.append(found[0].name if found else typed)
            chosen |= {found[0].name: found[0].id} if found else {}
        self.names.put_text("")
        self.add_people(names, chosen)

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.show()

    def _on_all(self) -> None:
        try:
            editing.set_field(self._desk.book, self.record.table, self._model.ids, "attended", "是")
        except AppError as error:
            show_error(self, self._desk.speech, error)

    def _on_count(self) -> None:
        self.wanted_count.emit(parts.present(self.record, self._model.rows))

    def _on_wanted_form(self, row: int) -> None:
        self._open(self._model.ids[row])

    def _on_refused(self, error: AppError) -> None:
        show_error(self, self._desk.speech, error)

    def _add(self) -> None:
        self._open(None)

    def _edit(self) -> None:
        chosen = self.view.chosen()
        if chosen:
            self._open(chosen[0])

    def _open(self, row_id: int | None) -> None:
        self.wanted.emit(self.record, row_id, {self.record.owner: self._owner_id})

    def _delete(self) -> None:
        ids = self.view.chosen()
        if not ids:
            return
        try:
            editing.delete(self._desk.book, self.record.table, ids)
        except AppError as error:
            show_error(self, self._desk.speech, error)

    def _on_change(self, change: object) -> None:
        owner = self.record.field(self.record.owner).ref
        touched = getattr(change, "touched", {})
        if self.record.table in touched:
            self._told.hide()  # what it told was about a list that is another now
        if self.record.table in touched or (self._owner_id in touched.get(owner, ())):
            self._refresh()


def _columns(record: RecordType) -> list[str]:
    """The columns of the small table, ticks before the longer words."""
    left_out = (record.owner, "member_id")
    listed = [f for f in record.fields if f.listed and f.name not in left_out]
    shown = listed[:6] or [f for f in record.fields if f.name not in left_out][:6]
    return [f.name for f in sorted(shown, key=lambda f: f.kind is not Kind.BOOL and f.name not in record.title)]


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
