"""Sums over records and over entries kept as columns alike, and the groups that the latter make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.summary_bulk import Bulk, together
from app.domain.summary_count import KINDS, MeasureKind, Total, sums
from app.domain.summary_facts import Item
from app.domain.summary_group import Group
from app.domain.summary_style import Style


def all_sums(items: Iterable[Item], bulk: Sequence[Bulk], style: Style) -> tuple[Total, ...]:
    """The sum of every field that may be summed over records and columns, as ``sums`` has it for records."""
    found = {_key(total): total for total in sums(items)}
    for total in (total for one in bulk for total in _totals(one, style)):
        old = found.get(_key(total))
        found[_key(total)] = _added(old, total) if old else total
    order = [kind for kinds in KINDS.values() for kind in kinds]
    return tuple(sorted(found.values(), key=lambda total: (order.index(total.kind), total.lead != total.kind.lead)))


def bulk_groups(bulk: Sequence[Bulk], style: Style) -> tuple[Group, ...]:
    """A group for every kind that is kept as columns."""
    by_kind: dict[str, list[Bulk]] = {}
    for one in bulk:
        by_kind.setdefault(one.kind, []).append(one)
    return tuple(
        Group("entry", kind, (), all_sums((), same, style), bulk=together(*(one.sources for one in same)))
        for kind, same in by_kind.items()
    )


def _key(total: Total) -> tuple[MeasureKind, str]:
    return total.kind, total.lead if total.kind.money else ""


def _added(one: Total, other: Total) -> Total:
    return replace(one, number=one.number + other.number, sources=together(one.sources, other.sources))


def _totals(one: Bulk, style: Style) -> Iterable[Total]:
    """What one kind comes to, its heads and its money called as the style calls them."""
    words = style.words_of(one.kind)
    leads = {"persons": words.heads, "person_times": words.heads, "cash": words.cash}
    for kind in KINDS["entry"]:
        summed = one.total(kind.field) if kind.summed else None
        if summed:
            yield Total(kind, leads.get(kind.field) or kind.lead, summed[0], "", summed[1])
