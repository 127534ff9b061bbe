"""The first page of an open file: the year's figures, what waits to be done, and the commonest three things."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.listing import Listing, among
from app.i18n import N_
from app.ui import todo
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.widgets import button, card, empty, label


class Tile(QFrame):
    """A figure with its name; a click or Enter shows the records it was counted from."""

    pressed = Signal(object)

    def __init__(self, title: str, number: str, under: str, listing: Listing, icon_name: str) -> None:
        """``listing`` is what the figure was counted from."""
        super().__init__()
        self.setObjectName("card")
        self._listing = listing
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{title} {number} {under}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        head = QHBoxLayout()
        picture = label("")
        picture.setPixmap(icon(icon_name, "accent").pixmap(20, 20))
        head.addWidget(picture)
        head.addWidget(label(title, "muted"), 1)
        column.addLayout(head)
        column.addWidget(label(number, "number"))
        column.addWidget(label(under or " ", "muted"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows the records."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._listing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self._listing)
        else:
            super().keyPressEvent(event)


class HomePage(QScrollArea):
    """Shown first; counted anew whenever it comes into view or the book changes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Fill with the year on show."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.setWidgetResizable(True)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(28, 20, 28, 20)
        self._column.setSpacing(14)
        self.setWidget(body)
        self._actions: dict[QPushButton, str] = {}
        self._todo: dict[QPushButton, Listing] = {}
        self._stale = True
        desk.changes.changed.connect(self._refill)
        desk.year_changed.connect(self._refill)

    def may_leave(self) -> bool:
        """Always."""
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew where the book has changed since."""
        super().showEvent(event)
        self._refill_if_stale()

    def _refill(self, _what: object) -> None:
        self._stale = True
        if self.isVisible():
            self._refill_if_stale()

    def _refill_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            empty(self._column)
            self._fill()

    def _fill(self) -> None:
        union = self._desk.read.union()
        year = self._desk.work_year
        self._column.addWidget(label(union["name"], "title", wrap=True))
        parts = [self._say(N_("The year {year}"), year=str(year)), union["kind"], union["term_no"]]
        self._column.addWidget(label("  ·  ".join(part for part in parts if part), "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for column, tile in enumerate(self._tiles(year)):
            tile.pressed.connect(self._desk.show_list)
            grid.addWidget(tile, 0, column)
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self._todo_card(year), 3)
        below.addWidget(self._actions_card(), 2)
        self._column.addLayout(below)
        self._column.addStretch(1)

    def _tiles(self, year: int) -> list[Tile]:
        found = todo.count(self._desk.read, year)
        say = self._say
        members = Listing("member", conditions=(among(found.roster),))
        return [
            Tile(
                say(N_("Members on the roster")),
                str(found.members),
                say(N_("{women} women"), women=found.women),
                members,
                "members",
            ),
            Tile(
                say(N_("Condolence and aid")),
                str(found.entries),
                say(N_("{times} person-times, {cash} yuan"), times=found.person_times, cash=found.cash),
                Listing("entry", year),
                "care",
            ),
            Tile(
                say(N_("Activities")),
                str(found.activities),
                say(N_("{times} person-times"), times=found.activity_times),
                Listing("activity", year),
                "activity",
            ),
            Tile(
                say(N_("Honours")),
                str(found.honours),
                say(N_("{awards} awards set up"), awards=found.awards),
                Listing("honour", year),
                "award",
            ),
        ]

    def _todo_card(self, year: int) -> QWidget:
        frame, column = card(margins=16)
        column.addWidget(label(self._say(N_("To do")), "heading"))
        items = todo.to_do(self._desk.read, year, todo.today())
        self._todo = {}
        for item in items:
            made = button(self._say(item.msgid, **dict(item.values)), self._on_todo, "quiet")
            made.setIcon(icon(item.icon, "accent"))
            made.setStyleSheet("text-align: left;")
            self._todo[made] = item.listing
            column.addWidget(made)
        if not items:
            column.addWidget(label(self._say(N_("Nothing is waiting.")), "muted"))
        column.addStretch(1)
        return frame

    def _actions_card(self) -> QWidget:
        frame, column = card(margins=16)
        column.addWidget(label(self._say(N_("Common tasks")), "heading"))
        self._actions = {}
        for name, text, picture in (
            ("import", N_("Import a roster from Excel"), "import"),
            ("new_entry", N_("Record a visit or grant"), "care"),
            ("new_activity", N_("Record an activity"), "activity"),
            ("summary", N_("Write the year's summary"), "paper"),
        ):
            made = button(self._say(text), self._on_action, "big")
            made.setIcon(icon(picture, "accent"))
            self._actions[made] = name
            column.addWidget(made)
        column.addStretch(1)
        return frame

    def _on_todo(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton) and sender in self._todo:
            self._desk.show_list(self._todo[sender])

    def _on_action(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton) and sender in self._actions:
            self._desk.wish.emit(self._actions[sender])
