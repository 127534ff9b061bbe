"""From the book's notices to a Qt signal, whichever thread the step was made on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.book.book import Book, Change


class Changes(QObject):
    """Emits ``changed`` (a ``Change``) on the window's thread after every step, undo and redo."""

    changed = Signal(object)

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        """Listen to ``book`` until ``stop``."""
        super().__init__(parent)
        self._stop = book.subscribe(self._tell)

    def stop(self) -> None:
        """Listen no longer."""
        self._stop()

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)
