"""What both renderers must decide alike: blank lines by rule, where cells stand, how small a form is set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from app.documents import layout
from app.documents.blocks import (
    Addressee,
    AnnexHead,
    AnnexNote,
    Blank,
    Block,
    CutLine,
    Document,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Item,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    PictureRow,
    SignOff,
    Subtitle,
    Table,
    Title,
    cell_run,
    run,
    words,
)  # fmt: skip
from app.documents.layout import Face, PageSpec, Type
from app.documents.lines import balanced, break_lines, clean, estimate, widest_word
from app.documents.titles import titled

FaceMeasure = Callable[[str, Face, float], float]
"""The width in points of a text set in a face at a size in points."""

PICTURE_SLACK_PT = 4.0  # Word makes the line that a picture stands on a little higher than the picture
CUT_LINE_PT = 24.0  # the height of a line to cut along, air above and below with it
_AFTER_TITLE = (Addressee, Paragraph, Heading)
_SPACED = (AnnexNote, SignOff)


def estimated(text: str, face: Face, size_pt: float) -> float:
    """The width of ``text`` in points without its font at hand (Word has it, we do not).

    Latin is taken a tenth wider than 仿宋_GB2312 has it, for the machines that put another font in its place.
    """
    del face
    ems = estimate(text)
    return (ems + 0.1 * (len(text) - ems)) * size_pt


def flow(document: Document) -> tuple[Block, ...]:
    """The blocks with the blanks that GB/T 9704 asks for (7.3.2, 7.3.4, 7.3.5, 7.3.7), unless already there."""
    blocks: list[Block] = []
    for block in document.blocks:
        before = blocks[-1] if blocks else None
        headed = isinstance(before, AnnexHead) or (
            isinstance(before, Title | Subtitle) and isinstance(block, _AFTER_TITLE)
        )
        ended = before is not None and isinstance(block, _SPACED) and not isinstance(before, Blank | PageBreak)
        if isinstance(block, AnnexHead) and before is not None and not isinstance(before, PageBreak):
            blocks.append(PageBreak())
        elif (headed and document.page.official) or ended:
            blocks.append(Blank(layout.SEALED_BLANKS if isinstance(block, SignOff) and block.sealed else 1))
        blocks.append(block)
    return tuple(blocks)


def table_grid(table: Table) -> Grid:
    """A table as a grid whose header is one row of labels."""
    head = GridRow(tuple(GridCell(run(column.title), label=True) for column in table.columns))
    rows = (
        GridRow(tuple(GridCell(cell_run(cell), align=c.align) for c, cell in zip(table.columns, row, strict=True)))
        for row in table.rows
    )
    return Grid(tuple(c.weight for c in table.columns), (head, *rows), 1 if table.repeat_header else 0)


def title_lines(text: str, kind: Type, page: PageSpec) -> tuple[str, ...]:
    """A title in lines, alike on every renderer; a character's width stays free, so that another font fits too."""
    room = page.text_width_pt - kind.size_pt
    return titled(text, room, lambda part: estimated(part, kind.face, kind.size_pt))


def sign_places(signer: float, dated: float, room: float, em: float, *, sealed: bool) -> tuple[float, float]:
    """Where signer and date begin on a line of ``room`` (GB/T 9704-2012 7.3.5); all in points, as are the widths."""
    if sealed:  # the date four characters from the edge, the signer in the middle above it
        date_x = room - layout.SEALED_DATE_CHARS * em - dated
        signer_x = date_x + (dated - signer) / 2
        over = max(0.0, signer_x + signer - room)  # a signer so long that both must give way
        return max(0.0, signer_x - over), max(0.0, date_x - over)
    edge = room - layout.SIGN_RIGHT_CHARS * em
    if dated > signer:  # 成文日期长于署名: the date keeps the two characters, the signer gives way
        date_x = max(0.0, edge - dated)
        return max(0.0, date_x - layout.DATE_SHIFT_CHARS * em), date_x
    return edge - signer, edge - signer + layout.DATE_SHIFT_CHARS * em


def picture_height(pictures: Iterable[Picture], page: PageSpec) -> float:
    """The height in points of pictures side by side with their captions."""
    kept = tuple(pictures)
    high = max(picture.height_mm for picture in kept) * layout.PT_PER_MM
    lines = max(len(caption_lines(picture, page, len(kept))) for picture in kept)
    return high + layout.PICTURE_GAP_PT + lines * page.table_pt * layout.CELL_LEADING + layout.PICTURE_AFTER_PT


