"""Boxes that a wheel turned in passing does not change: it scrolls the form until the clerk has gone into the box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class _Calm(QObject):
    """Passes the wheel on to whatever the box lies in, unless the box has the keyboard."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def calm(within: QWidget) -> None:
    """Calm ``within`` itself where it is a box, and every drop-down list and number box in it."""
    found: list[QComboBox | QAbstractSpinBox] = [
        *within.findChildren(QComboBox),
        *within.findChildren(QAbstractSpinBox),
    ]
    if isinstance(within, QComboBox | QAbstractSpinBox):
        found.append(within)
    for box in found:
        if box.findChild(_Calm, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
            box.installEventFilter(_Calm(box))
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not bring the keyboard along either
