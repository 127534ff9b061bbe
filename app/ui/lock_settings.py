"""After how long without a key or the mouse a file with a password locks itself: a choice for the settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.i18n import N_
from app.settings import Settings
from app.ui.speech import Speech
from app.ui.widgets import label

MINUTES = (5, 10, 30, 0)
USUAL = 10
_NAME = "lock_minutes"
_ABOUT = N_("Only a file with a password is locked. With “Lock” in the menu File it is locked at once.")


def lock_minutes(settings: Settings) -> int:
    """The minutes set; 0 for never, the usual ones until the clerk chooses otherwise."""
    found = settings.get(_NAME)
    return int(found) if isinstance(found, int) and found in MINUTES else USUAL


class LockSettings(QWidget):
    """The choice, which holds at once; ``changed`` tells that it was made."""

    changed = Signal()

    def __init__(self, speech: Speech, settings: Settings, parent: QWidget | None = None) -> None:
        """Shows what is set now."""
        super().__init__(parent)
        self._settings = settings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(speech.say(N_("Lock when nobody is there")), "heading"))
        row = QHBoxLayout()
        row.setSpacing(24)
        self.choices = QButtonGroup(self)
        for minutes in MINUTES:
            text = speech.say(N_("After {minutes} minutes"), minutes=minutes) if minutes else speech.say(N_("Never"))
            made = QRadioButton(text)
            made.setAccessibleName(text)
            made.setChecked(minutes == lock_minutes(settings))
            self.choices.addButton(made, minutes)
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label(speech.say(_ABOUT), "muted", wrap=True))
        self.choices.idClicked.connect(self._on_choice)

    def _on_choice(self, minutes: int) -> None:
        self._settings.put(_NAME, minutes)
        self._settings.save()
        self.changed.emit()
