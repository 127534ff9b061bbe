"""Sentences about rows, and how they are gathered: what holds of many rows is said once, with rows and examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.i18n import N_, Language

DIFFERS = N_("Row {row}: {column} says {value}, but the ID number says {told}. Check which is right.")
NOT_THERE = N_("Row {row}, {column}: {value} is not in the book and was kept under the remarks.")
ERROR_CELL = N_("Row {row}, {column}: the error {value} was taken for blank.")
NO_REMARKS = N_("Row {row}: there is no column for “{value}”, and this kind of record has no remarks. It was left out.")
NO_ROOM = N_(
    "Row {row}: the remarks of this record are full, so “{value}” was left out. Shorten them, then import again."
)
LEFT_OUT = N_("Row {row} is a total, a heading or a note and was left out: {value}")
READ_AS = N_("Row {row}, {column}: “{value}” was read as {told}.")
JANUARY = N_("Row {row}, {column}: {value} was read as January; were it .10, the spreadsheet dropped the 0. Check it.")
PHONES = N_("Row {row}, {column}: of “{value}” the rest was kept under the remarks.")
TWICE = N_(
    "Row {row}: {column} says {value}, but an earlier row about the same record says {told}. The later one holds."
)
_MANY = {
    DIFFERS: N_("{column} contradicts the ID number in {count} rows. Check which is right, in rows {rows}."),
    NOT_THERE: N_("{column}: {values} are not in the book and were kept under the remarks ({count} rows: {rows})."),
    ERROR_CELL: N_("{column}: errors such as {values} were taken for blank ({count} rows: {rows})."),
    NO_REMARKS: N_("This kind of record has no remarks. In {count} rows ({rows}) these cells were left out: {values}"),
    LEFT_OUT: N_("{count} rows are totals, headings or notes and were left out (rows {rows}): {values}"),
    READ_AS: N_("{column}: {count} values were read by their sense, for example {pairs} (rows {rows})."),
    JANUARY: N_("{column}: {count} cells such as {values} were read as January; were they .10, the spreadsheet dropped "
                "the 0. Check rows {rows}."),
    PHONES: N_("{column}: {count} cells hold more than one number; the rest is under the remarks (rows {rows})."),
    TWICE: N_("{column}: {count} rows differ from an earlier row about the same record, and the later one holds: "
              "{pairs} (rows {rows})."),
}  # fmt: skip
_NEW_UNIT = N_("The unit {unit} was not in the book and is added.")
_NEW_UNITS = N_("{count} units were not in the book and are added: {units}")
_ONE_BY_ONE = 3  # as many sentences of a kind are still read one by one
_MOST_ROWS = 10
_MOST_VALUES = 20
_NAMED_IN_FULL = {LEFT_OUT, NO_REMARKS}  # what stands nowhere else must be named here


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for the clerk: an English msgid and what fills its places."""

    msgid: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, msgid: str, **values: object) -> Said:
        """Build one; ``values`` fill the places of ``msgid``."""
        return cls(msgid, tuple(values.items()))

    def text(self, language: Language) -> str:
        """The sentence in a language."""
        return language.text(self.msgid, **dict(self.values))


def gather(notes: Iterable[Said]) -> tuple[Said, ...]:
    """The sentences in order; more than three of one kind about one column become one."""
    kinds: dict[tuple[str, object], list[Said]] = {}
    for note in notes:
        column = dict(note.values).get("column") if note.msgid in _MANY else note.values
        kinds.setdefault((note.msgid, column), []).append(note)
    found: list[Said] = []
    for (msgid, _), several in kinds.items():
        found += [_together(msgid, several)] if msgid in _MANY and len(several) > _ONE_BY_ONE else several
    return tuple(found)


def _together(msgid: str, several: Sequence[Said]) -> Said:
    told = [dict(one.values) for one in several]
    most = 200 if msgid in _NAMED_IN_FULL else 0
    return Said.of(
        _MANY[msgid],
        column=told[0].get("column", ""),
        count=len(several),
        rows=listed([one["row"] for one in told], most or _MOST_ROWS),
        values=listed([one.get("value", "") for one in told], most or _MOST_VALUES),
        pairs=listed([f"{one.get('value', '')}→{one.get('told', '')}" for one in told], 5),
    )


def listed(words: Iterable[object], most: int = _MOST_VALUES) -> str:
    """The first of some words, each once, with … where there are more."""
    once = list(dict.fromkeys(str(word) for word in words))
    return "、".join(once[:most]) + ("…" if len(once) > most else "")


def new_units(paths: Sequence[str]) -> list[Said]:
    """That units are added: one by one, or where there are many in one sentence."""
    if len(paths) <= _ONE_BY_ONE:
        return [Said.of(_NEW_UNIT, unit=path) for path in paths]
    return [Said.of(_NEW_UNITS, units=listed(paths), count=len(paths))]
