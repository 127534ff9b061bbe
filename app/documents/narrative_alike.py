"""Near-identical records told once: 1月至12月，开展员工生日慰问12次，共213人，物品折价4.26万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from app.documents.narrative import tell
from app.documents.narrative_marks import Number, Piece, Pieces
from app.documents.narrative_voice import Voice
from app.documents.narrative_words import bare, month_words, plain
from app.domain.summary_count import Measure
from app.domain.summary_facts import Item
from app.domain.summary_group import Group

_TIMES = 3  # more times than this are told from the first month to the last
_OF_ONE = re.compile(r"^记录“.*”的“(.+?)”(和“人次”，两者相同)?$")
_BEHIND = re.compile(r"(?:慰问)?）?")


def alike(found: Group, voice: Voice, sheet: str) -> Pieces:
    """The sentence of one record that stands for all: what they share, their number and their sums."""
    said = f"{voice.time}{sheet}记录中名为“{found.name}”、逐次相似的{len(found.items)}条记录"
    pieces = tuple(_over_all(piece, found, said) for piece in tell(_together(found, voice.year), voice))
    if not _are_times(found):
        return pieces
    times = len(found.items)
    sources = tuple(item.source for item in found.items)
    count = Number(f"{times}次", Decimal(times), "次", f"{said}的条数", sources)
    return tuple(_inserted(pieces, _behind(plain(pieces), found.name), count))


def _together(found: Group, year: int) -> Item:
    """A record that says what all say."""
    first = found.items[0]
    named = "title" if first.text("title") else "reason"
    shared = {name: found.common(name) for name, _ in first.texts} | {named: found.name}
    shared["goods"] = "、".join(dict.fromkeys(bare(i.text("goods")) for i in found.items if i.text("goods")))
    leads = {measure.field: measure.own_lead for item in found.items for measure in item.measures}
    sums = [Measure(found.table, t.kind.field, t.number, "", leads[t.kind.field]) for t in found.totals]
    fixed = [measure for measure in first.measures if not measure.kind.summed]
    texts = tuple((name, text) for name, text in shared.items() if text)
    return replace(first, when=_when(found.items, year), texts=texts, measures=(*sums, *fixed))


def _when(items: tuple[Item, ...], year: int) -> str:
    """The times, where they are few; else the months from the first to the last."""
    told = tuple(dict.fromkeys(item.when.strip() for item in items))
    if "" in told or len(told) <= _TIMES:
        return "" if "" in told else ";".join(told)
    days = [day for item in items for day in (item.first, item.last) if day]
    if len(days) < 2 * len(items):
        return ""
    first, last = (month_words(f"{day:%Y-%m}", year) for day in (min(days), max(days)))
    return first if first == last else f"{first}至{last}"


def _are_times(found: Group) -> bool:
    """Whether the records are one event after another, not rows of the same event."""
    titles = {item.text("title") or item.text("reason") for item in found.items}
    whens = {item.when.strip() for item in found.items}
    return len(whens) > 1 or len(titles) > 1 or "" in whens


def _over_all(piece: Piece, found: Group, said: str) -> Piece:
    """A number of the one record as a number over all of them."""
    if not isinstance(piece, Number):
        return piece
    field = _OF_ONE.match(piece.definition)
    sums = {total.kind.header: total for total in found.totals}
    if not field:
        return replace(piece, sources=tuple(item.source for item in found.items))
    total = sums.get(field[1])
    sources = total.sources if total else tuple(item.source for item in found.items)
    what = f"{field[2] or ''}之和，共{len(sources)}条" if total else ""
    return replace(piece, definition=f"{said}的“{field[1]}”{what}", sources=sources)


def _behind(text: str, name: str) -> int:
    """Where the number of times stands: behind the name and what belongs to it."""
    end = text.index(name) + len(name)
    found = _BEHIND.match(text, end)
    return found.end() if found else end


def _inserted(pieces: Pieces, at: int, number: Number) -> Iterator[Piece]:
    """The pieces with a number at a place of their text."""
    begin, open_ = 0, True
    for piece in pieces:
        text = plain((piece,))
        inside = open_ and begin < at <= begin + len(text)
        begin += len(text)
        if not inside:
            yield piece
            continue
        open_ = False
        cut = len(text) - (begin - at)
        if isinstance(piece, Number) or cut == len(text):
            yield from (piece, number)
        else:
            yield from (text[:cut], number, text[cut:])
