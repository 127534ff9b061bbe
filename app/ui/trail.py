"""The names of what was done last, for the report of a fault: actions and steps by the program's own words."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.book.book import Change
from app.ui.changes import Changes

_KEPT = 12


class Trail(QObject):
    """Remembers a few names and nothing of the clerk's: no record, no value."""

    def __init__(self, actions: Mapping[str, QAction], parent: QObject) -> None:
        """``actions`` are the window's, by name."""
        super().__init__(parent)
        self._actions = actions
        self._names: deque[str] = deque(maxlen=_KEPT)
        for action in actions.values():
            action.triggered.connect(self._on_action)

    def done(self) -> tuple[str, ...]:
        """What was done last, the latest at the end."""
        return tuple(self._names)

    def follow(self, changes: Changes) -> None:
        """Note the steps of a file, by their labels without values."""
        changes.changed.connect(self._on_change)

    def _on_action(self) -> None:
        sender = self.sender()
        name = next((name for name, action in self._actions.items() if action is sender), "")
        self._names.append(f"action {name}")

    def _on_change(self, change: Change) -> None:
        self._names.append(f"step {change.label}")
