"""Several papers onto a printer one after the other, upright ones and broad ones apart."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.documents.form import FormPaper, bound
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.jobs import Job
from app.ui.printing import paint
from app.ui.working import watch

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_NO_PRINTER = N_(
    "No printer is set up on this computer. Set one up in the system's settings, or write the paper as a PDF and "
    "print it on another computer."
)


@dataclass(frozen=True, slots=True)
class _Ready:
    data: bytes
    count: int
    landscape: bool


class PapersPrinting(QObject):
    """Papers on their way to a printer, asked for once for upright and once for broad pages.

    ``wanted_pdf`` is sent where there is no printer and a PDF will do.
    """

    wanted_pdf = Signal()
    printed = Signal()

    def __init__(self, window: QWidget, desk: Desk, papers: Sequence[FormPaper], name: str) -> None:
        """``name`` is what the printer's queue calls them."""
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._papers = tuple(papers)
        self._name = name
        self._left: deque[_Ready] = deque()
        self._count = 0
        self._printer: QPrinter | None = None

    def begin(self) -> None:
        """Make the pages; the printer is asked for when they are there."""
        desk = self._desk
        if not desk.ask.has_printer():
            if desk.ask.confirm(self._window, _NO_PRINTER, N_("Write PDF…")):
                self.wanted_pdf.emit()
            self.deleteLater()
            return
        job = desk.jobs.start_job(partial(_render, self._papers))
        self._watched(job, N_("Drawing the pages …"))
        job.done.connect(self._on_ready)

    def _watched(self, job: Job, text: str) -> None:
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self._window, self._desk.speech, job, self._desk.speech.say(text))

    def _on_ready(self, ready: list[_Ready]) -> None:
        self._left.extend(ready)
        self._next()

    def _next(self) -> None:
        if not self._left:
            said = N_("{count} pages sent to the printer.")
            self._desk.say_short.emit(self._desk.speech.say(said, count=self._count))
            self.printed.emit()
            self.deleteLater()
            return
        ready = self._left.popleft()
        printer = self._desk.ask.printer(self._window, pages=ready.count, landscape=ready.landscape)
        if printer is None:
            self.deleteLater()
            return
        printer.setDocName(self._name)
        self._printer = printer  # kept here, so that it goes where it came from: on the window's thread
        job = self._desk.jobs.start_job(partial(paint, ready.data, printer))
        self._watched(job, N_("Printing …"))
        job.done.connect(self._on_printed)

    def _on_printed(self, count: int) -> None:
        self._count += count
        self._next()

    def _on_failed(self, error: object) -> None:
        self.deleteLater()
        show_or_raise(self._window, self._desk.speech, error)


def _render(papers: Sequence[FormPaper], _report: Any, _cancelled: Any) -> list[_Ready]:
    """The papers as one PDF for each way the sheet lies in the printer."""
    import pypdfium2  # only printing and a preview need it

    from app.documents.pdf import render_pdf  # pulls in reportlab

    found = []
    for landscape in (False, True):
        chosen = [paper for paper in papers if paper.document.page.landscape is landscape]
        if chosen:
            data = render_pdf(bound(chosen))
            pdf = pypdfium2.PdfDocument(data)
            found.append(_Ready(data, len(pdf), landscape))
            pdf.close()
    return found
