"""What many records come to: the help given in a section, the events of an area, members and units, the year before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.documents.narrative_marks import Number, Piece, Pieces, money_number, qualified
from app.documents.narrative_voice import Voice, fill
from app.documents.narrative_words import brackets, close, joined
from app.domain.summary import Part, Section
from app.domain.summary_bulk import Sources, together
from app.domain.summary_count import Source, Total, sums
from app.domain.summary_facts import Count, Item, YearFacts
from app.domain.summary_style import Style

_BEFORE = {"units": "单位"}
_COMPARED = {"households", "person_times", "persons", "cash", "goods_value"}
_EVENT_DAYS = 45  # an activity that takes longer is not counted as 场
Totals = tuple[Total, ...]


def section_totals(section: Section, facts: YearFacts, style: Style, voice: Voice, earlier: Totals = ()) -> Pieces:
    """What the help given in a section comes to, each unit by itself; ``earlier`` is the same a year before."""
    if not section.totals:
        return ()
    said = f"{facts.time}“{section.heading}”部分慰问帮扶记录"
    heads, money = split(section.totals, said, Before(earlier, facts.year - 1, voice))
    among = [("其中", who, total_number(total, f"{said}里对象类型为“{who}”的记录")) for who, total in section.among]
    heads = joined([heads, *among], "，")
    span: Pieces = (span_words(facts, style),)
    return close(voice.say("aid_totals" if heads else "aid_money", span=span, heads=heads, money=money))


def events_total(part: Part, facts: YearFacts, style: Style, voice: Voice, earlier: int = 0) -> Pieces:
    """How many events an area had and how many took part; nothing where the style has no words for it."""
    patterns = dict(style.events).get(part.area)
    if not part.events or not patterns:
        return ()
    said = f"{facts.time}领域为“{part.area}”的活动记录"
    totals = tuple(total for total in sums(part.events) if not total.kind.money)
    unit = "项" if any(map(_lasts, part.events)) else "场"
    number = counted([item.source for item in part.events], unit, f"{said}数")
    heads = joined([(total_number(total, said),) for total in totals], "、")
    count: Pieces = (
        (number, *_than(len(part.events), earlier, number, (), voice, facts.year - 1)) if earlier else (number,)
    )
    pattern = patterns[voice.place % len(patterns)]
    return close(fill(pattern, {"span": (span_words(facts, style),), "count": count, "heads": heads}))


def _lasts(item: Item) -> bool:
    """Whether an activity went on for long, a course or a service of months, and is no single event."""
    return bool(item.first and item.last and (item.last - item.first).days > _EVENT_DAYS) or "每" in item.when


def span_words(facts: YearFacts, style: Style) -> str:
    """全年, 上半年, or what the style calls a period of another length."""
    return dict(style.spans).get(facts.span, "")


def people(facts: YearFacts, voice: Voice) -> Pieces:
    """The members counted, and how many more or fewer they are than a year before."""
    if not facts.people:
        return ()
    now = facts.people[0]
    there = facts.people_before or (facts.earlier.people if facts.earlier else ())
    before = next((count for count in there if count.lead == now.lead), None)
    if before and before.number == now.number and not any(c.lead.endswith("新入会") for c in facts.people):
        before = None  # a roster without days of joining was the same in every year
    return close(voice.say("people", counts=_counts(facts.people, _growth(now, before, voice) if before else ())))


def _growth(now: Count, before: Count, voice: Voice) -> Pieces:
    difference = now.number - before.number
    definition = f"{now.definition}与{voice.before}同口径人数之差"
    text = f"{abs(difference)}{now.unit}"
    number = Number(text, Decimal(abs(difference)), now.unit, definition, together(now.sources, before.sources))
    pattern = "members_more" if difference > 0 else ("members_fewer" if difference < 0 else "same")
    return voice.say(pattern, change=(number,) if difference else (), before=(voice.before,))


def units(facts: YearFacts, voice: Voice) -> Pieces:
    """The units counted by kind."""
    return close(voice.say("units", counts=_counts(facts.units))) if facts.units else ()


def _counts(counts: tuple[Count, ...], growth: Pieces = ()) -> Pieces:
    """Counts one after another; ``growth`` stands behind the first."""
    said: list[Piece] = []
    for before, count in zip([None, *counts], counts, strict=False):
        if before:
            said.append("，" if not count.part else ("、" if before.part else "，其中"))
        text = f"{count.number}{count.unit}"
        lead = count.lead.removeprefix("其中") if count.part else count.lead
        said += [lead, Number(text, Decimal(count.number), count.unit, count.definition, count.sources)]
        said += brackets(growth) if growth and not before else ()
    return tuple(said)


# ------------------------------------------------------------------------------------------- the year before


@dataclass(frozen=True, slots=True)
class Before:
    """The sums of the year before, to set beside this year's."""

    totals: Totals = ()
    year: int = 0
    voice: Voice | None = None

    def beside(self, total: Total, number: Number) -> Pieces:
        """（比上年增加…）, where the same was summed the year before and both sums are exact."""
        same = [t for t in self.totals if (t.kind, t.lead) == (total.kind, total.lead)]
        told = total.kind.field in _COMPARED and len(same) == 1
        if not told or not self.voice or total.qualifier or same[0].qualifier:
            return ()
        return _than(total.number, same[0].number, number, same[0].sources, self.voice, self.year)


