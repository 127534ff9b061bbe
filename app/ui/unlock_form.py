"""One password asked for and tried: the field, what was wrong said under it, and the wait shown on the button."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.book.unlocking import Key, WrongPassword
from app.domain.errors import AppError
from app.i18n import N_
from app.ui.growing_window import grow
from app.ui.jobs import Jobs
from app.ui.password_tries import KeptTries
from app.ui.secret_field import SecretField
from app.ui.speech import Speech
from app.ui.widgets import button, label, restyle

Check = Callable[[str], Key | None]
"""Tries a password in a thread: gives the key it makes.

Raises:
    WrongPassword: it does not open the file.
    AppError: it could not be tried.
"""

_TICK_MS = 250
_CODE_SIGNS = 40  # so much is no password but a code from the sheet
_WRONG = N_("This password does not open the file. Check capitals and the input method, then type it again.")
_WRONG_CODE = N_("This code does not open the file. Compare it group by group; the code of an earlier sheet is void.")
_CAPITALS = N_("The capitals key (Caps Lock) seems to be on.")
_FORGOTTEN = N_(
    "If a recovery sheet was printed for this file, type its code in place of the password. Capitals, blanks and "
    "hyphens do not matter.\nWith neither the password nor the code nobody can open the file: not its maker, not a "
    "computer shop. A backup made under an earlier password opens with that one."
)


class UnlockForm(QWidget):
    """``opened`` carries the key when the password was right; the form stays until then.

    The trying has a thread of its own, so that no long job holds it up.
    """

    opened = Signal(object)

    def __init__(
        self, speech: Speech, tries: KeptTries, check: Check, verb: str, parent: QWidget | None = None
    ) -> None:
        """``verb`` stands on the button."""
        super().__init__(parent)
        self._say = speech.say
        self._speech = speech
        self._tries = tries
        self._check = check
        self._verb = speech.say(verb)
        self._jobs = Jobs(self)
        self._busy = False
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self._show_wait)
        self._build(speech)
        self._show_wait()

    def _build(self, speech: Speech) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = SecretField(speech, N_("Password"))
        self.field.setMinimumWidth(260)
        self.field.returnPressed.connect(self.submit)
        self.field.capitals.connect(self._on_capitals)
        row.addWidget(self.field, 1)
        self.go = button(self._verb, self.submit, "primary", "")
        # The countdown must not make the field jump.
        self.go.setMinimumWidth(self.go.fontMetrics().horizontalAdvance(f"{self._verb} (60)") + 32)
        row.addWidget(self.go)
        column.addLayout(row)
        self.told = label("", "problem", wrap=True)
        self._capitals = label(self._say(_CAPITALS), "muted", wrap=True)
        self._forgotten = label(self._say(_FORGOTTEN), "notice", wrap=True)
        self.link = button(self._say(N_("Forgotten the password?")), self.unfold, "quiet")
        for one in (self.told, self._capitals, self._forgotten):
            one.hide()
            column.addWidget(one)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.field)

    def unfold(self) -> None:
        """Say what is possible without the password; a code is long and typed from paper, so it is shown."""
        self._forgotten.show()
        self.link.hide()
        self.field.show_text(True)
        self.field.setFocus()
        grow(self)

    def submit(self) -> None:
        """Try what is typed, unless there is nothing or still a wait."""
        text = self.field.text()
        if self._busy or not text or self._tries.wait > 0:
            return
        self._busy = True
        self._show_wait()
        job = self._jobs.start_job(partial(_tried, self._check, text))
        job.done.connect(self._on_right)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_broken)

    def rest(self) -> None:
        """Let the thread end; nothing is tried any more."""
        self._ticker.stop()
        self._jobs.stop()

    def _end(self) -> None:
        """Between two tries no thread waits, so that the form may go at any time."""
        self._busy = False
        self._jobs.stop()

    def _on_right(self, key: object) -> None:
        self._end()
        self._tries.succeeded()
        self.field.forget()
        self._say_wrong("")
        self._show_wait()
        self.opened.emit(key)

    def _on_failed(self, error: AppError) -> None:
        self._end()
        if isinstance(error, WrongPassword):
            self._tries.failed()
            long = len(self.field.text()) >= _CODE_SIGNS
            self._say_wrong(self._say(_WRONG_CODE if long else _WRONG))
        else:
            self._say_wrong(self._speech.error(error))
        self._show_wait()
        self.field.selectAll()
        self.field.setFocus()

    def _on_broken(self, error: BaseException) -> None:
        self._end()
        self._show_wait()
        raise error

    def _say_wrong(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
        restyle(self.field, "wrong", bool(sentence))
        grow(self)

    def _on_capitals(self, on: bool) -> None:
        if on == self._capitals.isHidden():
            self._capitals.setVisible(on)
            grow(self)

    def _show_wait(self) -> None:
        left = math.ceil(self._tries.wait)
        self.go.setEnabled(not left and not self._busy)
        self.go.setText(f"{self._verb} ({left})" if left else self._verb)
        self.go.setToolTip(self._say(N_("After a wrong password there is a short wait.")) if left else "")
        if left and not self._ticker.isActive():
            self._ticker.start()
        elif not left:
            self._ticker.stop()


def _tried(check: Check, text: str, _report: Any, _cancelled: Any) -> Key | None:
    return check(text)
