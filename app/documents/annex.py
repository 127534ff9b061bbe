"""The year's data on one page: members, aid, activities, honours and money, every number led back to its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from app.documents.annex_aid import AidTable, fitting
from app.documents.annex_parts import LEAST, OTHER, Cell, Column, Row, sum_of
from app.documents.blocks import AnnexHead, Block, Grid, GridCell, GridRow, Note, Run, Span, run
from app.documents.narrative_marks import Number, Pieces
from app.domain.summary import KindOfAid, aid_kinds
from app.domain.summary_bulk import told_of
from app.domain.summary_count import sums
from app.domain.summary_facts import Count, Item, YearFacts
from app.domain.summary_style import Style
from app.resources import code_list

Traced = Callable[[Number], str]
"""Keeps a number and gives the name of its figure."""

_COLUMNS = (0.9, 1.75, 0.75, 0.75, 1.25, 1.25, 1.4, 1.45, 1.5)
_ROWS = 26  # as many as a page holds in a size that is read with ease
_PAIR_ROWS = 5


_ACTIVITY = (
    Column("", "场次"), Column("persons", "人数", 2), Column("person_times", "人次", 2),
    Column("cost", "经费（元）", 2),
)  # fmt: skip
_NOTE = "注：各数按记录分别相加，互不折算；“—”为未填"
_APART = "；“保障等”不计入帮扶慰问合计"


def untraced(number: Number) -> str:
    """A tracer for a table whose figures nobody follows."""
    del number
    return ""


def data_annex(facts: YearFacts, style: Style, traced: Traced = untraced, label: str = "附件") -> tuple[Block, ...]:
    """The data of a year as an annex of one page; nothing where the year holds no number.

    Args:
        facts: the year.
        style: the style of the summary, whose words and sums the annex has too.
        traced: keeps each number in the order of the table and names its figure.
        label: what stands at the upper left: 附件, or 附件1 where there are several (GB/T 9704-2012 7.3.7).
    """
    aid = aid_kinds(facts, style)
    parts = [part for part in _parts(facts, aid, style) if part[1]]
    if not parts:
        return ()
    rows = tuple(row for name, found in parts for row in _tied(name, found, traced))
    title = run(f"{facts.union}{facts.period_name}工作数据")
    apart = _APART if len({one.apart for one in aid}) > 1 else ""
    return AnnexHead(label, title), Grid(_COLUMNS, rows), Note(f"{_NOTE}{apart}。")


def _parts(facts: YearFacts, aid: Sequence[KindOfAid], style: Style) -> list[tuple[str, list[Row]]]:
    work = told_of(facts.work)[0]
    tables = {name: [i for i in work if i.source.table == name] for name in ("activity", "honour", "fund")}
    own = _pairs([_counted(count) for count in (*facts.people, *facts.units)][: 2 * _PAIR_ROWS])
    honours, funds = _pairs(_honours(tables["honour"], facts.time)), _pairs(_funds(tables["fund"], facts.time))
    table = AidTable(style, f"{facts.time}慰问帮扶记录")
    apart = table.apart([one for one in aid if one.apart], headed=all(one.apart for one in aid))
    given = [one for one in aid if not one.apart]
    room = _ROWS - len(own) - len(honours) - len(funds) - len(apart)
    wished = len(table.given(given, len(given)))
    done = _activities(tables["activity"], max(room // 3, room - wished), f"{facts.time}活动记录")
    return [
        ("组织会员", own),
        ("慰问帮扶", fitting(given, room - len(done), table.given)),
        ("保障等", apart),
        ("开展活动", done),
        ("获得荣誉", honours),
        ("经费收支", funds),
    ]


def _tied(name: str, rows: Sequence[Row], traced: Traced) -> list[GridRow]:
    """The rows of a part with its name beside them all."""
    found = []
    for at, row in enumerate(rows):
        head = (GridCell(run(name), row_span=len(rows), label=True),) if at == 0 else ()
        cells = (GridCell(_run(c.pieces, traced), c.span, c.rows, align="center", label=c.label) for c in row)
        found.append(GridRow((*head, *cells)))
    return found


def _run(pieces: Pieces, traced: Traced) -> Run:
    return tuple(Span(p.text, traced(p)) if isinstance(p, Number) else Span(p) for p in pieces)


_Pair = tuple[str, Pieces]


def _pairs(pairs: Sequence[_Pair]) -> list[Row]:
    """Names with their numbers, two in a row."""
    rows: list[Row] = []
    for at in range(0, len(pairs), 2):
        name, said = pairs[at]
        other, told = (*pairs, ("", ()))[at + 1]
        rows.append((Cell((name,), 2, True), Cell(said, 2), Cell((other,), 2, True), Cell(told, 2)))
    return rows


def _counted(count: Count) -> _Pair:
    number = Number(f"{count.number}{count.unit}", Decimal(count.number), count.unit, count.definition, count.sources)
    return f"{'其中：' if count.part else ''}{count.lead.removeprefix('其中') or '合计'}", (number,)


def _honours(items: Sequence[Item], time: str) -> list[_Pair]:
    by_level = _by(items, "level")
    order = {value: at for at, value in enumerate(code_list("honour_level").values())}
    levels = sorted(by_level, key=lambda level: order.get(level, len(order)))
    return [
        (level, (_records(by_level[level], "项", f"{time}荣誉记录中级别为“{level}”的记录数"),))
        for level in levels[: 2 * _PAIR_ROWS]
    ]


def _funds(items: Sequence[Item], time: str) -> list[_Pair]:
    pairs: list[_Pair] = []
    for direction, found in _by(items, "direction").items():
        said = f"{time}经费收支记录中“{direction}”的"
        pairs.append((f"{direction}（元）", (sum_of(sums(found), "amount", f"{said}金额之和"),)))
    return pairs


_Groups = dict[str, list[Item]]


def _by(items: Iterable[Item], name: str) -> _Groups:
    found: _Groups = {}
    for item in items:
        found.setdefault(item.text(name) or OTHER, []).append(item)
    return found


# ----------------------------------------------------------------------------------------------- the activities


def _activities(items: Sequence[Item], room: int, said: str) -> list[Row]:
    """A row of sums for every area, those that cost the most first, and one for all of them."""
    if not items:
        return []
    groups: _Groups = {}
    for item in items:
        groups.setdefault(item.area or OTHER, []).append(item)
    names = sorted(groups, key=lambda name: (_cost(groups[name]), len(groups[name])), reverse=True)
    most = max(LEAST, room - 2)
    if len(names) > most:
        names, rest = names[: most - 1], names[most - 1 :]
        merged = f"其他{len(rest)}类"
        groups[merged] = [item for name in rest for item in groups[name]]
        names.append(merged)
    head = (Cell(("领域",), 1, True), *(Cell((column.title,), column.span, True) for column in _ACTIVITY))
    rows = [_activity_row(name, groups[name], f"{said}中领域为“{name}”的") for name in names]
    whole = [_activity_row("合计", items, f"{said}的")] if len(names) > 1 else []
    return [head, *rows, *whole]


def _cost(items: Iterable[Item]) -> int:
    return sum(measure.number for item in items for measure in item.measures if measure.field == "cost")


def _activity_row(name: str, items: Sequence[Item], said: str) -> Row:
    totals, cells = sums(items), [Cell((name,))]
    for column in _ACTIVITY:
        title = column.title.removesuffix("（元）")
        number = sum_of(totals, column.field, f"{said}“{title}”之和") if column.field else None
        cells.append(Cell((number or _records(items, "场", f"{said}记录数", bare=True),), column.span))
    return tuple(cells)


# -------------------------------------------------------------------------------------------------- numbers


def _records(items: Sequence[Item], unit: str, definition: str, *, bare: bool = False) -> Number:
    count, sources = len(items), tuple(item.source for item in items)
    return Number(f"{count}" if bare else f"{count}{unit}", Decimal(count), unit, definition, sources)
