"""The editor of a day or a time: typed as the clerk likes, or taken from a small calendar."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.domain import when
from app.domain.errors import Invalid
from app.domain.typed_day import written_out
from app.i18n import N_
from app.ui.calendar_popup import Calendar
from app.ui.desk import Desk
from app.ui.editor_base import FieldEditor, Value
from app.ui.icons import icon


class DayEditor(FieldEditor):
    """A line for a day of any precision; a plain day is written out when the cursor leaves."""

    def __init__(self, field_name: str, desk: Desk, hint: str, *, needs_year: bool) -> None:
        """``needs_year`` where a day without its year says nothing (a birth, a date of joining)."""
        super().__init__(field_name)
        self._desk = desk
        self._needs_year = needs_year
        self._typed = False
        self._name = ""
        self._calendar: Calendar | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(desk.speech.say(hint))
        self.line.textEdited.connect(self._on_typing)
        self.line.editingFinished.connect(self._on_left)
        self.put(self.line)
        self.line.installEventFilter(self)
        # Not a button of its own: Alt+Down is its key, and Tab goes on to the next field.
        self.button = self.line.addAction(icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self.button.setToolTip(desk.speech.say(N_("Calendar (Alt+Down)")))
        self.button.triggered.connect(self.open_calendar)

    def set_name(self, name: str) -> None:
        """The field's name, and that of its calendar."""
        super().set_name(name)
        self._name = f"{self._desk.speech.say(N_('Calendar'))} {name}"

    def set_value(self, value: Value) -> None:
        """Show a time as it was given."""
        self._typed = False
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def value(self) -> Value:
        """The time; what was typed in a hurry is written out."""
        text = self.line.text().strip()
        if not self._typed or not text:
            return text
        return written_out(text, today(), self._desk.work_year, needs_year=self._needs_year)

    def open_calendar(self) -> None:
        """Show the calendar under the line, at the day that stands there."""
        if self._calendar is None:
            self._calendar = Calendar(self._desk.speech, self._name, self)
            self._calendar.chosen.connect(self._on_day)
        self._calendar.open_under(self, self._day())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Down opens the calendar, as it opens the list of a choice."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _is_alt_down(event):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    def _day(self) -> date:
        try:
            found = when.parse(str(self.value() or ""), self._desk.work_year)
        except Invalid:
            return today()
        return found.first or today()

    def _on_typing(self, _text: str) -> None:
        self._typed = True
        self.changed.emit()

    def _on_left(self) -> None:
        full = str(self.value() or "")
        if self._typed and full != self.line.text():
            self.line.setText(full)
        self.left.emit()

    def _on_day(self, day: date) -> None:
        self.line.setText(day.isoformat())
        self.line.setFocus()
        self.changed.emit()


def today() -> date:
    """The day it is where the clerk sits."""
    return datetime.now().astimezone().date()


def _is_alt_down(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
