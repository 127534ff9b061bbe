"""What does not agree in the book, each finding with its records, a double click away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.book.checks import Finding
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.finding_tree import FindingTree
from app.ui.help_window import HelpKey
from app.ui.sizes import keep_size
from app.ui.widgets import button, label


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
        self.tree = FindingTree(desk)
        self.tree.show_findings(findings)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.setVisible(bool(findings))
        column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(say(N_("Close")), self.accept))
        column.addLayout(row)

    def _on_chosen(self, table: str, row_id: int) -> None:
        self.accept()
        self._desk.open_record(table, row_id)
