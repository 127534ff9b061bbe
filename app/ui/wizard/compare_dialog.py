"""A paper written before against the book of today: what it said then, and what it would say now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from app import summaries
from app.book import drafts
from app.book.book import Book
from app.book.kept_papers import KeptPaper
from app.documents.kept import Difference, differences
from app.i18n import N_
from app.ui import todo
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.sizes import keep_size
from app.ui.theme import COLOURS
from app.ui.widgets import button, label
from app.ui.wizard.places import pieces_of, sources_of
from app.ui.wizard.trace_panel import TracePanel

_LINK = "rows:"


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference with the records behind the words of today."""

    difference: Difference
    rows: tuple[tuple[str, int], ...]


class CompareDialog(QDialog):
    """Then and now side by side, passage by passage; each leads to its records."""

    def __init__(self, parent: QWidget, desk: Desk, paper: KeptPaper) -> None:
        """Compares as soon as the summary of today is made."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self.found: tuple[Compared, ...] | None = None
        self.setWindowTitle(self._say(N_("{name}: then and now"), name=paper.name))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        self._said = label(self._say(N_("Comparing …")), "muted", wrap=True)
        column.addWidget(self._said)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(8)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self._say(N_("Then and now")))
        self.text.anchorClicked.connect(self._on_link)
        splitter.addWidget(self.text)
        self.trace = TracePanel(desk, here=True)
        splitter.addWidget(self.trace)
        splitter.setSizes([640, 260])
        splitter.setStretchFactor(0, 1)
        column.addWidget(splitter, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Close")), self.accept))
        column.addLayout(row)
        keep_size(self, desk.settings, "compare", 980, 560)
        job = desk.jobs.start_job(partial(_compare, desk.book, desk.work_year, paper.numbers))
        job.done.connect(self.show_compared)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)

    def show_compared(self, found: tuple[Compared, ...]) -> None:
        """List what differs."""
        self.found = found
        if not found:
            self._said.setText(self._say(N_("Nothing has changed: written today, the paper would say the same.")))
            self.text.clear()
            return
        told = N_("{count} places say something else today. Click “records” to see why.")
        self._said.setText(self._say(told, count=len(found)))
        self.text.setHtml(self._html(found))

    def show_rows(self, number: int) -> None:
        """List the records behind a difference."""
        if self.found is not None:
            one = self.found[number]
            self.trace.show_rows(one.difference.after or self._say(N_("No longer in the text")), one.rows)

    def _html(self, found: tuple[Compared, ...]) -> str:
        head = "".join(f'<th width="50%">{escape(self._say(word))}</th>' for word in (N_("Then"), N_("Now")))
        rows = "".join(self._row(number, one) for number, one in enumerate(found))
        return f"<style>td, th {{ padding: 4px 6px; }}</style>" \
            f'<table border="1" cellspacing="0" width="100%"><tr>{head}</tr>{rows}</table>'  # fmt: skip

    def _row(self, number: int, one: Compared) -> str:
        before, after = _marked(one.difference.before, one.difference.after)
        link = f'<a href="{_LINK}{number}">{escape(self._say(N_("records")))}</a>' if one.rows else ""
        chapter = escape(one.difference.chapter)
        head = f'<tr><td colspan="2" bgcolor="{COLOURS["window"]}"><b>{chapter}</b> {link}</td></tr>'
        missing = f'<span style="color:{COLOURS["muted"]}">{escape(self._say(N_("not there")))}</span>'
        return f"{head}<tr><td>{before or missing}</td><td>{after or missing}</td></tr>"

    def _on_link(self, url: QUrl) -> None:
        name = url.toString().removeprefix(_LINK)
        if name.isdigit():
            self.show_rows(int(name))

    def _on_failed(self, error: object) -> None:
        show_or_raise(self, self._desk.speech, error)


def _marked(before: str, after: str) -> tuple[str, str]:
    """Both texts as HTML, what differs marked in each."""
    told: tuple[list[str], list[str]] = ([], [])
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, text in zip(told, (before[a:b], after[c:d]), strict=True):
            shade = COLOURS["danger_soft"] if side is told[0] else COLOURS["accent_soft"]
            plain = escape(text)
            side.append(plain if how == "equal" or not text else f'<span style="background:{shade}">{plain}</span>')
    return "".join(told[0]), "".join(told[1])


def _compare(book: Book, year: int, numbers: str, _report: Any, _cancelled: Any) -> tuple[Compared, ...]:
    with book.reader() as read:
        made = summaries.make(read, drafts.draft(read, year, _period(numbers)), todo.today())
        found = differences(numbers, made.worded.outline)
        return tuple(_rows(made, (*found, *_typed(made, {one.key for one in found}))))


def _typed(made: summaries.Made, told: set[str]) -> Iterator[Difference]:
    """Own words that say the same as then though their records have changed."""
    for one in made.worded.changed:
        if one.key not in told:
            yield Difference(one.key, _chapter_of(made, one.key), one.told, one.tells)


def _chapter_of(made: summaries.Made, key: str) -> str:
    chapters = made.plain.chapters
    return next((one.heading for one in chapters for part in one.paragraphs for said in part if said.key == key), "")


def _rows(made: summaries.Made, found: tuple[Difference, ...]) -> Iterator[Compared]:
    for one in found:
        rows = sources_of(pieces_of(made, one.key)) or _own_row(one.key)
        yield Compared(one, rows)


def _own_row(key: str) -> tuple[tuple[str, int], ...]:
    """The record that a passage about one record is called by: ``activity:12``."""
    table, _, number = key.partition(":")
    return ((table, int(number)),) if number.isdigit() else ()


def _period(numbers: str) -> str:
    """The period a kept paper is about, where it says so."""
    try:
        found = json.loads(numbers)
    except ValueError:
        return ""
    return str(found.get("period", "")) if isinstance(found, dict) else ""
