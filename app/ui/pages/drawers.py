"""A page with several kinds of records behind one switch, as drawers of one cabinet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.records import BY_TABLE
from app.ui.desk import Desk
from app.ui.pages.records import MembersPage, plain_page
from app.ui.record_page import RecordPage
from app.ui.widgets import button


class DrawersPage(QWidget):
    """Pages of records, one shown at a time; the first is the one the page is named after."""

    def __init__(self, desk: Desk, tables: Sequence[str], action: tuple[str, str] = ("", "")) -> None:
        """``action`` is a button beside the switch: its words and the wish it makes."""
        super().__init__()
        self._desk = desk
        self._tables = tuple(tables)
        self._wish = action[1]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_bar(action[0]))
        self._stack = QStackedWidget()
        self.pages: dict[str, RecordPage] = {}  # made when first turned to
        column.addWidget(self._stack, 1)
        self._show(self._tables[0])
        self._switch.currentChanged.connect(self._on_switch)
        desk.year_changed.connect(self._on_year)

    @property
    def current(self) -> RecordPage:
        """The page on show."""
        return self.pages[self._shown]

    def turn_to(self, table: str) -> RecordPage:
        """Show the page of a table."""
        self._switch.setCurrentIndex(self._tables.index(table))
        return self.current

    def may_leave(self) -> bool:
        """Whether the page on show may be left."""
        return self.current.may_leave()

    def _build_bar(self, words: str) -> QHBoxLayout:
        say = self._desk.speech.say
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        self._switch = QTabBar()
        self._switch.setObjectName("switch")
        self._switch.setExpanding(False)
        self._switch.setDrawBase(False)
        self._switch.setAccessibleName(say(BY_TABLE[self._tables[0]].plural))
        for table in self._tables:
            self._switch.addTab(say(BY_TABLE[table].plural))
        row.addWidget(self._switch)
        row.addStretch(1)
        if words:
            row.addWidget(button(say(words), self._make_wish, "", "paper"))
        return row

    def _show(self, table: str) -> None:
        if table not in self.pages:
            page = MembersPage(self._desk) if table == "member" else plain_page(self._desk, table)
            self.pages[table] = page
            self._stack.addWidget(page)
        self._shown = table
        self._stack.setCurrentWidget(self.pages[table])

    def _on_switch(self, index: int) -> None:
        if self._shown != self._tables[index] and self.current.may_leave():
            self._show(self._tables[index])
        self._switch.setCurrentIndex(self._tables.index(self._shown))

    def _on_year(self, _year: object) -> None:
        """Parts have no year of their own and would not notice."""
        for table, page in self.pages.items():
            if not BY_TABLE[table].yearly:
                page.table.reload()

    def _make_wish(self) -> None:
        self._desk.wish.emit(self._wish)
