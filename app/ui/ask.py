"""Every question the program puts to the clerk, in one place; tests answer by replacing this."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QPushButton, QWidget

from app.book.unlocking import Secret
from app.i18n import N_
from app.settings import Settings
from app.ui.password_dialog import ask_for_key
from app.ui.speech import Speech

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


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

    def confirm(self, parent: QWidget, question: str, yes: str, *, final: bool = False) -> bool:
        """A yes-or-no question; ``yes`` is the verb on the button, which Enter does not press where it is ``final``."""
        return self._choose(parent, question, ((yes, _Role.AcceptRole),), N_("Cancel"), wary=final) == 0

    def choose(self, parent: QWidget, question: str, choices: tuple[str, ...]) -> int | None:
        """One of several ways on, by its place in ``choices``; None for none of them."""
        found = self._choose(parent, question, tuple((text, _Role.AcceptRole) for text in choices), N_("Cancel"))
        return found if found < len(choices) else None

    def leaving(self, parent: QWidget) -> Leaving:
        """What to do with what was typed but not saved."""
        choices = ((N_("Save"), _Role.AcceptRole), (N_("Discard"), _Role.DestructiveRole))
        found = self._choose(parent, N_("What you typed is not saved yet. Save it?"), choices, N_("Go on editing"))
        return (Leaving.SAVE, Leaving.DISCARD, Leaving.STAY)[found]

    def _choose(
        self, parent: QWidget, question: str, choices: tuple[tuple[str, _Role], ...], stay: str, *, wary: bool = False
    ) -> int:
        say = self._speech.say
        box = QMessageBox(QMessageBox.Icon.Question, say(N_("Union Steward")), say(question), parent=parent)
        box.setTextFormat(Qt.TextFormat.PlainText)  # a name in the question may hold signs of markup
        buttons: list[QPushButton] = [box.addButton(say(text), role) for text, role in choices]
        last = box.addButton(say(stay), _Role.RejectRole)
        box.setDefaultButton(last if wary else buttons[0])
        box.setEscapeButton(last)
        box.exec()
        pressed = box.clickedButton()
        box.deleteLater()
        return next((i for i, button in enumerate(buttons) if button is pressed), len(buttons))

    def whole_numbers(self, parent: QWidget) -> bool | None:
        """Whether a paper is to show ID numbers and telephone numbers in full; None when it is not wanted at all."""
        choices = (
            (N_("Hide the middle digits"), _Role.AcceptRole),
            (N_("Print the full numbers"), _Role.ActionRole),
        )
        question = N_(
            "How should this paper show ID numbers, telephone numbers and bank cards?\n\n"
            "An official register needs the full numbers; a copy that others may see does not."
        )
        return (False, True, None)[self._choose(parent, question, choices, N_("Cancel"))]

    def open_file(self, parent: QWidget, caption: str, kinds: str, folder: Path) -> Path | None:
        """An existing file."""
        say = self._speech.say
        name, _ = QFileDialog.getOpenFileName(parent, say(caption), str(folder), say(kinds))
        return Path(name) if name else None

    def open_files(self, parent: QWidget, caption: str, kinds: str, folder: Path) -> list[Path]:
        """Existing files, any number of them."""
        say = self._speech.say
        names, _ = QFileDialog.getOpenFileNames(parent, say(caption), str(folder), say(kinds))
        return [Path(name) for name in names]

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

    def unlock(self, parent: QWidget | None, path: Path, settings: Settings) -> Secret | None:
        """What opens the file at ``path``, asked for until it does; the waits after wrong ones are in ``settings``."""
        return ask_for_key(parent, self._speech, path, settings)

    def has_printer(self) -> bool:
        """Whether a paper can be printed from here: Qt's printing loads, and the system knows a printer."""
        try:
            from PySide6.QtPrintSupport import QPrinterInfo
        except ImportError:  # the system's printing library is missing
            return False
        return bool(QPrinterInfo.availablePrinterNames())

    def printer(self, parent: QWidget, *, pages: int, landscape: bool) -> QPrinter | None:
        """A printer for an A4 paper of so many pages, with the range and the copies wanted."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0)))
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)
        options = QPrintDialog.PrintDialogOption
        for option in (options.PrintSelection, options.PrintCurrentPage):
            dialog.setOption(option, on=False)
        taken = dialog.exec() == QPrintDialog.DialogCode.Accepted
        chosen = dialog.printRange() == QPrintDialog.PrintRange.PageRange
        dialog.deleteLater()
        if not taken:
            return None
        if not chosen:
            printer.setFromTo(0, 0)
        printer.setFullPage(True)
        return printer
