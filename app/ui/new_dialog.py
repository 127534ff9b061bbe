"""Making a new data file while another is open: the form of the first page in a window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.ask import Ask
from app.ui.new_form import NewForm
from app.ui.speech import Speech
from app.ui.widgets import button

_SIZE = (790, 350)
_UNFOLDED = 530  # pixels high, with the part for the password


class NewDialog(QDialog):
    """``chosen`` carries (path, name, kind, password)."""

    chosen = Signal(object, str, str, str)

    def __init__(self, parent: QWidget, speech: Speech, ask: Ask) -> None:
        """Nothing is made before the form is in order."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say = speech.say
        self.setWindowTitle(say(N_("Make a new data file")))
        self.form = NewForm(speech, ask)
        self.form.chosen.connect(self._on_chosen)
        self.form.unfolded.connect(self._on_unfolded)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(20, 18, 20, 8)
        inside.addWidget(self.form)
        inside.addStretch(1)
        scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 20, 0)
        row.addStretch(1)
        row.addWidget(button(say(N_("Cancel")), self.reject))
        row.addWidget(button(say(N_("Make the file")), self.form.ready, "primary"))
        column.addLayout(row)
        self.resize(*_SIZE)
        self.form.name.setFocus()

    def _on_unfolded(self) -> None:
        self.resize(_SIZE[0], min(_UNFOLDED, self.screen().availableGeometry().height()))

    def _on_chosen(self, path: object, name: str, kind: str, password: str) -> None:
        self.chosen.emit(path, name, kind, password)
        self.accept()
