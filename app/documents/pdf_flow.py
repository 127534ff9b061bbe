"""From blocks to strips: pieces of a page that are never torn, each knowing how to draw itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from app.documents import layout, pdf_fonts
from app.documents.arrange import (
    CUT_LINE_PT,
    caption_lines,
    flow,
    form_room,
    picture_height,
    segments,
    sign_places,
    table_grid,
    title_lines,
)
from app.documents.blocks import (
    Addressee,
    AnnexHead,
    AnnexNote,
    Blank,
    Block,
    CutLine,
    Document,
    Grid,
    Heading,
    Item,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    PictureRow,
    Run,
    SignOff,
    Subtitle,
    Table,
    Title,
    run,
    words,
)  # fmt: skip
from app.documents.layout import Face, PageSpec, Type
from app.documents.lines import break_lines, clean
from app.documents.pdf_text import Pen
from app.documents.titles import titled

Draw = Callable[[Pen, float], None]
"""Draws a strip on a page at its top, in points from the top of the sheet."""

_JUSTIFY_EMS = 6  # a line that lacks more than this (before a long web address) is not stretched


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a page. ``keep`` ties it to the next one; ``head`` comes before it on a new page.

    ``cut`` gives, for a strip higher than a page, the part of so many points and the rest.
    """

    height: float
    draw: Draw
    keep: bool = False
    head: tuple[Strip, ...] = ()
    cut: Callable[[float], tuple[Strip, Strip] | None] | None = None
    new_page: bool = False


def _nothing(pen: Pen, top: float) -> None:
    del pen, top


def _draw_both(first: Draw, second: Draw, pen: Pen, top: float) -> None:
    first(pen, top)
    second(pen, top)


def _draw_cut(text: str, pen: Pen, top: float) -> None:
    """A dashed line from edge to edge of the sheet, its word in a gap in the middle."""
    kind, middle = pen.page.note, top + CUT_LINE_PT / 2
    wide = pdf_fonts.width(text, kind.face, kind.size_pt)
    gap = wide / 2 + kind.size_pt if text else 0.0
    pen.dashes(0.0, pen.page.width_pt / 2 - gap, middle)
    pen.dashes(pen.page.width_pt / 2 + gap, pen.page.width_pt, middle)
    pen.text(text, (pen.page.width_pt - wide) / 2, top, CUT_LINE_PT, kind.face, kind.size_pt)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in place: ``x`` from the left of the text area, ``space`` after each character."""

    text: str
    x: float
    type: Type
    space: float = 0.0

    def draw(self, pen: Pen, top: float) -> None:
        """Write the line."""
        left = pen.page.left_tw / layout.TWIPS_PER_PT
        pen.text(self.text, left + self.x, top, self.type.line_pt, self.type.face, self.type.size_pt, self.space)

    def strip(self, *, keep: bool = False) -> Strip:
        """The line as a strip of its own."""
        return Strip(self.type.line_pt, self.draw, keep=keep)


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in its share of the line: ``x`` from the left of the text area and ``room``, both in points."""

    picture: Picture
    x: float
    room: float


