"""How a summary opens: the overview in the style's patterns, what no pattern took, the days counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.documents.narrative import tell
from app.documents.narrative_marks import Number, Piece, Pieces
from app.documents.narrative_voice import Voice, fill
from app.documents.narrative_words import bare, close, plain, without_echo
from app.documents.outline_parts import Passage
from app.domain.summary_facts import Item, YearFacts
from app.domain.summary_style import Style
from app.domain.summary_words import PLACE
from app.domain.when import cn_date

SHORT_ITEM, SENTENCE = 18, 40  # characters; an item so short shares a sentence until that is so long
_ABOUT = ("上级工会", "届次", "工会主席")
_OWN = ("union", "year", "period", "time")


def patterned(pattern: str, facts: YearFacts) -> Pieces:
    """A pattern with the union, the year, the period (2026年度) and the time (2026年) in its places."""
    return fill(pattern, {name: (value,) for name, value in _own(facts).items()})


def _own(facts: YearFacts) -> dict[str, str]:
    return {"union": facts.union, "year": str(facts.year), "period": facts.period_name, "time": facts.time}


def opening(facts: YearFacts, style: Style, voice: Voice) -> tuple[tuple[Passage, ...], ...]:
    """The address where there is one, and the paragraph that opens the summary."""
    told = [replace(item, when="") for item in facts.overview if item.kind not in _ABOUT and not item.when]
    said = _of_one_time(told, facts, style, voice)
    for time in dict.fromkeys(item.when for item in facts.overview if item.when):  # a term tells year after year
        own = [replace(item, when="") for item in facts.overview if item.when == time and item.kind not in _ABOUT]
        said += _of_one_time(own, replace(facts, period_name=time), style, voice)
    said.append(Passage("opening:period", _period(facts)))
    kept = [Passage(p.key, close(p.pieces)) for p in said if p.pieces]
    lead_in = patterned(style.lead_in, facts)
    if lead_in:
        kept.append(Passage("opening:lead_in", lead_in))
    address = ((Passage("opening:address", (style.address,)),),) if style.address else ()
    return (*address, tuple(kept)) if kept else address


def _of_one_time(items: list[Item], facts: YearFacts, style: Style, voice: Voice) -> list[Passage]:
    """The overview of one time in the style's patterns, and behind it what no pattern took."""
    left, said = {item.kind: item for item in items}, list[Passage]()
    for pattern in style.opening:
        wanted = [name for name in dict.fromkeys(PLACE.findall(pattern)) if name not in _OWN]
        if wanted and all(name in left for name in wanted):
            found = {name: left.pop(name) for name in wanted}
            said.append(Passage(f"opening:{'、'.join(wanted)}", _pattern(pattern, found, facts, voice)))
    heard = "".join(plain(passage.pieces) for passage in said)
    new = [item for item in left.values() if item.kind + bare(item.text("content")) not in heard]
    return said + _in_sentences([(item.kind, _labelled(item, voice)) for item in new])


def _in_sentences(told: list[tuple[str, Pieces]]) -> list[Passage]:
    """Names with their short figures, one after another in one sentence: 会员总数1,860余人，分工会31个."""
    found: list[Passage] = []
    names: list[str] = []
    for name, pieces in told:
        short = _is_short(name, pieces)
        if short and names and len(plain(found[-1].pieces)) < SENTENCE:
            names.append(name)
            found[-1] = Passage(f"overview:{'、'.join(names)}", (*_inner(found[-1].pieces), "，", *pieces))
        else:
            found.append(Passage(f"overview:{name}", pieces))
            names = [name] if short else []
    return found


def _is_short(name: str, pieces: Pieces) -> bool:
    """Whether it is a name and little more than its figure."""
    said = plain(_inner(pieces))
    return said.startswith(name) and len(said) <= SHORT_ITEM and not any(mark in said for mark in "，。；：！？")


def about(facts: YearFacts, voice: Voice) -> Pieces:
    """Whom the union is under, its term and its chair, as far as the book knows them."""
    items = {item.kind: _inner(tell(replace(item, when=""), voice)) for item in facts.overview if item.kind in _ABOUT}
    return close(voice.say("about", **items)) if items else ()


def _pattern(pattern: str, items: dict[str, Item], facts: YearFacts, voice: Voice) -> Pieces:
    """A pattern with the union, the year and the clerk's words in its places."""
    places: dict[str, Pieces] = {name: (value,) for name, value in _own(facts).items()}
    for name, item in items.items():
        if "“" in item.text("content"):  # the clerk's marks stand for the pattern's
            pattern = pattern.replace(f"“{{{name}}}”", f"{{{name}}}")
        pattern = without_echo(pattern, name, bare(item.text("content")))
        places[name] = _inner(tell(item, voice))
    return fill(pattern, places)


def _inner(pieces: Pieces) -> Pieces:
    """The clerk's words without the full stop, to stand inside another sentence."""
    return pieces[:-1] if pieces and pieces[-1] == "。" else pieces


def _labelled(item: Item, voice: Voice) -> Pieces:
    """An item of the overview that no pattern takes: its name and what it says."""
    said: list[Piece] = list(tell(item, voice))
    begins = isinstance(said[0], Number) and said[0].text[:1].isdigit()
    return (item.kind, *said) if begins else (f"{bare(item.kind)}：", *said)


def _period(facts: YearFacts) -> Pieces:
    """The days counted, where they are not those that the title names."""
    first, last = facts.period
    named = facts.period_name != f"{facts.year}年度"
    if named or (first, last) == (date(facts.year, 1, 1), date(facts.year, 12, 31)):
        return ()
    return (f"统计期为{cn_date(first)}至{cn_date(last)}",)
