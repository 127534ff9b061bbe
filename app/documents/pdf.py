"""A document as a PDF: strips put on pages, pages numbered, fonts embedded, the same bytes every time."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.documents import layout, pdf_fonts
from app.documents.blocks import Document
from app.documents.layout import Face, PageSpec
from app.documents.pdf_flow import Strip, strips_of
from app.documents.pdf_grid import grid_strips
from app.documents.pdf_text import Pen

rl_config.useA85 = 0  # pages as plain bytes: a fifth smaller than as letters, and sooner written

_SLACK_PT = 0.05
_FRAME_PT = (34.0, 5.0)  # from the edge of the sheet, and between the two lines


@dataclass(slots=True)
class Pages:
    """Fills pages with strips; each page is a list of (strip, its top below the text area's top in points)."""

    height: float
    pages: list[list[tuple[Strip, float]]] = field(default_factory=lambda: [[]])
    used: float = 0.0

    def _turn(self) -> None:
        self.pages.append([])
        self.used = 0.0

    def _put(self, strip: Strip) -> None:
        self.pages[-1].append((strip, self.used))
        self.used += strip.height

    def add(self, chain: list[Strip]) -> None:
        """Put strips that belong together on one page if any page can hold them."""
        if chain[0].new_page:
            self._turn()
            chain = chain[1:]
        needed = sum(strip.height for strip in chain)
        together = needed <= self.height - _heads(chain) + _SLACK_PT
        if together and self.pages[-1] and not self._fits(needed):
            self._turn_for(chain[0])
        for strip in chain:
            self._add_one(strip)

    def _fits(self, height: float) -> bool:
        return self.used + height <= self.height + _SLACK_PT

    def _turn_for(self, strip: Strip) -> None:
        self._turn()
        for head in strip.head:
            self._put(head)

    def _add_one(self, strip: Strip) -> None:
        while not self._fits(strip.height):
            parts = strip.cut(self.height - self.used) if strip.cut else None
            if parts is not None:
                self._put(parts[0])
                strip = parts[1]
            elif self.used <= sum(head.height for head in strip.head):
                break  # higher than a page and not to be cut: draw it as it is
            self._turn_for(strip)
        self._put(strip)


def _heads(chain: list[Strip]) -> float:
    return sum(head.height for head in chain[0].head) if chain else 0.0


def paginate(document: Document) -> list[list[tuple[Strip, float]]]:
    """The pages of ``document``."""
    pages, chain = Pages(document.page.text_height_pt), list[Strip]()
    for strip in strips_of(document, grid_strips):
        if strip.new_page and chain:
            pages.add(chain)
            chain = []
        chain.append(strip)
        if not strip.keep:
            pages.add(chain)
            chain = []
    if chain:
        pages.add(chain)
    return pages.pages


def _number(pen: Pen, page: PageSpec, number: int, count: int) -> None:
    if not page.official:
        _form_number(pen, page, number, count)
        return
    text, size = layout.official_number(number), layout.NUMBER_PT
    wide = pdf_fonts.width(text, Face.SONGTI, size)
    inset = layout.NUMBER_INDENT_CHARS * size
    left, right = page.left_tw / layout.TWIPS_PER_PT, page.right_tw / layout.TWIPS_PER_PT
    x = page.width_pt - right - inset - wide if number % 2 else left + inset
    # The dash stands at the middle of the line: put that middle 7 mm under the text area.
    middle = page.height_pt - page.bottom_tw / layout.TWIPS_PER_PT + layout.NUMBER_DROP_MM * layout.PT_PER_MM
    pen.text(text, x, middle - size / 2, size, Face.SONGTI, size)


def _form_number(pen: Pen, page: PageSpec, number: int, count: int) -> None:
    if count < 2:
        return  # a form of one page has no number
    text, size = f"第{number}页 共{count}页", layout.FORM_NUMBER_PT
    x = (page.width_pt - pdf_fonts.width(text, Face.SONGTI, size)) / 2
    top = page.height_pt - page.bottom_tw / layout.TWIPS_PER_PT + layout.NUMBER_DROP_MM * layout.PT_PER_MM
    pen.text(text, x, top, size, Face.SONGTI, size)


def render_pdf(document: Document) -> bytes:
    """Draw ``document`` as a PDF file.

    Returns:
        The file's bytes; the same document always gives the same bytes on a machine with the same fonts.
    """
    out, page = BytesIO(), (document.bound or (document,))[0].page
    canvas = Canvas(
        out, pagesize=(page.width_pt, page.height_pt), invariant=1, pageCompression=1, lang="zh-CN",
        initialFontName=pdf_fonts.chain(Face.FANGSONG)[0].fontName,  # else every page names an unembedded Helvetica
    )  # fmt: skip
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setCreator("Union Steward")
    canvas.setSubject(document.title)
    for part in document.bound or (document,):
        _draw(canvas, part)
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, document: Document) -> None:
    """Draw the pages of one paper, numbered from one."""
    page = document.page
    pages, pen = paginate(document), Pen(canvas, page)
    for number, strips in enumerate(pages, 1):
        canvas.setPageSize((page.width_pt, page.height_pt))
        if document.frame:
            pen.frame(*_FRAME_PT)
        for strip, top in strips:
            strip.draw(pen, page.top_tw / layout.TWIPS_PER_PT + top)
        if document.page_numbers:
            _number(pen, page, number, len(pages))
        canvas.showPage()
