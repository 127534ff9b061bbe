"""One editor for each kind of field: what is typed goes down as plain text, what was kept comes back as typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton

from app.domain.fields import Field, Kind, RecordType
from app.i18n import N_
from app.resources import code_list
from app.ui.cells import masked
from app.ui.choice_editor import ChoiceEditor, MaskedChoice
from app.ui.day_editor import DayEditor
from app.ui.desk import Desk
from app.ui.editor_base import FieldEditor, Value
from app.ui.growing_text import GrowingText
from app.ui.revealing import may_reveal

__all__ = ["FIGURES_HINT", "HINTS", "ChoiceEditor", "DayEditor", "FieldEditor", "LineEditor", "LongEditor",
           "MaskedChoice", "Value",
           "editor_for"]  # fmt: skip

HINTS = {
    Kind.DATE: N_("e.g. 2026-03-08"),
    Kind.WHEN: N_("e.g. 3月8日 or 3月底"),
    Kind.MONEY: N_("in yuan: 500 or 近10万元"),
    Kind.COUNT: N_("e.g. 30"),
    Kind.ID_NUMBER: N_("18 digits"),
    Kind.PHONE: N_("mobile or landline"),
    Kind.CARD: N_("12 to 19 digits"),
    Kind.YEAR: N_("four digits"),
    Kind.INTEGER: N_("digits only"),
    Kind.DECIMAL: N_("a number, e.g. 92.5"),
}
# What a count counts differs by field.
_COUNTED = {
    "units": N_("e.g. 5 or 5个"),
    "households": N_("e.g. 30 or 30余户"),
    "persons": N_("e.g. 30 or 30余人"),
    "person_times": N_("e.g. 60"),
}
FIGURES_HINT = N_("e.g. 口罩=800只；垃圾=3吨")


class LineEditor(FieldEditor):
    """One line of text; a sensitive value stays masked, and out of the way of saving, until it is asked for."""

    def __init__(self, field_name: str, desk: Desk, hint: str = "", field: Field | None = None) -> None:
        """``field`` is given for sensitive fields only."""
        super().__init__(field_name)
        self._field = field
        self._hidden: str | None = None
        self._desk = desk
        self._say = desk.speech.say
        self.line = QLineEdit()
        self.line.setPlaceholderText(desk.speech.say(hint))
        self.line.textEdited.connect(self._tell)
        self.line.editingFinished.connect(self._tell_left)
        self.put(self.line)
        self.show_button: QPushButton | None = self._build_show() if field is not None else None

    def _build_show(self) -> QPushButton:
        shown = QPushButton(self._say(N_("Show")))
        shown.setProperty("kind", "quiet")
        shown.setProperty("tight", True)
        shown.setAutoDefault(False)
        shown.clicked.connect(self.reveal)
        shown.hide()
        self.row.addWidget(shown)
        return shown

    def set_name(self, name: str) -> None:
        """The field's name, and with it what the button shows."""
        super().set_name(name)
        if self.show_button is not None:
            self.show_button.setAccessibleName(f"{self._say(N_('Show'))} {name}")

    def set_value(self, value: Value) -> None:
        """Show a text, masked where the field is sensitive."""
        text = "" if value is None else str(value)
        hide = bool(self._field and self._field.sensitive and text)
        self._hidden = text if hide else None
        self.line.setText(masked(self._field, text) if hide and self._field else text)
        self.line.setCursorPosition(0)
        self.line.setReadOnly(hide)
        if self.show_button is not None:
            self.show_button.setVisible(hide)

    def reveal(self) -> None:
        """Show the whole value and let it be edited."""
        if self._hidden is not None and self.show_button is not None and may_reveal(self._desk, self):
            text, self._hidden = self._hidden, None
            self.line.setText(text)
            self.line.setReadOnly(False)
            self.show_button.hide()
            self.line.setFocus()

    def take_cursor(self) -> None:
        """Of what is masked nothing can be written over; its button takes the cursor."""
        if self._hidden is not None and self.show_button is not None:
            self.show_button.setFocus()
        else:
            super().take_cursor()

    def value(self) -> Value:
        """The text, whether it is masked at the moment or not."""
        return self.line.text().strip() if self._hidden is None else self._hidden


class LongEditor(FieldEditor):
    """Several lines of text; Tab goes on to the next field."""

    def __init__(self, field_name: str) -> None:
        """Two lines high, and higher as the text grows."""
        super().__init__(field_name)
        self.text = GrowingText(2)
        self.text.textChanged.connect(self._tell)
        self.put(self.text)

    def set_value(self, value: Value) -> None:
        """Show a text."""
        self.text.blockSignals(True)
        self.text.setPlainText("" if value is None else str(value))
        self.text.blockSignals(False)
        self.text.fit()

    def value(self) -> Value:
        """The text."""
        return self.text.toPlainText().strip()


def editor_for(field: Field, record: RecordType, desk: Desk) -> FieldEditor:
    """The editor for any field but a reference."""
    if field.kind is Kind.LONG:
        return LongEditor(field.name)
    if field.kind is Kind.BOOL:
        return ChoiceEditor(field.name, ["是", "否"], free=False)
    if field.kind is Kind.CHOICE:
        known = list(code_list(field.codes).values()) if field.codes else []
        choice = ChoiceEditor(field.name, known, desk=desk, table=record.table)
        return MaskedChoice(choice, desk) if field.sensitive else choice
    if field.kind in (Kind.DATE, Kind.WHEN):
        return DayEditor(field.name, desk, HINTS[field.kind], needs_year=field.kind is Kind.DATE)
    counted = _COUNTED.get(field.name) if field.kind is Kind.COUNT else None
    return LineEditor(field.name, desk, counted or HINTS.get(field.kind, ""), field if field.sensitive else None)
