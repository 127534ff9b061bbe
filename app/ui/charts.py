"""Bars that can be read and opened: each says its number in words and leads to the records it was counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.domain.listing import Listing
from app.ui.theme import colour

_GAP = 8  # pixels between a label, its bar and its number
_LABEL_SHARE = 0.42  # of the width that names beside lying bars may take
_STANDING_LINES = 6  # height of the tallest standing bar, in lines of text
_WIDEST = 46  # pixels of a standing bar
_ROUND = 3
_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    ``parts`` are the lengths of its pieces, one colour each; ``text`` the number beside it, ``short`` the same for
    little room; ``said`` the whole fact, exact, for the tooltip and for those who hear the window. A ``faint`` bar
    holds what belongs to no single value.
    """

    label: str
    text: str
    said: str
    parts: tuple[int, ...]
    listing: Listing
    short: str = ""
    faint: bool = False

    @property
    def length(self) -> int:
        """All its pieces together; less than nothing is drawn as nothing."""
        return sum(max(part, 0) for part in self.parts)


class Chart(QWidget):
    """Bars that stand side by side or lie below one another; a click or Enter opens one, arrow keys go among them.

    ``opened`` carries a ``Listing``, ``reached`` the place (QRect) of the bar that the arrow keys came to.
    """

    opened = Signal(object)
    reached = Signal(object)

    def __init__(self, title: str, *, standing: bool = False, parent: QWidget | None = None) -> None:
        """Bars stand where ``standing`` and their words have room; else they lie."""
        super().__init__(parent)
        self.title = title
        self.bars: tuple[Bar, ...] = ()
        self._standing = standing
        self._current = 0
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._describe()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars; nothing moves where they are the same as before."""
        if tuple(bars) == self.bars:
            return
        self.bars = tuple(bars)
        self._current = min(self._current, max(len(self.bars) - 1, 0))
        self._hovered = -1
        self._describe()
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> int:
        """The place of the bar that Enter opens."""
        return self._current

    def open(self, at: int) -> None:
        """Ask for the records of one bar."""
        if 0 <= at < len(self.bars):
            self.opened.emit(self.bars[at].listing)

    def place(self, at: int) -> QRect:
        """The room of one bar with its words."""
        count = max(len(self.bars), 1)
        if self._stands(self.width()):
            left, right = self.width() * at // count, self.width() * (at + 1) // count
            return QRect(left, 0, right - left, self.height())
        return QRect(0, at * self._row(), self.width(), self._row())

    # ------------------------------------------------------------------------------------------- size

    def hasHeightForWidth(self) -> bool:
        """Names that have no room side by side are put below one another."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as the bars take."""
        if not self._stands(width):
            return self._row() * max(len(self.bars), 1)
        return self.fontMetrics().height() * (_STANDING_LINES + 1 + self._label_lines(width)) + 8

    def sizeHint(self) -> QSize:
        """Wide enough to read; as high as it is then."""
        width = self.fontMetrics().height() * 18
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        """Half of that width will do."""
        return QSize(self.fontMetrics().height() * 9, self._row())

    def _row(self) -> int:
        return round(self.fontMetrics().height() * 1.35)

    def _label_lines(self, width: int) -> int:
        """How many lines the names below standing bars take."""
        room = width // max(len(self.bars), 1) - 4
        return 1 if all(self.fontMetrics().horizontalAdvance(bar.label) <= room for bar in self.bars) else 2

    def _stands(self, width: int) -> bool:
        """Whether bars stand: they are meant to, and every number has room above its own."""
        if not self._standing or not self.bars:
            return False
        measure, room = self.fontMetrics(), width // len(self.bars) - 4
        return all(
            min(measure.horizontalAdvance(bar.text), measure.horizontalAdvance(bar.short or bar.text)) <= room
            and measure.horizontalAdvance(bar.label) <= room * 2
            for bar in self.bars
        )

    # ------------------------------------------------------------------------------------------- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Every bar with its words; a frame around the one that Enter opens."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        longest = max((bar.length for bar in self.bars), default=0) or 1
        stands = self._stands(self.width())
        draw = self._draw_standing if stands else self._draw_lying
        for at, bar in enumerate(self.bars):
            room = QRectF(self.place(at)).adjusted(1, 1, -1, -1)
            if at == self._hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("hover"))
                painter.drawRoundedRect(room, 5, 5)
            draw(painter, room, bar, longest)
            if at == self._current and self.hasFocus():
                painter.setPen(QPen(colour("accent"), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(room, 5, 5)
        if stands:
            painter.setPen(QPen(colour("line_strong"), 1))
            painter.drawLine(QPointF(0, self._floor()), QPointF(self.width(), self._floor()))
        painter.end()

    def _floor(self) -> float:
        """Where standing bars stand."""
        return self.height() - self._label_lines(self.width()) * self.fontMetrics().height() - 5.5

    def _draw_standing(self, painter: QPainter, room: QRectF, bar: Bar, longest: int) -> None:
        line = self.fontMetrics().height()
        floor = self._floor()
        tallest = floor - room.top() - line - 6
        width = min(room.width() * 0.56, _WIDEST)
        top = floor
        for at, part in enumerate(bar.parts):
            height = tallest * max(part, 0) / longest
            top -= height
            _piece(painter, QRectF(room.center().x() - width / 2, top, width, height), _shade(bar, at))
        painter.setPen(colour("text"))
        fits = self.fontMetrics().horizontalAdvance(bar.text) <= room.width() - 2
        above = QRectF(room.left(), top - line - 2, room.width(), line)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, bar.text if fits else bar.short or bar.text)
        painter.setPen(colour("muted"))
        below = QRectF(room.left(), floor + 3, room.width(), self._label_lines(self.width()) * line)
        words = bar.label if self.fontMetrics().horizontalAdvance(bar.label) <= room.width() else _in_two(bar.label)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)

    def _draw_lying(self, painter: QPainter, room: QRectF, bar: Bar, longest: int) -> None:
        names, numbers = self._widths()
        measure = self.fontMetrics()
        painter.setPen(colour("muted" if bar.faint else "text"))
        name = measure.elidedText(bar.label, Qt.TextElideMode.ElideRight, names)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(room.left() + 4, room.top(), names, room.height()), middle, name)
        left = room.left() + 4 + names + _GAP
        widest = max(room.right() - left - numbers - _GAP - 4, 12)
        thick = measure.height() * 0.62
        for at, part in enumerate(bar.parts):
            width = widest * max(part, 0) / longest
            _piece(painter, QRectF(left, room.center().y() - thick / 2, width, thick), _shade(bar, at))
            left += width
        painter.setPen(colour("text"))
        painter.drawText(QRectF(left + _GAP, room.top(), numbers + 4, room.height()), middle, bar.text)

    def _widths(self) -> tuple[int, int]:
        """The room of the names and of the numbers of lying bars."""
        measure = self.fontMetrics()
        names = max((measure.horizontalAdvance(bar.label) for bar in self.bars), default=0)
        numbers = max((measure.horizontalAdvance(bar.text) for bar in self.bars), default=0)
        return min(names + 2, int(self.width() * _LABEL_SHARE)), numbers

    # ------------------------------------------------------------------------------------------- what happens

    def event(self, event: QEvent) -> bool:
        """The exact fact of the bar under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._at(event.pos())
            QToolTip.showText(event.globalPos(), self.bars[at].said if at >= 0 else "", self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text needs other room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would open."""
        self._hover(self._at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        self._hover(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens a bar's records."""
        at = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._go(at)
            self.open(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from bar to bar; Enter and the space bar open one."""
        key = Qt.Key(event.key())
        if key in _OPENING:
            self.open(self._current)
        elif key in _KEYS:
            self._go(self._current + _KEYS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else len(self.bars) - 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say which bar Enter opens."""
        super().focusInEvent(event)
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        super().focusOutEvent(event)
        self._describe()
        self.update()

    def _go(self, at: int) -> None:
        if not self.bars:
            return
        self._current = min(max(at, 0), len(self.bars) - 1)
        self._describe()
        self.update()
        self.reached.emit(self.place(self._current))

    def _hover(self, at: int) -> None:
        if at != self._hovered:
            self._hovered = at
            self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def _at(self, point: QPoint) -> int:
        return next((at for at in range(len(self.bars)) if self.place(at).contains(point)), -1)

    def _describe(self) -> None:
        """For those who hear the window: the name, with the bar reached; and all the figures as text."""
        reached = self.bars[self._current].said if self.hasFocus() and self.bars else ""
        self.setAccessibleName(f"{self.title} — {reached}" if reached else self.title)
        self.setAccessibleDescription("\n".join(bar.said for bar in self.bars))


def shade(part: int) -> QColor:
    """The colour of the bars' first, second … piece, for a legend."""
    return colour("accent") if part == 0 else QColor("#9ccacf")


def _shade(bar: Bar, part: int) -> QColor:
    if not bar.faint:
        return shade(part)
    return colour("line_strong") if part == 0 else colour("line")


def _in_two(words: str) -> str:
    """A name in two lines: at its first space, else in its middle."""
    first, space, second = words.partition(" ")
    half = (len(words) + 1) // 2
    return f"{first}\n{second}" if space else f"{words[:half]}\n{words[half:]}"


def _piece(painter: QPainter, where: QRectF, fill: QColor) -> None:
    if where.width() <= 0 or where.height() <= 0:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill))
    painter.drawRoundedRect(where, min(_ROUND, where.width() / 2), min(_ROUND, where.height() / 2))
