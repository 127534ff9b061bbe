"""Small pieces that every page uses: labels, buttons, lines and the settings behind the style sheet's names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.icons import icon


def label(text: str, kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label of one of the style sheet's kinds; text is never taken for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def button(text: str, slot: Callable[[], object], kind: str = "", icon_name: str = "") -> QPushButton:
    """A push button whose ``clicked`` calls ``slot``."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon_name:
        made.setIcon(icon(icon_name, "surface" if kind == "primary" else "text"))
    made.setAccessibleName(text)
    made.clicked.connect(slot)
    return made


def tight(made: QPushButton) -> QPushButton:
    """The same button with little room beside its words, for a narrow place."""
    made.setProperty("tight", True)
    return made


def line() -> QFrame:
    """A thin horizontal line."""
    made = QFrame()
    made.setProperty("kind", "line")
    return made


def card(*, name: str = "card", margins: int = 14) -> tuple[QFrame, QVBoxLayout]:
    """A white, rounded panel with its column."""
    frame = QFrame()
    frame.setObjectName(name)
    column = QVBoxLayout(frame)
    column.setContentsMargins(margins, margins, margins, margins)
    return frame, column


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and have it looked at again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets go away for good."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        inner = item.layout() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
