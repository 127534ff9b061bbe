"""What one cell says for the field of its column, worked out once for each text that a column repeats."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.book import codes
from app.book import importing_tidy as tidy
from app.book.importing_headers import Role
from app.book.importing_notes import ERROR_CELL
from app.book.importing_plan import Refusal, Said
from app.book.workbook import FIGURES, HANDLE
from app.domain import identity, reading, when
from app.domain.errors import Invalid
from app.domain.fields import Field, Kind
from app.domain.names import with_dot
from app.domain.reading import Context

_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+(?:1[5-9]|2\d)")
_ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_NOTHING = {"-", "--", "—", "——", "－", "/", "\\", "无", "暂无", "不详", "未知", "不清楚"}
_MEASURES = {Kind.COUNT, Kind.MONEY, Kind.DATE, Kind.ID_NUMBER, Kind.PHONE, Kind.CARD, Kind.DECIMAL, Kind.INTEGER}
_SELDOM_AGAIN = {Kind.TEXT, Kind.LONG, Kind.ID_NUMBER, Kind.PHONE, Kind.CARD}
_TIMES = {Kind.WHEN, Kind.DATE}
_LONG_NUMBERS = {Kind.TEXT, Kind.LONG, Kind.CHOICE, Kind.REF}
_MEMORY = 50_000  # texts of one column that are kept
MASKED = "masked"
# What nearly every cell of a kind looks like, which is then kept as it stands.
_ORDINARY: Mapping[Kind, Callable[[str], object]] = {
    Kind.TEXT: re.compile("[\u4e00-\u9fff]{1,40}").fullmatch,
    Kind.LONG: re.compile("[\u4e00-\u9fff，。]{1,200}").fullmatch,
    Kind.PHONE: identity.PLAIN_MOBILE.fullmatch,
    Kind.ID_NUMBER: identity.is_plain_id,
}


@dataclass(frozen=True, slots=True)
class Aside:
    """What there is to do about a cell beside keeping its columns.

    ``place`` orders the cells of a row; ``kind`` is where a cell of no field goes (数据, 编号, masked, or '' for
    the remarks); ``said`` is a sentence still without its row, ``extra`` what goes to the remarks, ``unknown``
    the header and the word that its list does not have; ``late`` fields are read once the row's year is known.
    """

    place: int
    kind: str = ""
    said: str = ""
    told: tuple[tuple[str, object], ...] = ()
    extra: str = ""
    unknown: tuple[str, str] | None = None
    refusal: Refusal | None = None
    late: bool = False

    def note(self, row: int) -> Said:
        """The sentence about the cell in this row of the sheet."""
        return Said(self.said, (("row", row), *self.told))


@dataclass(slots=True)
class Part:
    """What a text says, wherever in its column it stands: the field it is of ('' for none) and its columns.

    Most texts say no more than themselves and need no Part. ``kept`` says that the first column is the text itself.
    """

    name: str
    text: str
    columns: Mapping[str, Any]
    aside: Aside | None = None
    kept: bool = False


class Texts(dict[str, str | Part | None]):
    """Text → what it says in one column: just the text where that is kept as it stands, None where it says nothing."""

    def __init__(self) -> None:
        """A blank cell says nothing anywhere."""
        super().__init__({"": None})

    def each(self, cells: Sequence[str]) -> Sequence[str | Part | None]:
        """What each of some cells of the column says."""
        return [*map(self.__getitem__, cells)]


class FieldTexts(Texts):
    """What the texts of a column say for one field."""

    def __init__(self, one: Field, place: int, context: Context, column: int = 0, header: str = "") -> None:
        """``place`` orders the fields of the record, ``column`` the columns of the sheet; ``header`` is its own."""
        super().__init__()
        self._field = one
        self._place = place
        self._column = column
        self._header = header
        self._read = one.kind is not Kind.REF and one.name != "year"  # these are looked up with the whole row
        self._context = context
        self._late = one.kind is Kind.WHEN and context.year is None
        self._hides = one.sensitive or one.kind in (Kind.ID_NUMBER, Kind.PHONE, Kind.CARD)
        self._measures = one.kind in _MEASURES
        self._timely = one.kind in _TIMES
        self._days = tuple(name for name, _ in one.columns)
        self._rounds = one.kind in _LONG_NUMBERS
        self._is_ordinary = _ORDINARY.get(one.kind, _never) if self._read else _never
        self._comes_again = one.kind not in _SELDOM_AGAIN

    def each(self, cells: Sequence[str]) -> Sequence[str | Part | None]:
        """What each of some cells of the column says; names, numbers and the like are nearly always ordinary."""
        return cells if not self._comes_again and all(map(self._is_ordinary, cells)) else super().each(cells)

    def __missing__(self, raw: str) -> str | Part | None:
        if self._is_ordinary(raw):
            return raw
        if self._timely and when.is_plain_day(raw):
            self[raw] = day = Part(self._days[0], raw, dict.fromkeys(self._days, raw), kept=True)
            return day
        if not self._comes_again or len(self) >= _MEMORY:
            return self._part(raw)
        self[raw] = part = self._part(raw)
        return part

    def _part(self, raw: str) -> str | Part | None:
        text = reading.clean(raw)
        if not text:
            return None
        name = self._field.name
        if text[0] == "#" and text in _ERRORS:
            return _error(self._column, self._header, text)
        if len(text) > reading.LONGEST:
            return Part(name, text, {}, Aside(self._place, refusal=too_long(self._field, text)))
        if self._hides and identity.is_masked(text):
            return Part(name, text, {}, Aside(self._place, MASKED))
        if self._measures and text in _NOTHING:
            return None
        if not self._read:
            return Part(name, with_dot(text), {})
        if self._late:
            return Part(name, text, {}, Aside(self._place, late=True))
        return self._said(name, text)

    def _said(self, name: str, text: str) -> str | Part:
        """The columns of a text, read by its sense where need be; none where all of it goes to the remarks."""
        one = self._field
        plainer = tidy.time(one, text) if self._timely else None
        try:
            if self._rounds and text[0].isdigit():
                refuse_rounded(text)
            columns = reading.read_clean(one, plainer.text if plainer else text, self._context)
        except Invalid as error:
            if plainer is not None or (plainer := tidy.other(one, text)) is None:
                said = _beside(one, text, plainer)
                return Part(name, text, {}, Aside(self._place, refusal=refusal(one, text, error), **said))
            columns = reading.read_clean(one, plainer.text, self._context) if plainer.text else {}
        if plainer is not None:
            return Part(name, text, columns, Aside(self._place, **_beside(one, text, plainer)))
        if one.codes and not codes.known(one.codes, columns[name]):
            return Part(name, text, columns, Aside(self._place, unknown=(one.header, columns[name])))
        if columns == {name: text}:
            return text
        return Part(name, text, columns, None, columns[name] == text)


def _never(_text: str) -> bool:
    return False


class OtherTexts(Texts):
    """What the texts of a column of no field say: for the remarks, the 数据 or the 编号."""

    def __init__(self, role: Role, place: int) -> None:
        super().__init__()
        self._place = place
        self._kind = role.column.header if role.column is not None else ""
        self._header = role.header
        self._before = f"{' '.join(reading.clean(role.header).split())}："

    def __missing__(self, raw: str) -> Part | None:
        text = reading.clean(raw)
        if not text:
            return None
        if text in _ERRORS:
            return _error(self._place, self._header, text)
        extra = "" if self._kind in (FIGURES, HANDLE) else self._before + text
        return Part("", text, {}, Aside(self._place, self._kind, extra=extra))


def _error(place: int, header: str, text: str) -> Part:
    return Part("", text, {}, Aside(place, said=ERROR_CELL, told=(("column", header), ("value", text))))


def _beside(one: Field, text: str, plainer: tidy.Tidied | None) -> dict[str, Any]:
    """What an Aside says of a text that was read by its sense."""
    if plainer is None:
        return {}
    told = (("column", one.header), ("value", text), ("told", plainer.text or "—"))
    return {"said": plainer.said, "told": told, "extra": f"{one.header}：{plainer.rest}" if plainer.rest else ""}


def too_long(one: Field, text: str) -> Refusal | None:
    """The refusal of a row of which a field, or what is to be kept in it, is longer than a field may be."""
    try:
        reading.refuse_long(one, text)
    except Invalid as error:
        return refusal(one, text[:30] + "…", error)
    return None


def refuse_rounded(text: str) -> None:
    """Refuse a long number in scientific form.

    Raises:
        Invalid: a spreadsheet has rounded it.
    """
    if _ROUNDED.fullmatch(text):
        identity.check_card(text)  # says that the last digits are lost


def read_value(one: Field, text: str, context: Context) -> dict[str, Any]:
    """The columns of one cell.

    Raises:
        Invalid: it cannot be read, or a spreadsheet has rounded it.
    """
    if one.kind in _LONG_NUMBERS:
        refuse_rounded(text)
    return reading.read(one, text, context)


def refusal(one: Field, text: str, error: Invalid) -> Refusal:
    """The refusal of a row whose value cannot be read."""
    problem = error.problems[0]
    values = dict(problem.values)
    if "field" in values:
        values["field"] = one.header
    return Refusal(one.header, text, Said(problem.msgid, tuple(values.items())))
