"""Rows onto the clipboard: for Excel a table whose numbers stay text, for everything else lines with tabs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.book import lists
from app.book.book import Book
from app.book.reader import Reader
from app.domain.fields import Field, Kind, RecordType
from app.domain.list_table import Cell
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.table_model import RecordModel
from app.ui.working import watch

_AT_ONCE = 2000  # rows copied without a job
_NUMERIC = {Kind.COUNT, Kind.MONEY, Kind.INTEGER}
_FORMULA = ("=", "@", "+", "-")
# Excel reads this and keeps an ID number or 2026-03 as it stands.
_STYLE = r"<style>td,th{border:.5pt solid #999;vertical-align:middle}.t{mso-number-format:'\@'}</style>"

_Rows = list[tuple[Cell, ...]]


class _Copying(QObject):
    """One copy of many rows, under way in the worker."""

    def __init__(self, window: QWidget, desk: Desk, fields: tuple[Field, ...]) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._fields = fields

    def begin(self, record: RecordType, ids: Sequence[int]) -> None:
        job = self._desk.jobs.start_job(partial(_gather, self._desk.book, record, self._fields, ids))
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self._window, self._desk.speech, job, self._desk.speech.say(N_("Copying …")))

    def _on_done(self, rows: _Rows) -> None:
        _put(self._desk, self._fields, rows)
        self.deleteLater()

    def _on_failed(self, error: object) -> None:
        self.deleteLater()
        show_or_raise(self._window, self._desk.speech, error)


def copy_rows(window: QWidget, desk: Desk, model: RecordModel, ids: Sequence[int]) -> None:
    """Copy records with the table's columns and captions; what is sensitive stays masked, as on the screen."""
    if not ids:
        return
    if len(ids) > _AT_ONCE:
        _Copying(window, desk, tuple(model.fields)).begin(model.record, ids)
        return
    _put(desk, model.fields, _texts(desk.read, model.record, model.fields, ids))


def _gather(book: Book, record: RecordType, fields: Sequence[Field], ids: Sequence[int], _report: Any,
            _cancelled: Any) -> _Rows:  # fmt: skip
    with book.reader() as read:
        return _texts(read, record, fields, ids)


def _texts(read: Reader, record: RecordType, fields: Sequence[Field], ids: Sequence[int]) -> _Rows:
    return list(lists.texts(read, record, fields, ids, numbers=True))


def _put(desk: Desk, fields: Sequence[Field], rows: _Rows) -> None:
    QGuiApplication.clipboard().setMimeData(mime_of([desk.speech.field(field) for field in fields], fields, rows))
    desk.say_short.emit(desk.speech.say(N_("{count} rows copied. Paste them into Excel or WPS."), count=len(rows)))


def mime_of(captions: Sequence[str], fields: Sequence[Field], rows: Sequence[Sequence[Cell]]) -> QMimeData:
    """Rows under their captions as text and as an HTML table."""
    mime = QMimeData()
    lines = ["\t".join(captions), *("\t".join(map(_plain, row)) for row in rows)]
    mime.setText("\n".join(lines) + "\n")
    head = "".join(f"<th>{escape(caption)}</th>" for caption in captions)
    body = "".join(f"<tr>{_html_row(fields, row)}</tr>" for row in rows)
    mime.setHtml(
        f'<html><head><meta charset="utf-8">{_STYLE}</head><body><table><tr>{head}</tr>{body}</table></body></html>'
    )
    return mime


def _plain(cell: Cell) -> str:
    """A cell for a line of text: without what would end it, and no formula for whoever pastes it."""
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    text = " ".join(cell.split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def _html_row(fields: Sequence[Field], row: Sequence[Cell]) -> str:
    return "".join(
        f"<td>{cell}</td>"
        if field.kind in _NUMERIC and isinstance(cell, int | float)
        else f'<td class="t">{escape("" if cell is None else str(cell))}</td>'
        for field, cell in zip(fields, row, strict=True)
    )
