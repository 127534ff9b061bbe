"""The year in pictures: the slices of a year's figures in words, as the bars of the first page's charts."""

from __future__ import annotations

from collections.abc import Iterable

from app import formats
from app.book.overviews import NONE, REST, VALUE, Slice
from app.domain import money
from app.i18n import N_
from app.ui.charts import Bar
from app.ui.speech import Speech

_MONTHS = (N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
           N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"))  # fmt: skip
_TEN_THOUSAND = 10_000


def month_bars(speech: Speech, slices: Iterable[Slice]) -> tuple[Bar, ...]:
    """Money and goods of every month; what fits in no month stands last."""
    bars = []
    for part in slices:
        if part.what == VALUE:
            year, number = part.name.split("-")
            label = speech.say(_MONTHS[int(number) - 1])
            name = speech.say(N_("{month} {year}"), year=year, month=label)
        else:
            label = speech.say(N_("No month"))
            name = speech.say(N_("No month (without a date, over several months, or outside the year)"))
        bars.append(_money_bar(speech, part, label, name, yuan=False))
    return tuple(bars)


def kind_bars(speech: Speech, slices: Iterable[Slice]) -> tuple[Bar, ...]:
    """Money and goods of every kind of aid."""
    bars = []
    for part in slices:
        label = _label(speech, part, N_("{others} other kinds"), N_("No kind"))
        bars.append(_money_bar(speech, part, label, label, yuan=True))
    return tuple(bars)


def area_bars(speech: Speech, slices: Iterable[Slice]) -> tuple[Bar, ...]:
    """How many activities every area had."""
    bars = []
    for part in slices:
        label = _label(speech, part, N_("{others} other areas"), N_("No area"))
        said = speech.say(N_("{name}: {count} activities"), name=label, count=part.count)
        bars.append(_count_bar(part, label, speech.say(N_("{count} held"), count=part.count), said))
    return tuple(bars)


def unit_bars(speech: Speech, slices: Iterable[Slice]) -> tuple[Bar, ...]:
    """How many members belong to every unit."""
    bars = []
    for part in slices:
        label = _label(speech, part, N_("{others} other units"), N_("No unit"))
        said = speech.say(N_("{name}: {count} members"), name=label, count=part.count)
        bars.append(_count_bar(part, label, speech.say(N_("{count} people"), count=part.count), said))
    return tuple(bars)


def _label(speech: Speech, part: Slice, rest: str, none: str) -> str:
    if part.what == REST:
        return speech.say(rest, others=part.others)
    return speech.say(none) if part.what == NONE else part.name


def _money_bar(speech: Speech, part: Slice, label: str, name: str, *, yuan: bool) -> Bar:
    cash, goods = part.sums
    said = speech.say(
        N_("{name}: cash {cash} yuan, goods worth {goods} yuan, {sum} yuan in all, in {count} entries"),
        name=name,
        cash=formats.money_text(cash),
        goods=formats.money_text(goods),
        sum=formats.money_text(cash + goods),
        count=part.count,
    )
    whole = formats.money_text(cash + goods).removesuffix(".00")
    text = speech.say(N_("{sum} yuan"), sum=whole) if yuan else whole
    return Bar(label, text, said, part.sums, part.listing, _short(speech, cash + goods), part.what != VALUE)


def _short(speech: Speech, fen: int) -> str:
    """An amount for little room, from ten thousand yuan on as each language counts: ``11.7万``, ``117k``."""
    yuan = fen / money.FEN_PER_YUAN
    if abs(yuan) < _TEN_THOUSAND:
        return f"{yuan:.0f}"
    return f"{yuan / _TEN_THOUSAND:.1f}万" if speech.language.code.startswith("zh") else f"{yuan / 1000:.0f}k"


def _count_bar(part: Slice, label: str, text: str, said: str) -> Bar:
    return Bar(label, text, said, (part.count,), part.listing, faint=part.what != VALUE)
