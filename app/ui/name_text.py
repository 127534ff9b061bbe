"""A line for names: while one is typed, the members it may mean are offered; several names part at 、 or a blank."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel, QTextCursor
from PySide6.QtWidgets import QCompleter, QWidget

from app.book import people
from app.book.people import Person
from app.book.reader import Reader
from app.domain.names import last_name, split_names
from app.ui.desk import Desk
from app.ui.growing_text import GrowingText

_LONGEST = 12  # characters: more is a sentence, no name
_PERSON = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLOSING = (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


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
        self._offers = QStandardItemModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(10)
        self._completer.setWidget(self)
        self._completer.activated[QModelIndex].connect(self._on_choice)  # type: ignore[index]
        self._timer = QTimer(self, singleShot=True, interval=120)
        self._timer.timeout.connect(self.offer)
        self.textChanged.connect(self._on_text)

    def put_text(self, text: str) -> None:
        """Show a text; this is no typing."""
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        self._timer.stop()
        self.fit()

    def offer(self) -> None:
        """Look for the name that is being typed and show the members it may mean."""
        name = last_name(self.toPlainText()[: self.textCursor().position()])
        if not 0 < len(name) <= _LONGEST:
            self._completer.popup().hide()
            return
        self._desk.seeker.ask(self, partial(_find, name), self._show)

    def offered(self) -> list[Person]:
        """Who is offered at the moment."""
        return [self._offers.item(at).data(_PERSON) for at in range(self._offers.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for the offers go there; Enter is told where there is but one line."""
        popup = self._completer.popup()
        if popup.isVisible() and event.key() in _CLOSING:
            if event.key() not in _ENTER or popup.currentIndex().isValid():
                event.ignore()  # the completer does what the key says
                return
            popup.hide()
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.offer()
            return
        if event.key() in _ENTER and not self._several_lines:
            self.entered.emit()
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
        self._timer.stop()
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _on_text(self) -> None:
        if not self._quiet:
            self._timer.start()
            self.typed.emit()

    def _show(self, found: list[Person]) -> None:
        self._offers.clear()
        for person in found:
            item = QStandardItem(str(person))
            item.setData(person, _PERSON)
            self._offers.appendRow(item)
        if found and self.hasFocus():
            self._completer.complete(QRect(0, 0, max(self.width(), 240), self.height()))
            self._choose_likely(found)
        else:
            self._completer.popup().hide()

    def _choose_likely(self, found: list[Person]) -> None:
        """Initials mean somebody, so Enter takes the first; a name may be just that, so Enter leaves it alone."""
        typed = last_name(self.toPlainText()[: self.textCursor().position()])
        if typed.isascii() or (len(found) == 1 and found[0].name == typed):
            self._completer.popup().setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _on_choice(self, index: QModelIndex | QPersistentModelIndex) -> None:
        person = index.data(_PERSON)
        cursor = self.textCursor()
        name = last_name(self.toPlainText()[: cursor.position()])
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(name))
        self._quiet = True
        cursor.insertText(person.name)
        self._quiet = False
        self.setTextCursor(cursor)
        self._timer.stop()
        self.typed.emit()
        self.picked.emit(person)


def _find(name: str, read: Reader) -> list[Person]:
    return people.find(read, name)
