"""The strip above the awards: the year's round, its seven steps with how far each is, and the way to each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.book import award_rounds
from app.book.award_rounds import Round, State, Step
from app.book.reader import Reader
from app.domain.listing import Condition, any_of
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui import award_chosen, todo
from app.ui.desk import Desk
from app.ui.no_wheel import calm
from app.ui.theme import COLOURS
from app.ui.widgets import button, label, tight

if TYPE_CHECKING:
    from app.ui.field_editors import Value

_NAMES = {
    award_rounds.AWARDS: N_("Awards and places"),
    award_rounds.NOTICE: N_("Send the notice"),
    award_rounds.QUOTAS: N_("Share out places"),
    award_rounds.NOMINEES: N_("Nominate"),
    award_rounds.TALLY: N_("Vote and count"),
    award_rounds.PUBLICITY: N_("Make public"),
    award_rounds.HONOURS: N_("Commend"),
}
_STATES = {State.TODO: N_("to do"), State.BEGUN: N_("under way"), State.DONE: N_("done")}
_INKS = {State.TODO: "muted", State.BEGUN: "warn", State.DONE: "good"}
_STEP = "text-align: left; padding: 3px 7px;"
_NEXT = f"border-color: {COLOURS['accent']}; background: {COLOURS['accent_soft']};"
_BESIDE = 24  # pixels at both sides of the steps
_TABLES = frozenset({"award_round", "award", "award_quota", "nominee", "tally", "honour"})


class AwardStrip(QWidget):
    """``wanted`` carries (step's name, round's id or None, its awards): the way to where the step is done.

    ``shown`` tells which round is on show now; it carries whether the clerk has just chosen it.
    """

    wanted = Signal(str, object, object)
    shown = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        """Asks the book when it is first shown."""
        super().__init__()
        self._desk = desk
        self._say = desk.speech.say
        self.rounds: tuple[Round, ...] = ()
        self._year = 0  # of these rounds
        self._award: int | None = None  # whose round is to be shown once it is known
        self.steps: dict[str, QPushButton] = {}
        self._texts: dict[str, tuple[str, str]] = {}  # by step: with how far it is, and without
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 0)
        column.setSpacing(4)
        self.title = QHBoxLayout()
        self.title.setSpacing(6)
        self._build_title()
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        column.addLayout(self._grid)
        self._hint = QHBoxLayout()
        column.addLayout(self._hint)
        self._build_steps()
        self._build_hint()
        desk.changes.changed.connect(self._on_change)
        desk.writable.connect(self.refresh)
        desk.year_changed.connect(self.refresh)
        self.refresh()

    @property
    def round(self) -> Round | None:
        """The round on show; None where there is none, or all of them are."""
        at = self.chooser.currentIndex()
        return self.rounds[at] if 0 <= at < len(self.rounds) else None

    @property
    def every(self) -> bool:
        """Whether all rounds of the year are on show."""
        return bool(self.rounds) and self.chooser.currentIndex() == len(self.rounds)

    def narrowing(self, table: str) -> tuple[Condition, ...]:
        """What keeps a list of awards, or of parts of awards, to the round on show."""
        if self._desk.year is None:
            return ()  # the clerk looks at all years
        if table == "award":
            return self._of_round()
        ids = [row_id for one in (self.rounds if self.every else (self.round,)) if one for row_id in one.award_ids]
        if len(ids) == 1:
            return (Condition("award_id", "is", ids[0]),)
        return (Condition("award_id", "among", json.dumps(ids)),)

    def proposed(self) -> dict[str, Value]:
        """What a new award starts with: the round on show."""
        one = self.round
        return {"round_id": one.round_id} if one is not None and one.round_id is not None else {}

    def show_award(self, award_id: int) -> None:
        """Turn to the round of an award, where its list is kept to another one; later, where it is not known yet."""
        if self.every:
            return
        at = next((at for at, one in enumerate(self.rounds) if award_id in one.award_ids), -1)
        self._award = award_id if at < 0 else None
        if at not in (-1, self.chooser.currentIndex()):
            self._turn_to(at)

    def refresh(self, _what: object = None) -> None:
        """Ask the book how far the rounds of the year are."""
        year, day = self._desk.work_year, todo.today()

        def question(read: Reader) -> tuple[Round, ...]:
            return award_rounds.rounds(read, year, day)

        self._desk.seeker.ask(self, question, self._on_found)

    # ------------------------------------------------------------------------------------------- building

    def _build_title(self) -> None:
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(self._say(BY_TABLE["award_round"].label))
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(9)
        self.chooser.activated.connect(self._on_chosen)
        self.only = label("", "heading")
        self.only.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        calm(self.chooser)
        self.details = button(self._say(N_("Details")), self._wish_details, "quiet")
        self.details.setToolTip(self._say(N_("The round's title, number, days of publicity and objections")))
        self.papers = button(self._say(N_("Award papers…")), self._wish_papers, "", "paper")
        self.title.addWidget(self.chooser, 1)
        self.title.addWidget(self.only, 1)
        self.add = tight(button("＋", self._wish_round, "quiet"))
        self.add.setAccessibleName(self._say(N_("New award round…")))
        self.add.setToolTip(self._say(N_("New award round…")))
        self.title.addWidget(self.add)
        self.title.addWidget(self.details)
        self.title.addWidget(self.papers)

    def _build_steps(self) -> None:
        for name in _NAMES:
            made = button("", self._on_step)
            made.setProperty("step", name)
            made.setStyleSheet(_STEP)
            self.steps[name] = made

    def _build_hint(self) -> None:
        told = N_("A round leads through an evaluation, from its notice to the honours, and prints every paper.")
        self._told = label(self._say(told), "muted", wrap=True)
        self._hint.addWidget(self._told, 1)
        self.begin = button(self._say(N_("New award round…")), self._wish_round, "primary", "new")
        self._hint.addWidget(self.begin)

    # ------------------------------------------------------------------------------------------- what is shown

    def _on_found(self, rounds: tuple[Round, ...]) -> None:
        kept, every, before = self.round, self.every, {one.round_id for one in self.rounds}
        year, same_year = self._desk.work_year, self._year == self._desk.work_year
        self.rounds, self._year = rounds, year
        self.chooser.clear()
        for one in rounds:
            self.chooser.addItem(one.title or self._say(N_("Awards without a round")), one.round_id)
        if len(rounds) > 1:
            self.chooser.addItem(self._say(N_("All rounds")))
        new = [at for at, one in enumerate(rounds) if one.round_id is not None and one.round_id not in before]
        if same_year and len(new) == 1:
            self._turn_to(new[0])
            return
        at = next((at for at, one in enumerate(rounds) if kept and one.round_id == kept.round_id), -1)
        at = len(rounds) if every and same_year and len(rounds) > 1 else at
        awaited = next((at for at, one in enumerate(rounds) if self._award in one.award_ids), -1)
        self._award = None
        at = awaited if awaited >= 0 else at if at >= 0 else award_chosen.place(self._desk, rounds)
        self.chooser.setCurrentIndex(at if rounds else -1)
        self._show()
        self.shown.emit(False)

    def _show(self) -> None:
        one = self.round
        has_round = one is not None and one.round_id is not None
        self.chooser.setVisible(len(self.rounds) > 1)
        self.only.setVisible(len(self.rounds) < 2)
        self.only.setText(self.chooser.currentText())
        for widget in (self.chooser, self.only):
            widget.setToolTip(self.chooser.currentText())
        self.details.setVisible(has_round)
        self.papers.setVisible(bool(self.rounds))
        to_begin = not has_round and not self.every
        self._told.setVisible(to_begin)
        can_write = not self._desk.book.read_only
        self.begin.setVisible(to_begin and can_write)
        self.add.setVisible(not to_begin and can_write)
        for step in one.steps if one else ():
            self._show_step(step, is_next=step == one.next if one else False)
        for made in self.steps.values():
            made.setVisible(one is not None)
        self._arrange()

    def _show_step(self, step: Step, *, is_next: bool) -> None:
        made, number = self.steps[step.name], list(_NAMES).index(step.name) + 1
        name, how = self._say(_NAMES[step.name]), self._say(step.msgid, **dict(step.values))
        mark = "✓ " if step.state is State.DONE else "→ " if is_next else ""
        full, short = f"{number} {name}\n{mark}{how}", f"{mark}{number} {name}"
        self._texts[step.name] = (full.replace("&", "&&"), short.replace("&", "&&"))
        said = f"{number} {name}: {self._say(_STATES[step.state])}, {how}"
        made.setAccessibleName(said)
        made.setToolTip(said)
        made.setStyleSheet(f"{_STEP} color: {COLOURS[_INKS[step.state]]}; {_NEXT if is_next else ''}")

    def _arrange(self) -> None:
        """The steps in one row, where they do not fit without the words for how far they are, else in two rows."""
        if not self._texts:
            return
        for text in (0, 1):
            for name, made in self.steps.items():
                made.setText(self._texts[name][text])
            wide = sum(made.sizeHint().width() + self._grid.spacing() for made in self.steps.values())
            if wide <= self.width() - _BESIDE:
                break
        abreast = len(self.steps) if wide <= self.width() - _BESIDE else (len(self.steps) + 1) // 2
        for at, made in enumerate(self.steps.values()):
            self._grid.addWidget(made, at // abreast, at % abreast)
        for at in range(len(self.steps)):
            self._grid.setColumnStretch(at, 1 if at < abreast else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for another number of steps in a row."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """So may another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.steps:
            self._arrange()

    # ------------------------------------------------------------------------------------------- what happens

    def _on_change(self, change: object) -> None:
        if _TABLES & set(getattr(change, "touched", {})):
            self.refresh()

    def _on_chosen(self, index: int) -> None:
        self._turn_to(index)

    def _turn_to(self, at: int) -> None:
        """Show a round, and remember it."""
        self.chooser.setCurrentIndex(at)
        every = at == len(self.rounds)
        award_chosen.remember(self._desk, award_chosen.EVERY if every else award_chosen.key_of(self.rounds[at]))
        self._show()
        self.shown.emit(True)

    def _of_round(self) -> tuple[Condition, ...]:
        """The awards of the round on show; where a year has one round, those that belong to none are taken for its."""
        one, none = self.round, Condition("round_id", "blank")
        if one is None:
            return ()
        if one.round_id is None:
            return (none,)
        own = Condition("round_id", "is", one.round_id)
        return (own,) if len(self.rounds) > 1 else (any_of(own, none),)

    def _on_step(self) -> None:
        sender, one = self.sender(), self.round
        if sender is not None and one is not None:
            self.wanted.emit(str(sender.property("step")), one.round_id, one.award_ids)

    def _wish_details(self) -> None:
        if self.round is not None and self.round.round_id is not None:
            self._desk.open_record("award_round", self.round.round_id)

    def _wish_papers(self) -> None:
        self._desk.wish.emit("forms")

    def _wish_round(self) -> None:
        self._desk.wish.emit("new_round")
