"""The style of a summary: its headings, their order and the words around the facts, read from a clerk's file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.errors import FileProblem
from app.i18n import N_

DEFAULT_STYLE = "township"


@dataclass(frozen=True, slots=True)
class StyleSection:
    """One section of the work and the areas that go into it, in order.

    ``headings`` are for a section of which only some areas have work: those areas, and what it is called then.
    """

    heading: str
    areas: tuple[str, ...]
    headings: tuple[tuple[frozenset[str], str], ...] = ()

    def heading_for(self, areas: Iterable[str]) -> str:
        """The heading that claims no more than the areas that have work."""
        there = set(areas)
        fitting = [(len(of), heading) for of, heading in self.headings if there <= of]
        return min(fitting, default=(0, self.heading))[1]


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """Kinds of aid, the area they belong to, and what their heads (人, 人次) and their money are called."""

    kinds: tuple[str, ...]
    area: str
    heads: str = ""
    cash: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """One style.

    ``opening`` patterns hold places such as ``{主题}``; a pattern is used only where each place has its text.
    ``work`` is the heading above the sections; where it is empty the sections stand on the first level.
    ``ledger`` has the words for kinds of aid; all other kinds belong to ``ledger_area``.
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

    def words_of(self, kind: str) -> LedgerWords:
        """What a kind of aid is called and where it belongs."""
        usual = LedgerWords((kind,), self.ledger_area)
        return next((words for words in self.ledger if kind in words.kinds), usual)


def read_style(data: Mapping[str, Any]) -> Style:
    """Read a style's file.

    Raises:
        FileProblem: a part is missing or of the wrong kind.
    """
    try:
        return Style(
            id=str(data["id"]),
            name=str(data["name"]),
            title=str(data["title"]),
            opening=tuple(str(line) for line in data.get("opening", ())),
            lead_in=str(data.get("lead_in", "")),
            basics=str(data["basics"]),
            work=str(data.get("work", "")),
            sections=tuple(_section(row) for row in data["section"]),
            other=str(data["other"]),
            problems=str(data["problems"]),
            plans=str(data["plans"]),
            closing=str(data.get("closing", "")),
            ledger=tuple(_ledger_words(row) for row in data.get("ledger", ())),
            ledger_area=str(data.get("ledger_area", "慰问")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise FileProblem(
            N_(
                "The summary style “{style}” lacks a part or has a wrong one: {detail}. Correct it in "
                "forms/summary, or put the original back."
            ),
            style=str(data.get("id", "")),
            detail=str(error),
        ) from error


def _section(row: Mapping[str, Any]) -> StyleSection:
    headings = tuple((frozenset(areas.split("、")), str(words)) for areas, words in row.get("only", {}).items())
    return StyleSection(str(row["heading"]), tuple(map(str, row["areas"])), headings)


def _ledger_words(row: Mapping[str, Any]) -> LedgerWords:
    return LedgerWords(
        tuple(map(str, row["kinds"])), str(row["area"]), str(row.get("heads", "")), str(row.get("cash", ""))
    )


def fitting_style(styles: Mapping[str, Mapping[str, Any]], kinds: set[str], union: str) -> str:
    """The style for a union of one of these kinds, else for one with such a name, else the first there is."""
    for key, data in styles.items():
        if kinds & {key, *data.get("kinds", ())}:
            return key
    # The later a word stands in the name, the more it says what the union is: ××县××中学.
    found = [(union.rfind(word), key) for key, data in styles.items() for word in data.get("names", ())]
    place, key = max(found, default=(-1, ""))
    if place >= 0:
        return key
    return DEFAULT_STYLE if DEFAULT_STYLE in styles else next(iter(styles))
