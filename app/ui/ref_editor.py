"""The editor of a reference: type a few letters, choose the record; it never loads a whole roster."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.book import people
from app.book.reader import Reader
from app.domain.errors import Problem
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.editor_base import FieldEditor, Value
from app.ui.form_offers import ENTER, Offers, named
from app.ui.speech import Speech

_OFFERED = 40


class RefEditor(FieldEditor):
    """A line that finds records of another type by name, pinyin initials or, for units, any part of the path.

    ``chosen`` carries the id when the clerk picks a record.
    """

    chosen = Signal(object)

    def __init__(self, field_name: str, ref: str, desk: Desk) -> None:
        """``ref`` is the table that the field points at."""
        super().__init__(field_name)
        self._ref = ref
        self._desk = desk
        self._id: int | None = None
        self._caption = ""
        self._several = False
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText(desk.speech.say(N_("name or initials")))
        self._made: Offers | None = None
        self._timer = QTimer(self, singleShot=True, interval=120)
        self._timer.timeout.connect(self.offer)
        self.line.textEdited.connect(self._on_typing)
        self.line.editingFinished.connect(self._tell_left)
        self.put(self.line)
        self.line.installEventFilter(self)

    def set_value(self, value: Value) -> None:
        """Show the record with this id."""
        self._id = int(value) if value else None
        self._caption = self._desk.read.captions(self._ref, [self._id]).get(self._id, "") if self._id else ""
        self.line.setText(self._caption)
        self.line.setCursorPosition(0)

    @property
    def chosen_id(self) -> int | None:
        """The record chosen so far; unlike ``value`` this leaves alone what is being typed."""
        return self._id if self.line.text().strip() == self._caption else None

    def value(self) -> Value:
        """The id of the record, or None."""
        self._settle()
        return self._id

    def problem(self) -> Problem | None:
        """A name that is typed but means no record, or several."""
        self._settle()
        if self._id is not None or not self.line.text().strip():
            return None
        several = N_("Several records are called “{value}”. Choose one from the list that opens while you type.")
        none = N_("There is no {kind} “{value}”. Choose one from the list that opens while you type.")
        return Problem.of(
            self.field_name,
            self.line.text(),
            several if self._several else none,
            kind=BY_TABLE[self._ref].label,
            value=self.line.text(),
        )

    @property
    def offers(self) -> Offers:
        """The list of offers, made when it is first needed: most references of a form are never typed into."""
        if self._made is None:
            self._made = Offers(self.line)
            self._made.taken.connect(self._on_taken)
        return self._made

    def offer(self) -> None:
        """Look for what is typed and show what was found under the line."""
        self._timer.stop()
        self.offers.close()
        text = self.line.text().strip()
        self._desk.seeker.ask(self, partial(found, self._ref, text, speech=self._desk.speech), self._show)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Alt+Down show what there is, as they do at a choice; Enter in a hurry takes the only one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.offer()
                return True
            if event.key() in ENTER and self._timer.isActive():
                self.offer()
                if len(self.offers.offered()) == 1:
                    self.offers.take()
                return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._on_focus_out(event)
        return super().eventFilter(watched, event)

    def _on_focus_out(self, event: QFocusEvent) -> None:
        """Nothing shall come up any more under a line that was left."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._timer.stop()
            self._desk.seeker.forget(self)

    def _show(self, found: list[tuple[int, str]]) -> None:
        self.offers.offer([(text, row_id) for row_id, text in found])

    def _settle(self) -> None:
        """Take what is typed for a record where it can mean only one."""
        text = self.line.text().strip()
        if text == self._caption:
            return
        self._id, self._caption = None, ""
        if not text:
            return
        exact = _exact(self._desk.read, self._ref, text)
        self._several = len(exact) > 1
        if len(exact) == 1:
            self._id, self._caption = exact[0]
            self.line.setText(self._caption)

    def _on_typing(self, _text: str) -> None:
        self._timer.start()
        self.changed.emit()

    def _on_taken(self, row_id: int) -> None:
        self.set_value(row_id)
        self.changed.emit()
        self.chosen.emit(row_id)


def found(ref: str, text: str, read: Reader, *, speech: Speech) -> list[tuple[int, str]]:
    """The records of table ``ref`` that a text may mean: id and what is offered for it."""
    if ref == "member" and text:
        return [(person.id, named(speech, person)) for person in people.find(read, text, _OFFERED)]
    ids = read.ids(Listing(ref, text=text))
    if ref == "unit":
        paths = read.captions("unit", [])
        wanted = set(ids) | {row_id for row_id, path in paths.items() if text and text in path}
        return sorted(((row_id, paths[row_id]) for row_id in wanted if row_id in paths), key=_by_path)[:_OFFERED]
    captions = read.captions(ref, ids[:_OFFERED])
    return [(row_id, captions[row_id]) for row_id in ids[:_OFFERED] if row_id in captions]


def _exact(read: Reader, ref: str, text: str) -> list[tuple[int, str]]:
    if ref == "member":
        return [(person.id, person.name) for person in people.called(read, text)]
    ids = read.ids(Listing(ref, text=text.rpartition("/")[2]))[:200]
    captions = read.captions(ref, ids)
    return [(row_id, caption) for row_id, caption in captions.items() if text in (caption, caption.rpartition("/")[2])]


def _by_path(item: tuple[int, str]) -> str:
    return item[1]
