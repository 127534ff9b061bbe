"""A line for a password: hidden, shown by the eye in it, with a word when the capitals key seems to be on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import N_
from app.ui.icons import icon
from app.ui.speech import Speech

_SHIFT = Qt.KeyboardModifier.ShiftModifier


class SecretField(QLineEdit):
    """``capitals`` tells whether the capitals key is on, as far as what is typed shows: Qt cannot be asked."""

    capitals = Signal(bool)

    def __init__(self, speech: Speech, caption: str, parent: QWidget | None = None) -> None:
        """``caption`` names the field for those who cannot see it."""
        super().__init__(parent)
        self._say = speech.say
        self.setAccessibleName(speech.say(caption))
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icon("eye"), speech.say(N_("Show what is typed")), self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self.show_text)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def show_text(self, shown: bool) -> None:
        """Show what is typed, or hide it."""
        self._eye.setChecked(shown)
        self._eye.setText(self._say(N_("Hide what is typed") if shown else N_("Show what is typed")))
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def forget(self) -> None:
        """Empty the line, so that nothing of it can be brought back."""
        self.clear()
        self.show_text(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter that comes large without Shift, or small with it, tells of the capitals key."""
        text = event.text()
        if len(text) == 1 and text.isascii() and text.isalpha():
            self.capitals.emit(text.isupper() != bool(event.modifiers() & _SHIFT))
        elif event.key() == Qt.Key.Key_CapsLock:
            self.capitals.emit(False)  # it was just turned: what is typed next will tell
        super().keyPressEvent(event)
