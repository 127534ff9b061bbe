"""When the clerk was last at the keyboard or the mouse, in whichever window of the program, at next to no cost."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_Kind = QEvent.Type
_SIGNS = {
    _Kind.KeyPress, _Kind.MouseMove, _Kind.MouseButtonPress, _Kind.Wheel, _Kind.TouchBegin, _Kind.TabletPress,
    _Kind.InputMethod,
}  # fmt: skip
_LOOK_MS = 15_000

Clocks = tuple[Callable[[], float], ...]


class Idle(QObject):
    """``reached`` tells that nobody was there for as many minutes as ``minutes`` says at the time; with 0 never.

    The windows of the system are listened to, not every widget: a few events a second instead of thousands. Both
    clocks count: the one that stands still while the computer sleeps, and the one on the wall.
    """

    reached = Signal()

    def __init__(
        self, minutes: Callable[[], int], parent: QObject, clocks: Clocks = (time.monotonic, time.time)
    ) -> None:
        """Each of ``clocks`` gives seconds."""
        super().__init__(parent)
        self._minutes = minutes
        self._clocks = clocks
        self._last = self._now()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)

    @property
    def seconds(self) -> float:
        """How long nobody was there."""
        return max(now - last for now, last in zip(self._now(), self._last, strict=True))

    def note(self) -> None:
        """Somebody is there."""
        self._last = self._now()

    def look(self) -> None:
        """Tell where the time is up."""
        minutes = self._minutes()
        if minutes and self.seconds >= minutes * 60:
            self.reached.emit()

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # else it would be asked twice
            window.installEventFilter(self)
            self.note()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there; nothing is kept from anybody."""
        if event.type() in _SIGNS:
            self.note()
        return False
