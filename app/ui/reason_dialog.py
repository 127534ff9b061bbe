"""One small window that asks for a reason: a sentence, a line to write it on, and the verb it is for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.speech import Speech
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import button, label

LONGEST = 200


class ReasonDialog(QDialog):
    """``given`` carries the reason; nothing comes of closing the window without one."""

    given = Signal(str)

    def __init__(
        self, parent: QWidget, speech: Speech, title: str, sentence: str, verb: str, example: str = ""
    ) -> None:
        """All are sentences of the clerk's language already; ``example`` stands grey in the empty line."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._say = speech.say
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(label(sentence, wrap=True))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST)
        self.reason.setPlaceholderText(example or self._say(N_("The reason, in a few words")))
        self.reason.setAccessibleName(self._say(N_("Reason")))
        UndoKeys(self.reason)
        column.addWidget(self.reason)
        column.addWidget(label(self._say(N_("It stays in the history.")), "muted", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Cancel")), self.reject))
        self.go = button(verb, self.give, "primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        row.addWidget(self.go)
        column.addLayout(row)
        self.reason.textChanged.connect(self._on_typing)
        self.setMinimumWidth(self.fontMetrics().height() * 20)
        self.reason.setFocus()

    def _on_typing(self, text: str) -> None:
        self.go.setEnabled(bool(text.strip()))

    def give(self) -> None:
        """Give the reason and close."""
        reason = " ".join(self.reason.text().split())
        if reason:
            self.accept()
            self.given.emit(reason)
