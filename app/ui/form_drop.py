"""A form that takes files let go over it, for its record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.i18n import N_
from app.ui.attaching import dropped_files
from app.ui.speech import Speech
from app.ui.widgets import label


class FileTarget(QWidget):
    """The base of a form that attaches what is let go over it; a table is for the window, which imports it."""

    _drop_here: QLabel

    def take_drops(self, speech: Speech) -> QLabel:
        """Begin to take files; returns the line that says so while some are held over the form."""
        self._drop_here = label(speech.say(N_("Let go to attach it to this record.")), "notice", wrap=True)
        self._drop_here.hide()
        self.setAcceptDrops(True)
        return self._drop_here

    def take_files(self, files: list[Path]) -> None:
        """Attach these files."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files to attach are welcome."""
        if dropped_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._drop_here.show()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files went elsewhere."""
        self._drop_here.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was let go."""
        self._drop_here.hide()
        files = dropped_files(event.mimeData())
        if files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.take_files(files)
        else:
            event.ignore()
