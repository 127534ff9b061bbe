"""A page with several kinds of records behind one switch, as drawers of one cabinet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.records import BY_TABLE
from app.ui.desk import Desk
from app.ui.pages.records import MembersPage, OfARound, open_award_step, plain_page
from app.ui.record_page import RecordPage

if TYPE_CHECKING:
    from app.ui.award_strip import AwardStrip

_STEP_TABLES = {"awards": "award", "nominees": "nominee"}  # where these steps of a round are done


class DrawersPage(QWidget):
    """Pages of records, one shown at a time; the first is the one the page is named after."""

    def __init__(self, desk: Desk, tables: Sequence[str]) -> None:
        """The awards have their round's steps above the tables, and its papers' button beside the switch."""
        super().__init__()
        self._desk = desk
        self._tables = tuple(tables)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        self.strip = self._make_strip()
        column.addLayout(self._build_bar())
        if self.strip is not None:
            self.strip.wanted.connect(self._on_step)
            self.strip.shown.connect(self._on_round)
            column.addWidget(self.strip)
        self._stack = QStackedWidget()
        self.pages: dict[str, RecordPage] = {}  # made when first turned to
        column.addWidget(self._stack, 1)
        self._show(self._tables[0])
        self._switch.currentChanged.connect(self._on_switch)
        desk.year_changed.connect(self._on_year)

    def _make_strip(self) -> AwardStrip | None:
        if self._tables[0] != "award":
            return None
        from app.ui.award_strip import AwardStrip  # it brings the rules of the awards with it

        return AwardStrip(self._desk)

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

    def _build_bar(self) -> QHBoxLayout:
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
        if self.strip is not None:
            row.addSpacing(8)
            row.addLayout(self.strip.title, 1)
            return row
        row.addStretch(1)
        return row

    def _show(self, table: str) -> None:
        if table not in self.pages:
            page = MembersPage(self._desk) if table == "member" else plain_page(self._desk, table)
            self.pages[table] = page
            self._stack.addWidget(page)
            self._keep_to_round(table)
            if isinstance(page, OfARound) and self.strip is not None:
                page.opening.connect(self.strip.show_award)
        self._shown = table
        self._stack.setCurrentWidget(self.pages[table])

    def _keep_to_round(self, table: str, *, anew: bool = False) -> None:
        page = self.pages[table]
        if self.strip is not None and isinstance(page, OfARound):
            page.show_round(self.strip.narrowing(table), self.strip.proposed(), anew=anew)

    def _on_round(self, by_hand: bool) -> None:
        for table in self.pages:
            self._keep_to_round(table, anew=by_hand)

    def _on_switch(self, index: int) -> None:
        if self._shown != self._tables[index] and self.current.may_leave():
            self._show(self._tables[index])
        self._switch.setCurrentIndex(self._tables.index(self._shown))

    def _on_year(self, _year: object) -> None:
        """Parts have no year of their own and would not notice."""
        for table, page in self.pages.items():
            if not BY_TABLE[table].yearly:
                page.table.reload()

    def _on_step(self, name: str, round_id: int | None, award_ids: tuple[int, ...]) -> None:
        if name in _STEP_TABLES:
            self.turn_to(_STEP_TABLES[name])
        elif self.may_leave():
            open_award_step(self.window(), self._desk, name, round_id, award_ids)
