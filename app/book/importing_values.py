"""From the cells of one row to the columns of a record, with everything that must be said about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.book import codes
from app.book import importing_tidy as tidy
from app.book.importing_headers import Role, required_fields
from app.book.importing_notes import ERROR_CELL, listed
from app.book.importing_plan import Refusal, Said
from app.book.workbook import FIGURES, HANDLE
from app.domain import identity, quantity, reading
from app.domain.errors import Invalid
from app.domain.fields import Field, Kind, RecordType
from app.domain.quantity import Figure
from app.domain.reading import Context
from app.i18n import N_

_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+(?:1[5-9]|2\d)")
_ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_NOTHING = {"-", "--", "—", "——", "－", "/", "\\", "无", "暂无", "不详", "未知", "不清楚"}
_MEASURES = {Kind.COUNT, Kind.MONEY, Kind.DATE, Kind.ID_NUMBER, Kind.PHONE, Kind.CARD, Kind.DECIMAL, Kind.INTEGER}
_SELDOM_AGAIN = {Kind.TEXT, Kind.LONG, Kind.ID_NUMBER, Kind.PHONE, Kind.CARD}
_Key = tuple[str, str, int | None]
_TIMES = {Kind.WHEN, Kind.DATE}
_ONE_BY_ONE = 3  # words of one column, beyond which they are named together
_MEMORY = 50_000  # values of one sheet that are read only once
_LONG_NUMBERS = {Kind.TEXT, Kind.LONG, Kind.CHOICE, Kind.REF}


@dataclass(slots=True)
class Cells:
    """The texts of one row: by field, the rest for the remarks, and its handle within the file."""

    row: int
    texts: dict[str, str] = field(default_factory=dict)
    figures: str = ""
    handle: str = ""
    extras: list[str] = field(default_factory=list)
    masked: dict[str, str] = field(default_factory=dict)
    notes: list[Said] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A row as read: the columns it gives (blank ones left out), its 数据, or why it cannot be taken.

    ``derived`` are fields that only follow from another one of the row; ``new`` says that it adds a record.
    """

    cells: Cells
    values: dict[str, Any] = field(default_factory=dict)
    figures: tuple[Figure, ...] | None = None
    refusal: Refusal | None = None
    derived: set[str] = field(default_factory=set)
    new: bool = False


class CellSorter:
    """Gives every cell of a row to what its column was taken for."""

    def __init__(self, roles: Sequence[Role]) -> None:
        """What must be known of each column is worked out once: a roster may have a hundred thousand rows."""
        self._roles = [(r.index, r, *_ways(r)) for r in roles if r.column is not None or r.to_remark]

    def sort(self, number: int, row: Sequence[str]) -> Cells:
        """The texts of the row with Excel's ``number``."""
        cells = Cells(number)
        width = len(row)
        for index, role, name, hides, measures in self._roles:
            if index >= width or not row[index] or not (text := reading.clean(row[index])):
                continue
            if text[0] == "#" and text in _ERRORS:
                cells.notes.append(Said.of(ERROR_CELL, row=number, column=role.header, value=text))
            elif hides and identity.is_masked(text):
                cells.masked[name] = text
            elif name:
                if not (measures and text in _NOTHING):
                    cells.texts[name] = text
            else:
                _put(role, text, cells)
        return cells


def _ways(role: Role) -> tuple[str, bool, bool]:
    """The field's name ('' for none), whether its values may come masked, and whether 无 means blank."""
    one = role.column.field if role.column else None
    if one is None:
        return "", False, False
    hides = one.sensitive or one.kind in (Kind.ID_NUMBER, Kind.PHONE, Kind.CARD)
    return one.name, hides, one.kind in _MEASURES


def _put(role: Role, text: str, cells: Cells) -> None:
    """A cell of no field: for the remarks, the 数据 or the 编号."""
    if role.column is None:
        cells.extras.append(f"{' '.join(role.header.split())}：{text}")
    elif role.column.header == FIGURES:
        cells.figures = text
    elif role.column.header == HANDLE:
        cells.handle = text


