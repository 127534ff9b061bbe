"""The places of one award shared out among the units: worked out by a rule, adjusted by hand, kept in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from app.book import allotting
from app.book.book import Book
from app.book.reader import Reader, Row
from app.domain import quota
from app.domain.errors import AppError
from app.i18n import N_

Base = Literal["members", "cadres"]
Rule = Literal["largest_remainder", "half_up", "down", "up"]
RULES: tuple[Rule, ...] = ("largest_remainder", "half_up", "down", "up")
_BASE_WORDS: dict[Base, str] = {"members": "会员人数", "cadres": "工会干部人数"}
_MOST_PERCENT = 100


@dataclass(frozen=True, slots=True)
class QuotaUnit:
    """One unit that gets places; ``adjusted`` are those given or taken by hand (加减). None is unknown."""

    place: str
    unit_id: int | None = None
    members: int | None = None
    cadres: int | None = None
    adjusted: int = 0
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class QuotaWish:
    """How places are shared out: their number, or where it is None a ``ratio`` of the base, and the rule.

    Every unit has ``fixed`` places beforehand; ``floor`` and ``ceiling`` bound these and the rule's together.
    """

    total: int | None = None
    ratio: Fraction | None = None
    base: Base = "members"
    rule: Rule = "largest_remainder"
    floor: int = 0
    ceiling: int | None = None
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What the rule gives one unit; ``note_msgid`` says what bound it. ``quotient`` is None where it is as kept."""

    quotient: Fraction | None
    remainder: Fraction | None
    allotted: int
    note_msgid: str = ""


@dataclass(frozen=True, slots=True)
class QuotaPlan:
    """The shares in the order of the units, the number to award, and what makes it impossible, if anything does."""

    shares: tuple[UnitShare, ...] = ()
    target: int | None = None
    problem: AppError | None = None

    def totals(self, units: Sequence[QuotaUnit]) -> tuple[int, ...]:
        """The places of each unit in the end."""
        return tuple(share.allotted + unit.adjusted for share, unit in zip(self.shares, units, strict=True))


@dataclass(frozen=True, slots=True)
class Kept:
    """An award's allotment as the book has it: ``plan`` is None where none was kept yet."""

    units: tuple[QuotaUnit, ...]
    wish: QuotaWish
    plan: QuotaPlan | None = None


def load(read: Reader, award_id: int, year: int) -> Kept:
    """The units of an award with their places as kept; where none are kept, every unit of the union."""
    award = read.row("award", award_id)
    base: Base = "cadres" if "干部" in award["base"] or "工作者" in award["name"] else "members"
    rows = read.parts("award_quota", "award_id", award_id)
    if not rows:
        return Kept(units_of(read, year), _wish(award, base))
    paths = read.captions("unit", [row["unit_id"] for row in rows if row["unit_id"]])
    units = tuple(_kept_unit(row, paths) for row in rows)
    shares = tuple(_kept_share(row) for row in rows)
    return _recognised(Kept(units, _wish(award, base), QuotaPlan(shares, award["quota"])))


def units_of(read: Reader, year: int) -> tuple[QuotaUnit, ...]:
    """Every unit among whom places are shared out, with its members and officers at the year's end."""
    places = allotting.counts(read, year).places
    return tuple(QuotaUnit(one.name, one.unit_id, one.members, one.cadres) for one in places)


def share_out(units: Sequence[QuotaUnit], wish: QuotaWish) -> QuotaPlan:
    """What the rule gives each unit; a unit whose number is not known counts as one of nobody."""
    weights = [(unit.members if wish.base == "members" else unit.cadres) or 0 for unit in units]
    target = _target(wish, sum(weights))
    if target is None or not units:
        return QuotaPlan(tuple(UnitShare(None, None, 0) for _ in units), target)
    try:
        rows = _rows(weights, wish, target)
    except AppError as error:
        return QuotaPlan(tuple(UnitShare(None, None, 0) for _ in units), target, error)
    shares = (UnitShare(row.quotient, row.remainder, row.allotted + wish.fixed, row.note_msgid) for row in rows)
    return QuotaPlan(tuple(shares), target)