def _than(now: int, before: int, number: Number, sources: Sequence[Source], voice: Voice, year: int) -> Pieces:
    difference = abs(now - before)
    if not difference:
        return ()
    definition = f"{number.definition}与{year}年同口径之差"
    rows = together(number.sources, sources)
    if "元" in number.unit:
        change = money_number(difference, definition, rows)
    else:
        change = Number(f"{difference}{number.unit}", Decimal(difference), number.unit, definition, rows)
    return brackets(voice.say("grown" if now > before else "shrunk", change=(change,), before=(voice.before,)))


# ------------------------------------------------------------------------------------------------- numbers


def split(totals: Totals, said: str, before: Before | None = None) -> tuple[Pieces, Pieces]:
    """The heads counted (户, 人, 人次, 家) and the money, each with its own unit and beside the year ``before``.

    Where 人次 were counted over all the records that have 人, the 人 are not summed as well.
    """
    times = next((total.sources for total in totals if total.kind.field == "person_times"), ())
    heads: list[Pieces] = []
    for total in sorted(totals, key=_units_last):
        covered = total.kind.field == "persons" and _holds(times, total.sources)
        if not total.kind.money and not covered:
            heads.append(_led(_BEFORE.get(total.kind.field, ""), total, said, before))
    money = [_led(total.lead, total, said, before) for total in totals if total.kind.money]
    return joined(heads, "、"), joined(money, "、")


def _holds(some: Sequence[Source], others: Sequence[Source]) -> bool:
    return some.holds(others) if isinstance(some, Sources) else set(some) >= set(others)


def _led(lead: str, total: Total, said: str, before: Before | None) -> Pieces:
    number = total_number(total, said)
    beside = before.beside(total, number) if before else ()
    return (*((lead,) if lead else ()), number, *beside)


def _units_last(total: Total) -> bool:
    return total.kind.field == "units"


def total_number(total: Total, said: str) -> Number:
    """A sum as a figure; ``said`` names the records it was counted over."""
    what = f"（{total.lead}）" if total.lead not in ("", total.kind.header, total.kind.lead) else ""
    definition = f"{said}中“{total.kind.header}”{what}之和，共{len(total.sources)}条"
    if total.kind.money:
        return money_number(total.number, definition, total.sources, total.qualifier)
    text = qualified(str(total.number), total.kind.unit, total.qualifier)
    return Number(text, Decimal(total.number), total.kind.unit, definition, total.sources)


def counted(sources: Iterable[Source], unit: str, definition: str) -> Number:
    """How many records there are, as a figure."""
    rows = sources if isinstance(sources, Sources) else tuple(sources)
    return Number(f"{len(rows)}{unit}", Decimal(len(rows)), unit, definition, rows)
