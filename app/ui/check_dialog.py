"""What does not agree in the book, each finding with its records, a double click away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.book.checks import Finding
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.widgets import button, label

_PLACE = Qt.ItemDataRole.UserRole
_SHOWN = 200


class CheckDialog(QDialog):
    """The findings of the logic check."""

    def __init__(self, parent: QWidget, desk: Desk, findings: tuple[Finding, ...]) -> None:
        """Show ``findings``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        say = desk.speech.say
        self.setWindowTitle(say(N_("Check the figures")))
        self.resize(760, 520)
        column = QVBoxLayout(self)
        text = (
            say(N_("{count} things to look at. Double-click a record to open it."), count=len(findings))
            if findings
            else say(N_("Nothing found: the figures agree."))
        )
        column.addWidget(label(text, wrap=True))
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName(say(N_("Check the figures")))
        for finding in findings:
            self._add(finding)
        self.tree.itemActivated.connect(self._on_item)
        self.tree.itemDoubleClicked.connect(self._on_item)
        column.addWidget(self.tree, 1)
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

    def _on_item(self, item: QTreeWidgetItem, _column: int) -> None:
        place = item.data(0, _PLACE)
        if place:
            self.accept()
            self._desk.open_record(place[0], place[1])
