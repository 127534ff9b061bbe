"""The days off and the weekends at work of a year, copied from the yearly notice: publicity is counted by them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from app import holidays
from app.domain.errors import FileProblem
from app.domain.work_calendar import WrongDay, days_in
from app.i18n import N_
from app.ui import todo
from app.ui.errors import show_error
from app.ui.no_wheel import calm
from app.ui.speech import Speech
from app.ui.widgets import button, label

_FIRST, _LAST = 2000, 2099


class HolidaysDialog(QDialog):
    """Two lists of days for one year; what the clerk keeps goes before the table that came with the program."""

    def __init__(self, parent: QWidget, speech: Speech, year: int | None = None) -> None:
        """``year`` is the one to begin with, else this year."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._speech = speech
        self._say = speech.say
        self.setWindowTitle(self._say(N_("Holidays and working weekends")))
        self.year = QSpinBox()
        self.year.setRange(_FIRST, _LAST)
        self.year.setValue(year or todo.today().year)
        self.off, self.work = QPlainTextEdit(), QPlainTextEdit()
        self.notice = label("", "notice", wrap=True)
        self._build()
        calm(self)
        self._show_year()
        self.year.valueChanged.connect(self._show_year)
        self.off.textChanged.connect(self._check)
        self.work.textChanged.connect(self._check)
        self.resize(560, 420)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        told = N_("The working days of a publicity are counted by these. Copy them from the yearly notice.")
        column.addWidget(label(self._say(told), "muted", wrap=True))
        form = QFormLayout()
        rows: tuple[tuple[str, QWidget], ...] = (
            (N_("Year"), self.year), (N_("Days off"), self.off), (N_("Weekends at work"), self.work),
        )  # fmt: skip
        for words, editor in rows:
            editor.setAccessibleName(self._say(words))
            form.addRow(self._say(words), editor)
        for editor in (self.off, self.work):
            editor.setTabChangesFocus(True)
            editor.setPlaceholderText("10月1日至7日、1月1日")
        column.addLayout(form, 1)
        column.addWidget(self.notice)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Cancel")), self.reject))
        self.go = button(self._say(N_("Save")), self.keep, "primary", "tick")
        row.addWidget(self.go)
        column.addLayout(row)

    def _show_year(self, _year: int = 0) -> None:
        off, work = holidays.holiday_words(self.year.value())
        self.off.setPlainText(_written(off))
        self.work.setPlainText(_written(work))

    def _check(self) -> None:
        """Say at once what is no day."""
        try:
            days_in(self.off.toPlainText(), self.year.value())
            days_in(self.work.toPlainText(), self.year.value())
        except WrongDay as wrong:
            said = N_("“{word}” is no day of {year}. Write it as 10月1日 or 10月1日至7日.")
            self.notice.setText(self._say(said, word=wrong.word, year=self.year.value()))
        else:
            self.notice.clear()
        self.go.setEnabled(not self.notice.text())

    def keep(self) -> None:
        """Keep what is written, and close."""
        year = self.year.value()
        try:
            holidays.keep_holidays(year, days_in(self.off.toPlainText(), year), days_in(self.work.toPlainText(), year))
        except FileProblem as error:
            show_error(self, self._speech, error)
            return
        self.accept()


def _written(days: tuple[str, ...]) -> str:
    """02-15~02-23 as 2月15日至2月23日, days that follow each other taken together."""
    return "、".join("至".join(_said(one) for one in word.replace("～", "~").split("~")) for word in _spans(days))


def _said(day: str) -> str:
    month, number = day.split("-")
    return f"{int(month)}月{int(number)}日"


def _spans(days: tuple[str, ...]) -> list[str]:
    found: list[list[str]] = []
    for word in days:
        if found and "~" not in word and _follows(found[-1][-1], word):
            found[-1] = [found[-1][0], word]
        else:
            found.append(word.replace("～", "~").split("~"))
    return ["~".join(pair) for pair in found]


def _follows(before: str, day: str) -> bool:
    """Whether a day is the next of the same month."""
    (month, number), (other, next_number) = before.split("-"), day.split("-")
    return month == other and int(next_number) == int(number) + 1
