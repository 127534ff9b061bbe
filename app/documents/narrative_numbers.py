"""The numbers of a record that its words do not say: 参加120人、350人次，经费5600元，志愿者30余名."""

from __future__ import annotations

import re
from dataclasses import replace

from app.documents.narrative_marks import Marked, Number, Piece, Pieces, measure_number
from app.documents.narrative_words import bare, brackets, joined, name_of, plain
from app.domain import numerals
from app.domain.quantity import number_spans
from app.domain.summary_count import PERSON_UNITS, Measure
from app.domain.summary_facts import Item

_STARTS_NUMBER = re.compile(rf"[\d{numerals.HAN}约近超逾不足将第半几数每人均]")
_COUNTED = re.compile(rf"[约近超逾不足将]{{0,2}}[\d{numerals.HAN}]")
_VERB = 2  # characters of the verb that leads of counts begin with: 慰问, 参加, 覆盖


def with_numbers(said: Pieces, item: Item, marked: Marked, gave: Pieces = ()) -> Pieces:
    """A sentence and, behind it, the record's own numbers that its words do not say.

    ``gave`` stands between the counts and the money. A figure that the words say otherwise than it was given
    (79人 for 79名) stands behind them in brackets. Nought is no number to tell.
    """
    measures = [m for m in marked.measures if m.number or m.given]
    heads = _heads(item, [m for m in measures if not m.kind.money], _spoken(said, item))
    money = [_led(m.lead, number_of(item, m)) for m in measures if m.kind.money]
    again = brackets(joined([(number,) for number in marked.echoes], "、"))
    head, figures = (*said, *again), marked.figures
    if figures and not (heads or gave or money) and _runs_on(plain(head), *figures[0]):
        head, figures = (*head, figures[0][1]), figures[1:]
        told = joined([_labelled(label, number) for label, number in figures], "、")
        return joined([head, told], "、")
    told = joined([_labelled(label, number) for label, number in figures], "、")
    return joined([head, heads, gave, *money, told], "，")


def _spoken(said: Pieces, item: Item) -> str:
    """What was said before the counts; aid of no kind was done in the clerk's words, not as 慰问."""
    verbs = "".join({m.lead[:_VERB] for m in item.measures}) if item.is_aid and item.kind in ("", "其他") else ""
    return plain(said) + verbs


def _runs_on(said: str, label: str, number: Number) -> bool:
    """Whether a sentence ends with the label, so that the number may follow: 为骑手赠送头盔 + 120顶."""
    clause, label = re.split(r"[，。；：、]", said)[-1], bare(label)
    fits = len(label) > 1 and said.endswith(label) and _COUNTED.match(number.text)
    return bool(fits) and not number_spans(clause)  # 开展1次主题活动 has its number


def number_of(item: Item, measure: Measure) -> Number:
    """A count or amount of a record, in the unit that fits what is counted."""
    return measure_number(measure, item.source, name_of(item), _unit(item, measure.field))


def _unit(item: Item, field: str) -> str:
    """个 for collectives, 名 for persons, where the clerk gave no unit."""
    if field in ("amount", "quota") and item.source.table in ("honour", "award"):
        kind = item.text("recipient_kind") or item.text("target")
        return {"集体": "个", "个人": "名"}.get(kind, "")
    return ""


def _heads(item: Item, measures: list[Measure], said: str) -> Pieces:
    """Counts one after another; a verb that they share, or that was said before, is said once: 参加120人、350人次."""
    found: list[Piece] = []
    verb = ""
    for before, measure in zip([None, *measures], measures, strict=False):
        lead = measure.lead
        if found:
            found.append("、" if verb and lead[:_VERB] == verb else "，")
        shared = verb and lead[:_VERB] == verb
        verb = lead[:_VERB] if len(lead) >= _VERB else ""
        number = number_of(item, measure)
        if before and before.given and before.given == measure.given:
            number = _of_times(number)
        lead = lead[_VERB:] if shared else (lead if found else _opening(lead, said))
        found += _led(lead, number)
    return tuple(found)


def _opening(lead: str, said: str) -> str:
    """共 for a verb that was said already (参加 … 比赛，共8人), 涉及 before units and households."""
    if len(lead) < _VERB or lead[:_VERB] not in said:
        return lead
    return f"涉及{lead[_VERB:]}" if lead[_VERB:] else "共"


def _of_times(number: Number) -> Number:
    """The clerk's 130余名 in the column 人次, where 人数 says the same words: 130余人次."""
    if number.unit not in PERSON_UNITS or not number.text.endswith(number.unit):
        return number
    return replace(number, text=number.text.removesuffix(number.unit) + "人次", unit="人次")


def _led(lead: str, number: Number) -> Pieces:
    if number.text[:1] and not _STARTS_NUMBER.match(number.text):
        return (number,)  # 参赛12名 has its own words
    if number.text.startswith("每人"):
        lead = lead.removesuffix("每人")
    return (lead, number) if lead else (number,)


def _labelled(label: str, number: Number) -> Pieces:
    """A label before a figure, unless the figure's own words say it."""
    label, raw = bare(label), number.text
    if not label:
        return (number,)
    has_words = not _STARTS_NUMBER.match(raw) or len(raw) > len(label) + 8
    pairs = {label[at : at + 2] for at in range(len(label) - 1)} or {label}
    if any(pair in raw for pair in pairs):
        return (number,)
    return (label, "：", number) if has_words or label[-1].isdigit() else (label, number)
