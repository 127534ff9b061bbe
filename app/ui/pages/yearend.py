"""The year's end: the summary on screen, every figure a link to its records, and the papers written from it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.book import drafts
from app.documents.compose import SummaryPaper, TracedFigure
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.no_wheel import calm
from app.ui.sizes import keep_splitter
from app.ui.widgets import button, label, tight
from app.ui.wizard.maker import Maker, Told
from app.ui.wizard.summary_pane import SummaryPane
from app.ui.wizard.trace_panel import TracePanel
from app.ui.wizard.wizard import Wizard
from app.ui.wizard.writing import Writing


class YearEndPage(QWidget):
    """The summary of the year on show, and the ways to have it on paper."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """The summary is written when the page first comes into view."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.maker = Maker(desk, self)
        self.maker.add_viewer(self)
        self.maker.made.connect(self._on_made)
        self.maker.failed.connect(self._on_failed)
        self.writing = Writing(self, desk, self.maker)
        self.wizard: Wizard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.addLayout(self._build_bar())
        self.pane = SummaryPane(desk, self.maker)
        self.trace = TracePanel(desk)
        self.pane.figure.connect(self.show_figure)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(10)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.pane)
        splitter.addWidget(self.trace)
        splitter.setStretchFactor(0, 7)
        splitter.setStretchFactor(1, 3)
        keep_splitter(splitter, desk.settings, "yearend", [940, 400])
        column.addWidget(splitter, 1)
        desk.year_changed.connect(self._on_year)
        self._on_year(None)

    @property
    def paper(self) -> SummaryPaper | None:
        """The summary on show; None until it is made."""
        return self.maker.told.paper if self.maker.told else None

    def may_leave(self) -> bool:
        """Always: words being typed are kept."""
        return self.pane.may_leave()

    def _build_bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(self._say(N_("Summary")), "heading"))
        self.period = QComboBox()
        self.period.setAccessibleName(self._say(N_("Period")))
        self.period.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.period.activated.connect(self._on_period)
        row.addWidget(self.period)
        calm(self.period)
        row.addStretch(1)
        row.addWidget(tight(button(self._say(N_("Check figures")), self._wish_check, "", "check")))
        row.addWidget(tight(button(self._say(N_("Print…")), self.writing.print_paper, "", "print")))
        row.addWidget(tight(button(self._say(N_("Summary wizard…")), self.open_wizard, "", "edit")))
        go = button(self._say(N_("Write it in one click")), self.writing.write_again, "primary", "paper")
        go.setToolTip(self._say(N_("Word and PDF beside the data file, with the choices made last. Ctrl+Shift+S")))
        row.addWidget(go)
        return row

    # ------------------------------------------------------------------------------------------- what happens

    def showEvent(self, event: QShowEvent) -> None:
        """Write the summary anew where the book has changed since."""
        super().showEvent(event)
        self.maker.need()

    def show_figure(self, figure: TracedFigure) -> None:
        """List the records that a figure was counted from."""
        self.trace.show_figure(figure)

    def open_wizard(self) -> None:
        """Open the wizard, or bring it to the front."""
        self.pane.may_leave()
        if self.wizard is None:
            self.wizard = Wizard(self, self._desk, self.maker, self.writing)
            self.wizard.finished.connect(self._on_wizard_gone)
            self.wizard.show()
        self.wizard.raise_()
        self.wizard.activateWindow()

    def _on_wizard_gone(self, _result: int) -> None:
        self.wizard = None

    def _on_made(self, _told: Told) -> None:
        self._show_period()

    def _on_year(self, _year: object) -> None:
        self._show_period()

    def _on_period(self, _index: int) -> None:
        self.maker.set_period(str(self.period.currentData()))

    def _show_period(self) -> None:
        """The periods of the year on show, with the one that the text is about."""
        found = drafts.periods_of(self._desk.read, self._desk.work_year)
        if [one.name for one in found] != [self.period.itemText(at) for at in range(self.period.count())]:
            self.period.clear()
            for one in found:
                self.period.addItem(one.name, one.key)
        self.period.setCurrentIndex(self.period.findData(self.maker.draft.period.key))

    def _on_failed(self, error: object) -> None:
        above = self.wizard if self.wizard is not None and self.wizard.isVisible() else self.window()
        show_or_raise(above, self._desk.speech, error)

    def _wish_check(self) -> None:
        self._desk.wish.emit("check")
