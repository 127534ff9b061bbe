"""What is said about a gift: beside each person, of those left out, and in the one sentence that sums it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from app import formats
from app.book.gift_people import BIRTHDAY, Had, Known
from app.book.gifts import NOTHING, Doubt, Gift, born_on_leap_day, doubts, same_occasion
from app.i18n import N_
from app.ui.speech import Speech

COUNTED = {
    Doubt.GONE: N_("{count} who left"),
    Doubt.KEPT: N_("{count} who only keep the membership"),
    Doubt.TWICE: N_("{count} who are on the roster twice"),
    Doubt.GIVEN: N_("{count} who had it already"),
}
_SAID = {
    Doubt.KEPT: N_("only keeps the membership"),
    Doubt.TWICE: N_("on the roster twice"),
}


def yuan(fen: int) -> str:
    """An amount a person gets: ``1,200``, with its decimals only where there are some."""
    return formats.money_text(fen).removesuffix(".00")


def beside(speech: Speech, known: Known, gift: Gift, row_id: int) -> str:
    """What stands beside a person: what speaks against her first, then what she had."""
    person = known.people.get(row_id)
    if person is None:
        return ""
    had = known.past.of(person)
    against = [doubt for doubt in doubts(person, had, gift) if doubt in _SAID]
    parts = [person.gone, *(speech.say(_SAID[doubt]) for doubt in against)]
    same = [one for one in had if same_occasion(one, gift)]
    if same:
        parts.append(speech.say(N_("had it: {when} {reason}"), when=same[0].when, reason=same[0].reason))
    elif had:
        fen = sum(one.fen for one in had)
        parts.append(speech.say(N_("{times} this year, {yuan} yuan"), times=len(had), yuan=yuan(fen)))
    if gift.kind == BIRTHDAY and born_on_leap_day(person):
        parts.append(speech.say(N_("born on 29 February: 28th in common years")))
    if gift.kind == BIRTHDAY and person.lunar:
        parts.append(speech.say(N_("keeps the lunar birthday")))
    return " · ".join(part for part in parts if part)


def sentence(speech: Speech, gift: Gift, count: int) -> str:
    """The gift in one sentence: how many, how much each, how much in all, and what will be written."""
    said = speech.say(
        N_("{count} people, each {cash} yuan in cash and goods worth {goods} yuan: {total} yuan in all."),
        count=count, cash=yuan(gift.cash), goods=yuan(gift.goods_value),
        total=formats.money_text(gift.each * count),
    )  # fmt: skip
    if gift.together:
        return said + speech.say(N_(" Written as one entry with a list of {count} names."), count=count)
    if gift.own_day:
        return said + speech.say(N_(" Written as {count} entries, each on its own birthday."), count=count)
    return said + speech.say(N_(" Written as {count} entries, one for each."), count=count)


def counted(speech: Speech, known: Known, gift: Gift, ids: Iterable[int]) -> str:
    """How many of ``ids`` there is something against, by what it is; "" where there are none."""
    found: Counter[Doubt] = Counter()
    for row_id in ids:
        person = known.people.get(row_id)
        if person is not None:
            found.update(doubts(person, known.past.of(person), gift)[:1])
    parts = [speech.say(COUNTED[doubt], count=found[doubt]) for doubt in Doubt if found[doubt]]
    return " · ".join(parts)


def notices(speech: Speech, known: Known, gift: Gift, chosen: set[int], asked: Iterable[int], work_year: int,
            happened: Mapping[str, Any]) -> list[str]:  # fmt: skip
    """Everything the clerk should know before she goes on; none of it forbids anything."""
    said = [speech.say(NOTHING)] if gift.is_nothing else []
    if gift.goods.strip() and not gift.each:
        said.append(speech.say(N_("The goods have no worth filled in, so the sum of this gift is 0 yuan.")))
    among = counted(speech, known, gift, chosen)
    if among:
        said.append(speech.say(N_("Among the ticked are {them}."), them=among))
    left = counted(speech, known, gift, (row_id for row_id in asked if row_id not in chosen))
    if left:
        said.append(speech.say(N_("Left unticked: {them}. Tick them if they are to have it."), them=left))
    same = [one for one in known.past.nameless if same_occasion(one, gift) and _meets(one, happened)]
    if same:
        said.append(
            speech.say(
                N_("“{reason}” ({when}) has been recorded without names. Check that nobody is given it twice."),
                reason=same[0].reason or gift.kind, when=same[0].when,
            )
        )  # fmt: skip
    if known.year != work_year:
        said.append(speech.say(N_("By its date this belongs to the year {year}."), year=known.year))
    return said


def _meets(had: Had, happened: Mapping[str, Any]) -> bool:
    """Whether what was given before may have been given in the same time; an unknown time may."""
    first, last = happened["happened_from"], happened["happened_to"]
    return not (first and had.first) or (had.first <= last and first <= had.last)
