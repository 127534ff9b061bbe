"""The numbers of a record that its words do not say: 参加120人、350人次，经费5600元，志愿者30余名."""

from __future__ import annotations

import re
from dataclasses import replace

from app.documents.narrative_marks import Marked, Number, Piece, Pieces, measure_number
from app.documents.narrative_voice import Voice
from app.documents.narrative_words import bare, brackets, joined, name_of, plain
from app.domain import numerals
from app.domain.quantity import number_spans
from app.domain.summary_count import PERSON_UNITS, Measure
from app.domain.summary_facts import Item

_STARTS_NUMBER = re.compile(rf"[\d{numerals.HAN}约近超逾不足将第半几数每人均共]")
_COUNTED = re.compile(rf"[约近超逾不足将]{{0,2}}[\d{numerals.HAN}]")
_FAMILIES = re.compile(r"家庭$")
_PEOPLE = re.compile(
    r"(?:职工|会员|员工|教师|工人|家属|子女|劳模|干部|人员|医护|儿童|学生|新生|高中生|骑手|民警|辅警|医生|护士|同志|老人|女工|农民工|患者)$"
)
_VERB = 2  # characters of the verb that leads of counts begin with: 慰问, 参加, 覆盖


def with_numbers(said: Pieces, item: Item, marked: Marked, gave: Pieces = (), voice: Voice | None = None) -> Pieces:
    """A sentence and, behind it, the record's own numbers that its words do not say.

    ``gave`` stands between the counts and the money; a ``voice`` words who took part. A figure that the words say
    otherwise than it was given (79人 for 79名) stands behind them in brackets. Nought is no number to tell.
    """
    measures = [m for m in marked.measures if m.number or m.given]
    heads = _heads(item, once(item, [m for m in measures if not m.kind.money]), _spoken(said, item))
    if voice and item.source.table == "activity" and _is_bare(heads):
        heads = voice.say("attended", persons=heads[1:])
    money = [_led(m.lead, number_of(item, m)) for m in measures if m.kind.money]
    again = brackets(joined([(number,) for number in marked.echoes], "、"))
    head, figures = (*said, *again), marked.figures
    if figures and not (heads or gave or money) and _runs_on(plain(head), *figures[0]):
        head, figures = (*head, figures[0][1]), figures[1:]
        told = joined([labelled(label, number) for label, number in figures], "、")
        return joined([head, told], "、")
    if _counts_the_last(plain(head), heads):
        head, heads = (*head, *heads[1:]), ()
    told = joined([labelled(label, number) for label, number in figures], "、")
    return joined([head, heads, gave, *money, told], "，")


def _counts_the_last(said: str, heads: Pieces) -> bool:
    """Whether a sentence ends with those who are counted, so that their number may follow: 慰问环卫工人41人."""
    if len(heads) < 2 or heads[0] != "共" or not isinstance(heads[1], Number) or not heads[1].text[:1].isdigit():
        return False
    clause, unit = re.split(r"[，。；：、]", said)[-1], heads[1].unit
    counted = _FAMILIES if unit == "户" else _PEOPLE
    people = unit == "户" or unit in (*PERSON_UNITS, "人次")
    return people and bool(counted.search(clause)) and not number_spans(clause)


def _spoken(said: Pieces, item: Item) -> str:
    """What was said before the counts; aid of no kind was done in the clerk's words, not as 慰问."""
    verbs = "".join({m.lead[:_VERB] for m in item.measures}) if item.is_aid and item.kind in ("", "其他") else ""
    return plain(said) + verbs


def _runs_on(said: str, label: str, number: Number) -> bool:
    """Whether a sentence ends with the label, so that the number may follow: 为骑手赠送头盔 + 120顶."""
    clause, label = re.split(r"[，。；：、]", said)[-1], bare(label)
    fits = len(label) > 1 and _ends_with(clause, label, number.unit) and _COUNTED.match(number.text)
    return bool(fits) and not number_spans(clause)  # 开展1次主题活动 has its number


