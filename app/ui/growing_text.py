"""A text of several lines that is as high as it needs to be, within bounds, and lets Tab go on to the next field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_MOST_LINES = 8
_OFF, _NEEDED = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded


class GrowingText(QPlainTextEdit):
    """Plain text between ``least`` and eight lines high."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        """``least`` is how many lines it always shows."""
        super().__init__(parent)
        self._least = least
        self.setTabChangesFocus(True)
        if least == 1:
            self.document().setDocumentMargin(1)
        self.setVerticalScrollBarPolicy(_OFF)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    def fit(self, _size: object = None) -> None:
        """Become as high as the text."""
        # A plain text document counts its height in lines.
        needed = self.document().size().height()
        lines = min(max(needed, self._least), _MOST_LINES)
        # As long as all lines are there a bar has nothing to scroll, and only takes a corner of the field.
        self.setVerticalScrollBarPolicy(_NEEDED if needed > _MOST_LINES else _OFF)
        margin = 2 * round(self.document().documentMargin()) + 10  # the style sheet's padding and frame
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * lines) + margin + (2 if self._least > 1 else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere, which the document does not always tell."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Alt with the arrows to the form, which turns to the next record."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)
