"""The parts of an official text: headings that count themselves, paragraphs, items, lists, sign-off and annexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from app.documents.blocks import (
    Addressee,
    Align,
    AnnexNote,
    Blank,
    Block,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    SignOff,
    Subtitle,
    Title,
    run,
)  # fmt: skip
from app.documents.compose import chinese
from app.documents.filling_grid import GRID_KEYS, grid
from app.documents.filling_text import Definition, Filler, Slip, known, number, one_of
from app.i18n import N_

_COMMON = frozenset({"if", "unless", "each", "blank", "new_page"})
_KINDS: dict[str, frozenset[str]] = {
    "title": frozenset(),
    "subtitle": frozenset(),
    "addressee": frozenset(),
    "heading": frozenset({"level", "plain"}),
    "text": frozenset({"align", "indent"}),
    "items": frozenset({"level"}),
    "columns": GRID_KEYS,
    "sign": frozenset({"date", "sealed"}),
    "annexes": frozenset(),
    "note": frozenset(),
    "blank_lines": frozenset(),
    "part": frozenset(),
}
"""What a part may be, by the key that says so, and the further keys it may have."""


def _mark(level: int, value: int) -> str:
    """The number of a heading or item (GB/T 9704-2012 7.3.3)."""
    return {1: f"{chinese(value)}、", 2: f"（{chinese(value)}）", 3: f"{value}.", 4: f"（{value}）"}[level]


@dataclass
class Parts:
    """Lives for one paper: fills its parts and counts its headings and items."""

    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def blocks(self, parts: object, filler: Filler) -> Iterator[Block]:
        """The blocks of several parts in their order."""
        if not isinstance(parts, list | tuple):
            raise Slip("part", N_("its name must stand in double square brackets"))
        for part in parts:
            yield from self._part(part, filler)

    def _part(self, part: Definition, filler: Filler) -> Iterator[Block]:
        kind = next((name for name in _KINDS if name in part), None)
        if kind is None:
            raise Slip(next(iter(part), "part"), N_("a part must say what it is"))
        known(part, {kind} | _KINDS[kind] | _COMMON)
        if not filler.wanted(part):
            return
        for number_, one in enumerate(_each(part, filler)):
            if part.get("new_page") and (number_ or "each" not in part):
                yield PageBreak()
            yield from self._made(kind, part, one)

    def _made(self, kind: str, part: Definition, filler: Filler) -> Iterator[Block]:
        match kind:
            case "heading":
                yield from self._heading(part, filler)
            case "items":
                yield from self._items(part, filler)
            case "part":
                yield from self.blocks(part["part"], filler)
            case "columns":
                yield from _above(part, filler)
                yield grid(part, filler)
            case _:
                yield from _plain(kind, part, filler)

    def _heading(self, part: Definition, filler: Filler) -> Iterator[Block]:
        level = one_of(part.get("level", 1), (1, 2, 3, 4))
        for text in filler.texts(part["heading"]):
            yield Heading(level, run(text if part.get("plain") else self._counted(level) + text))

    def _items(self, part: Definition, filler: Filler) -> Iterator[Block]:
        """Paragraphs with numbers; those that come out blank are passed over and not counted."""
        level = one_of(part.get("level", 3), (1, 2, 3, 4))
        if "each" not in part:
            self.counts[level - 1] = 0
        for text in filler.texts(part["items"]):
            yield Paragraph(run(self._counted(level) + text))

    def _counted(self, level: int) -> str:
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (4 - level)
        return _mark(level, self.counts[level - 1])


def _each(part: Definition, filler: Filler) -> Iterator[Filler]:
    """The part once, or once for each line of its list; where that has none, ``blank`` times with empty fields."""
    if "each" not in part:
        yield filler
        return
    found = filler.list(str(part["each"]))
    empty = dict.fromkeys(found.fields, "")
    for line in found.lines or [empty] * int(number(part, "blank", 0)):
        yield filler.on(line)


def _above(part: Definition, filler: Filler) -> Iterator[Block]:
    for text in filler.texts(part.get("above", ())):
        yield Paragraph(run(text), indent=False, align="left")


def _plain(kind: str, part: Definition, filler: Filler) -> Iterator[Block]:
    """The parts that are what they say."""
    match kind:
        case "sign":
            sealed = bool(part.get("sealed", True))
            yield SignOff(filler.text(part["sign"]), filler.text(part.get("date", "")), sealed)
        case "annexes":
            names = tuple(filler.texts(part["annexes"]))
            yield from [AnnexNote(names)] if names else []
        case "blank_lines":
            yield Blank(int(number(part, "blank_lines", 1)))
        case "text":
            align = one_of(part["align"], get_args(Align)) if "align" in part else None
            for text in filler.texts(part["text"]):
                yield Paragraph(run(text), indent=bool(part.get("indent", True)), align=align)
        case "note":
            yield from (Note(text) for text in filler.texts(part["note"]))
        case _:
            block: Any = {"title": Title, "subtitle": Subtitle, "addressee": Addressee}[kind]
            yield from (block(run(text)) for text in filler.texts(part[kind]))
