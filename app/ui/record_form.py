"""The form of one record, built from its type: fields, problems under them, parts below, saving in one step."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.book import editing
from app.domain import quantity
from app.domain.errors import AppError, Invalid, Problem
from app.domain.fields import Field, Kind, RecordType
from app.domain.records import children_of
from app.i18n import N_
from app.ui.ask import Leaving
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.field_editors import FIGURES_HINT, FieldEditor, LineEditor, Value, editor_for
from app.ui.form_fields import FieldRows
from app.ui.parts import PartsTable
from app.ui.ref_editor import RefEditor
from app.ui.widgets import button, empty, label, line

Problems = list[Problem]


class RecordForm(QWidget):
    """The form of one record type.

    ``saved`` carries the id after every save; ``cancelled`` tells that the clerk gave the input up; ``wanted_part``
    asks for the form of a part (see ``PartsTable``). ``fixed`` values (the owner of a part) are saved with every
    record and have no editor.
    """

    saved = Signal(object)
    cancelled = Signal()
    wanted_part = Signal(object, object, object)

    def __init__(
        self,
        desk: Desk,
        record: RecordType,
        fixed: Mapping[str, Value] | None = None,
        parent: QWidget | None = None,
        *,
        several: bool = True,
    ) -> None:
        """``several`` offers to save and go on with the next record."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.record = record
        self._fixed = dict(fixed or {})
        self.row_id: int | None = None
        self._first: dict[str, Value] = {}
        self._dirty = False
        self.going_on = False  # whether the save under way is to be followed by a new record
        self.editors: dict[str, FieldEditor] = {}
        self._parts: list[PartsTable] = []
        self._build(several)

    # ------------------------------------------------------------------------------------------- what others ask

    @property
    def dirty(self) -> bool:
        """Whether anything typed is not saved."""
        return self._dirty

    def start_new(self, values: Mapping[str, Value] | None = None) -> None:
        """Begin a new record with these values."""
        given = dict(values or {})
        if self.record.yearly:
            given.setdefault("year", str(self._desk.work_year))
        self._fill(None, given)
        self._title.setText(self._say(N_("New: {kind}"), kind=self._desk.speech.record(self.record)))
        self.focus_first()

    def load(self, row_id: int) -> None:
        """Show a kept record; KeyError when it is gone."""
        row = self._desk.read.row(self.record.table, row_id)
        values: dict[str, Value] = {}
        for field in self.record.fields:
            values[field.name] = row[field.name] if field.ref else self._desk.read.written(field, row)
        if self.record.figures:
            figures = self._desk.read.figures(self.record.table, [row_id]).get(row_id, ())
            values[editing.FIGURES] = quantity.format_figures(figures)
        self._fill(row_id, values)
        caption = self._desk.read.captions(self.record.table, [row_id]).get(row_id, "")
        self._title.setText(" ".join(caption.split())[:60] or self._desk.speech.record(self.record))
        number = self._desk.read.serial(row_id)
        self._under.setText(
            self._say(N_("{kind} No. {number}"), kind=self._desk.speech.record(self.record), number=number)
        )
        self._under.show()
        self._history.setVisible(isinstance(self.window(), QMainWindow))

    def clear(self) -> None:
        """Forget the record on show without asking."""
        self._dirty = False
        self.row_id = None

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty, else into the first."""
        blank = [e for e in self.editors.values() if e.value() in ("", None) and e.isVisibleTo(self)]
        (blank or list(self.editors.values()))[0].setFocus()

    def may_leave(self) -> bool:
        """Whether another record may take this one's place; asks where something is not saved."""
        if not self._dirty:
            return True
        answer = self._desk.ask.leaving(self)
        if answer is Leaving.SAVE:
            return self.save()
        if answer is Leaving.DISCARD:
            self._dirty = False
            return True
        return False

    def save(self) -> bool:
        """Save what is typed; says whether that went well."""
        problems = [p for p in (e.problem() for e in self.editors.values()) if p is not None]
        typed = self._typed()
        if not problems:
            try:
                self._dirty = False
                row_id = editing.save(self._desk.book, self.record.table, self.row_id, typed)
                self.load(row_id)
                self.saved.emit(row_id)
            except Invalid as error:
                problems = list(error.problems)
                self._dirty = True
            except AppError as error:
                self._dirty = True
                show_error(self, self._desk.speech, error)
                return False
        self._show_problems(problems)
        return not problems

    def save_and_new(self) -> bool:
        """Save, then begin the next record with the values that repeat."""
        kept = {
            f.name: self.editors[f.name].value() for f in self.record.fields if f.repeats and f.name in self.editors
        }
        self.going_on = True
        saved = self.save()
        self.going_on = False
        if saved:
            self.start_new(kept)
        return saved

    def cancel(self) -> None:
        """Give the input up, after asking where there is any."""
        if self._dirty and not self._desk.ask.confirm(self, N_("Discard what you typed?"), N_("Discard")):
            return
        self._dirty = False
        if self.row_id is not None:
            self.load(self.row_id)
        self.cancelled.emit()

    # ------------------------------------------------------------------------------------------- building

    def _build(self, several: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._title = label("", "heading", wrap=True)
        self._under = label("", "muted")
        column.addWidget(self._title)
        head = QHBoxLayout()
        head.addWidget(self._under, 1)
        self._history = button(self._say(N_("History")), self._wish_history, "quiet")
        self._history.hide()
        head.addWidget(self._history)
        column.addLayout(head)
        self._notice = QLabel()
        self._notice.setProperty("kind", "problem")
        self._notice.setWordWrap(True)
        self._notice.hide()
        column.addWidget(self._notice)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setObjectName("fields")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 8, 0)
        self.rows = FieldRows(self._desk.speech)
        self.rows.unfolded.connect(self._on_unfolded)
        inner.addWidget(self.rows)
        self._make_editors()
        self._parts_column = QVBoxLayout()
        inner.addLayout(self._parts_column)
        inner.addStretch(1)
        self._scroll.setWidget(body)
        column.addWidget(self._scroll, 1)
        column.addWidget(line())
        column.addLayout(self._buttons(several))

    def _make_editors(self) -> None:
        shown = [f for f in self.record.fields if f.name not in self._fixed]
        core = [f for f in shown if f.contract or f.required or f.listed] or shown
        if len(core) < 4 or len(shown) <= 12:
            core = shown[:12]
        for field in core:
            self._add(field, self._editor(field), more=False)
        if self.record.figures:
            editor = LineEditor(editing.FIGURES, self._desk, FIGURES_HINT)
            self._add(None, editor, more=False)
        for field in shown:
            if field not in core:
                self._add(field, self._editor(field), more=True)
        self.rows.finish()

    def _editor(self, field: Field) -> FieldEditor:
        if field.kind is not Kind.REF:
            return editor_for(field, self.record, self._desk)
        editor = RefEditor(field.name, field.ref, self._desk)
        if field.ref == "member":
            editor.chosen.connect(self._on_member)
        return editor

    def _add(self, field: Field | None, editor: FieldEditor, *, more: bool) -> None:
        caption = self._desk.speech.field(field) if field else self._say(N_("Figures"))
        editor.set_name(caption)
        editor.changed.connect(self._on_change)
        self.editors[editor.field_name] = editor
        self.rows.add(caption, editor, required=bool(field and field.required), more=more)

    def _buttons(self, several: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        self._save_button: QPushButton = button(self._say(N_("Save")), self.save, "primary", "tick")
        self._save_button.setToolTip("Ctrl+S")
        row.addWidget(self._save_button)
        if several:
            again = button(self._say(N_("Save and new")), self.save_and_new)
            again.setToolTip("Ctrl+Enter")
            row.addWidget(again)
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Cancel")), self.cancel, "quiet"))
        return row

    # ------------------------------------------------------------------------------------------- what happens

    def _fill(self, row_id: int | None, values: Mapping[str, Value]) -> None:
        self.row_id = row_id
        for name, editor in self.editors.items():
            editor.set_value(values.get(name))
        self._first = {name: editor.value() for name, editor in self.editors.items()} if row_id else {}
        self._dirty = False
        self._under.setText("")
        self._under.hide()
        self._history.hide()
        self._show_problems([])
        self._show_parts()

    def _typed(self) -> dict[str, Value]:
        """What is to be saved: of a kept record only what was changed, so that nothing else is read anew."""
        now = {name: editor.value() for name, editor in self.editors.items()}
        if self.row_id is not None:
            return {name: value for name, value in now.items() if value != self._first.get(name)}
        required = {f.name for f in self.record.fields if f.required}
        return {**self._fixed, **{n: v for n, v in now.items() if v not in ("", None) or n in required}}

    def _on_change(self) -> None:
        self._dirty = True

    def _wish_history(self) -> None:
        self._desk.wish_history.emit(self.record.table, self.row_id)

    def _on_unfolded(self) -> None:
        QTimer.singleShot(0, self._scroll_to_more)  # once the new rows have their places

    def _scroll_to_more(self) -> None:
        self._scroll.verticalScrollBar().setValue(self.rows.fold_button().y())

    def _on_member(self, row_id: int) -> None:
        """Who was chosen gives the name and the unit where these are still empty."""
        member = self._desk.read.row("member", row_id)
        for name in ("target", "name", "recipient", "proposer"):
            if name in self.editors and not self.editors[name].value():
                self.editors[name].set_value(member["name"])
        if "unit_id" in self.editors and not self.editors["unit_id"].value():
            self.editors["unit_id"].set_value(member["unit_id"])

    def _show_problems(self, problems: Problems) -> None:
        said = {p.field: self._desk.speech.problem(self.record, p) for p in problems}
        self.rows.show_problems(said)
        others = [text for name, text in said.items() if name not in self.editors]
        self._notice.setText("\n".join(others))
        self._notice.setVisible(bool(others))
        first = next((name for name in self.editors if name in said), None)
        if first is not None:
            self.editors[first].setFocus()
            self._scroll.ensureWidgetVisible(self.editors[first], 0, 60)

    def _show_parts(self) -> None:
        empty(self._parts_column)
        self._parts = []
        if self.row_id is None:
            return
        for child in children_of(self.record.table):
            table = PartsTable(self._desk, child, self.row_id, self)
            table.wanted.connect(self.wanted_part)
            self._parts.append(table)
            self._parts_column.addWidget(table)
