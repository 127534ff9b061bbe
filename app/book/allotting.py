"""How many members each unit counts, and the places of an award shared out among the units by them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import count

from app.book.members import roster
from app.book.reader import Reader, Row
from app.domain import membership, quota
from app.domain.award_facts import QuotaFacts, QuotaRow, is_individual
from app.domain.errors import AppError
from app.formats import count_text

_NO_POST = {"", "无", "会员代表", "职工代表", "工会积极分子"}


@dataclass(frozen=True, slots=True)
class UnitCount:
    """The members and officers of one unit with all below it; ``listed`` says that they come from the roster.

    ``stated`` are the members its own record states. A number that is not known is None.
    """

    unit_id: int
    name: str
    members: int | None
    cadres: int | None
    listed: bool
    stated: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Every unit's count, and those among whom places are shared out.

    These stand right under the union's one top unit (with a line for the top's own members, where it has any),
    or at the top where there are several.
    """

    by_unit: Mapping[int, UnitCount]
    places: tuple[UnitCount, ...]


def counts(read: Reader, year: int) -> Counts:
    """The counts on the last day of a reporting year; members who only keep the membership are left out."""
    day = read.period(year)[1]
    there = roster(read, day)
    units = [row for row in read.every("unit") if not row["closed_to"] or row["closed_to"] > day.isoformat()]
    voting = [row for row in read.every("member") if row["id"] in there and row["state"] != membership.State.KEPT]
    members, cadres = _per_unit(voting), _per_unit([m for m in voting if m["union_post"] not in _NO_POST])
    below = _below(units)
    found = {row["id"]: _count(row, below[row["id"]], members, cadres) for row in units}
    tops = [row for row in units if not row["parent_id"]]
    if len(tops) != 1 or len(units) == 1:
        return Counts(found, tuple(found[row["id"]] for row in tops))
    top = tops[0]
    places = [found[row["id"]] for row in units if row["parent_id"] == top["id"]]
    if members.get(top["id"]):
        own = _count(top, {top["id"]}, members, cadres)
        places.insert(0, replace(own, name=f"{top['name']}（本级）", stated=None))
    return Counts(found, tuple(places))


def _count(row: Row, wanted: set[int], members: Mapping[int, int], cadres: Mapping[int, int]) -> UnitCount:
    listed, officers = (sum(found.get(unit_id, 0) for unit_id in wanted) for found in (members, cadres))
    known = listed or row["members"], officers or row["cadres"]
    return UnitCount(row["id"], row["name"], *known, listed=bool(listed), stated=row["members"])


def quotas(award: Row, rows: Sequence[Row], places: Sequence[UnitCount], paths: Mapping[int, str]) -> QuotaFacts:
    """The allotment of an award: as the clerk has set it, else worked out from the members of the units."""
    if rows:
        return _as_set(award, rows, paths)
    if not places:
        return QuotaFacts()
    shares, how = _shares(award, places)
    ratios = _ratios(award, [unit.members for unit in places])
    lines = tuple(_line(*of_unit) for of_unit in zip(places, shares, ratios, strict=True))
    known = [share.allotted for share in shares if share]
    return QuotaFacts(
        lines, _sum([unit.members for unit in places]), _sum([unit.cadres for unit in places]), _sum(known), "",
        _sum(known), how + _where_from(places), _agrees(award, known), computed=True,
    )  # fmt: skip


def _agrees(award: Row, places: Sequence[int]) -> str:
    """Whether the places given are as many as there are to give, in words; "" where one of them is not known."""
    total, word = award["quota"], _word(award)
    if total is None or not places:
        return ""
    given = sum(places)
    if given == total:
        return f"各单位实际名额合计{given}{word}，与评选名额一致。"
    less = "少" if given < total else "多"
    return f"各单位实际名额合计{given}{word}，比评选名额{total}{word}{less}{abs(given - total)}{word}，请核对。"


def _word(award: Row) -> str:
    """What the places of an award are counted in: people in 名, units in 个."""
    return "名" if is_individual(award["target"], award["name"]) else "个"


