"""From the cells of one row to the columns of a record, with everything that must be said about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from app.book import codes
from app.book.importing_body import Row
from app.book.importing_cells import MASKED, FieldTexts, OtherTexts, Part, Texts, too_long
from app.book.importing_headers import Role, required_fields
from app.book.importing_notes import listed
from app.book.importing_plan import Refusal, Said
from app.book.workbook import FIGURES, HANDLE
from app.domain import quantity
from app.domain.fields import Field, Kind, RecordType
from app.domain.quantity import Figure
from app.domain.reading import LONGEST, Context
from app.i18n import N_

_FIGURES = Field("figures", N_("Figures"), FIGURES)
_ONE_BY_ONE = 3  # words of one column, beyond which they are named together


class Reading:
    """One row: the columns it gives (blank ones left out), or why it cannot be taken.

    ``texts`` are, by field, those of which the columns hold something else.
    ``figures_text`` is its 数据, ``handle`` its 编号 within the file, ``extras`` what goes to the remarks,
    ``odd`` are the cells that take more than keeping their columns. ``derived`` are fields that only follow from
    another one of the row; ``unmade`` says that it names a unit that is not there yet, ``new`` that it adds a record.
    """

    odd: Sequence[Part] = ()
    figures_text = ""
    handle = ""
    extras: tuple[str, ...] = ()
    masked: Mapping[str, str] = MappingProxyType({})
    notes: tuple[Said, ...] = ()
    figures: tuple[Figure, ...] | None = None
    refusal: Refusal | None = None
    derived: frozenset[str] = frozenset()
    unmade = False
    new = False

    def __init__(self, row: int) -> None:
        """``row`` is Excel's number; nearly every row keeps all else as it stands above."""
        self.row = row
        self.texts: dict[str, str] = {}
        self.values: dict[str, Any] = {}

    def text(self, name: str) -> str:
        """What the row says of a field, cleaned; '' for nothing."""
        return self.texts.get(name) or str(self.values.get(name, ""))


