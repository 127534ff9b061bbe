"""One worker for everything slow: it says how far it is, can be stopped, and never touches a widget."""

from __future__ import annotations

import itertools
import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from app.domain.errors import AppError
from app.ui.broom import Broom

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Work = Callable[[Report, Cancelled], Any]

_log = logging.getLogger("app.ui.jobs")


@dataclass
class _Order:
    number: int
    work: Work
    stop: Event = field(default_factory=Event)


class Job(QObject):
    """One piece of work under way, as the window sees it.

    ``progressed`` carries (done, total); exactly one of ``done`` (the result), ``failed`` (an AppError) and
    ``broken`` (any other exception) follows. ``ended`` comes just before that one, so that what only waits is
    out of the way when the result is answered with a question.
    """

    progressed = Signal(object, object)
    ended = Signal()
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
    """The worker thread with its queue; ``broom`` is held while a job is under way."""

    _progressed = Signal(object, object, object)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """The thread starts with the first job."""
        super().__init__(parent)
        self._orders: queue.Queue[_Order | None] = queue.Queue()
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self.broom = Broom(self)
        self._progressed.connect(self._on_progress)
        self._ended.connect(self._on_end)

    def start_job(self, work: Work) -> Job:
        """Queue ``work(report, cancelled)``; connect to the job's signals before returning to the event loop."""
        order = _Order(next(self._numbers), work)
        job = Job(order, self)
        if not self._jobs:
            self.broom.hold()
        self._jobs[order.number] = job
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
        if self._jobs:
            self._jobs.clear()
            self.broom.release()

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

    def _on_progress(self, number: int, done: int, total: int) -> None:
        if number in self._jobs:
            self._jobs[number].progressed.emit(done, total)

    def _on_end(self, number: int, how: str, result: object) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        if not self._jobs:
            self.broom.release()
        job.ended.emit()
        getattr(job, how).emit(result)
        job.deleteLater()