def percents(numbers: Sequence[int | None]) -> tuple[str, ...]:
    """Each number's share of their sum in per cent with one decimal, rounded half up; "" where it is not known."""
    whole = sum(number or 0 for number in numbers)
    return tuple("" if number is None or not whole else _percent(Fraction(number, whole)) for number in numbers)


def _percent(share: Fraction) -> str:
    whole, tenth = divmod(quota.rounded(share * 1000), 10)
    return f"{whole}.{tenth}%"


def _ratios(award: Row, numbers: Sequence[int | None]) -> tuple[str, ...]:
    """What stands under 比例: the ratio that the award sets for all, else each unit's share of the whole."""
    ratio = _ratio_text(award["ratio"])
    return (ratio,) * len(numbers) if ratio else percents(numbers)


def sum_of(texts: Iterable[str]) -> str:
    """The sum of decimal texts, "" where one of them is no number or there are none."""
    values = list(texts)
    try:
        return format(sum((Decimal(text) for text in values), Decimal(0)).normalize(), "f") if values else ""
    except InvalidOperation:
        return ""


def _as_set(award: Row, rows: Sequence[Row], paths: Mapping[int, str]) -> QuotaFacts:
    counted = "cadres" if "干部" in award["base"] else "members"
    ratios = _ratios(award, [row[counted] for row in rows])
    lines = tuple(_set_line(row, ratio, paths) for row, ratio in zip(rows, ratios, strict=True))
    names = ("members", "cadres", "allotted", "adjusted")
    members, cadres, allotted, _ = (_sum([row[name] for row in rows]) for name in names)
    finals = [final for row in rows if (final := _final(row)) is not None]
    changed = [row["adjusted"] for row in rows if row["adjusted"]]
    base = f"以{award['base']}为基数，" if award["base"] else ""
    return QuotaFacts(
        lines, members, cadres, allotted, _signed(sum(changed), zero=True) if changed else "", _sum(finals),
        f"{base}各单位名额按本表分配。", _agrees(award, finals),
    )  # fmt: skip


def _set_line(row: Row, ratio: str, paths: Mapping[int, str]) -> QuotaRow:
    final = _final(row)
    return QuotaRow(
        row["place"] or paths.get(row["unit_id"], ""), count_text(row["members"]), count_text(row["cadres"]), ratio,
        row["quotient"], _remainder(row["quotient"]), count_text(row["allotted"]), _signed(row["adjusted"]),
        "" if final is None else str(final), row["remark"],
    )  # fmt: skip


def _final(row: Row) -> int | None:
    """The places a unit really has: those allotted and those added or taken by hand."""
    return None if row["allotted"] is None else int(row["allotted"]) + int(row["adjusted"] or 0)


def _remainder(quotient: str) -> str:
    """What of a calculated value lies behind its whole number, with as many decimals; "" where it is no number."""
    try:
        value = Decimal(quotient)
    except InvalidOperation:
        return ""
    return format(value % 1, "f") if value.is_finite() and value >= 0 else ""


def _shares(award: Row, groups: Sequence[UnitCount]) -> tuple[list[quota.Share | None], str]:
    """Each group's share and in words how it was worked out; None where nothing can be."""
    weights, total, ratio = [unit.members or 0 for unit in groups], award["quota"], _ratio(award["ratio"])
    bounds = quota.bounds_in("；".join((award["base"], award["remark"], award["conditions"])))
    told = _said(bounds, _word(award))
    if total is not None and any(weights):
        shares, said = _shared(total, weights, bounds, told)
        how = f"会员{sum(weights)}人，评选{total}{_word(award)}，按会员人数用最大余额法计算"
        said = f"（计算值=单位会员人数×名额÷会员总数）{said}"
        return list(shares), f"{how}{said}。"
    if total is None and ratio and any(weights):
        how = f"会员{sum(weights)}人，按会员人数的{_ratio_text(award['ratio'])}四舍五入计算{told}。"
        return list(quota.by_ratio(weights, ratio, "half_up", bounds.floor, bounds.ceiling).rows), how
    missing = "评选名额没有定，" if total is None else "各单位会员人数没有登记，"
    return [None] * len(groups), f"{missing}分配名额留待填写。"


