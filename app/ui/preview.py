"""The pages of a paper as they will be printed, drawn from its PDF."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from app.documents.blocks import Document
from app.domain.errors import AppError
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.widgets import empty, label

_WIDTH = 760  # pixels of a page at 100 %
_POINTS = 595.3


class PaperPreview(QScrollArea):
    """Draws the document it was given when asked to."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until ``set_document`` and ``draw``."""
        super().__init__(parent)
        self._desk = desk
        self._document: Document | None = None
        self._drawn: Document | None = None
        self.setWidgetResizable(True)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setSpacing(12)
        self.setWidget(body)

    def set_document(self, document: Document) -> None:
        """What to draw next."""
        self._document = document

    def draw(self) -> None:
        """Draw the pages, in the worker; nothing happens where they are drawn already."""
        if self._document is None or self._document is self._drawn:
            return
        self._drawn = self._document
        empty(self._column)
        self._column.addWidget(label(self._desk.speech.say(N_("Drawing the pages …")), "empty"))
        job = self._desk.jobs.start_job(partial(_draw, self._document, self.devicePixelRatioF()))
        job.done.connect(self._on_pages)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)

    def _on_pages(self, pages: list[tuple[bytes, int, int, int]]) -> None:
        empty(self._column)
        for data, width, height, stride in pages:
            image = QImage(data, width, height, stride, QImage.Format.Format_RGBX8888).copy()
            image.setDevicePixelRatio(self.devicePixelRatioF())
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(image))
            page.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(page)
        self._column.addStretch(1)

    def _on_failed(self, error: object) -> None:
        empty(self._column)
        self._drawn = None
        if isinstance(error, AppError):
            show_error(self, self._desk.speech, error)
        elif isinstance(error, BaseException):
            raise error


def _draw(document: Document, ratio: float, report: Any, cancelled: Any) -> list[tuple[bytes, int, int, int]]:
    """Plain bytes of every page; images are made on the window's thread."""
    import pypdfium2  # only a preview needs it

    from app.documents.pdf import render_pdf  # pulls in reportlab

    pages = []
    pdf = pypdfium2.PdfDocument(render_pdf(document))
    try:
        for number in range(len(pdf)):
            if cancelled():
                break
            bitmap = pdf[number].render(scale=_WIDTH * ratio / _POINTS, rev_byteorder=True, prefer_bgrx=True)
            pages.append((bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride))
            report(number + 1, len(pdf))
    finally:
        pdf.close()
    return pages
