"""The part of a form that scrolls: up and down only, and never with the keys that turn to the next record."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.form_fields import FieldRows

_TURNS = 3  # layouts lie in layouts: what wraps anew has its height, and the body its own, a turn later each
_MARGIN = 8  # pixels between what is brought on show and the edge


class FormScroll(QScrollArea):
    """Scrolls ``body`` without taking the cursor itself."""

    def __init__(self, body: QWidget, parent: QWidget | None = None) -> None:
        """``body`` is as wide as there is room."""
        super().__init__(parent)
        self._place = 0
        self._brought: tuple[FieldRows, str] | None = None  # the field to be scrolled to once it has its place
        self._turns = 0  # of the event loop, in which it may still move
        self._settled = QTimer(self, singleShot=True, interval=0)  # once the new parts have their places
        self._settled.timeout.connect(self._go_back)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)

    def to_top(self) -> None:
        """Begin at the first field."""
        self._brought = None
        self._place = 0
        self.verticalScrollBar().setValue(0)

    def keep_place(self) -> None:
        """Stay where the clerk is, whatever is built anew in the body and wherever the cursor goes with it."""
        self._brought = None
        self._place = self.verticalScrollBar().value()
        self._settled.start()

    def _go_back(self) -> None:
        self.verticalScrollBar().setValue(self._place)

    def bring_soon(self, rows: FieldRows, name: str) -> None:
        """Scroll to a field once it, and what is said under it, has its place."""
        self._brought, self._turns = (rows, name), _TURNS
        QTimer.singleShot(0, self, self._bring_field)

    def _bring_field(self) -> None:
        if self._brought is not None and self._turns:
            self._turns -= 1
            rows, name = self._brought
            self.bring(rows, rows.place(name))
            QTimer.singleShot(0, self, self._bring_field)

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
