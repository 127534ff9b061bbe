"""What has become of a member: transferred, left, retired, died or come back; the record stays and says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.book import members
from app.domain.errors import AppError, Invalid
from app.domain.membership import EventKind, possible_events
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.desk import Desk
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
        self.resize(460, 300)
        column = QVBoxLayout(self)
        state = f" · {row['state']}" if row["state"] else ""
        column.addWidget(label(f"{row['name']}{state}", "heading"))
        column.addWidget(
            label(say(N_("The record stays with all that hangs on it; one undo takes this back.")), "muted", wrap=True)
        )
        form = QFormLayout()
        form.setSpacing(8)
        record = BY_TABLE["member_event"]
        self.kind = QComboBox()
        # Whoever has no state yet came in with a roster and counts as a member.
        for kind in possible_events(row["state"] or "正常"):
            if kind not in _NOT_HERE:
                self.kind.addItem(kind)
        form.addRow(desk.speech.field(record.field("kind")), self.kind)
        self.day = QLineEdit()
        self.day.setPlaceholderText(say(N_("e.g. 2026-03-08, 2026-03, 2026")))
        form.addRow(desk.speech.field(record.field("happened")), self.day)
        self.other = QLineEdit()
        self.other.setPlaceholderText(say(N_("for a transfer: from where, or to where")))
        form.addRow(desk.speech.field(record.field("other_unit")), self.other)
        self.reason = QLineEdit()
        form.addRow(desk.speech.field(record.field("reason")), self.reason)
        column.addLayout(form)
        self.wrong = label("", "problem", wrap=True)
        column.addWidget(self.wrong)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(say(N_("Cancel")), self.reject))
        buttons.addWidget(button(say(N_("Record it")), self.record, "primary"))
        column.addLayout(buttons)

    def record(self) -> None:
        """Record the event in one step."""
        if not self.day.text().strip():
            self.wrong.setText(self._desk.speech.say(N_("Write the day first; the month or the year will do.")))
            self.day.setFocus()
            return
        try:
            self._carry_out(self.kind.currentText())
        except Invalid as error:
            self.wrong.setText(self._desk.speech.problem(BY_TABLE["member_event"], error.problems[0]))
        except AppError as error:
            self.wrong.setText(self._desk.speech.error(error))
        else:
            self.accept()

    def _carry_out(self, kind: str) -> None:
        book, member, day = self._desk.book, self._member_id, self.day.text().strip()
        other, reason = self.other.text().strip(), self.reason.text().strip()
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
