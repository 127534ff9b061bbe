"""A combo box that ends its text in … where there is no room, instead of cutting a letter in two."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

_GAP = 8  # pixels that the style leaves beside the text, and between it and an icon


class ElidedBox(QComboBox):
    """A box to choose from; of a text that is too long it shows the beginning."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box as any other, its text fitted."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, self.room())
        option.currentText = shown  # type: ignore[attr-defined]
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def room(self) -> int:
        """How many pixels there are for the text."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width() - _GAP
        return room if self.itemIcon(self.currentIndex()).isNull() else room - self.iconSize().width()
