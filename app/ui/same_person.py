"""The word at typing time that somebody is in the book already, with the way to that record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.book import people
from app.book.people import Alike
from app.book.reader import Reader
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.event_dialog import EventDialog
from app.ui.widgets import button, label

_BY_NUMBER = N_("This ID number belongs to {name} (No. {number}, {unit}) already.")
_BY_NAME = N_("There is a member {name} (No. {number}, {unit}) already.")
_ANYWAY = N_("The ID number is the same as that of {name} (No. {number}). Save it all the same?")
_GONE = N_("{name} (No. {number}, {unit}) was a member before. Take the same record back instead of making a new one.")


class SamePerson(QWidget):
    """A notice over a member's form; ``wanted_record`` carries (table, id)."""

    wanted_record = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Hidden until somebody alike is found."""
        super().__init__(parent)
        self._desk = desk
        self.found: Alike | None = None
        self._asked: tuple[str, int | None, str, int | None] = ("", None, "", None)
        self._agreed = ""  # the number that the clerk wants saved though somebody has it
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.text = label("", "notice", wrap=True)
        column.addWidget(self.text)
        row = QHBoxLayout()
        self._look = button(desk.speech.say(N_("Show that record")), self._on_look, "quiet")
        self.again = button(desk.speech.say(N_("Take back…")), self._on_again, "quiet")
        row.addWidget(self._look)
        row.addWidget(self.again)
        row.addStretch(1)
        column.addLayout(row)
        self._timer = QTimer(self, singleShot=True, interval=250)
        self._timer.timeout.connect(self.look)
        self.hide()

    def ask(self, name: str, unit_id: int | None, id_no: str, but: int | None) -> None:
        """Look in a moment for somebody alike; ``but`` is the record that is being changed."""
        asked = (name.strip(), unit_id, id_no, but)
        if asked != self._asked:
            self._asked = asked
            self._timer.start()

    def forget(self) -> None:
        """Another record is on show."""
        self._timer.stop()
        self._desk.seeker.forget(self)
        self._asked = ("", None, "", None)
        self._agreed = ""
        self._show(None)

    def may_save(self, id_no: str, but: int | None) -> bool:
        """Whether an ID number may be saved: asks, once for a number, where another member has it."""
        same = people.same_number(self._desk.read, id_no, but) if id_no and id_no != self._agreed else None
        if same is None:
            return True
        self._show(Alike(same, by_number=True))
        question = self._desk.speech.say(_ANYWAY, name=same.name, number=same.number)
        if not self._desk.ask.confirm(self.window(), question, N_("Save all the same")):
            return False
        self._agreed = id_no
        return True

    def look(self) -> None:
        """Look now."""
        self._desk.seeker.ask(self, partial(_find, self._asked), self._show)

    def _show(self, found: Alike | None) -> None:
        self.found = found
        self.setVisible(found is not None)
        if found is None:
            return
        who = found.person
        self.again.setVisible(who.gone)
        msgid = _GONE if who.gone else _BY_NUMBER if found.by_number else _BY_NAME
        unit = who.unit or self._desk.speech.say(N_("no unit"))
        self.text.setText(self._desk.speech.say(msgid, name=who.name, number=who.number, unit=unit))

    def _on_look(self) -> None:
        if self.found is not None:
            self.wanted_record.emit("member", self.found.person.id)

    def _on_again(self) -> None:
        if self.found is not None:
            EventDialog(self.window(), self._desk, self.found.person.id).open()


def _find(asked: tuple[str, int | None, str, int | None], read: Reader) -> Alike | None:
    name, unit_id, id_no, but = asked
    return people.alike(read, name, unit_id, id_no, but)
