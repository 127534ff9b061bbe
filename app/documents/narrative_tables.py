"""Long lists as tables: visits of a kind, the events of an area, honours, units with their numbers."""

from __future__ import annotations

from collections.abc import Callable

from app.documents.blocks import Align, Column
from app.documents.narrative_entry import discreet
from app.documents.narrative_marks import Marked, Pieces, count_number, mark, measure_number
from app.documents.narrative_numbers import labelled, number_of, once
from app.documents.narrative_sentence import remark_of, unsaid
from app.documents.narrative_voice import Voice
from app.documents.narrative_words import bare, brackets, day_words, joined, month_words, name_of
from app.documents.outline_parts import OutlineTable
from app.domain.summary_facts import Item

Cells = tuple[Pieces, ...]
_Columns = tuple[tuple[str, float, Align], ...]

_ENTRY: _Columns = (
    ("时间", 1.6, "center"), ("慰问事项", 2.5, "left"), ("对象", 2.1, "left"), ("规模", 1.8, "center"),
    ("慰问金、物品", 2.4, "left"),
)  # fmt: skip
_ACTIVITY: _Columns = (
    ("时间", 1.6, "center"), ("活动名称", 2.4, "left"), ("地点", 1.5, "left"), ("内容和成效", 2.9, "left"),
    ("参加人数", 1.9, "center"), ("经费", 1.4, "center"),
)  # fmt: skip
_HONOUR: _Columns = (
    ("时间", 1.4, "center"), ("荣誉", 2.5, "left"), ("获得者", 2.1, "left"), ("授予单位", 2.1, "left"),
    ("备注", 1.8, "left"),
)  # fmt: skip


def table_of(key: str, caption: str, table: str, items: tuple[Item, ...], voice: Voice) -> OutlineTable:
    """Aid entries, activities or honours as a table; a column in which nothing stands is left out."""
    columns, cells = _KINDS[table]
    return _table(key, caption, columns, [cells(item, voice) for item in items])


def units_table(key: str, caption: str, items: tuple[Item, ...]) -> OutlineTable:
    """Units with the numbers they gave: a column for each number, one for whatever else they gave."""
    fields = list(dict.fromkeys(m.field for item in items for m in item.measures if m.number or m.given))
    leads = {m.field: m.kind.lead for item in items for m in item.measures}
    counted = list(dict.fromkeys(count.lead for item in items for count in item.counts))
    titles = (*(leads[name] for name in fields), *counted)
    columns: _Columns = (
        ("单位", 3.2, "left"), *((title, 1.0, "center") for title in titles), ("其他", 2.4, "left"),
    )  # fmt: skip
    return _table(key, caption, columns, [_unit(item, fields, counted) for item in items])


def _table(key: str, caption: str, columns: _Columns, rows: list[Cells]) -> OutlineTable:
    used = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    return OutlineTable(
        key,
        caption,
        tuple(Column(*columns[at]) for at in used),
        tuple(tuple(row[at] for at in used) for row in rows),
    )


def _unit(item: Item, fields: list[str], counted: list[str]) -> Cells:
    name = bare(item.text("name"))
    marked = mark(item, [name], name)
    numbers = {m.field: measure_number(m, item.source, name) for m in marked.measures if m.number or m.given}
    cells = [(numbers[field],) if field in numbers else () for field in fields]
    counts = {count.lead: (count_number(count),) for count in item.counts}
    return (marked.pieces(0), *cells, *(counts.get(lead, ()) for lead in counted), _figures(marked))


def _entry(item: Item, voice: Voice) -> Cells:
    item = discreet(item, voice)
    reason, target, goods = (bare(item.text(f)) for f in ("reason", "target", "goods"))
    campaign, remark = unsaid(bare(item.text("campaign")), reason), unsaid(remark_of(item), reason)
    marked = mark(item, [reason or item.kind, target, goods, campaign, remark], name_of(item))
    about = brackets(joined([marked.pieces(3), marked.pieces(4)], "；"))
    money = [(m.lead, number_of(item, m)) for m in marked.measures if m.kind.money and (m.number or m.given)]
    given = joined([marked.pieces(2), *money, _figures(marked)], "，")
    return (_when(item, voice), (*marked.pieces(0), *about), marked.pieces(1), _heads(item, marked), given)


def _activity(item: Item, voice: Voice) -> Cells:
    title, content, result = (bare(item.text(f)) for f in ("title", "content", "result"))
    content, result = unsaid(content, title), unsaid(bare(result), title, content)
    place, host, cohost = (unsaid(bare(item.text(f)), title, content) for f in ("place", "host", "cohost"))
    remark = unsaid(remark_of(item), title, content)
    marked = mark(item, [title, place, content, result, host, cohost, remark], name_of(item))
    held = [("主办：", *marked.pieces(4)) if host else (), ("协办：", *marked.pieces(5)) if cohost else ()]
    about = joined([marked.pieces(2), marked.pieces(3), *held, marked.pieces(6), _figures(marked)], "；")
    money = joined([(number_of(item, m),) for m in marked.measures if m.kind.money and (m.number or m.given)], "、")
    return (_when(item, voice), marked.pieces(0), marked.pieces(1), about, _heads(item, marked), money)


def _honour(item: Item, voice: Voice) -> Cells:
    title, recipient, grantor = (bare(item.text(f)) for f in ("title", "recipient", "grantor"))
    level = unsaid(item.text("level"), title, grantor)
    marked = mark(item, [title, recipient, grantor, level, bare(item.text("doc_no")), remark_of(item)], name_of(item))
    amounts = [(number_of(item, m),) for m in marked.measures if m.number > 1 or m.given]
    note = joined([*(marked.pieces(at) for at in (3, 4, 5)), *amounts, _figures(marked)], "，")
    return (_when(item, voice), marked.pieces(0), marked.pieces(1), marked.pieces(2), note)


def _when(item: Item, voice: Voice) -> Pieces:
    told = month_words(day_words(item.when.strip(), voice.year), voice.year)
    return (told,) if told else ()


def _heads(item: Item, marked: Marked) -> Pieces:
    counts = once(item, [m for m in marked.measures if not m.kind.money and (m.number or m.given)])
    return joined([(number_of(item, m),) for m in counts], "、")


def _figures(marked: Marked) -> Pieces:
    told = [labelled(label, number) for label, number in marked.figures]
    return joined([*told, *[(number,) for number in marked.echoes]], "，")


_KINDS: dict[str, tuple[_Columns, Callable[[Item, Voice], Cells]]] = {
    "entry": (_ENTRY, _entry),
    "activity": (_ACTIVITY, _activity),
    "honour": (_HONOUR, _honour),
}
