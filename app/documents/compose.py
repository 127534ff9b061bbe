"""The year-end summary as a paper: headings, numbered sections, and a trace from every figure to its records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.documents.blocks import (
    Addressee,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    SignOff,
    Span,
    Table,
    Title,
)
from app.documents.narrative_marks import Number, Pieces
from app.documents.narrative_voice import fill
from app.documents.outline import outline
from app.documents.outline_parts import Chapter, Outline, OutlineTable, Passage
from app.domain.summary_count import Source
from app.domain.summary_facts import YearFacts
from app.domain.summary_style import Style, read_style
from app.domain.when import cn_date

_DIGITS = "〇一二三四五六七八九"
_OPENING = "引言"
_ADDRESS = "opening:address"
_NUMBER = Column("序号", 0.7, "center")
_YEAR = re.compile(r"20\d\d年")
_FEWEST = 2  # passages of one series that are counted


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """One figure of the text and the records it was counted from; ``section`` is the heading it stands under."""

    id: str
    text: str
    value: Decimal | None
    unit: str
    definition: str
    rows: Sequence[Source]
    section: str


@dataclass(frozen=True, slots=True)
class SummaryPaper:
    """The paper and its figures, in the order of the text; a span's ``figure`` is a figure's ``id``.

    ``passages`` says which passages stand in which block: (place of the block, key), in the order of the text.
    """

    document: Document
    figures: tuple[TracedFigure, ...]
    passages: tuple[tuple[int, str], ...] = ()

    @property
    def stem(self) -> str:
        """The name of its file, without an ending."""
        return self.document.title

    def trace_json(self) -> dict[str, Any]:
        """The trace as the exchange contract has it, ready for ``json.dump``."""
        return {
            "figures": [
                {
                    "id": f.id,
                    "text": f.text,
                    "value": _json_number(f.value),
                    "unit": f.unit,
                    "definition": f.definition,
                    "rows": [{"table": row.table, "id": row.id} for row in f.rows],
                    "section": f.section,
                }
                for f in self.figures
            ]
        }


def summary_paper(facts: YearFacts, style: Style | Mapping[str, Any], on: date) -> SummaryPaper:
    """Write the summary of a year in a style (or the table of its file); ``on`` is the day under the signature.

    Raises:
        FileProblem: the style's file lacks a part.
    """
    return paper_of(outline(facts, style if isinstance(style, Style) else read_style(style)), on)


def paper_of(told: Outline, on: date) -> SummaryPaper:
    """Lay an outline out, as it was made or as the clerk changed it; numbers of headings and items are made here."""
    return _Composer(told).paper(on)


@dataclass
class _Composer:
    """Lives for one paper: gathers its blocks and numbers its figures as they appear."""

    told: Outline
    blocks: list[Block] = field(default_factory=list)
    figures: list[TracedFigure] = field(default_factory=list)
    passages: list[tuple[int, str]] = field(default_factory=list)
    section: str = _OPENING
    headings: int = 0
    second: int = 0

    def paper(self, on: date) -> SummaryPaper:
        title, union = self.told.title, self.told.union
        self.blocks.append(Title((Span(title),)))
        for at, chapter in enumerate(self.told.chapters):
            if not chapter.empty or self._has_below(at):
                self._chapter(chapter)
        self.blocks.append(SignOff(union, cn_date(on)))
        document = Document(title, tuple(self.blocks), author=union)
        return SummaryPaper(document, tuple(self.figures), tuple(self.passages))

    def _has_below(self, at: int) -> bool:
        """Whether a chapter without words of its own has chapters of a lower level that have some."""
        level = self.told.chapters[at].level
        for chapter in self.told.chapters[at + 1 :]:
            if chapter.level <= level or level == 0:
                return False
            if not chapter.empty:
                return True
        return False

    def _chapter(self, chapter: Chapter) -> None:
        self._heading(chapter)
        many = sum(any(p.pieces for p in paragraph) for paragraph in chapter.paragraphs) > 1
        counts = Counter(p.series for paragraph in chapter.paragraphs for p in paragraph if p.series and p.pieces)
        places = Counter[str]()
        number = 0
        for paragraph in chapter.paragraphs:
            pieces, year = list[str | Number](), ""
            for passage in paragraph:
                if not passage.pieces or _leads_nothing(passage, counts):
                    continue
                self.passages.append((len(self.blocks), passage.key))
                if counts[passage.series] >= _FEWEST and passage.series:
                    places[passage.series] += 1
                    pieces.append(f"{chinese(places[passage.series])}是")
                pieces += _within(passage, year)
                year = _year_of(passage)
            if pieces:
                number += 1
                self._say(((*_item(chapter.item, number), *pieces) if many else tuple(pieces)), paragraph)
        for table in chapter.tables:
            self._table(table)

    def _heading(self, chapter: Chapter) -> None:
        if chapter.level == 0:
            self.section = _OPENING if self.headings == 0 else ""
            return
        if chapter.level == 1:
            self.headings, self.second = self.headings + 1, 0
            text = f"{chinese(self.headings)}、{chapter.heading}"
        else:
            self.second += 1
            text = f"（{chinese(self.second)}）{chapter.heading}"
        self.section = text
        self.blocks.append(Heading(chapter.level, (Span(text),)))

    def _say(self, pieces: Pieces, paragraph: tuple[Passage, ...]) -> None:
        address = len(paragraph) == 1 and paragraph[0].key == _ADDRESS
        self.blocks.append(Addressee(self._run(pieces)) if address else Paragraph(self._run(pieces)))

    def _table(self, table: OutlineTable) -> None:
        rows = tuple(
            ((Span(str(number)),), *(self._run(cell) for cell in cells)) for number, cells in enumerate(table.rows, 1)
        )
        self.blocks.append(Table((_NUMBER, *table.columns), rows, table.caption))

    def _run(self, pieces: Iterable[str | Number]) -> Run:
        spans: list[Span] = []
        for piece in pieces:
            if isinstance(piece, Number):
                spans.append(Span(piece.text, self._traced(piece)))
            elif spans and not spans[-1].figure:
                spans[-1] = Span(spans[-1].text + piece)
            else:
                spans.append(Span(piece))
        return tuple(spans)

    def _traced(self, number: Number) -> str:
        name = f"f{len(self.figures) + 1}"
        self.figures.append(
            TracedFigure(name, number.text, number.value, number.unit, number.definition, number.sources, self.section)
        )
        return name


def _year_of(passage: Passage) -> str:
    """The year that a passage of the program's own words begins with, where several years are told."""
    first = passage.pieces[0] if passage.pieces and passage.pieces == passage.dated else ""
    found = _YEAR.match(first) if isinstance(first, str) else None
    return found[0] if found else ""


def _within(passage: Passage, year: str) -> Pieces:
    """A passage behind one of the same year: 2025年3月, 4月 instead of 2025年3月, 2025年4月."""
    if not year or _year_of(passage) != year:
        return passage.pieces
    first, *rest = passage.pieces
    return fill("{first}{rest}", {"first": (str(first).removeprefix(year),), "rest": tuple(rest)})


def _leads_nothing(passage: Passage, counts: Counter[str]) -> bool:
    """Whether a passage leads a series of which the clerk left nothing."""
    kind, _, series = passage.key.partition(":")
    return kind == "lead" and not counts[series]


def _item(pattern: str, number: int) -> Pieces:
    """What begins an item of a list: ``1. `` or 一是."""
    return fill(pattern, {"number": (str(number),), "chinese": (chinese(number),)}) if pattern else ()


def chinese(number: int) -> str:
    """一, 二 … 十, 十一 … 二十, for the numbers of headings (1 to 99)."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


def _json_number(value: Decimal | None) -> int | float | str | None:
    """A JSON number where it keeps every digit, else the decimal as text."""
    if value is None or value == value.to_integral_value():
        return None if value is None else int(value)
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f")
