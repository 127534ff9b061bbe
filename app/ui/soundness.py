"""Looking the open file over, when the window has time: a damaged page is found before the clerk comes to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.book.reader import Reader
from app.ui.desk import Desk

_LATER = 3000  # milliseconds after the window is up


class Soundness(QObject):
    """One look at an open file; ``unsound`` says that something in it is damaged.

    A file that was not closed properly is looked over whole, which takes longer. Saving never waits for it: the
    seeker steps aside for whoever writes.
    """

    unsound = Signal()

    def __init__(self, desk: Desk) -> None:
        """Look in a moment, and go with the desk."""
        super().__init__(desk)
        self._desk = desk
        self._timer = QTimer(self, interval=_LATER, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Have the file looked over."""
        whole = self._desk.book.left_by is not None
        self._desk.seeker.ask(self, partial(_look, whole=whole), self._on_found, patient=True, later=True)

    def _on_found(self, found: tuple[str, ...]) -> None:
        if found:
            self.unsound.emit()


def _look(read: Reader, *, whole: bool) -> tuple[str, ...]:
    return read.unsound(whole=whole)
