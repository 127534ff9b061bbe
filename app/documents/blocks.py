"""The finished pieces of a paper: plain frozen text, the only thing the renderers see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.documents.layout import FORM_LANDSCAPE, FORM_PORTRAIT, GOVERNMENT, PageSpec

Align = Literal["left", "center", "right"]
VAlign = Literal["top", "middle", "bottom"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; ``figure`` names the figure it states ("f12") when the figure can be traced."""

    text: str
    figure: str = ""


Run = tuple[Span, ...]


def run(*parts: str | Span) -> Run:
    """A run from plain words and figures, in order."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def cell_run(cell: str | Run) -> Run:
    """A table's cell as a run."""
    return run(cell) if isinstance(cell, str) else cell


def words(spans: Run) -> str:
    """The plain text of a run."""
    return "".join(span.text for span in spans)


@dataclass(frozen=True, slots=True)
class Title:
    """The title, centred; a line break in it is kept, else lines are made even."""

    run: Run


@dataclass(frozen=True, slots=True)
class Subtitle:
    """A line under the title, centred."""

    run: Run


@dataclass(frozen=True, slots=True)
class Addressee:
    """主送机关: flush left, its colon is part of the text."""

    run: Run


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, its number (一、（一）1. （1）) part of the text."""

    level: int
    run: Run


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in it begins another with the same indent."""

    run: Run
    indent: bool = True
    align: Align | None = None  # None: both edges even


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its mark (1. or •) stands out to the left, its lines under each other."""

    mark: str
    run: Run


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``weight`` is its share of the width."""

    title: str
    weight: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A list of rows under column titles; every row has as many cells as there are columns.

    A cell is plain text, or a run where its figures can be traced.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Run, ...], ...]
    caption: str = ""
    repeat_header: bool = True


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a form. ``foot`` stands at its bottom right (签字、盖章、年月日).

    A label is set in 黑体, centred both ways. ``min_lines`` keeps room for so many written lines. An ``image`` stands
    in the middle of the cell in place of its text.
    """

    run: Run = ()
    col_span: int = 1
    row_span: int = 1
    align: Align = "left"
    valign: VAlign = "middle"
    label: bool = False
    min_lines: int = 1
    foot: str = ""
    image: Picture | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a form; ``height_mm`` is its least height in millimetres, None as low as its text.

    Cells covered by a row span from above are left out, as in HTML. A row to ``keep`` stands on the page of the row
    before, so that sums and signatures are never without what they are for.
    """

    cells: tuple[GridCell, ...]
    height_mm: float | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A form; ``columns`` are shares of the width, the first ``header_rows`` come again on every page."""

    columns: tuple[float, ...]
    rows: tuple[GridRow, ...]
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class SignOff:
    """Signer and date; ``sealed`` places them for a seal (GB/T 9704-2012 7.3.5.1, else 7.3.5.2)."""

    signer: str
    date_text: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class AnnexNote:
    """附件说明: the names of the annexes, without numbers and end marks (7.3.4)."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnexHead:
    """The head of an annex, which begins a page: "附件1" flush left, its title on the third line (7.3.7)."""

    label: str
    run: Run


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its caption under it, centred; ``data`` is a JPEG or PNG, the sizes are as printed."""

    data: bytes
    width_mm: float
    height_mm: float
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """Pictures side by side, each in the middle of its share of the line."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Note:
    """Small text under a table."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Empty lines of the body's height."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dashed line across the page, with a word on it, along which the sheet is cut."""

    run: Run


Block = (
    Title
    | Subtitle
    | Addressee
    | Heading
    | Paragraph
    | Item
    | Table
    | Grid
    | SignOff
    | AnnexNote
    | AnnexHead
    | Picture
    | PictureRow
    | PageBreak
    | Note
    | Blank
    | CutLine
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. ``title`` and ``author`` are its metadata; what is printed stands in the blocks.

    A ``frame`` is a double line around each page. ``bound`` papers follow one another in one file, each on its own
    kind of page and numbered anew; a paper that binds others has no blocks of its own.
    """

    title: str
    blocks: tuple[Block, ...]
    page: PageSpec = GOVERNMENT
    page_numbers: bool = True
    author: str = ""
    frame: bool = False
    bound: tuple[Document, ...] = ()


__all__ = [
    "FORM_LANDSCAPE", "FORM_PORTRAIT", "GOVERNMENT", "Addressee", "Align", "AnnexHead", "AnnexNote", "Blank", "Block",
    "Column", "CutLine", "Document", "Grid", "GridCell", "GridRow", "Heading", "Item", "Note", "PageBreak",
    "PageSpec", "Paragraph", "Picture", "PictureRow", "Run", "SignOff", "Span", "Subtitle", "Table", "Title", "VAlign",
    "cell_run", "run", "words",
]  # fmt: skip
