"""The first page of an open file: the year's figures, what waits to be done, the commonest tasks, the year in bars."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import formats
from app.book.overviews import YearCounts
from app.domain.listing import Listing
from app.i18n import N_
from app.ui import pictures, todo
from app.ui.charts import Chart
from app.ui.desk import Desk
from app.ui.home_cards import ChartCard, Tile, TodoLine
from app.ui.icons import icon
from app.ui.todo import HomeFacts, ToDo
from app.ui.widgets import button, card, empty, label
from app.ui.writing_only import WritingOnly

_TILES = (
    (N_("Members on the roster"), "members"),
    (N_("Condolence and aid"), "care"),
    (N_("Activities"), "activity"),
    (N_("Honours"), "award"),
)
_TASKS = (
    ("import", N_("Import a roster from Excel"), "import"),
    ("new_entry", N_("Record a visit or grant"), "care"),
    ("gift", N_("Record a festival gift for many"), "gift"),
    ("new_activity", N_("Record an activity"), "activity"),
    ("summary", N_("Write the year's summary"), "paper"),
)
_READING = ("summary",)  # what can be done in a file that is only read
_BIRTHDAY_GIFTS = N_("Record the birthday gifts")
_WISHES = {"gift": N_("Record the gifts"), "birthdays": _BIRTHDAY_GIFTS, "birthdays_next": _BIRTHDAY_GIFTS}
_AID = {  # said below the tile, by whether there is cash and whether there are goods
    (False, False): N_("{times} person-times"),
    (True, False): N_("{times} person-times, cash {cash} yuan"),
    (False, True): N_("{times} person-times, goods worth {goods} yuan"),
    (True, True): N_("{times} person-times, cash {cash} yuan, goods worth {goods} yuan"),
}
# In heights of a line of text: from which width on three pictures stand abreast, and below which little does.
_THREE_ABREAST, _NARROW = 48, 32


class HomePage(QScrollArea):
    """Shown first; counted anew, on a worker where it takes long, whenever the book changes while it is in view.

    ``counted`` carries how many things wait, for the title of the page's tab.
    """

    counted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Shows its frame at once and the figures as they come."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.facts: HomeFacts | None = None
        self._stale = True
        self._day = todo.today()
        self._tasks: dict[QPushButton, str] = {}
        self._lines: dict[QPushButton, ToDo] = {}
        self._wishes: dict[QPushButton, str] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(24, 16, 24, 20)
        self._column.setSpacing(12)
        self._build()
        self.setWidget(body)
        desk.changes.changed.connect(self._refill)
        desk.year_changed.connect(self._refill)

    def may_leave(self) -> bool:
        """Always."""
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew where the book has changed since, or the day."""
        super().showEvent(event)
        self._stale = self._stale or self._day != todo.today()
        self._refill_if_stale()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text may need another arrangement."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.widget() is not None:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pictures beside or below one another."""
        super().resizeEvent(event)
        self._arrange()

    # ------------------------------------------------------------------------------------------- the frame

    def _build(self) -> None:
        self._title = label("", "title", wrap=True)
        self._under = label("", "muted", wrap=True)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._under)
        self._column.addLayout(head)
        self._tile_grid = QGridLayout()
        self._tile_grid.setSpacing(12)
        self.tiles = [Tile(self._say(text), picture) for text, picture in _TILES]
        for tile in self.tiles:
            tile.pressed.connect(self._desk.show_list)
        self._column.addLayout(self._tile_grid)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(12)
        self._below.addWidget(self._build_todo(), 5)
        self._below.addWidget(self._build_tasks(), 3)
        self._column.addLayout(self._below)
        self._build_pictures()
        self._column.addStretch(1)

    def _build_todo(self) -> QFrame:
        frame, column = card(margins=14)
        column.setSpacing(4)
        column.addWidget(label(self._say(N_("To do")), "heading"))
        self._todo = QVBoxLayout()
        self._todo.setSpacing(0)
        self._todo.addWidget(label(self._say(N_("Counting …")), "muted"))
        column.addLayout(self._todo)
        column.addStretch(1)
        return frame

    def _build_tasks(self) -> QFrame:
        frame, column = card(margins=14)
        column.setSpacing(6)
        column.addWidget(label(self._say(N_("Common tasks")), "heading"))
        for name, text, picture in _TASKS:
            made = button(self._say(text), self._on_task)
            made.setIcon(icon(picture, "accent"))
            made.setStyleSheet("text-align: left; padding: 5px 10px;")
            self._tasks[made] = name
            column.addWidget(made)
            if name not in _READING:
                WritingOnly(self._desk, made)
        column.addStretch(1)
        return frame

    def _build_pictures(self) -> None:
        say = self._say
        money = (say(N_("Money")), say(N_("Goods")))
        no_aid = say(N_("Nothing is recorded for this year yet. “Record a visit or grant” above makes the first bar."))
        no_activity = say(N_("No activity is recorded for this year yet. “Record an activity” above makes the first."))
        no_members = say(N_("Nobody is on the roster yet. “Import a roster from Excel” above brings your members in."))
        no_month = say(N_("No month (without a date, over several months, or outside the year)"))
        aid_by_month = say(N_("Aid by month (yuan)"))
        self.months = ChartCard(aid_by_month, no_aid, legend=money, faint=no_month, standing=True)
        self.kinds = ChartCard(say(N_("Aid by kind")), no_aid, legend=money)
        self.areas = ChartCard(say(N_("Activities by area")), no_activity)
        self.units = ChartCard(say(N_("Members by unit")), no_members)
        self._column.addWidget(self.months)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._shape = (0, False)
        self._column.addLayout(self._grid)
        for picture in self._pictures():
            picture.hide()
            picture.chart.opened.connect(self._desk.show_list)
            picture.chart.reached.connect(self._on_reached)

    def _pictures(self) -> tuple[ChartCard, ...]:
        return self.months, self.kinds, self.areas, self.units

    def _arrange(self) -> None:
        """As much side by side as the window and the size of its text allow."""
        room, line = self.viewport().width(), self.fontMetrics().height()
        shape = (3 if room >= line * _THREE_ABREAST else 2, room < line * _NARROW)
        if shape == self._shape:
            return
        self._shape = abreast, narrow = shape
        _place(self._tile_grid, self.tiles, 2 if narrow else len(self.tiles))
        ways = QBoxLayout.Direction
        self._below.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        _place(self._grid, (self.kinds, self.areas, self.units), abreast)

    # ------------------------------------------------------------------------------------------- the figures

    def _refill(self, _what: object) -> None:
        self._stale = True
        if self.isVisible():
            self._refill_if_stale()

    def _refill_if_stale(self) -> None:
        if not self._stale:
            return
        self._stale = False
        self._day = todo.today()
        union, year = self._desk.read.union(), self._desk.work_year
        self._title.setText(union["name"])
        parts = [self._say(N_("The year {year}"), year=str(year)), union["kind"], union["term_no"]]
        self._under.setText("  ·  ".join(part for part in parts if part))
        self._desk.seeker.ask(self, partial(todo.gather, year=year, day=self._day), self._show, patient=True)

    def _show(self, facts: HomeFacts) -> None:
        """Put the figures in their places; what is as before stays untouched, so that nothing flickers."""
        before, self.facts = self.facts, facts
        self._show_tiles(facts)
        if before is None or before.todo != facts.todo or not facts.todo:
            self._show_todo(facts)
        speech = self._desk.speech
        self.months.show_bars(pictures.month_bars(speech, facts.aid_by_month))
        self.kinds.show_bars(pictures.kind_bars(speech, facts.aid_by_kind))
        self.areas.show_bars(pictures.area_bars(speech, facts.activities_by_area))
        self.units.show_bars(pictures.unit_bars(speech, facts.members_by_unit))
        for picture in self._pictures():
            picture.show()
        self.counted.emit(facts.waiting)

    def _show_tiles(self, facts: HomeFacts) -> None:
        found, say = facts.counts, self._say
        shown = (
            (found.members, say(N_("{women} women"), women=found.women), found.roster),
            (
                found.entries,
                self._aid(found),
                Listing("entry", facts.year),
            ),
            (
                found.activities,
                say(N_("{times} person-times"), times=found.activity_times),
                Listing("activity", facts.year),
            ),
            (found.honours, say(N_("{awards} awards set up"), awards=found.awards), Listing("honour", facts.year)),
        )
        for tile, (number, under, listing) in zip(self.tiles, shown, strict=True):
            tile.show_figure(str(number), under, listing)

    def _aid(self, found: YearCounts) -> str:
        """Person-times, money and goods, each by its name: the pictures below add the two up."""
        cash, goods = (formats.money_text(fen).removesuffix(".00") for fen in (found.cash, found.goods_value))
        said = _AID[bool(found.cash), bool(found.goods_value)]
        return self._say(said, times=found.person_times, cash=cash, goods=goods)

    def _show_todo(self, facts: HomeFacts) -> None:
        empty(self._todo)
        self._lines, self._wishes = {}, {}
        for item in facts.todo:
            self._todo.addLayout(self._todo_row(item))
        if not facts.todo:
            bare = not (facts.counts.members or facts.counts.entries or facts.counts.activities)
            said = N_("Begin with your roster from Excel, or record the first visit.")
            self._todo.addWidget(label(self._say(said if bare else N_("Nothing is waiting.")), "muted", wrap=True))

    def _todo_row(self, item: ToDo) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        note = self._say(item.note, **dict(item.note_values)) if item.note else ""
        made = TodoLine(self._say(item.msgid, **dict(item.values)), note, item.icon)
        made.clicked.connect(self._on_line)
        self._lines[made] = item
        row.addWidget(made, 1)
        if item.listing is not None and item.wish:
            also = button(self._say(_WISHES[item.wish]), self._on_wish, "quiet")
            self._wishes[also] = item.wish
            row.addWidget(also)
            WritingOnly(self._desk, also)
        return row

    # ------------------------------------------------------------------------------------------- what happens

    def _on_line(self) -> None:
        item = self._lines.get(self._sender())
        if item is None:
            return
        if item.listing is not None:
            self._desk.show_list(item.listing)
        else:
            self._desk.wish.emit(item.wish)

    def _on_wish(self) -> None:
        if name := self._wishes.get(self._sender()):
            self._desk.wish.emit(name)

    def _on_task(self) -> None:
        if name := self._tasks.get(self._sender()):
            self._desk.wish.emit(name)

    def _sender(self) -> QPushButton:
        sender = self.sender()
        assert isinstance(sender, QPushButton)
        return sender

    def _on_reached(self, place: QRect) -> None:
        """Bring the bar that the keyboard came to into view."""
        chart = self.sender()
        if isinstance(chart, Chart):
            middle = chart.mapTo(self.widget(), place.center())
            self.ensureVisible(middle.x(), middle.y(), 0, place.height())


def _place(grid: QGridLayout, widgets: Sequence[QWidget], abreast: int) -> None:
    """Put widgets into a grid, so many in a row; what is left over in the last row is as wide as the row."""
    for at, widget in enumerate(widgets):
        row, column = divmod(at, abreast)
        alone = at == len(widgets) - 1 and column == 0
        grid.addWidget(widget, row, column, 1, abreast if alone else 1)
    for column in range(max(len(widgets), grid.columnCount())):
        grid.setColumnStretch(column, int(column < abreast))
