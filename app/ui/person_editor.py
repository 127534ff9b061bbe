"""The editor of a name that may be a member's: free text, with members offered while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.domain.fields import Field, Kind, RecordType
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.editor_base import FieldEditor, Value
from app.ui.name_text import NameText

HINT = N_("name, initials or free words")
_NAMING = ("target", "recipient", "proposer", "name")


def person_field(record: RecordType) -> Field | None:
    """The field that names somebody who may be a member, of a record type that can say which member it is."""
    if not record.has("member_id") or record.owner == "member_id":
        return None
    return next((record.field(name) for name in _NAMING if record.has(name)), None)


class PersonEditor(FieldEditor):
    """A name or several; ``picked`` carries the ``Person`` chosen from the offers."""

    picked = Signal(object)

    def __init__(self, field: Field, desk: Desk) -> None:
        """For the field that ``person_field`` gives."""
        super().__init__(field.name)
        self.text = NameText(desk, several_lines=field.kind is Kind.LONG)
        self.text.setPlaceholderText(desk.speech.say(HINT))
        self.text.typed.connect(self._tell)
        self.text.picked.connect(self.picked)
        self.text.left.connect(self._tell_left)
        self.put(self.text)

    def set_value(self, value: Value) -> None:
        """Show a name."""
        self.text.put_text("" if value is None else str(value))

    def value(self) -> Value:
        """The name or names, as typed."""
        return self.text.toPlainText().strip()
