"""What the system says to a running program (end, hang up, interrupt), brought to the window's own thread."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_END = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))


class Signals(QObject):
    """``asked`` tells that the program shall end.

    Python notes a signal down when it next runs, which in a window at rest is never; so the system's part of it writes
    a byte into a pipe, and Qt hears of that. On Windows there is nothing to hear: the end of a session comes from Qt.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen from now on."""
        super().__init__(parent)
        if sys.platform == "win32":
            return
        self._out, write = os.pipe()
        for end in (self._out, write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for number in _END:
            signal.signal(number, _noted)
        self._notifier = QSocketNotifier(self._out, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_byte)

    def _on_byte(self) -> None:
        if set(os.read(self._out, 64)) & set(_END):
            self.asked.emit()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Nothing happens in here, in the middle of whatever was going on; see ``Signals``."""