def _shared(
    total: int, weights: Sequence[int], bounds: quota.Bounds, told: str
) -> tuple[tuple[quota.Share, ...], str]:  # fmt: skip
    """The places shared out within the bounds, which are ``told``; without them where they cannot be kept."""
    floors, ceilings = [bounds.floor] * len(weights), [bounds.ceiling] * len(weights)
    try:
        found = quota.allot(total, weights, floors=floors, ceilings=ceilings)
    except AppError:
        return quota.allot(total, weights).rows, f"；{told[1:]}与评选名额不能同时满足，未采用"
    return found.rows, told


def _said(bounds: quota.Bounds, word: str) -> str:
    """The bounds in words: ，每个单位不少于1名、不多于3名; "" where there are none."""
    parts = [f"不少于{bounds.floor}{word}"] if bounds.floor else []
    parts += [f"不多于{bounds.ceiling}{word}"] if bounds.ceiling is not None else []
    return f"，每个单位{'、'.join(parts)}" if parts else ""


def _where_from(groups: Sequence[UnitCount]) -> str:
    listed = {unit.listed for unit in groups if unit.members}
    if listed == {True}:
        return "会员人数按会员名册统计，不含保留会籍的会员。"
    if listed == {False}:
        return "会员人数按组织登记的会员数。"
    return "会员人数按会员名册统计，名册上没有会员的单位按组织登记的会员数。" if listed else ""


_NOTES = {
    quota.NOTE_FLOOR: "按最少名额",
    quota.NOTE_CEILING: "按最多名额",
    quota.NOTE_REMAINDER: "余数进一",
    quota.NOTE_CAPPED: "按总额减少",
}


def _line(unit: UnitCount, share: quota.Share | None, ratio: str) -> QuotaRow:
    differs = unit.listed and unit.stated is not None and unit.stated != unit.members
    extra = [f"组织登记会员{unit.stated}人"] if differs else []
    if share is None:
        return QuotaRow(unit.name, count_text(unit.members), count_text(unit.cadres), ratio,
                        remark="；".join(extra))  # fmt: skip
    value = share.base + share.remainder  # what the bounds have left of the quotient
    if value != share.quotient:
        extra.insert(0, f"按比例为{_decimals(share.quotient)[0]}")
    extra = [_NOTES[share.note_msgid], *extra] if share.note_msgid else extra
    return QuotaRow(
        unit.name, count_text(unit.members), count_text(unit.cadres), ratio, *_decimals(value),
        count_text(share.allotted), "", count_text(share.allotted), "；".join(extra),
    )  # fmt: skip


def _ratio(text: str) -> Fraction | None:
    """A ratio as a fraction: 0.14 and 14 are both 14 per cent."""
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return value if value < 1 else value / 100


def _ratio_text(text: str) -> str:
    value = _ratio(text)
    return "" if not value else f"{float(value * 100):g}%"


def _decimals(value: Fraction) -> tuple[str, str]:
    """A calculated value and its remainder to two decimals, rounded half up.

    5.999 is not written 6.00, which would deny its remainder: it gets as many decimals as it needs.
    """
    places = next(n for n in count(2) if quota.rounded(value * 10**n) // 10**n == math.floor(value))
    scaled = quota.rounded(value * 10**places)
    whole, part = divmod(scaled, 10**places)
    return f"{whole}.{part:0{places}d}", f"0.{part:0{places}d}"


def _signed(number: int | None, *, zero: bool = False) -> str:
    return "" if not number and not zero else f"{number or 0:+d}".replace("+0", "0")


def _sum(numbers: Sequence[int | None]) -> str:
    known = [number for number in numbers if number is not None]
    return str(sum(known)) if known else ""


def _below(units: Sequence[Row]) -> dict[int, set[int]]:
    """Each unit's own id and those of all units below it."""
    parents = {row["id"]: row["parent_id"] for row in units}
    found: dict[int, set[int]] = {unit_id: set() for unit_id in parents}
    for unit_id in parents:
        at, seen = unit_id, set[int]()
        while at in parents and at not in seen:
            found[at].add(unit_id)
            seen.add(at)
            at = parents[at]
    return found


def _per_unit(members: Sequence[Row]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in members:
        if not row["unit_id"]:
            continue
        found[row["unit_id"]] = found.get(row["unit_id"], 0) + 1
    return found
