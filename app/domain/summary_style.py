"""The style of a summary: its headings, their order and the words around the facts, read from a clerk's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.errors import FileProblem
from app.i18n import N_


@dataclass(frozen=True, slots=True)
class StyleSection:
    """One section of the work and the areas that go into it, in order."""

    heading: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """One style.

    ``opening`` patterns hold places such as ``{主题}``; a pattern is used only where each place has its text.
    ``work`` is the heading above the sections; where it is empty the sections stand on the first level.
    ``ledger`` names the area of each kind of aid, ``ledger_area`` that of all others.
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
    ledger: tuple[tuple[str, str], ...]
    ledger_area: str

    def area_of(self, kind: str) -> str:
        """The area to which a kind of aid belongs."""
        return dict(self.ledger).get(kind, self.ledger_area)


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
            sections=tuple(StyleSection(str(s["heading"]), tuple(map(str, s["areas"]))) for s in data["section"]),
            other=str(data["other"]),
            problems=str(data["problems"]),
            plans=str(data["plans"]),
            closing=str(data.get("closing", "")),
            ledger=tuple((str(kind), str(row["area"])) for row in data.get("ledger", ()) for kind in row["kinds"]),
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
