"""Questions to the book that may take long: answered at once where that is quick, else by a thread of their own."""

from __future__ import annotations

import itertools
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Event
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal
from shiboken6 import isValid

from app.book.book import Book
from app.book.reader import Interrupted, Reader
from app.domain.errors import AppError
from app.ui.jobs import Jobs

Question = Callable[[Reader], Any]
Answered = Callable[[Any], None]

PATIENCE = 0.025  # seconds that the window's thread gives a question before the other thread gets it
_QUICK = 0.015  # seconds: a question answered faster than this is asked at once again next time

_log = logging.getLogger("app.ui.seeker")


@dataclass
class _Order:
    number: int
    owner: QObject
    question: Question
    answered: Answered
    patient: bool
    stop: Event = field(default_factory=Event)


class Seeker(QThread):
    """Answers questions of widgets; of one owner only the latest question counts.

    It steps aside while the book is being written, since a reader would keep the writer waiting, and takes the
    question up again afterwards.
    """

    _found = Signal(object, object, object)

    def __init__(self, book: Book, jobs: Jobs, parent: QObject | None = None) -> None:
        """The thread starts with the first question that is not quick."""
        super().__init__(parent)
        self._book = book
        self._jobs = jobs
        self._broom = jobs.broom
        self._numbers = itertools.count(1)
        self._latest: dict[int, _Order] = {}  # by the owner's id()
        self._slow: set[int] = set()
        self._turn = Condition()
        self._waiting: deque[_Order | None] = deque()
        self._reading: _Order | None = None
        self._aside = 0
        self._found.connect(self._on_found)
        book.gate = self.aside

    def ask(
        self, owner: QObject, question: Question, answered: Answered, *, patient: bool = False, later: bool = False
    ) -> None:
        """Have ``question`` answered: ``answered`` is called on the window's thread, at once or later.

        Args:
            owner: the widget or model that asks; a new question of it puts an unanswered one aside.
            question: gets a ``Reader``; it must not touch any widget.
            answered: gets what the question returned; not called when the owner is gone by then.
            patient: the question may wait, and be put off, for any that is not patient.
            later: it is known to take long; the window's thread does not try it first.
        """
        self.forget(owner)
        if not later and id(owner) not in self._slow:
            try:
                found = self.at_once(question, PATIENCE)
            except Interrupted:
                self._slow.add(id(owner))
            else:
                answered(found)
                return
        order = _Order(next(self._numbers), owner, question, answered, patient)
        self._latest[id(owner)] = order
        with self._turn:
            self._waiting.append(order)
            self._turn.notify_all()
        if not self.isRunning():
            self._broom.hold()  # until the thread has ended: it may be busy with what nobody waits for any more
            self.start()

    def expect_slow(self, owner: QObject, like: QObject) -> None:
        """Take an owner's next question to be as slow as that of another was: both are about the same records."""
        if id(like) in self._slow:
            self._slow.add(id(owner))

    def at_once(self, question: Question, seconds: float) -> Any:
        """The answer, found on the window's own thread and connection.

        A job may be working on that connection, and what gives a question up would give up the job's too: so while
        one is under way nothing is tried.

        Raises:
            Interrupted: it would have taken longer than ``seconds``, or a job is under way.
        """
        if seconds <= 0 or self._jobs.busy:
            raise Interrupted
        with self._book.read.hurried(seconds):
            return question(self._book.read)

    def forget(self, owner: QObject) -> None:
        """Put an owner's unanswered question aside."""
        order = self._latest.pop(id(owner), None)
        if order is not None:
            order.stop.set()

    @property
    def busy(self) -> bool:
        """Whether any question waits for its answer."""
        return bool(self._latest)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Read nothing while the body runs; whatever was being read is asked again afterwards."""
        with self._turn:
            self._aside += 1
            self._turn.wait_for(self._is_idle)
        try:
            yield
        finally:
            with self._turn:
                self._aside -= 1
                self._turn.notify_all()

    def stop(self) -> None:
        """Answer nothing more and wait for the thread to end."""
        for order in self._latest.values():
            order.stop.set()
        self._latest.clear()
        with self._turn:
            self._waiting.clear()
            self._waiting.append(None)
            self._turn.notify_all()
        if self.isRunning():
            self.wait()
            self._broom.release()

    # ------------------------------------------------------------------------------------------- the thread

    def run(self) -> None:
        """The thread's own loop, with a read-only connection of its own; only plain values cross to the window."""
        with self._book.reader() as read:
            while (order := self._next()) is not None:
                self._answer(read, order)

    def _next(self) -> _Order | None:
        with self._turn:
            self._reading = None
            self._turn.notify_all()
            self._turn.wait_for(self._may_go_on)
            self._reading = next((one for one in self._waiting if one is None or not one.patient), self._waiting[0])
            self._waiting.remove(self._reading)
            return self._reading

    def _may_go_on(self) -> bool:
        return bool(self._waiting) and (not self._aside or None in self._waiting)

    def _is_idle(self) -> bool:
        return self._reading is None

    def _answer(self, read: Reader, order: _Order) -> None:
        if order.stop.is_set():
            return
        begun = time.monotonic()
        try:
            with read.stoppable(lambda: self._must_stop(order)):
                found = order.question(read)
        except Interrupted:
            with self._turn:
                if not order.stop.is_set():
                    self._waiting.appendleft(order)
        except AppError as error:
            _log.warning("a question was not answered: %s", error)
            self._found.emit(order.number, error, None)
        except Exception as error:  # a bug in a question must reach the window, not die with the thread
            _log.exception("a question broke")
            self._found.emit(order.number, error, None)
        else:
            self._found.emit(order.number, found, time.monotonic() - begun)

    def _must_stop(self, order: _Order) -> bool:
        """Whether a question must be given up: for good, for a writer, or for one that is in more of a hurry."""
        hurry = order.patient and any(one is None or not one.patient for one in tuple(self._waiting))
        return order.stop.is_set() or self._aside > 0 or hurry

    def _on_found(self, number: int, found: object, took: float | None) -> None:
        order = next((one for one in self._latest.values() if one.number == number), None)
        if order is None:
            return
        self.forget(order.owner)
        if took is None and isinstance(found, BaseException):
            raise found
        if took is not None and took < _QUICK:
            self._slow.discard(id(order.owner))
        if isValid(order.owner):
            order.answered(found)
