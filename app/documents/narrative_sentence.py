"""What the sentences about single records share: time before or behind, remarks, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.documents.narrative_marks import Marked, Pieces, mark
from app.documents.narrative_words import bare, name_of, when_words
from app.domain.summary_facts import Item

# A remark that begins like this is a column without a place with us: kept, but not told.
_LEFTOVER = re.compile(r"(?!其中|包括|含|说明|备注|注)[^：:，。；]{1,12}[：:]")


def sentence(item: Item, year: int, texts: list[str], body: Callable[[Marked], Pieces]) -> Pieces:
    """The time, what ``body`` makes of the marked texts, and a time that belongs behind it."""
    marked = mark(item, texts, name_of(item))
    before, behind = when_words(item, "".join(texts), year)
    said = body(marked)
    if behind:
        said = (*said, f"（{behind}）")
    return (before, "，", *said) if before else said


def remark_of(item: Item) -> str:
    """A remark that tells something; what was left over from a foreign sheet is not told."""
    remark = bare(item.text("remark"))
    return "" if _LEFTOVER.match(remark) else remark


def unsaid(text: str, *said: str) -> str:
    """``text`` if the other texts do not say it already."""
    return "" if not text or any(text in other for other in said) else text
