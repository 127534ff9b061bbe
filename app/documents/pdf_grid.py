"""Tables and forms on a PDF page: bands of rows that stay whole, or flow when no page could hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.documents import fitting, layout, pdf_fonts
from app.documents.arrange import CellText, Laid, Placed, bands, measure_grid, shown, unspanned
from app.documents.blocks import Grid, GridCell, Picture
from app.documents.layout import PageSpec
from app.documents.paging import kept_rows
from app.documents.pdf_flow import Strip
from app.documents.pdf_text import Pen


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell ready to be drawn: its box in points from the upper left corner of its band."""

    x: float
    top: float
    width: float
    height: float
    text: CellText
    cell: GridCell

    def draw(self, pen: Pen, left: float, band_top: float) -> None:
        """Write the text of the cell; its box is drawn with the others of its band."""
        x, top = left + self.x, band_top + self.top
        if self.cell.image:
            self._picture(pen, self.cell.image, x, top)
        text, leading = self.text, self.text.leading_pt
        foot_high = len(text.foot) * leading
        room = self.height - 2 * layout.CELL_PAD_Y_PT - foot_high
        spare = max(0.0, room - len(text.lines) * leading)
        share = {"top": 0.0, "middle": 0.5, "bottom": 1.0}["middle" if self.cell.label else self.cell.valign]
        at = top + layout.CELL_PAD_Y_PT + spare * share
        for line in text.lines:
            self._line(pen, line, x, at, "center" if self.cell.label else self.cell.align)
            at += leading
        at = top + self.height - layout.CELL_PAD_Y_PT - foot_high
        for line in text.foot:
            self._line(pen, line, x, at, "right")
            at += leading

    def _picture(self, pen: Pen, image: Picture, x: float, top: float) -> None:
        """The picture in the middle of the cell."""
        wide, high = shown(image, self.width, self.height)
        pen.picture(image.data, (x + (self.width - wide) / 2, top + (self.height - high) / 2, wide, high))

    def _line(self, pen: Pen, line: str, x: float, top: float, align: str) -> None:
        pad, shift = layout.CELL_PAD_X_PT, 0.0
        if align != "left":
            spare = self.width - 2 * pad - pdf_fonts.width(line, self.text.face, self.text.size_pt)
            shift = spare if align == "right" else spare / 2
        pen.text(line, x + pad + shift, top, self.text.leading_pt, self.text.face, self.text.size_pt)


@dataclass(frozen=True, slots=True)
class Band:
    """Rows tied together, as one strip."""

    cells: tuple[Cell, ...]
    height: float

    def draw(self, pen: Pen, top: float) -> None:
        """Draw every cell."""
        left = pen.page.left_tw / layout.TWIPS_PER_PT
        pen.boxes([(left + cell.x, top + cell.top, cell.width, cell.height) for cell in self.cells])
        for cell in self.cells:
            cell.draw(pen, left, top)

    def strip(self, head: tuple[Strip, ...], *, keep: bool, tall: bool) -> Strip:
        """The band as a strip; a ``tall`` one may be cut between lines."""
        cut = (lambda room: self._cut(room, head)) if tall else None
        return Strip(self.height, self.draw, keep=keep, head=head, cut=cut)

    def _cut(self, room: float, head: tuple[Strip, ...]) -> tuple[Strip, Strip] | None:
        """The lines that go into ``room`` points and the rest; None when there is room for less than two."""
        parts = [_cut_cell(cell, room) for cell in self.cells]
        if room < 4 * max(cell.text.leading_pt for cell in self.cells):
            return None
        need = max(_least(rest) for _, rest in parts)
        rests = tuple(replace(rest, height=need) for _, rest in parts)
        firsts = tuple(replace(first, height=room) for first, _ in parts)
        rest = Band(rests, need)
        return Band(firsts, room).strip(head, keep=False, tall=False), rest.strip(head, keep=False, tall=True)


def _least(cell: Cell) -> float:
    return max(cell.text.height_pt, cell.text.leading_pt) + 2 * layout.CELL_PAD_Y_PT


def _cut_cell(cell: Cell, room: float) -> tuple[Cell, Cell]:
    count = int((room - 2 * layout.CELL_PAD_Y_PT) / cell.text.leading_pt)
    lines, foot = cell.text.lines, cell.text.foot
    high = replace(cell.cell, valign="top")
    return (
        replace(cell, text=replace(cell.text, lines=lines[:count], foot=()), cell=high),
        replace(cell, text=replace(cell.text, lines=lines[count:], foot=foot), cell=high),
    )


_Rows = Mapping[int, Sequence[tuple[Placed, CellText]]]


def _by_row(laid: Laid) -> _Rows:
    """The cells of each row: a list of thousands of rows is not gone through once a row."""
    found: dict[int, list[tuple[Placed, CellText]]] = {}
    for placed, text in zip(laid.placed, laid.texts, strict=True):
        found.setdefault(placed.row, []).append((placed, text))
    return found


def _band(laid: Laid, rows: _Rows, first: int, end: int) -> Band:
    tops = [sum(laid.heights[first:row]) for row in range(first, end + 1)]
    cells = tuple(
        Cell(
            laid.edges[p.col], tops[p.row - first], laid.width(p),
            tops[p.row + p.cell.row_span - first] - tops[p.row - first], text, p.cell,
        )
        for row in range(first, end)
        for p, text in rows.get(row, ())
    )  # fmt: skip
    return Band(cells, tops[-1])


def grid_strips(grid: Grid, page: PageSpec, room: float) -> list[Strip]:
    """A table or form as strips, one a band; the header's bands come again on each new page."""
    grid, size, laid = fitting.laid(grid, page, room, pdf_fonts.width)
    ties = bands(grid)
    if any(end - first > 1 and sum(laid.heights[first:end]) > page.text_height_pt for first, end in ties):
        grid = unspanned(grid)
        laid, ties = measure_grid(grid, page, size, pdf_fonts.width), bands(grid)
    rows_of, kept = _by_row(laid), kept_rows(grid)
    built = [(_band(laid, rows_of, first, end), end) for first, end in ties]
    head = tuple(band.strip((), keep=True, tall=False) for band, end in built if end <= grid.header_rows)
    whole = page.text_height_pt - sum(strip.height for strip in head)
    rows = [
        band.strip(head, keep=end - 1 in kept, tall=band.height > whole)
        for band, end in built
        if end > grid.header_rows
    ]
    return [*head, *rows]
