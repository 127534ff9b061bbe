"""The style of a summary: its headings, their order and the words around the facts, read from a clerk's file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.errors import FileProblem
from app.domain.summary_words import EVENTS, PLACE, Wording, checked, read_wording
from app.i18n import N_

DEFAULT_STYLE = "township"
TABLE_FROM = 9  # so many like records stand in a table, unless the style says otherwise
LEAD_IN = frozenset({"union", "year", "period", "time"})


@dataclass(frozen=True, slots=True)
class StyleSection:
    """One section of the work and the areas that go into it, in order.

    ``headings`` are for a section of which only some areas have work: those areas, and what it is called then.
    """

    heading: str
    areas: tuple[str, ...]
    headings: tuple[tuple[frozenset[str], str], ...] = ()
    key: str = ""

    def heading_for(self, areas: Iterable[str]) -> str:
        """The heading that claims no more than the areas that have work."""
        there = set(areas)
        fitting = [(len(of), heading) for of, heading in self.headings if there <= of]
        return min(fitting, default=(0, self.heading))[1]


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """Kinds of aid, the area they belong to, and what their heads (人, 人次) and their money are called.

    Kinds that are ``apart`` (insurance, collections) are no help given, and are not added up with it.
    """

    kinds: tuple[str, ...]
    area: str
    heads: str = ""
    cash: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Gather:
    """Which records are told together or with care.

    Gifts of ``gift_kinds`` to people named with a word of ``everyone`` share one sentence. A single person's name is
    left out where the kind is one of ``private_kinds`` or the words hold one of ``private_words``. So many like
    records as ``table_from`` (for an area of ``tables``, as it says) stand in a table. ``levels`` of honours are named
    from the highest down.
    """

    gift_kinds: frozenset[str] = frozenset()
    everyone: tuple[str, ...] = ()
    private_kinds: frozenset[str] = frozenset()
    private_words: tuple[str, ...] = ()
    table_from: int = TABLE_FROM
    tables: tuple[tuple[str, int], ...] = ()
    levels: tuple[str, ...] = ()

    def table_for(self, area: str) -> int:
        """From how many like records of an area on they stand in a table."""
        return dict(self.tables).get(area, self.table_from)


@dataclass(frozen=True, slots=True)
class Style:
    """One style.

    ``opening`` patterns hold places such as ``{主题}``; a pattern is used only where each place has its text.
    ``work`` is the heading above the sections; where it is empty the sections stand on the first level.
    ``ledger`` has the words for kinds of aid; all other kinds belong to ``ledger_area``. ``item`` begins each
    problem and plan where there are several. ``spans`` say how long the time is (全年), ``events`` what the events
    of an area come to, ``spoken`` how a plan names an area.
    """

    id: str
    name: str
    title: str
    opening: tuple[str, ...]
    lead_in: str
    basics: str
    work: str
    sections: tuple[StyleSection, ...]
    other: str
    problems: str
    plans: str
    closing: str
    ledger: tuple[LedgerWords, ...]
    ledger_area: str
    address: str = ""
    item: str = "{number}. "
    wording: Wording = field(default_factory=Wording)
    spans: tuple[tuple[str, str], ...] = ()
    events: tuple[tuple[str, tuple[str, ...]], ...] = ()
    spoken: tuple[tuple[str, str], ...] = ()
    gather: Gather = field(default_factory=Gather)

    def words_of(self, kind: str) -> LedgerWords:
        """What a kind of aid is called and where it belongs."""
        usual = LedgerWords((kind,), self.ledger_area)
        return next((words for words in self.ledger if kind in words.kinds), usual)


def read_style(data: Mapping[str, Any]) -> Style:
    """Read a style's file (``file`` and ``text`` in it say where it stands, for the words of an error).

    Raises:
        FileProblem: a part is missing or of the wrong kind; says the file, the line and the part.
    """
    try:
        return _style(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        part = str(error.args[0]) if error.args else str(error)
        raise FileProblem(
            N_(
                "The summary style “{style}” lacks a part or has a wrong one (file {file}, line {line}): {detail}. "
                "Correct it in forms/summary, or put the original back."
            ),
            style=str(data.get("id", "")),
            file=str(data.get("file", "")),
            line=_line(str(data.get("text", "")), part),
            detail=part,
        ) from error


def _style(data: Mapping[str, Any]) -> Style:
    patterns, gather = data["patterns"], data.get("gather", {})
    opening = data.get("opening", [])
    return Style(
        id=str(data["id"]),
        name=_text(data["name"]),
        title=_placed(data["title"], LEAD_IN),
        opening=tuple(checked(opening, _any_place(opening))) if opening else (),
        lead_in=_placed(data.get("lead_in", ""), LEAD_IN),
        basics=_text(data["basics"]),
        work=_text(data.get("work", "")),
        sections=tuple(_section(row, at) for at, row in enumerate(data["section"], 1)),
        other=_text(data["other"]),
        problems=_text(data["problems"]),
        plans=_text(data["plans"]),
        closing=_placed(data.get("closing", ""), LEAD_IN),
        ledger=tuple(_ledger_words(row) for row in data.get("ledger", ())),
        ledger_area=_text(data.get("ledger_area", "慰问")),
        address=_text(data.get("address", "")),
        item=_placed(data.get("item", "{number}. "), frozenset({"number", "chinese"})),
        wording=read_wording(patterns),
        spans=tuple((name, _text(words)) for name, words in data.get("spans", {}).items()),
        events=tuple((area, tuple(checked(words, EVENTS))) for area, words in data.get("events", {}).items()),
        spoken=tuple((area, _text(words)) for area, words in data.get("spoken", {}).items()),
        gather=_gather(gather),
    )


def _gather(row: Mapping[str, Any]) -> Gather:
    return Gather(
        frozenset(map(_text, row.get("gift_kinds", ()))),
        tuple(map(_text, row.get("everyone", ()))),
        frozenset(map(_text, row.get("private_kinds", ()))),
        tuple(map(_text, row.get("private_words", ()))),
        int(row.get("table_from", TABLE_FROM)),
        tuple((area, int(number)) for area, number in row.get("tables", {}).items()),
        tuple(map(_text, row.get("levels", ()))),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r}")
    return value


def _placed(value: object, places: frozenset[str]) -> str:
    return next(checked(_text(value), places))


def _any_place(lines: Iterable[str]) -> frozenset[str]:
    """Every place of the lines: an opening may name any item of the overview."""
    return frozenset(place for line in lines for place in PLACE.findall(_text(line)) if place)


def _line(text: str, part: str) -> int:
    """The line of a file on which a wrong part stands; 1 where it is one that is missing."""
    name = part.rsplit(".", 1)[-1].strip("'\"")
    lines = text.splitlines()
    return next((at for at, line in enumerate(lines, 1) if name and name in line), 1)


def _section(row: Mapping[str, Any], at: int) -> StyleSection:
    headings = tuple((frozenset(areas.split("、")), _text(words)) for areas, words in row.get("only", {}).items())
    return StyleSection(
        _text(row["heading"]), tuple(map(_text, row["areas"])), headings, _text(row.get("key", f"section{at}"))
    )


def _ledger_words(row: Mapping[str, Any]) -> LedgerWords:
    return LedgerWords(
        tuple(map(_text, row["kinds"])),
        _text(row["area"]),
        _text(row.get("heads", "")),
        _text(row.get("cash", "")),
        bool(row.get("apart", False)),
    )


def _listed(data: Mapping[str, Any], name: str) -> list[str]:
    """The words a style lists under a name; none where its file holds something else there."""
    found = data.get(name, ())
    return [word for word in found if isinstance(word, str)] if isinstance(found, list) else []


def fitting_style(styles: Mapping[str, Mapping[str, Any]], kinds: set[str], union: str) -> str:
    """The style for a union of one of these kinds, else for one with such a name, else the first there is."""
    for key, data in styles.items():
        if kinds & {key, *_listed(data, "kinds")}:
            return key
    # The later a word stands in the name, the more it says what the union is: ××县××中学.
    found = [(union.rfind(word), key) for key, data in styles.items() for word in _listed(data, "names")]
    place, key = max(found, default=(-1, ""))
    if place >= 0:
        return key
    return DEFAULT_STYLE if DEFAULT_STYLE in styles else next(iter(styles))
