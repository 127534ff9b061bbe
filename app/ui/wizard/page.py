"""What every page of the wizard is: a heading, one sentence, and what it shows of the summary."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.desk import Desk
from app.ui.widgets import label
from app.ui.wizard.maker import Maker, Told


class WizardPage(QWidget):
    """The base of the pages. ``TITLE`` names the step, ``ADVICE`` says what to do there (msgids)."""

    TITLE = ""
    ADVICE = ""
    wish_page = Signal(int)

    def __init__(self, desk: Desk, maker: Maker) -> None:
        """``build`` puts the page together; ``show_told`` is called whenever the summary was made anew."""
        super().__init__()
        self.desk = desk
        self.say = desk.speech.say
        self.maker = maker
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 8, 14, 4)
        self.column.setSpacing(6)
        self.head = QHBoxLayout()
        self.head.addWidget(label(self.say(self.TITLE), "heading"))
        self.head.addWidget(label(self.say(self.ADVICE), "muted", wrap=True), 1)
        self.column.addLayout(self.head)
        self.build()
        maker.made.connect(self._on_made)

    def build(self) -> None:
        """Put the page together."""
        raise NotImplementedError

    def enter(self) -> None:
        """The page comes into view: show what the book has."""

    def may_leave(self) -> bool:
        """Keep what was typed; False where that did not work."""
        return True

    def show_told(self, _told: Told) -> None:
        """Show a summary just made."""

    def _on_made(self, told: Told) -> None:
        if self.isVisible():
            self.show_told(told)