def caption_lines(picture: Picture, page: PageSpec, beside: int) -> tuple[str, ...]:
    """The caption of one of ``beside`` pictures in a row, in lines."""
    room = page.text_width_pt / beside - page.table_pt
    return balanced(clean(picture.caption), room, lambda text: estimate(text) * page.table_pt)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the row and column of its upper left corner, counted from nought."""

    row: int
    col: int
    cell: GridCell


_Spans = tuple[tuple[tuple[int, int], ...], ...]
_SMALL = 60  # rows; up to here a grid is a form, of which there may be hundreds alike


def place(grid: Grid) -> tuple[Placed, ...]:
    """Where every cell stands. A form whose cells overlap, stick out or leave holes is a ValueError."""
    spans = tuple(tuple((cell.row_span, cell.col_span) for cell in row.cells) for row in grid.rows)
    find = _spots if len(spans) <= _SMALL else _spots.__wrapped__
    cells = (cell for row in grid.rows for cell in row.cells)
    return tuple(Placed(*spot, cell) for spot, cell in zip(find(len(grid.columns), spans), cells, strict=True))


@lru_cache(maxsize=256)
def _spots(columns: int, spans: _Spans) -> tuple[tuple[int, int], ...]:
    """Row and column of each cell, from the rows and columns that it spans."""
    taken: set[tuple[int, int]] = set()
    reached: set[int] = set()  # rows that a span from above reaches into
    plain: set[int] = set()  # rows of single cells, of which a list has thousands
    placed: list[tuple[int, int]] = []
    for at, row in enumerate(spans):
        if at not in reached and len(row) == columns and all(span == (1, 1) for span in row):
            plain.add(at)
            placed.extend((at, col) for col in range(columns))
            continue
        col = 0
        for down, across in row:
            while (at, col) in taken:
                col += 1
            spot = {(at + r, col + c) for r in range(down) for c in range(across)}
            if spot & taken:
                raise ValueError(f"cells overlap in row {at + 1}, column {col + 1}")
            taken |= spot
            reached.update(range(at + 1, at + down))
            placed.append((at, col))
            col += across
    whole = {(r, c) for r in range(len(spans)) if r not in plain for c in range(columns)}
    if taken != whole:
        raise ValueError(f"cells missing or sticking out at {sorted(taken ^ whole)[:4]} (row, column from 0)")
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class CellText:
    """The text of a cell as lines, with its size and line height in points."""

    lines: tuple[str, ...]
    foot: tuple[str, ...]
    face: Face
    size_pt: float

    @property
    def leading_pt(self) -> float:
        """The height of one line."""
        return self.size_pt * layout.CELL_LEADING

    @property
    def height_pt(self) -> float:
        """The height of all its lines, foot and all."""
        return (len(self.lines) + len(self.foot)) * self.leading_pt


@lru_cache(maxsize=20_000)
def _set(text: str, foot: str, face: Face, size_pt: float, room: float, measure: FaceMeasure) -> CellText:
    text, foot = clean(text), clean(foot)
    size = _word_size(f"{text}\n{foot}", face, size_pt, room, measure)
    known = _widths(face, size, measure)

    def wide(piece: str) -> float:
        if len(piece) > _PIECE:
            return measure(piece, face, size)
        found = known.get(piece)
        if found is None:
            found = known[piece] = measure(piece, face, size)
        return found

    breaking = balanced if face is Face.HEITI else break_lines  # a label: 出生/年月, not 出生年/月
    lines = breaking(text, room, wide) if text else ()
    return CellText(lines, break_lines(foot, room, wide) if foot else (), face, size)


_PIECE = 4  # what is longer comes but once


@lru_cache(maxsize=64)
def _widths(face: Face, size_pt: float, measure: FaceMeasure) -> dict[str, float]:
    """The widths of characters and short words known so far: papers of one kind are set in the same few hundred."""
    del face, size_pt, measure
    return {}


def _word_size(text: str, face: Face, size_pt: float, room: float, measure: FaceMeasure) -> float:
    """The size at which the widest word or number of ``text`` fits ``room``, not below the least."""
    widest = widest_word(text, lambda piece: measure(piece, face, size_pt))
    if widest <= room:
        return size_pt
    half_points = int(size_pt * room / widest * 2) / 2
    return max(layout.LEAST_CELL_PT, half_points)


def cell_text(cell: GridCell, width_pt: float, size_pt: float, measure: FaceMeasure) -> CellText:
    """The text of ``cell`` in lines for a column of ``width_pt``; a number too wide for it is made smaller."""
    face = Face.HEITI if cell.label else Face.FANGSONG
    room = width_pt - 2 * layout.CELL_PAD_X_PT
    return _set(words(cell.run), cell.foot, face, size_pt, room, measure)


@dataclass(frozen=True, slots=True)
class Laid:
    """A grid measured: lefts of the columns and heights of the rows in points, texts in the cells' order."""

    edges: tuple[float, ...]
    heights: tuple[float, ...]
    placed: tuple[Placed, ...]
    texts: tuple[CellText, ...]

    def width(self, placed: Placed) -> float:
        """The width of a cell in points."""
        return self.edges[placed.col + placed.cell.col_span] - self.edges[placed.col]


def edges(grid: Grid, width_pt: float) -> tuple[float, ...]:
    """Where the columns begin, and the right edge, in points from the left."""
    total, at, found = sum(grid.columns), 0.0, [0.0]
    for weight in grid.columns:
        at += weight * width_pt / total
        found.append(at)
    return tuple(found)


