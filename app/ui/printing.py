"""A paper onto a printer: its pages drawn by the PDF engine, in their own size, never stretched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.documents.blocks import Document
from app.domain.errors import Cancelled, Refused
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.jobs import Job
from app.ui.working import watch

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Maker = Callable[[Any, Any], Document]
"""Makes a document in the worker, from ``report`` and ``cancelled``."""

_MOST_DPI = 300  # finer than this a laser printer shows no difference, and a page costs 8 MB
_POINTS = 72
_NO_PRINTER = N_(
    "No printer is set up on this computer. Set one up in the system's settings, or write the paper as a PDF and "
    "print it on another computer."
)
_REFUSED = N_("The printer did not take the paper. See whether it is switched on and has paper, then print again.")
_STOPPED = N_("Printing was stopped.")


@dataclass(frozen=True, slots=True)
class _Ready:
    """A paper ready to be printed."""

    data: bytes
    count: int
    landscape: bool


class Printing(QObject):
    """One paper on its way to a printer; ``wanted_pdf`` is sent where there is no printer and a PDF will do."""

    wanted_pdf = Signal()
    printed = Signal()

    def __init__(self, window: QWidget, desk: Desk, make: Maker, name: str) -> None:
        """``name`` is what the printer's queue calls the paper."""
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._make = make
        self._name = name
        self._printer: QPrinter | None = None

    def begin(self) -> None:
        """Make the paper's pages; the printer is asked for when they are there."""
        desk = self._desk
        if not desk.ask.has_printer():
            if desk.ask.confirm(self._window, _NO_PRINTER, N_("Write PDF…")):
                self.wanted_pdf.emit()
            self.deleteLater()
            return
        self._watched(desk.jobs.start_job(partial(_render, self._make)), self._on_ready, N_("Drawing the pages …"))

    def _watched(self, job: Job, done: Callable[[Any], None], text: str) -> None:
        job.done.connect(done)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self._window, self._desk.speech, job, self._desk.speech.say(text))

    def _on_ready(self, ready: _Ready) -> None:
        printer = self._desk.ask.printer(self._window, pages=ready.count, landscape=ready.landscape)
        if printer is None:
            self.deleteLater()
            return
        printer.setDocName(self._name)
        self._printer = printer  # kept here, so that it goes where it came from: on the window's thread
        self._watched(self._desk.jobs.start_job(partial(paint, ready.data, printer)), self._on_done, N_("Printing …"))

    def _on_done(self, count: int) -> None:
        self._desk.say_short.emit(self._desk.speech.say(N_("{count} pages sent to the printer."), count=count))
        self.printed.emit()
        self.deleteLater()

    def _on_failed(self, error: object) -> None:
        self.deleteLater()
        show_or_raise(self._window, self._desk.speech, error)


def _render(make: Maker, report: Any, cancelled: Any) -> _Ready:
    import pypdfium2  # only printing and a preview need it

    from app.documents.pdf import render_pdf  # pulls in reportlab

    document = make(report, cancelled)
    data = render_pdf(document)
    pdf = pypdfium2.PdfDocument(data)
    try:
        return _Ready(data, len(pdf), document.page.landscape)
    finally:
        pdf.close()


def paint(data: bytes, printer: QPrinter, report: Any, cancelled: Any) -> int:
    """Draw the pages of a PDF onto a printer, those and as often as it was told; returns how many were drawn.

    Qt lets a printer be painted on outside the window's thread.

    Raises:
        Refused: the printer does not take the paper.
        Cancelled: the clerk stopped.
    """
    import pypdfium2  # only printing and a preview need it

    pdf = pypdfium2.PdfDocument(data)
    painter = QPainter()
    try:
        order = _order(printer, len(pdf))
        if not order or not painter.begin(printer):
            raise Refused(_REFUSED)
        for done, number in enumerate(order):
            if cancelled():
                printer.abort()
                raise Cancelled(_STOPPED)
            if done and not printer.newPage():
                raise Refused(_REFUSED)
            _draw(pdf[number], painter, printer)
            report(done + 1, len(order))
        return len(order)
    finally:
        if painter.isActive():
            painter.end()
        pdf.close()


def _order(printer: QPrinter, count: int) -> list[int]:
    """The pages to draw, from 0; copies are drawn by us only where the printer does not make them itself."""
    first, last = printer.fromPage(), printer.toPage()
    chosen = [at for at in range(count) if not first or first <= at + 1 <= (last or count)]
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return chosen * copies
    return [at for at in chosen for _ in range(copies)]


def _draw(page: Any, painter: QPainter, printer: QPrinter) -> None:
    """One page in its own size in the middle of the sheet; smaller only where the sheet is smaller."""
    dots = printer.resolution()
    bitmap = page.render(scale=min(_MOST_DPI, dots) / _POINTS, grayscale=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
    sheet = printer.pageLayout().fullRectPixels(dots)
    width, height = (length / _POINTS * dots for length in page.get_size())
    fit = min(1.0, sheet.width() / width, sheet.height() / height)
    if fit > 0.99:
        fit = 1.0  # a sheet measured in whole points is no reason to shrink the paper
    width, height = width * fit, height * fit
    place = QRectF((sheet.width() - width) / 2, (sheet.height() - height) / 2, width, height)
    painter.drawImage(place, image)
