"""One condition in the filter window: what it is about, how it compares, and with what."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.domain import filters
from app.domain.errors import Invalid
from app.domain.fields import Field, Kind, RecordType
from app.domain.listing import Condition
from app.i18n import N_
from app.resources import code_list
from app.ui import filter_values as values
from app.ui.desk import Desk
from app.ui.filter_words import sentence
from app.ui.no_wheel import calm
from app.ui.widgets import button, label

_AGE, _RELATION = "age", "relation"
_WORDS = {
    "has": N_("contains"), "lacks": N_("does not contain"), "is": N_("is exactly"), "not": N_("is not exactly"),
    "in": N_("is"), "out": N_("is not"), "blank": N_("is blank"), "filled": N_("is filled in"),
    "from": N_("at least"), "to": N_("at most"), "between": N_("between"),
    "this_year": N_("in this year"), "this_month": N_("in this month"), "month": N_("in the month"),
    "age": N_("years passed"), "under": N_("with all below"), "outside": N_("not, nor below"),
    "on_roster": N_("on the roster"), "off_roster": N_("no longer on the roster"),
    "with": N_("has"), "without": N_("has not"),
}  # fmt: skip
_OF_DATES = {"from": N_("not before"), "to": N_("not after")}
_BARE = ("blank", "filled", "this_year", "this_month", "on_roster", "off_roster", "with", "without")
_NUMBERS = (Kind.COUNT, Kind.MONEY, Kind.INTEGER, Kind.YEAR, Kind.DECIMAL)
_DATES = (Kind.DATE, Kind.WHEN)
_NOT_ASKED = {Kind.ID_NUMBER, Kind.PHONE, Kind.CARD}  # found by the search box; here only whether there is one


@dataclass(frozen=True, slots=True)
class Subject:
    """What a condition can be about: a field, the age by a date of birth, or related records."""

    kind: str
    name: str
    caption: str


def subjects(desk: Desk, record: RecordType) -> list[list[Subject]]:
    """What can be asked of a record type, in groups: the usual fields, related records, the rarer fields."""
    usual: list[Subject] = []
    rare: list[Subject] = []
    for field in record.fields:
        if field.name == record.owner:
            continue
        if field.name == "birth":
            usual.append(Subject(_AGE, field.name, desk.speech.say(N_("Age"))))
        (usual if field.listed else rare).append(Subject("", field.name, desk.speech.field(field)))
    related = [Subject(_RELATION, one.name, desk.speech.say(one.label)) for one in filters.relations_of(record.table)]
    return [group for group in (usual, related, rare) if group]


class FilterRow(QWidget):
    """A line of three parts and the button that takes it away.

    ``untouched`` says that it was added and nothing in it chosen yet. ``changed`` tells of every change by hand;
    ``removed`` carries the row itself.
    """

    changed = Signal()
    removed = Signal(object)

    def __init__(self, desk: Desk, record: RecordType, parent: QWidget | None = None) -> None:
        """A new row asks about the first field."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self._record = record
        self._fixed: Condition | None = None
        self.untouched = True
        self.editor: values.ValueEditor | None = None
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.subject = _box(self._say(N_("Field")), 8)
        self._fill_subjects()
        self.op = _box(self._say(N_("Comparison")), 6)
        self._wide = QWidget()
        self._place = QHBoxLayout(self._wide)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._take = button("−", self._remove, "quiet")
        self._take.setAccessibleName(self._say(N_("Take this condition away")))
        self._take.setToolTip(self._say(N_("Take this condition away")))
        self.row.addWidget(self.subject, 4)
        self.row.addWidget(self.op, 3)
        self.row.addWidget(self._wide, 6)
        self.row.addWidget(self._take)
        self._fill_ops()
        self.subject.currentIndexChanged.connect(self._on_subject)
        self.op.currentIndexChanged.connect(self._on_op)

    # ------------------------------------------------------------------------------------------- what others ask

    def condition(self) -> Condition | None:
        """The condition; None while its value is not given.

        Raises:
            Invalid: what is typed cannot be read.
        """
        if self._fixed is not None:
            return self._fixed
        subject, op = self._subject(), str(self.op.currentData())
        if subject.kind == _RELATION:
            return Condition("", op, subject.name)
        if self.editor is None:
            return Condition(subject.name, op)
        value = self.editor.value()
        if value is None:
            return None
        return Condition(subject.name, "age" if subject.kind == _AGE else op, value)

    def problem(self) -> Invalid | None:
        """Why what is typed cannot be read."""
        try:
            self.condition()
        except Invalid as error:
            return error
        return None

    def set_condition(self, condition: Condition) -> None:
        """Show a condition; one that these three parts cannot show stands there as its sentence."""
        self.untouched = False
        at = self._find(condition)
        if at < 0 or not self._show(at, condition):
            self._fix(condition)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the value red, or take the mark away."""
        if self.editor is not None:
            self.editor.set_wrong(wrong)

    # ------------------------------------------------------------------------------------------- the parts

    def _fill_subjects(self) -> None:
        for at, group in enumerate(subjects(self._desk, self._record)):
            if at:
                self.subject.insertSeparator(self.subject.count())
            for subject in group:
                self.subject.addItem(subject.caption, (subject.kind, subject.name))

    def _subject(self) -> Subject:
        kind, name = self.subject.currentData()
        return Subject(kind, name, self.subject.currentText())

    def _find(self, condition: Condition) -> int:
        if condition.op in ("with", "without"):
            wanted = (_RELATION, str(condition.value))
        elif condition.op == "age" and condition.field == "birth":
            wanted = (_AGE, "birth")
        else:
            wanted = ("", condition.field)
        return next((at for at in range(self.subject.count()) if self.subject.itemData(at) == wanted), -1)

    def _fill_ops(self) -> None:
        """The comparisons that fit the field now chosen."""
        self.op.blockSignals(True)
        self.op.clear()
        for op, word in self._ops():
            self.op.addItem(self._say(word), op)
        self.op.blockSignals(False)
        self._fill_value()

    def _ops(self) -> list[tuple[str, str]]:
        subject = self._subject()
        if subject.kind == _RELATION:
            return [("with", _WORDS["with"]), ("without", _WORDS["without"])]
        if subject.kind == _AGE:
            return [("age", _WORDS["between"])]
        field = self._record.field(subject.name)
        words = _WORDS | _OF_DATES if field.kind in _DATES else _WORDS
        return [(op, words[op]) for op in _offered(field)]

    def _fill_value(self) -> None:
        """The editor that fits the comparison now chosen."""
        if self.editor is not None:
            self._place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = self._editor()
        if self.editor is not None:
            self.editor.changed.connect(self._on_value)
            self._place.addWidget(self.editor)
            calm(self.editor)

    def _editor(self) -> values.ValueEditor | None:
        subject, op = self._subject(), str(self.op.currentData())
        if subject.kind == _RELATION or op in _BARE:
            return None
        return _editor(self._desk, self._record, self._record.field(subject.name), op)

    def _show(self, at: int, condition: Condition) -> bool:
        """Show a condition on the subject at ``at``; says whether its comparison is offered there."""
        for box in (self.subject, self.op):
            box.blockSignals(True)
        self.subject.setCurrentIndex(at)
        self._fill_ops()
        op = self.op.findData(condition.op)
        self.op.setCurrentIndex(max(op, 0))
        for box in (self.subject, self.op):
            box.blockSignals(False)
        self._fill_value()
        if self.editor is not None and op >= 0:
            self.editor.put(condition.value)
        return op >= 0

    def _fix(self, condition: Condition) -> None:
        """What was asked elsewhere, by a link or a group, can be read and taken away here, not changed."""
        self._fixed = condition
        for widget in (self.subject, self.op, self._wide):
            widget.hide()
        words = sentence(self._desk.speech, self._record, [condition], self._desk.read.captions)
        self.row.insertWidget(0, label(words, wrap=True), 1)

    def _on_subject(self, _index: int) -> None:
        self._fill_ops()
        self._on_value()

    def _on_op(self, _index: int) -> None:
        self._fill_value()
        self._on_value()

    def _on_value(self) -> None:
        self.untouched = False
        self.changed.emit()

    def _remove(self) -> None:
        self.removed.emit(self)


def _box(name: str, letters: int) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMaxVisibleItems(14)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(letters)
    calm(made)
    return made


def _offered(field: Field) -> tuple[str, ...]:
    """The comparisons that the window offers: of those possible, the ones that a clerk needs."""
    if field.kind in _NOT_ASKED:
        return ("filled", "blank")
    if field.kind in _DATES:
        return ("this_year", "between", "from", "to", "this_month", "month", "age", "blank", "filled")
    if field.kind in _NUMBERS:
        return ("from", "to", "between", "is", "blank", "filled")
    if field.kind is Kind.BOOL:
        return ("is", "blank", "filled")
    if field.kind is Kind.REF:
        return ("under", "outside", "blank", "filled") if field.ref == "unit" else ("filled", "blank")
    if field.kind is Kind.CHOICE:
        roster = ("on_roster", "off_roster") if field.codes == "membership_state" else ()
        return (*roster, "in", "out", "blank", "filled")
    return ("has", "lacks", "is", "not", "blank", "filled")


def _editor(desk: Desk, record: RecordType, field: Field, op: str) -> values.ValueEditor:
    """The editor for the value of a comparison that has one."""
    if op in ("age", "between") or field.kind in _DATES:
        return _of_dates(desk, field, op)
    if field.kind in _NUMBERS:
        return values.number_value(desk, field)
    if field.kind is Kind.BOOL:
        answers = [(desk.speech.say(N_("Yes")), 1), (desk.speech.say(N_("No")), 0)]
        return values.ChoiceValue(desk.speech.field(field), answers)
    if op in ("under", "outside"):
        return values.unit_value(desk, field)
    if op in ("in", "out"):
        return _ticks(desk, record, field)
    return values.text_value(desk, field)


def _of_dates(desk: Desk, field: Field, op: str) -> values.ValueEditor:
    """Days, months, and spans of whatever kind."""
    if op == "age":
        return values.PairValue(desk, values.years_value(desk, field), values.years_value(desk, field))
    if op == "month":
        return values.ChoiceValue(desk.speech.field(field), [(str(month), month) for month in range(1, 13)])
    if op != "between":
        return values.day_value(desk, field, last=op == "to")
    if field.kind in _DATES:
        first, last = (values.day_value(desk, field, last=end) for end in (False, True))
    else:
        first, last = (values.number_value(desk, field) for _ in range(2))
    return values.PairValue(desk, first, last)


def _ticks(desk: Desk, record: RecordType, field: Field) -> values.TicksValue:
    """The words of a code list and those that the clerk has used beside it."""
    known = list(code_list(field.codes).values()) if field.codes else []
    used = desk.read.suggestions(record.table, field.name)
    words = [*known, *(word for word in used if word not in known)]
    return values.TicksValue(desk.speech.field(field), words, desk.speech.say(N_("choose…")))
