"""Where each part of a summary stands on its paper, so that what the clerk points at can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.blocks import Document, Heading, Paragraph, Title, words
from app.documents.narrative_marks import Number, Pieces
from app.documents.narrative_words import plain
from app.documents.outline import Chapter
from app.documents.wording import body_of, refreshed
from app.domain.summary_choices import HEADING, OWN, Body, Held
from app.summaries import Made

TITLE = "title"


@dataclass(frozen=True, slots=True)
class Spot:
    """A part that can be changed: the block it stands in, its first character and the one after its last.

    ``place`` is the key of a passage, ``heading:<chapter>``, ``own:<chapter>:<n>`` or ``title``.
    """

    block: int
    start: int
    end: int
    place: str
    chapter: str = ""


def spots(made: Made, document: Document) -> tuple[Spot, ...]:
    """All parts that can be changed, in the order of the text; ``document`` is the paper, annexes and all."""
    return tuple(sorted((*_heads(made, document), *_passages(made, document)), key=_order))


def words_at(made: Made, place: str) -> Body:
    """What stands at a place today, ready to be edited: figures held by their names."""
    outline, own = made.worded.outline, made.draft.choices.words.get(place)
    if place == TITLE:
        return (outline.title,)
    if place.startswith(HEADING):
        return tuple(one.heading for one in outline.chapters if HEADING + one.key == place)
    if own is not None:
        return refreshed(own.body, pieces_of(made, place))
    return body_of(pieces_of(made, place))


def told_at(made: Made, place: str) -> str:
    """What the program itself says at a place; empty where it says nothing by itself."""
    return plain(pieces_of(made, place))


def figures_at(made: Made, place: str) -> tuple[Held, ...]:
    """The figures that a place can show."""
    return tuple(part for part in body_of(pieces_of(made, place)) if isinstance(part, Held))


def pieces_of(made: Made, place: str) -> Pieces:
    """What the program itself says at a place, figures and all."""
    passage = made.plain.passage(place)
    return passage.pieces if passage else ()


def sources_of(pieces: Pieces) -> tuple[tuple[str, int], ...]:
    """The records behind the figures of a passage, each once: (table, id)."""
    found = [(source.table, source.id) for one in pieces if isinstance(one, Number) for source in one.sources]
    return tuple(dict.fromkeys(found))


def chapter_of(made: Made, place: str) -> Chapter | None:
    """The chapter a place stands in."""
    for chapter in made.plain.chapters:
        inside = any(one.key == place for paragraph in chapter.paragraphs for one in paragraph)
        if inside or place == HEADING + chapter.key or place.startswith(f"{OWN}{chapter.key}:"):
            return chapter
    return None


def _heads(made: Made, document: Document) -> Iterator[Spot]:
    """The title, and the headings without their numbers."""
    waiting = [one for one in made.worded.outline.chapters if one.level]
    for at, block in enumerate(document.blocks):
        if isinstance(block, Title) and at == 0:
            yield Spot(at, 0, len(words(block.run)), TITLE)
        if not isinstance(block, Heading):
            continue
        text = words(block.run)
        found = next((one for one in waiting if one.level == block.level and text.endswith(one.heading)), None)
        if found is not None:
            waiting = waiting[waiting.index(found) + 1 :]
            yield Spot(at, len(text) - len(found.heading), len(text), HEADING + found.key, found.key)


def _passages(made: Made, document: Document) -> Iterator[Spot]:
    outline = made.worded.outline
    chapters = {one.key: c.key for c in outline.chapters for paragraph in c.paragraphs for one in paragraph}
    said = {one.key: plain(one.pieces) for one in outline.passages()}
    reached: dict[int, int] = {}
    for block, key in made.paper.passages:
        found = document.blocks[block] if block < len(document.blocks) else None
        if not isinstance(found, Paragraph) or key not in said:
            continue
        start = words(found.run).find(said[key], reached.get(block, 0))
        if start >= 0:
            reached[block] = start + len(said[key])
            yield Spot(block, start, reached[block], key, chapters[key])


def _order(spot: Spot) -> tuple[int, int]:
    return spot.block, spot.start
