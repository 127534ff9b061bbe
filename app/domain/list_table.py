"""A list ready to be put on paper or into a workbook: its columns, its finished cells, what stands above and below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.fields import Kind

Cell = str | int | float | None
Orientation = Literal["auto", "portrait", "landscape"]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column; ``kind`` is None for 序号 and for a column to be filled by hand, which is ``blank``."""

    caption: str
    kind: Kind | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list; every row has a cell for each column.

    ``rows`` end with those left empty for names that are added by hand (their 序号 goes on). ``sums`` is the row
    合计, a cell a column, or nothing. ``above`` and ``below`` are the words of one line each, spread over the width.
    ``orientation`` is auto where the columns decide.
    """

    title: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[Cell, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    orientation: Orientation = "auto"
    author: str = ""

    @property
    def signed(self) -> bool:
        """Whether somebody writes in it by hand."""
        return any(column.blank for column in self.columns)
