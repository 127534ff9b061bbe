"""Places shared out: largest remainder, a ratio of a count, steps, and adjustments by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from app.domain.errors import AppError
from app.i18n import N_

Weight = int | Fraction
Rounding = Literal["half_up", "down", "up"]
Method = Literal["largest_remainder"]

NOTE_REMAINDER = N_("One more place for the largest remainder")
NOTE_FLOOR = N_("Raised to the least number of places")
NOTE_CEILING = N_("Held at the greatest number of places")
NOTE_CAPPED = N_("Lowered to keep within the total")


@dataclass(frozen=True, slots=True)
class Share:
    """One group's share.

    ``quotient`` is the calculated value (计算值) before bounds and rounding; ``base`` the whole places it is
    sure of within the bounds, ``remainder`` what is left over and competes for the rest, ``allotted`` the
    places in the end and ``adjust`` those among them that were added or taken by hand.
    """

    weight: Weight
    quotient: Fraction
    base: int
    remainder: Fraction
    allotted: int
    note_msgid: str = ""
    adjust: int = 0


@dataclass(frozen=True, slots=True)
class Allotment:
    """The shares in the order of the groups given."""

    rows: tuple[Share, ...]

    @property
    def total(self) -> int:
        """The places allotted in all."""
        return sum(row.allotted for row in self.rows)

    @property
    def places(self) -> tuple[int, ...]:
        """The places of each group."""
        return tuple(row.allotted for row in self.rows)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a table: groups of up to ``upto`` people (None: any number) get ``places``."""

    upto: int | None
    places: int


def allot(
    total: int,
    weights: Sequence[Weight],
    *,
    floors: Sequence[int] | None = None,
    ceilings: Sequence[int | None] | None = None,
    method: Method = "largest_remainder",
) -> Allotment:
    """Share ``total`` places out in proportion to ``weights``; their sum is ``total`` exactly.

    Where a floor or a ceiling binds, the others share what is left, still in proportion. Equal remainders
    are decided for the heavier group, then for the one that stands first.

    Raises:
        AppError: the floors, ceilings or weights make it impossible.
    """
    if method != "largest_remainder":
        raise ValueError(method)
    low = tuple(floors) if floors is not None else (0,) * len(weights)
    high = tuple(ceilings) if ceilings is not None else (None,) * len(weights)
    _check(total, weights, low, high)
    bounded = _bounded(total, weights, low, high)
    base = [math.floor(value) for value in bounded]
    lucky = _largest(bounded, weights, total - sum(base))
    whole = sum(weights)
    return Allotment(
        tuple(
            _share(weight, Fraction(total * weight) / whole if whole else Fraction(0), value, lucky=i in lucky)
            for i, (weight, value) in enumerate(zip(weights, bounded, strict=True))
        )
    )


_EACH = r"(?:每个?|各)(?:单位|分会|分工会|工会小组|小组|基层工会|支会|部门|科室|车间)"
_FLOOR = re.compile(_EACH + r"[^，。；,;、]{0,6}?(?:至少|最少|不少于|不低于|保底)\s*(\d{1,3})\s*[名个]?")
_CEILING = re.compile(_EACH + r"[^。；;]{0,14}?(?:至多|最多|不多于|不超过|封顶)\s*(\d{1,3})\s*[名个]?")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest number of places that a group may have; None is no greatest."""

    floor: int = 0
    ceiling: int | None = None


def bounds_in(text: str) -> Bounds:
    """The bounds that a sentence sets for every group: 每单位至少1名、最多3名; none where it sets none.

    Only what is said of each unit (每…, 各…) counts, so that “不超过12名” of the whole is no bound.
    """
    floor, ceiling = _FLOOR.search(text), _CEILING.search(text)
    return Bounds(int(floor[1]) if floor else 0, int(ceiling[1]) if ceiling else None)


def by_ratio(
    counts: Sequence[int],
    ratio: Fraction,
    rounding: Rounding = "half_up",
    minimum: int = 0,
    maximum: int | None = None,
    cap_total: int | None = None,
) -> Allotment:
    """Give each group ``ratio`` of its count, rounded and bounded.

    ``cap_total`` limits the sum: where the groups' own numbers pass it, it is shared by largest remainder
    with those numbers as ceilings.

    Raises:
        AppError: ``minimum`` places a group are more than ``cap_total`` in all.
    """
    rows = tuple(_by_ratio(count, ratio, rounding, minimum, maximum) for count in counts)
    if cap_total is None or sum(row.allotted for row in rows) <= cap_total:
        return Allotment(rows)
    floors = [min(minimum, row.allotted) for row in rows]
    capped = allot(cap_total, counts, floors=floors, ceilings=[row.allotted for row in rows])
    return Allotment(
        tuple(
            row if new.allotted == row.allotted else replace(row, allotted=new.allotted, note_msgid=NOTE_CAPPED)
            for row, new in zip(rows, capped.rows, strict=True)
        )
    )


def by_steps(counts: Sequence[int], steps: Sequence[Step]) -> Allotment:
    """Give each group the places of the first step it fits in; one open step gives all the same.

    Raises:
        AppError: a group is larger than the last step reaches.
    """
    rows = (
        Share(count, Fraction(places), places, Fraction(0), places)
        for count in counts
        for places in (_step(count, steps),)
    )
    return Allotment(tuple(rows))


def adjusted(allotment: Allotment, changes: Sequence[int]) -> Allotment:
    """Add (or, where negative, take) places by hand (加减名额), group by group.

    Raises:
        AppError: a group would be left with fewer than none.
    """
    rows = []
    for row, change in zip(allotment.rows, changes, strict=True):
        if row.allotted + change < 0:
            raise AppError(
                N_("{taken} places cannot be taken from a group that has {places}. Take fewer."),
                taken=-change,
                places=row.allotted,
            )
        rows.append(replace(row, allotted=row.allotted + change, adjust=row.adjust + change))
    return Allotment(tuple(rows))


def rounded(value: Fraction, rounding: Rounding = "half_up") -> int:
    """``value`` as a whole number; ``half_up`` is 四舍五入, never the banker's rounding."""
    if rounding == "down":
        return math.floor(value)
    return math.ceil(value) if rounding == "up" else math.floor(value + Fraction(1, 2))


