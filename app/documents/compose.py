"""The year-end summary as a paper: headings, numbered sections, and a trace from every figure to its records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.documents.blocks import Block, Document, Heading, Paragraph, Run, SignOff, Span, Title
from app.documents.narrative import tell
from app.documents.narrative_marks import Number, Pieces
from app.documents.narrative_totals import basics, group, section_totals
from app.documents.narrative_words import bare, close, joined, plain, without_echo
from app.domain.summary import Part, Section, YearSummary, summarise
from app.domain.summary_count import Source
from app.domain.summary_facts import Item, YearFacts
from app.domain.summary_style import Style, read_style
from app.domain.when import cn_date

SHORT = 80  # characters; a sentence no longer than this does not stand alone behind others of its area
PARAGRAPH = 280  # characters after which a paragraph gives way to the next
_DIGITS = "〇一二三四五六七八九"
_OPENING = "引言"
_PLACE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """One figure of the text and the records it was counted from; ``section`` is the heading it stands under."""

    id: str
    text: str
    value: Decimal | None
    unit: str
    definition: str
    rows: tuple[Source, ...]
    section: str


@dataclass(frozen=True, slots=True)
class SummaryPaper:
    """The paper and its figures, in the order of the text; a span's ``figure`` is a figure's ``id``."""

    document: Document
    figures: tuple[TracedFigure, ...]

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
    read = style if isinstance(style, Style) else read_style(style)
    return _Composer(summarise(facts, read)).paper(on)


@dataclass
class _Composer:
    """Lives for one paper: gathers its blocks and numbers its figures as they appear."""

    summary: YearSummary
    blocks: list[Block] = field(default_factory=list)
    figures: list[TracedFigure] = field(default_factory=list)
    section: str = _OPENING
    headings: int = 0

    def paper(self, on: date) -> SummaryPaper:
        facts, style = self.summary.facts, self.summary.style
        title = _filled(style.title, {"union": facts.union, "year": str(facts.year)}) or ""
        self.blocks.append(Title((Span(title),)))
        self._opening()
        self._basics()
        self._work()
        self._list(style.problems, facts.problems)
        self._list(style.plans, facts.plans)
        if style.closing:
            self.section = ""
            self._say((style.closing,))
        self.blocks.append(SignOff(facts.union, cn_date(on)))
        return SummaryPaper(Document(title, tuple(self.blocks), author=facts.union), tuple(self.figures))

    def _opening(self) -> None:
        facts, style = self.summary.facts, self.summary.style
        left = {item.kind: item for item in facts.overview if item.kind not in ("上级工会", "届次", "工会主席")}
        said: list[Pieces] = []
        for pattern in style.opening:
            names = _PLACE.findall(pattern)
            wanted = [name for name in names if name not in ("union", "year")]
            if wanted and all(name in left for name in wanted):
                said.append(self._pattern(pattern, {name: left.pop(name) for name in dict.fromkeys(wanted)}))
        heard = "".join(plain(sentence) for sentence in said)
        for item in left.values():
            if item.kind + bare(item.text("content")) not in heard:
                said.append(_labelled(item, facts.year))
        said.append(_period(facts))
        lead_in = _filled(style.lead_in, {"union": facts.union, "year": str(facts.year)})
        self._say(tuple(piece for sentence in said for piece in close(sentence)) + ((lead_in,) if lead_in else ()))

    def _pattern(self, pattern: str, items: dict[str, Item]) -> Pieces:
        """A pattern with the union, the year and the clerk's words in its places."""
        facts, out = self.summary.facts, list[str | Number]()
        for name, item in items.items():
            if "“" in item.text("content"):  # the clerk's marks stand for the pattern's
                pattern = pattern.replace(f"“{{{name}}}”", f"{{{name}}}")
            pattern = without_echo(pattern, name, bare(item.text("content")))
        for at, part in enumerate(_PLACE.split(pattern)):
            if at % 2 == 0:
                out += [part] if part else []
            elif part in items:
                out += _inner(tell(items[part], facts.year))
            else:
                out.append({"union": facts.union, "year": str(facts.year)}[part])
        return tuple(out)

    def _basics(self) -> None:
        facts = self.summary.facts
        said = basics(facts)
        about = [item for item in facts.overview if item.kind in ("上级工会", "届次", "工会主席")]
        if not said and not about:
            return
        self._heading(1, self.summary.style.basics)
        if about:
            self._say(close(joined([(f"{i.kind}：", *_inner(tell(i, facts.year))) for i in about], "；")))
        for pieces in said:
            self._say(pieces)

    def _work(self) -> None:
        work = self.summary.style.work
        if work and self.summary.sections:
            self._heading(1, work)
        for number, section in enumerate(self.summary.sections, 1):
            if work:
                self._second(number, section.heading)
            else:
                self._heading(1, section.heading)
            self._section(section)

    def _section(self, section: Section) -> None:
        facts = self.summary.facts
        self._say(section_totals(section, facts))
        for paragraph in _paragraphs([_sentences(part, facts) for part in section.parts]):
            self._say(paragraph)

    def _list(self, heading: str, items: tuple[Item, ...]) -> None:
        if not items:
            return
        self._heading(1, heading)
        for number, item in enumerate(items, 1):
            said = tell(item, self.summary.facts.year)
            self._say((f"{number}. ", *said) if len(items) > 1 else said)

    def _heading(self, level: int, text: str) -> None:
        self.headings += 1
        self._set_heading(level, f"{chinese(self.headings)}、{text}")

    def _second(self, number: int, text: str) -> None:
        self._set_heading(2, f"（{chinese(number)}）{text}")

    def _set_heading(self, level: int, text: str) -> None:
        self.section = text
        self.blocks.append(Heading(level, (Span(text),)))

    def _say(self, pieces: Pieces) -> None:
        if pieces:
            self.blocks.append(Paragraph(self._run(pieces)))

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


