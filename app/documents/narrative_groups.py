"""Records of one kind in one sentence: aid of a kind, the year's gifts, monthly events, money in and out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.documents.narrative_alike import alike
from app.documents.narrative_marks import Number, Pieces, mark, measure_number
from app.documents.narrative_totals import counted, span_words, split, total_number
from app.documents.narrative_voice import Voice
from app.documents.narrative_words import bare, brackets, close, joined, name_of, when_words
from app.domain.summary_count import Source, sums
from app.domain.summary_facts import Item, YearFacts
from app.domain.summary_group import LEDGER, Group, is_collective, occasion
from app.domain.summary_series import SERIES, Series
from app.domain.summary_style import Style

_SHEETS = {
    "entry": "慰问帮扶",
    "activity": "活动",
    "agreement": "集体合同",
    "proposal": "提案建议",
    "fund": "经费收支",
    "honour": "荣誉",
}
_UNITS = {"entry": "次", "activity": "次", "agreement": "份", "proposal": "件", "fund": "笔", "honour": "项"}
_PATTERNS = {"activity": "group_events", "agreement": "group_agreements", "proposal": "group_proposals"}
_ACTS = ("慰问", "帮扶", "助学", "保障", "体检", "补贴", "募捐", "送清凉", "送温暖")


def group(found: Group, facts: YearFacts, style: Style, voice: Voice) -> Pieces:
    """Records of one kind in one sentence; those with a title of their own are named."""
    sheet, what = _SHEETS[found.table], found.kind or "其他"
    if found.gifts:
        return _gifts(found, facts, style, voice)
    if found.name:
        return alike(found, voice, sheet)
    said = f"{facts.time}{sheet}记录中类别为“{what}”、合并计数的记录"
    count = counted(found.sources, _UNITS[found.table], f"{said}数")
    heads, money = split(found.totals, said)
    if found.table == "fund":
        return _ledger(found, what, count, money, voice)
    if found.table == "entry":
        return _aid_group(found, what, count, heads, money, voice)
    titles = joined([_title(item, voice.year) for item in found.items], "、")
    pattern = _PATTERNS[found.table]
    return close(voice.say(pattern, what=(what,), count=(count,), heads=heads, money=money, titles=titles))


def series_lead(series: Series, facts: YearFacts, style: Style, voice: Voice) -> Pieces:
    """The sentence before records of one kind that are told one by one: how many, for how many, for how much."""
    if series.table in _LEADS:
        return _LEADS[series.table](series, facts, style, voice) if len(series.items) >= SERIES else ()
    if not series.kind:
        return ()
    if any(item.figures or not any(m.number for m in item.measures) for item in series.items):
        return voice.say("area", area=(_act(series.kind),))  # a count of such records would not be a count of visits
    sheet = _SHEETS[series.table]
    said = f"{facts.time}{sheet}记录中类别为“{series.kind}”的记录"
    heads, money = split(sums(series.items), said)
    count = counted((item.source for item in series.items), _UNITS[series.table], f"{said}数")
    return close(voice.say("series_aid", what=(_act(series.kind),), count=(count,), heads=heads, money=money))


def _agreements(series: Series, facts: YearFacts, style: Style, voice: Voice) -> Pieces:
    said = f"{facts.time}集体合同记录"
    count = counted((item.source for item in series.items), "份", f"{said}数")
    heads: list[Pieces] = [(t.kind.lead.removeprefix("覆盖"), total_number(t, said)) for t in sums(series.items)]
    return close(voice.say("agreements", span=(span_words(facts, style),), count=(count,), heads=joined(heads, "、")))


def _proposals(series: Series, facts: YearFacts, style: Style, voice: Voice) -> Pieces:
    said = f"{facts.time}提案建议记录"
    count = counted((item.source for item in series.items), "件", f"{said}数")
    adopted = [item.source for item in series.items if item.text("adopted") == "已采纳"]
    number: Pieces = (counted(adopted, "件", f"{said}中已采纳的件数"),) if adopted else ()
    return close(voice.say("proposals", span=(span_words(facts, style),), count=(count,), adopted=number))


def _honours(series: Series, facts: YearFacts, style: Style, voice: Voice) -> Pieces:
    said = f"{facts.time}荣誉记录"
    count = counted((item.source for item in series.items), "项", f"{said}数")
    levels: dict[str, list[Source]] = {}
    for item in series.items:
        levels.setdefault(item.text("level"), []).append(item.source)
    known = levels.keys() - {""} and "" not in levels
    told: list[Pieces] = [
        (name, counted(found, "项", f"{said}中级别为“{name}”的项数"))
        for name, found in sorted(levels.items(), key=_rank(style.gather.levels))
    ]
    among = joined(told, "、") if known else ()
    return close(voice.say("honours", span=(span_words(facts, style),), count=(count,), levels=among))


def _rank(order: tuple[str, ...]) -> Callable[[tuple[str, list[Source]]], int]:
    """From the highest level down; a level that the style does not name stays behind those it names."""
    return lambda level: order.index(level[0]) if level[0] in order else len(order)


_LEADS = {"agreement": _agreements, "proposal": _proposals, "honour": _honours}


def _gifts(found: Group, facts: YearFacts, style: Style, voice: Voice) -> Pieces:
    """The year's gifts to everyone: the occasions with what was given, and the sums over all of them."""
    said = f"{facts.time}慰问帮扶记录中面向会员的节日、生日慰问"
    heads, money = split(found.totals, said)
    goods: dict[str, dict[str, Item]] = {}
    for item in found.items:
        kept = goods.setdefault(occasion(item), {})
        if item.text("goods"):
            kept.setdefault(bare(item.text("goods")), item)
    told = [
        (name, *brackets(joined([_own_words(item, text) for text, item in given.items()], "、")))
        for name, given in sorted(goods.items(), key=_is_all_year)
    ]
    span: Pieces = (span_words(facts, style),)
    return close(voice.say("gifts", span=span, occasions=joined(told, "、"), heads=heads, money=money))


