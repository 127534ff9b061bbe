"""The manual as it is written: a folder of Markdown pages in two parts, read for the window's help and for print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app import paths
from app.documents.markdown import Head, Image, ListItem, Prose, Rows, elements, plain

COVER = "manual.md"
_FILE = re.compile(r"(\d)-\d\d-([a-z]+)\.md")
_TO_PAGE = re.compile(r"\]\(\d-\d\d-([a-z]+)\.md\)")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: ``name`` is what links call it, ``text`` its Markdown without the title, ``part`` counts from 0."""

    name: str
    title: str
    text: str
    part: int = 0

    @property
    def plain(self) -> str:
        """What can be read on the page, for searching."""
        return "\n".join(line for element in elements(self.text) for line in _lines(element))


@dataclass(frozen=True, slots=True)
class Manual:
    """The whole book: its title, what is said before the first page, the names of its parts, its pages in order."""

    title: str
    preface: tuple[str, ...]
    parts: tuple[str, ...]
    pages: tuple[HelpPage, ...]


def read_manual(folder: Path = paths.HELP) -> Manual:
    """The manual in ``folder``; without pages where the folder is missing.

    A page's file is called PART-NN-name.md; links lead to files, so that they work wherever the folder is read, and
    come out as names. The cover's numbered list names the parts.
    """
    pages = tuple(_page(path) for path in sorted(folder.glob("*.md")) if _FILE.fullmatch(path.name))
    cover = elements((folder / COVER).read_text(encoding="utf-8")) if (folder / COVER).is_file() else ()
    titles = [one.text for one in cover if isinstance(one, Head)]
    return Manual(
        titles[0] if titles else "",
        tuple(plain(one.text) for one in cover if isinstance(one, Prose)),
        tuple(plain(one.text) for one in cover if isinstance(one, ListItem)),
        pages,
    )


def _page(path: Path) -> HelpPage:
    head, _, text = path.read_text(encoding="utf-8").partition("\n")
    part, name = _FILE.fullmatch(path.name).groups()  # type: ignore[union-attr]
    return HelpPage(name, head.lstrip("# ").strip(), _TO_PAGE.sub(r"](\1)", text.strip()), int(part) - 1)


def _lines(element: object) -> tuple[str, ...]:
    match element:
        case Head(_, text) | Prose(text):
            return (plain(text),)
        case ListItem(mark, text):
            return (f"{mark} {plain(text)}",)
        case Rows(titles, rows):
            return tuple(plain("  ".join(row)) for row in (titles, *rows))
        case Image():
            return ()
    raise TypeError(f"unknown element: {element!r}")
