"""The foot of a form: saving, saving and going on, giving up, and for a while the word that it is saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.i18n import N_
from app.ui.speech import Speech
from app.ui.widgets import button, label, restyle

_ROOMY = 13.5  # heights of a line, from which width on the buttons need not be tight


class FormFoot(QWidget):
    """The buttons; where Cancel stands, a saved record says so until something is changed."""

    wanted_save = Signal()
    wanted_next = Signal()
    wanted_cancel = Signal()

    def __init__(self, speech: Speech, *, several: bool, parent: QWidget | None = None) -> None:
        """``several`` offers to save and go on with the next record."""
        super().__init__(parent)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.save = button(speech.say(N_("Save")), self.wanted_save.emit, "primary", "tick")
        self.save.setToolTip("Ctrl+S")
        row.addWidget(self.save)
        if several:
            again = button(speech.say(N_("Save and new")), self.wanted_next.emit)
            again.setToolTip("Ctrl+Enter")
            row.addWidget(again)
        row.addStretch(1)
        self.said = label(f"✓ {speech.say(N_('Saved'))}", "good")
        self.said.hide()
        row.addWidget(self.said)
        self.cancel = button(speech.say(N_("Cancel")), self.wanted_cancel.emit, "quiet")
        row.addWidget(self.cancel)
        self._tight = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow form the buttons have less room beside their words, so that the words stay whole."""
        super().resizeEvent(event)
        if not self._tight and self._row.minimumSize().width() > self.width():
            self._set_tight(True)
        elif self._tight and self.width() > self.fontMetrics().height() * _ROOMY:
            self._set_tight(False)

    def _set_tight(self, tight: bool) -> None:
        self._tight = tight
        self._row.setSpacing(3 if tight else -1)
        for one in self.findChildren(QPushButton):
            restyle(one, "tight", tight)

    def show_saved(self, saved: bool) -> None:
        """Say that all is saved, or offer to give up what is not."""
        self.said.setVisible(saved)
        self.cancel.setVisible(not saved)
