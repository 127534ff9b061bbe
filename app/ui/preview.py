"""The pages of a paper as they will be printed, drawn from its PDF: only those in view, as wide as there is room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from app.documents.blocks import Document
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.widgets import empty, label

_WIDEST = 760  # pixels of an upright page at 100 %
_POINTS = 595.3
_NARROWEST = 200
_MARGIN = 30  # pixels beside a page
_AHEAD = 600  # pixels above and below the view that are drawn too
_SETTLE_MS = 150
_PAINTED_MS = 20  # what holds the paper is painted first: a worker that loads the printing side by side slows it down


@dataclass(frozen=True, slots=True)
class _Made:
    """A PDF and the size of each of its pages in points."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One page as plain bytes; images are made on the window's thread. ``turn`` says for which request."""

    turn: int
    number: int
    data: bytes
    width: int
    height: int
    stride: int


class PaperPreview(QScrollArea):
    """Draws the document it was given when asked to; a page of hundreds costs nothing until it comes into view."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until ``set_document`` and ``draw``."""
        super().__init__(parent)
        self._desk = desk
        self._document: Document | None = None
        self._asked: Document | None = None
        self._made: _Made | None = None
        self._shown: Document | None = None
        self._pages: list[QLabel] = []
        self._is_drawing = False
        self._filled: set[int] = set()
        self._turn = 0
        self._scale = 1.0
        self.setAccessibleName(desk.speech.say(N_("Pages")))
        self.setWidgetResizable(True)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setSpacing(12)
        self.setWidget(body)
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._timer.timeout.connect(self._on_settled)
        self._start = QTimer(self, singleShot=True, interval=_PAINTED_MS)
        self._start.timeout.connect(self._on_start)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def count(self) -> int:
        """How many pages the paper on show has."""
        return len(self._pages)

    @property
    def ready(self) -> bool:
        """Whether every page in view is drawn."""
        is_shown = self._document is self._asked is self._shown
        return is_shown and bool(self._pages) and self._in_view() <= self._filled

    def set_document(self, document: Document) -> None:
        """What to draw next."""
        self._document = document

    def draw(self) -> None:
        """Draw the pages, in the worker; nothing happens where they are drawn already."""
        if self._document is None or self._document is self._asked:
            return
        self._asked = self._document
        if not self._pages:
            empty(self._column)
            self._column.addWidget(label(self._desk.speech.say(N_("Drawing the pages …")), "empty"))
        self._start.start()

    def _on_start(self) -> None:
        if self._asked is None:
            return
        job = self._desk.jobs.start_job(partial(_make, self._asked))
        job.done.connect(self._on_made)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the pages as wide as the room now is, once it has settled."""
        super().resizeEvent(event)
        self._timer.start()

    def _on_made(self, made: tuple[Document, _Made]) -> None:
        if made[0] is self._asked:  # else another paper has been asked for since
            self._shown, self._made = made
            self._lay_out()

    def _lay_out(self) -> None:
        """Put a sheet for every page, of its size; what was drawn stays in view until it is drawn anew."""
        if self._made is None:
            return
        bar = self.verticalScrollBar()
        before, at = bar.maximum(), bar.value()
        self._turn += 1
        self._scale = self._fitting()
        self._filled = set()
        if len(self._pages) != len(self._made.sizes):
            self._build(len(self._made.sizes))
        for page, (width, height) in zip(self._pages, self._made.sizes, strict=True):
            page.setFixedSize(QSize(round(width * self._scale), round(height * self._scale)))
        self._column.activate()
        body = self.widget()
        if body is not None:
            body.adjustSize()
        bar.setValue(round(at * bar.maximum() / before) if before else 0)
        self._fill()

    def _build(self, count: int) -> None:
        empty(self._column)
        self._pages = []
        for _ in range(count):
            page = QLabel()
            page.setObjectName("sheet")
            self._pages.append(page)
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)

    def _fitting(self) -> float:
        """Pixels a point, for the widest page to fit the view with its scroll bar."""
        widest = max((width for width, _ in self._made.sizes), default=_POINTS) if self._made else _POINTS
        bar = self.verticalScrollBar().sizeHint().width()
        room = max(_NARROWEST, self.width() - bar - _MARGIN)
        return min(room / widest, _WIDEST / _POINTS)

    def _in_view(self, ahead: int = _AHEAD) -> set[int]:
        """The pages of which a part lies in the view or ``ahead`` pixels above and below it."""
        top = self.verticalScrollBar().value() - ahead
        bottom = self.verticalScrollBar().value() + self.viewport().height() + ahead
        found, at = set(), self._column.contentsMargins().top()
        for number, page in enumerate(self._pages):
            if at + page.height() >= top and at <= bottom:
                found.add(number)
            at += page.height() + self._column.spacing()
        return found

    def _fill(self) -> None:
        """Have the next page drawn, those in view first, and let go of those far away.

        One page is under way at a time, so that what is looked at now never waits for what was passed by.
        """
        if self._made is None or self._is_drawing or not self.isVisible():
            return
        near = self._in_view()
        for number in self._filled - near:
            self._pages[number].clear()
        self._filled &= near
        missing = near - self._filled
        if not missing:
            return
        self._is_drawing = True
        number = min(missing & self._in_view(0) or missing)
        scale = self._scale * self.devicePixelRatioF()
        job = self._desk.jobs.start_job(partial(_draw, self._made.data, self._turn, number, scale))
        job.done.connect(self._on_drawn)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)

    def _on_drawn(self, page: _Drawn) -> None:
        self._is_drawing = False
        if page.turn == self._turn:
            # Qt's own order of bytes: nothing is left to convert here. The copy outlives the worker's bytes.
            image = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
            image.setDevicePixelRatio(self.devicePixelRatioF())
            self._pages[page.number].setPixmap(QPixmap.fromImage(image))
            self._filled.add(page.number)
        self._fill()

    def _on_scrolled(self, _value: int) -> None:
        self._fill()

    def _on_settled(self) -> None:
        if self._made is not None and abs(self._fitting() - self._scale) > 0.01 * self._scale:
            self._lay_out()
        else:
            self._fill()

    def _on_failed(self, error: object) -> None:
        empty(self._column)
        self._asked, self._shown, self._made, self._pages, self._is_drawing = None, None, None, [], False
        show_or_raise(self, self._desk.speech, error)


def _make(document: Document, _report: Any, _cancelled: Any) -> tuple[Document, _Made]:
    """The PDF of a document, with the sizes of its pages."""
    import pypdfium2  # only a preview needs it

    from app.documents.pdf import render_pdf  # pulls in reportlab

    data = render_pdf(document)
    pdf = pypdfium2.PdfDocument(data)
    try:
        return document, _Made(data, tuple(pdf.get_page_size(number) for number in range(len(pdf))))
    finally:
        pdf.close()


def _draw(data: bytes, turn: int, number: int, scale: float, _report: Any, _cancelled: Any) -> _Drawn:
    import pypdfium2  # only a preview needs it

    pdf = pypdfium2.PdfDocument(data)
    try:
        bitmap = pdf[number].render(scale=scale, prefer_bgrx=True)
        return _Drawn(turn, number, bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    finally:
        pdf.close()
