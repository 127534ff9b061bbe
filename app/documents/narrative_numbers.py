"""The numbers of a record that its words do not say: 参加120人、350人次，经费5600元，志愿者30余名."""

from __future__ import annotations

import re

from app.documents.narrative_marks import Marked, Number, Piece, Pieces, measure_number
from app.documents.narrative_words import bare, brackets, joined, name_of
from app.domain import numerals
from app.domain.summary import Item
from app.domain.summary_count import Measure

_STARTS_NUMBER = re.compile(rf"[\d{numerals.HAN}约近超逾不足将第半几数每人均]")
_VERB = 2  # characters of the verb that leads of counts begin with: 慰问, 参加, 覆盖


def with_numbers(said: Pieces, item: Item, marked: Marked) -> Pieces:
    """A sentence and, behind it, the record's own numbers that its words do not say.

    A figure that the words say otherwise than it was given (79人 for 79名) stands behind them in brackets.
    """
    heads = [m for m in marked.measures if not m.kind.money]
    money = [_led(m.lead, _number(item, m)) for m in marked.measures if m.kind.money]
    figures = joined([_labelled(label, number) for label, number in marked.figures], "、")
    again = brackets(joined([(number,) for number in marked.echoes], "、"))
    return joined([(*said, *again), _heads(item, heads), *money, figures], "，")


def _number(item: Item, measure: Measure) -> Number:
    return measure_number(measure, item.source, name_of(item), _unit(item, measure.field))


def _unit(item: Item, field: str) -> str:
    """个 for collectives, 名 for persons, where the clerk gave no unit."""
    if field in ("amount", "quota") and item.source.table in ("honour", "award"):
        kind = item.text("recipient_kind") or item.text("target")
        return {"集体": "个", "个人": "名"}.get(kind, "")
    return ""


def _heads(item: Item, measures: list[Measure]) -> Pieces:
    """Counts one after another; a verb that they share is said once: 参加120人、350人次."""
    found: list[Piece] = []
    verb = ""
    for before, measure in zip([None, *measures], measures, strict=False):
        lead = measure.lead
        if before and measure.field == "person_times" and _says_no_more(before, measure):
            found += brackets((_number(item, measure),))
            continue
        if found:
            found.append("、" if verb and lead[:_VERB] == verb else "，")
        shared = verb and lead[:_VERB] == verb
        verb = lead[:_VERB] if len(lead) >= _VERB else ""
        found += _led(lead[_VERB:] if shared else lead, _number(item, measure))
    return tuple(found)


def _says_no_more(persons: Measure, times: Measure) -> bool:
    """Whether everybody came once: 91人（91人次）."""
    plain = not persons.given and not times.given
    return persons.field == "persons" and plain and persons.number == times.number


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
