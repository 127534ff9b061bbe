"""A list as it stands on the screen, on its way to paper or Excel: choices on the left, its pages on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.book import exporting, lists
from app.book.book import Book
from app.book.exporting_list import write_list
from app.book.lists import ListWish
from app.documents.blocks import Document
from app.documents.list_paper import list_paper
from app.domain.errors import AppError
from app.i18n import N_
from app.ui import todo
from app.ui.desk import Desk
from app.ui.errors import show_error, show_or_raise
from app.ui.list_layouts import layout_of
from app.ui.list_paper_form import ListPaperForm
from app.ui.paper_output import PaperOutput
from app.ui.preview import PaperPreview
from app.ui.reason_dialog import ReasonDialog
from app.ui.sizes import keep_size, keep_splitter
from app.ui.table_model import RecordModel
from app.ui.widgets import button, label

_PREVIEWED = 600  # rows the preview shows at most; a paper of thousands takes seconds to make
_PAUSE_MS = 300


class ListPaperDialog(QDialog):
    """One list; what is printed and written is made anew, whole, when it is asked for."""

    def __init__(self, parent: QWidget, desk: Desk, wish: ListWish, selected: Sequence[int] = ()) -> None:
        """``wish`` is the list as it stands; ``selected`` are the ids chosen in the table, in its order."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self._count = len(desk.read.ids(wish.listing))
        self._shown: ListWish | None = None
        self._reasoned = False  # whether a reason for whole numbers was given
        self._way: Callable[[], None] = self._print
        self.setWindowTitle(self._say(N_("Print or export the list")))
        self.form = ListPaperForm(desk, wish, self._count, selected, self)
        self.preview = PaperPreview(desk, self)
        self.output = PaperOutput(self, desk)
        self.output.written.connect(self._on_written)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        self.form.changed.connect(self._on_changed)
        self._build()
        keep_size(self, desk.settings, "list-paper", 1160, 660)
        self.refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        self.preview.setMinimumWidth(260)
        splitter.addWidget(self.form)
        pages = QWidget()
        right = QVBoxLayout(pages)
        right.setContentsMargins(0, 0, 0, 0)
        self._told = label("", "muted", wrap=True)
        right.addWidget(self._told)
        right.addWidget(self.preview, 1)
        splitter.addWidget(pages)
        splitter.setStretchFactor(1, 1)
        keep_splitter(splitter, self._desk.settings, "list-paper", [340, 800])
        column.addWidget(splitter, 1)
        row = QHBoxLayout()
        row.addWidget(button(self._say(N_("Close")), self.reject))
        row.addStretch(1)
        self._ways = [
            button(self._say(N_("Excel…")), self._write_excel, "", "table"),
            button(self._say(N_("Word…")), self._write_word, "", "paper"),
            button(self._say(N_("PDF…")), self._write_pdf, "", "paper"),
            button(self._say(N_("Print…")), self.print_list, "primary", "print"),
        ]
        for one in self._ways:
            row.addWidget(one)
        self._ways[-1].setDefault(True)
        column.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field shows what was typed; it prints only from a button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.focusWidget(), QPushButton):
            self.refresh()
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------------------------------------- the preview

    def _on_changed(self) -> None:
        self._timer.start()

    def refresh(self) -> None:
        """Draw the list as it would now come out."""
        wish = self.form.wish()
        some = bool(wish.columns or wish.blanks)
        for one in self._ways:
            one.setEnabled(some)
        if not some:
            self._told.setText(self._say(N_("Tick at least one column.")))
            return
        if wish == self._shown:
            return
        self._shown = wish
        count = self._count if wish.ids is None else len(wish.ids)
        text = N_("{count} rows")
        if count > _PREVIEWED:
            text = N_("{count} rows. Shown here are the first {shown}; printed and written are all of them.")
        self._told.setText(self._say(text, count=count, shown=_PREVIEWED))
        job = self._desk.jobs.start_job(partial(_preview, self._desk.book, wish))
        job.done.connect(self._on_document)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)

    def _on_document(self, made: tuple[ListWish, Document]) -> None:
        if made[0] == self._shown:
            self.preview.set_document(made[1])
            self.preview.draw()

    def _on_failed(self, error: object) -> None:
        show_or_raise(self, self._desk.speech, error)

    # ------------------------------------------------------------------------------------------- the ways out

    def print_list(self) -> None:
        """Print it; in full only with a reason."""
        self._go(self._print)

    def _print(self) -> None:
        wish = self._final()
        self.output.print_paper(partial(_document, self._desk.book, wish), wish.title)

    def _write_pdf(self) -> None:
        self._go(partial(self._write, "pdf"))

    def _write_word(self) -> None:
        self._go(partial(self._write, "docx"))

    def _write(self, kind: str) -> None:
        wish = self._final()
        self.output.write(partial(_document, self._desk.book, wish), wish.title, kind)

    def _write_excel(self) -> None:
        self._go(self._write_book)

    def _write_book(self) -> None:
        wish = self._final()
        self.output.write_file(partial(write_excel, self._desk.book, wish, wish.unmask), wish.title, "xlsx")

    def _final(self) -> ListWish:
        """What is wanted now, remembered as the layout used last."""
        wish = self.form.wish()
        self.form.layouts.use(layout_of(wish))
        return wish

    def _go(self, way: Callable[[], None]) -> None:
        """Take one of the ways out; with whole numbers only after a reason, asked for once in this window."""
        if not self.form.wish().unmask or self._reasoned:
            way()
            return
        self._way = way
        told = N_("Whoever gets this list can read whole ID, phone and card numbers. What are they for?")
        verb = self._say(N_("Go on with whole numbers"))
        dialog = ReasonDialog(self, self._desk.speech, self.windowTitle(), self._say(told), verb)
        dialog.given.connect(self._on_reason)
        dialog.open()

    def _on_reason(self, reason: str) -> None:
        try:
            exporting.note_full(self._desk.book, reason, self.form.wish().title)
        except AppError as error:
            show_error(self, self._desk.speech, error)
            return
        self._reasoned = True
        self._way()

    def _on_written(self, paths: list[Path]) -> None:
        self._desk.say_short.emit(self._say(N_("Wrote {path}."), path=str(paths[0])))