class RowReader:
    """Reads the rows of one sheet; a roster may have a hundred thousand, so what a text says is worked out once."""

    def __init__(self, record: RecordType, roles: Sequence[Role], default: Mapping[str, str] | None = None) -> None:
        """``default`` are texts by field for every row that says nothing itself."""
        self._fields = {f.name: f for f in record.fields}
        places = {f.name: place for place, f in enumerate(record.fields)}
        context = Context(canonical=codes.canonical)
        self._columns: dict[int, tuple[str, Texts]] = {}
        for place, role in enumerate(roles):
            one = role.column.field if role.column is not None else None
            if one is not None:
                texts = FieldTexts(one, places[one.name], context, place, role.header)
                self._columns[role.index] = one.name, texts
            elif role.column is not None or role.to_remark:
                self._columns[role.index] = "", OtherTexts(role, place)
        self._remark = record.field("remark") if record.has("remark") else None
        self._default = dict(default or {})
        self._required = [f for f in required_fields(record) if f.kind is not Kind.REF and f.name != "year"]
        self._late: dict[tuple[str, int | None], Texts] = {}
        self.unknown: Counter[tuple[str, str]] = Counter()

    def begin(self, rows: Sequence[Row]) -> list[Reading]:
        """The texts of each row, and all columns that its year does not change; worked out column by column."""
        found = [Reading(number) for number, _ in rows]
        odd: dict[int, list[Part]] = {}
        # A row may be shorter than the header, or longer.
        for index, cells in enumerate(zip_longest(*(cells for _, cells in rows), fillvalue="")):
            if index in self._columns:
                name, texts = self._columns[index]
                self._take_in(found, name, texts.each(cells), odd)
        for name, text in self._default.items():
            for at, one in enumerate(found):
                if not one.text(name) and all(part.name != name for part in odd.get(at, ())):
                    one.values[name] = text
        for at, parts in odd.items():
            self._set_aside(found[at], parts)
        return found

    def _take_in(self, found: Sequence[Reading], name: str, said: Sequence[str | Part | None],
                 odd: dict[int, list[Part]]) -> None:  # fmt: skip
        """Give each row what its cell of one column says; ``odd`` gathers, by row, the cells that take more."""
        for at, (one, part) in enumerate(zip(found, said, strict=True)):
            if part is None:
                continue
            if isinstance(part, str):
                one.values[name] = part
            elif part.aside is None:
                if not part.kept:
                    one.texts[name] = part.text
                one.values.update(part.columns)
            else:
                odd.setdefault(at, []).append(part)

    def _set_aside(self, found: Reading, odd: list[Part]) -> None:
        """Give each cell of no field its place; those of a field wait for ``finish``."""
        odd.sort(key=_place)
        waiting = []
        for part in odd:
            aside = part.aside
            assert aside is not None
            if part.name and aside.kind != MASKED:
                found.texts[part.name] = part.text
                waiting.append(part)
            elif aside.kind == MASKED:
                found.masked = {**found.masked, part.name: part.text}
            elif aside.said:
                found.notes += (aside.note(found.row),)
            elif aside.kind == FIGURES:
                found.figures_text = part.text
            elif aside.kind == HANDLE:
                found.handle = part.text
            else:
                found.extras += (aside.extra,)
        found.odd = waiting

    def finish(self, found: Reading, context: Context) -> None:
        """The columns that depend on the row's year, and why the row cannot be taken; references are read elsewhere."""
        for needed in self._required:
            if needed.name not in found.values and not found.text(needed.name):
                found.refusal = missing(needed)
                return
        for part in found.odd:
            self._take(found, part, context)
            if found.refusal is not None:
                return
        if found.figures_text:
            found.figures = quantity.parse_figures(found.figures_text)

    def too_long(self, found: Reading) -> Refusal | None:
        """Why a row cannot be taken whose remarks, with all that goes there, or whose 数据 no field can hold."""
        if len(found.figures_text) > LONGEST:
            return too_long(_FIGURES, found.figures_text)
        if self._remark is None or not found.extras:
            return None
        text = with_extras(found.values.get("remark", ""), found.extras, "") or ""
        return too_long(self._remark, text) if len(text) > LONGEST else None

    def _take(self, found: Reading, part: Part, context: Context) -> None:
        aside = part.aside
        if aside is not None and aside.late:
            key = (part.name, context.year)
            if key not in self._late:
                self._late[key] = FieldTexts(self._fields[part.name], aside.place, context)
            timely = self._late[key][part.text]
            if not isinstance(timely, Part):  # no time has but one column
                raise TypeError(part.name)
            part, aside = timely, timely.aside
        found.values.update(part.columns)
        if aside is None:
            return
        found.refusal = aside.refusal
        if aside.said:
            found.notes += (aside.note(found.row),)
        if aside.extra:
            found.extras += (aside.extra,)
        if aside.unknown is not None:
            self.unknown[aside.unknown] += 1

    def notes(self) -> list[Said]:
        """One sentence for each word that was kept though its list does not know it."""
        words: dict[str, list[tuple[str, int]]] = {}
        for (column, value), count in self.unknown.most_common():
            words.setdefault(column, []).append((value, count))
        return [note for column, found in words.items() for note in _unknown(column, found)]


def _place(part: Part) -> int:
    return part.aside.place if part.aside is not None else 0


def _unknown(column: str, words: Sequence[tuple[str, int]]) -> list[Said]:
    said = N_("{column}: “{value}” is not in the list and was kept as it is ({count} rows).")
    if len(words) <= _ONE_BY_ONE:
        return [Said.of(said, column=column, value=value, count=count) for value, count in words]
    many = N_("{column}: {kinds} words are not in the list and were kept as they are ({count} rows): {values}")
    rows, values = sum(count for _, count in words), listed(value for value, _ in words)
    return [Said.of(many, column=column, kinds=len(words), count=rows, values=values)]


def missing(field: Field) -> Refusal:
    """The refusal of a row without the one value it needs."""
    said = N_("{field} is missing. It is the one thing that cannot be left out.")
    return Refusal(field.header, "", Said.of(said, field=field.header))


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