class ValueReader:
    """Reads cells of one sheet; remembers what it has read before and which words no code list knows."""

    def __init__(self, record: RecordType, given: Container[str]) -> None:
        """One reader serves one sheet, whose columns give the fields named in ``given``."""
        self._record = record
        fields = [f for f in record.fields if f.name in given and f.kind is not Kind.REF and f.name != "year"]
        self._plain = [(f, f.name, f.kind is Kind.WHEN, f.kind not in _SELDOM_AGAIN) for f in fields]
        self._required = [f for f in required_fields(record) if f.kind is not Kind.REF]
        self._memo: dict[_Key, dict[str, Any]] = {}
        self._known: dict[tuple[str, str], bool] = {}
        self.unknown: Counter[tuple[str, str]] = Counter()

    def read(self, cells: Cells, context: Context) -> Reading:
        """The columns of a row; references and the year are not read here."""
        found = Reading(cells)
        texts = cells.texts
        for needed in self._required:
            if needed.name not in texts and needed.name != "year":
                found.refusal = missing(needed)
                return found
        for one, name, is_when, comes_again in self._plain:
            text = texts.get(name)
            if text is None:
                continue
            key = (name, text, context.year if is_when else None)
            columns = self._memo.get(key) if comes_again else None
            try:
                columns = columns or self._read(one, text, context, cells, key if comes_again else None)
            except Invalid as error:
                found.refusal = refusal(one, texts[name], error)
                return found
            if one.codes:
                self._tally(one, columns)
            found.values.update(columns)
        if cells.figures:
            found.figures = quantity.parse_figures(cells.figures)
        return found

    def _read(self, one: Field, text: str, context: Context, cells: Cells, key: _Key | None) -> dict[str, Any]:
        """The columns of one cell, read by its sense where need be; none where all of it goes to the remarks.

        Raises:
            Invalid: there is no sense in it.
        """
        if one.kind in _TIMES and (timely := tidy.time(one, text)):
            _say(cells, one, text, timely)
            return read_value(one, timely.text, context)
        try:
            columns = read_value(one, text, context)
        except Invalid:
            plainer = tidy.other(one, text)
            if plainer is None:
                raise
            _say(cells, one, text, plainer)
            return read_value(one, plainer.text, context) if plainer.text else {}
        if key is not None and len(self._memo) < _MEMORY:
            self._memo[key] = columns
        return columns

    def _tally(self, one: Field, columns: Mapping[str, Any]) -> None:
        word = (one.header, columns[one.name])
        if word not in self._known:
            self._known[word] = codes.known(one.codes, word[1])
        if not self._known[word]:
            self.unknown[word] += 1

    def notes(self) -> list[Said]:
        """One sentence for each word that was kept though its list does not know it."""
        words: dict[str, list[tuple[str, int]]] = {}
        for (column, value), count in self.unknown.most_common():
            words.setdefault(column, []).append((value, count))
        return [note for column, found in words.items() for note in _unknown(column, found)]


def _unknown(column: str, words: Sequence[tuple[str, int]]) -> list[Said]:
    said = N_("{column}: “{value}” is not in the list and was kept as it is ({count} rows).")
    if len(words) <= _ONE_BY_ONE:
        return [Said.of(said, column=column, value=value, count=count) for value, count in words]
    many = N_("{column}: {kinds} words are not in the list and were kept as they are ({count} rows): {values}")
    rows, values = sum(count for _, count in words), listed(value for value, _ in words)
    return [Said.of(many, column=column, kinds=len(words), count=rows, values=values)]


def _say(cells: Cells, one: Field, text: str, plainer: tidy.Tidied) -> None:
    if plainer.said:
        cells.notes.append(
            Said.of(plainer.said, row=cells.row, column=one.header, value=text, told=plainer.text or "—")
        )
    if plainer.rest:
        cells.extras.append(f"{one.header}：{plainer.rest}")


def read_value(one: Field, text: str, context: Context) -> dict[str, Any]:
    """The columns of one cell.

    Raises:
        Invalid: it cannot be read, or a spreadsheet has rounded it.
    """
    if text[:1].isdigit() and _ROUNDED.fullmatch(text) and one.kind in _LONG_NUMBERS:
        identity.check_card(text)  # says that the last digits are lost
    return reading.read(one, text, context)


def refusal(one: Field, text: str, error: Invalid) -> Refusal:
    """The refusal of a row whose value cannot be read."""
    problem = error.problems[0]
    values = dict(problem.values)
    if "field" in values:
        values["field"] = one.header
    return Refusal(one.header, text, Said(problem.msgid, tuple(values.items())))


def missing(field: Field) -> Refusal:
    """The refusal of a row without the one value it needs."""
    said = N_("{field} is missing. It is the one thing that cannot be left out.")
    return Refusal(field.header, "", Said.of(said, field=field.header))


def year_text(cells: Cells) -> str:
    """What the row's own 年度 column says."""
    return cells.texts.get("year", "")


def with_extras(own: str, extras: Sequence[str], before: str) -> str | None:
    """The remarks of a row whose unknown columns are kept there; None where nothing is to be written.

    What the sheet's own 备注 says replaces what was there; unknown columns alone are added to it.
    """
    if own:
        return "；".join([own, *extras])
    missing = [extra for extra in extras if extra not in before]
    if not missing:
        return None
    return "；".join([before, *missing] if before else missing)