def save(book: Book, award_id: int, units: Sequence[QuotaUnit], plan: QuotaPlan, wish: QuotaWish) -> None:
    """Keep the allotment and, on the award, the number it was made for, in one step.

    Rows of units that are not among ``units`` any more are deleted.
    """
    award = book.read.row("award", award_id)
    kept = {unit.row_id for unit in units if unit.row_id}
    with book.step(N_("Share out the places of {name}"), name=award["name"]) as writer:
        writer.update("award", award_id, _award_columns(award, plan, wish))
        for row in book.read.parts("award_quota", "award_id", award_id):
            if row["id"] not in kept:
                writer.delete("award_quota", row["id"])
        for unit, share in zip(units, plan.shares, strict=True):
            values = {"place": unit.place, "unit_id": unit.unit_id, "members": unit.members, "cadres": unit.cadres,
                      "allotted": share.allotted, "adjusted": unit.adjusted or None}  # fmt: skip
            if share.quotient is not None or not unit.row_id:
                values["quotient"] = "" if share.quotient is None else two_decimals(share.quotient)
            if unit.row_id:
                writer.update("award_quota", unit.row_id, values)
            else:
                writer.insert("award_quota", {"award_id": award_id, **values})


def parse_ratio(text: str) -> Fraction | None:
    """A ratio as the book keeps it: 0.14 and 14 are both 14 per cent."""
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return (value if value < 1 else value / 100) or None


def parse_percent(text: str) -> Fraction | None:
    """Per cent as the clerk types them (14, 2.5, 14%); None for what is no share of the whole."""
    try:
        value = Fraction(text.strip().removesuffix("%").removesuffix("％").strip())
    except (ValueError, ZeroDivisionError):
        return None
    return value / 100 if 0 < value <= _MOST_PERCENT else None


def percent_text(ratio: Fraction) -> str:
    """A ratio in per cent, as it would be typed."""
    return f"{float(ratio * 100):g}"


def two_decimals(value: Fraction) -> str:
    """A calculated value to two decimals, rounded half up."""
    hundredths = quota.rounded(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _target(wish: QuotaWish, weight: int) -> int | None:
    """The number to award: as set, else the ratio of the whole base, rounded as the rule rounds."""
    if wish.total is not None or wish.ratio is None:
        return wish.total
    return quota.rounded(wish.ratio * weight, "half_up" if wish.rule == "largest_remainder" else wish.rule)


def _rows(weights: Sequence[int], wish: QuotaWish, target: int) -> tuple[quota.Share, ...]:
    """The shares without the fixed places, which are taken off the number beforehand."""
    left = target - wish.fixed * len(weights)
    floor = max(0, wish.floor - wish.fixed)
    ceiling = None if wish.ceiling is None else max(0, wish.ceiling - wish.fixed)
    if left < 0:
        raise AppError(N_("The fixed places alone come to more than the {total} places. Lower them."), total=target)
    if wish.rule == "largest_remainder":
        count = len(weights)
        return quota.allot(left, weights, floors=[floor] * count, ceilings=[ceiling] * count).rows
    whole = sum(weights)
    ratio = Fraction(left, whole) if whole and (wish.total is not None or wish.fixed) else wish.ratio or Fraction(0)
    return quota.by_ratio(weights, ratio, wish.rule, floor, ceiling).rows


def _recognised(kept: Kept) -> Kept:
    """The rule that gives just what was kept, so that the window opens with it; else what was kept as it stands."""
    if kept.plan is None:
        return kept
    asked = (kept.plan.target, kept.plan.totals(kept.units))
    for rule in RULES:
        wish = replace(kept.wish, rule=rule)
        plan = share_out(kept.units, wish)
        if not plan.problem and (plan.target, plan.totals(kept.units)) == asked:
            return Kept(kept.units, wish, plan)
    return kept


def _wish(award: Row, base: Base) -> QuotaWish:
    """A number goes before a ratio: it is what was decided."""
    return QuotaWish(award["quota"], parse_ratio(award["ratio"]), base)


def _kept_unit(row: Row, paths: dict[int, str]) -> QuotaUnit:
    place = row["place"] or paths.get(row["unit_id"], "").rpartition("/")[2]
    return QuotaUnit(place, row["unit_id"], row["members"], row["cadres"], row["adjusted"] or 0, row["id"])


def _kept_share(row: Row) -> UnitShare:
    quotient = Fraction(row["quotient"]) if row["quotient"] else None
    remainder = quotient - quotient // 1 if quotient is not None else None
    return UnitShare(quotient, remainder, row["allotted"] or 0)


def _award_columns(award: Row, plan: QuotaPlan, wish: QuotaWish) -> dict[str, object]:
    """The clerk's own words stay where they say the same."""
    word = _BASE_WORDS[wish.base]
    same = ("干部" in award["base"]) == (wish.base == "cadres") and award["base"]
    columns: dict[str, object] = {"base": award["base"] if same else word}
    if award["quota"] != plan.target:
        columns |= {"quota": plan.target, "quota_given": ""}
    if wish.ratio is not None and wish.total is None and parse_ratio(award["ratio"]) != wish.ratio:
        exact = Decimal(wish.ratio.numerator) / Decimal(wish.ratio.denominator)
        columns["ratio"] = format(exact.normalize(), "f")
    return columns
