"""The small words of WordprocessingML: runs, paragraphs, their properties in the order Word insists on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from app.documents.blocks import Run, Span
from app.documents.layout import TWIPS_PER_PT, Face
from app.documents.lines import clean

WORD_FONTS: dict[Face, tuple[str, str]] = {
    Face.XIAOBIAOSONG: ("方正小标宋简体", "方正小标宋_GBK,华文中宋,Noto Serif SC,宋体"),
    Face.FANGSONG: ("仿宋_GB2312", "仿宋,华文仿宋,FangSong,Noto Serif SC"),
    Face.HEITI: ("黑体", "SimHei,Noto Sans SC"),
    Face.KAITI: ("楷体_GB2312", "楷体,华文楷体,KaiTi,Union Kai"),
    Face.SONGTI: ("宋体", "SimSun,Noto Serif SC"),
}
"""The font of each face as official documents name it, and what to take where that is missing."""

FIGURE_STYLE = "Figure"
_THIN = 'w:sz="4" w:space="1" w:color="auto"'


def twips(points: float) -> int:
    """Points as whole twips."""
    return round(points * TWIPS_PER_PT)


def half_points(points: float) -> int:
    """Points as whole half points, Word's unit of size."""
    return round(points * 2)


def fonts(face: Face) -> str:
    """The rFonts of a face, for Latin and Chinese alike, with no theme to override them."""
    name = quoteattr(WORD_FONTS[face][0])
    return f'<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name} w:hint="eastAsia"/>'


def run_properties(face: Face, size_pt: float, space_tw: int = 0) -> str:
    """The rPr of a style: font, character spacing in twips, size in points."""
    space = f'<w:spacing w:val="{space_tw}"/>' if space_tw else ""
    size = half_points(size_pt)
    return f'<w:rPr>{fonts(face)}{space}<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


@dataclass(frozen=True, slots=True)
class Indent:
    """Indents in ems (hundredths go to Word as chars) of so many points; ``first`` below nought hangs.

    Word measures chars by the size of 正文 whatever its spacing; ``chars`` False places to the point instead.
    """

    em_pt: float
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    chars: bool = True

    def xml(self) -> str:
        """The ind element: chars for Word and twips for LibreOffice, which reads no chars on the right."""
        parts = []
        first = "firstLine" if self.first >= 0 else "hanging"
        for name, ems in (("left", self.left), ("right", self.right), (first, abs(self.first))):
            if ems:
                chars = f'w:{name}Chars="{round(ems * 100)}" ' if self.chars else ""
                parts.append(f'{chars}w:{name}="{twips(ems * self.em_pt)}"')
        return f"<w:ind {' '.join(parts)}/>" if parts else ""


@dataclass(frozen=True, slots=True)
class Para:
    """What sets one paragraph apart from its style. Lengths in points."""

    style: str = ""
    keep_next: bool = False
    new_page: bool = False
    before_pt: float | None = None
    after_pt: float | None = None
    line_pt: float | None = None
    as_high: bool = False  # lines as high as what stands in them: an exact height would cut a picture
    indent: str = ""
    align: str = ""
    outline: int | None = None
    below: str = ""  # a line under the paragraph: dashed, single …

    def xml(self, extra: str = "") -> str:
        """The pPr; ``extra`` are the on-off elements a style adds before spacing (schema order)."""
        before = "" if self.before_pt is None else f' w:before="{twips(self.before_pt)}"'
        after = "" if self.after_pt is None else f' w:after="{twips(self.after_pt)}"'
        line = "" if self.line_pt is None else f' w:line="{twips(self.line_pt)}" w:lineRule="exact"'
        line = ' w:line="240" w:lineRule="auto"' if self.as_high else line
        spacing = f"<w:spacing{before}{after}{line}/>" if before or after or line else ""
        parts = (
            f'<w:pStyle w:val="{self.style}"/>' if self.style else "",
            "<w:keepNext/>" if self.keep_next else "",
            "<w:pageBreakBefore/>" if self.new_page else "",
            f'<w:pBdr><w:bottom w:val="{self.below}" {_THIN}/></w:pBdr>' if self.below else "",
            extra, spacing, self.indent,
            f'<w:jc w:val="{self.align}"/>' if self.align else "",
            "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>',
        )  # fmt: skip
        inside = "".join(parts)
        return f"<w:pPr>{inside}</w:pPr>" if inside else ""


def runs(spans: Run, properties: str = "") -> str:
    """The runs of a text; a traced figure is a run of its own in the style 数字, so that it can be found."""
    return "".join(_span(span, properties) for span in spans if span.text)


def _span(span: Span, properties: str) -> str:
    style = f'<w:rStyle w:val="{FIGURE_STYLE}"/>' if span.figure else ""
    rpr = f"<w:rPr>{style}{properties}</w:rPr>" if style or properties else ""
    lines = escape(clean(span.text)).split("\n")
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{rpr}{text}</w:r>"


def paragraph(para: Para, content: str) -> str:
    """A paragraph of ready runs."""
    return f"<w:p>{para.xml()}{content}</w:p>"


def split_lines(spans: Run) -> tuple[Run, ...]:
    """A run taken apart at its line breaks, each part a paragraph to be."""
    parts: list[list[Span]] = [[]]
    for span in spans:
        first, *others = clean(span.text).split("\n")
        parts[-1].append(Span(first, span.figure))
        parts.extend([Span(text, span.figure)] for text in others)
    return tuple(tuple(part) for part in parts)


def with_breaks(spans: Run, lines: Sequence[str]) -> Run:
    """A run with line breaks where ``lines`` end; the spans keep their figures."""
    plain = "".join(clean(span.text) for span in spans)
    if len(lines) < 2 or "\n" in plain:
        return spans
    ends: set[int] = set()
    at = 0
    for line in lines[:-1]:
        at = plain.index(line, at) + len(line)
        ends.add(at)
    found: list[Span] = []
    at = 0
    for span in spans:
        text = clean(span.text)
        marked = "".join(("\n" if at + i in ends else "") + char for i, char in enumerate(text))
        found.append(Span(marked, span.figure))
        at += len(text)
    return tuple(found)
