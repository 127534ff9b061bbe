"""The part of a form that scrolls: up and down only, and never with the keys that turn to the next record."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

_MARGIN = 8  # pixels between what is brought on show and the edge


class FormScroll(QScrollArea):
    """Scrolls ``body`` without taking the cursor itself."""

    def __init__(self, body: QWidget, parent: QWidget | None = None) -> None:
        """``body`` is as wide as there is room."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)

    def to_top(self) -> None:
        """Begin at the first field."""
        self.verticalScrollBar().setValue(0)

    def bring(self, widget: QWidget, place: QRect) -> None:
        """Scroll until a part of a widget in the body is on show, whole; of what is too high its upper end."""
        bar, top = self.verticalScrollBar(), widget.mapTo(self.widget(), QPoint(0, 0)).y() + place.top()
        height = self.viewport().height()
        least = top + place.height() + _MARGIN - height
        most = max(0, top - _MARGIN)
        bar.setValue(max(least, min(bar.value(), most)) if least <= most else most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with the arrows is for the form."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
