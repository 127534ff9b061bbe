"""How small a form or a list is set, and how wide its columns are, so that all of it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.documents import layout
from app.documents.arrange import FaceMeasure, Laid, Placed, measure_grid, place
from app.documents.blocks import Grid, GridCell, words
from app.documents.layout import Face, PageSpec
from app.documents.lines import clean, estimate, widest_word

_GIVEN_UP = 0.4  # the share of its empty room that a form may give up to stay on one page
_NAME = 4  # a text of so few characters is a name and stays on one line
_TITLE_LINES, _CELL_LINES = 3, 6  # the most lines a column's title and a cell of a list should have


def settle(grid: Grid, page: PageSpec, room_pt: float, measure: FaceMeasure) -> tuple[Grid, float]:
    """A grid's columns and the size in points of its text: a list by its columns, a form by ``room_pt``.

    A form gives up some of its empty room, then size; one that does not fit at 9 pt even so is set at
    10.5 pt and flows on to the next page: smaller is not read.
    """
    settled, size, _ = laid(grid, page, room_pt, measure)
    return settled, size


def laid(grid: Grid, page: PageSpec, room_pt: float, measure: FaceMeasure) -> tuple[Grid, float, Laid]:
    """The same with the grid laid out, since to find its size most of that is done anyway."""
    if grid.header_rows:
        fitted, size = _settle_list(grid, page, measure)
        return fitted, size, measure_grid(fitted, page, size, measure)
    for size in (s for s in layout.FORM_SIZES_PT if s <= page.table_pt):
        tried = measure_grid(grid, page, size, measure)
        if sum(tried.heights) <= room_pt:
            return grid, size, tried
        squeezed = _squeezed(grid, page, tried, size, room_pt, measure)
        if squeezed:
            return squeezed, size, measure_grid(squeezed, page, size, measure)
    size = min(layout.FLOWING_PT, page.table_pt)
    return grid, size, measure_grid(grid, page, size, measure)


def _squeezed(
    grid: Grid, page: PageSpec, tried: Laid, size: float, room_pt: float, measure: FaceMeasure
) -> Grid | None:  # fmt: skip
    """``grid`` with its rows just low enough for ``room_pt``; None when too little of them is empty."""
    heights, over = tried.heights, sum(tried.heights) - room_pt
    bare = replace(grid, rows=tuple(replace(row, height_mm=None) for row in grid.rows))
    least = measure_grid(bare, page, size, measure).heights
    empty = [max(0.0, high - low) for high, low in zip(heights, least, strict=True)]
    if over > _GIVEN_UP * sum(empty):
        return None
    share = over / sum(empty)
    fitted = ((high - spare * share) / layout.PT_PER_MM for high, spare in zip(heights, empty, strict=True))
    return replace(grid, rows=tuple(replace(row, height_mm=mm) for row, mm in zip(grid.rows, fitted, strict=True)))


def _settle_list(grid: Grid, page: PageSpec, measure: FaceMeasure) -> tuple[Grid, float]:
    """The largest size at which every column is wide enough for its names and numbers."""
    telling = tuple(_telling(grid))
    sizes = [s for s in layout.LIST_SIZES_PT if s <= page.table_pt]
    for size in sizes:
        fitted = _fitted(grid, telling, page.text_width_pt, size, measure)
        if fitted:
            return fitted, size
    return grid, sizes[-1]


def _fitted(grid: Grid, telling: tuple[Placed, ...], width: float, size: float, measure: FaceMeasure) -> Grid | None:
    """``grid`` with narrow columns widened at the others' cost; None when there is not enough to give."""
    scale = width / sum(grid.columns)
    now = [weight * scale for weight in grid.columns]
    need = [0.0] * len(now)
    for p in telling:
        if p.cell.col_span == 1:
            need[p.col] = max(need[p.col], _least_width(p.cell, size, measure) + 2 * layout.CELL_PAD_X_PT + 0.5)
    lack = sum(max(0.0, n - w) for n, w in zip(need, now, strict=True))
    spare = sum(max(0.0, w - n) for n, w in zip(need, now, strict=True))
    if lack > spare:
        return None
    share = lack / spare if spare else 0.0
    return replace(grid, columns=tuple(max(n, w - max(0.0, w - n) * share) for n, w in zip(need, now, strict=True)))


def _least_width(cell: GridCell, size: float, measure: FaceMeasure) -> float:
    """The width in points below which a cell looks wrong: a torn name or number, a title of many lines."""
    text, face = clean(words(cell.run)), Face.HEITI if cell.label else Face.FANGSONG
    if len(text) <= _NAME and not cell.label:
        return measure(text, face, size)
    word = widest_word(text, lambda piece: measure(piece, face, size))
    lines = _TITLE_LINES if cell.label else _CELL_LINES
    return max(word, min(2, len(text)) * size if cell.label else 0, measure(text, face, size) / lines + size)


def _telling(grid: Grid) -> Iterator[Placed]:
    """The cells that decide how wide columns must be: titles, and the longest texts and words of each."""
    columns: dict[int, list[Placed]] = {}
    for p in place(grid):
        if p.row < grid.header_rows:
            yield p
        else:
            columns.setdefault(p.col, []).append(p)
    for found in columns.values():
        yield max(found, key=lambda p: estimate(words(p.cell.run)))
        yield max(found, key=lambda p: widest_word(words(p.cell.run), estimate))
        names = [p for p in found if len(words(p.cell.run)) <= _NAME]
        if names:
            yield max(names, key=lambda p: estimate(words(p.cell.run)))
