"""A list as a paper: a page that suits its columns, rows high enough to sign in, its header again on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.documents import layout
from app.documents.blocks import Align, Blank, Block, Document, Grid, GridCell, GridRow, Paragraph, Title, run
from app.documents.layout import PageSpec
from app.documents.lines import estimate
from app.domain.fields import Kind
from app.domain.list_table import Cell, ListColumn, ListTable

_ROW_MM, _SIGNED_MM, _HEAD_MM = 7.0, 10.0, 9.0  # a signature needs a centimetre
_CAPS = {Kind.LONG: 18.0, Kind.TEXT: 14.0, Kind.REF: 14.0}  # ems that a column of texts asks for; longer ones break
_HAND_EMS = 6.5  # what a signature needs
_PAD_EMS = 1.0
_NAME_EMS = 9.0  # names and short words as long as this are not broken
_WIDE_DIGITS = 1.12  # printing fonts set digits a little wider than half a character
_LEAST = 0.6  # the share of its usual width that a column of texts may be squeezed to
_SIZES = {layout.LIST_PORTRAIT: (10.5, 10.0, 9.0), layout.LIST_LANDSCAPE: (10.5, 10.0, 9.0, 8.0, 7.5)}
_SAMPLE = 1500  # rows looked at to find how wide a column should be
_SHORT_EMS = 5.0  # texts no longer than this look best in the middle
_NUMERIC = {Kind.COUNT, Kind.MONEY, Kind.INTEGER, Kind.DECIMAL}
_TEXT_GAP_EMS = 2.0


def list_paper(table: ListTable) -> Document:
    """The paper of a list."""
    ems = _natural(table)
    page = _page(table, ems)
    blocks: list[Block] = [Title(run(table.title))]
    if table.above:
        blocks.append(_line(table.above, page))
    blocks.append(_grid(table, ems, page))
    if table.below:
        blocks += [Blank(1), _line(table.below, page)]
    return Document(table.title, tuple(blocks), page, author=table.author)


def _texts(cells: Sequence[Cell]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in cells]


def _natural(table: ListTable) -> list[float]:
    """The width each column asks for, in ems: that of nearly all its texts, within bounds."""
    step = max(1, len(table.rows) // _SAMPLE)
    sample = [_texts(row) for row in (*table.rows[::step], *((table.sums,) if table.sums else ()))]
    return [_width(column, [row[at] for row in sample]) for at, column in enumerate(table.columns)]


def _width(column: ListColumn, texts: list[str]) -> float:
    head = estimate(column.caption)
    if column.blank:
        return max(_HAND_EMS, head) + _PAD_EMS
    widths = sorted(estimate(text) for text in texts)
    longest = widths[-1] if widths else 0.0
    if not _is_loose(column):
        return max(longest * _WIDE_DIGITS, min(head, max(3.0, head / 2)), 2.0) + _PAD_EMS
    usual = widths[int(0.97 * (len(widths) - 1))] if widths else 0.0
    kept = longest if longest <= _NAME_EMS else min(usual, _CAPS[column.kind]) if column.kind else usual
    return max(kept, min(head, 4.0)) + _PAD_EMS


def _is_loose(column: ListColumn) -> bool:
    """Whether its texts may be broken; a number, a day or a word of a list stays on one line."""
    return column.kind in _CAPS


def _least(column: ListColumn, ems: float) -> float:
    return max(ems * _LEAST, min(ems, 5.0)) if _is_loose(column) else ems


def _page(table: ListTable, ems: list[float]) -> PageSpec:
    """The page and the size of its text: upright as long as no number breaks at a size that can be read."""
    pages = {"portrait": [layout.LIST_PORTRAIT], "landscape": [layout.LIST_LANDSCAPE]}
    tried = pages.get(table.orientation, [layout.LIST_PORTRAIT, layout.LIST_LANDSCAPE])
    least = sum(_least(column, width) for column, width in zip(table.columns, ems, strict=True))
    for page in tried:
        for size in _SIZES[page]:
            if least * size <= page.text_width_pt:
                return replace(page, table_pt=size)
    return replace(tried[-1], table_pt=_SIZES[tried[-1]][-1])


def _shares(table: ListTable, ems: list[float], page: PageSpec) -> tuple[float, ...]:
    """The columns over the whole width: what is to spare or lacking is shared by those with texts or to be signed."""
    room = page.text_width_pt / page.table_pt
    spare = room - sum(ems)
    loose = {at for at, column in enumerate(table.columns) if (column.blank and spare > 0) or _is_loose(column)}
    # What a column can give is what it has above its least; what it gets goes by its width.
    weights = [
        0.0 if at not in loose else width if spare > 0 else width - _least(column, width)
        for at, (column, width) in enumerate(zip(table.columns, ems, strict=True))
    ]
    total = sum(weights)
    if not total:
        return tuple(ems)
    return tuple(width + spare * weight / total for width, weight in zip(ems, weights, strict=True))


def _grid(table: ListTable, ems: list[float], page: PageSpec) -> Grid:
    height = _SIGNED_MM if table.signed else _ROW_MM
    aligns = [_align(column, width) for column, width in zip(table.columns, ems, strict=True)]
    head = GridRow(tuple(GridCell(run(column.caption), label=True) for column in table.columns), _HEAD_MM)
    rows = [head, *(GridRow(_cells(row, aligns), height) for row in table.rows)]
    if table.sums:
        rows.append(GridRow(_sums(table, aligns), height, keep=True))
    return Grid(_shares(table, ems, page), tuple(rows), 1)


def _cells(row: Sequence[Cell], aligns: list[Align]) -> tuple[GridCell, ...]:
    return tuple(GridCell(run(text), align=align) for text, align in zip(_texts(row), aligns, strict=True))


def _sums(table: ListTable, aligns: list[Align]) -> tuple[GridCell, ...]:
    """The row 合计: its word in the type of a label, its numbers as above."""
    found = []
    for text, column, align in zip(_texts(table.sums), table.columns, aligns, strict=True):
        is_word = bool(text) and column.kind not in _NUMERIC
        found.append(GridCell(run(text), align="center" if is_word else align, label=is_word))
    return tuple(found)


def _align(column: ListColumn, ems: float) -> Align:
    if column.kind in _NUMERIC:
        return "right"
    return "left" if _is_loose(column) and ems - _PAD_EMS > _SHORT_EMS else "center"


def _line(words: Sequence[str], page: PageSpec) -> Paragraph:
    """Words spread over one line; those that do not fit one line flow on."""
    size = page.body.size_pt
    room = page.text_width_pt / size - 1
    spare = room - sum(map(estimate, words))
    gap = max(_TEXT_GAP_EMS, spare / (len(words) - 1)) if len(words) > 1 else 0.0
    return Paragraph(run(("\u3000" * int(gap)).join(words)), indent=False, align="left")