def _is_all_year(occasion_of: tuple[str, dict[str, Item]]) -> bool:
    return occasion_of[0] == "生日"


def _ledger(found: Group, what: str, count: Number, money: Pieces, voice: Voice) -> Pieces:
    """Receipts or payments: each named with its amount where they are few, else summed by account."""
    if len(found.items) <= LEDGER:
        each = joined([_payment(item, voice.year) for item in found.items], "；")
    else:
        accounts: dict[str, list[Item]] = {}
        for item in found.items:
            accounts.setdefault(bare(item.text("account")) or "未列科目", []).append(item)
        each = joined([_account(name, what, items, voice.time) for name, items in accounts.items()], "；")
    return close(voice.say("group_fund", what=(what,), count=(count,), money=money, each=each))


def _account(name: str, what: str, items: list[Item], time: str) -> Pieces:
    said = f"{time}经费{what}中科目为“{name}”的记录"
    count = counted((item.source for item in items), "笔", f"{said}数")
    return (name, count, *(piece for total in sums(items) for piece in ("、", total_number(total, said))))


def _payment(item: Item, year: int) -> Pieces:
    """文体活动行政补助9万元（3月，行政补助收入，青石镇人民政府）."""
    title, account, partner, remark = (bare(item.text(f)) for f in ("title", "account", "partner", "remark"))
    lead = title or account
    marked = mark(item, [lead, account if account not in lead else "", partner, remark], name_of(item))
    before, behind = when_words(item, lead, year)
    about = [(before or behind,) if before or behind else (), *(marked.pieces(at) for at in (1, 2, 3))]
    amounts = [measure_number(m, item.source, name_of(item)) for m in marked.measures]
    return (*marked.pieces(0), *amounts, *brackets(joined(about, "，")))


def _aid_group(found: Group, what: str, count: Number, heads: Pieces, money: Pieces, voice: Voice) -> Pieces:
    """Aid of one kind; the occasions of visits to whole groups are named, the reasons of single persons are not."""
    each_once = any(
        t.kind.unit in ("人", "人次") and t.number == len(found.sources) == len(t.sources) for t in found.totals
    )
    occasions: dict[str, Item] = {}
    for item in found.items:
        if item.text("reason") and is_collective(item):
            occasions.setdefault(bare(item.text("reason")), item)
    named = joined([_own_words(item, reason) for reason, item in occasions.items()], "、")
    start = joined([() if each_once else (count,), heads], "、")
    return close(voice.say("group_aid", what=(_act(what),), occasions=named, heads=start, money=money))


def _act(what: str) -> str:
    return what if what.endswith(_ACTS) else f"{what}慰问"


def _title(item: Item, year: int) -> Pieces:
    title = bare(item.text("title"))
    before, behind = when_words(item, title, year)
    marked = _own_words(item, title)
    told = before or behind
    return (*marked, f"（{told}）") if told else marked


def _own_words(item: Item, text: str) -> Pieces:
    """The clerk's words, their numbers leading back to the record; its counted numbers stand in the totals."""
    return mark(replace(item, measures=(), figures=()), [text], name_of(item)).pieces(0)
