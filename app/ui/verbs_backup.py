"""What the action on backups does: the list of them, from the menu and from the mark in the status line."""

from __future__ import annotations

from PySide6.QtCore import QObject

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

        if self._w.desk is not None and self._w.may_leave():
            BackupsDialog(self._w, self._w.desk.book.path, self._w.password, self.keeping).open()
