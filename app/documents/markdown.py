"""The little Markdown that the manual is written in: headings, paragraphs, lists, tables, pictures, links, bold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

_HEADING = re.compile(r"(#{1,4}) +(.+)")
_ITEM = re.compile(r"(\d+\.|[*-]) +(.+)")
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)\s]+)\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
_STRANGE = re.compile(r"^(?:\s+\S|>|```|~~~|={3,}$|-{3,}$|<)")
_GAP = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")  # bold wants a space behind it, Chinese does not
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of ``level`` 1 to 4."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, its lines joined."""

    text: str


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: ``mark`` is its number with a full stop, or a bullet."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its column titles and its rows."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: the file as the text names it, and what is said of it."""

    caption: str
    file: str


Element = Head | Prose | ListItem | Rows | Image


def elements(text: str) -> tuple[Element, ...]:
    """What stands in a text, in order.

    Raises:
        ValueError: a line is none of the little that is understood; better no manual than one that lacks a step.
    """
    found: list[Element] = []
    for kind, group in groupby(text.splitlines(), key=_kind):
        lines = [line.strip() for line in group]
        if kind == "table":
            found.append(_table(lines))
        elif kind == "prose":
            found.append(Prose(_joined(lines)))
        elif kind:
            found += map(_single, lines)
    return tuple(found)


def _kind(line: str) -> str:
    """What a line is; lines of a paragraph and of a table belong together, an empty line parts."""
    if not line.strip():
        return ""
    if line.startswith("|"):
        return "table"
    if any(form.fullmatch(line) for form in (_HEADING, _ITEM, _PICTURE)):
        return "single"
    if _STRANGE.match(line) or "![" in line:
        raise ValueError(f"this line of the manual cannot be set: {line!r}")
    return "prose"


def _single(line: str) -> Element:
    if found := _PICTURE.fullmatch(line):
        return Image(found[1], found[2])
    if found := _HEADING.fullmatch(line):
        return Head(len(found[1]), found[2])
    mark, _, text = line.partition(" ")
    return ListItem(mark if mark[0].isdigit() else _BULLET, text.strip())


def _table(lines: list[str]) -> Rows:
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    if len(lines) < 3 or not _RULE.fullmatch(lines[1]) or len({len(row) for row in cells}) > 1:
        raise ValueError(f"this table of the manual cannot be set: {lines[0]!r}")
    return Rows(cells[0], tuple(cells[2:]))


def _joined(lines: list[str]) -> str:
    """Lines of a paragraph as one: Chinese without a space between, other words with one."""
    text = lines[0]
    for line in lines[1:]:
        text += (" " if text[-1].isascii() and line[0].isascii() else "") + line
    return text


def links(text: str) -> Iterator[str]:
    """Where the links of a text lead, pictures not among them."""
    yield from (found[2] for found in _LINK.finditer(_PICTURE.sub("", text)))


def plain(text: str, told: Callable[[str, str], str] | None = None) -> str:
    """The words of a line without the signs; ``told`` gives the words for a link from its words and its target."""

    def said(found: re.Match[str]) -> str:
        return told(found[1], found[2]) if told else found[1]

    return _GAP.sub("", _LINK.sub(said, text).replace("**", "").replace("`", ""))
