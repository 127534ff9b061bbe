"""Finding a record's numbers inside the clerk's own words, so that each stands once and leads back to its record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from app.domain import money, numerals
from app.domain.quantity import Figure, Quantity, number_spans, parse
from app.domain.summary_count import PERSON_UNITS, Measure, Source, bound
from app.domain.summary_facts import Count, Item

_PERSON_TIMES = re.compile(rf"人\s*[\d{numerals.HAN},.]+[余多]?次")

Place = tuple[int, int, int]  # which text, first character, character after the last
_NUMERALS = re.compile(rf"[\d{numerals.HAN},.]|[余多几近约超逾足不到过以上左右来]")
_LABEL_REACH = 12  # characters before a number in which its label is looked for
# A numeral that names a unit or a group (一班, 第二小组, 三分会) counts nothing.
_OF_NAME = re.compile(
    rf"第?[{numerals.HAN}]+(?:(?:小|中|大|分)?[队组]|小?班组?|车间|工段|分工?会|支部|小学|中学|村|社区|号楼)(?!次|[长员])"
)
_HEADERS = {
    "persons": ("人数", "参加", "参与", "慰问"),
    "person_times": ("人次",),
    "cash": ("慰问金", "金额", "投入"),
    "goods_value": ("折价", "折款", "实物"),
    "cost": ("经费", "费用", "投入", "支出"),
    "units": ("单位", "家"),
    "households": ("户", "家庭"),
    "quota": ("名额",),
    "benefit": ("创效", "效益"),
    "amount": ("金额", "数量"),
    "standard": ("标准", "人均", "补贴"),
    "employers": ("企业",),
    "members": ("会员",),
    "women": ("女",),
    "workers": ("职工",),
    "quantity": ("数量",),
}


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the text: as printed, its value and unit, how it was counted, and from which records."""

    text: str
    value: Decimal | None
    unit: str
    definition: str
    sources: Sequence[Source]


Piece = str | Number
Pieces = tuple[Piece, ...]


@dataclass
class Marked:
    """The clerk's texts cut at their numbers, and what of the record's numbers is not said in them."""

    texts: list[str]
    places: dict[Place, Number] = field(default_factory=dict)
    figures: list[tuple[str, Number]] = field(default_factory=list)
    echoes: list[Number] = field(default_factory=list)  # said in the texts in other words than as given
    measures: list[Measure] = field(default_factory=list)

    def pieces(self, which: int) -> Pieces:
        """One of the texts, its numbers marked."""
        return tuple(self._cut(which))

    def _cut(self, which: int) -> Iterator[Piece]:
        text, at = self.texts[which], 0
        for (_, start, end), number in sorted((p, n) for p, n in self.places.items() if p[0] == which):
            if start > at:
                yield text[at:start]
            yield number
            at = end
        if at < len(text):
            yield text[at:]


def mark(item: Item, texts: Sequence[str], name: str) -> Marked:
    """Find the item's figures and measures in ``texts``; a number found is not to be said again.

    Other numbers in the clerk's words are marked too, as words of this record.
    """
    marked = Marked(list(texts))
    for figure in item.figures:
        number = figure_number(item.source, name, figure)
        place = _literal(marked, figure)
        echo = None if place else _echo(marked, number, figure.quantity.qualifier)
        if place:
            marked.places[place] = number
        elif echo:
            start, end = echo[1:]
            marked.places[echo] = replace(number, text=marked.texts[echo[0]][start:end])
            if not _is_said(figure.quantity, marked.texts[echo[0]]):
                marked.echoes.append(number)
        else:
            marked.figures.append((figure.label, number))
    for measure in item.measures:
        if not _say_measure(marked, measure, item, name):
            marked.measures.append(measure)
    _mark_own_words(marked, item, name)
    return marked


def figure_number(source: Source, name: str, figure: Figure) -> Number:
    """A figure of a record's 数据, printed as given."""
    amount, said = _counted(figure), f"数据“{figure.label}”" if figure.label else "数据"
    return Number(amount.raw, amount.number, amount.unit, f"记录“{name}”的{said}", (source,))


def _counted(figure: Figure) -> Quantity:
    """The quantity of a figure; 职工人349次 counts 人次."""
    amount = figure.quantity
    return replace(amount, unit="人次") if amount.unit == "次" and _PERSON_TIMES.search(amount.raw) else amount


def measure_number(measure: Measure, source: Source, name: str, unit: str = "") -> Number:
    """A count or amount of a record's own field, as given; a plain number in the field's unit."""
    kind = measure.kind
    unit = unit or kind.unit
    definition = f"记录“{name}”的“{kind.header}”"
    if measure.given:
        found = parse(measure.given)
        text = measure.given if found.unit or found.number is None else measure.given + unit
        return Number(text, found.number, found.unit or unit, definition, (source,))
    if kind.money:
        return money_number(measure.number, definition, (source,))
    return Number(f"{measure.number}{unit}", Decimal(measure.number), unit, definition, (source,))


def count_number(count: Count) -> Number:
    """A count over whole records, with its unit."""
    return Number(f"{count.number}{count.unit}", Decimal(count.number), count.unit, count.definition, count.sources)


def money_number(fen: int, definition: str, sources: Sequence[Source], qualifier: str = "") -> Number:
    """An amount as a report prints it: 万元 from ten thousand whole yuan on, else 元; never rounded."""
    in_wan = abs(fen) >= money.FEN_PER_WAN and fen % money.FEN_PER_YUAN == 0
    plain, unit = (money.wan_text(fen), "万元") if in_wan else (money.yuan_text(fen), "元")
    return Number(qualified(plain, unit, qualifier), Decimal(plain), unit, definition, sources)


