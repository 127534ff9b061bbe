"""From blocks to the body of a Word document, one paragraph or table after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from app.documents import layout
from app.documents.arrange import CUT_LINE_PT, flow, form_room, segments, sign_places, table_grid, title_lines
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
    Paragraph,
    Picture,
    PictureRow,
    Run,
    SignOff,
    Span,
    Subtitle,
    Table,
    Title,
    words,
)  # fmt: skip
from app.documents.docx_grid import grid_xml
from app.documents.docx_picture import Attached, caption_para, row_xml
from app.documents.docx_styles import em_pt
from app.documents.docx_xml import Indent, Para, paragraph, runs, split_lines, with_breaks
from app.documents.layout import PageSpec, Type
from app.documents.lines import clean, estimate

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
    return Piece("", Para("TableNote", new_page=new_page, line_pt=_HAIR_PT))  # off the grid, else a whole line of it


def _text(style: str, spans: Run, align: str = "") -> list[Piece]:
    return [Piece(runs(part), Para(style, align=align)) for part in split_lines(spans)]


def _title(style: str, spans: Run, kind: Type, page: PageSpec) -> list[Piece]:
    lines = title_lines(clean(words(spans)), kind, page)
    return [Piece(runs(with_breaks(spans, lines)), Para(style))]


def _annexes(block: AnnexNote, page: PageSpec) -> list[Piece]:
    """附件：1.… with the names under each other (7.3.4)."""
    found = []
    for number, name in enumerate(block.names, 1):
        mark = f"{number}." if len(block.names) > 1 else ""
        label = "附件：" if number == 1 else ""
        left = layout.ANNEX_INDENT_CHARS + 3 + estimate(mark)
        indent = Indent(em_pt(page), left=left, first=-estimate(label + mark), chars=False).xml()
        found.append(Piece(runs((Span(f"{label}{mark}{name}"),)), Para("Normal", indent=indent, align="left")))
    return found


def _item(block: Item, page: PageSpec) -> list[Piece]:
    """An item of a list, its lines hanging behind the mark."""
    hang = estimate(f"{block.mark} ")
    indent = Indent(em_pt(page), left=layout.INDENT_CHARS + hang, first=-hang, chars=False).xml()
    parts = split_lines((Span(f"{block.mark} "), *block.run))
    return [Piece(runs(part), Para("Normal", indent=indent)) for part in parts]


_SLACK = 3.0  # ems beyond the margin that a substitute font's wide digits may use before the date would break


def _sign_off(block: SignOff, page: PageSpec) -> list[Piece]:
    """Signer and date (7.3.5) by left indents: the two characters between them hold in whatever font."""
    em, room = em_pt(page), page.text_width_pt
    signer, date = (estimate(clean(text)) * em for text in (block.signer, block.date_text))
    signer_x, date_x = sign_places(signer, date, room, em, sealed=block.sealed)
    if signer_x < 0:  # a signer longer than a line
        signer_x, date_x = 0.0, room - layout.SIGN_RIGHT_CHARS * em - date
    placed = [(block.signer, signer_x)] if block.signer else []
    return [
        Piece(runs((Span(text),)), Para("Normal", indent=_sign_indent(x, em), align="left"))
        for text, x in (*placed, (block.date_text, date_x))
    ]


def _sign_indent(x: float, em: float) -> str:
    return Indent(em, left=x / em, right=-_SLACK, chars=False).xml()


def _annex_head(block: AnnexHead, page: PageSpec) -> list[Piece]:
    """附件1 at the upper left, the title on the third line (7.3.7)."""
    label = Piece(runs((Span(block.label),)), Para("AnnexLabel"))
    return [label, Piece("", Para("Normal", keep_next=True)), *_title("Title", block.run, page.title, page)]


def _pictures(block: Picture | PictureRow, page: PageSpec, attached: Attached) -> list[Piece]:
    if isinstance(block, PictureRow):
        return [Piece(row_xml(block.pictures, page, attached))]
    return [Piece(attached.run(block), Para("Picture")), Piece(runs((Span(block.caption),)), caption_para())]


def _prose(block: Block, page: PageSpec) -> list[Piece]:
    """A block of running text by its style."""
    match block:
        case Title(spans):
            return _title("Title", spans, page.title, page)
        case Subtitle(spans):
            return _title("Subtitle", spans, page.subtitle, page)
        case Addressee(spans):
            return _text("Normal", spans)
        case Heading(level, spans):
            return _text(f"Heading{level}", spans)
        case Paragraph(spans, indent, align):
            indented = indent and align in (None, "left")
            return _text("BodyText" if indented else "Normal", spans, align or "")
        case Item():
            return _item(block, page)
        case Note(text):
            return _text("TableNote", (Span(text),))
        case AnnexHead():
            return _annex_head(block, page)
    raise TypeError(f"unknown block: {type(block).__name__}")


def _pieces(block: Block, page: PageSpec, room_pt: float, attached: Attached) -> list[Piece]:
    match block:
        case Picture() | PictureRow():
            return _pictures(block, page, attached)
        case AnnexNote():
            return _tied(_annexes(block, page), 0, -1)
        case SignOff():
            return _tied(_sign_off(block, page), 0, -1)
        case CutLine(spans):
            return [Piece(runs(spans), Para("TableNote", line_pt=CUT_LINE_PT, align="center", below="dashed"))]
        case Blank(lines):
            return [Piece("", Para("Normal")) for _ in range(lines)]
        case Table(caption=caption):
            head = _text("Caption", (Span(caption),)) if caption else []
            return [*head, Piece(grid_xml(table_grid(block), page, room_pt))]
        case Grid():
            return [Piece(grid_xml(block, page, room_pt, attached))]
    return _prose(block, page)


_MOST_TIED = 10  # lines of a last paragraph: LibreOffice moves all of one that is kept with the next


def _short(block: Block, page: PageSpec) -> bool:
    text = words(block.run) if isinstance(block, Paragraph | Heading | Addressee) else ""
    return estimate(text) <= _MOST_TIED * page.text_width_pt / em_pt(page)


def _is_blank(block: Block) -> bool:
    return isinstance(block, Blank)


def _tied(pieces: list[Piece], first: int, end: int | None = None) -> list[Piece]:
    """The pieces with those from ``first`` to ``end`` kept on the page of the next."""
    chosen = range(len(pieces))[first:end]
    return [
        replace(p, para=replace(p.para, keep_next=True)) if p.para and at in chosen else p
        for at, p in enumerate(pieces)
    ]


def _segment(segment: tuple[Block, ...], page: PageSpec, attached: Attached) -> list[Piece]:
    room, found = form_room(segment, page), list[Piece]()
    for at, block in enumerate(segment):
        if isinstance(block, SignOff | AnnexNote):
            text_before = [one for one in segment[:at] if not isinstance(one, Blank)]
            blank = sum(one.lines for one in takewhile(_is_blank, reversed(segment[:at])) if isinstance(one, Blank))
            text = bool(text_before) and _short(text_before[-1], page)
            found = _tied(found, -(blank + 1 if text else max(blank, 1)))
        if isinstance(block, Note) and at and isinstance(segment[at - 1], Note):
            found = _tied(found, -1)  # the second of two notes does not go over alone
        added = _pieces(block, page, room, attached)
        if found and found[-1].para is None and added and added[0].para is None:
            found.append(_hair())  # two tables without a paragraph between them become one
        found += added
    return found


def body_xml(document: Document, attached: Attached) -> str:
    """The body's paragraphs and tables; its pictures become parts of the file that ``attached`` holds."""
    found: list[Piece] = []
    for number, segment in enumerate(segments(flow(document))):
        pieces = _segment(segment, document.page, attached)
        if number and pieces and pieces[0].para is not None:
            pieces[0] = replace(pieces[0], para=replace(pieces[0].para, new_page=True))
        elif number:
            found.append(_hair(new_page=True))
        found += pieces
    if not found or found[-1].para is None:
        found.append(_hair())
    return "".join(piece.xml() for piece in found)
