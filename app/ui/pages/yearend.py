"""The year's end: the summary on screen, every figure a link to its records, and the papers written from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.book import yearend
from app.book.book import Book
from app.documents import compose, summary_styles
from app.documents.compose import SummaryPaper, TracedFigure
from app.documents.write import write_document
from app.domain.listing import Listing, among
from app.i18n import N_
from app.ui import todo
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.no_wheel import calm
from app.ui.paper_dialog import PaperDialog
from app.ui.paper_view import LINK, to_html
from app.ui.preview import PaperPreview
from app.ui.widgets import button, card, label
from app.ui.working import watch
from app.ui.written import tell_written

_SHOWN = 300  # records listed under one figure
_PLACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class _Made:
    paper: SummaryPaper
    pdf: bytes = b""


class YearEndPage(QWidget):
    """The summary of the year on show, and the ways to have it on paper."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """The summary is written when the page first comes into view."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.paper: SummaryPaper | None = None
        self._stale = True
        self._busy = False
        self._tables: dict[str, list[int]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.addLayout(self._build_bar())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(10)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._build_text())
        splitter.addWidget(self._build_trace())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([860, 400])
        column.addWidget(splitter, 1)
        desk.changes.changed.connect(self._on_change)
        desk.year_changed.connect(self._on_change)

    def may_leave(self) -> bool:
        """Always."""
        return True

    # ------------------------------------------------------------------------------------------- building

    def _build_bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._head = label("", "heading")
        row.addWidget(self._head)
        row.addSpacing(16)
        row.addWidget(label(self._say(N_("Style")), "muted"))
        self._style = QComboBox()
        self._style.setAccessibleName(self._say(N_("Style")))
        self._style.addItem(self._say(N_("Automatic")), "")
        for style, name in summary_styles.style_names().items():
            self._style.addItem(name, style)
        self._style.currentIndexChanged.connect(self._on_style)
        row.addWidget(self._style)
        calm(self._style)
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Check figures")), self._wish_check, "", "check"))
        row.addWidget(button(self._say(N_("Print…")), self._print, "", "print"))
        row.addWidget(button(self._say(N_("Write PDF")), self._write_pdf, "", "paper"))
        row.addWidget(button(self._say(N_("Write Word")), self._write_word, "primary", "paper"))
        return row

    def _build_text(self) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        self._switch = QTabBar()
        self._switch.setObjectName("switch")
        self._switch.setDrawBase(False)
        self._switch.setExpanding(False)
        self._switch.addTab(self._say(N_("Text with figures")))
        self._switch.addTab(self._say(N_("Pages")))
        self._switch.currentChanged.connect(self._on_switch)
        column.addWidget(self._switch)
        self.text = QTextBrowser()
        self.text.setObjectName("paper")
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self._say(N_("The summary")))
        self.text.anchorClicked.connect(self._on_link)
        self.text.document().setDocumentMargin(18)
        self._pages = PaperPreview(self._desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.text)
        self._stack.addWidget(self._pages)
        column.addWidget(self._stack, 1)
        return frame

    def _build_trace(self) -> QWidget:
        panel, column = card(name="panel")
        panel.setMinimumWidth(280)
        column.addWidget(label(self._say(N_("Where a figure comes from")), "heading"))
        self._figure = label(
            self._say(N_("Click a marked figure in the text: the records it was counted from are listed here.")),
            "muted",
            wrap=True,
        )
        column.addWidget(self._figure)
        self.rows = QTreeWidget()
        self.rows.setHeaderHidden(True)
        self.rows.setRootIsDecorated(False)
        self.rows.setAccessibleName(self._say(N_("Records behind the figure")))
        self.rows.itemActivated.connect(self._on_row)
        self.rows.itemDoubleClicked.connect(self._on_row)
        column.addWidget(self.rows, 1)
        column.addWidget(label(self._say(N_("Double-click a line to open its record.")), "muted", wrap=True))
        self._list = button(self._say(N_("Show all of them in the table")), self._wish_list, "", "table")
        self._list.setEnabled(False)
        column.addWidget(self._list)
        return panel

    # ------------------------------------------------------------------------------------------- what happens

    def showEvent(self, event: QShowEvent) -> None:
        """Write the summary anew where the book has changed since."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Write the summary anew where it is stale."""
        self._head.setText(self._say(N_("Summary of {year}"), year=str(self._desk.work_year)))
        if not self._stale or self._busy:
            return
        self._stale, self._busy = False, True
        job = self._desk.jobs.start_job(
            partial(_make, self._desk.book, self._desk.work_year, str(self._style.currentData() or ""))
        )
        job.done.connect(self._on_made)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)

    def _on_made(self, made: _Made) -> None:
        self._busy = False
        if self._stale and self.isVisible():
            self.refresh()
            return
        self.paper = made.paper
        at = self.text.verticalScrollBar().value()
        self.text.setHtml(to_html(made.paper.document))
        self.text.verticalScrollBar().setValue(at)
        self._pages.set_document(made.paper.document)
        if self._stack.currentIndex() == 1:
            self._pages.draw()

    def _on_failed(self, error: object) -> None:
        self._busy = False
        show_or_raise(self, self._desk.speech, error)

    def _on_change(self, _what: object) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_style(self, _index: int) -> None:
        self._stale = True
        self.refresh()

    def _on_switch(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        if index == 1:
            self._pages.draw()

    def _on_link(self, url: QUrl) -> None:
        name = url.toString().removeprefix(LINK)
        found = next((f for f in self.paper.figures if f.id == name), None) if self.paper else None
        if found is not None:
            self.show_figure(found)

    def show_figure(self, figure: TracedFigure) -> None:
        """List the records that a figure was counted from."""
        self._figure.setText(f"{figure.text}\n{figure.definition}")
        self.rows.clear()
        tables: dict[str, list[int]] = {}
        self._tables = tables
        self._list.setEnabled(True)
        for row in figure.rows:
            tables.setdefault(row.table, []).append(row.id)
        for table, ids in tables.items():
            captions = self._desk.read.captions(table, ids[:_SHOWN])
            for row_id in ids[:_SHOWN]:
                text = f"{self._desk.speech.table(table)}  {' '.join(captions.get(row_id, '').split())}"
                item = QTreeWidgetItem([text])
                item.setData(0, _PLACE, (table, row_id))
                item.setToolTip(0, text)
                self.rows.addTopLevelItem(item)
            if len(ids) > _SHOWN:
                more = self._say(N_("and {count} more"), count=len(ids) - _SHOWN)
                self.rows.addTopLevelItem(QTreeWidgetItem([more]))

    def _on_row(self, item: QTreeWidgetItem, _column: int) -> None:
        place = item.data(0, _PLACE)
        if place:
            self._desk.open_record(place[0], place[1])

    def _wish_list(self) -> None:
        """The records of the kind of which there are most."""
        table, ids = max(self._tables.items(), key=_length)
        self._desk.show_list(Listing(table, conditions=(among(ids),)))

    def _wish_check(self) -> None:
        self._desk.wish.emit("check")

    def _print(self) -> None:
        if self.paper is not None:
            PaperDialog(self.window(), self._desk, self.paper.document, self.paper.document.title).open()

    def _write_word(self) -> None:
        self._write("docx")

    def _write_pdf(self) -> None:
        self._write("pdf")

    def _write(self, kind: str) -> None:
        if self.paper is None:
            return
        stem = self.paper.document.title
        kinds = N_("Word documents (*.docx)") if kind == "docx" else N_("PDF documents (*.pdf)")
        out = self._desk.ask.save_file(
            self, N_("Write the summary"), kinds, self._desk.book.path.parent / f"{stem}.{kind}"
        )
        if out is None:
            return
        job = self._desk.jobs.start_job(partial(_write, self.paper, out))
        job.done.connect(self._on_wrote)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self, self._desk.speech, job, self._say(N_("Writing {file} …"), file=out.name))

    def _on_wrote(self, paths: list[Path]) -> None:
        self._desk.say_short.emit(self._say(N_("Wrote {path}."), path=str(paths[0]) if paths else ""))
        tell_written(self.window(), self._desk.speech, paths)


def _length(item: tuple[str, list[int]]) -> int:
    return len(item[1])


def _make(book: Book, year: int, style: str, _report: Any, _cancelled: Any) -> _Made:
    with book.reader() as read:
        facts = yearend.facts(read, year)
    chosen = summary_styles.choose_style(style, facts.kind, facts.union)
    return _Made(compose.summary_paper(facts, chosen, on=todo.today()))


def _write(paper: SummaryPaper, out: Path, _report: Any, _cancelled: Any) -> list[Path]:
    return write_document(paper.document, out.parent, out.stem, (out.suffix.removeprefix("."),))
