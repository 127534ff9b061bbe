"""The clerk's choices laid over a summary: sections left out and reordered, own words whose figures stay alive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.documents.narrative_marks import Number, Piece, Pieces
from app.documents.narrative_words import plain
from app.documents.outline import Chapter, Outline, Passage
from app.domain.summary_choices import HEADING, Body, Choices, Held, OwnWords, figure_name
from app.domain.summary_choices import plain as plain_body

_NUMBER = re.compile(r"\d+(?:\.\d+)?[余多万]*[一-鿿]?")
FIXED = ("opening", "basics", "work", "problems", "plans", "closing")  # chapters that keep their place


@dataclass(frozen=True, slots=True)
class Changed:
    """A passage with own words whose records say something else by now.

    ``figures`` are the numbers that changed, before and after; ``told`` and ``tells`` what the program itself said
    then and says now. A passage whose records are gone (``tells`` is "") is no longer in the text. ``typed`` says
    that a number from before stands in the clerk's words as she typed it and does not follow.
    """

    key: str
    figures: tuple[tuple[str, str], ...]
    told: str
    tells: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """A summary as the clerk wants it, and what changed under her own words."""

    outline: Outline
    changed: tuple[Changed, ...]


def worded(outline: Outline, choices: Choices) -> Worded:
    """Lay the clerk's choices over a summary."""
    chapters = tuple(_chapter(one, choices) for one in _ordered(outline.chapters, choices))
    kept = tuple(one for one in chapters if one.key not in choices.left_out)
    kept = tuple(one for one in kept if one.key != "work" or any(other.level == 2 for other in kept))
    changed = tuple(_changes(outline, choices))
    return Worded(replace(outline, title=choices.title or outline.title, chapters=kept), changed)


def body_of(pieces: Pieces) -> Body:
    """The words of a passage as the clerk gets them to edit: its figures held by their names."""
    seen: Counter[str] = Counter()
    body: list[str | Held] = []
    for piece in pieces:
        if isinstance(piece, Number):
            name = figure_name(piece.definition)
            body.append(Held(name, seen[name], piece.text))
            seen[name] += 1
        elif body and isinstance(body[-1], str):
            body[-1] += piece
        else:
            body.append(piece)
    return tuple(body)


def with_figures(body: Body, pieces: Pieces) -> Pieces:
    """Own words with the figures of today; one that the passage no longer has stays as the words it was."""
    numbers = _named(pieces)
    found: list[Piece] = []
    for part in body:
        found.append(numbers.get((part.name, part.nth), part.text) if isinstance(part, Held) else part)
    return tuple(found)


def refreshed(body: Body, pieces: Pieces) -> Body:
    """Own words to be edited again: each figure with what it says today, one that is gone as the words it was."""
    numbers = _named(pieces)
    return tuple(_today(part, numbers) if isinstance(part, Held) else part for part in body)


def _today(held: Held, numbers: dict[tuple[str, int], Number]) -> Held | str:
    number = numbers.get((held.name, held.nth))
    return held.text if number is None else replace(held, text=number.text)


def is_section(chapter: Chapter) -> bool:
    """Whether a chapter may be moved among its like."""
    return chapter.key not in FIXED


def _ordered(chapters: tuple[Chapter, ...], choices: Choices) -> list[Chapter]:
    """The sections in the wished order, in the places that sections have; all else stays where it is."""
    places = {key: at for at, key in enumerate(choices.order)}
    sections = sorted((one for one in chapters if is_section(one)), key=lambda one: places.get(one.key, len(places)))
    waiting = iter(sections)
    return [next(waiting) if is_section(one) else one for one in chapters]


def _chapter(chapter: Chapter, choices: Choices) -> Chapter:
    heading = choices.words.get(HEADING + chapter.key)
    paragraphs = [tuple(_passages(paragraph, choices)) for paragraph in chapter.paragraphs]
    paragraphs += [(Passage(key, (plain_body(choices.words[key].body),)),) for key in choices.added(chapter.key)]
    return replace(
        chapter,
        heading=plain_body(heading.body) if heading else chapter.heading,
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
        tables=tuple(table for table in chapter.tables if table.key not in choices.left_out),
    )


def _passages(paragraph: tuple[Passage, ...], choices: Choices) -> Iterator[Passage]:
    for passage in paragraph:
        if passage.key in choices.left_out:
            continue
        own = choices.words.get(passage.key)
        if own is None:
            yield passage
        elif own.body:  # own words that say nothing leave the passage out
            yield replace(passage, pieces=with_figures(own.body, passage.pieces))


def _changes(outline: Outline, choices: Choices) -> Iterator[Changed]:
    passages = {passage.key: passage for passage in outline.passages()}
    for key, own in choices.words.items():
        if not own.told:  # headings and added paragraphs stand for nothing the program says
            continue
        passage = passages.get(key)
        if passage is None:
            yield Changed(key, (), own.told, "")
        elif plain(passage.pieces) != own.told:
            tells = plain(passage.pieces)
            figures = _moved(own, passage) or _counted(own.told, tells)
            words = "".join(part for part in own.body if isinstance(part, str))
            typed = any(before in words and after not in words for before, after in figures)
            yield Changed(key, figures, own.told, tells, typed)


def _moved(own: OwnWords, passage: Passage) -> tuple[tuple[str, str], ...]:
    numbers = _named(passage.pieces)
    held = [part for part in own.body if isinstance(part, Held)]
    pairs = [(part.text, numbers[part.name, part.nth].text) for part in held if (part.name, part.nth) in numbers]
    return tuple((before, after) for before, after in pairs if before != after)


def _counted(told: str, tells: str) -> tuple[tuple[str, str], ...]:
    """The numbers that differ between two wordings of one passage, where both have as many."""
    before, after = _NUMBER.findall(told), _NUMBER.findall(tells)
    if len(before) != len(after):
        return ()
    return tuple(pair for pair in zip(before, after, strict=True) if pair[0] != pair[1])


def _named(pieces: Pieces) -> dict[tuple[str, int], Number]:
    """The figures of a passage by their names."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], Number] = {}
    for piece in pieces:
        if isinstance(piece, Number):
            name = figure_name(piece.definition)
            found[name, seen[name]] = piece
            seen[name] += 1
    return found
