"""The summary onto paper: written as Word and PDF, printed, kept in the book, and the same bytes written again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.book import kept_papers
from app.book.book import Book
from app.book.kept_papers import KeptPaper
from app.documents.blocks import Document
from app.documents.kept import numbers_of
from app.documents.write import safe_stem, write_document, write_files
from app.domain.errors import AppError
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_error, show_or_raise
from app.ui.open_copy import open_copy
from app.ui.paper_output import PDF, WORD, PaperOutput
from app.ui.wizard.maker import Maker, Told
from app.ui.working import watch
from app.ui.written import tell_written

FORMATS = ("docx", "pdf")


class Writing(QObject):
    """Writes what a maker makes, in the formats and the folder chosen last; ``written`` carries the paths."""

    written = Signal(object)

    def __init__(self, window: QWidget, desk: Desk, maker: Maker) -> None:
        """Ask and tell in the window of ``window``."""
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._maker = maker
        self._waiting = False
        self._above: QWidget | None = None
        maker.made.connect(self._on_made)
        maker.failed.connect(self._on_not_made)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats chosen last, at least one."""
        chosen = self._desk.settings.get("summary/formats") or ()
        return tuple(kind for kind in FORMATS if kind in chosen) or FORMATS

    @property
    def folder(self) -> Path:
        """The folder chosen last for this data file, as long as it is there; else beside the data file."""
        beside = self._desk.book.path.parent
        kept = self._desk.settings.get(self._setting())
        return Path(kept) if isinstance(kept, str) and Path(kept).is_dir() else beside

    def choose_formats(self, formats: tuple[str, ...]) -> None:
        """Write these from now on."""
        self._desk.settings.put("summary/formats", list(formats))

    def choose_folder(self, folder: Path) -> None:
        """Write there from now on."""
        self._desk.settings.put(self._setting(), str(folder))

    # ------------------------------------------------------------------------------------------- ways out

    def write_again(self, above: QWidget | None = None) -> None:
        """Write the summary of the book as it is, as soon as it is made; tell it over ``above``."""
        self._above = above if isinstance(above, QWidget) else None
        if self._maker.up_to_date and self._maker.told is not None:
            self._write(self._maker.told)
        else:
            self._waiting = True
            self._maker.need()

    def print_paper(self) -> None:
        """Print the summary on show."""
        if self._maker.told is not None:
            document = self._maker.told.paper.document
            PaperOutput(self._parent(), self._desk).print_paper(partial(_same, document), document.title)

    def open_kept(self, paper: KeptPaper) -> None:
        """Open a paper as it was written, in its own program."""
        content = self._desk.read.content(paper.digest)
        try:
            if content is not None:
                open_copy(self._desk, paper.name, content)
        except AppError as error:
            show_error(self._parent(), self._desk.speech, error)

    def write_kept(self, paper: KeptPaper) -> None:
        """Write the very bytes of a kept paper to a file."""
        content = self._desk.read.content(paper.digest)
        kinds = WORD if paper.name.endswith(".docx") else PDF
        out = self._desk.ask.save_file(self._parent(), N_("Save as…"), kinds, self.folder / paper.name)
        if content is None or out is None:
            return
        job = self._desk.jobs.start_job(partial(_write_bytes, out, content))
        self._follow(job, out.name)

    # ------------------------------------------------------------------------------------------- what happens

    def _write(self, told: Told) -> None:
        work = partial(_write, self._desk.book, told, self.folder, self.formats)
        self._follow(self._desk.jobs.start_job(work), told.paper.stem)

    def _follow(self, job: Any, name: str) -> None:
        job.done.connect(self._on_written)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self._parent(), self._desk.speech, job, self._desk.speech.say(N_("Writing {file} …"), file=name))

    def _on_made(self, told: Told) -> None:
        if self._waiting:
            self._waiting = False
            self._write(told)

    def _on_not_made(self, _error: object) -> None:
        self._waiting = False

    def _on_written(self, paths: list[Path]) -> None:
        self._desk.say_short.emit(self._desk.speech.say(N_("Wrote {path}."), path=str(paths[0])))
        tell_written(self._parent(), self._desk.speech, paths)
        self.written.emit(paths)

    def _on_failed(self, error: object) -> None:
        show_or_raise(self._parent(), self._desk.speech, error)

    def _parent(self) -> QWidget:
        """The window that asks and tells: the wizard while it is open and was used, else the main window."""
        above = self._above
        return above if above is not None and isValid(above) and above.isVisible() else self._window.window()

    def tell_over(self, above: QWidget | None) -> None:
        """Ask and tell over another window from now on; None for the main one."""
        self._above = above

    def _setting(self) -> str:
        return f"summary/folder/{self._desk.book.path}"


def _write(book: Book, told: Told, folder: Path, formats: tuple[str, ...], _report: Any, _cancelled: Any) -> list[Path]:
    """Write the files, then keep their bytes in the book: nothing is kept that was not written."""
    draft = told.made.draft
    document, year = told.paper.document, draft.period.year
    with book.reader() as read:
        stem = kept_papers.free_stem(read, year, folder, safe_stem(told.paper.stem), formats)
    paths = write_document(document, folder, stem, formats)
    if book.read_only:
        return paths
    numbers = numbers_of(told.paper, told.made.worded.outline, draft.period.key)
    files = [(path.name, path.read_bytes()) for path in paths]
    kept_papers.keep_files(book, document.title, year, told.made.style.id, numbers, files)
    return paths


def _write_bytes(out: Path, content: bytes, _report: Any, _cancelled: Any) -> list[Path]:
    write_files([(out, content)])
    return [out]


def _same(document: Document, _report: Any, _cancelled: Any) -> Document:
    return document