def wish_of(desk: Desk, model: RecordModel) -> ListWish:
    """The list that a table shows: its rows, its columns, their order."""
    title = lists.proposed_title(desk.read, model.listing)
    return ListWish(title, model.listing, tuple(field.name for field in model.fields))


def open_list_paper(parent: QWidget, desk: Desk, model: RecordModel, selected: Sequence[int] = ()) -> ListPaperDialog:
    """Open the window for the list that a table shows."""
    dialog = ListPaperDialog(parent, desk, wish_of(desk, model), selected)
    dialog.open()
    return dialog


def _preview(book: Book, wish: ListWish, report: Any, cancelled: Any) -> tuple[ListWish, Document]:
    with book.reader() as read:
        table = lists.gather(read, wish, todo.today(), at_most=_PREVIEWED, report=report, cancelled=cancelled)
    return wish, list_paper(table)


def _document(book: Book, wish: ListWish, report: Any, cancelled: Any) -> Document:
    with book.reader() as read:
        return list_paper(lists.gather(read, wish, todo.today(), report=report, cancelled=cancelled))


def write_excel(book: Book, wish: ListWish, unmask: bool, out: Path, report: Any, cancelled: Any) -> list[Path]:
    """Write a list as a workbook, in the worker."""
    with book.reader() as read:
        wanted = replace(wish, unmask=unmask)
        table = lists.gather(read, wanted, todo.today(), numbers=True, report=report, cancelled=cancelled)
    write_list(out, table)
    return [out]
