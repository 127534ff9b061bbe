"""What stays together on a page, and whether a paper needs more than one: asked by every renderer."""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.arrange import bands, block_height, estimated, flow, form_room, segments, table_grid
from app.documents.blocks import Block, Document, Grid, Table
from app.documents.fitting import laid
from app.documents.layout import CELL_LEADING, CELL_PAD_Y_PT, LIST_SIZES_PT, PageSpec

_TAKEN_ALONG = 2  # rows that a kept row has with it: sums under a single name look as if left over
_SURE = 0.95  # a list that fills more of the page than this may break its lines otherwise with another font
_LEAST_ROW_PT = LIST_SIZES_PT[-1] * CELL_LEADING + 2 * CELL_PAD_Y_PT


def kept_rows(grid: Grid) -> frozenset[int]:
    """The rows, counted from nought, that stand on the page of the next row.

    They are those before a row that is to be kept, two at least where there are so many, and those that a spanning
    cell ties together. A kept row that ends the grid stays with what follows it: a note below sums is not parted.
    """
    return frozenset(_before_kept(grid)) | frozenset(_tied(grid))


def _tied(grid: Grid) -> Iterator[int]:
    for first, end in bands(grid):
        yield from range(first, end - 1)


def _before_kept(grid: Grid) -> Iterator[int]:
    for at, row in enumerate(grid.rows):
        if row.keep and at > grid.header_rows:
            yield from range(max(grid.header_rows, at - _TAKEN_ALONG), at)
    if len(grid.rows) > 1 and grid.rows[-1].keep:
        yield len(grid.rows) - 1


def fits_one_page(document: Document) -> bool:
    """Whether ``document`` is one page, as far as that is known without the fonts of the machine that prints it."""
    parts = list(segments(flow(document)))
    sure = _SURE if any(map(_is_list, document.blocks)) else 1.0  # a form is fitted to its page
    return len(parts) == 1 and _height(parts[0], document.page) <= document.page.text_height_pt * sure


def _is_list(block: Block) -> bool:
    return isinstance(block, Table) or (isinstance(block, Grid) and block.header_rows > 0)


def _height(segment: tuple[Block, ...], page: PageSpec) -> float:
    room = form_room(segment, page)
    return sum(_block_height(block, page, room) for block in segment)


def _block_height(block: Block, page: PageSpec, room: float) -> float:
    if not isinstance(block, Table | Grid):
        return block_height(block, page)
    grid = table_grid(block) if isinstance(block, Table) else block
    least = len(grid.rows) * _LEAST_ROW_PT
    if least > page.text_height_pt:  # a list of thousands is not laid out to be told so
        return least
    caption = page.caption.line_pt if isinstance(block, Table) and block.caption else 0.0
    return caption + sum(laid(grid, page, room, estimated)[2].heights)
