"""A finished paper in a window: its pages, and the ways to print it or to write it as PDF or Word."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.documents.blocks import Document
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.paper_output import PaperOutput
from app.ui.preview import PaperPreview
from app.ui.sizes import keep_size
from app.ui.widgets import button


class PaperDialog(QDialog):
    """Shows a document as it will be printed."""

    def __init__(self, parent: QWidget, desk: Desk, document: Document, name: str) -> None:
        """``name`` is the window's title and the proposed name of a file."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._name = name
        self.setWindowTitle(name)
        say = desk.speech.say
        self.output = PaperOutput(self, desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        self.preview = PaperPreview(desk, self)
        self.preview.set_document(document)
        column.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.addWidget(button(say(N_("Close")), self.reject))
        row.addStretch(1)
        row.addWidget(button(say(N_("Word…")), self._write_word, "", "paper"))
        row.addWidget(button(say(N_("PDF…")), self._write_pdf, "", "paper"))
        self.go = button(say(N_("Print…")), self.print_paper, "primary", "print")
        self.go.setDefault(True)
        row.addWidget(self.go)
        column.addLayout(row)
        keep_size(self, desk.settings, "paper", 900, 660)
        self.preview.draw()
        self.go.setFocus()

    def print_paper(self) -> None:
        """Print it."""
        self.output.print_paper(partial(_same, self._document), self._name)

    def _write_pdf(self) -> None:
        self.output.write(partial(_same, self._document), self._name, "pdf")

    def _write_word(self) -> None:
        self.output.write(partial(_same, self._document), self._name, "docx")


def _same(document: Document, _report: Any, _cancelled: Any) -> Document:
    return document
