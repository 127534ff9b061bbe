"""The votes on one award: ballots, candidates and who counted, checked while they are typed, and who passes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.book import award_rounds, tallying
from app.book.tallying import Candidate, Draft, Passing
from app.domain import tally
from app.domain.finding import Severity
from app.domain.records import BY_TABLE
from app.domain.tally import Ranked, TallyResult
from app.i18n import N_
from app.ui.award_dialog import AwardDialog, say_state, shrinking
from app.ui.award_table import Cell, Column, NumbersModel, NumbersView
from app.ui.day_editor import DayEditor
from app.ui.desk import Desk
from app.ui.no_wheel import calm
from app.ui.sizes import keep_size
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import button, label, restyle, tight

_RECORD = BY_TABLE["tally"]
_PASSING = {
    Passing.HALF_OF_DUE: N_("more than half of those entitled"),
    Passing.HALF_OF_PRESENT: N_("more than half of those present"),
    Passing.FIRST: N_("the most votes, first N"),
}


class TallyDialog(AwardDialog):
    """计票 of one award; kept alone, or with votes and outcome of every nominee, in one step."""

    table = "tally"

    def __init__(self, parent: QWidget | None, desk: Desk, award_id: int | None = None) -> None:
        """Begins with ``award_id``, else with the first award of the year."""
        awards = award_rounds.award_names(desk.read, desk.work_year)
        super().__init__(parent, desk, N_("Count the votes"), N_("Write the result"), awards, award_id)
        self.draft = Draft(0, "", 0)
        self.lines: dict[str, QLineEdit] = {}
        self._setting = False
        self._outcome = True
        self._build_head()
        self._build_counts()
        self._build_table()
        self._build_people()
        self._build_keep()
        keep_size(self, desk.settings, "award-tally", 960, 600)
        self.show_award()
        self.lines["due"].setFocus()

    # ------------------------------------------------------------------------------------------- building

    def _build_head(self) -> None:
        held = self.desk.speech.field(_RECORD.field("held"))
        self.held = DayEditor("held", self.desk, N_("e.g. 3月8日 or 3月底"), needs_year=False)
        self.held.set_name(held)
        self.held.changed.connect(self._on_words)
        self.held.setMaximumWidth(self.fontMetrics().horizontalAdvance("汉") * 9)
        self.passing = QComboBox()
        self.passing.setAccessibleName(self.say(N_("Who passes")))
        for value, said in _PASSING.items():
            self.passing.addItem(self.say(said), value)
        shrinking(self.passing, 7)
        calm(self.passing)
        self.seats = QSpinBox()
        self.seats.setRange(0, 9999)
        self.seats.setAccessibleName(self.say(N_("Number to choose")))
        calm(self.seats)
        self.passing.currentIndexChanged.connect(self._on_rule)
        self.seats.valueChanged.connect(self._on_rule)
        for text, widget in ((held, self.held), (self.say(N_("Who passes")), self.passing),
                             (self.say(N_("Number to choose")), self.seats)):  # fmt: skip
            self.head.addSpacing(6)
            self.head.addWidget(label(text))
            self.head.addWidget(widget)
        self.head.addStretch(1)

    def _build_counts(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for name in tally.COUNTS:
            caption = self.desk.speech.field(_RECORD.field(name))
            row.addWidget(label(caption))
            row.addWidget(self._line(name, caption, 7))
        row.addStretch(1)
        self.column.addLayout(row)
        self.sentence = label("", "muted", wrap=True)
        self.column.addWidget(self.sentence)

    def _build_table(self) -> None:
        say, line = self.say, BY_TABLE["tally_line"]
        yes, no, abstained = (
            Column(name, self.desk.speech.field(line.field(name)), typed=True) for name in ("yes", "no", "abstained")
        )
        self.model = NumbersModel(
            (
                Column("number", say(N_("No.")), letters=2.5),
                Column("name", say(N_("Candidate")), number=False, letters=6.5),
                Column("unit", say(N_("Unit")), number=False, widest=True),
                yes,
                no,
                abstained,
                Column("sum", say(N_("Sum")), letters=5.5),
                Column("rate", say(N_("Rate"))),
                Column("outcome", say(N_("Outcome")), number=False, letters=6),
            ),
            self,
        )
        self.model.typed.connect(self._on_typed)
        self.view = NumbersView(self.model, say(N_("Candidates' votes")))
        self.column.addWidget(self.view, 1)
        row = QHBoxLayout()
        self.told = label("", wrap=True)
        row.addWidget(self.told, 1)
        self.other = QLineEdit()
        self.other.setPlaceholderText(say(N_("name written in")))
        self.other.setAccessibleName(say(N_("name written in")))
        self.other.setMaximumWidth(self.fontMetrics().horizontalAdvance("汉") * 8)
        self.other.returnPressed.connect(self._add_other)
        UndoKeys(self.other)
        row.addWidget(self.other)
        row.addWidget(tight(button(say(N_("Add")), self._add_other)))
        self.fill = tight(button(say(N_("The rest is against")), self._fill_up, "quiet"))
        row.addWidget(self.fill)
        self.column.addLayout(row)

    def _build_people(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        for at, name in enumerate(tallying.PEOPLE):
            caption = self.desk.speech.field(_RECORD.field(name))
            grid.addWidget(label(caption), 0, at * 2)
            grid.addWidget(self._line(name, caption, 0), 0, at * 2 + 1)
            grid.setColumnStretch(at * 2 + 1, 1)
        self.column.addLayout(grid)

    def _build_keep(self) -> None:
        frame = self.layout()
        row = frame.itemAt(frame.count() - 1).layout() if isinstance(frame, QVBoxLayout) else None
        if isinstance(row, QHBoxLayout):
            row.insertWidget(row.count() - 1, button(self.say(N_("Keep without result")), self.keep_only))

    def _line(self, name: str, caption: str, digits: int) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(caption)
        if digits:
            made.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * digits)
            made.textEdited.connect(self._on_count)
        else:
            made.textEdited.connect(self._on_words)
        UndoKeys(made)
        self.lines[name] = made
        return made

    # ------------------------------------------------------------------------------------------- what is shown

    def show_award(self) -> None:
        """Show the award's tally, a blank one where it has none."""
        award_id = self.award_id()
        self.draft = tallying.load(self.desk.read, award_id) if award_id is not None else Draft(0, "", 0)
        self._setting = True
        self.held.set_value(self.draft.held)
        self.seats.setValue(self.draft.seats)
        self.passing.setCurrentIndex(self.passing.findData(self.draft.passing))
        for name, line in self.lines.items():
            value = self.draft.counts.get(name, "") if name in tally.COUNTS else self.draft.people.get(name, "")
            line.setText(str(value))
        self._setting = False
        self.dirty = False
        taken = N_("Day, people and attendance are those of the count for “{award}”; change what was different.")
        self.summary.setText(self.say(taken, award=self.draft.like) if self.draft.like else "")
        self._show()

    def do(self) -> int | None:
        """Keep the tally, with the result where it was asked for."""
        if self.award_id() is None:
            return None
        tallying.keep(self.desk.book, self._whole(), outcome=self._outcome)
        return len(self.draft.candidates)

    def keep_only(self) -> None:
        """Keep what is typed so far; nobody's outcome changes."""
        if self.award_id() is None:
            return
        self._outcome = False
        self.go.setEnabled(True)
        self.carry_out()
        self._outcome = True
        self._show()

    def _whole(self) -> Draft:
        people = {name: self.lines[name].text().strip() for name in tallying.PEOPLE}
        return replace(self.draft, held=str(self.held.value() or ""), people=people)

    def _show(self) -> None:
        found = tallying.result(self.draft)
        ranked = {row.votes.name: row for row in found.rows} if found else {}
        self.model.show([self._row(at, one, ranked) for at, one in enumerate(self.draft.candidates, 1)])
        self._show_counts()
        self._show_result(found)
        blocked = found is not None and any(one.severity is Severity.BLOCK for one in found.findings)
        self.go.setEnabled(found is not None and not blocked)

    def _row(self, at: int, one: Candidate, ranked: dict[str, Ranked]) -> list[Cell]:
        left, rank = tallying.row_left(self.draft, one), ranked.get(one.name)
        rate = "" if rank is None else f"{float(rank.rate * 100):.1f}%"
        name = self.say(N_("{name} (written in)"), name=one.name) if one.written_in else one.name
        votes = [Cell("" if value is None else str(value)) for value in (one.yes, one.no, one.abstained)]
        return [Cell(str(at)), Cell(name), Cell(one.unit), *votes, self._sum(one, left), Cell(rate),
                self._outcome_of(rank)]  # fmt: skip

    def _sum(self, one: Candidate, left: int | None) -> Cell:
        """The row's sum, and how it differs from the valid ballots."""
        if one.yes is None:
            return Cell()
        if not left:
            return Cell(str(one.given), "" if left is None else "good")
        said = N_("{given}, {left} left") if left > 0 else N_("{given}, {left} too many")
        tip = self.say(N_("For, against and abstained must come to the valid ballots."))
        return Cell(self.say(said, given=one.given, left=abs(left)), "danger", tip)

    def _outcome_of(self, rank: Ranked | None) -> Cell:
        if rank is None:
            return Cell()
        if rank.chosen:
            return Cell(self.say(N_("chosen")), "good")
        if rank.enough and rank.level:
            return Cell(self.say(N_("level with others")), "warn")
        return Cell(self.say(N_("places full") if rank.enough else N_("too few votes")), "muted")

    def _show_counts(self) -> None:
        found = tallying.problems(self.draft)
        wrong = {problem.field for problem in found}
        for name in tally.COUNTS:
            bad = name in wrong or name in self._unread()
            restyle(self.lines[name], "wrong", "true" if bad else "false")
        why = (
            N_("First put the numbers marked red right.") if self._unread() else tallying.why_not_filled_up(self.draft)
        )
        self.fill.setEnabled(not why)
        self.fill.setToolTip(self.say(why) if why else "")
        if found:
            say_state(self.sentence, " ".join(self.say(one.msgid, **dict(one.values)) for one in found), good=False)
        elif tallying.off(self.draft):
            said = N_("Of {count} candidates the votes do not come to the valid ballots.")
            say_state(self.sentence, self.say(said, count=tallying.off(self.draft)), good=False)
        elif set(self.draft.counts) == set(tally.COUNTS):
            say_state(self.sentence, self.say(N_("The ballots agree.")), good=True)
        else:
            rule = N_("Returned ≤ issued ≤ present ≤ entitled; valid + invalid = returned.")
            self.sentence.setText(self.say(rule))
            restyle(self.sentence, "kind", "muted")

    def _unread(self) -> set[str]:
        """The numbers above that are typed but are none."""
        return {name for name in tally.COUNTS if self.lines[name].text().strip() and name not in self.draft.counts}

    def _show_result(self, found: TallyResult | None) -> None:
        if self.award_id() is None:
            self.told.setText(self.say(N_("No awards are set up for this year yet. Start a round first.")))
            return
        if not self.draft.candidates:
            self.told.setText(self.say(N_("Nobody is nominated for this award yet. Nominate first, or add a name.")))
            return
        if found is None:
            self.told.setText(self.say(N_("Who passes is said here as soon as all numbers are typed and agree.")))
            return
        chosen = [row.votes.name for row in found.rows if row.chosen]
        need, base = tallying.needed(self.draft), tallying.rule(self.draft).base
        said = [] if self.draft.passing is Passing.FIRST else [
            self.say(N_("{base} count, {need} votes are needed."), base=self.draft.counts[base], need=need)
        ]  # fmt: skip
        said.append(
            self.say(N_("Chosen are {count}: {names}."), count=len(chosen), names="、".join(chosen))
            if chosen
            else self.say(N_("Nobody is chosen."))
        )
        said += [self.desk.speech.say(one.msgid, **dict(one.values)) for one in found.findings]
        self.told.setText(" ".join(said) if not self.desk.language.code.startswith("zh") else "".join(said))

    # ------------------------------------------------------------------------------------------- what happens

    def _change(self, draft: Draft) -> None:
        self.draft = draft
        self.dirty = True
        self._show()

    def _on_count(self, _text: str) -> None:
        counts = {}
        for name in tally.COUNTS:
            number = _whole_number(self.lines[name].text())
            if number is not None:
                counts[name] = number
        self._change(replace(self.draft, counts=counts))

    def _on_words(self, _text: object = None) -> None:
        self.dirty = True

    def _on_rule(self, _value: object) -> None:
        if not self._setting:
            self._change(replace(self.draft, passing=Passing(self.passing.currentData()), seats=self.seats.value()))

    def _on_typed(self, row: int, name: str, text: str) -> None:
        number = _whole_number(text)
        if number is None and text:
            return
        candidates = list(self.draft.candidates)
        votes: dict[str, Any] = {name: number}
        if name == "no":
            votes["filled"] = 0
        candidates[row] = replace(candidates[row], **votes)
        if candidates[row].written_in and name == "yes" and number is None:
            del candidates[row]
        self._change(replace(self.draft, candidates=tuple(candidates)))

    def _add_other(self) -> None:
        """A name written in on the ballots, with one vote to begin with; emptied of votes it goes again."""
        name = self.other.text().strip()
        if not name or name in {one.name for one in self.draft.candidates}:
            return
        self.other.clear()
        one = Candidate(name, written_in=True, yes=1)
        self._change(replace(self.draft, candidates=(*self.draft.candidates, one)))
        self.view.setCurrentIndex(self.model.index(len(self.draft.candidates) - 1, self.model.at("yes")))
        self.view.setFocus()

    def _fill_up(self) -> None:
        """Count whatever is left of every candidate's ballots as votes against, unless the ballots disagree."""
        if self._unread() or tallying.why_not_filled_up(self.draft):
            return
        filled = tuple(tallying.filled_up(self.draft, one) for one in self.draft.candidates)
        if filled != self.draft.candidates:
            self._change(replace(self.draft, candidates=filled))


def _whole_number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() else None
