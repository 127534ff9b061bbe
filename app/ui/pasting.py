"""Cells pasted onto a table go the way of every import: what would happen is shown first, then it is one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.book import importing
from app.book.book import Book
from app.book.importing_plan import ImportPlan, Said, SheetPlan
from app.book.pasting import Block, block_of, write_block
from app.book.private_folders import PrivateFolder
from app.domain.fields import Field, RecordType
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.import_dialog import ImportDialog

_NO_HEADERS = N_("The cells came without headers. They were taken in the order of the table's columns: {columns}")


def pasted_block(mime: QMimeData | None, record: RecordType, shown: Sequence[Field]) -> Block | None:
    """The block of cells that a clipboard holds; None for a single text and for anything that is no text."""
    if mime is None or not (mime.hasText() or mime.hasHtml()):
        return None
    return block_of(mime.text(), mime.html() if mime.hasHtml() else "", record, shown)


class Pasting(QObject):
    """One block on its way into a table; ``dialog`` is the preview while it is open."""

    def __init__(self, window: QWidget, desk: Desk, record: RecordType, shown: Sequence[Field]) -> None:
        """``shown`` are the columns of the table pasted into."""
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._record = record
        self._shown = tuple(shown)
        self._folder: PrivateFolder | None = None
        self.dialog: ImportDialog | None = None

    def begin(self, mime: QMimeData | None = None) -> bool:
        """Show what importing the clipboard's cells would do; says whether there were any."""
        block = pasted_block(mime or QGuiApplication.clipboard().mimeData(), self._record, self._shown)
        if block is None or not self._record.sheet:
            self._desk.say_short.emit(
                self._desk.speech.say(N_("Copy some rows in Excel or WPS first, then paste them here."))
            )
            self.deleteLater()
            return False
        self._folder = PrivateFolder()
        path = write_block(block, self._folder.path)
        dialog = ImportDialog(self._window, self._desk, path, planner=partial(_plan, self._record.sheet, block))
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()
        dialog.begin()
        return True

    def _on_finished(self, _result: int) -> None:
        self.dialog = None
        if self._folder is not None:
            self._folder.remove()
        self.deleteLater()


def _plan(sheet: str, block: Block, book: Book, path: Path, **asked: Any) -> ImportPlan:
    """Plan an import of pasted cells as records of ``sheet``; that is not remembered for other files' headers."""
    decided = bool(asked.get("kinds") or asked.get("columns"))
    kinds = {path.stem: sheet, **(asked.pop("kinds", None) or {})}
    made = importing.plan(book, path, kinds=kinds, **asked)
    return replace(made, sheets=tuple(_told(one, block, decided) for one in made.sheets))


def _told(sheet: SheetPlan, block: Block, decided: bool) -> SheetPlan:
    """The sheet with a word about headers that were not there."""
    notes = sheet.notes
    if block.captions:
        notes = (Said.of(_NO_HEADERS, columns="、".join(block.captions)), *notes)
    return replace(sheet, notes=notes, said=sheet.said if decided else None)
