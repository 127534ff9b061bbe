"""Buttons that change the book, shown only while it can be changed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk


class WritingOnly(QObject):
    """Hides its widgets while the open file is only read, and shows them once it has moved to where it can be written.

    A button that then does nothing, or fills a form nobody can save, is worse than none.
    """

    def __init__(self, desk: Desk, *widgets: QWidget) -> None:
        """Lives as long as the first of ``widgets``."""
        super().__init__(widgets[0])
        self._desk = desk
        self._widgets = widgets
        desk.writable.connect(self._show)
        self._show()

    def _show(self) -> None:
        for widget in self._widgets:
            if self._desk.book.read_only:
                widget.hide()
            elif widget.isHidden() and widget.parentWidget() is not None:  # else it would be a window of its own
                widget.show()
