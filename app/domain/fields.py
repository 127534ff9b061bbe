"""What a field, a kind of field and a record type are: plain data from which columns, editors and headers follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a field holds; the second part is how it lies in the file.

    COUNT and MONEY keep a number (whole; fen) and, beside it, the text as given when the clerk wrote more than
    a plain number (``30余名``). WHEN and DATE keep the text as given and the days it covers.
    """

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    CARD = "card"
    DECIMAL = "decimal"  # exact text such as 92.5
    INTEGER = "integer"
    YEAR = "year"
    BOOL = "bool"
    COUNT = "count"
    MONEY = "money"
    WHEN = "when"
    DATE = "date"
    REF = "ref"


_TEXTUAL = {Kind.TEXT, Kind.LONG, Kind.CHOICE, Kind.ID_NUMBER, Kind.PHONE, Kind.CARD, Kind.DECIMAL}
_NUMERIC = {Kind.INTEGER, Kind.YEAR, Kind.BOOL, Kind.REF}
_GIVEN = {Kind.COUNT, Kind.MONEY}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record type.

    ``name`` is the column; ``label`` the English msgid; ``header`` the Chinese header in the workbook, with
    ``synonyms`` other offices use. ``contract`` fields stand in every workbook; the others only where they hold
    something. ``key`` fields tell whether a row of a sheet is a record already in the book. ``listed`` fields
    are columns of the table on screen until the clerk chooses otherwise; of numbers whose sum over records says
    nothing (a limit, a price per person) ``adds`` is false. ``repeats`` fields keep their value
    when the clerk saves and goes on to the next record.
    """

    name: str
    label: str
    header: str
    kind: Kind = Kind.TEXT
    synonyms: tuple[str, ...] = ()
    codes: str = ""
    ref: str = ""
    required: bool = False
    contract: bool = False
    key: bool = False
    listed: bool = False
    sensitive: bool = False
    repeats: bool = False
    adds: bool = True

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """The columns of this field: (name, SQLite type), the value itself first."""
        if self.kind in _TEXTUAL:
            return ((self.name, "TEXT"),)
        if self.kind in _NUMERIC:
            return ((self.name, "INTEGER"),)
        if self.kind in _GIVEN:
            return ((self.name, "INTEGER"), (f"{self.name}_given", "TEXT"))
        return ((self.name, "TEXT"), (f"{self.name}_from", "TEXT"), (f"{self.name}_to", "TEXT"))

    @property
    def is_text(self) -> bool:
        """Whether blank is '' (texts and dates) rather than NULL (numbers and references)."""
        return self.columns[0][1] == "TEXT"


@dataclass(frozen=True, slots=True)
class RecordType:
    """One kind of record.

    ``table`` is the table's name; ``sheet`` its sheet in the workbook; ``title`` the fields whose values name a
    record to the clerk; ``initials_of`` the field whose pinyin initials are kept for searching (column
    ``initials``, and ``sort_key`` for sorting); ``owner`` the reference field to the record it is a part of, if
    it is a part; ``figures`` whether a 数据 column hangs on it; ``split_by`` the field whose values (income,
    expenditure) must never meet in one sum.
    """

    table: str
    label: str
    plural: str
    sheet: str
    fields: tuple[Field, ...]
    title: tuple[str, ...]
    owner: str = ""
    figures: bool = False
    initials_of: str = ""
    search: tuple[str, ...] = ()
    sheet_synonyms: tuple[str, ...] = ()
    split_by: str = ""

    def field(self, name: str) -> Field:
        """The field called ``name``; KeyError if the type has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.table}.{name}")

    def has(self, name: str) -> bool:
        """Whether the type has a field called ``name``."""
        return any(field.name == name for field in self.fields)

    @property
    def yearly(self) -> bool:
        """Whether a record belongs to one reporting year."""
        return self.has("year")

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """All columns in order, without ``id``: (name, SQLite type)."""
        derived = (("initials", "TEXT"), ("sort_key", "TEXT")) if self.initials_of else ()
        return tuple(column for field in self.fields for column in field.columns) + derived

    @property
    def key_fields(self) -> tuple[Field, ...]:
        """The fields by which a row is known again; all fields where none is named."""
        return tuple(f for f in self.fields if f.key) or self.fields
