"""The part of a form that scrolls: up and down only, and never with the keys that turn to the next record."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class FormScroll(QScrollArea):
    """Scrolls ``body`` without taking the cursor itself."""

    def __init__(self, body: QWidget, parent: QWidget | None = None) -> None:
        """``body`` is as wide as there is room."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with the arrows is for the form."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
