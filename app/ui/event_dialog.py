"""What has become of a member: transferred, left, retired, died or come back; the record stays and says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.book import members
from app.domain.errors import AppError, Invalid
from app.domain.membership import EventKind, possible_events
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.resources import code_list
from app.ui.choice_editor import ChoiceEditor
from app.ui.day_editor import DayEditor, today
from app.ui.desk import Desk
from app.ui.editor_base import FieldEditor
from app.ui.form_scroll import FormScroll
from app.ui.sizes import keep_size
from app.ui.widgets import button, label

_NOT_HERE = {str(EventKind.INFO)}  # a change of details is made in the form


class EventDialog(QDialog):
    """Choose what happened and when; only what can happen to this member is offered."""

    def __init__(self, parent: QWidget | None, desk: Desk, member_id: int) -> None:
        """``member_id`` is the member it happened to."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._member_id = member_id
        say = desk.speech.say
        row = desk.read.row("member", member_id)
        self.setWindowTitle(say(N_("Membership event")))
        keep_size(self, desk.settings, "event", 500, 380)
        column = QVBoxLayout(self)
        state = f" · {row['state']}" if row["state"] else ""
        column.addWidget(label(f"{row['name']}{state}", "heading"))
        column.addWidget(
            label(say(N_("The record stays with all that hangs on it; one undo takes this back.")), "muted", wrap=True)
        )
        column.addWidget(self._build_fields(row["state"]), 1)
        self.wrong = label("", "problem", wrap=True)
        self.wrong.hide()
        column.addWidget(self.wrong)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(say(N_("Cancel")), self.reject))
        buttons.addWidget(button(say(N_("Record it")), self.record, "primary", "tick"))
        column.addLayout(buttons)
        self._on_kind()
        self.kind.setFocus()

    def _build_fields(self, state: str) -> FormScroll:
        say = self._desk.speech.say
        form = self._form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.kind = QComboBox()
        # Whoever has no state yet came in with a roster and counts as a member.
        for kind in possible_events(state or "正常"):
            if kind not in _NOT_HERE:
                self.kind.addItem(kind)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._row(form, "kind", self.kind)
        self._day = DayEditor("happened", self._desk, N_("e.g. 2026-03-08, 2026-03, 2026"), needs_year=True)
        self._day.set_value(today().isoformat())
        self.day = self._day.line
        self._row(form, "happened", self._day)
        self.other = QLineEdit()
        self.other.setPlaceholderText(say(N_("for a transfer: from where, or to where")))
        self._row(form, "other_unit", self.other)
        self._reason = ChoiceEditor("reason", list(code_list("leave_reason").values()))
        self.reason = self._reason.box
        self._row(form, "reason", self._reason)
        body = QWidget()
        body.setLayout(form)
        return FormScroll(body)

    def _row(self, form: QFormLayout, name: str, editor: QWidget) -> None:
        """One captioned row; the caption is the editor's name for a screen reader too."""
        caption = self._desk.speech.field(BY_TABLE["member_event"].field(name))
        if isinstance(editor, FieldEditor):
            editor.set_name(caption)
        else:
            editor.setAccessibleName(caption)
        form.addRow(caption, editor)

    def _on_kind(self, _index: int = 0) -> None:
        """Only what this event can have is there to be filled in."""
        kind = self.kind.currentText()
        for editor, wanted in (
            (self.other, kind == EventKind.TRANSFER_OUT or kind in members.COMING),
            (self._reason, kind in members.LEAVING),
        ):
            editor.setEnabled(wanted)
            self._form.setRowVisible(editor, wanted)

    def record(self) -> None:
        """Record the event in one step."""
        if not self._day.value():
            self._complain(self._desk.speech.say(N_("Write the day first; the month or the year will do.")))
            self.day.setFocus()
            return
        try:
            self._carry_out(self.kind.currentText())
        except Invalid as error:
            self._complain(self._desk.speech.problem(BY_TABLE["member_event"], error.problems[0]))
        except AppError as error:
            self._complain(self._desk.speech.error(error))
        else:
            self.accept()

    def _complain(self, sentence: str) -> None:
        self.wrong.setText(f"⚠ {sentence}")
        self.wrong.show()

    def _carry_out(self, kind: str) -> None:
        book, member, day = self._desk.book, self._member_id, str(self._day.value() or "")
        other, reason = self.other.text().strip(), str(self._reason.value() or "")
        if kind == EventKind.TRANSFER_OUT:
            members.transfer_out(book, member, day, to_unit=other)
        elif kind == EventKind.DEATH:
            members.die(book, member, day)
        elif kind in members.KEEPING:
            members.keep(book, member, day, kind)
        elif kind in members.LEAVING:
            members.leave(book, member, day, kind, reason=reason)
        else:
            members.reenter(book, member, day, kind, from_unit=other)
