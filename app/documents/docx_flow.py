"""From blocks to the body of a Word document, one paragraph or table after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from app.documents import layout
from app.documents.arrange import flow, form_room, segments, table_grid
from app.documents.blocks import (
    Addressee,
    AnnexNote,
    Blank,
    Block,
    Document,
    Grid,
    Heading,
    Note,
    Paragraph,
    Run,
    SignOff,
    Span,
    Subtitle,
    Table,
    Title,
    words,
)  # fmt: skip
from app.documents.docx_grid import grid_xml
from app.documents.docx_styles import em_pt
from app.documents.docx_xml import Indent, Para, paragraph, runs, split_lines, with_breaks
from app.documents.layout import PageSpec
from app.documents.lines import balanced, clean, estimate

_HAIR_PT = 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of the body: a table as ready XML, or a paragraph whose properties may still change."""

    content: str
    para: Para | None = None

    def xml(self) -> str:
        """The element."""
        return self.content if self.para is None else paragraph(self.para, self.content)


def _hair(*, new_page: bool = False) -> Piece:
    """A paragraph as good as no height: Word wants one between tables, after the last and to break a page."""
    return Piece("", Para("Normal", new_page=new_page, line_pt=_HAIR_PT))


def _text(style: str, spans: Run, align: str = "") -> list[Piece]:
    return [Piece(runs(part), Para(style, align=align)) for part in split_lines(spans)]


def _title(style: str, spans: Run, size_pt: float, page: PageSpec) -> list[Piece]:
    measure = partial(_points, size_pt=size_pt)
    lines = balanced(clean(words(spans)), page.text_width_pt, measure)
    return [Piece(runs(with_breaks(spans, lines)), Para(style))]


def _points(text: str, size_pt: float) -> float:
    return estimate(text) * size_pt


def _annexes(block: AnnexNote, page: PageSpec) -> list[Piece]:
    """附件：1.… with the names under each other (7.3.4)."""
    found = []
    for number, name in enumerate(block.names, 1):
        mark = f"{number}." if len(block.names) > 1 else ""
        label = "附件：" if number == 1 else ""
        left = layout.ANNEX_INDENT_CHARS + 3 + estimate(mark)
        indent = Indent(em_pt(page), left=left, first=-estimate(label + mark)).xml()
        found.append(Piece(runs((Span(f"{label}{mark}{name}"),)), Para("Normal", indent=indent, align="left")))
    return found


_SLACK = 3.0  # ems beyond the margin that a substitute font's wide digits may use before the date would break


def _sign_off(block: SignOff, page: PageSpec) -> list[Piece]:
    """Signer and date (7.3.5.2) by left indents: the two characters between them hold in whatever font."""
    em = em_pt(page)
    signer, date = estimate(clean(block.signer)), estimate(clean(block.date_text))
    edge = page.text_width_pt / em - layout.SIGN_RIGHT_CHARS
    signer_left = edge - signer
    date_left = signer_left + layout.DATE_SHIFT_CHARS
    if date > signer:
        date_left = max(0.0, edge - date)
        signer_left = max(0.0, date_left - layout.DATE_SHIFT_CHARS)
    placed = [(block.signer, signer_left)] if block.signer else []
    placed.append((block.date_text, date_left))
    if signer_left < 0:  # a signer longer than a line
        placed = [(block.signer, 0.0), (block.date_text, edge - date)]
    return [
        Piece(runs((Span(text),)), Para("Normal", indent=Indent(em, left=left, right=-_SLACK).xml(), align="left"))
        for text, left in placed
    ]


def _prose(block: Block, page: PageSpec) -> list[Piece]:
    """A block of running text by its style."""
    match block:
        case Title(spans):
            return _title("Title", spans, page.title.size_pt, page)
        case Subtitle(spans):
            return _title("Subtitle", spans, page.subtitle.size_pt, page)
        case Addressee(spans):
            return _text("Normal", spans)
        case Heading(level, spans):
            return _text(f"Heading{level}", spans)
        case Paragraph(spans, indent, align):
            indented = indent and align in (None, "left")
            return _text("BodyText" if indented else "Normal", spans, align or "")
        case Note(text):
            return _text("TableNote", (Span(text),))
    raise TypeError(f"unknown block: {type(block).__name__}")


def _pieces(block: Block, page: PageSpec, room_pt: float) -> list[Piece]:
    match block:
        case AnnexNote():
            return _annexes(block, page)
        case SignOff():
            return _tied(_sign_off(block, page), 0, -1)
        case Blank(lines):
            return [Piece("", Para("Normal")) for _ in range(lines)]
        case Table(caption=caption):
            head = _text("Caption", (Span(caption),)) if caption else []
            return [*head, Piece(grid_xml(table_grid(block), page, room_pt))]
        case Grid():
            return [Piece(grid_xml(block, page, room_pt))]
    return _prose(block, page)


def _tied(pieces: list[Piece], first: int, end: int | None = None) -> list[Piece]:
    """The pieces with those from ``first`` to ``end`` kept on the page of the next."""
    chosen = range(len(pieces))[first:end]
    return [
        replace(p, para=replace(p.para, keep_next=True)) if p.para and at in chosen else p
        for at, p in enumerate(pieces)
    ]


def _segment(segment: tuple[Block, ...], page: PageSpec) -> list[Piece]:
    room, found = form_room(segment, page), list[Piece]()
    for block in segment:
        if isinstance(block, SignOff | AnnexNote):
            found = _tied(found, -2)
        added = _pieces(block, page, room)
        if found and found[-1].para is None and added and added[0].para is None:
            found.append(_hair())  # two tables without a paragraph between them become one
        found += added
    return found


def body_xml(document: Document) -> str:
    """The body's paragraphs and tables."""
    found: list[Piece] = []
    for number, segment in enumerate(segments(flow(document))):
        pieces = _segment(segment, document.page)
        if number and pieces and pieces[0].para is not None:
            pieces[0] = replace(pieces[0], para=replace(pieces[0].para, new_page=True))
        elif number:
            found.append(_hair(new_page=True))
        found += pieces
    if not found or found[-1].para is None:
        found.append(_hair())
    return "".join(piece.xml() for piece in found)
