"""The year-end wizard: six steps from the period to the paper; it may be left at any of them, nothing is lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.i18n import N_
from app.ui.desk import Desk
from app.ui.help_window import HelpKey
from app.ui.icons import icon
from app.ui.sizes import keep_size
from app.ui.widgets import button, label
from app.ui.wizard.maker import Maker
from app.ui.wizard.page import WizardPage
from app.ui.wizard.page_annexes import AnnexesPage
from app.ui.wizard.page_check import CheckPage
from app.ui.wizard.page_lists import ListsPage
from app.ui.wizard.page_period import PeriodPage
from app.ui.wizard.page_sections import SectionsPage
from app.ui.wizard.page_write import WritePage
from app.ui.wizard.writing import Writing

PERIOD, CHECK, SECTIONS, LISTS, ANNEXES, WRITE = range(6)
_BESIDE, _WIDEST = 40, 170  # pixels beside the words of a step for its icon, and of all the steps
_STEP = "wizard/step"  # the setting that says where the clerk was


class Wizard(QDialog):
    """Not modal: the window behind stays in use, and everything chosen here is one step of the book."""

    def __init__(self, parent: QWidget, desk: Desk, maker: Maker, writing: Writing) -> None:
        """Opens at the step it was left at."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._desk = desk
        self._say = desk.speech.say
        self._maker = maker
        self._seen: set[int] = set()
        self.setWindowTitle(self._say(N_("Summary wizard")))
        self.pages: tuple[WizardPage, ...] = (
            PeriodPage(desk, maker), CheckPage(desk, maker), SectionsPage(desk, maker), ListsPage(desk, maker),
            AnnexesPage(desk, maker), WritePage(desk, maker, writing),
        )  # fmt: skip
        self._build()
        keep_size(self, desk.settings, "wizard", 1160, 640)
        HelpKey(self, desk.speech, desk.settings, "yearend")
        for keys, name in (("Ctrl+Z", "undo"), ("Ctrl+Y", "redo")):
            QShortcut(QKeySequence(keys), self, self._on_undo if name == "undo" else self._on_redo)
        maker.add_viewer(self)
        self.at = -1
        parent.window().installEventFilter(self)
        kept = desk.settings.get(_STEP)
        self.turn_to(kept if isinstance(kept, int) and 0 <= kept < len(self.pages) else PERIOD)
        maker.need()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.steps = QListWidget()
        self.steps.setIconSize(QSize(16, 16))
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setAccessibleName(self._say(N_("Steps")))
        for number, page in enumerate(self.pages, 1):
            self.steps.addItem(QListWidgetItem(f"{number}  {self._say(page.TITLE)}"))
        self.steps.setFixedWidth(min(self.steps.sizeHintForColumn(0) + _BESIDE, _WIDEST))
        self.steps.currentRowChanged.connect(self._on_step)
        row.addWidget(self.steps)
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(page)
            page.wish_page.connect(self.turn_to)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(row, 1)
        column.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(button(self._say(N_("Close")), self.reject))
        foot.addWidget(label(self._say(N_("Everything is kept at once; Ctrl+Z takes it back.")), "muted"))
        foot.addStretch(1)
        self.back = button(self._say(N_("Back")), self._on_back)
        self.next = button(self._say(N_("Next")), self._on_next, "primary")
        write = self.pages[WRITE]
        self.go = button(self._say(N_("Write the paper")), self._on_go, "primary", "paper")
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        foot.addWidget(self.go)
        self._write_page = write
        return foot

    # ------------------------------------------------------------------------------------------- what happens

    def turn_to(self, number: int) -> None:
        """Turn to a step, unless the present one has something that cannot be kept."""
        if self.at >= 0 and number != self.at:
            if not self.pages[self.at].may_leave():
                self.steps.setCurrentRow(self.at)
                return
            self._seen.add(self.at)
        self.at = number
        self._desk.settings.put(_STEP, number)
        self._stack.setCurrentIndex(number)
        self.steps.setCurrentRow(number)
        for at in range(len(self.pages)):
            done = at in self._seen and at != number
            self.steps.item(at).setIcon(icon("tick", "good") if done else icon("right", "accent") if at == number
                                        else icon("right", "line"))  # fmt: skip
        self.back.setEnabled(number > PERIOD)
        self.next.setVisible(number < WRITE)
        self.go.setVisible(number == WRITE)
        self.pages[number].enter()
        if self._maker.told is not None:
            self.pages[number].show_told(self._maker.told)

    def reject(self) -> None:
        """Escape and the button close as the cross does: what is being typed is kept first."""
        if self.pages[self.at].may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross."""
        if self.pages[self.at].may_leave():
            super().closeEvent(event)
        else:
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The main window does not close either over something typed here that cannot be kept."""
        if event.type() == QEvent.Type.Close and self.isVisible() and not self.pages[self.at].may_leave():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _on_step(self, row: int) -> None:
        if row >= 0 and row != self.at:
            self.turn_to(row)

    def _on_back(self) -> None:
        self.turn_to(self.at - 1)

    def _on_next(self) -> None:
        self.turn_to(self.at + 1)

    def _on_go(self) -> None:
        page = self.pages[WRITE]
        if isinstance(page, WritePage):
            page.write()

    def _on_undo(self) -> None:
        self._desk.wish.emit("undo")

    def _on_redo(self) -> None:
        self._desk.wish.emit("redo")
