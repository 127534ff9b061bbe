"""How the window speaks: sentences, field captions and problems in the clerk's language."""

from __future__ import annotations

from app.domain.errors import AppError, Problem
from app.domain.fields import Field, RecordType
from app.domain.records import BY_TABLE
from app.i18n import Language


class Speech:
    """A language with the record types' own words: in Chinese a field is called what its Excel header says."""

    def __init__(self, language: Language) -> None:
        """Speak ``language``."""
        self.language = language
        self._by_header = language.code.startswith("zh")

    def say(self, msgid: str, **values: object) -> str:
        """A sentence of the window."""
        return self.language.text(msgid, **values)

    def field(self, field: Field) -> str:
        """What a field is called."""
        # In a sheet a reference may be a number (奖项编号); on screen it is the thing itself (奖项).
        named = field.header and not (field.ref and field.header.endswith("编号"))
        return field.header if self._by_header and named else self.language.text(field.label)

    def record(self, record: RecordType) -> str:
        """What one record of a type is called."""
        return self.language.text(record.label)

    def records(self, record: RecordType) -> str:
        """What records of a type are called together."""
        return record.sheet if self._by_header and record.sheet else self.language.text(record.plural)

    def table(self, table: str) -> str:
        """What one record of a table is called; the table's own name where it is none of ours."""
        record = BY_TABLE.get(table)
        return self.record(record) if record else table

    def error(self, error: AppError) -> str:
        """The sentence of an error."""
        return self.language.text(error.msgid, **error.values)

    def problem(self, record: RecordType, problem: Problem) -> str:
        """The sentence about one wrong value, the field called as it is on the form."""
        values = dict(problem.values)
        if "field" in values and record.has(problem.field):
            values["field"] = self.field(record.field(problem.field))
        return self.language.text(problem.msgid, **values)

    def step(self, label: str, values: dict[str, object]) -> str:
        """The label of a step, for the menu and the history; an odd old label is shown as it stands."""
        try:
            return self.language.text(label, **values)
        except (KeyError, IndexError, ValueError):
            return label
