"""A label of one line that ends in … where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel


class OneLine(QLabel):
    """Shows as much of a text as there is room for; the whole text is its tip."""

    def __init__(self, kind: str = "") -> None:
        """``kind`` is one of the style sheet's kinds."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self._whole = ""

    def put(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self._shorten()

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(20, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text anew."""
        super().resizeEvent(event)
        self._shorten()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The font is known for certain only now."""
        self._shorten()
        super().paintEvent(event)

    def _shorten(self) -> None:
        room = max(self.contentsRect().width(), 20)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip("" if shown == self._whole else self._whole)
