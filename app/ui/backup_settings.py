"""Where backups are also copied to: a folder on a USB stick, chosen once and known again wherever it is plugged in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.book import sticks
from app.domain.errors import AppError
from app.i18n import N_
from app.settings import Settings
from app.ui.ask import Ask
from app.ui.errors import show_error
from app.ui.keeping_backups import put_stick, stick_of
from app.ui.speech import Speech
from app.ui.widgets import button, label

_NONE = N_("Backups lie beside the data file. A second copy on a USB stick also survives a broken or stolen computer.")
_CHOSEN = N_(
    "Each backup is also copied to {folder} whenever that stick is plugged in, at the latest at the end of work."
)
_AWAY = N_("Backups are also copied to {folder}. That stick is not plugged in now.")
_WIDE = 20  # lines' heights: the sentence then stands in two lines


class BackupSettings(QWidget):
    """The heading, one sentence on how it stands, and the button to choose or to stop."""

    def __init__(self, speech: Speech, settings: Settings, ask: Ask) -> None:
        """Shows what is set now; a choice holds at once."""
        super().__init__()
        self._speech = speech
        self._say = speech.say
        self._settings = settings
        self._ask = ask
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addStrut(_WIDE * self.fontMetrics().height())
        column.addWidget(label(self._say(N_("Backups on a USB stick")), "heading"))
        self.state = label("", wrap=True)
        column.addWidget(self.state)
        row = QHBoxLayout()
        self.choose = button(self._say(N_("Choose a folder on the stick…")), self.on_choose, "", "open")
        self.stop = button(self._say(N_("No copies any more")), self.on_stop)
        row.addWidget(self.choose)
        row.addWidget(self.stop)
        row.addStretch(1)
        column.addLayout(row)
        self._show()

    def on_choose(self) -> None:
        """Choose the folder and leave our mark in it."""
        now = stick_of(self._settings)
        caption = N_("A folder on the USB stick")
        folder = self._ask.folder(self, caption, now.folder if now else Path.home())
        if folder is None:
            return
        try:
            put_stick(self._settings, sticks.choose(folder))
        except AppError as error:
            show_error(self, self._speech, error)
            return
        self._show()

    def on_stop(self) -> None:
        """Copy nothing there any more; what lies there stays."""
        put_stick(self._settings, None)
        self._show()

    def _show(self) -> None:
        stick = stick_of(self._settings)
        folder = sticks.find(stick) if stick else None
        self.stop.setVisible(stick is not None)
        if stick is None:
            self.state.setText(self._say(_NONE))
        else:
            self.state.setText(self._say(_CHOSEN if folder else _AWAY, folder=str(folder or stick.folder)))
        # The sentence is told its height for this width at once: a window that grows later would cut it.
        self.state.setMinimumHeight(self.state.heightForWidth(max(self.width(), _WIDE * self.fontMetrics().height())))
        if self.isVisible():
            self.window().adjustSize()
