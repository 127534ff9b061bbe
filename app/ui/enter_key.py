"""Enter on a list does what a double click does, on every system alike."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class EnterKey(QObject):
    """``pressed`` tells that Enter was pressed in a widget.

    Qt's own ``activated`` comes from a single click too where the desktop is set up so, which would put a
    deleted record back by accident.
    """

    pressed = Signal()

    def __init__(self, widget: QWidget) -> None:
        """Belongs to ``widget``."""
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key, and nothing else."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self.pressed.emit()
            return True
        return super().eventFilter(watched, event)
