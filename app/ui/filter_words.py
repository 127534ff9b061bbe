"""A filter as a sentence: what its conditions ask for, said so that the clerk can check it by reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from app import formats
from app.book import filters as kept
from app.book.overviews import roster_day
from app.book.reader import Reader
from app.domain import filters
from app.domain.fields import Field, Kind, RecordType
from app.domain.listing import GROUPS, Condition, values_of
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui import todo
from app.ui.cells import bare
from app.ui.speech import Speech

Names = Callable[[str, Iterable[int]], dict[int, str]]

_NUMBERS = (Kind.COUNT, Kind.MONEY, Kind.INTEGER, Kind.YEAR, Kind.DECIMAL)
_PLAIN = {
    "is": N_("{field} is “{value}”"),
    "not": N_("{field} is not “{value}”"),
    "has": N_("{field} contains “{value}”"),
    "lacks": N_("{field} does not contain “{value}”"),
    "in": N_("{field} is {value}"),
    "out": N_("{field} is not {value}"),
    "blank": N_("{field} is blank"),
    "filled": N_("{field} is filled in"),
    "under": N_("{field}: {value} with all below it"),
    "outside": N_("{field}: not {value} nor below it"),
    "on_roster": N_("on the roster"),
    "off_roster": N_("no longer on the roster"),
}
_OF_NUMBERS = {
    "is": N_("{field} exactly {value}"),
    "not": N_("{field} not {value}"),
    "from": N_("{field} {value} or more"),
    "to": N_("{field} {value} or less"),
    "between": N_("{field} {low} to {high}"),
}
_OF_DATES = {
    "from": N_("{field} from {value} on"),
    "to": N_("{field} up to {value}"),
    "between": N_("{field} from {low} to {high}"),
    "this_year": N_("{field} in this year"),
    "this_month": N_("{field} in this month of any year"),
    "month": N_("{field} in month {value} of any year"),
    "is": _PLAIN["is"],
    "not": _PLAIN["not"],
}
_OF_BIRTH = {"this_month": N_("birthday this month"), "month": N_("birthday in month {value}")}
_AGES = (N_("{low} or older"), N_("{high} or younger"), N_("{low} to {high} years old"))
_YEARS = (
    N_("{field} at least {low} years ago"),
    N_("{field} at most {high} years ago"),
    N_("{field} {low} to {high} years ago"),
)
_OF_BOOL = {
    ("is", 1): N_("{field}: yes"),
    ("is", 0): N_("{field}: no"),
    ("not", 1): N_("{field}: no or not stated"),
    ("not", 0): N_("{field}: yes or not stated"),
    ("blank", None): N_("{field}: not stated"),
    ("filled", None): N_("{field}: stated"),
}


def sentence(speech: Speech, record: RecordType, conditions: Sequence[Condition], names: Names | None = None) -> str:
    """What the conditions ask for, in the clerk's language: 在册，女，50 岁及以上，本年未慰问过.

    ``names`` gives the captions of records by their table and ids (``Reader.captions``); without it a unit is said
    as its number.
    """
    words = _Words(speech, record, names or _numbers)
    if len(conditions) == 1 and conditions[0].op == "any":
        return words.joined(conditions[0].parts, alternatives=True)
    return words.joined(conditions)


def kept_words(speech: Speech, read: Reader, row_id: int, name: str, text: str) -> str:
    """A value of a saved filter's field ``name`` as the history shows it: a sentence and captions, no JSON."""
    row = read.rows(kept.TABLE, [row_id]).get(row_id, {})
    record = BY_TABLE.get(text if name == "table_name" else str(row.get("table_name", "")))
    if name == "table_name" and record is not None:
        return speech.records(record)
    if name == "conditions":
        return sentence(speech, record, filters.from_json(record, text)[0], read.captions) if record else ""
    if name in ("sort", "columns"):
        names = [one for one in text.split(",") if record is not None and record.has(one)]
        return "、".join(speech.field(record.field(one)) for one in names) if record else ""
    return text


def name_of(speech: Speech, found: kept.Filter) -> str:
    """What a filter is called: in the clerk's own words, a ready-made one in the language of the window."""
    return found.english if found.english and not _is_chinese(speech) else found.name


def _numbers(_table: str, ids: Iterable[int]) -> dict[int, str]:
    return {row_id: str(row_id) for row_id in ids}


def _is_chinese(speech: Speech) -> bool:
    return speech.language.code.startswith("zh")


