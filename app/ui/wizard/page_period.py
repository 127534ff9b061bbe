"""Step 1: what time the summary is about, and in which style it is written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.book import drafts
from app.documents import summary_styles
from app.domain.period import LABELS, STATISTICAL, TERM, Period
from app.i18n import N_
from app.ui import todo
from app.ui.no_wheel import calm
from app.ui.widgets import card, empty, label
from app.ui.wizard.maker import Told
from app.ui.wizard.page import WizardPage

NOTHING = N_("No work is recorded for this time yet. Choose another year or period, or record it first.")


class PeriodPage(WizardPage):
    """Year, period and style."""

    TITLE = N_("Period")
    ADVICE = N_("Which time is the summary about, and for what kind of union?")

    def build(self) -> None:
        """The year, the periods as a list to choose from, and the style."""
        panel, column = card()
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(10)
        self.year = QComboBox()
        self.year.setAccessibleName(self.say(N_("Year")))
        self.year.activated.connect(self._on_year)
        self.style_box = QComboBox()
        self.style_box.setAccessibleName(self.say(N_("Style")))
        self.style_box.addItem(self.say(N_("Automatic")), "")
        for style, name in summary_styles.style_names().items():
            self.style_box.addItem(name, style)
        self.style_box.activated.connect(self._on_style)
        for box in (self.year, self.style_box):
            calm(box)
        grid.addWidget(label(self.say(N_("Year"))), 0, 0)
        grid.addLayout(_left(self.year), 0, 1)
        self._periods = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_period)
        self._keys: list[str] = []
        grid.addWidget(label(self.say(N_("Period"))), 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._periods, 1, 1)
        grid.addWidget(label(self.say(N_("Style"))), 2, 0)
        grid.addLayout(_left(self.style_box), 2, 1)
        column.addLayout(grid)
        self._told = label("", "muted", wrap=True)
        column.addWidget(self._told)
        self.column.addWidget(panel)
        self.column.addStretch(1)
        self.desk.year_changed.connect(self._on_year_changed)
        self.desk.changes.changed.connect(self._on_year_changed)

    def enter(self) -> None:
        """Show what the book has chosen."""
        year = self.desk.work_year
        draft = self.maker.draft
        self.year.clear()
        for one in sorted({*self.desk.read.years(), todo.today().year, year}, reverse=True):
            self.year.addItem(str(one), one)
        self.year.setCurrentIndex(self.year.findData(year))
        self.style_box.setCurrentIndex(max(0, self.style_box.findData(draft.style)))
        found = drafts.periods_of(self.desk.read, year)
        if [one.key for one in found] != self._keys or self._shown_year != year:
            self._show_periods(found)
        self._group.button(self._keys.index(draft.period.key)).setChecked(True)

    _shown_year = 0

    def _show_periods(self, found: tuple[Period, ...]) -> None:
        for old in self._group.buttons():
            self._group.removeButton(old)
        empty(self._periods)
        self._keys = [one.key for one in found]
        self._shown_year = self.desk.work_year
        for at, one in enumerate(found):
            days = self.say(N_("{first} to {last}"), first=one.first.isoformat(), last=one.last.isoformat())
            name = self.say(LABELS[one.key])
            text = name if one.key == STATISTICAL else f"{name}（{days}）"  # its name says its days
            made = QRadioButton(text)
            made.setAccessibleName(text)
            self._group.addButton(made, at)
            self._periods.addWidget(made)
        if TERM not in self._keys:
            advice = N_("For a whole term of office, fill in its first and last day in the union's details.")
            self._periods.addWidget(label(self.say(advice), "muted", wrap=True))

    def show_told(self, told: Told) -> None:
        """Say what it will be called, in which style, and from how many records."""
        sentence = N_("The summary will be called “{title}”, in the style “{style}”, from {count} records of work.")
        count = len(told.made.facts.work)
        values = {"title": told.made.worded.outline.title, "style": told.made.style.name, "count": count}
        if count:
            self._told.setText(self.say(sentence, **values))
        else:
            self._told.setText(self.say(NOTHING))

    def _on_year(self, _index: int) -> None:
        self.desk.set_year(self.year.currentData())

    def _on_year_changed(self, _what: object) -> None:
        if self.isVisible():
            self.enter()

    def _on_period(self, at: int) -> None:
        self.maker.set_period(self._keys[at])
        self.enter()

    def _on_style(self, _index: int) -> None:
        self.maker.choose(style=str(self.style_box.currentData() or ""))


def _left(widget: QWidget) -> QHBoxLayout:
    """A widget as wide as it needs to be, at the left."""
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
