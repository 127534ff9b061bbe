"""Counts and amounts of single records and their sums: 人, 人次, 户, 家 and money never meet in one sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.quantity import parse


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """What a count or amount field means: its header, its unit and the units that say the same thing.

    ``lead`` stands before the number in a sentence. ``summed`` fields may be added up over records.
    """

    field: str
    header: str
    unit: str
    lead: str
    same: tuple[str, ...] = ()
    money: bool = False
    summed: bool = True


PERSON_UNITS = ("人", "名", "位", "员", "口")

KINDS: dict[str, tuple[MeasureKind, ...]] = {
    "entry": (
        MeasureKind("units", "单位数", "家", "慰问单位", ("家", "个")),
        MeasureKind("households", "户数", "户", "慰问", ("户",)),
        MeasureKind("persons", "人数", "人", "慰问", PERSON_UNITS),
        MeasureKind("person_times", "人次", "人次", "慰问", ("人次",)),
        MeasureKind("cash", "慰问金", "元", "慰问金", money=True),
        MeasureKind("goods_value", "物品折价", "元", "物品折价", money=True),
        MeasureKind("standard", "标准", "元", "标准每人", ("元/人",), money=True, summed=False),
        MeasureKind("quantity", "数量", "", "数量", summed=False),
    ),
    "activity": (
        MeasureKind("persons", "人数", "人", "参加", PERSON_UNITS),
        MeasureKind("person_times", "人次", "人次", "参加", ("人次",)),
        MeasureKind("cost", "经费", "元", "经费", money=True),
    ),
    "honour": (MeasureKind("amount", "数量", "项", "共", ("个", "名", "人", "项", "家", "次", "枚", "面")),),
    "agreement": (
        MeasureKind("employers", "覆盖企业数", "家", "覆盖企业", ("家", "个")),
        MeasureKind("persons", "覆盖职工数", "人", "覆盖职工", PERSON_UNITS),
    ),
    "proposal": (MeasureKind("benefit", "创效金额", "元", "创效", money=True),),
    "fund": (MeasureKind("amount", "金额", "元", "", money=True),),
    "award": (MeasureKind("quota", "名额", "名", "名额", ("名", "个", "人"), summed=False),),
    "unit": (
        MeasureKind("workers", "职工数", "人", "职工", PERSON_UNITS),
        MeasureKind("members", "会员数", "人", "会员", PERSON_UNITS),
        MeasureKind("women", "女会员数", "人", "女会员", PERSON_UNITS),
    ),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A count or amount field of one record: a whole number (money in fen) and the text as given, if not plain.

    ``own_lead`` stands before it where the record's kind calls it otherwise (助学金 for 慰问金).
    """

    table: str
    field: str
    number: int
    given: str = ""
    own_lead: str = ""

    @property
    def kind(self) -> MeasureKind:
        """What the field means."""
        return next(kind for kind in KINDS[self.table] if kind.field == self.field)

    @property
    def lead(self) -> str:
        """What stands before the number in a sentence."""
        return self.own_lead or self.kind.lead


@dataclass(frozen=True, slots=True)
class Source:
    """The record a figure was counted from."""

    table: str
    id: int


class Counted(Protocol):
    """A record with measures."""

    @property
    def source(self) -> Source:
        """The record's table and id."""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The record's counts and amounts."""


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of one field over records; ``qualifier`` is 余, 近 or 约 where a part was not exact."""

    kind: MeasureKind
    lead: str
    number: int
    qualifier: str
    sources: Sequence[Source]


_MORE = ("余", "多", "以上", "超", "逾", "不少于", "不低于", "至少", "突破", "高于", "大于", "几", "好")
_LESS = ("近", "不足", "不到", "未满", "以下", "以内", "将近", "接近", "至多", "最多", "不超过", "少于")


def sums(items: Iterable[Counted]) -> tuple[Total, ...]:
    """The sum of every field that may be summed, each over the records that have it, in the fields' order.

    Money of different names (慰问金, 助学金) is not added up either.
    """
    found: dict[tuple[MeasureKind, str], list[tuple[Source, Measure]]] = {}
    for item in items:
        for measure in item.measures:
            if measure.kind.summed:
                key = (measure.kind, measure.lead if measure.kind.money else "")
                found.setdefault(key, []).append((item.source, measure))
    order = [kind for kinds in KINDS.values() for kind in kinds]
    return tuple(
        _total(found[key])
        for key in sorted(found, key=lambda key: (order.index(key[0]), key[1] not in ("", key[0].lead)))
    )


def _total(parts: list[tuple[Source, Measure]]) -> Total:
    words = {bound(parse(measure.given).qualifier) for _, measure in parts if measure.given} - {""}
    qualifier = words.pop() if len(words) == 1 else ("约" if words else "")
    first = parts[0][1]
    number = sum(measure.number for _, measure in parts)
    return Total(first.kind, first.lead, number, qualifier, tuple(source for source, _ in parts))


def bound(qualifier: str) -> str:
    """What a part's qualifier makes of a sum: 余 (at least), 近 (at most), 约, or nothing."""
    if not qualifier:
        return ""
    if any(qualifier.startswith(word) or qualifier == word for word in _LESS):
        return "近"
    return "余" if any(qualifier.startswith(word) for word in _MORE) else "约"