def _draw_pictures(placed: tuple[Placed, ...], pen: Pen, top: float) -> None:
    """Pictures standing on one line, their captions under it."""
    page, left = pen.page, pen.page.left_tw / layout.TWIPS_PER_PT
    foot = top + max(one.picture.height_mm for one in placed) * layout.PT_PER_MM
    kind = Type(Face.FANGSONG, page.table_pt, page.table_pt * layout.CELL_LEADING)
    for one in placed:
        wide, high = one.picture.width_mm * layout.PT_PER_MM, one.picture.height_mm * layout.PT_PER_MM
        pen.picture(one.picture.data, (left + one.x + (one.room - wide) / 2, foot - high, wide, high))
        for at, text in enumerate(caption_lines(one.picture, page, len(placed))):
            x = left + one.x + (one.room - pdf_fonts.width(text, kind.face, kind.size_pt)) / 2
            y = foot + layout.PICTURE_GAP_PT + at * kind.line_pt
            pen.text(text, x, y, kind.line_pt, kind.face, kind.size_pt)


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the text blocks of one document in lines."""

    page: PageSpec

    def _wide(self, text: str, kind: Type, space: float) -> float:
        return pdf_fonts.width(text, kind.face, kind.size_pt) + len(text) * space

    def centred(self, spans: Run, kind: Type, *, keep: bool = True) -> list[Strip]:
        """A title: lines that end where the sense allows, in the middle."""
        room = self.page.text_width_pt
        measure = partial(self._wide, kind=kind, space=0.0)
        text = clean(words(spans))
        lines = title_lines(text, kind, self.page)
        if max(map(measure, lines)) > room:
            lines = titled(text, room, measure)
        return [Line(text, (room - measure(text)) / 2, kind).strip(keep=keep) for text in lines]

    def prose(self, text: str, kind: Type, first_em: float, align: str = "even", hang_em: float = 0) -> list[Strip]:
        """A paragraph. ``first_em`` is the indent of its first line, ``hang_em`` that of the others, in ems."""
        space = self.page.char_space_pt if kind.size_pt == self.page.body.size_pt else 0.0
        em, room = kind.size_pt + space, self.page.text_width_pt
        measure = partial(self._wide, kind=kind, space=space)
        strips: list[Strip] = []
        for part in clean(text).split("\n"):
            lines = break_lines(part, room - hang_em * em, measure, room - first_em * em)
            for at, line in enumerate(lines):
                x = (hang_em if at else first_em) * em
                last = at == len(lines) - 1
                strips.append(self._line(line, x, kind, room - x - measure(line), space, align, last=last).strip())
        return strips

    def _line(self, text: str, x: float, kind: Type, left: float, space: float, align: str, *, last: bool) -> Line:
        if align == "center":
            return Line(text, x + left / 2, kind, space)
        if align == "right":
            return Line(text, x + left, kind, space)
        if align == "even" and not last and 0 < left < _JUSTIFY_EMS * kind.size_pt and len(text) > 1:
            return Line(text, x, kind, space + left / (len(text) - 1))
        return Line(text, x, kind, space)

    def item(self, block: Item) -> list[Strip]:
        """An item of a list, whose lines hang under its first word; a mark never ends a page."""
        kind, mark = self.page.body, clean(block.mark)
        em = kind.size_pt + self.page.char_space_pt
        wide = self._wide(mark, kind, self.page.char_space_pt) / em
        hang = layout.INDENT_CHARS + wide + layout.ITEM_GAP_CHARS
        strips = self.prose(words(block.run), kind, hang, hang_em=hang)
        marked = Line(mark, layout.INDENT_CHARS * em, kind, self.page.char_space_pt)
        first = replace(strips[0], draw=partial(_draw_both, marked.draw, strips[0].draw), keep=len(strips) > 1)
        return [first, *strips[1:]]

    def annexes(self, block: AnnexNote) -> list[Strip]:
        """附件：1.… with the names under each other (7.3.4); one annex alone has no number."""
        kind, many = self.page.body, len(block.names) > 1
        strips: list[Strip] = []
        for number, name in enumerate(block.names, 1):
            mark = f"{number}." if many else ""
            lead = layout.ANNEX_INDENT_CHARS + (0 if number == 1 else 3)
            em = kind.size_pt + self.page.char_space_pt
            hang = layout.ANNEX_INDENT_CHARS + 3 + self._wide(mark, kind, self.page.char_space_pt) / em
            label = "附件：" if number == 1 else ""
            strips += self.prose(f"{label}{mark}{name}", kind, lead, "left", hang)
        return _whole(strips)

    def sign_off(self, block: SignOff) -> list[Strip]:
        """Signer and date where they belong, never parted (7.3.5)."""
        kind, space = self.page.body, self.page.char_space_pt
        em, room = kind.size_pt + space, self.page.text_width_pt
        signer, date = clean(block.signer), clean(block.date_text)
        wide, dated = self._wide(signer, kind, space), self._wide(date, kind, space)
        if wide > room - layout.SIGN_RIGHT_CHARS * em or "\n" in signer:
            lines = [replace(strip, keep=True) for strip in self.prose(signer, kind, 0, "right")]
            date_x = max(0.0, room - layout.SIGN_RIGHT_CHARS * em - dated)
            return [*lines, Line(date, date_x, kind, space).strip()]
        signer_x, date_x = sign_places(wide, dated, room, em, sealed=block.sealed)
        first = [Line(signer, signer_x, kind, space).strip(keep=True)] if signer else []
        return [*first, Line(date, date_x, kind, space).strip()]

    def annex_head(self, block: AnnexHead) -> list[Strip]:
        """附件1 at the upper left, the title on the third line (7.3.7)."""
        page = self.page
        label = Line(clean(block.label), 0.0, page.heading(1), page.char_space_pt).strip(keep=True)
        return [label, Strip(page.body.line_pt, _nothing, keep=True), *self.centred(block.run, page.title)]

    def pictures(self, pictures: tuple[Picture, ...]) -> list[Strip]:
        """Pictures side by side with their captions, as one strip."""
        room = self.page.text_width_pt / len(pictures)
        placed = tuple(Placed(picture, at * room, room) for at, picture in enumerate(pictures))
        return [Strip(picture_height(pictures, self.page), partial(_draw_pictures, placed))]

    def text(self, block: Block) -> list[Strip]:
        """The strips of a block of running text."""
        page = self.page
        match block:
            case Title(spans):
                return self.centred(spans, page.title)
            case Subtitle(spans):
                return self.centred(spans, page.subtitle)
            case Addressee(spans):
                return self.prose(words(spans), page.body, 0)
            case Heading(level, spans):
                strips = self.prose(words(spans), page.heading(level), layout.INDENT_CHARS)
                return [replace(strip, keep=True) for strip in strips]
            case Paragraph(spans, indent, align):
                first = layout.INDENT_CHARS if indent and align in (None, "left") else 0
                return self.prose(words(spans), page.body, first, align or "even")
            case Item():
                return self.item(block)
            case Note(text):
                return _whole(self.prose(text, page.note, 0, "left"))
        raise TypeError(f"no text block: {type(block).__name__}")

    def set(self, block: Block) -> list[Strip]:
        """The strips of any block but tables and grids, which are set by their own file."""
        match block:
            case AnnexNote():
                return self.annexes(block)
            case SignOff():
                return self.sign_off(block)
            case AnnexHead():
                return self.annex_head(block)
            case Picture() | PictureRow():
                return self.pictures(block.pictures if isinstance(block, PictureRow) else (block,))
            case CutLine(spans):
                return [Strip(CUT_LINE_PT, partial(_draw_cut, clean(words(spans))))]
            case Blank(lines):
                return [Strip(self.page.body.line_pt, _nothing) for _ in range(lines)]
            case PageBreak():
                return [Strip(0, _nothing, new_page=True)]
        return self.text(block)


def _whole(strips: list[Strip]) -> list[Strip]:
    """Lines of which none is left alone on another page."""
    return [*(replace(strip, keep=True) for strip in strips[:-1]), *strips[-1:]]


def _tied(strips: list[Strip], count: int) -> None:
    """Tie the last ``count`` strips to what comes next: a sign-off never stands alone on a page."""
    for at in range(max(0, len(strips) - count), len(strips)):
        if not strips[at].new_page:
            strips[at] = replace(strips[at], keep=True)


def strips_of(document: Document, grid_strips: Callable[[Grid, PageSpec, float], list[Strip]]) -> Iterator[Strip]:
    """All strips of ``document`` in order; ``grid_strips`` sets a grid for a room of so many points."""
    setter = Setter(document.page)
    for number, segment in enumerate(segments(flow(document))):
        strips: list[Strip] = [] if number == 0 else setter.set(PageBreak())
        room, before = form_room(segment, document.page), None
        for block in segment:
            if isinstance(block, SignOff | AnnexNote):
                _tied(strips, 3)
            if isinstance(block, Note) and isinstance(before, Note):
                _tied(strips, 1)
            before = block
            if isinstance(block, Table):
                caption = setter.centred(run(block.caption), document.page.caption) if block.caption else []
                strips += [*caption, *grid_strips(table_grid(block), document.page, room)]
            elif isinstance(block, Grid):
                strips += grid_strips(block, document.page, room)
            else:
                strips += setter.set(block)
        yield from strips
