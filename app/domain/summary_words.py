"""The sentence patterns of a summary: several wordings of each, chosen by a place so that neighbours differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PLACE = re.compile(r"\{([^{}]*)\}")

# The patterns there are and the places each may hold.
PATTERNS: dict[str, frozenset[str]] = {
    name: frozenset(places.split())
    for name, places in {
        "about": "上级工会 届次 工会主席",
        "people": "counts",
        "units": "counts",
        "grown": "change before",
        "shrunk": "change before",
        "same": "change before",
        "members_more": "change before",
        "members_fewer": "change before",
        "aid_totals": "span heads money",
        "aid_money": "span money",
        "gifts": "span occasions heads money",
        "series_aid": "what count heads money",
        "group_aid": "what occasions heads money",
        "group_events": "what count heads money titles",
        "group_agreements": "what count heads money titles",
        "group_proposals": "what count heads money titles",
        "group_fund": "what count money each",
        "agreements": "span count heads",
        "proposals": "span count adopted",
        "honours": "span count levels",
        "area": "area",
        "table": "caption",
        "whom": "target",
        "gave": "goods",
        "attended": "persons",
        "granted": "who by what",
        "got": "who what",
        "proposed": "who what kind",
        "award_held": "what target",
        "award_chosen": "name quota proposed chosen names",
        "plan_on": "area",
        "plan_new": "area",
    }.items()
}
# What a pattern for the events of an area may hold.
EVENTS = frozenset({"span", "count", "heads"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Patterns by name, each in several wordings."""

    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def pick(self, name: str, place: int = 0) -> str:
        """The wording of a pattern for a place; the same place has always the same one. KeyError if unknown."""
        variants = dict(self.patterns)[name]
        return variants[place % len(variants)]


def read_wording(data: Mapping[str, Any]) -> Wording:
    """Read the ``patterns`` of a style; each is one text or a list of texts.

    Raises:
        ValueError: a pattern is missing, is no text, or holds a place it cannot have; says which.
    """
    found = []
    for name, places in PATTERNS.items():
        if name not in data:
            raise ValueError(f"patterns.{name}")
        found.append((name, tuple(checked(data[name], places))))
    return Wording(tuple(found))


def checked(value: object, places: frozenset[str]) -> Iterator[str]:
    """The wordings of one pattern.

    Raises:
        ValueError: it is no text, or holds a place it cannot have, or a bracket is open; says which.
    """
    variants = [value] if isinstance(value, str) else value
    if not isinstance(variants, list) or not variants:
        raise ValueError(f"{value!r}")
    for text in variants:
        if not isinstance(text, str):
            raise ValueError(f"{text!r}")
        wrong = [place for place in PLACE.findall(text) if place not in places]
        if wrong or text.count("[") != text.count("]") or re.search(r"[{}]", PLACE.sub("", text)):
            raise ValueError(text)
        yield text
