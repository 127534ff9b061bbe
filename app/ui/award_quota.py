"""Sharing out the places of one award: how many, by which rule, and for every unit what it gets and why."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QRadioButton, QSpinBox, QWidget

from app.book import award_quotas as quotas
from app.book import award_rounds
from app.book.award_quotas import QuotaPlan, QuotaUnit, QuotaWish, UnitShare
from app.domain import quota
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.award_dialog import AwardDialog, say_state, shrinking
from app.ui.award_table import Cell, Column, NumbersModel, NumbersView
from app.ui.desk import Desk
from app.ui.no_wheel import calm
from app.ui.sizes import keep_size
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import button, label, tight

_BASES: tuple[tuple[quotas.Base, str], ...] = (("members", N_("members")), ("cadres", N_("union officers")))
_RULES = {
    "largest_remainder": N_("largest remainder"),
    "half_up": N_("round half up"),
    "down": N_("round down"),
    "up": N_("round up"),
}
_NOTES = {
    quota.NOTE_REMAINDER: N_("by remainder"),
    quota.NOTE_FLOOR: N_("the least"),
    quota.NOTE_CEILING: N_("the most"),
}
_MOST = 9999


class QuotaDialog(AwardDialog):
    """名额分配 of one award; everything is kept in one step."""

    table = "award_quota"

    def __init__(self, parent: QWidget | None, desk: Desk, award_id: int | None = None) -> None:
        """Begins with ``award_id``, else with the first award of the year."""
        awards = award_rounds.award_names(desk.read, desk.work_year)
        super().__init__(parent, desk, N_("Share out the places"), N_("Keep the allotment"), awards, award_id)
        self.units: list[QuotaUnit] = []
        self.plan = QuotaPlan()
        self._setting = False
        self._build_number()
        self._build_rule()
        self._build_table()
        keep_size(self, desk.settings, "award-quota", 900, 560)
        self.show_award()
        (self.total if self.by_number.isChecked() else self.percent).setFocus()

    # ------------------------------------------------------------------------------------------- building

    def _build_number(self) -> None:
        self.by_number = QRadioButton(self.say(N_("Places:")))
        self.by_ratio = QRadioButton(self.say(N_("By ratio, in %:")))
        group = QButtonGroup(self)
        self.total = self._spin(N_("Number to award"))
        self.percent = QLineEdit()
        self.percent.setAccessibleName(self.say(N_("Ratio in per cent")))
        self.percent.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 9)
        self.percent.textEdited.connect(self._on_percent)
        UndoKeys(self.percent)
        self.head.addSpacing(10)
        for way, field in ((self.by_number, self.total), (self.by_ratio, self.percent)):
            way.setAccessibleName(way.text())
            group.addButton(way)
            way.clicked.connect(self._on_asked)
            self.head.addWidget(way)
            self.head.addWidget(field)
        self.total.valueChanged.connect(self._on_total)
        self.head.addStretch(1)

    def _build_rule(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.base = self._combo(row, N_("Counted on"), dict(_BASES))
        self.rule = self._combo(row, N_("Rule"), _RULES)
        self.floor, self.ceiling, self.fixed = (
            self._spin(name) for name in (N_("At least"), N_("At most"), N_("Fixed"))
        )
        self.ceiling.setMinimum(-1)
        self.ceiling.setSpecialValueText(self.say(N_("no limit")))
        tips = (
            (self.floor, N_("At least"), N_("The fewest places of a unit")),
            (self.ceiling, N_("At most"), N_("The most places of a unit")),
            (self.fixed, N_("Fixed"), N_("Places that every unit has beforehand; the rule shares out the rest")),
        )
        for spin, caption, tip in tips:
            spin.setToolTip(self.say(tip))
            spin.valueChanged.connect(self._on_asked)
            row.addWidget(label(self.say(caption)))
            row.addWidget(spin)
        row.addStretch(1)
        self.column.addLayout(row)

    def _build_table(self) -> None:
        say, record = self.say, BY_TABLE["award_quota"]
        members, cadres = (
            Column(name, self.desk.speech.field(record.field(name)), typed=True) for name in ("members", "cadres")
        )
        self.model = NumbersModel(
            (
                Column("place", say(N_("Unit")), number=False, widest=True),
                members,
                cadres,
                Column("quotient", say(N_("Computed"))),
                Column("remainder", say(N_("Remainder"))),
                Column("allotted", say(N_("Allotted"))),
                Column("adjusted", say(N_("Adjusted")), typed=True),
                Column("total", say(N_("Total"))),
                Column("note", say(N_("Explained")), number=False, letters=6),
            ),
            self,
        )
        self.model.typed.connect(self._on_typed)
        self.view = NumbersView(self.model, say(N_("Places of the units")))
        self.column.addWidget(self.view, 1)
        row = QHBoxLayout()
        self.sentence = label("", "good", wrap=True)
        row.addWidget(self.sentence, 1)
        row.addWidget(tight(button(say(N_("Take the units anew")), self._on_anew, "quiet")))
        self.column.addLayout(row)

    def _spin(self, name: str) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0, _MOST)
        made.setAccessibleName(self.say(name))
        calm(made)
        return made

    def _combo(self, row: QHBoxLayout, name: str, words: dict[quotas.Base, str] | dict[str, str]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self.say(name))
        for value, word in words.items():
            made.addItem(self.say(word), value)
        made.currentIndexChanged.connect(self._on_asked)
        shrinking(made, 6)
        calm(made)
        row.addWidget(label(self.say(name)))
        row.addWidget(made)
        return made

    # ------------------------------------------------------------------------------------------- what is shown

    def show_award(self) -> None:
        """Show the allotment that the book has, else what the rule gives."""
        award_id = self.award_id()
        kept = quotas.load(self.desk.read, award_id, self.desk.work_year) if award_id is not None else None
        self.units = list(kept.units) if kept else []
        self._show_wish(kept.wish if kept else QuotaWish())
        as_kept = bool(kept and kept.plan)
        self.plan = kept.plan if kept and kept.plan else quotas.share_out(self.units, self.wish())
        self.dirty = False
        self._show(as_kept=as_kept)

    def wish(self) -> QuotaWish:
        """How the places are to be shared out, as the window has it."""
        by_ratio = self.by_ratio.isChecked()
        ratio = quotas.parse_percent(self.percent.text()) if by_ratio else None
        total = None if by_ratio else self.total.value()
        ceiling = self.ceiling.value() if self.ceiling.value() >= 0 else None
        return QuotaWish(total, ratio, self.base.currentData(), self.rule.currentData(), self.floor.value(), ceiling,
                         self.fixed.value())  # fmt: skip

    def do(self) -> int | None:
        """Keep it."""
        award_id = self.award_id()
        if award_id is None:
            return None
        quotas.save(self.desk.book, award_id, self.units, self.plan, self.wish())
        return len(self.units)

    def _show_wish(self, wish: QuotaWish) -> None:
        self._setting = True
        by_ratio = wish.total is None and wish.ratio is not None
        (self.by_ratio if by_ratio else self.by_number).setChecked(True)
        self.total.setValue(wish.total or 0)
        self.percent.setText(quotas.percent_text(wish.ratio) if wish.ratio else "")
        self.base.setCurrentIndex(self.base.findData(wish.base))
        self.rule.setCurrentIndex(self.rule.findData(wish.rule))
        self.floor.setValue(wish.floor)
        self.ceiling.setValue(-1 if wish.ceiling is None else wish.ceiling)
        self.fixed.setValue(wish.fixed)
        self._setting = False

    def _show(self, *, as_kept: bool = False) -> None:
        totals = self.plan.totals(self.units)
        self.model.show([
            [Cell(unit.place), Cell(_number(unit.members)), Cell(_number(unit.cadres)), Cell(_decimal(share.quotient)),
             Cell(_decimal(share.remainder)), Cell(str(share.allotted)), Cell(f"{unit.adjusted:+d}" if unit.adjusted
             else ""), Cell(str(total), "danger" if total < 0 else "accent_dark"),
             self._note(share)]
            for unit, share, total in zip(self.units, self.plan.shares, totals, strict=True)
        ])  # fmt: skip
        text, good = self._judgement(totals)
        say_state(self.sentence, text, good=good)
        self.go.setEnabled(good and self.award_id() is not None)
        kept = N_("This is the allotment as kept. A change above works it out anew.")
        self.summary.setText(self.say(kept) if as_kept else "")

    def _note(self, share: UnitShare) -> Cell:
        """Why a unit gets what it gets, in a word; the whole sentence is its tip."""
        if not share.note_msgid:
            return Cell()
        return Cell(self.say(_NOTES.get(share.note_msgid, share.note_msgid)), "muted", self.say(share.note_msgid))

    def _judgement(self, totals: tuple[int, ...]) -> tuple[str, bool]:
        """Whether the allotment adds up, in one sentence."""
        target, given = self.plan.target, sum(totals)
        if self.award_id() is None:
            return self.say(N_("No awards are set up for this year yet. Start a round first.")), False
        if not self.units:
            return self.say(N_("There are no units to share among. Enter the units under “Members” first.")), False
        if not target:
            return self.say(N_("Type how many are to be awarded, or a ratio.")), False
        if self.plan.problem is not None:
            return self.desk.speech.error(self.plan.problem), False
        if min(totals) < 0:
            return self.say(N_("A unit cannot have fewer than no places. Change “Adjusted”.")), False
        if given == target:
            return self.say(N_("Allotted are {given} places, as many as there are to award."), given=given), True
        said = (
            N_("Allotted are {given} places, {count} more than the {target} to award. Take some in “Adjusted”.")
            if given > target
            else N_("Allotted are {given} places, {count} fewer than the {target} to award. Add some in “Adjusted”.")
        )
        return self.say(said, given=given, count=abs(given - target), target=target), False

    # ------------------------------------------------------------------------------------------- what happens

    def _on_total(self, _value: int) -> None:
        if not self._setting:
            self.by_number.setChecked(True)
        self._on_asked()

    def _on_percent(self, _text: str) -> None:
        self.by_ratio.setChecked(True)
        self._on_asked()

    def _on_asked(self, _value: object = None) -> None:
        if self._setting:
            return
        self.dirty = True
        self.plan = quotas.share_out(self.units, self.wish())
        self._show()

    def _on_typed(self, row: int, name: str, text: str) -> None:
        number = _typed(text)
        if number is None and text:
            return
        unit = self.units[row]
        if name == "adjusted":
            self.units[row] = replace(unit, adjusted=number or 0)
            self.dirty = True
            self._show()
        elif number is None or number >= 0:
            self.units[row] = replace(unit, members=number) if name == "members" else replace(unit, cadres=number)
            self._on_asked()

    def _on_anew(self) -> None:
        """The units as they are now, with the adjustments they had."""
        had = {unit.unit_id: unit for unit in self.units if unit.unit_id}
        self.units = [
            replace(unit, adjusted=had[unit.unit_id].adjusted, row_id=had[unit.unit_id].row_id)
            if unit.unit_id in had
            else unit
            for unit in quotas.units_of(self.desk.read, self.desk.work_year)
        ]
        self._on_asked()


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _decimal(value: Fraction | None) -> str:
    return "" if value is None else quotas.two_decimals(value)


def _typed(text: str) -> int | None:
    """A whole number as typed, + and − with it, in the widths of any keyboard."""
    try:
        return int(text.replace("－", "-").replace("＋", "+").replace("−", "-"))
    except ValueError:
        return None
