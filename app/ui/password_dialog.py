"""Asking for a file's password: it stays until the password is right or the clerk thinks better of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.book import unlocking
from app.book.unlocking import Key
from app.i18n import N_
from app.settings import Settings
from app.ui.growing_window import let_grow
from app.ui.password_tries import KeptTries
from app.ui.speech import Speech
from app.ui.unlock_form import Check, UnlockForm
from app.ui.widgets import button, label


class PasswordDialog(QDialog):
    """``key`` is what opens the file once the dialog was accepted."""

    def __init__(
        self, parent: QWidget | None, speech: Speech, path: Path, tries: KeptTries, check: Check | None = None
    ) -> None:
        """``check`` tries a password on the file at ``path``."""
        super().__init__(parent)
        self.key: Key | None = None
        say = speech.say
        self.setWindowTitle(say(N_("Password")))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label(say(N_("The password of {file}:"), file=path.name), "heading", wrap=True))
        self.form = UnlockForm(speech, tries, check or partial(unlocking.key_of, path), N_("Open"), self)
        self.form.opened.connect(self._on_opened)
        column.addWidget(self.form)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(say(N_("Cancel")), self.reject))
        column.addLayout(row)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        let_grow(self)
        self.setMinimumWidth(480)
        self.form.field.setFocus()

    def _on_opened(self, key: Key | None) -> None:
        self.key = key
        self.accept()

    def done(self, result: int) -> None:
        """Nothing is tried any more once the dialog is closed."""
        self.form.rest()
        super().done(result)


def ask_for_key(parent: QWidget | None, speech: Speech, path: Path, settings: Settings) -> Key | None:
    """Ask until the password is right; None where the clerk gave up."""
    dialog = PasswordDialog(parent, speech, path, KeptTries(settings, path))
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.key if taken else None
