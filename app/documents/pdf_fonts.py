"""The fonts inside a PDF: measured, chosen character by character, embedded so that copied text is right."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from app.documents import fonts
from app.documents.layout import Face
from app.domain.errors import FileProblem
from app.i18n import N_

_DASH = "—"
_BLOCK = 100  # a CMap may list at most so many characters at a time (Adobe Technical Note 5014)


def _to_unicode(name: str, subset: list[int]) -> str:
    """The map from a subset's codes to characters, right beyond U+FFFF too (reportlab's own is not)."""
    pairs = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset)]
    blocks = [pairs[at : at + _BLOCK] for at in range(0, len(pairs), _BLOCK)]
    listed = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange"
    )
    tail = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    return "\n".join([head, *listed, tail])


class EmbeddedFont(TTFont):  # type: ignore[misc,unused-ignore]
    """A font whose text can be copied out of the PDF whole."""

    def __init__(self, path: Path) -> None:
        """Load the TrueType file at ``path``; TTFError when it may not be embedded or has no outlines."""
        super().__init__(path.stem, str(path), shapable=False)
        # reportlab keys its objects by the font's inner name: two files cut from one font must not share it.
        self.face.name = path.stem.encode("ascii", "replace").replace(b" ", b"")

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Embed the used characters, then put our character map in place of reportlab's."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(name, subset)


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one character is drawn: by which font, as which text, how wide (ems), stretched by how much."""

    font: str
    text: str
    width: float
    stretch: float = 1.0


@lru_cache(maxsize=32)
def _load(path: Path) -> EmbeddedFont | None:
    try:
        font = EmbeddedFont(path)
    except TTFError:
        return None  # a system font that forbids embedding; the next one steps in
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=64)
def _loaded(paths: tuple[Path, ...]) -> tuple[EmbeddedFont, ...]:
    return tuple(font for font in map(_load, paths) if font)


def chain(face: Face) -> tuple[EmbeddedFont, ...]:
    """The loaded fonts of ``face``. A program without its fonts is broken: FileProblem."""
    found = _loaded(fonts.files(face))
    if not found:
        raise FileProblem(N_("The program's fonts are missing. Install the program again."))
    return found


def _has(font: EmbeddedFont, char: str) -> bool:
    return bool(font.face.charToGlyph.get(ord(char)))  # glyph 0 is "not there"


def _drawn(font: EmbeddedFont, char: str) -> Glyph:
    width = font.face.getCharWidth(ord(char)) / 1000
    if char == _DASH:  # half of a Chinese dash: a whole em, so that two of them join
        return Glyph(font.fontName, char, 1.0, 1.0 / width)
    return Glyph(font.fontName, char, width)


@lru_cache(maxsize=60_000)
def _glyph(char: str, files: tuple[Path, ...]) -> Glyph:
    loaded = _loaded(files)
    simpler = unicodedata.normalize("NFKC", char)
    for wanted in (
        char,
        fonts.SUBSTITUTES.get(char, ""),
        simpler if len(simpler) == 1 else "",
        fonts.MISSING,
        "□",
    ):
        for font in loaded:
            if wanted and _has(font, wanted):
                return _drawn(font, wanted)
    return _drawn(loaded[0], "?")


def glyphs(text: str, face: Face) -> list[Glyph]:
    """``text`` character by character as it will be drawn in ``face``; what no font has comes as 〓."""
    files = fonts.files(face)
    if not files:
        chain(face)
    return _glyphs(text, files)


@lru_cache(maxsize=8)
def _known(files: tuple[Path, ...]) -> dict[str, Glyph]:
    """The characters looked up so far: to ask for one by its fonts costs more than to find it."""
    del files
    return {}


def _glyphs(text: str, files: tuple[Path, ...]) -> list[Glyph]:
    known = _known(files)
    found = []
    for char in text:
        glyph = known.get(char)
        if glyph is None:
            glyph = known[char] = _glyph(char, files)
        found.append(glyph)
    return found


@lru_cache(maxsize=20_000)
def _ems(text: str, files: tuple[Path, ...]) -> float:
    return sum(glyph.width for glyph in _glyphs(text, files))


def width(text: str, face: Face, size_pt: float) -> float:
    """The width of ``text`` in points."""
    files = fonts.files(face)
    if not files:
        chain(face)
    return _ems(text, files) * size_pt


def pieces(text: str, face: Face) -> tuple[tuple[str, float, str, float], ...]:
    """Stretches of ``text`` drawn alike, as (font name, stretch, text, width in ems)."""
    files = fonts.files(face)
    if not files:
        chain(face)
    return _pieces(text, files)


@lru_cache(maxsize=20_000)
def _pieces(text: str, files: tuple[Path, ...]) -> tuple[tuple[str, float, str, float], ...]:
    found = []
    drawn = _glyphs(text, files)
    for (font, stretch), group in groupby(drawn, key=lambda g: (g.font, g.stretch)):
        alike = list(group)
        found.append((font, stretch, "".join(g.text for g in alike), sum(g.width for g in alike)))
    return tuple(found)
