"""One worker for everything slow: it says how far it is, can be stopped, and never touches a widget."""

from __future__ import annotations

import gc
import itertools
import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from app.domain.errors import AppError

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Work = Callable[[Report, Cancelled], Any]

_log = logging.getLogger("app.ui.jobs")
_SWEEP_MS = 300


@dataclass
class _Order:
    number: int
    work: Work
    stop: Event = field(default_factory=Event)


class Job(QObject):
    """One piece of work under way, as the window sees it.

    ``progressed`` carries (done, total); exactly one of ``done`` (the result), ``failed`` (an AppError) and
    ``broken`` (any other exception) follows.
    """

    progressed = Signal(object, object)
    done = Signal(object)
    failed = Signal(object)
    broken = Signal(object)

    def __init__(self, order: _Order, parent: QObject) -> None:
        """``Jobs.start`` makes one."""
        super().__init__(parent)
        self._order = order

    def cancel(self) -> None:
        """Ask the work to stop; it then fails with ``Cancelled``."""
        self._order.stop.set()


class Jobs(QThread):
    """The worker thread with its queue.

    Python collects its garbage on whichever thread happens to allocate; a window's leftovers collected on the
    worker's would end the process. So while a job is under way the window's thread does the collecting.
    """

    _progressed = Signal(object, object, object)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """The thread starts with the first job."""
        super().__init__(parent)
        self._orders: queue.Queue[_Order | None] = queue.Queue()
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._broom = QTimer(self, interval=_SWEEP_MS)
        self._broom.timeout.connect(self._sweep)
        self._progressed.connect(self._on_progress)
        self._ended.connect(self._on_end)

    def start_job(self, work: Work) -> Job:
        """Queue ``work(report, cancelled)``; connect to the job's signals before returning to the event loop."""
        order = _Order(next(self._numbers), work)
        job = Job(order, self)
        self._jobs[order.number] = job
        gc.disable()
        self._broom.start()
        self._orders.put(order)
        if not self.isRunning():
            self.start()
        return job

    @property
    def busy(self) -> bool:
        """Whether any job is under way."""
        return bool(self._jobs)

    def stop(self) -> None:
        """Cancel everything and wait for the thread to end."""
        for job in self._jobs.values():
            job.cancel()
        self._orders.put(None)
        self.wait()
        self._jobs.clear()
        self._rest()

    def run(self) -> None:
        """The thread's own loop; only plain values cross from here to the window."""
        while (order := self._orders.get()) is not None:
            self._carry_out(order)

    def _carry_out(self, order: _Order) -> None:
        def report(done: int, total: int) -> None:
            self._progressed.emit(order.number, done, total)

        try:
            result = order.work(report, order.stop.is_set)
        except AppError as error:
            self._ended.emit(order.number, "failed", error)
        except Exception as error:  # a bug in a job must reach the window, not die with the thread
            _log.exception("a job broke")
            self._ended.emit(order.number, "broken", error)
        else:
            self._ended.emit(order.number, "done", result)

    def _sweep(self) -> None:
        gc.collect(1)

    def _rest(self) -> None:
        self._broom.stop()
        gc.enable()

    def _on_progress(self, number: int, done: int, total: int) -> None:
        if number in self._jobs:
            self._jobs[number].progressed.emit(done, total)

    def _on_end(self, number: int, how: str, result: object) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        if not self._jobs:
            self._rest()
        getattr(job, how).emit(result)
        job.deleteLater()
