"""Step 2: what does not agree in the year's records, each finding with its row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from app.book.checks import Finding, check_book
from app.book.reader import Reader
from app.i18n import N_
from app.ui.finding_tree import FindingTree
from app.ui.widgets import label
from app.ui.wizard.maker import Told
from app.ui.wizard.opening import open_row
from app.ui.wizard.page import WizardPage


class CheckPage(WizardPage):
    """The findings of the logic check, looked for anew whenever the book changes."""

    TITLE = N_("Check")
    ADVICE = N_("Correct what does not agree, or go on: nothing here keeps the summary from being written.")

    def build(self) -> None:
        """The findings, or the sentence that there are none."""
        self.said = label(self.say(N_("Checking …")), "muted", wrap=True)
        self.column.addWidget(self.said)
        self.tree = FindingTree(self.desk)
        self.tree.chosen.connect(self._on_chosen)
        self.column.addWidget(self.tree, 1)
        self._fine = label(
            self.say(N_("Nothing found: the figures agree. Go on to the next step.")), "empty", wrap=True
        )
        self._fine.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._fine.hide()
        self.column.addWidget(self._fine, 1)
        self.findings: tuple[Finding, ...] | None = None

    def enter(self) -> None:
        """Look for what does not agree."""
        self.desk.seeker.ask(self, partial(_check, self.desk.work_year), self.show_findings)

    def show_told(self, _told: Told) -> None:
        """The book has changed."""
        self.enter()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """List findings, each with its records; those on show stay where they are when nothing changed."""
        if findings == self.findings:
            return
        self.findings = findings
        self.tree.show_findings(findings)
        self.tree.setVisible(bool(findings))
        self._fine.setVisible(not findings)
        told = N_("Things to look at: {count}. Double-click one, or press Enter on it, to open its record.")
        self.said.setText(self.say(told, count=len(findings)))
        self.said.setVisible(bool(findings))

    def _on_chosen(self, table: str, row_id: int) -> None:
        open_row(self.window(), self.desk, table, row_id)


def _check(year: int, read: Reader) -> tuple[Finding, ...]:
    return check_book(read, year)
