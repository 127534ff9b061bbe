"""Step 4: the problems of the year and the plans for the next, written line by line."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from app.i18n import N_
from app.ui.wizard.line_list import LineList
from app.ui.wizard.page import WizardPage


class ListsPage(WizardPage):
    """Problems at the left, plans at the right."""

    TITLE = N_("Problems and plans")
    ADVICE = N_("One line for each; they are printed in this order.")

    def build(self) -> None:
        """The two lists."""
        row = QHBoxLayout()
        row.setSpacing(14)
        no_problems = N_("No problems yet. Write below what did not go well; two or three lines are enough.")
        no_plans = N_("No plans yet. Write below what the union will do next.")
        self.problems = LineList(self.desk, "problem", N_("Problems"), no_problems)
        self.plans = LineList(self.desk, "plan", N_("Plans"), no_plans)
        row.addWidget(self.problems, 1)
        row.addWidget(self.plans, 1)
        self.column.addLayout(row, 1)

    def enter(self) -> None:
        """Show what the book has."""
        self.problems.refresh()
        self.plans.refresh()
        self.problems.text.setFocus()

    def may_leave(self) -> bool:
        """Lines being written are kept."""
        kept = [one.keep() if one.dirty else True for one in (self.problems, self.plans)]
        return all(kept)
