"""The summary being made: the clerk's choices, and the text made anew on the worker after each change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app import summaries
from app.book import drafts
from app.book.book import Book
from app.book.drafts import Draft
from app.documents.compose import SummaryPaper
from app.domain.errors import AppError
from app.domain.summary_choices import Body
from app.summaries import Made, Remembered
from app.ui import todo
from app.ui.desk import Desk
from app.ui.wizard.hints import Hint, hints
from app.ui.wizard.places import Spot, spots

_SETTLE_MS = 120  # changes that follow one another quickly are told once


@dataclass(frozen=True, slots=True)
class Told:
    """A summary with its annexes as it is printed, where its parts stand, and what it does not tell."""

    made: Made
    paper: SummaryPaper
    spots: tuple[Spot, ...]
    hints: tuple[Hint, ...]

    def spot(self, place: str) -> Spot | None:
        """Where a part stands; None while it is not in the text."""
        return next((one for one in self.spots if one.place == place), None)


class Maker(QObject):
    """Keeps choices and words in the book, each as one step, and makes the summary for whoever looks at it.

    ``made`` carries a ``Told``, ``failed`` what went wrong. Nothing is made as long as no viewer is visible.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """For the year on show on the desk."""
        super().__init__(parent)
        self._desk = desk
        self.told: Told | None = None
        self._viewers: list[QWidget] = []
        self._photos: Remembered = {}  # used on the worker only
        self._stale = True
        self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self.need)
        desk.changes.changed.connect(self._on_change)
        desk.year_changed.connect(self._on_change)

    # ------------------------------------------------------------------------------------------- what is asked

    @property
    def draft(self) -> Draft:
        """What the book has of the choices at this moment."""
        return drafts.draft(self._desk.read, self._desk.work_year, self.period)

    @property
    def period(self) -> str:
        """The key of the period chosen for the year on show; empty for the one worked on last."""
        return str(self._desk.settings.get(self._setting()) or "")

    @property
    def up_to_date(self) -> bool:
        """Whether what was made last is of the book as it is."""
        return self.told is not None and not self._stale and not self._busy

    def add_viewer(self, viewer: QWidget) -> None:
        """Make the summary also while this widget is visible."""
        self._viewers = [*filter(isValid, self._viewers), viewer]

    def need(self) -> None:
        """Make the summary where it is not up to date; ``made`` follows."""
        if not self._stale or self._busy:
            return
        self._stale, self._busy = False, True
        job = self._desk.jobs.start_job(
            partial(_make, self._desk.book, self._desk.work_year, self.period, self._photos)
        )
        job.done.connect(self._on_made)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)

    # ------------------------------------------------------------------------------------------- what is changed

    def set_period(self, key: str) -> None:
        """Take another period of the year; what was chosen for the one before is kept beside it."""
        if key != self.draft.period.key:
            self._desk.settings.put(self._setting(), key)
            self._on_change(None)

    def choose(self, **values: Any) -> bool:
        """Keep choices (see ``drafts.choose``); says whether that worked."""
        return self._do(partial(drafts.choose, self._desk.book, self.draft, **values))

    def write_words(self, place: str, body: Body, told: str = "") -> bool:
        """Keep own words for a place; says whether that worked."""
        return self._do(partial(drafts.write_words, self._desk.book, self.draft, place, body, told))

    def add_words(self, chapter: str, text: str) -> bool:
        """Add a paragraph to a chapter; says whether that worked."""
        return self._do(partial(drafts.add_words, self._desk.book, self.draft, chapter, text))

    def drop_words(self, place: str) -> bool:
        """Give a place back to the program's words; says whether that worked."""
        return self._do(partial(drafts.drop_words, self._desk.book, self.draft, place))

    def leave_out(self, key: str) -> bool:
        """Leave a chapter or a passage out; says whether that worked."""
        return self.choose(left_out=self.draft.choices.left_out | {key})

    def take_in(self, key: str) -> bool:
        """Tell a chapter or a passage again; says whether that worked."""
        choices = self.draft.choices
        if key not in choices.left_out and key in choices.words:
            return self.drop_words(key)
        return self.choose(left_out=choices.left_out - {key})

    # ------------------------------------------------------------------------------------------- what happens

    def _do(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except AppError as error:
            self.failed.emit(error)
            return False
        return True

    def _setting(self) -> str:
        return f"summary/period/{self._desk.book.path.name}/{self._desk.work_year}"

    def _on_made(self, told: Told) -> None:
        self._busy = False
        if self._stale and self._is_watched():
            self.need()
            return
        self.told = told
        self.made.emit(told)

    def _on_failed(self, error: object) -> None:
        self._busy = False
        self.failed.emit(error)

    def _on_change(self, _what: object) -> None:
        self._stale = True
        if self._is_watched():
            self._timer.start()

    def _is_watched(self) -> bool:
        return any(isValid(viewer) and viewer.isVisible() for viewer in self._viewers)


def _make(book: Book, year: int, period: str, photos: Remembered, _report: Any, _cancelled: Any) -> Told:
    with book.reader() as read:
        made = summaries.make(read, drafts.draft(read, year, period), todo.today())
        paper = summaries.annexed(made, read, photos)
        return Told(made, paper, spots(made, paper.document), hints(made, read))
