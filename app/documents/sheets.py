"""Slips: one small paper several times on a sheet, with lines to cut along."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from app.documents.arrange import CUT_LINE_PT, block_height, estimated, flow, measure_grid
from app.documents.blocks import Blank, Block, CutLine, Document, Grid, Note, PageBreak, Paragraph, run, words
from app.documents.fitting import settle
from app.documents.layout import PT_PER_MM, PageSpec
from app.documents.lines import break_lines, clean

_ROW_MORE_MM = 8.0  # the most that a row gains: higher ones look empty
_SLACK_PT = 3.0


def several(blocks: tuple[Block, ...], page: PageSpec, times: int, per_page: int, cut: str = "") -> tuple[Block, ...]:
    """A slip ``times`` times, as many to a page as fit but no more than ``per_page``; nought times fills one page.

    Every slip of a sheet is as high as the others, so that a pile is cut through at once.
    """
    fits = next((count for count in range(per_page, 1, -1) if _over(blocks, page, count) <= 0), 1)
    one = _stretched(blocks, page, fits) if fits > 1 else blocks
    found: list[Block] = []
    for number in range(times or fits):
        if number:
            found.append(CutLine(run(cut)) if number % fits else PageBreak())
        found.extend(one)
    return tuple(found)


def _room(page: PageSpec, count: int) -> float:
    """The height in points of one of ``count`` slips on a page."""
    return (page.text_height_pt - (count - 1) * CUT_LINE_PT) / count - _SLACK_PT


def _over(blocks: Sequence[Block], page: PageSpec, count: int) -> float:
    """By how many points a slip is higher than its share of a page."""
    return sum(_height(block, page) for block in flow(Document("", tuple(blocks), page))) - _room(page, count)


def _height(block: Block, page: PageSpec) -> float:
    if isinstance(block, Grid):
        settled, size = settle(block, page, page.text_height_pt, estimated)
        return sum(measure_grid(settled, page, size, estimated).heights)
    if isinstance(block, Note | Paragraph):
        kind, text = (page.note, block.text) if isinstance(block, Note) else (page.body, words(block.run))
        lines = break_lines(clean(text), page.text_width_pt, lambda piece: estimated(piece, kind.face, kind.size_pt))
        return len(lines) * kind.line_pt
    return block_height(block, page)


def _stretched(blocks: tuple[Block, ...], page: PageSpec, count: int) -> tuple[Block, ...]:
    """The slip made as high as its share by giving its rows, the header's apart, what is left over."""
    spare, line = -_over(blocks, page, count), page.body.line_pt
    rows = sum(len(block.rows) - block.header_rows for block in blocks if isinstance(block, Grid))
    most = _ROW_MORE_MM * PT_PER_MM * rows
    lines = min(math.ceil(max(0.0, spare - most) / line), int(spare / line))
    more = (spare - lines * line) / rows if rows else 0.0
    higher = tuple(_higher(block, page, more) if isinstance(block, Grid) else block for block in blocks)
    return (*higher, Blank(lines)) if lines else higher


def _higher(grid: Grid, page: PageSpec, more: float) -> Grid:
    """``grid`` with each row below the header so many points higher."""
    settled, size = settle(grid, page, page.text_height_pt, estimated)
    heights = measure_grid(settled, page, size, estimated).heights
    rows = (
        replace(row, height_mm=(high + (more if at >= grid.header_rows else 0.0)) / PT_PER_MM)
        for at, (row, high) in enumerate(zip(grid.rows, heights, strict=True))
    )
    return replace(grid, rows=tuple(rows))