def measure_grid(grid: Grid, page: PageSpec, size_pt: float, measure: FaceMeasure) -> Laid:
    """Lay out ``grid`` over the page's width with its text at ``size_pt``."""
    at, placed = edges(grid, page.text_width_pt), place(grid)
    texts = tuple(cell_text(p.cell, at[p.col + p.cell.col_span] - at[p.col], size_pt, measure) for p in placed)
    least = [(row.height_mm or 0.0) * layout.PT_PER_MM for row in grid.rows]
    for spanning in (False, True):
        for p, text in zip(placed, texts, strict=True):
            if (p.cell.row_span > 1) == spanning:
                last = p.row + p.cell.row_span - 1
                least[last] += max(0.0, _need(p.cell, text) - sum(least[p.row : last + 1]))
    return Laid(at, tuple(least), placed, texts)


def _need(cell: GridCell, text: CellText) -> float:
    lines = max(text.height_pt, cell.min_lines * text.leading_pt)
    return lines + 2 * layout.CELL_PAD_Y_PT


def shown(image: Picture, width_pt: float, height_pt: float) -> tuple[float, float]:
    """The width and height in points of a picture in a cell of that size: its own, or as large as goes in."""
    wide, high = image.width_mm * layout.PT_PER_MM, image.height_mm * layout.PT_PER_MM
    room = width_pt - 2 * layout.CELL_PAD_X_PT, height_pt - 2 * layout.CELL_PAD_Y_PT - PICTURE_SLACK_PT
    scale = min(1.0, room[0] / wide, room[1] / high)
    return wide * scale, high * scale


def unspanned(grid: Grid) -> Grid:
    """``grid`` without row spans, for one so tall that its tied rows would not fit on any page."""
    rows: list[list[tuple[int, GridCell]]] = [[] for _ in grid.rows]
    for p in place(grid):
        for offset in range(p.cell.row_span):
            kept = replace(p.cell, row_span=1) if offset == 0 else GridCell(col_span=p.cell.col_span)
            rows[p.row + offset].append((p.col, kept))
    cells = (tuple(cell for _, cell in sorted(row, key=lambda pair: pair[0])) for row in rows)
    return replace(grid, rows=tuple(replace(r, cells=c) for r, c in zip(grid.rows, cells, strict=True)))


def bands(grid: Grid) -> tuple[tuple[int, int], ...]:
    """Runs of rows tied together by row spans, as (first, one past the last); a page may end between them."""
    reach: dict[int, int] = {}
    for p in place(grid):
        reach[p.row] = max(reach.get(p.row, 0), p.row + p.cell.row_span)
    found: list[tuple[int, int]] = []
    start, end = 0, 0
    for row in range(len(grid.rows)):
        if row == end and row:
            found.append((start, end))
            start = row
        end = max(end, reach.get(row, row + 1), row + 1)
    return (*found, (start, len(grid.rows))) if grid.rows else ()


def segments(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks between page breaks."""
    held: list[Block] = []
    for block in chain(blocks, (PageBreak(),)):
        if isinstance(block, PageBreak):
            yield tuple(held)
            held = []
        else:
            held.append(block)


def form_room(segment: tuple[Block, ...], page: PageSpec) -> float:
    """The height in points left for the one form of a segment once all else there is set; else a whole page."""
    if sum(isinstance(block, Grid) for block in segment) != 1:
        return page.text_height_pt
    rest = sum(block_height(block, page) for block in segment if not isinstance(block, Grid))
    left = page.text_height_pt - rest - 1
    return left if left > page.text_height_pt / 3 else page.text_height_pt


def block_height(block: Block, page: PageSpec) -> float:
    """About how high a block comes out, in points."""
    if isinstance(block, Title):
        return page.title.line_pt * _lines(words(block.run), page, page.title.size_pt)
    if isinstance(block, Note):
        return page.note.line_pt * _lines(block.text, page, page.note.size_pt)
    if isinstance(block, Blank):
        return page.body.line_pt * block.lines
    if isinstance(block, CutLine):
        return CUT_LINE_PT
    if isinstance(block, AnnexHead):
        return page.body.line_pt * 2 + page.title.line_pt * _lines(words(block.run), page, page.title.size_pt)
    if isinstance(block, Picture | PictureRow):
        return picture_height(block.pictures if isinstance(block, PictureRow) else (block,), page)
    if isinstance(block, Table):
        return page.text_height_pt
    text = words(block.run) if isinstance(block, Subtitle | Addressee | Heading | Paragraph | Item) else "1\n2"
    return page.body.line_pt * _lines(text, page, page.body.size_pt)


def _lines(text: str, page: PageSpec, size_pt: float) -> int:
    return len(break_lines(clean(text), page.text_width_pt - 2 * size_pt, lambda t: estimate(t) * size_pt))
