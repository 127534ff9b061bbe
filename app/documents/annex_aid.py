"""The aid in the data annex: its money called and added up as in the text, the largest kinds by their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.documents.annex_parts import LEAST, NONE, OTHER, Cell, Column, Row, sum_of, summed
from app.documents.narrative_marks import Number
from app.domain.summary import KindOfAid
from app.domain.summary_bulk import together
from app.domain.summary_count import Total
from app.domain.summary_many import all_sums
from app.domain.summary_style import Style

_NUMBER, _GOODS = Column("", "笔数"), Column("goods_value", "物品折价（元）")
_AID = (_NUMBER, Column("households", "户数"), Column("persons", "人数"), Column("person_times", "人次"))
_AID_HEAD = ("类别", *(column.title for column in _AID), "资金名称", "金额（元）", _GOODS.title)


def fitting(
    things: Sequence[KindOfAid], room: int, build: Callable[[Sequence[KindOfAid], int], list[Row]]
) -> list[Row]:
    """The rows with as many things by their own names as there is room for."""
    for most in range(len(things), LEAST, -1):
        rows = build(things, most)
        if len(rows) <= room:
            return rows
    return build(things, LEAST)


@dataclass(frozen=True, slots=True)
class AidTable:
    """The rows of the aid, its money called and added up as in the text; ``said`` names the records."""

    style: Style
    said: str

    def given(self, kinds: Sequence[KindOfAid], most: int) -> list[Row]:
        """The help of each section: ``most`` rows for kinds, those with the most money by name, then its totals."""
        if not kinds:
            return []
        keys = {one.section for one in kinds}
        sections = [key for key in (*(section.key for section in self.style.sections), "other") if key in keys]
        shown = {one.kind for one in self._largest(kinds)[: most if most >= len(kinds) else most - 1]}
        rows = [_AID_ROW]
        for section in sections:
            held = self._largest([one for one in kinds if one.section == section])
            for one in (one for one in held if one.kind in shown):
                rows += self._rows(one.kind or OTHER, [one], f"{self.said}中类别为“{one.kind or OTHER}”的")
            rest = [one for one in held if one.kind not in shown]
            if rest:
                name = f"其他{len(rest)}类" if len(rest) > 1 else rest[0].kind or OTHER
                rows += self._rows(name, rest, f"{self.said}中类别为“{'、'.join(o.kind or OTHER for o in rest)}”的")
            if len(held) > 1:
                rows += self._rows(_whole(sections), held, f"{self.said}中计入帮扶慰问的")
        return rows

    def apart(self, kinds: Sequence[KindOfAid], *, headed: bool) -> list[Row]:
        """What is no help given, each kind by itself, since such sums mean nothing together."""
        rows = [_AID_ROW] if kinds and headed else []
        for one in self._largest(kinds):
            rows += self._rows(one.kind, [one], f"{self.said}中类别为“{one.kind}”的")
        return rows

    def _largest(self, kinds: Sequence[KindOfAid]) -> list[KindOfAid]:
        return sorted(kinds, key=self._size, reverse=True)

    def _size(self, one: KindOfAid) -> tuple[int, int]:
        return sum(total.number for total in self._totals([one]) if total.kind.money), len(one)

    def _totals(self, kinds: Sequence[KindOfAid]) -> tuple[Total, ...]:
        return all_sums([i for one in kinds for i in one.entries], [b for one in kinds for b in one.bulk], self.style)

    def _rows(self, name: str, kinds: Sequence[KindOfAid], said: str) -> list[Row]:
        """Counts and goods once, beside a row for each name that the money has."""
        totals = self._totals(kinds)
        cash = [total for total in totals if total.kind.field == "cash"]
        high = max(1, len(cash))
        sources = together(
            *(tuple(i.source for i in one.entries) for one in kinds), *(b.sources for one in kinds for b in one.bulk)
        )
        number = Number(f"{len(sources)}", Decimal(len(sources)), "笔", f"{said}记录数", sources)
        counts = [sum_of(totals, column.field, f"{said}“{column.title}”之和") for column in _AID[1:]]
        goods = sum_of(totals, _GOODS.field, f"{said}“物品折价”之和")
        money_cells = [_money_cells(total, said) for total in cash] or [(Cell((NONE,)), Cell((NONE,)))]
        beside = tuple(Cell((one,), rows=high) for one in (name, number, *counts))
        first = (*beside, *money_cells[0], Cell((goods,), rows=high))
        return [first, *money_cells[1:]]


_AID_ROW: Row = tuple(Cell((title,), label=True) for title in _AID_HEAD)


def _whole(sections: Sequence[str]) -> str:
    """What the totals of one section are called; of several none is the whole."""
    return "帮扶慰问合计" if len(sections) == 1 else "小计"


def _money_cells(total: Total, said: str) -> Row:
    found = summed(total, f"{said}“{total.lead}”之和，共{len(total.sources)}条")
    return Cell((total.lead,)), Cell((found,))
