"""Step 3: what stands in the summary, in which order and in which words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.documents.compose import TracedFigure
from app.domain.summary_choices import HEADING
from app.i18n import N_
from app.ui.sizes import keep_splitter
from app.ui.wizard.hint_list import HintList
from app.ui.wizard.hints import Hint
from app.ui.wizard.maker import Told
from app.ui.wizard.opening import open_row
from app.ui.wizard.page import WizardPage
from app.ui.wizard.section_list import SectionList
from app.ui.wizard.summary_pane import SummaryPane
from app.ui.wizard.summary_view import ADD
from app.ui.wizard.trace_panel import TracePanel

PARTS, HINTS, TRACE = range(3)


class SectionsPage(WizardPage):
    """The sections at the left, the summary at the right as it becomes."""

    TITLE = N_("Text")
    ADVICE = N_("Double-click a sentence to change its words; click an underlined figure to see where it comes from.")

    def build(self) -> None:
        """The two halves."""
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(8)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._build_side())
        self.pane = SummaryPane(self.desk, self.maker)
        self.pane.figure.connect(self._on_figure)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(1, 1)
        keep_splitter(splitter, self.desk.settings, "wizard", [236, 700])
        self.column.addWidget(splitter, 1)

    def _build_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.switch = QTabBar()
        self.switch.setObjectName("switch")
        self.switch.setDrawBase(False)
        self.switch.setExpanding(False)
        self.switch.setUsesScrollButtons(False)
        self.switch.setAccessibleName(self.say(N_("Sections, what is not told, figures")))
        for text in (N_("Sections"), N_("Not told"), N_("Sources")):
            self.switch.addTab(self.say(text))
        column.addWidget(self.switch)
        self.sections = SectionList(self.desk.speech)
        self.sections.ticked.connect(self._on_tick)
        self.sections.ordered.connect(self._on_order)
        self.sections.pointed.connect(self._on_pointed)
        self.sections.wish_words.connect(self._on_wish_words)
        self.hints = HintList(self.desk.speech)
        self.hints.taken.connect(self._on_hint)
        self.trace = TracePanel(self.desk, here=True)
        self._stack = QStackedWidget()
        for part in (self.sections, self.hints, self.trace):
            self._stack.addWidget(part)
        self.switch.currentChanged.connect(self._stack.setCurrentIndex)
        column.addWidget(self._stack, 1)
        return side

    def may_leave(self) -> bool:
        """Words being typed are kept."""
        return self.pane.may_leave()

    def show_told(self, told: Told) -> None:
        """Show sections and hints; the text shows itself."""
        self.sections.show_made(told.made)
        self.hints.show_hints(told.hints)
        name = self.say(N_("Not told"))
        self.switch.setTabText(HINTS, f"{name} ({len(told.hints)})" if told.hints else name)

    # ------------------------------------------------------------------------------------------- what happens

    def _on_tick(self, key: str, wanted: bool) -> None:
        worked = self.maker.take_in(key) if wanted else self.maker.leave_out(key)
        if not worked and self.maker.told is not None:
            self.sections.show_made(self.maker.told.made)

    def _on_order(self, keys: tuple[str, ...]) -> None:
        if not self.maker.choose(order=keys) and self.maker.told is not None:
            self.sections.show_made(self.maker.told.made)

    def _on_pointed(self, key: str) -> None:
        """Bring a section into view."""
        told = self.maker.told
        spots = [one for one in told.spots if one.chapter == key] if told else []
        if spots and not self.pane.editor.isVisible():
            heading = next((one for one in spots if one.place == HEADING + key), spots[0])
            self.pane.text.go_to(heading)

    def _on_wish_words(self, key: str) -> None:
        self.pane.wish(ADD, key)

    def _on_hint(self, hint: Hint) -> None:
        if hint.table:
            open_row(self.window(), self.desk, hint.table, hint.id)
        else:
            self.maker.take_in(hint.key)

    def _on_figure(self, figure: TracedFigure) -> None:
        self.trace.show_figure(figure)
        self.switch.setCurrentIndex(TRACE)
