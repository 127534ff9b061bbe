"""All that the book holds on one person, gathered for the sheet that she may ask for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactGroup:
    """A heading with pairs of caption and value."""

    title: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FactList:
    """A heading with rows under captions; ``weights`` are the shares of the width."""

    title: str
    captions: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The sheet: whose, by whom, when; ``whole`` says that no number is masked."""

    name: str
    union: str
    made_on: str
    groups: tuple[FactGroup, ...]
    lists: tuple[FactList, ...]
    whole: bool = False
