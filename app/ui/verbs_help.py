"""What the actions about the program itself do: help, settings, about."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ui.host import Host


class HelpVerbs(QObject):
    """One slot for each action about the program; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window

    def on_help(self) -> None:
        """Open the help at the page that belongs to what is on show."""
        from app.ui.help_window import FIRST, PAGE_OF_ROOM, show_help

        page = PAGE_OF_ROOM[self._w.workplace.room] if self._w.workplace else FIRST
        show_help(self._w, self._w.speech, self._w.settings, page)

    def on_settings(self) -> None:
        """Open the settings."""
        from app.ui.settings_dialog import SettingsDialog

        SettingsDialog(self._w, self._w.speech, self._w.settings).open()

    def on_about(self) -> None:
        """About the program."""
        from app.ui.about_dialog import AboutDialog

        AboutDialog(self._w, self._w.speech, self._w.desk.book.path if self._w.desk else None).open()
