"""The grids of a form: rows that come once or once for each of something, cells that span, pictures in cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from app.documents.blocks import Align, Grid, GridCell, GridRow, Picture, VAlign, run
from app.documents.filling_text import Definition, Filler, Slip, known, number, one_of
from app.i18n import N_

GRID_KEYS = frozenset({"columns", "header_rows", "row", "above"})
_ROW_KEYS = frozenset({"cells", "height", "each", "blank", "least", "if", "unless", "keep"})
_CELL_KEYS = frozenset(
    {"label", "text", "cols", "rows", "align", "valign", "lines", "foot", "image", "width", "height"}
)
PHOTO_MM = (30.0, 42.0)  # a photo of two inches with a little air


def grid(part: Definition, filler: Filler) -> Grid:
    """A grid from its ``columns`` (shares of the width) and its rows."""
    columns = part["columns"]
    if not isinstance(columns, list | tuple) or not columns:
        raise Slip("columns", N_("a list of numbers must stand here"))
    weights = tuple(number({"columns": weight}, "columns", 1) for weight in columns)
    rows = tuple(made for row in part["row"] for made in _rows(row, filler))
    return Grid(weights, rows, int(number(part, "header_rows", 0)))


def _rows(row: Definition, filler: Filler) -> Iterator[GridRow]:
    """One row, or as many as its list has lines.

    Where the list has none, ``blank`` empty ones to be written in; where it has fewer than ``least``, empty ones
    make up the number.
    """
    known(row, _ROW_KEYS)
    if not filler.wanted(row):
        return
    if "each" not in row:
        yield _row(row, filler)
        return
    found = filler.list(str(row["each"]))
    count = len(found.lines)
    wanted = int(number(row, "least", 0)) if count else int(number(row, "blank", 1))
    empty = dict.fromkeys(found.fields, "")
    for line in (*found.lines, *[empty] * (wanted - count)):
        yield _row(row, filler.on(line))


def _row(row: Definition, filler: Filler) -> GridRow:
    cells = tuple(_cell(cell, filler) for cell in row["cells"])
    return GridRow(cells, float(number(row, "height", 0)) or None, bool(row.get("keep", False)))


def _cell(cell: Definition, filler: Filler) -> GridCell:
    known(cell, _CELL_KEYS)
    picture = filler.image(str(cell["image"])) if "image" in cell else None
    text = "" if picture else filler.text(cell.get("label", cell.get("text", "")))
    return GridCell(
        # A field left blank on a line of its own leaves no empty line at the cell's edge.
        run(text.strip("\n")),
        col_span=int(number(cell, "cols", 1)),
        row_span=int(number(cell, "rows", 1)),
        align=one_of(cell.get("align", "left"), get_args(Align)),
        valign=one_of(cell.get("valign", "middle"), get_args(VAlign)),
        label="label" in cell,
        min_lines=int(number(cell, "lines", 1)),
        foot=filler.text(cell.get("foot", "")),
        image=_within(picture, cell) if picture else None,
    )


def _within(picture: Picture, cell: Definition) -> Picture:
    """The picture as large as the cell says (``width`` and ``height`` in mm) with its shape kept."""
    most = number(cell, "width", PHOTO_MM[0]), number(cell, "height", PHOTO_MM[1])
    scale = min(most[0] / picture.width_mm, most[1] / picture.height_mm)
    return replace(picture, width_mm=picture.width_mm * scale, height_mm=picture.height_mm * scale)
