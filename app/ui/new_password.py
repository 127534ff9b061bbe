"""A new password typed twice, with what one must know before: that forgetting it is final."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.domain import password_rules
from app.i18n import N_
from app.ui.growing_window import grow
from app.ui.secret_field import SecretField
from app.ui.speech import Speech
from app.ui.widgets import label, restyle

_WARNING = N_(
    "Write the password down and lock it away. Without it nobody can open the file any more, "
    "and it cannot be looked up."
)
_TICK = N_("I understand: a forgotten password lets nobody in, me neither")
_NOT_TICKED = N_("Read the sentence above and tick it.")


class NewPassword(QWidget):
    """Two lines, a word on how well it holds, and the tick; ``entered`` tells of Enter."""

    entered = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None, *, captions: int = 0, gap: int = 14) -> None:
        """``captions`` is the least width of the captions in pixels, so that the lines stand below others."""
        super().__init__(parent)
        self._say = speech.say
        self.password = SecretField(speech, N_("Password"))
        self.again = SecretField(speech, N_("Password again"))
        self.tick = QCheckBox(self._say(_TICK))
        self.told = label("", "problem", wrap=True)
        self._strength = label("", "muted", wrap=True)
        for line in (self.password, self.again):
            line.returnPressed.connect(self.entered)
            line.textEdited.connect(self._on_typed)
        self.tick.toggled.connect(self._on_tick)
        self._lay_out(captions, gap)

    def _lay_out(self, captions: int, gap: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(gap)
        grid.setColumnMinimumWidth(0, captions)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.addWidget(label(self._say(_WARNING), "notice", wrap=True), 0, 0, 1, 4)
        grid.addWidget(label(self._say(N_("Password"))), 1, 0)
        grid.addWidget(self.password, 1, 1)
        grid.addWidget(label(self._say(N_("Password again"))), 1, 2)
        grid.addWidget(self.again, 1, 3)
        grid.addWidget(self._strength, 2, 1, 1, 3)
        grid.addWidget(self.tick, 3, 1, 1, 3)
        grid.addWidget(self.told, 4, 1, 1, 3)
        for one in (self._strength, self.told):
            one.hide()

    @property
    def text(self) -> str:
        """What was typed, with every blank."""
        return self.password.text()

    @property
    def is_empty(self) -> bool:
        """Whether neither line holds anything."""
        return not (self.password.text() or self.again.text())

    def problem(self) -> str:
        """Why it does not do yet, as a msgid; "" when it does."""
        found = password_rules.problem(self.password.text(), self.again.text())
        return found or ("" if self.tick.isChecked() else _NOT_TICKED)

    def complain(self, msgid: str) -> None:
        """Say under the lines what does not do, or with "" nothing; the cursor goes there."""
        self.told.setText(self._say(msgid) if msgid else "")
        self.told.setVisible(bool(msgid))
        is_line = bool(msgid) and msgid != _NOT_TICKED
        short = is_line and password_rules.problem(self.text, self.text)
        restyle(self.again, "wrong", is_line and not short)
        restyle(self.password, "wrong", bool(short))
        grow(self)
        if msgid:
            (self.tick if not is_line else self.password if short else self.again).setFocus()

    def forget(self) -> None:
        """Empty both lines."""
        self.password.forget()
        self.again.forget()

    def _on_typed(self, _text: str) -> None:
        self.complain("")
        told = password_rules.told(self.text)
        self._strength.setText(self._say(told) if told else "")
        self._strength.setVisible(bool(told))
        grow(self)

    def _on_tick(self, _on: bool) -> None:
        if self.told.isVisibleTo(self):
            self.complain(self.problem())
