"""What the action on backups does: the list of them, from the menu and from the mark in the status line."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.book import backups, twins
from app.ui.host import Host
from app.ui.keeping_backups import KeepingBackups


class BackupVerbs(QObject):
    """The slot of the action ``restore``; ``keeping`` makes the backups nobody asks for."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window
        self.keeping = KeepingBackups(window)
        self.keeping.wish.connect(self.on_restore)

    def on_restore(self) -> None:
        """Show the backups of the open file, and the way back to one."""
        from app.ui.backups_dialog import BackupsDialog

        if self._w.desk is None or not self._w.may_leave():
            return
        path = self._w.desk.book.path
        own = twins.original_of(path) if self._w.desk.book.read_only else None
        if own is None:
            BackupsDialog(self._w, path, self._w.password, self.keeping).open()
        else:  # what is looked at is one of its backups
            BackupsDialog(self._w, own, backups.fitting(own, self._w.password)).open()
