"""A summary that was written, against the book of today: what it said then, passage by passage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.documents.compose import SummaryPaper
from app.documents.narrative_words import plain
from app.documents.outline import Outline


@dataclass(frozen=True, slots=True)
class Difference:
    """One passage that says something else now; ``before`` is "" for a new one, ``after`` for one that is gone."""

    key: str
    chapter: str
    before: str
    after: str


def numbers_of(paper: SummaryPaper, outline: Outline, period: str) -> str:
    """What is kept beside a written summary (JSON): every figure with its rows, every passage with its words.

    ``period`` is the key of the period it is about, for the comparison with today.
    """
    said = [{"key": key, "chapter": heading, "text": text} for key, heading, text in _said(outline)]
    return json.dumps(paper.trace_json() | {"passages": said, "period": period}, ensure_ascii=False)


def differences(numbers: str, outline: Outline) -> tuple[Difference, ...]:
    """What a written summary said otherwise than it would be written today, in the order of today's text."""
    then = {one["key"]: one for one in _read(numbers).get("passages", [])}
    now = {key: (heading, text) for key, heading, text in _said(outline)}
    found = [
        Difference(key, heading, then.get(key, {}).get("text", ""), text)
        for key, (heading, text) in now.items()
        if then.get(key, {}).get("text", "") != text
    ]
    gone = [Difference(key, one["chapter"], one["text"], "") for key, one in then.items() if key not in now]
    return (*found, *gone)


def _read(numbers: str) -> dict[str, Any]:
    try:
        found = json.loads(numbers)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _said(outline: Outline) -> Iterator[tuple[str, str, str]]:
    for chapter in outline.chapters:
        for paragraph in chapter.paragraphs:
            for passage in paragraph:
                if text := plain(passage.pieces):
                    yield passage.key, chapter.heading, text