def qualified(plain: str, unit: str, qualifier: str) -> str:
    """A number with its unit and 余 between them (以上 behind a number that is not round), or 近, 约 before them."""
    if qualifier != "余":
        return f"{qualifier}{plain}{unit}"
    if not plain.endswith("0") or "." in plain:
        return f"{plain}{unit}以上"
    return f"{plain}万余{unit[1:]}" if unit.startswith("万") else f"{plain}余{unit}"


def _literal(marked: Marked, figure: Figure) -> Place | None:
    """Where the figure stands as given; of several places the one that its label fits best."""
    raw = figure.quantity.raw
    found = [
        place
        for which, text in enumerate(marked.texts)
        for place in (*_occurrences(which, text, raw), *_with_label(which, text, figure))
        if not _is_taken(marked, place)
    ]
    return max(found, key=lambda place: _fit(marked.texts[place[0]], place, figure.label), default=None)


def _occurrences(which: int, text: str, raw: str) -> Iterator[Place]:
    """The places of ``raw`` in ``text`` that are not a part of a longer number or of another unit."""
    if not raw:
        return
    spans = number_spans(text)
    for found in re.finditer(re.escape(raw), text):
        start, end = found.span()
        inside = all(start <= a and b <= end for a, b, _ in spans if a < end and start < b)
        runs_on = raw[-1].isdigit() and text[end : end + 1].isdigit()
        runs_up = raw[0].isdigit() and re.search(r"[\d.]$", text[:start])
        if inside and not runs_on and not runs_up:
            yield which, start, end


def _with_label(which: int, text: str, figure: Figure) -> Iterator[Place]:
    """The figure behind its label, where both read as one quantity: 每批20人左右."""
    label, raw = figure.label, figure.quantity.raw
    for start, end, _ in number_spans(text) if label and raw else ():
        if text[start:end] == label + raw:
            yield which, start + len(label), end


def _echo(marked: Marked, number: Number, qualifier: str) -> Place | None:
    """Where the texts say a figure in other words than as given: 79人 for 79名."""
    for which, text in enumerate(marked.texts):
        for start, end, quantity in number_spans(text):
            place = (which, start, end)
            same = quantity.number is not None and quantity.number == number.value
            if (
                same
                and bound(quantity.qualifier) == bound(qualifier)
                and _alike(quantity.unit, number.unit)
                and not _is_taken(marked, place)
            ):
                return place
    return None


def _is_said(amount: Quantity, text: str) -> bool:
    """Whether a text that has a quantity's number has its words too: 79人 for 79名, 培训班共两个 for 两个培训班."""
    return _NUMERALS.sub("", amount.raw.replace(amount.unit, "")).removesuffix("人") in text


def _alike(one: str, other: str) -> bool:
    """Whether two units count the same things: 人 and 名 do, 人 and 人次 do not."""
    both = {one, other}
    return one == other or both <= set(PERSON_UNITS) or both in ({"批", "批次"}, {"副", "付"}, {"时", "小时"})


def _fit(text: str, place: Place, label: str) -> tuple[int, int, int]:
    """How much of a label stands before a place, and, where that is equal, the earlier place."""
    before = re.split(r"\d|[，。；、]", text[max(0, place[1] - _LABEL_REACH) : place[1]])[-1]
    return sum(char in before for char in label), -place[0], -place[1]


def _is_taken(marked: Marked, place: Place) -> bool:
    return any(p[0] == place[0] and p[1] < place[2] and place[1] < p[2] for p in marked.places)


def _say_measure(marked: Marked, measure: Measure, item: Item, name: str) -> bool:
    """Whether the texts or a figure say this count or amount; if the texts do, mark the place."""
    for which, text in enumerate(marked.texts):
        for start, end, quantity in number_spans(text):
            if not same_amount(measure, quantity):
                continue
            place = (which, start, end)
            if not _is_taken(marked, place):
                number = measure_number(measure, item.source, name)
                marked.places[place] = Number(
                    text[start:end], quantity.number, quantity.unit or number.unit, number.definition, number.sources
                )
            return True
    return any(same_amount(measure, _counted(figure)) and _is_about(figure.label, measure) for figure in item.figures)


def _is_about(label: str, measure: Measure) -> bool:
    return not label or any(word in label for word in _HEADERS.get(measure.field, ()))


def same_amount(measure: Measure, quantity: Quantity) -> bool:
    """Whether a quantity says exactly this count or amount: number, unit and qualifier."""
    if quantity.number is None:
        return False
    given = parse(measure.given) if measure.given else None
    if (given.qualifier if given else "") != quantity.qualifier:
        return False
    kind, unit = measure.kind, quantity.unit
    if kind.money:
        scale = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
        base, _, per = unit.partition("/")
        wanted = "人" if kind.field == "standard" else ""
        return base in scale and per == wanted and quantity.number * scale[base] * 100 == measure.number
    allowed = kind.same or ((given.unit,) if given and given.unit else ())
    return unit in allowed and quantity.number == measure.number


def _mark_own_words(marked: Marked, item: Item, name: str) -> None:
    """Every other number in the clerk's words leads back to the record that says it."""
    for which, text in enumerate(marked.texts):
        for start, end, quantity in number_spans(text):
            place = (which, start, end)
            if not _is_taken(marked, place) and not _OF_NAME.match(text, start):
                marked.places[place] = Number(
                    text[start:end], quantity.number, quantity.unit, f"记录“{name}”原文所写", (item.source,)
                )
