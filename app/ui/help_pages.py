"""The pages of the help: Markdown files in the order of their numbers; and looking a word up in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app import paths

FOLDER = paths.RESOURCES / "help" / "zh_CN"
PICTURES = paths.RESOURCES / "help" / "pictures"
_SIGNS = re.compile(r"!\[[^]]*]\([^)]*\)|]\([^)]*\)|[#*|`\[\]]")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: ``name`` is what links call it, ``text`` its Markdown without the title."""

    name: str
    title: str
    text: str

    @property
    def plain(self) -> str:
        """What can be read on the page, for searching."""
        return _SIGNS.sub(" ", self.text)


def help_pages(folder: Path = FOLDER) -> tuple[HelpPage, ...]:
    """All pages; none where the folder is missing."""
    return tuple(_page(path) for path in sorted(folder.glob("*.md")))


def _page(path: Path) -> HelpPage:
    head, _, text = path.read_text(encoding="utf-8").partition("\n")
    return HelpPage(path.stem.partition("-")[2], head.lstrip("# ").strip(), text.strip())


def look_up(pages: tuple[HelpPage, ...], text: str) -> list[HelpPage]:
    """The pages on which every word of ``text`` stands, those that say most of it first; all for no text."""
    words = text.lower().split()
    told = {page.name: f"{page.title} {page.plain}".lower() for page in pages}
    found = [page for page in pages if all(word in told[page.name] for word in words)]
    in_title = {page.name for page in found if any(word in page.title.lower() for word in words)}
    return sorted(found, key=lambda page: (page.name not in in_title, -sum(map(told[page.name].count, words))))
