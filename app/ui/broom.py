"""When garbage is collected: on the window's thread only while a worker is busy, by a timer."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_SWEEP_MS = 1000
_WHOLE = 60  # sweeps from one look at everything to the next


class Broom(QObject):
    """Holds the collector of cycles off the workers' threads.

    Python collects on whichever thread happens to allocate; a window's leftovers collected on a worker's thread
    would end the process. While anybody holds the broom, the window's thread does the collecting.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Nobody holds it yet."""
        super().__init__(parent)
        self._holders = 0
        self._sweeps = 0
        self._was_on = True
        self._timer = QTimer(self, interval=_SWEEP_MS)
        self._timer.timeout.connect(self._sweep)

    def hold(self) -> None:
        """A worker is about to be busy."""
        self._holders += 1
        if self._holders == 1:
            self._was_on = gc.isenabled()
            gc.disable()
            self._timer.start()

    def release(self) -> None:
        """One that was busy no longer is."""
        self._holders -= 1
        if self._holders == 0:
            self._timer.stop()
            if self._was_on:
                gc.enable()

    def _sweep(self) -> None:
        self._sweeps += 1
        gc.collect(2 if self._sweeps % _WHOLE == 0 else 1)
