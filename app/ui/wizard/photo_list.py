"""The photographs of the year's work, small, to tick those that go into the appendix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.book.reader import Reader, title_of
from app.domain.listing import Condition, Listing
from app.i18n import N_
from app.ui.attaching import PICTURES, small_pictures
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.jobs import Job

_SIDE = 96  # pixels of a small picture
_CELL = QSize(168, 152)
_PHOTO = Qt.ItemDataRole.UserRole
_OWNERS = ("activity", "entry", "honour")


@dataclass(frozen=True, slots=True)
class Found:
    """A picture that hangs on a record of the year."""

    id: int
    digest: str
    caption: str
    owner: str


class PhotoList(QListWidget):
    """``chosen`` carries the ids of the ticked pictures in the order in which they were ticked."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until ``show_photos``."""
        super().__init__(parent)
        self._desk = desk
        self._order: list[int] = []
        self._shown: tuple[tuple[Found, ...], tuple[int, ...]] = ((), ())
        self._pictures: dict[str, QIcon] = {}
        self._job: Job | None = None
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setGridSize(_CELL)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setWordWrap(True)
        self.setAccessibleName(desk.speech.say(N_("Photos of the year")))
        self.itemChanged.connect(self._on_tick)
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._soon.timeout.connect(self._draw)

    def show_photos(self, found: Sequence[Found], ticked: Sequence[int]) -> None:
        """List pictures; ``ticked`` are chosen, in their order."""
        if (tuple(found), tuple(ticked)) == self._shown:
            return
        self._shown = (tuple(found), tuple(ticked))
        at = self.verticalScrollBar().value()
        there = {one.id for one in found}
        self._order = [one for one in ticked if one in there]
        current = self.current()
        self.blockSignals(True)
        self.clear()
        for one in found:
            item = QListWidgetItem(self._pictures.get(one.digest, icon("paper", "muted")), self._text(one))
            item.setToolTip(f"{one.owner}\n{one.caption}".strip())
            item.setData(_PHOTO, one)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.id in self._order else Qt.CheckState.Unchecked)
            self.addItem(item)
            if current is not None and one.id == current.id:
                self.setCurrentItem(item)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(at)
        if found:
            self._soon.start()

    def current(self) -> Found | None:
        """The picture that the cursor is on."""
        item = self.currentItem()
        found = item.data(_PHOTO) if item is not None else None
        return found if isinstance(found, Found) else None

    def _text(self, one: Found) -> str:
        number = f"{self._order.index(one.id) + 1}. " if one.id in self._order else ""
        return number + (one.caption or one.owner)

    def _on_tick(self, item: QListWidgetItem) -> None:
        one = item.data(_PHOTO)
        wanted = item.checkState() == Qt.CheckState.Checked
        if wanted == (one.id in self._order):
            return
        self._order = [*self._order, one.id] if wanted else [other for other in self._order if other != one.id]
        self.chosen.emit(tuple(self._order))

    def _draw(self) -> None:
        """Have the small pictures drawn that are not there yet."""
        digests = {self.item(at).data(_PHOTO).digest for at in range(self.count())}
        wanted = sorted(digests - set(self._pictures))
        if not wanted:
            return
        if self._job is not None:
            self._job.cancel()
        self._job = small_pictures(self._desk, wanted, round(_SIDE * self.devicePixelRatioF()))
        self._job.done.connect(self._on_drawn)

    def _on_drawn(self, drawn: dict[str, QImage]) -> None:
        self._job = None
        for digest, image in drawn.items():
            self._pictures[digest] = icon("problem", "muted") if image.isNull() else _squared(image)
        self.blockSignals(True)
        for at in range(self.count()):
            item = self.item(at)
            item.setIcon(self._pictures.get(item.data(_PHOTO).digest, item.icon()))
        self.blockSignals(False)


def _squared(image: QImage) -> QIcon:
    """A picture in the middle of a square, so that the words under all of them stand in one line."""
    side = max(image.width(), image.height())
    square = QPixmap(side, side)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.drawImage((side - image.width()) // 2, (side - image.height()) // 2, image)
    painter.end()
    made = QIcon(square)
    made.addPixmap(square, QIcon.Mode.Selected)  # else Qt would tint a chosen photograph
    return made


def photos_of(read: Reader, year: int) -> tuple[Found, ...]:
    """The pictures on the year's activities, gifts and honours, in the order of their records."""
    found = []
    for table in _OWNERS:
        owners = read.ids(Listing(table, year))
        names = {row_id: title_of(table, row) for row_id, row in read.rows(table, owners).items()}
        ids = read.ids(Listing("attachment", conditions=(Condition("owner_table", "is", table),)))
        rows = [row for row in read.rows("attachment", sorted(ids)).values() if row["owner_id"] in names]
        places = {row_id: at for at, row_id in enumerate(reversed(owners))}  # lists begin with the latest
        for row in sorted(rows, key=lambda row: (places[row["owner_id"]], row["id"])):
            if Path(row["name"]).suffix.lower() in PICTURES:
                found.append(Found(row["id"], row["digest"], row["caption"], names[row["owner_id"]]))
    return tuple(found)
