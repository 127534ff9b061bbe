"""What a summary says, chapter by chapter, from the year's facts and a style."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from app.documents.narrative import tell
from app.documents.narrative_groups import group, series_lead
from app.documents.narrative_opening import about, opening, patterned
from app.documents.narrative_plans import in_order, plan
from app.documents.narrative_tables import table_of, units_table
from app.documents.narrative_totals import events_total, people, section_totals, units
from app.documents.narrative_voice import Voice
from app.documents.narrative_words import close, joined, plain
from app.documents.outline_parts import Chapter, Outline, OutlineTable, Passage
from app.domain.summary import Part, Section, YearSummary, summarise
from app.domain.summary_facts import Item, YearFacts
from app.domain.summary_group import Group
from app.domain.summary_series import Series
from app.domain.summary_style import Style

__all__ = ["Chapter", "Outline", "OutlineTable", "Passage", "outline"]

SHORT = 80  # characters; a sentence no longer than this does not stand alone behind others of its area
PARAGRAPH = 280  # characters after which a paragraph gives way to the next
LONGEST = 320  # characters; no short sentence makes a paragraph longer than this
ONE_YEAR = 366  # days
UNITS_TABLE = 4  # so many units with numbers of their own stand in a table

Paragraphs = list[list[Passage]]


def outline(facts: YearFacts, style: Style) -> Outline:
    """Everything the summary of a year says in a style; empty chapters are left out."""
    return _Outliner(summarise(facts, style)).outline()


class _Outliner:
    """Lives for one outline: the plan, the style's voice, and the plan of the year before."""

    def __init__(self, summary: YearSummary) -> None:
        self._facts, self._style = summary.facts, summary.style
        self._sections = summary.sections
        gather = self._style.gather
        first, last = self._facts.period
        year = self._facts.year if (last - first).days <= ONE_YEAR else 0  # over several years each says its own
        self._voice = Voice(
            self._style.wording,
            year,
            0,
            gather.private_kinds,
            gather.private_words,
            self._facts.time,
            _before(self._facts, year),
        )
        earlier = self._facts.earlier
        self._before = {s.key: s for s in summarise(earlier, self._style).sections} if earlier else {}

    def outline(self) -> Outline:
        facts, style = self._facts, self._style
        chapters = [
            Chapter("opening", 0, "", opening(facts, style, self._voice)),
            self._basics(),
            *self._work(),
            self._list("problems", style.problems, "problem", facts.problems),
            self._list("plans", style.plans, "plan", in_order(facts.plans, style)),
            Chapter("closing", 0, "", self._closing()),
        ]
        title = "".join(str(piece) for piece in patterned(style.title, facts))
        kept = tuple(chapter for chapter in chapters if not chapter.empty or chapter.key == "work")
        return Outline(title, facts.union, _own_keys(kept))

    def _closing(self) -> tuple[tuple[Passage, ...], ...]:
        said = patterned(self._style.closing, self._facts)
        return ((Passage("closing", said),),) if said else ()

    def _basics(self) -> Chapter:
        facts, own = self._facts, self._facts.unit_items
        passages = [
            Passage("basics:about", about(facts, self._voice)),
            Passage("basics:people", people(facts, self._voice)),
            Passage("basics:units", units(facts, self._voice)),
        ]
        tables: tuple[OutlineTable, ...] = ()
        if len(own) >= UNITS_TABLE:
            caption = "所属单位职工和会员情况表"
            tables = (units_table("units", caption, own),)
            passages.append(Passage("table:units", close(self._voice.say("table", caption=(caption,)))))
        elif own:
            said = joined([tell(item, self._voice) for item in own], "；")
            passages.append(Passage("basics:own", close(said)))
        paragraphs = [[p] for p in passages if p.pieces]
        if tables and len(paragraphs) > 1:  # the sentence that points to the table stands behind the units counted
            paragraphs[-2:] = [[*paragraphs[-2], *paragraphs[-1]]]
        return Chapter("basics", 1, self._style.basics, tuple(map(tuple, paragraphs)), tables)

    def _work(self) -> list[Chapter]:
        level = 2 if self._style.work else 1
        chapters = [self._section(section, level) for section in self._sections]
        head = [Chapter("work", 1, self._style.work)] if self._style.work and chapters else []
        return [*head, *chapters]

    # ------------------------------------------------------------------------------------------- a section

    def _section(self, section: Section, level: int) -> Chapter:
        before = self._before.get(section.key)
        voice = self._in(section.key)
        total = section_totals(section, self._facts, self._style, voice, before.totals if before else ())
        paragraphs: Paragraphs = [[Passage(f"totals:{section.key}", total)]] if total else []
        tables: list[OutlineTable] = []
        parts: list[Paragraphs] = []
        for part in section.parts:
            there = {p.area: p for p in before.parts} if before else {}
            told, found = self._part(part, section.key, there.get(part.area), several=len(section.parts) > 1)
            parts.append(told)
            tables += found
        paragraphs += _packed(parts)
        return Chapter(section.key, level, section.heading, tuple(map(tuple, paragraphs)), tuple(tables))

    def _part(
        self, part: Part, section: str, before: Part | None, *, several: bool
    ) -> tuple[Paragraphs, list[OutlineTable]]:
        """The paragraphs of one area, not yet packed, and its tables."""
        found, tables = list[list[Passage]](), list[OutlineTable]()
        earlier = len(before.events) if before else 0
        total = events_total(part, self._facts, self._style, self._in(section), earlier)
        head = [Passage(f"totals:{section}:{part.area}", total)] if total else []
        for series in part.series:
            told, table = self._series(series, part.area, section)
            if several and series.how == "series" and not series.kind and not head:
                spoken = dict(self._style.spoken).get(part.area, part.area)
                head = [Passage(f"lead:{section}:{part.area}", self._voice.say("area", area=(spoken,)))]
            found.append([*head, *told])
            head = []
            tables += table
        groups = [self._group(one, part.area, at) for at, one in enumerate(part.groups)]
        if groups or head:
            found.append([*head, *groups])
        return found, tables

    def _in(self, section: str) -> Voice:
        """The voice of a section, so that neighbouring sections do not sound alike."""
        return self._voice.at([one.key for one in self._sections].index(section))

    def _series(self, series: Series, area: str, section: str) -> tuple[list[Passage], list[OutlineTable]]:
        name = series.kind or area
        of = name if series.table in ("activity", "entry") else f"{area}:{series.table}"
        lead = series_lead(series, self._facts, self._style, self._voice)
        passages = [Passage(f"{'lead' if series.how == 'series' else 'totals'}:{section}:{of}", lead)] if lead else []
        if series.how == "table":
            caption = f"{name}情况表"
            table = table_of(f"{section}:{of}", caption, series.table, series.items, self._voice)
            pointer = close(self._in(section).say("table", caption=(caption,)))
            return [*passages, Passage(f"table:{section}:{of}", pointer)], [table]
        counted = f"{section}:{of}" if series.how == "series" else ""
        passages += [self._told(item, self._voice.at(at), counted) for at, item in enumerate(series.items)]
        return passages, []

    def _told(self, item: Item, voice: Voice, counted: str) -> Passage:
        said = tell(item, voice)
        return Passage(f"{item.source.table}:{item.source.id}", said, counted, () if voice.year else said)

    def _group(self, found: Group, area: str, place: int) -> Passage:
        where = "" if found.table == "entry" else area  # a kind of aid belongs to one area, a kind of event to any
        kind = "gifts" if found.gifts else found.kind
        key = ":".join(filter(None, ("group", found.table, where, kind, found.name)))
        return Passage(key, group(found, self._facts, self._style, self._voice.at(place)))

    # ------------------------------------------------------------------------------------- problems and plans

    def _list(self, key: str, heading: str, table: str, items: tuple[Item, ...]) -> Chapter:
        told: list[Passage] = []
        for at, item in enumerate(items):
            voice = self._voice.at(at)
            said = plan(item, self._style, voice, self._areas()) if table == "plan" else tell(item, voice)
            told.append(Passage(f"{table}:{item.source.id}", said))
        return Chapter(key, 1, heading, _one_each(told), (), self._style.item)

    def _areas(self) -> frozenset[str]:
        """The areas that have work."""
        return frozenset(part.area for section in self._sections for part in section.parts)


