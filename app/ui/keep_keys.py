"""Keys that a part of the window keeps for itself while the cursor is there, whatever the menus do with them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class KeepKeys(QObject):
    """Answers for ``widget``, which owns this, that a key is its own and no shortcut of the window."""

    def __init__(self, widget: QWidget, keys: Iterable[Qt.Key], *, paste: bool = False) -> None:
        """``keys`` without modifiers; with ``paste`` the key for pasting too."""
        super().__init__(widget)
        self._keys = frozenset(keys)
        self._paste = paste
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say yes to the key in the widget's name."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_kept(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _is_kept(self, key: QKeyEvent) -> bool:
        if self._paste and key.matches(QKeySequence.StandardKey.Paste):
            return True
        plain = key.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and key.key() in self._keys
