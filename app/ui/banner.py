"""The strip above the workplace that says what is different about the file that is open, and what may be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.widgets import button, label

Offer = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """One sentence with the ways out beside it; it stays as long as the file is open."""

    def __init__(self, sentence: str, offers: tuple[Offer, ...], parent: QWidget | None = None) -> None:
        """``offers`` are the buttons: their words and what they do."""
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(10)
        self.text = label(sentence, wrap=True)
        row.addWidget(self.text, 1)
        self.buttons = [button(words, act) for words, act in offers]
        for made in self.buttons:
            row.addWidget(made)
