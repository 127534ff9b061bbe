"""Which version this is, under what licence, and where the clerk's file and the program's own files lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app import paths
from app.i18n import N_
from app.ui.errors import show_sentence
from app.ui.icons import icon
from app.ui.notice_window import NoticeWindow, read_notice
from app.ui.speech import Speech
from app.ui.widgets import button, label, line
from app.version import __version__

_WIDEST = 860


class AboutDialog(QDialog):
    """About the program."""

    def __init__(self, parent: QWidget, speech: Speech, data_file: Path | None = None) -> None:
        """``data_file`` is the file that is open."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._speech = speech
        say = speech.say
        self.setWindowTitle(say(N_("About Union Steward")))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        picture = label("")
        picture.setPixmap(icon("app").pixmap(48, 48))
        head.addWidget(picture)
        head.addWidget(label(f"{say(N_('Union Steward'))}  {__version__}", "title"), 1)
        column.addLayout(head)
        told = N_(
            "It works offline: nothing you enter leaves this computer. Licensed under "
            "Apache-2.0; Qt and PySide6 are used under the LGPL, the fonts under the "
            "OFL; the order of strokes comes from cnchar (MIT) and Unicode CLDR."
        )
        column.addWidget(label(say(told), wrap=True))
        column.addWidget(line())
        self._places = QGridLayout()
        self._places.setHorizontalSpacing(14)
        self._places.setColumnStretch(1, 1)
        if data_file is not None:
            self._place(N_("Data file"), data_file)
        self._place(N_("Settings"), paths.settings_file())
        self._place(N_("Log"), paths.log_folder())
        column.addLayout(self._places)
        column.addWidget(label(say(N_("The log notes faults of the program, and nothing of your records.")), "muted"))
        column.addStretch(1)
        row = QHBoxLayout()
        self._notice = paths.notice_file()
        self.licences = button(say(N_("Licences of its parts…")), self._on_licences, "quiet")
        self.licences.setHidden(self._notice is None)
        row.addWidget(self.licences)
        row.addStretch(1)
        close = button(say(N_("Close")), self.accept, "primary")
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()
        wide = min(32 * self.fontMetrics().height(), _WIDEST)
        self.resize(wide, column.totalHeightForWidth(wide) + 12)

    def _place(self, caption: str, path: Path) -> None:
        row = self._places.rowCount()
        self._places.addWidget(label(self._speech.say(caption), "muted"), row, 0)
        shown = label(str(path), wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._places.addWidget(shown, row, 1)
        opener = button(self._speech.say(N_("Open the folder")), self._on_open, "quiet")
        opener.setAccessibleName(f"{self._speech.say(N_('Open the folder'))} {self._speech.say(caption)}")
        opener.setProperty("folder", str(path if path.is_dir() else path.parent))
        self._places.addWidget(opener, row, 2)

    def _on_licences(self) -> None:
        if self._notice is None:
            return
        try:
            text = read_notice(self._notice)
        except OSError:
            told = N_("The program's file {file} cannot be read. Install the program again.")
            show_sentence(self, self._speech, self._speech.say(told, file=str(self._notice)))
            return
        NoticeWindow(self, self._speech, text).open()

    def _on_open(self) -> None:
        sender = self.sender()
        folder = Path(str(sender.property("folder"))) if sender else Path()
        if not folder.is_dir() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            told = N_("{folder} cannot be opened here. Look for it in the file manager.")
            show_sentence(self, self._speech, self._speech.say(told, folder=str(folder)))
