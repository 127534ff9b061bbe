"""What was written and where: one small window from which the file or its folder is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.speech import Speech
from app.ui.widgets import button, label

_NAMED = 6  # files named one by one


TITLE = N_("The file is written")
BOOK = ".union"


class Written(QDialog):
    """Says what was written; the file and its folder are one click away."""

    def __init__(self, parent: QWidget, speech: Speech, paths: Sequence[Path], title: str = TITLE) -> None:
        """``paths`` are the files written, at least one, all in one folder; a copy of the book is not opened here."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._say = speech.say
        self._paths = tuple(paths)
        self.setWindowTitle(self._say(title))
        column = QVBoxLayout(self)
        column.addStrut(380)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("\n".join(path.name for path in self._paths[:_NAMED]), "heading", wrap=True))
        if len(self._paths) > _NAMED:
            more = self._say(N_("{count} files in all"), count=len(self._paths))
            column.addWidget(label(more))
        folder = self._say(N_("Folder: {folder}"), folder=str(self._paths[0].parent))
        column.addWidget(label(folder, "muted", wrap=True))
        self._wrong = label("", "problem", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        row = QHBoxLayout()
        row.addStretch(1)
        is_book = any(path.suffix == BOOK for path in self._paths)  # opened by mistake, it would be worked on
        close = button(self._say(N_("Close")), self.accept, "primary" if is_book else "")
        close.setDefault(is_book)
        row.addWidget(close)
        row.addWidget(button(self._say(N_("Open the folder")), self.open_folder, "", "open"))
        if len(self._paths) == 1 and not is_book:
            self._first = button(self._say(N_("Open the file")), self.open_file, "primary", "paper")
            self._first.setDefault(True)
            row.addWidget(self._first)
        column.addLayout(row)

    def open_file(self) -> None:
        """Open the file in the program that belongs to it."""
        self._open(self._paths[0])

    def open_folder(self) -> None:
        """Open the folder the files lie in."""
        self._open(self._paths[0].parent)

    def _open(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.accept()
            return
        self._wrong.setText(
            self._say(N_("The system opens no program for “{name}”. Open it from the folder yourself."), name=path.name)
        )
        self._wrong.show()


def tell_written(window: QWidget, speech: Speech, paths: Sequence[Path], title: str = TITLE) -> Written | None:
    """Say which files were written; nothing happens where there are none."""
    if not paths:
        return None
    dialog = Written(window, speech, paths, title)
    dialog.open()
    return dialog