def _check(total: int, weights: Sequence[Weight], low: Sequence[int], high: Sequence[int | None]) -> None:
    if not len(weights) == len(low) == len(high):
        raise ValueError("weights, floors and ceilings differ in length")
    if total < 0 or any(weight < 0 for weight in weights):
        raise AppError(N_("Neither the places nor the groups' numbers may be below zero."))
    for floor, ceiling in zip(low, high, strict=True):
        if floor < 0 or (ceiling is not None and ceiling < floor):
            raise AppError(
                N_("A group's least number of places ({floor}) is above its greatest ({ceiling}). Change one of them."),
                floor=floor,
                ceiling=ceiling if ceiling is not None else "",
            )
    if sum(low) > total:
        raise AppError(
            N_("The groups' least numbers come to {sum}, more than the {total} places. Lower them."),
            sum=sum(low),
            total=total,
        )
    _check_room(total, weights, low, high)


def _check_room(total: int, weights: Sequence[Weight], low: Sequence[int], high: Sequence[int | None]) -> None:
    """Refuse a total that the groups cannot take; a group of nobody takes no more than its floor."""
    room = 0
    for weight, floor, ceiling in zip(weights, low, high, strict=True):
        if weight and ceiling is None:
            return
        room += ceiling if weight and ceiling is not None else floor
    if room < total:
        raise AppError(
            N_(
                "The groups can take {room} places at most, fewer than the {total} to give. "
                "Raise the greatest numbers or check the groups' sizes."
            ),
            room=room,
            total=total,
        )


def _bounded(total: int, weights: Sequence[Weight], low: Sequence[int], high: Sequence[int | None]) -> list[Fraction]:
    """The fractions of the places that keep the bounds, are proportional between them and sum to ``total``.

    Each is clamp(rate × weight): their sum grows with the rate and bends only where a group leaves its
    floor or meets its ceiling, so the rate is found on the last bend that does not pass ``total``.
    """
    groups = list(zip(weights, low, high, strict=True))
    bends = {Fraction(0)}
    for weight, floor, ceiling in groups:
        if weight:
            bends.add(Fraction(floor) / weight)
            bends.update([Fraction(ceiling) / weight] if ceiling is not None else [])
    rate = _last_within(sorted(bends), groups, total)
    moving = sum(
        (
            weight
            for weight, floor, ceiling in groups
            if weight and floor <= rate * weight and (ceiling is None or rate * weight < ceiling)
        ),
        Fraction(0),
    )
    missing = total - sum(_clamped(rate, *group) for group in groups)
    if missing:
        rate += Fraction(missing) / moving
    return [_clamped(rate, *group) for group in groups]


def _last_within(bends: Sequence[Fraction], groups: Sequence[tuple[Weight, int, int | None]], total: int) -> Fraction:
    for here, after in pairwise(bends):
        if sum(_clamped(after, *group) for group in groups) > total:
            return here
    return bends[-1]


def _clamped(rate: Fraction, weight: Weight, floor: int, ceiling: int | None) -> Fraction:
    value = max(Fraction(rate * weight), Fraction(floor))
    return value if ceiling is None else min(value, Fraction(ceiling))


def _largest(bounded: Sequence[Fraction], weights: Sequence[Weight], places: int) -> set[int]:
    """Who gets the ``places`` that rounding down has left."""
    order = sorted(range(len(bounded)), key=lambda i: (math.floor(bounded[i]) - bounded[i], -weights[i], i))
    return set(order[:places])


def _share(weight: Weight, quotient: Fraction, bounded: Fraction, *, lucky: bool) -> Share:
    base = math.floor(bounded)
    note = NOTE_REMAINDER if lucky else ""
    if bounded == base and bounded != quotient and not lucky:
        note = NOTE_FLOOR if bounded > quotient else NOTE_CEILING
    return Share(weight, quotient, base, bounded - base, base + lucky, note)


def _by_ratio(count: int, ratio: Fraction, rounding: Rounding, minimum: int, maximum: int | None) -> Share:
    quotient = count * ratio
    wanted = rounded(quotient, rounding)
    places, note = wanted, ""
    if wanted < minimum:
        places, note = minimum, NOTE_FLOOR
    if maximum is not None and places > maximum:
        places, note = maximum, NOTE_CEILING
    base = math.floor(quotient)
    return Share(count, quotient, base, quotient - base, places, note)


def _step(count: int, steps: Sequence[Step]) -> int:
    for step in steps:
        if step.upto is None or count <= step.upto:
            return step.places
    raise AppError(N_("No step of the table covers a group of {count}. Add an open last step."), count=count)
