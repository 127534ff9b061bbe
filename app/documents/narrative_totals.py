"""Sentences over several records: totals of the ledger, groups of one kind, members and units counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.documents.narrative import tell
from app.documents.narrative_alike import alike
from app.documents.narrative_marks import Number, Piece, Pieces, mark, measure_number, money_number, qualified
from app.documents.narrative_words import bare, brackets, close, joined, name_of, when_words
from app.domain.summary import Section
from app.domain.summary_count import Source, Total, sums
from app.domain.summary_facts import Count, Item, YearFacts
from app.domain.summary_group import LEDGER, Group, is_collective

_SHEETS = {
    "entry": "慰问帮扶",
    "activity": "活动",
    "agreement": "集体合同",
    "proposal": "提案建议",
    "fund": "经费收支",
    "honour": "荣誉",
}
_COUNTED = {"entry": "次", "activity": "次", "agreement": "份", "proposal": "件", "fund": "笔"}
_LEADS = {"units": "单位", "households": "家庭"}


def section_totals(section: Section, facts: YearFacts) -> Pieces:
    """What the aid entries of a section come to, each unit by itself; empty where one entry says it all."""
    if not section.totals:
        return ()
    said = f"{facts.year}年“{section.heading}”部分慰问帮扶记录"
    count = _records(section.entries, "笔", f"{said}的条数")
    heads, money = _split(section.totals, said)
    start: Pieces = ("全年登记慰问帮扶", count)
    return close(joined([start, ("涉及", *heads) if heads else (), ("合计", *money) if money else ()], "，"))


def group(found: Group, facts: YearFacts) -> Pieces:
    """Records of one kind in one sentence; those with a title of their own are named."""
    sheet, what = _SHEETS[found.table], found.kind or "其他"
    if found.name:
        return alike(found, facts.year, sheet)
    said = f"{facts.year}年{sheet}记录中类别为“{what}”、合并计数的记录"
    count = _records(tuple(item.source for item in found.items), _COUNTED[found.table], f"{said}数")
    heads, money = _split(found.totals, said)
    if found.table == "fund":
        return _ledger(found, what, count, money, facts.year)
    if found.table == "entry":
        return _aid_group(found, what, count, heads, money)
    verb = {"activity": "开展", "agreement": "签订", "proposal": "收到"}[found.table]
    lead = what if found.table != "proposal" else f"{what}类提案建议"
    numbers = joined([("参加", *heads) if heads and found.table == "activity" else heads, money], "，")
    return close(joined([joined([(verb + lead, count), numbers], "，"), _titles(found, facts.year)], "："))


def _ledger(found: Group, what: str, count: Number, money: Pieces, year: int) -> Pieces:
    """Receipts or payments: each named with its amount where they are few, else summed by account."""
    start: Pieces = (f"经费{what}", count, "，共", *money, "：")
    if len(found.items) <= LEDGER:
        return close((*start, *joined([_payment(item, year) for item in found.items], "；")))
    accounts: dict[str, list[Item]] = {}
    for item in found.items:
        accounts.setdefault(bare(item.text("account")) or "未列科目", []).append(item)
    return close((*start, *joined([_account(name, what, items, year) for name, items in accounts.items()], "；")))


def _account(name: str, what: str, items: list[Item], year: int) -> Pieces:
    said = f"{year}年经费{what}中科目为“{name}”的记录"
    count = _records(tuple(item.source for item in items), "笔", f"{said}数")
    return (name, count, *(piece for total in sums(items) for piece in ("、", _total(total, said))))


def _payment(item: Item, year: int) -> Pieces:
    """文体活动行政补助9万元（3月，行政补助收入，青石镇人民政府）."""
    title, account, partner, remark = (bare(item.text(f)) for f in ("title", "account", "partner", "remark"))
    lead = title or account
    marked = mark(item, [lead, account if account not in lead else "", partner, remark], name_of(item))
    before, behind = when_words(item, lead, year)
    about = [(before or behind,) if before or behind else (), *(marked.pieces(at) for at in (1, 2, 3))]
    amounts = [measure_number(m, item.source, name_of(item)) for m in marked.measures]
    return (*marked.pieces(0), *amounts, *brackets(joined(about, "，")))


def _aid_group(found: Group, what: str, count: Number, heads: Pieces, money: Pieces) -> Pieces:
    """Aid of one kind; the occasions of visits to whole groups are named, the reasons of single persons are not."""
    lead = what if what.endswith(("慰问", "帮扶", "助学", "保障", "体检", "补贴", "募捐")) else f"{what}慰问"
    each_once = any(
        t.kind.unit in ("人", "人次") and t.number == len(found.items) == len(t.sources) for t in found.totals
    )
    occasions: dict[str, Item] = {}
    for item in found.items:
        if item.text("reason") and is_collective(item):
            occasions.setdefault(bare(item.text("reason")), item)
    named = joined([_own_words(item, reason) for reason, item in occasions.items()], "、")
    start = joined([() if each_once else (count,), heads], "、")
    return close(joined([(lead, *brackets(named), *start), money], "，"))


def basics(facts: YearFacts) -> list[Pieces]:
    """Who and what the union is: members and units counted, and units with numbers of their own."""
    told = [_counts("现有", facts.people), _counts("下设", facts.units)]
    own = joined([tell(item, facts.year) for item in facts.unit_items], "；")
    return [*(close(part) for part in told if part), *([close(own)] if own else [])]


def _counts(lead: str, counts: tuple[Count, ...]) -> Pieces:
    said: list[Piece] = [lead]
    for before, count in zip([None, *counts], counts, strict=False):
        if before:
            said.append("，" if not count.part else ("、" if before.part else "，其中"))
        text = f"{count.number}{count.unit}"
        said += [count.lead, Number(text, Decimal(count.number), count.unit, count.definition, count.sources)]
    return tuple(said) if counts else ()


def _split(totals: tuple[Total, ...], said: str) -> tuple[Pieces, Pieces]:
    """The heads counted (家, 户, 人, 人次) and the money, each with its own unit."""
    heads: list[Pieces] = []
    for total in totals:
        if not total.kind.money:
            lead = _LEADS.get(total.kind.field, "")
            number = _total(total, said)
            heads.append((lead, number) if lead else (number,))
    money: list[Pieces] = [(t.lead, _total(t, said)) if t.lead else (_total(t, said),) for t in totals if t.kind.money]
    return joined(heads, "、"), joined(money, "，")


def _total(total: Total, said: str) -> Number:
    what = f"（{total.lead}）" if total.lead not in ("", total.kind.header, total.kind.lead) else ""
    definition = f"{said}中“{total.kind.header}”{what}之和，共{len(total.sources)}条"
    if total.kind.money:
        return money_number(total.number, definition, total.sources, total.qualifier)
    text = qualified(str(total.number), total.kind.unit, total.qualifier)
    return Number(text, Decimal(total.number), total.kind.unit, definition, total.sources)


def _records(sources: tuple[Source, ...], unit: str, definition: str) -> Number:
    return Number(f"{len(sources)}{unit}", Decimal(len(sources)), unit, definition, sources)


def _titles(found: Group, year: int) -> Pieces:
    return joined([_title(item, year) for item in found.items], "、")


def _title(item: Item, year: int) -> Pieces:
    title = bare(item.text("title"))
    before, behind = when_words(item, title, year)
    marked = _own_words(item, title)
    told = before or behind
    return (*marked, f"（{told}）") if told else marked


def _own_words(item: Item, text: str) -> Pieces:
    """The clerk's words, their numbers leading back to the record; its counted numbers stand in the totals."""
    return mark(replace(item, measures=(), figures=()), [text], name_of(item)).pieces(0)
