"""Step 2: what does not agree in the year's records, each finding with its row."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from app.book.checks import Finding, check_book
from app.book.reader import Reader
from app.i18n import N_
from app.ui.enter_key import EnterKey
from app.ui.icons import icon
from app.ui.widgets import label
from app.ui.wizard.maker import Told
from app.ui.wizard.opening import open_row
from app.ui.wizard.page import WizardPage

_PLACE = Qt.ItemDataRole.UserRole
_SHOWN = 100  # records under one finding
_UNFOLDED = 60  # with more records than these, the findings themselves would be lost among them
_ROOM, _PADDING, _TALL = 28, 10, 10_000  # pixels beside, above and below a sentence, and no limit to its height


class CheckPage(WizardPage):
    """The findings of the logic check, looked for anew whenever the book changes."""

    TITLE = N_("Check")
    ADVICE = N_("Correct what does not agree, or go on: nothing here keeps the summary from being written.")

    def build(self) -> None:
        """The findings, or the sentence that there are none."""
        self.said = label(self.say(N_("Checking …")), "muted", wrap=True)
        self.column.addWidget(self.said)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName(self.say(N_("Check the figures")))
        self.tree.header().sectionResized.connect(self._on_width)
        self.tree.itemDoubleClicked.connect(self._on_item)
        EnterKey(self.tree).pressed.connect(self._on_enter)
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
        self.tree.clear()
        for finding in findings:
            self._add(finding)
        self.tree.setVisible(bool(findings))
        self._fine.setVisible(not findings)
        told = N_("Things to look at: {count}. Double-click one, or press Enter on it, to open its record.")
        self.said.setText(self.say(told, count=len(findings)))
        self.said.setVisible(bool(findings))
        if sum(len(finding.ids) for finding in findings) <= _UNFOLDED:
            self.tree.expandAll()
        if findings:
            self.tree.setCurrentIndex(self.tree.model().index(0, 0))
            self._on_width(0, 0, self.tree.header().sectionSize(0))

    def _add(self, finding: Finding) -> None:
        text = self.say(finding.msgid, **dict(finding.values))
        item = QTreeWidgetItem([text])
        item.setIcon(0, icon("problem", "warn"))
        item.setToolTip(0, text)
        self.tree.addTopLevelItem(item)
        shown = list(finding.ids[:_SHOWN])
        if len(shown) == 1:
            item.setData(0, _PLACE, (finding.table, shown[0]))
            return
        captions = self.desk.read.captions(finding.table, shown) if shown else {}
        for row_id in shown:
            child = QTreeWidgetItem([" ".join(captions.get(row_id, "").split())])
            child.setData(0, _PLACE, (finding.table, row_id))
            item.addChild(child)

    def _on_width(self, _column: int, _before: int, width: int) -> None:
        """A tree does not make room for a second line by itself."""
        room = max(1, width - self.tree.indentation() - self.tree.iconSize().width() - _ROOM)
        for at in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(at)
            if item is not None:
                whole = QRect(0, 0, room, _TALL)
                needed = self.tree.fontMetrics().boundingRect(whole, Qt.TextFlag.TextWordWrap, item.text(0))
                item.setSizeHint(0, QSize(0, needed.height() + _PADDING))

    def _on_enter(self) -> None:
        item = self.tree.currentItem()
        if item is not None and item.data(0, _PLACE):
            self._on_item(item, 0)
        elif item is not None:
            item.setExpanded(not item.isExpanded())

    def _on_item(self, item: QTreeWidgetItem, _column: int) -> None:
        place = item.data(0, _PLACE)
        if place:
            open_row(self.window(), self.desk, *place)


def _check(year: int, read: Reader) -> tuple[Finding, ...]:
    return check_book(read, year)