def chinese(number: int) -> str:
    """一, 二 … 十, 十一 … 二十, for the numbers of headings (1 to 99)."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


def _sentences(part: Part, facts: YearFacts) -> list[Pieces]:
    return [*(tell(item, facts.year) for item in part.listed), *(group(found, facts) for found in part.groups)]


def _paragraphs(parts: list[list[Pieces]]) -> list[Pieces]:
    """Sentences put together until a paragraph is long enough; an area that needs several begins its own."""
    found: list[Pieces] = []
    for sentences in parts:
        whole = sum(len(plain(sentence)) for sentence in sentences)
        new = not found or len(plain(found[-1])) + whole > PARAGRAPH
        for sentence in sentences:
            if new or len(plain(found[-1])) + len(plain(sentence)) > PARAGRAPH:
                found.append(sentence)
            else:
                found[-1] = (*found[-1], *sentence)
            new = False
        if len(sentences) > 1 and len(plain(found[-1])) < SHORT and found[-1] == sentences[-1]:
            found[-2:] = [(*found[-2], *found[-1])]
    return found


def _inner(pieces: Pieces) -> Pieces:
    """The clerk's words without the full stop, to stand inside another sentence."""
    return pieces[:-1] if pieces and pieces[-1] == "。" else pieces


def _labelled(item: Item, year: int) -> Pieces:
    """An item of the overview that no pattern takes: its name and what it says."""
    said = tell(item, year)
    begins = isinstance(said[0], Number) and said[0].text[:1].isdigit()
    return (item.kind, *said) if begins else (f"{bare(item.kind)}：", *said)


def _period(facts: YearFacts) -> Pieces:
    """The days counted, where they are not the calendar year."""
    first, last = facts.period
    if (first, last) == (date(facts.year, 1, 1), date(facts.year, 12, 31)):
        return ()
    return (f"统计期为{cn_date(first)}至{cn_date(last)}",)


def _filled(pattern: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda m: values.get(m[1], m[0]), pattern)


def _json_number(value: Decimal | None) -> int | float | str | None:
    """A JSON number where it keeps every digit, else the decimal as text."""
    if value is None or value == value.to_integral_value():
        return None if value is None else int(value)
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f")
