"""The strip above a form that shows what was typed before the program ended and not saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import N_
from app.ui.speech import Speech
from app.ui.widgets import button, label


class FoundStrip(QWidget):
    """Says that what was typed was found again; ``unwanted`` asks to forget it."""

    unwanted = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        """Shown as long as the form holds what was found."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        told = N_("What you had no time to save was found again. Check it, then save.")
        self.told = label(speech.say(told), "notice", wrap=True)
        row.addWidget(self.told, 1)
        self.button = button(speech.say(N_("Not wanted")), self.unwanted.emit, "quiet")
        row.addWidget(self.button)
