"""A month to choose a day from, under the field it is for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.speech import Speech
from app.ui.theme import colour
from app.ui.widgets import button, label

_WIDTH, _HEIGHT = 19, 13.5  # characters, and rows of text


class Calendar(QFrame):
    """A small window with a month; ``chosen`` carries the day.

    The arrow keys move by days, Page Up and Page Down by months, Enter takes the day and Escape none.
    """

    chosen = Signal(object)

    def __init__(self, speech: Speech, name: str, parent: QWidget) -> None:
        """``name`` is what a screen reader says."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self._say = speech.say
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 6)
        column.setSpacing(2)
        column.addLayout(self._build_head())
        self.month = QCalendarWidget()
        self.month.setNavigationBarVisible(False)
        self.month.setLocale(QLocale(speech.language.code))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setAccessibleName(name)
        plain = QTextCharFormat()
        plain.setForeground(colour("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, plain)
        metrics = self.fontMetrics()
        self.month.setFixedSize(
            round(metrics.horizontalAdvance("汉") * _WIDTH), round(metrics.height() * _HEIGHT * 0.75)
        )
        column.addWidget(self.month)
        self.month.clicked.connect(self._on_day)
        self.month.activated.connect(self._on_day)
        self.month.currentPageChanged.connect(self._on_page)
        for inner in self.month.findChildren(QWidget):
            inner.installEventFilter(self)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._turner("«", N_("A year earlier"), self._on_year_before))
        head.addWidget(self._turner("‹", N_("A month earlier"), self._on_month_before))
        self._page = label("", "heading")
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head.addWidget(self._page, 1)
        head.addWidget(self._turner("›", N_("A month later"), self._on_month_after))
        head.addWidget(self._turner("»", N_("A year later"), self._on_year_after))
        return head

    def _turner(self, sign: str, tip: str, slot: Callable[[], None]) -> QPushButton:
        made = button(sign, slot, "quiet")
        made.setToolTip(self._say(tip))
        made.setAccessibleName(self._say(tip))
        return made

    def open_under(self, field: QWidget, day: date) -> None:
        """Show the month of ``day``, inside the screen."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self._on_page(day.year, day.month)
        self.adjustSize()
        place = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place.setY(max(screen.top(), field.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()
        self.month.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape goes back to the field without a day."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        return super().eventFilter(watched, event)

    def _on_day(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _on_page(self, year: int, month: int) -> None:
        name = self.month.locale().standaloneMonthName(month, QLocale.FormatType.ShortFormat)
        self._page.setText(self._say(N_("{month} {year}"), year=year, month=name))

    def _on_month_before(self) -> None:
        self.month.showPreviousMonth()

    def _on_month_after(self) -> None:
        self.month.showNextMonth()

    def _on_year_before(self) -> None:
        self.month.showPreviousYear()

    def _on_year_after(self) -> None:
        self.month.showNextYear()