def _ends_with(clause: str, label: str, unit: str) -> bool:
    """Whether a clause ends with a label, or begins with its verb and ends with the rest of it or those counted.

    编发工会工作信息 + 编发信息 118篇, 走访离退休民警 + 走访 58名.
    """
    if clause.endswith(label):
        return True
    verb, rest = label[:_VERB], label[_VERB:]
    if not clause.startswith(verb) or len(clause) <= len(label):
        return False
    return clause.endswith(rest) if rest else unit in PERSON_UNITS and bool(_PEOPLE.search(clause))


def number_of(item: Item, measure: Measure) -> Number:
    """A count or amount of a record, in the unit that fits what is counted."""
    return measure_number(measure, item.source, name_of(item), _unit(item, measure.field))


def _unit(item: Item, field: str) -> str:
    """个 for collectives, 名 for persons, where the clerk gave no unit."""
    if field in ("amount", "quota") and item.source.table in ("honour", "award"):
        kind = item.text("recipient_kind") or item.text("target")
        return {"集体": "个", "个人": "名"}.get(kind, "")
    return ""


def _is_bare(heads: Pieces) -> bool:
    """Whether all that is said of those who took part is one number."""
    return len(heads) == 2 and heads[0] == "参加" and isinstance(heads[1], Number) and heads[1].text[:1].isdigit()


def once(item: Item, measures: list[Measure]) -> list[Measure]:
    """人次 that are as many as the 人 are the same fact and said once; neither where the words say one of them."""
    same = {(m.number, m.given) for m in item.measures if m.field == "persons"}
    if not any(m.field == "person_times" and (m.number, m.given) in same for m in item.measures):
        return measures
    both = {m.field for m in measures} >= {"persons", "person_times"}
    return [m for m in measures if m.field != "person_times" and (both or m.field != "persons")]


def _heads(item: Item, measures: list[Measure], said: str) -> Pieces:
    """Counts one after another; a verb that they share, or that was said before, is said once: 参加120人、350人次.

    Households and the people in them stand together: 帮扶7户22人.
    """
    found: list[Piece] = []
    verb = ""
    for before, measure in zip([None, *measures], measures, strict=False):
        lead = measure.lead
        number = _told(item, measure)
        together = before is not None and before.field == "households" and measure.field == "persons"
        shared = verb and lead[:_VERB] == verb
        if found and not (together and shared and number.text[:1].isdigit()):
            found.append("、" if shared else "，")
        verb = lead[:_VERB] if len(lead) >= _VERB else ""
        lead = lead[_VERB:] if shared else (lead if found else _opening(lead, said))
        found += _led(lead, number)
    return tuple(found)


def _told(item: Item, measure: Measure) -> Number:
    """A count; where 人数 and 人次 are one number, it names both fields."""
    number = number_of(item, measure)
    if measure.field == "person_times":
        twin = next((m for m in item.measures if m.field == "persons"), None)
        return _of_times(number) if twin and twin.given and twin.given == measure.given else number
    both = ("persons", measure.number, measure.given) == (measure.field, *_times_of(item))
    return replace(number, definition=f"{number.definition}和“人次”，两者相同") if both else number


def _times_of(item: Item) -> tuple[int, str]:
    return next(((m.number, m.given) for m in item.measures if m.field == "person_times"), (-1, ""))


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


def labelled(label: str, number: Number) -> Pieces:
    """A label before a figure, unless the figure's own words say it."""
    label, raw = bare(label), number.text
    if not label:
        return (number,)
    if label in {f"{number.unit}{word}" for word in ("", "次", "数")} and _COUNTED.match(raw):
        return ("共", number)  # 场次 of 4场
    has_words = not _STARTS_NUMBER.match(raw) or len(raw) > len(label) + 8
    pairs = {label[at : at + 2] for at in range(len(label) - 1)} or {label}
    if any(pair in raw for pair in pairs):
        return (number,)
    return (label, "：", number) if has_words or label[-1].isdigit() else (label, number)