class _Words:
    """Says conditions on records of one type."""

    def __init__(self, speech: Speech, record: RecordType, names: Names) -> None:
        self._speech = speech
        self._say = speech.say
        self._record = record
        self._names = names
        self._comma, self._list = ("，", "、") if _is_chinese(speech) else (", ", ", ")

    def joined(self, parts: Sequence[Condition], *, alternatives: bool = False) -> str:
        """Several conditions in a row."""
        said = [self.said(part) for part in parts]
        if not alternatives:
            return self._comma.join(said)
        between = self._say(N_("{first}, or {second}"), first="", second="")
        if not between.endswith(" "):  # a number stands apart from the Chinese before it: 或 50 岁及以上
            said[1:] = [f" {one}" if one[:1].isdigit() else one for one in said[1:]]
        return between.join(said)

    def said(self, condition: Condition) -> str:
        """One condition."""
        day = roster_day(condition)
        if day is not None:
            return self._on_roster(day)
        if condition.op in GROUPS:
            inner = self.joined(condition.parts, alternatives=condition.op != "all")
            if condition.op == "none":
                return self._say(N_("not ({parts})"), parts=inner)
            return f"（{inner}）" if _is_chinese(self._speech) else f"({inner})"
        if condition.op in ("with", "without"):
            found = filters.relation(self._record.table, str(condition.value))
            return self._say((found.yes if condition.op == "with" else found.no) if found else "?")
        if condition.op == "among":
            return self._say(N_("{count} chosen records"), count=len(values_of(condition)))
        return self._of_field(self._record.field(condition.field), condition)

    def _on_roster(self, day: date) -> str:
        """On the roster of a day: today that goes without saying."""
        if day == todo.today():
            return self._say(_PLAIN["on_roster"])
        return self._say(N_("on the roster on {day}"), day=formats.date_text(day))

    def _of_field(self, field: Field, condition: Condition) -> str:
        say = partial(self._say, field=bare(self._speech.field(field)))
        op, value = condition.op, condition.value
        if field.kind is Kind.BOOL:
            asked = int(value) if value is not None else None
            return self._say(_OF_BOOL[op, asked], field=self._speech.field(field).removeprefix("是否"))
        if op == "age":
            return self._aged(field, condition)
        if op == "between":
            return self._spanned(field, condition)
        if op in ("in", "out"):
            words = self._list.join(str(word) for word in values_of(condition))
            return words if field.codes == "gender" and op == "in" else say(_PLAIN[op], value=words)
        if field.kind in (Kind.DATE, Kind.WHEN) and op in _OF_DATES:
            own = _OF_BIRTH.get(op) if field.name == "birth" else None
            return say(own or _OF_DATES[op], value=value)
        if field.kind in _NUMBERS and op in _OF_NUMBERS:
            return say(_OF_NUMBERS[op], value=self._number(field, value))
        return say(_PLAIN[op], value=self._word(field, condition))

    def _word(self, field: Field, condition: Condition) -> object:
        """A value; a record by its caption, a unit by its own name."""
        if not field.ref or condition.value is None:
            return condition.value
        row_id = int(condition.value)
        caption = self._names(field.ref, [row_id]).get(row_id, "?")
        return caption.rpartition("/")[2] if field.ref == "unit" else caption

    def _number(self, field: Field, value: str | int | None) -> str:
        if field.kind is Kind.MONEY and value is not None:
            return self._say(N_("{amount} yuan"), amount=formats.money_text(int(value)).removesuffix(".00"))
        return str(value)

    def _spanned(self, field: Field, condition: Condition) -> str:
        """A span with an open end is said as “from” or “up to”."""
        low, high = values_of(condition)
        number = field.kind in _NUMBERS
        words = _OF_NUMBERS if number else _OF_DATES
        said = [self._number(field, end) if number else str(end) for end in (low, high)]
        name = bare(self._speech.field(field))
        if low is None or high is None:
            return self._say(words["to" if low is None else "from"], field=name, value=said[low is None])
        return self._say(words["between"], field=name, low=said[0], high=said[1])

    def _aged(self, field: Field, condition: Condition) -> str:
        low, high = values_of(condition)
        words = _AGES if field.name == "birth" else _YEARS
        which = 1 if low is None else 0 if high is None else 2
        return self._say(words[which], field=bare(self._speech.field(field)), low=low, high=high)
