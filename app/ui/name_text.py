"""A line for names: while one is typed, the members it may mean are offered; several names part at 、 or a blank."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from app.book import people
from app.book.people import Person
from app.book.reader import Reader
from app.domain.names import last_name, split_names
from app.ui.desk import Desk
from app.ui.form_offers import ENTER, Offers, named
from app.ui.growing_text import GrowingText

_LONGEST = 12  # characters: more is a sentence, no name
_ALT = Qt.KeyboardModifier.AltModifier


class NameText(GrowingText):
    """Text in which names of members are found by any part, by pinyin initials or by the tail of an ID number.

    ``picked`` carries the ``Person`` chosen from the offers, ``typed`` tells of every change by hand, ``entered`` of
    Enter, ``many`` carries the names of a paste that holds several, ``left`` tells that the cursor has gone.
    """

    picked = Signal(object)
    typed = Signal()
    entered = Signal()
    many = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, *, several_lines: bool, parent: QWidget | None = None) -> None:
        """``several_lines`` lets Enter begin a new line; else Enter is told."""
        super().__init__(1, parent)
        self._desk = desk
        self._several_lines = several_lines
        self.takes_many = False  # whether a paste of several names is told instead of put in
        self._quiet = False
        self._made: Offers | None = None
        self._timer = QTimer(self, singleShot=True, interval=120)
        self._timer.timeout.connect(self.offer)
        self.textChanged.connect(self._on_text)

    @property
    def offers(self) -> Offers:
        """The list of offers, made when it is first needed."""
        if self._made is None:
            self._made = Offers(self, 10)
            self._made.taken.connect(self._on_taken)
        return self._made

    def put_text(self, text: str) -> None:
        """Show a text; this is no typing."""
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        self._forget_offers()
        self.fit()

    def offer(self) -> None:
        """Look for the name that is being typed and show the members it may mean."""
        self._timer.stop()
        self.offers.close()
        name = self._name()
        if 0 < len(name) <= _LONGEST:
            self._desk.seeker.ask(self, partial(_find, name), self._show)

    def offered(self) -> list[Person]:
        """Who is offered at the moment."""
        return self.offers.offered()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down, and Down before the offers are there, shows them; Enter is told where there is but one line."""
        waiting = self._timer.isActive()
        if event.key() == Qt.Key.Key_Down and (waiting or event.modifiers() & _ALT):
            self.offer()
            return
        if event.key() in ENTER and not self._several_lines:
            self.entered.emit()
            return
        if event.key() in ENTER and waiting and self._name().isascii() and self._name():
            self.offer()  # initials typed in a hurry are somebody's, and no line
            if len(self.offered()) == 1:
                self.offers.take()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste: several names may be for a list, and one line stays one line."""
        names = split_names(source.text()) if self.takes_many else []
        if len(names) > 1:
            self.many.emit(names)
        elif self._several_lines:
            super().insertFromMimeData(source)
        else:
            self.insertPlainText("、".join(source.text().split("\n")).strip("、"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the cursor has gone on."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._forget_offers()
            self.left.emit()

    def _name(self) -> str:
        """The name that is being typed."""
        return last_name(self.toPlainText()[: self.textCursor().position()])

    def _forget_offers(self) -> None:
        """Nothing shall come up any more for what was typed so far."""
        self._timer.stop()
        self._desk.seeker.forget(self)
        if self._made is not None:
            self._made.close()

    def _on_text(self) -> None:
        if not self._quiet:
            self._timer.start()
            self.typed.emit()

    def _show(self, found: list[Person]) -> None:
        self.offers.offer([(named(self._desk.speech, person), person) for person in found])

    def _on_taken(self, person: Person) -> None:
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._name()))
        self._quiet = True
        cursor.insertText(person.name)
        self._quiet = False
        self.setTextCursor(cursor)
        self._timer.stop()
        self.typed.emit()
        self.picked.emit(person)


def _find(name: str, read: Reader) -> list[Person]:
    return people.find(read, name)
