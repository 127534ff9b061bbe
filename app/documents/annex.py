"""The year's data on one page: members, aid, activities, honours and money, every number led back to its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app import formats
from app.documents.blocks import AnnexHead, Block, Grid, GridCell, GridRow, Note, Run, Span, run
from app.documents.narrative_marks import Number, Pieces, qualified
from app.domain import money
from app.domain.summary_count import Source, Total, sums
from app.domain.summary_facts import Count, Item, YearFacts
from app.resources import code_list

Traced = Callable[[Number], str]
"""Keeps a number and gives the name of its figure."""

_COLUMNS = (0.9, 2.1, 0.75, 0.75, 1.3, 1.3, 1.75, 2.15)
_WIDE = len(_COLUMNS) - 1  # the columns beside the name of a part
_ROWS = 26  # as many as a page holds in a size that is read with ease
_PAIR_ROWS = 5
_LEAST_ROWS = 3
_NONE = "—"
_OTHER = "其他"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell before its numbers are traced; ``span`` counts columns."""

    pieces: Pieces
    span: int = 1
    label: bool = False


_Row = tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of sums: the field summed (empty: the records counted), its title, and how many columns it takes."""

    field: str
    title: str
    span: int = 1


_AID = (
    _Column("", "笔数"), _Column("households", "户数"), _Column("persons", "人数"), _Column("person_times", "人次"),
    _Column("cash", "慰问金（元）"), _Column("goods_value", "物品折价（元）"),
)  # fmt: skip
_ACTIVITY = (
    _Column("", "场次"), _Column("persons", "人数", 2), _Column("person_times", "人次"),
    _Column("cost", "经费（元）", 2),
)  # fmt: skip
_NOTE = "注：人数、人次、户数按各条记录所填分别相加，互不折算；“—”表示没有填写。"


def untraced(number: Number) -> str:
    """A tracer for a table whose figures nobody follows."""
    del number
    return ""


def data_annex(facts: YearFacts, traced: Traced = untraced, label: str = "附件") -> tuple[Block, ...]:
    """The data of a year as an annex of one page; nothing where the year holds no number.

    Args:
        facts: the year.
        traced: keeps each number in the order of the table and names its figure.
        label: what stands at the upper left: 附件, or 附件1 where there are several (GB/T 9704-2012 7.3.7).
    """
    parts = [part for part in _parts(facts) if part[1]]
    if not parts:
        return ()
    rows = tuple(row for name, found in parts for row in _tied(name, found, traced))
    title = run(f"{facts.union}{facts.period_name}工作数据")
    return AnnexHead(label, title), Grid(_COLUMNS, rows), Note(_NOTE)


def _parts(facts: YearFacts) -> list[tuple[str, list[_Row]]]:
    tables = {
        name: [i for i in facts.work if i.source.table == name] for name in ("entry", "activity", "honour", "fund")
    }
    own = _pairs([_counted(count) for count in (*facts.people, *facts.units)][: 2 * _PAIR_ROWS])
    honours, funds = _pairs(_honours(tables["honour"], facts.year)), _pairs(_funds(tables["fund"], facts.year))
    aid, done = _groups(tables["entry"], "类别"), _groups(tables["activity"], "领域")
    left = _ROWS - len(own) - len(honours) - len(funds) - sum(2 for groups in (aid, done) if groups)
    most_done = max(_LEAST_ROWS, min(len(done), max(left // 2, left - len(aid))))
    most_aid = max(_LEAST_ROWS, left - min(most_done, len(done)))
    return [
        ("组织会员", own),
        ("慰问帮扶", _sums(aid, _AID, "类别", most_aid, f"{facts.year}年慰问帮扶记录")),
        ("开展活动", _sums(done, _ACTIVITY, "领域", most_done, f"{facts.year}年活动记录")),
        ("获得荣誉", honours),
        ("经费收支", funds),
    ]


def _tied(name: str, rows: Sequence[_Row], traced: Traced) -> list[GridRow]:
    """The rows of a part with its name beside them all."""
    found = []
    for at, row in enumerate(rows):
        head = (GridCell(run(name), row_span=len(rows), label=True),) if at == 0 else ()
        cells = (GridCell(_run(cell.pieces, traced), cell.span, align="center", label=cell.label) for cell in row)
        found.append(GridRow((*head, *cells)))
    return found


def _run(pieces: Pieces, traced: Traced) -> Run:
    return tuple(Span(p.text, traced(p)) if isinstance(p, Number) else Span(p) for p in pieces)


_Pair = tuple[str, Pieces]


def _pairs(pairs: Sequence[_Pair]) -> list[_Row]:
    """Names with their numbers, two in a row."""
    rows: list[_Row] = []
    for at in range(0, len(pairs), 2):
        name, said = pairs[at]
        other, told = (*pairs, ("", ()))[at + 1]
        rows.append((_Cell((name,), 2, True), _Cell(said, 2), _Cell((other,), 2, True), _Cell(told)))
    return rows


def _counted(count: Count) -> _Pair:
    number = Number(f"{count.number}{count.unit}", Decimal(count.number), count.unit, count.definition, count.sources)
    return f"{'其中：' if count.part else ''}{count.lead or '合计'}", (number,)


def _honours(items: Sequence[Item], year: int) -> list[_Pair]:
    by_level = _by(items, "level")
    order = {value: at for at, value in enumerate(code_list("honour_level").values())}
    levels = sorted(by_level, key=lambda level: order.get(level, len(order)))
    return [
        (level, (_records(by_level[level], "项", f"{year}年荣誉记录中级别为“{level}”的记录数"),))
        for level in levels[: 2 * _PAIR_ROWS]
    ]


def _funds(items: Sequence[Item], year: int) -> list[_Pair]:
    pairs: list[_Pair] = []
    for direction, found in _by(items, "direction").items():
        said = f"{year}年经费收支记录中“{direction}”的"
        total = _total(found, "amount", f"{said}金额之和")
        pairs.append((f"{direction}（元）", (total or _NONE,)))
    return pairs


_Groups = dict[str, list[Item]]


def _by(items: Iterable[Item], name: str) -> _Groups:
    found: _Groups = {}
    for item in items:
        found.setdefault(item.text(name) or _OTHER, []).append(item)
    return found


def _groups(items: Iterable[Item], key: str) -> _Groups:
    """The entries by their kind, or the activities by their area."""
    found: _Groups = {}
    for item in items:
        found.setdefault((item.kind if key == "类别" else item.area) or _OTHER, []).append(item)
    return found


def _sums(groups: _Groups, columns: Sequence[_Column], key: str, most: int, said: str) -> list[_Row]:
    """A row of sums for every kind or area, the largest first, and one for all of them."""
    if not groups:
        return []
    items = [item for found in groups.values() for item in found]
    names = sorted(groups, key=lambda name: -len(groups[name]))
    if len(names) > most:
        names, rest = names[: most - 1], names[most - 1 :]
        merged = f"其他{len(rest)}类"
        groups = {**groups, merged: [item for name in rest for item in groups[name]]}
        names.append(merged)
    head = (_Cell((key,), 1, True), *(_Cell((column.title,), column.span, True) for column in columns))
    rows = [_sum_row(name, groups[name], columns, f"{said}中{key}为“{name}”的") for name in names]
    whole = [_sum_row("合计", items, columns, f"{said}的")] if len(names) > 1 else []
    return [head, *rows, *whole]


def _sum_row(name: str, items: Sequence[Item], columns: Sequence[_Column], said: str) -> _Row:
    cells = [_Cell((name,))]
    for column in columns:
        if column.field:
            number = _total(items, column.field, f"{said}“{column.title.removesuffix('（元）')}”之和")
        else:
            number = _records(items, column.title[-1], f"{said}记录数", bare=True)
        cells.append(_Cell((number or _NONE,), column.span))
    return tuple(cells)


def _records(items: Sequence[Item], unit: str, definition: str, *, bare: bool = False) -> Number:
    count = len(items)
    return Number(f"{count}" if bare else f"{count}{unit}", Decimal(count), unit, definition, _sources(items))


def _sources(items: Iterable[Item]) -> tuple[Source, ...]:
    return tuple(item.source for item in items)


def _total(items: Iterable[Item], name: str, definition: str) -> Number | None:
    """The sum of one field without its unit, which the column's title says; None where no record has it."""
    held = (
        replace(item, measures=tuple(replace(m, own_lead="") for m in item.measures if m.field == name))
        for item in items
    )
    found = next(iter(sums(held)), None)
    return None if found is None else _summed(found, f"{definition}，共{len(found.sources)}条")


def _summed(total: Total, definition: str) -> Number:
    if total.kind.money:
        plain, value = formats.money_text(total.number), Decimal(total.number) / money.FEN_PER_YUAN
    else:
        plain, value = str(total.number), Decimal(total.number)
    return Number(qualified(plain, "", total.qualifier), value, total.kind.unit, definition, total.sources)
