"""What can be done to several members at once, each time said in full before it is done: move, nominate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.book import joining
from app.book.joining import Proposed
from app.book.sealing import everyday
from app.domain.errors import AppError, Invalid
from app.domain.finding import Severity
from app.domain.listing import Condition, Listing
from app.domain.records import BY_TABLE
from app.formats import count_text
from app.i18n import N_
from app.ui import todo
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.no_wheel import calm
from app.ui.people_picker import PeoplePicker
from app.ui.ref_editor import RefEditor
from app.ui.sizes import keep_size
from app.ui.widgets import button, label

_LOOKED_AT = 2000  # so many members are held against an award's rules at most


class PeopleDialog(QDialog):
    """The frame of these windows: what is asked, then one sentence of what will happen beside the one button.

    ``finished_with`` carries how many people it was done for.
    """

    finished_with = Signal(object)

    def __init__(self, parent: QWidget | None, desk: Desk, ids: Sequence[int], title: str, verb: str) -> None:
        """``title`` and ``verb`` are msgids."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.say = desk.speech.say
        self.ids = list(dict.fromkeys(ids))
        self.setWindowTitle(self.say(title))
        frame = QVBoxLayout(self)
        frame.setContentsMargins(14, 12, 14, 12)
        frame.setSpacing(8)
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        frame.addLayout(self.column, 1)
        self.wrong = label("", "problem", wrap=True)
        self.wrong.hide()
        frame.addWidget(self.wrong)
        row = QHBoxLayout()
        self.summary = label("", wrap=True)
        row.addWidget(self.summary, 1)
        row.addWidget(button(self.say(N_("Cancel")), self.reject))
        self.go = button(self.say(verb), self.carry_out, "primary", "tick")
        self.go.setToolTip("Ctrl+Enter")
        row.addWidget(self.go)
        frame.addLayout(row)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.carry_out)

    def carry_out(self) -> None:
        """Do it in one step, and close."""
        self.complain("")
        if not self.go.isEnabled():
            return
        try:
            done = self.do()
        except Invalid as error:
            self.complain(self.desk.speech.problem(BY_TABLE[self.table], error.problems[0]))
        except AppError as error:
            show_error(self, self.desk.speech, error)
        else:
            if done is not None:
                self.finished_with.emit(done)
                self.accept()

    table = "member"  # whose field captions a problem speaks of

    def do(self) -> int | None:
        """What the button does; None where something is still missing and has been said."""
        raise NotImplementedError

    def complain(self, sentence: str) -> None:
        """Say what is wrong, or with "" that nothing is."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))


class MoveDialog(PeopleDialog):
    """Let several members belong to another unit."""

    def __init__(self, parent: QWidget | None, desk: Desk, ids: Sequence[int]) -> None:
        """``ids`` are the members."""
        super().__init__(parent, desk, ids, N_("Move to another unit"), N_("Move"))
        form = QFormLayout()
        self.unit = RefEditor("unit_id", "unit", desk)
        caption = self.say(N_("New unit"))
        self.unit.set_name(caption)
        self.unit.changed.connect(self._show)
        form.addRow(caption, self.unit)
        self.column.addLayout(form)
        self.column.addWidget(
            label(self.say(N_("Their earlier records keep the unit they were written for.")), "muted", wrap=True)
        )
        self.column.addStretch(1)
        keep_size(self, desk.settings, "move", 520, 210)
        self._show()
        self.unit.setFocus()

    def do(self) -> int | None:
        """Move them."""
        problem = self.unit.problem()
        if problem is not None:
            raise Invalid((problem,))
        unit_id = self.unit.value()
        if not isinstance(unit_id, int):
            self.complain(self.say(N_("Choose the unit first.")))
            return None
        return joining.move(self.desk.book, self.ids, unit_id)

    def _show(self) -> None:
        self.complain("")
        self.summary.setText(
            self.say(N_("{count} people will belong to the new unit; one undo takes it back."), count=len(self.ids))
        )


class NominateDialog(PeopleDialog):
    """Propose several members for an award; what its rules say of each stands beside the name."""

    def __init__(self, parent: QWidget | None, desk: Desk, ids: Sequence[int]) -> None:
        """``ids`` are the members."""
        super().__init__(parent, desk, ids, N_("Nominate for an award"), N_("Nominate"))
        self._found: dict[int, Proposed] = {}
        form = QFormLayout()
        self.award = QComboBox()
        self.award.setAccessibleName(self.say(N_("Award")))
        for row_id, name in joining.individual_awards(desk.read, desk.work_year).items():
            self.award.addItem(name, row_id)
        calm(self.award)
        form.addRow(self.say(N_("Award")), self.award)
        self.column.addLayout(form)
        self.picker = PeoplePicker(desk, self.ids)
        self.column.addWidget(self.picker, 1)
        keep_size(self, desk.settings, "nominate", 760, 540)
        self.award.currentIndexChanged.connect(self._on_award)
        self.picker.changed.connect(self._show)
        self._on_award()
        self.award.setFocus()

    def do(self) -> int:
        """Nominate whoever is ticked."""
        return joining.nominate(self.desk.book, self.award.currentData(), self.picker.ticked())

    def _on_award(self) -> None:
        award_id = self.award.currentData()
        if award_id is not None:
            every = self.desk.read.ids(Listing("member", conditions=everyday(self.desk.read, "member")))
            asked = every if len(every) <= _LOOKED_AT else self.ids[:_LOOKED_AT]
            found = joining.propose(self.desk.read, award_id, asked, todo.today())
            self._found = {one.person.id: one for one in found}
        self.picker.set_doubtful(self._is_doubtful, self._beside)
        self.picker.model.set_ticked({row_id for row_id in self.ids if not self._is_doubtful(row_id)})
        self._show()

    def _is_doubtful(self, row_id: int) -> bool:
        found = self._found.get(row_id)
        return found is not None and (found.already or any(one.severity is Severity.BLOCK for one in found.findings))

    def _beside(self, row_id: int) -> str:
        found = self._found.get(row_id)
        if found is None:
            return ""
        said = [self.desk.speech.say(one.msgid, **dict(one.values)) for one in found.findings]
        return " ".join([self.say(N_("nominated already")), *said] if found.already else said)

    def _show(self) -> None:
        award_id, number = self.award.currentData(), self.picker.count()
        self.go.setEnabled(award_id is not None and number > 0)
        if award_id is None:
            self.summary.setText(
                self.say(N_("No award for people is set up for {year}. Make one under “Recognition” first."),
                         year=self.desk.work_year)
            )  # fmt: skip
            return
        row = self.desk.read.row("award", award_id)
        there = len(self.desk.read.ids(Listing("nominee", conditions=(Condition("award_id", "is", award_id),))))
        said = self.say(
            N_("{count} people will be nominated for “{name}”; {there} are so far."),
            count=number, name=row["name"], there=there,
        )  # fmt: skip
        if row["quota"] is not None:
            quota = count_text(row["quota"], row["quota_given"])
            said += self.say(N_(" Places: {quota}."), quota=quota)
        left = sum(row_id not in self.picker.model.ticked and self._is_doubtful(row_id) for row_id in self.ids)
        if left:
            said += self.say(N_(" {count} of those chosen are unticked; the note says why."), count=left)
        self.summary.setText(said)
