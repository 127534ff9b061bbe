"""Findings with the records they are about, a double click or Enter away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.book.checks import Finding
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.enter_key import EnterKey
from app.ui.icons import icon

_PLACE = Qt.ItemDataRole.UserRole
_SHOWN = 200  # records under one finding
_MARGINS, _PADDING, _TALL = 28, 8, 10_000  # pixels beside, above and below a sentence, and no limit to its height
_UNFOLDED = 60  # with more records than these, the findings themselves would be lost among them


class FindingTree(QTreeWidget):
    """Sentences, each over its records. ``chosen`` carries the table and the id of the record asked for."""

    chosen = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until ``show_findings``."""
        super().__init__(parent)
        self._desk = desk
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setAccessibleName(desk.speech.say(N_("Check the figures")))
        self.header().sectionResized.connect(self._on_width)
        self.itemDoubleClicked.connect(self._on_item)
        EnterKey(self).pressed.connect(self._on_enter)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List findings, the first one under the cursor; unfolded where they are few."""
        self.clear()
        for finding in findings:
            self._add(finding)
        if sum(len(finding.ids) for finding in findings) <= _UNFOLDED:
            self.expandAll()
        if findings:
            self.setCurrentIndex(self.model().index(0, 0))
            self._on_width(0, 0, self.header().sectionSize(0))

    def _add(self, finding: Finding) -> None:
        text = self._desk.speech.say(finding.msgid, **dict(finding.values))
        item = QTreeWidgetItem([text])
        item.setIcon(0, icon("problem", "warn"))
        item.setToolTip(0, text)
        self.addTopLevelItem(item)
        shown = list(finding.ids[:_SHOWN])
        if len(shown) == 1:
            item.setData(0, _PLACE, (finding.table, shown[0]))
            return
        captions = self._desk.read.captions(finding.table, shown) if shown else {}
        for row_id in shown:
            child = QTreeWidgetItem([" ".join(captions.get(row_id, "").split())])
            child.setData(0, _PLACE, (finding.table, row_id))
            item.addChild(child)

    def _on_width(self, _column: int, _before: int, width: int) -> None:
        """A tree does not make room for a second line by itself."""
        room = max(1, width - self.indentation() - self.iconSize().width() - _MARGINS)
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            if item is not None:
                whole = QRect(0, 0, room, _TALL)
                needed = self.fontMetrics().boundingRect(whole, Qt.TextFlag.TextWordWrap, item.text(0))
                item.setSizeHint(0, QSize(0, needed.height() + _PADDING))

    def _on_enter(self) -> None:
        item = self.currentItem()
        if item is not None and item.data(0, _PLACE):
            self._on_item(item, 0)
        elif item is not None:
            item.setExpanded(not item.isExpanded())

    def _on_item(self, item: QTreeWidgetItem, _column: int) -> None:
        place = item.data(0, _PLACE)
        if place:
            self.chosen.emit(*place)
