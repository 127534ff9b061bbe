"""What both renderers must decide alike: blank lines by rule, where cells stand, how small a form is set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from app.documents import layout
from app.documents.blocks import (
    Addressee,
    AnnexNote,
    Blank,
    Block,
    Document,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    SignOff,
    Subtitle,
    Table,
    Title,
    run,
    words,
)  # fmt: skip
from app.documents.layout import Face, PageSpec
from app.documents.lines import balanced, break_lines, clean, estimate, widest_word

FaceMeasure = Callable[[str, Face, float], float]
"""The width in points of a text set in a face at a size in points."""

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
    """The blocks with the blank lines that GB/T 9704 asks for (7.3.2, 7.3.4, 7.3.5), unless already there."""
    blocks: list[Block] = []
    for block in document.blocks:
        before = blocks[-1] if blocks else None
        titled = isinstance(before, Title | Subtitle) and isinstance(block, _AFTER_TITLE)
        ended = before is not None and isinstance(block, _SPACED) and not isinstance(before, Blank | PageBreak)
        if (titled and document.page.official) or ended:
            blocks.append(Blank(1))
        blocks.append(block)
    return tuple(blocks)


def table_grid(table: Table) -> Grid:
    """A table as a grid whose header is one row of labels."""
    head = GridRow(tuple(GridCell(run(column.title), label=True) for column in table.columns))
    rows = (
        GridRow(tuple(GridCell(run(text), align=c.align) for c, text in zip(table.columns, row, strict=True)))
        for row in table.rows
    )
    return Grid(tuple(c.weight for c in table.columns), (head, *rows), 1 if table.repeat_header else 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the row and column of its upper left corner, counted from nought."""

    row: int
    col: int
    cell: GridCell


def place(grid: Grid) -> tuple[Placed, ...]:
    """Where every cell stands. A form whose cells overlap, stick out or leave holes is a ValueError."""
    taken: set[tuple[int, int]] = set()
    reached: set[int] = set()  # rows that a span from above reaches into
    plain: set[int] = set()  # rows of single cells, of which a list has thousands
    placed: list[Placed] = []
    for at, row in enumerate(grid.rows):
        if at not in reached and len(row.cells) == len(grid.columns) and all(map(_single, row.cells)):
            plain.add(at)
            placed.extend(Placed(at, col, cell) for col, cell in enumerate(row.cells))
            continue
        col = 0
        for cell in row.cells:
            while (at, col) in taken:
                col += 1
            spot = {(at + r, col + c) for r in range(cell.row_span) for c in range(cell.col_span)}
            if spot & taken:
                raise ValueError(f"cells overlap in row {at + 1}, column {col + 1}")
            taken |= spot
            reached.update(range(at + 1, at + cell.row_span))
            placed.append(Placed(at, col, cell))
            col += cell.col_span
    whole = {(r, c) for r in range(len(grid.rows)) if r not in plain for c in range(len(grid.columns))}
    if taken != whole:
        raise ValueError(f"cells missing or sticking out at {sorted(taken ^ whole)[:4]} (row, column from 0)")
    return tuple(placed)


def _single(cell: GridCell) -> bool:
    return cell.row_span == 1 and cell.col_span == 1


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
    size = _word_size(f"{text}\n{foot}", face, size_pt, room, measure)

    def wide(piece: str) -> float:
        return measure(piece, face, size)

    breaking = balanced if face is Face.HEITI else break_lines  # a label: 出生/年月, not 出生年/月
    lines = breaking(text, room, wide) if text else ()
    return CellText(lines, break_lines(foot, room, wide) if foot else (), face, size)


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
    return _set(clean(words(cell.run)), clean(cell.foot), face, size_pt, room, measure)


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
    rest = sum(_height(block, page) for block in segment if not isinstance(block, Grid))
    left = page.text_height_pt - rest - 1
    return left if left > page.text_height_pt / 3 else page.text_height_pt


def _height(block: Block, page: PageSpec) -> float:
    """About how high a block comes out, in points."""
    if isinstance(block, Title):
        return page.title.line_pt * _lines(words(block.run), page, page.title.size_pt)
    if isinstance(block, Note):
        return page.note.line_pt * _lines(block.text, page, page.note.size_pt)
    if isinstance(block, Blank):
        return page.body.line_pt * block.lines
    if isinstance(block, Table):
        return page.text_height_pt
    text = words(block.run) if isinstance(block, Subtitle | Addressee | Heading | Paragraph) else "1\n2"
    return page.body.line_pt * _lines(text, page, page.body.size_pt)


def _lines(text: str, page: PageSpec, size_pt: float) -> int:
    return len(break_lines(clean(text), page.text_width_pt - 2 * size_pt, lambda t: estimate(t) * size_pt))
