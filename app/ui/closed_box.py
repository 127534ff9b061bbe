"""A box that looks like a combo box and opens something else."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.elided_box import ElidedBox
from app.ui.no_wheel import calm


class ClosedBox(ElidedBox):
    """A box that looks like any other, says one thing and leaves the opening to ``wanted``."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until ``setItemText(0, …)``."""
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(5)
        self.addItem("")
        calm(self)

    def showPopup(self) -> None:
        """Tell that the clerk wants it open."""
        self.wanted.emit()
