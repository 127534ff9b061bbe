"""A pen on a reportlab page: lines of text from the top left, boxes and pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader

from app.documents import pdf_fonts
from app.documents.layout import RULE_PT, Face, PageSpec

Box = tuple[float, float, float, float]
"""A cell's outline: left, top, width, height in points from the top left corner of the sheet."""

_CENTRE_EM = 0.38  # the middle of a Chinese character above its baseline (880 up, 120 down of 1000)


@dataclass(slots=True)
class Pen:
    """Draws on one canvas, measuring in points from the top left corner of the sheet downwards."""

    canvas: Any
    page: PageSpec

    def text(self, line: str, x: float, top: float, height: float, face: Face, size: float, space: float = 0) -> None:
        """Write one line with its characters' middle in a box of ``height`` whose top is ``top``.

        Args:
            line: cleaned text without line breaks.
            x: where the line begins.
            top: top of the line's box.
            height: height of the box.
            face: the typeface.
            size: the size.
            space: what is added after each character (negative draws it in).
        """
        baseline = self.page.height_pt - top - height / 2 - _CENTRE_EM * size
        for font, stretch, piece, ems in pdf_fonts.pieces(line, face):
            drawn = self.canvas.beginText(x, baseline)
            drawn.setFont(font, size)
            # Both outlast the text object, so what is set is put back.
            if space:
                drawn.setCharSpace(space)
            if stretch != 1:
                drawn.setHorizScale(stretch * 100)
            drawn.textOut(piece)
            if space:
                drawn.setCharSpace(0)
            if stretch != 1:
                drawn.setHorizScale(100)
            self.canvas.drawText(drawn)
            x += ems * size + len(piece) * space

    def boxes(self, boxes: Iterable[Box]) -> None:
        """Draw the outlines of cells as one path: a list has tens of thousands of them."""
        path = self.canvas.beginPath()
        for x, top, width, height in boxes:
            path.rect(x, self.page.height_pt - top - height, width, height)
        self.canvas.setLineWidth(RULE_PT)
        self.canvas.drawPath(path, stroke=1, fill=0)

    def picture(self, data: bytes, box: Box) -> None:
        """Draw a JPEG or PNG into ``box``; one drawn twice is held once in the file."""
        x, top, width, height = box
        self.canvas.drawImage(ImageReader(BytesIO(data)), x, self.page.height_pt - top - height, width, height)

    def dashes(self, left: float, right: float, top: float) -> None:
        """Draw a dashed line across, at ``top``."""
        self.canvas.saveState()
        self.canvas.setLineWidth(RULE_PT)
        self.canvas.setDash(4, 3)
        self.canvas.line(left, self.page.height_pt - top, right, self.page.height_pt - top)
        self.canvas.restoreState()

    def frame(self, inset: float, gap: float) -> None:
        """Draw a double line around the page, ``inset`` points from its edges and ``gap`` points between."""
        for at, width in ((inset, 2.5), (inset + gap, 0.75)):
            self.canvas.setLineWidth(width)
            self.canvas.rect(at, at, self.page.width_pt - 2 * at, self.page.height_pt - 2 * at, stroke=1, fill=0)
