"""A summary before it is laid out: chapters of passages that the clerk may leave out, reorder or word anew.

A passage is the sentences that stand or fall together. Its key names what it tells (``activity:12``,
``totals:aid``), so that it stays the same when numbers change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.blocks import Column
from app.documents.narrative_marks import Pieces


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that stand or fall together; those of one ``series`` are counted 一是, 二是, 三是.

    ``dated`` are the program's own words where they begin with a year that the sentence before may say already.
    """

    key: str
    pieces: Pieces
    series: str = ""
    dated: Pieces = ()


@dataclass(frozen=True, slots=True)
class OutlineTable:
    """A list that a sentence points to; its first column, the running number, is not among ``columns``."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Pieces, ...], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands under it; level 0 has no heading (the opening, the closing).

    ``item`` is what begins each paragraph where there are several: ``{number}. `` or ``{chinese}是``.
    """

    key: str
    level: int
    heading: str
    paragraphs: tuple[tuple[Passage, ...], ...] = ()
    tables: tuple[OutlineTable, ...] = ()
    item: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing stands under the heading itself."""
        return not any(passage.pieces for part in self.paragraphs for passage in part) and not self.tables


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole summary: its title, who signs, and its chapters in order (level 2 belongs to the level 1 before)."""

    title: str
    union: str
    chapters: tuple[Chapter, ...]

    def passages(self) -> Iterator[Passage]:
        """Every passage in the order of the text."""
        for chapter in self.chapters:
            for paragraph in chapter.paragraphs:
                yield from paragraph

    def passage(self, key: str) -> Passage | None:
        """The passage of a key, if it is there."""
        return next((passage for passage in self.passages() if passage.key == key), None)
