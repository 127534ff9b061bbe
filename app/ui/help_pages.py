"""Looking a word up in the pages of the help."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.manual_pages import HelpPage


def look_up(pages: Sequence[HelpPage], text: str) -> list[HelpPage]:
    """The pages on which every word of ``text`` stands, those that say most of it first; all for no text."""
    words = text.lower().split()
    if not words:
        return list(pages)
    told = {page.name: f"{page.title} {page.plain}".lower() for page in pages}
    found = [page for page in pages if all(word in told[page.name] for word in words)]
    in_title = {page.name for page in found if any(word in page.title.lower() for word in words)}
    return sorted(found, key=lambda page: (page.name not in in_title, -sum(map(told[page.name].count, words))))
