"""The list of offers under a field, alike in every field: the first is lit, Enter takes it, Escape closes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QCompleter, QPlainTextEdit, QWidget

from app.book.people import Person
from app.i18n import N_
from app.ui.speech import Speech

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_WHAT = Qt.ItemDataRole.UserRole
_LEAST_WIDTH, _MOST_WIDTH = 240, 440
_FRAME = 24  # pixels for the list's frame and its scroll bar
_EDGE = 2  # pixels by which Qt would lay the list over the field's frame


class Offers(QCompleter):
    """What a field offers while it is typed into; ``taken`` carries what the clerk took.

    Qt's own completion writes the lit offer into the field as the cursor moves, goes from the last one to none at
    all, and lets Tab and Enter through to the field. Here the field keeps its typing until something is taken.
    """

    taken = Signal(object)

    def __init__(self, field: QWidget, rows: int = 12) -> None:
        """Under ``field``, no more than ``rows`` high without scrolling."""
        self._field = field
        self._offers = QStandardItemModel()
        super().__init__(self._offers, field)
        self._offers.setParent(self)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(rows)
        self.setWrapAround(False)
        self.setWidget(field)
        self._list = self.popup()
        self.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]

    @property
    def open(self) -> bool:
        """Whether the list is on show."""
        return self._list.isVisible()

    def offered(self) -> list[Any]:
        """What is offered at the moment."""
        return [self._offers.item(at).data(_WHAT) for at in range(self._offers.rowCount())]

    def lit(self) -> Any:
        """What Enter would take; None while nothing is offered."""
        return self._list.currentIndex().data(_WHAT) if self.open else None

    def offer(self, found: Sequence[tuple[str, Any]]) -> None:
        """Offer these, what is shown and what it stands for, the likeliest first; nothing closes the list."""
        self._offers.clear()
        for text, what in found:
            item = QStandardItem(text)
            item.setData(what, _WHAT)
            self._offers.appendRow(item)
        if not found or not self._field.hasFocus():
            self._list.hide()
            return
        place = self._field.rect().adjusted(0, -_EDGE, 0, _EDGE)
        wide = min(self._list.sizeHintForColumn(0) + _FRAME, _MOST_WIDTH)
        place.setWidth(max(place.width(), _LEAST_WIDTH, wide))
        self.complete(place)
        self._list.setCurrentIndex(self.completionModel().index(0, 0))

    def take(self) -> None:
        """Take the lit one, as a click on it does."""
        index = self._list.currentIndex()
        self._list.hide()
        if index.isValid():
            self._list.clicked.emit(index)

    def close(self) -> None:
        """Take the list away; what was typed stays."""
        self._offers.clear()
        self._list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that take or close are for the list, all others for the field; the cursor gone, the list goes too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._list:
            return self._on_key(event) or super().eventFilter(watched, event)
        if isinstance(event, QFocusEvent) and watched is self._field and _has_gone(event):
            self._list.hide()
            return False
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in ENTER:
            self.take()
        elif key in _LEAVING:
            if key == Qt.Key.Key_Tab and self._is_meant():
                self.take()
            self._list.hide()
            QApplication.sendEvent(self._field, QKeyEvent(QEvent.Type.KeyPress, key, event.modifiers()))
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _is_meant(self) -> bool:
        """Whether Tab takes the lit one: it was gone to, or letters were typed; a name written out stays as it is."""
        field = self._field
        typed = field.toPlainText() if isinstance(field, QPlainTextEdit) else str(field.property("text") or "")
        last = typed.replace("、", " ").split()
        return self._list.currentIndex().row() > 0 or not last or last[-1].isascii()

    def _on_activated(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.taken.emit(index.data(_WHAT))


def named(speech: Speech, person: Person) -> str:
    """A member as she is offered: name, unit and number, in the clerk's words."""
    number = speech.say(N_("No. {number}"), number=person.number)
    return " · ".join(part for part in (person.name, person.unit, number) if part)


def _has_gone(event: QFocusEvent) -> bool:
    return event.type() == QEvent.Type.FocusOut and event.reason() is not Qt.FocusReason.PopupFocusReason
