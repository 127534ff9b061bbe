"""The window of the password: set, change, remove it, print the recovery sheet; the old one is asked first."""

from __future__ import annotations

from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLayout,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.book import unlocking
from app.i18n import N_
from app.ui.growing_window import grow, let_grow
from app.ui.new_password import NewPassword
from app.ui.password_tries import KeptTries
from app.ui.speech import Speech
from app.ui.unlock_form import Check, UnlockForm
from app.ui.widgets import button, label, restyle


class Wish(Enum):
    """What is to be done with the password."""

    CHANGE = "change"
    REMOVE = "remove"
    SHEET = "sheet"


_WORDS = {
    Wish.CHANGE: (N_("Change the password"), N_("Change the password")),
    Wish.SHEET: (N_("Print a recovery sheet"), N_("Print…")),
    Wish.REMOVE: (N_("Remove the password"), N_("Remove the password")),
}
_ABOUT = N_(
    "With a password the whole file is encrypted, its backups too: who finds the computer or the USB stick can read "
    "no name in it. Backups made so far get the password as well."
)
_REMOVING = N_(
    "Without a password everybody who gets hold of the file or of a backup can read all of it. "
    "The recovery sheet is then void."
)
_SHEET = N_(
    "The sheet carries a code that opens the file in place of the password, until the password is changed. "
    "Lock it away with the seal."
)
_OLD = N_("To begin with, the password of now:")


class PasswordChange(QDialog):
    """``chosen`` carries the new password ("" removes it), ``wanted_sheet`` asks for the recovery sheet."""

    chosen = Signal(str)
    wanted_sheet = Signal()

    def __init__(
        self, parent: QWidget, speech: Speech, path: Path, tries: KeptTries, *, protected: bool,
        check: Check | None = None,
    ) -> None:  # fmt: skip
        """``protected`` says whether the file at ``path`` has a password now."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._say = speech.say
        self.setWindowTitle(self._say(N_("Password")))
        let_grow(self)
        self.unlock: UnlockForm | None = None
        self._stack = QStackedWidget()
        if protected:
            self._stack.addWidget(self._build_old(speech, tries, check or partial(unlocking.key_of, path)))
        self._stack.addWidget(self._build_new(speech, protected=protected))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(label(path.name, "heading", wrap=True))
        column.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Cancel")), self.reject))
        self.go = button("", self.submit, "primary")
        row.addWidget(self.go)
        column.addLayout(row)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self.resize(640, 240)
        self._show_wish(protected=protected)
        self.go.setVisible(not protected)
        (self.unlock.field if self.unlock else self.secret.password).setFocus()

    def _build_old(self, speech: Speech, tries: KeptTries, check: Check) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self._say(_OLD), wrap=True))
        self.unlock = UnlockForm(speech, tries, check, N_("Go on"))
        self.unlock.opened.connect(self._on_opened)
        column.addWidget(self.unlock)
        column.addStretch(1)
        return page

    def _build_new(self, speech: Speech, *, protected: bool) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.wishes = QButtonGroup(self)
        if protected:
            row = QHBoxLayout()
            row.setSpacing(24)
            for at, wish in enumerate(_WORDS):
                made = QRadioButton(self._say(_WORDS[wish][0]))
                made.setChecked(wish is Wish.CHANGE)
                self.wishes.addButton(made, at)
                row.addWidget(made)
            row.addStretch(1)
            column.addLayout(row)
            self.wishes.idClicked.connect(self._on_wish)
        self._about = label("", wrap=True)
        column.addWidget(self._about)
        self.secret = NewPassword(speech)
        self.secret.entered.connect(self.submit)
        column.addWidget(self.secret)
        column.addStretch(1)
        return page

    @property
    def wish(self) -> Wish:
        """What is chosen; a file without a password can only be given one."""
        return list(_WORDS)[self.wishes.checkedId()] if self.wishes.buttons() else Wish.CHANGE

    def submit(self) -> None:
        """Do what is chosen, where it is in order."""
        if self.wish is Wish.SHEET:
            self.wanted_sheet.emit()
            self.accept()
            return
        text = ""
        if self.wish is Wish.CHANGE:
            problem = self.secret.problem()
            self.secret.complain(problem)
            if problem:
                return
            text = self.secret.text
        self.chosen.emit(text)
        self.accept()

    def done(self, result: int) -> None:
        """Nothing typed stays behind."""
        if self.unlock is not None:
            self.unlock.rest()
        self.secret.forget()
        super().done(result)

    def _on_opened(self, _key: object) -> None:
        self._stack.setCurrentIndex(1)
        self.go.show()
        grow(self)
        self.secret.password.setFocus()

    def _on_wish(self, _at: int) -> None:
        self._show_wish(protected=True)

    def _show_wish(self, *, protected: bool) -> None:
        wish = self.wish
        about = {Wish.CHANGE: _ABOUT, Wish.REMOVE: _REMOVING, Wish.SHEET: _SHEET}[wish]
        self._about.setText(self._say(about))
        restyle(self._about, "kind", "notice" if wish is Wish.REMOVE else "")
        self.secret.setVisible(wish is Wish.CHANGE)
        self.go.setText(self._say(_WORDS[wish][1] if protected else N_("Set the password")))
        grow(self)
