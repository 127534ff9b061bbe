"""The workplace: the rooms of an open book behind their tabs, with the year above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.book.closing import closed_years
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui import todo
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.no_wheel import calm
from app.ui.pages.drawers import DrawersPage
from app.ui.pages.home import HomePage
from app.ui.record_page import RecordPage
from app.ui.widgets import label

if TYPE_CHECKING:
    from app.ui.pages.yearend import YearEndPage

    Page = HomePage | DrawersPage | YearEndPage

HOME, MEMBERS, AID, ACTIVITIES, AWARDS, SUMMARY = range(6)
_TABS = ((N_("Home"), "home"), (N_("Members"), "members"), (N_("Aid"), "care"),
         (N_("Activities"), "activity"), (N_("Recognition"), "award"), (N_("Summary"), "paper"))  # fmt: skip
DRAWERS = {
    MEMBERS: ("member", "officer"),
    AID: ("entry", "hardship_file", "standard"),
    ACTIVITIES: ("activity", "agreement", "proposal", "fund"),
    AWARDS: ("award", "honour", "nominee", "award_quota"),
}
_ROOM_OF = {table: room for room, tables in DRAWERS.items() for table in tables}


class Workplace(QWidget):
    """Tabs, year and pages of one open book."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Starts with the home page."""
        super().__init__(parent)
        self.desk = desk
        self._say = desk.speech.say
        self._strip: QWidget | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_header())
        self._stack = QStackedWidget()
        self.pages: dict[int, Page] = {}  # made when first turned to
        column.addWidget(self._stack, 1)
        self._show(HOME)
        self.tabs.currentChanged.connect(self._on_tab)
        desk.year_changed.connect(self._on_year_changed)
        desk.changes.changed.connect(self._on_change)

    # ------------------------------------------------------------------------------------------- what others ask

    @property
    def page(self) -> Page:
        """The page on show."""
        return self.pages[self._room]

    @property
    def room(self) -> int:
        """The number of the tab on show."""
        return self._room

    def record_page(self) -> RecordPage | None:
        """The page of records on show, if it is one."""
        page = self.page
        return page.current if isinstance(page, DrawersPage) else None

    def turn_to(self, room: int) -> bool:
        """Show a room; says whether the page before could be left."""
        self.tabs.setCurrentIndex(room)
        return self._room == room

    def turn_year(self, by: int) -> None:
        """Go ``by`` places down the list of years; all years together are no year before the first."""
        at = self.year.currentIndex() + by
        if 0 <= at < self.year.count() and self.year.itemData(at) is not None:
            self.year.setCurrentIndex(at)
            self._on_year(at)

    def page_of(self, table: str) -> RecordPage | None:
        """Turn to the page of a table; None where there is none, or the present one may not be left."""
        room = _ROOM_OF.get(table)
        if room is None or not self.turn_to(room):
            return None
        return self.page.turn_to(table) if isinstance(self.page, DrawersPage) else None

    def open_record(self, table: str, row_id: int) -> bool:
        """Open one record on its page, or in a window where it has none; False when it is gone."""
        if table not in BY_TABLE or row_id not in self.desk.read.rows(table, [row_id]):
            return False
        if table in ("figure", "attachment"):
            row = self.desk.read.row(table, row_id)
            return self.open_record(row["owner_table"], row["owner_id"])
        if table in _ROOM_OF:
            page = self.page_of(table)
            if page is not None:
                page.open(row_id)
            return True
        from app.ui.record_dialog import open_record

        record = BY_TABLE[table]
        fixed = {record.owner: self.desk.read.row(table, row_id)[record.owner]} if record.owner else {}
        open_record(self.window(), self.desk, record, row_id, fixed)
        return True

    def show_list(self, listing: Listing) -> bool:
        """Show the records of a listing on their page; False where there is no page for them."""
        page = self.page_of(listing.table)
        if page is not None:
            page.show_list(listing)
        return listing.table in _ROOM_OF

    def show_above(self, strip: QWidget | None) -> None:
        """Put a strip above everything, or with None take it away."""
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
        self._strip = strip
        if strip is not None:
            self._column.insertWidget(0, strip)

    def may_leave(self) -> bool:
        """Whether the window may close or another file be opened."""
        return self.page.may_leave()

    # ------------------------------------------------------------------------------------------- building

    def _build_header(self) -> QWidget:
        header = QWidget()
        header.setObjectName("header")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(header)
        row.setContentsMargins(6, 0, 12, 0)
        self.tabs = QTabBar()
        self.tabs.setObjectName("rooms")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self._say(N_("Pages")))
        for text, picture in _TABS:
            self.tabs.addTab(icon(picture, "accent"), self._say(text))
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(label(self._say(N_("Year")), "muted"))
        self.year = QComboBox()
        self.year.setAccessibleName(self._say(N_("Year")))
        self.year.setMinimumWidth(100)
        self.year.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._fill_years()
        self.year.activated.connect(self._on_year)
        row.addWidget(self.year)
        calm(self.year)
        return header

    def _fill_years(self) -> None:
        read = self.desk.read
        years = {*read.years(), read.current_year(), todo.today().year, *filter(None, [self.desk.year])}
        self.year.clear()
        closed = closed_years(read)
        for year in sorted(years, reverse=True):
            self.year.addItem(self._say(N_("{year} (closed)"), year=year) if year in closed else str(year), year)
        self.year.addItem(self._say(N_("All years")), None)
        self.year.setCurrentIndex(self.year.findData(self.desk.year) if self.desk.year else self.year.count() - 1)

    # ------------------------------------------------------------------------------------------- what happens

    def _show(self, room: int) -> None:
        if room not in self.pages:
            self.pages[room] = self._make(room)
            self._stack.addWidget(self.pages[room])
        self._room = room
        self._stack.setCurrentWidget(self.pages[room])

    def _make(self, room: int) -> Page:
        if room == HOME:
            home = HomePage(self.desk)
            home.counted.connect(self._on_counted)
            return home
        if room == SUMMARY:
            from app.ui.pages.yearend import YearEndPage  # it brings the whole room of documents with it

            return YearEndPage(self.desk)
        return DrawersPage(self.desk, DRAWERS[room])

    def _on_counted(self, waiting: int) -> None:
        home = self._say(N_("Home"))
        self.tabs.setTabText(HOME, f"{home} ({waiting})" if waiting else home)

    def _on_tab(self, index: int) -> None:
        if self._room != index and self.page.may_leave():
            self._show(index)
        self.tabs.setCurrentIndex(self._room)

    def _on_year(self, _index: int) -> None:
        if self.page.may_leave():
            self.desk.set_year(self.year.currentData())
        self._fill_years()

    def _on_year_changed(self, _year: object) -> None:
        self._fill_years()

    def _on_change(self, _change: object) -> None:
        self._fill_years()
