"""How a summary speaks: the style's patterns filled with the clerk's words and the figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.documents.narrative_marks import Piece, Pieces
from app.domain.summary_words import PLACE, Wording

_OPTION = re.compile(r"\[([^\[\]]*)\]")
_LEADING = "，、；：。"


@dataclass(frozen=True, slots=True)
class Voice:
    """The wording of one style in one year; ``place`` is the record's place, which chooses among wordings.

    ``year`` goes without saying in a time (0: none does); ``time`` names the period in a figure's definition.
    ``before`` is what a comparison is with: the year before, the same days of it, or the beginning of a term.
    """

    wording: Wording
    year: int
    place: int = 0
    private_kinds: frozenset[str] = frozenset()
    private_words: tuple[str, ...] = ()
    time: str = ""
    before: str = "上年"

    def at(self, place: int) -> Voice:
        """The same voice for another place."""
        return replace(self, place=place)

    def say(self, pattern: str, /, **places: Pieces) -> Pieces:
        """A pattern of the style with its places filled; see ``fill``."""
        return fill(self.wording.pick(pattern, self.place), places)


def fill(pattern: str, places: dict[str, Pieces]) -> Pieces:
    """A pattern with pieces in its places.

    What stands in ``[…]`` is said only where each place in it has something; a mark left at the head is dropped.
    """
    kept = _OPTION.sub(lambda m: m[1] if all(places.get(name) for name in PLACE.findall(m[1])) else "", pattern)
    found: list[Piece] = []
    for at, part in enumerate(PLACE.split(kept)):
        found += [part] if at % 2 == 0 else places.get(part, ())
    return _tidy(found)


def _tidy(found: list[Piece]) -> Pieces:
    """Words run together, nothing empty, and no mark before the first word."""
    out: list[Piece] = []
    for piece in found:
        text = piece.lstrip(_LEADING) if isinstance(piece, str) and not out else piece
        if isinstance(text, str) and out and isinstance(out[-1], str):
            out[-1] += text
        elif text:
            out.append(text)
    return tuple(out)
