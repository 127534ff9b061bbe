"""The pieces of the first page: a figure's tile, a line of what waits, and a picture with its heading."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.listing import Listing
from app.ui.charts import Bar, Chart, shade
from app.ui.icons import icon
from app.ui.theme import colour
from app.ui.widgets import label

_PAD, _ICON = 6, 20
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Tile(QFrame):
    """A figure with its name; a click or Enter shows the records it was counted from."""

    pressed = Signal(object)

    def __init__(self, title: str, icon_name: str) -> None:
        """The figure comes with ``show_figure``."""
        super().__init__()
        self.setObjectName("card")
        self.title = title
        self.listing: Listing | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(1)
        head = QHBoxLayout()
        picture = label("")
        picture.setPixmap(icon(icon_name, "accent").pixmap(_ICON, _ICON))
        head.addWidget(picture)
        head.addWidget(label(title, "muted"), 1)
        column.addLayout(head)
        self.number = label("…", "number")
        self.under = label(" ", "muted", wrap=True)
        column.addWidget(self.number)
        column.addWidget(self.under)
        column.addStretch(1)

    def show_figure(self, number: str, under: str, listing: Listing) -> None:
        """The figure, what is said below it, and what it was counted from."""
        self.listing = listing
        self.number.setText(number)
        self.under.setText(under or " ")
        self.setAccessibleName(f"{self.title} {number} {under}".rstrip())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows the records."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar too."""
        if event.key() in _KEYS:
            self._press()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            _frame(painter, QRectF(self.rect()))
            painter.end()

    def _press(self) -> None:
        if self.listing is not None:
            self.pressed.emit(self.listing)


class TodoLine(QPushButton):
    """A sentence with its icon, and a note behind it in grey; both wrap where the line is too narrow."""

    def __init__(self, sentence: str, note: str, icon_name: str, parent: QWidget | None = None) -> None:
        """``note`` may be ''."""
        super().__init__(" ".join(filter(None, (sentence, note))), parent)
        self.sentence = sentence
        self._gap = "    " if note else ""
        self._said = sentence + self._gap + note
        self._picture = icon(icon_name, "accent")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.text())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """A narrow line is a higher one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words are at this width."""
        return max(round(self._laid(width)[1]), _ICON) + 2 * _PAD

    def sizeHint(self) -> QSize:
        """All in one line."""
        width = self.fontMetrics().horizontalAdvance(self._said) + self._left() + 2 * _PAD
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Some words beside each other."""
        return QSize(self.fontMetrics().height() * 8, self.fontMetrics().height() + 2 * _PAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon, the words, and a soft ground under the mouse."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        line = self.fontMetrics().height()
        top = _PAD + max((line - _ICON) // 2, 0)
        self._picture.paint(painter, QRect(_PAD, top, _ICON, _ICON))
        layout, height = self._laid(self.width())
        layout.draw(painter, QPointF(self._left(), max((self.height() - height) / 2, 0)))
        if self.hasFocus():
            _frame(painter, QRectF(self.rect()))
        painter.end()

    def _left(self) -> int:
        return _PAD + _ICON + 8

    def _laid(self, width: int) -> tuple[QTextLayout, float]:
        """The words in lines of this width, and how high they are together."""
        layout = QTextLayout(self._said, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_coloured(0, len(self.sentence), "accent_dark"),
                           _coloured(len(self.sentence), len(self._said) - len(self.sentence), "muted")])  # fmt: skip
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width - self._left() - _PAD, 40))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height


class ChartCard(QFrame):
    """A picture with its heading, the words for its colours, and what to do where there is nothing to show."""

    def __init__(
        self, title: str, empty_text: str, *, legend: Sequence[str] = (), faint: str = "", standing: bool = False
    ) -> None:
        """``empty_text`` stands in the place of the bars while there are none; ``faint`` says what a grey bar is."""
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        head = QHBoxLayout()
        head.addWidget(label(title, "heading"))
        head.addStretch(1)
        self._legend = QWidget()
        words_row = QHBoxLayout(self._legend)
        words_row.setContentsMargins(0, 0, 0, 0)
        for at, words in enumerate(legend):
            words_row.addSpacing(8)
            words_row.addWidget(_Swatch(shade(at)))
            words_row.addWidget(label(words, "muted"))
        head.addWidget(self._legend)
        column.addLayout(head)
        self.chart = Chart(title, standing=standing)
        self._empty = label(empty_text, "muted", wrap=True)
        column.addWidget(self.chart)
        self._faint = QWidget()
        grey_row = QHBoxLayout(self._faint)
        grey_row.setContentsMargins(0, 2, 0, 0)
        grey_row.addWidget(_Swatch(colour("line_strong")))
        grey_row.addWidget(label(faint, "muted", wrap=True), 1)
        self._faint.hide()
        self._says_faint = bool(faint)
        column.addWidget(self._faint)
        column.addWidget(self._empty)
        column.addStretch(1)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show the bars, or what to do where none has anything in it."""
        some = any(bar.length for bar in bars)
        self.chart.show_bars(bars if some else ())
        self.chart.setVisible(some)
        self._legend.setVisible(some)
        self._faint.setVisible(self._says_faint and any(bar.faint and bar.length for bar in bars))
        self._empty.setVisible(not some)


class _Swatch(QWidget):
    """A small square of a bar's colour."""

    def __init__(self, shown: QColor) -> None:
        super().__init__()
        self._shown = shown
        self.setFixedSize(12, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._shown)
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        painter.end()


def _frame(painter: QPainter, room: QRectF) -> None:
    """The frame of what has the keyboard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("accent"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), 6, 6)


def _coloured(start: int, length: int, name: str) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    shape = QTextCharFormat()
    shape.setForeground(colour(name))
    found.start, found.length, found.format = start, length, shape  # type: ignore[attr-defined]
    return found
