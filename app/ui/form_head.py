"""The head of a form: whose record it is, its number, its attachments and history, and the way to the next one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.one_line import OneLine
from app.ui.widgets import button


class FormHead(QWidget):
    """Title line and, under it, kind and number with the buttons of a kept record.

    ``wanted_step`` asks for the record before (-1) or after (1) this one in the table.
    """

    wanted_step = Signal(int)
    wanted_history = Signal()
    wanted_files = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until ``show_new`` or ``show_kept``."""
        super().__init__(parent)
        self._say = desk.speech.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(0)
        self._title = OneLine("heading")
        top.addWidget(self._title, 1)
        self.before = self._arrow("up", N_("Previous record (Alt+Up)"), self._on_before)
        self.after = self._arrow("down", N_("Next record (Alt+Down)"), self._on_after)
        top.addWidget(self.before)
        top.addWidget(self.after)
        column.addLayout(top)
        under = QHBoxLayout()
        under.setSpacing(0)
        self._said = ""
        self._under = OneLine("muted")
        under.addWidget(self._under, 1)
        self.files = button("", self.wanted_files.emit, "quiet")
        self.files.setIcon(icon("clip", "accent_dark"))
        under.addWidget(self.files)
        self.history = button(self._say(N_("History")), self.wanted_history.emit, "quiet")
        under.addWidget(self.history)
        column.addLayout(under)

    def show_new(self, title: str) -> None:
        """Stand above a new record."""
        self._title.put(title)
        for one in (self.before, self.after, self.history, self.files):
            one.hide()
        self.say_under("")

    def show_kept(self, title: str, under: str, *, in_page: bool) -> None:
        """Stand above a kept record; only beside a table there is a next one."""
        self._title.put(title)
        self.say_under(under)
        for one in (self.before, self.after, self.history):
            one.setVisible(in_page)

    def say_under(self, text: str) -> None:
        """Say something on the second line."""
        self._said = text
        self._under.put(text)
        self._under.setVisible(bool(text) or not self.files.isHidden())

    def show_files(self, count: int) -> None:
        """Show how many attachments there are, as the way to them."""
        self.files.setText(self._say(N_("Files {count}"), count=count))
        self.files.setAccessibleName(self.files.text())
        self.files.setVisible(count > 0)
        self._under.setVisible(count > 0 or bool(self._said))  # it keeps the buttons at the right

    def can_step(self, before: bool, after: bool) -> None:
        """Say whether there is a record before and one after this in the table."""
        self.before.setEnabled(before)
        self.after.setEnabled(after)

    def _arrow(self, picture: str, tip: str, slot: Callable[[], None]) -> QPushButton:
        made = button("", slot, "quiet", picture)
        made.setToolTip(self._say(tip))
        made.setAccessibleName(self._say(tip))
        made.setStyleSheet("padding: 3px 5px;")
        return made

    def _on_before(self) -> None:
        self.wanted_step.emit(-1)

    def _on_after(self) -> None:
        self.wanted_step.emit(1)
