"""What does not agree in the book, each finding with its records, a double click away."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.book.checks import Finding
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.enter_key import EnterKey
from app.ui.help_window import HelpKey
from app.ui.icons import icon
from app.ui.sizes import keep_size
from app.ui.widgets import button, label

_PLACE = Qt.ItemDataRole.UserRole
_SHOWN = 200
_MARGINS, _PADDING, _TALL = 28, 8, 10_000  # pixels beside, above and below a sentence, and no limit to its height
_UNFOLDED = 60  # with more records than these, the findings themselves would be lost among them


class CheckDialog(QDialog):
    """The findings of the logic check."""

    def __init__(self, parent: QWidget, desk: Desk, findings: tuple[Finding, ...]) -> None:
        """Show ``findings``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        say = desk.speech.say
        self.setWindowTitle(say(N_("Check the figures")))
        keep_size(self, desk.settings, "check", 760, 520)
        HelpKey(self, desk.speech, desk.settings, "mistakes")
        column = QVBoxLayout(self)
        if findings:
            told = N_("Things to look at: {count}. Double-click a record, or press Enter on it, to open it.")
            column.addWidget(label(say(told, count=len(findings)), wrap=True))
        else:
            fine = label(say(N_("Nothing found: the figures agree.")), "empty", wrap=True)
            fine.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(fine, 1)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.header().sectionResized.connect(self._on_width)
        self.tree.setAccessibleName(say(N_("Check the figures")))
        for finding in findings:
            self._add(finding)
        self.tree.itemDoubleClicked.connect(self._on_item)
        EnterKey(self.tree).pressed.connect(self._on_enter)
        self.tree.setVisible(bool(findings))
        column.addWidget(self.tree, 1)
        if findings:
            self.tree.setCurrentIndex(self.tree.model().index(0, 0))
            if sum(len(finding.ids) for finding in findings) <= _UNFOLDED:
                self.tree.expandAll()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(say(N_("Close")), self.accept))
        column.addLayout(row)

    def _add(self, finding: Finding) -> None:
        text = self._desk.speech.say(finding.msgid, **dict(finding.values))
        item = QTreeWidgetItem([text])
        item.setIcon(0, icon("problem", "warn"))
        item.setToolTip(0, text)
        self.tree.addTopLevelItem(item)
        shown = list(finding.ids[:_SHOWN])
        captions = self._desk.read.captions(finding.table, shown) if shown else {}
        for row_id in shown:
            child = QTreeWidgetItem([" ".join(captions.get(row_id, "").split())])
            child.setData(0, _PLACE, (finding.table, row_id))
            item.addChild(child)
        if len(shown) == 1:
            item.setData(0, _PLACE, (finding.table, shown[0]))
            item.takeChildren()

    def _on_width(self, _column: int, _before: int, width: int) -> None:
        """A tree does not make room for a second line by itself."""
        room = width - self.tree.indentation() - self.tree.iconSize().width() - _MARGINS
        for at in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(at)
            if item is not None:
                needed = self.tree.fontMetrics().boundingRect(
                    QRect(0, 0, max(room, 1), _TALL), Qt.TextFlag.TextWordWrap, item.text(0)
                )
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
            self.accept()
            self._desk.open_record(place[0], place[1])
