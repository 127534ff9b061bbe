"""Every question the program puts to the clerk, in one place; tests answer by replacing this."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QPushButton, QWidget

from app.i18n import N_
from app.ui.speech import Speech


class Leaving(Enum):
    """What to do with input that was not saved."""

    SAVE = "save"
    DISCARD = "discard"
    STAY = "stay"


DATA_FILES = N_("Data files (*.union)")
BOOKS = N_("Excel and text tables (*.xlsx *.xls *.csv *.ods *.et)")
EXCEL = N_("Excel workbooks (*.xlsx)")

_Role = QMessageBox.ButtonRole


class Ask:
    """Questions with answers as plain values; None or False means the clerk thought better of it."""

    def __init__(self, speech: Speech) -> None:
        """Ask in the language of ``speech``."""
        self._speech = speech

    def confirm(self, parent: QWidget, question: str, yes: str) -> bool:
        """A yes-or-no question; ``yes`` is the verb on the button."""
        return self._choose(parent, question, ((yes, _Role.AcceptRole),), N_("Cancel")) == 0

    def leaving(self, parent: QWidget) -> Leaving:
        """What to do with what was typed but not saved."""
        choices = ((N_("Save"), _Role.AcceptRole), (N_("Discard"), _Role.DestructiveRole))
        found = self._choose(parent, N_("What you typed is not saved yet. Save it?"), choices, N_("Go on editing"))
        return (Leaving.SAVE, Leaving.DISCARD, Leaving.STAY)[found]

    def _choose(self, parent: QWidget, question: str, choices: tuple[tuple[str, _Role], ...], stay: str) -> int:
        say = self._speech.say
        box = QMessageBox(QMessageBox.Icon.Question, say(N_("Union Steward")), say(question), parent=parent)
        buttons: list[QPushButton] = [box.addButton(say(text), role) for text, role in choices]
        last = box.addButton(say(stay), _Role.RejectRole)
        box.setDefaultButton(buttons[0])
        box.setEscapeButton(last)
        box.exec()
        pressed = box.clickedButton()
        box.deleteLater()
        return next((i for i, button in enumerate(buttons) if button is pressed), len(buttons))

    def open_file(self, parent: QWidget, caption: str, kinds: str, folder: Path) -> Path | None:
        """An existing file."""
        say = self._speech.say
        name, _ = QFileDialog.getOpenFileName(parent, say(caption), str(folder), say(kinds))
        return Path(name) if name else None

    def save_file(self, parent: QWidget, caption: str, kinds: str, proposal: Path) -> Path | None:
        """A file to be written; its ending is added where the clerk left it out."""
        say = self._speech.say
        name, _ = QFileDialog.getSaveFileName(parent, say(caption), str(proposal), say(kinds))
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == proposal.suffix else path.with_name(path.name + proposal.suffix)

    def folder(self, parent: QWidget, caption: str, start: Path) -> Path | None:
        """An existing folder."""
        name = QFileDialog.getExistingDirectory(parent, self._speech.say(caption), str(start))
        return Path(name) if name else None

    def password(self, parent: QWidget | None, question: str) -> str | None:
        """A password, hidden while it is typed."""
        say = self._speech.say
        text, given = QInputDialog.getText(parent, say(N_("Password")), say(question), QLineEdit.EchoMode.Password)
        return text if given else None
