"""Closing a year, and opening it again: what that means, what is still open, and one button."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.book import checks, closing
from app.book.book import Book
from app.book.checks import Finding
from app.domain.errors import AppError
from app.i18n import N_
from app.ui import todo
from app.ui.check_dialog import CheckDialog
from app.ui.desk import Desk
from app.ui.errors import show_error, show_or_raise
from app.ui.no_wheel import calm
from app.ui.reason_dialog import ReasonDialog
from app.ui.widgets import button, label

_MEANS = N_(
    "Once a year is closed, its visits, activities, honours and all other records are only read: nobody changes a "
    "number that has been reported. Papers can still be printed. It can be reopened at any time, with a reason."
)
_CLOSED = N_("{year} was closed on {day}. Its records are only read.")


class ClosingDialog(QDialog):
    """One year at a time, chosen above."""

    def __init__(self, parent: QWidget, desk: Desk, year: int) -> None:
        """Begin with ``year``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self._findings: tuple[Finding, ...] = ()
        self.setWindowTitle(self._say(N_("Close or reopen a year")))
        self._build()
        self._fill_years(year)
        self.years.activated.connect(self._show_year)
        desk.changes.changed.connect(self._on_change)
        self.resize(self.fontMetrics().height() * 25, self.sizeHint().height())
        self._show_year()

    @property
    def year(self) -> int:
        """The year chosen."""
        return int(self.years.currentData())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(label(self._say(N_("Year"))))
        self.years = QComboBox()
        self.years.setAccessibleName(self._say(N_("Year")))
        self.years.setMinimumWidth(self.fontMetrics().height() * 8)
        top.addWidget(self.years)
        top.addStretch(1)
        column.addLayout(top)
        calm(self.years)
        self.means = label("", wrap=True)
        column.addWidget(self.means)
        row = QHBoxLayout()
        self.open_things = label("", "notice", wrap=True)
        row.addWidget(self.open_things, 1)
        self.look = button(self._say(N_("Look at them…")), self._on_look, "quiet")
        row.addWidget(self.look)
        column.addLayout(row)
        column.addStretch(1)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(button(self._say(N_("Close the window")), self.reject))
        self.go = button("", self._on_go, "primary")
        self.go.setDefault(True)
        last.addWidget(self.go)
        column.addLayout(last)

    def _fill_years(self, chosen: int) -> None:
        read = self._desk.read
        closed = closing.closed_years(read)
        years = {*read.years(), *closed, read.current_year(), chosen}
        self.years.clear()
        for year in sorted(years, reverse=True):
            said = self._say(N_("{year} (closed)"), year=year) if year in closed else str(year)
            self.years.addItem(said, year)
        self.years.setCurrentIndex(max(0, self.years.findData(chosen)))

    def _show_year(self, *_index: object) -> None:
        day = closing.closed_years(self._desk.read).get(self.year)
        self.means.setText(self._say(_CLOSED, year=self.year, day=day) if day else self._say(_MEANS))
        text = self._say(N_("Reopen…")) if day else self._say(N_("Close the year {year}"), year=self.year)
        self.go.setText(text)
        self.go.setAccessibleName(text)
        self.look.hide()
        self.open_things.setVisible(not day)
        self._fit()
        if not day:
            self.open_things.setText(self._say(N_("Looking for what is still open …")))
            job = self._desk.jobs.start_job(partial(_check, self._desk.book, self.year))
            job.done.connect(self._on_checked)
            job.failed.connect(self._on_failed)
            job.broken.connect(self._on_failed)

    def _on_checked(self, found: tuple[int, tuple[Finding, ...]]) -> None:
        if found[0] != self.year:
            return
        self._findings = found[1]
        count = len(self._findings)
        nothing = N_("Nothing found: the figures agree.")
        told = N_("Still open, as the check found: {count}. The year can be closed all the same.")
        self.open_things.setText(self._say(told, count=count) if count else self._say(nothing))
        self.look.setVisible(bool(count) and not self.open_things.isHidden())
        self._fit()

    def _fit(self) -> None:
        """As high as its sentences are at this width; a label that wraps does not see to that itself."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def showEvent(self, event: QShowEvent) -> None:
        """Only now have the sentences the size that the style sheet gives them."""
        super().showEvent(event)
        self._fit()

    def _on_failed(self, error: object) -> None:
        show_or_raise(self, self._desk.speech, error)

    def _on_look(self) -> None:
        """The findings in a window of their own, from which each record can be opened."""
        window = self.parentWidget() or self
        self.reject()
        CheckDialog(window, self._desk, self._findings).open()

    def _on_change(self, change: Any) -> None:
        if "report_year" in change.touched:
            self._fill_years(self.year)
            self._show_year()

    def _on_go(self) -> None:
        if self.year in closing.closed_years(self._desk.read):
            told = N_("Reopened, the records of the year can be changed again, and its numbers with them.")
            title = self._say(N_("Reopen the year {year}"), year=self.year)
            dialog = ReasonDialog(self, self._desk.speech, title, self._say(told), self._say(N_("Reopen it")))
            dialog.given.connect(self._reopen)
            dialog.open()
            return
        try:
            closing.close(self._desk.book, self.year, todo.today())
        except AppError as error:
            show_error(self, self._desk.speech, error)

    def _reopen(self, reason: str) -> None:
        try:
            closing.reopen(self._desk.book, self.year, reason)
        except AppError as error:
            show_error(self, self._desk.speech, error)


def _check(book: Book, year: int, _report: Any, _cancelled: Any) -> tuple[int, tuple[Finding, ...]]:
    with book.reader() as read:
        return year, checks.check_book(read, year)
