"""The editor of a choice: a code list and the clerk's own earlier words, found by any part or by pinyin initials."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.book.reader import Reader
from app.domain import pinyin
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.editor_base import FieldEditor, Value
from app.ui.form_offers import Offers
from app.ui.revealing import may_reveal
from app.ui.widgets import button

_ALT = Qt.KeyboardModifier.AltModifier


class _Box(QComboBox):
    """A box that tells before its list is looked at, and that the wheel does not turn while the form is scrolled."""

    looked_at = Signal()

    def showPopup(self) -> None:
        self.looked_at.emit()
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and event.modifiers() & _ALT:
            event.ignore()  # for the form: the record before
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.looked_at.emit()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            self.looked_at.emit()
            super().wheelEvent(event)
        else:
            event.ignore()


def matching(words: Sequence[str], typed: str) -> list[str]:
    """The words with ``typed`` in them or in their pinyin initials; the word itself first, then those beginning so."""
    typed = typed.strip().lower()
    sounds = typed.isascii()  # initials take a moment, and Chinese is not in them
    ranked: list[tuple[int, str]] = []
    for word in words if typed else ():
        plain = word.lower()
        initials = pinyin.initials(word).lower() if sounds else ""
        if typed in plain or typed in initials:
            begins = plain.startswith(typed) or initials.startswith(typed)
            ranked.append((0 if plain == typed else 1 if begins else 2, word))
    ranked.sort(key=_rank)
    return [word for _, word in ranked]


def _rank(item: tuple[int, str]) -> int:
    return item[0]


class ChoiceEditor(FieldEditor):
    """A code list with the clerk's own earlier words; anything else may be typed.

    The list is filled when it is first looked at or typed into: most of the lists of a form never are.
    """

    def __init__(
        self, field_name: str, words: list[str], *, free: bool = True, desk: Desk | None = None, table: str = ""
    ) -> None:
        """``words`` in their order; ``free`` lets others be typed; those used before are looked for in ``table``."""
        super().__init__(field_name)
        self._words = words
        self._desk = desk
        self._table = table
        self._filled = False
        self._made: Offers | None = None
        self.box = _Box()
        self.box.addItem("")
        self.box.setEditable(free)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMaxVisibleItems(16)
        self.box.setMinimumContentsLength(6)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.put(self.box)
        line = self.box.lineEdit()
        if line is not None:
            self.box.setCompleter(None)  # type: ignore[arg-type]  # Qt's own stands in for ``offers``
            self.box.looked_at.connect(self.fill)
            line.textEdited.connect(self._on_typing)
            line.editingFinished.connect(self._tell_left)
            self.box.editTextChanged.connect(self._tell)
        else:
            self.fill()
            self.box.currentIndexChanged.connect(self._tell)

    def fill(self) -> None:
        """Put the words into the list."""
        if self._filled:
            return
        self._filled = True
        self._append(self._words)
        if self._desk is not None:
            self._desk.seeker.ask(self, self._used_before, self._on_used)

    def set_value(self, value: Value) -> None:
        """Show a word, listed or not."""
        text = "" if value is None else str(value)
        self.box.blockSignals(True)
        self.box.setCurrentIndex(max(0, self.box.findText(text)))
        if self.box.isEditable():
            self.box.setEditText(text)
        self.box.blockSignals(False)

    def value(self) -> Value:
        """The word."""
        return self.box.currentText().strip()

    @property
    def offers(self) -> Offers:
        """The list of offers while the line is typed into, made when it is first needed."""
        if self._made is None:
            self._made = Offers(self.box, 10)
            self._made.taken.connect(self._on_taken)
        return self._made

    def _on_typing(self, typed: str) -> None:
        self.fill()
        found = matching([self.box.itemText(at) for at in range(1, self.box.count())], typed)
        self.offers.offer([(word, word) for word in found] if found != [typed.strip()] else [])

    def _on_taken(self, word: str) -> None:
        self.set_value(word)
        self.changed.emit()

    def _used_before(self, read: Reader) -> list[str]:
        return read.suggestions(self._table, self.field_name)

    def _on_used(self, used: list[str]) -> None:
        self._append([word for word in used if word not in self._words])
        if self._made is not None and self._made.open:
            self._on_typing(self.box.currentText())

    def _append(self, words: list[str]) -> None:
        """Lengthen the list; what stands in the line, with its own undo, is left alone."""
        self.box.blockSignals(True)
        self.box.addItems(words)
        at = self.box.findText(self.box.currentText())
        if at > 0 and not _being_typed(self.box):
            self.box.setCurrentIndex(at)
        self.box.blockSignals(False)


def _being_typed(box: QComboBox) -> bool:
    line = box.lineEdit()
    return line is not None and line.isUndoAvailable()


class MaskedChoice(FieldEditor):
    """A choice that nobody who looks over the clerk's shoulder should read: stars until it is asked for."""

    def __init__(self, choice: ChoiceEditor, desk: Desk) -> None:
        """``choice`` takes the typing once the value is shown."""
        super().__init__(choice.field_name)
        self.choice = choice
        self._desk = desk
        self._show = show = desk.speech.say(N_("Show"))
        self._stars = QLineEdit()
        self._stars.setReadOnly(True)
        self.show_button = button(show, self.reveal, "quiet")
        self.put(choice.box)
        self.row.insertWidget(0, self._stars, 1)
        self.row.addWidget(self.show_button)
        choice.setParent(self)
        choice.hide()
        choice.changed.connect(self._tell)
        self._hide(False)

    def set_name(self, name: str) -> None:
        """The field's name, and with it what the button shows."""
        super().set_name(name)
        self._stars.setAccessibleName(name)
        self.show_button.setAccessibleName(f"{self._show} {name}")

    def set_value(self, value: Value) -> None:
        """Keep a value behind stars; an empty one may be chosen at once."""
        self.choice.set_value(value)
        self._stars.setText("*" * min(len(str(value or "")), 6))
        self._hide(bool(value))

    def reveal(self) -> None:
        """Show the value and let it be changed."""
        if may_reveal(self._desk, self):
            self._hide(False)
            self.choice.box.setFocus()

    def take_cursor(self) -> None:
        """Behind stars nothing can be written over; the button that shows it takes the cursor."""
        if self.show_button.isHidden():
            super().take_cursor()
        else:
            self.show_button.setFocus()

    def value(self) -> Value:
        """The word."""
        return self.choice.value()

    def _hide(self, hide: bool) -> None:
        self._stars.setVisible(hide)
        self.show_button.setVisible(hide)
        self.choice.box.setVisible(not hide)
        self.setFocusProxy(self._stars if hide else self.choice.box)