def _before(facts: YearFacts, year: int) -> str:
    """What a number is set beside: the year before, the same days of it, or the beginning of several years."""
    if not year:
        return "届初"
    return "上年" if facts.period_name == f"{year}年度" else "上年同期"  # the statistics' months are no year


def _own_keys(chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    """The chapters, no two passages with one key: the second of a key is called ``key#2``."""
    met = Counter[str]()

    def own(passage: Passage) -> Passage:
        met[passage.key] += 1
        number = met[passage.key]
        return replace(passage, key=f"{passage.key}#{number}") if number > 1 else passage

    return tuple(
        replace(chapter, paragraphs=tuple(tuple(own(p) for p in paragraph) for paragraph in chapter.paragraphs))
        for chapter in chapters
    )


def _one_each(passages: list[Passage]) -> tuple[tuple[Passage, ...], ...]:
    return tuple((passage,) for passage in passages)


def _packed(parts: list[Paragraphs]) -> Paragraphs:
    """Passages put together until a paragraph is long enough; an area that needs several begins its own."""
    found: Paragraphs = []
    for part in parts:
        whole = sum(_length(told) for told in part)
        for told in part:
            counted = any(passage.series for passage in told)
            new = not found or counted or _is_counted(found[-1]) or _length(found[-1]) + whole > PARAGRAPH
            _pack(found, told, new=new)
    return found


def _pack(found: Paragraphs, told: list[Passage], *, new: bool) -> None:
    first = len(found) if new else len(found) - 1
    for passage in told:
        if new or _length(found[-1]) + len(plain(passage.pieces)) > PARAGRAPH:
            found.append([passage])
        else:
            found[-1].append(passage)
        new = False
    alone = len(found) > first + 1 and len(found[-1]) == 1 and _length(found[-1]) < SHORT
    if alone and _length(found[-1]) + _length(found[-2]) <= LONGEST:
        last = found.pop()
        found[-1] += last


def _is_counted(paragraph: list[Passage]) -> bool:
    return any(passage.series for passage in paragraph)


def _length(passages: list[Passage]) -> int:
    return sum(len(plain(passage.pieces)) for passage in passages)
