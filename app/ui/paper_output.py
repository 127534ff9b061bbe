"""A paper printed, or written as PDF or Word, from whichever window shows it; what was written is one click away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.documents.write import safe_stem, write_document
from app.i18n import N_
from app.ui.ask import EXCEL
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.printing import Maker, Printing
from app.ui.working import watch
from app.ui.written import tell_written

PDF = N_("PDF documents (*.pdf)")
WORD = N_("Word documents (*.docx)")
_KINDS = {"pdf": PDF, "docx": WORD, "xlsx": EXCEL}

Write = Callable[[Path, Any, Any], list[Path]]
"""Writes a file in the worker: its path, ``report`` and ``cancelled`` → what was written."""


class PaperOutput(QObject):
    """The ways out for a paper; ``make`` makes its document in the worker. ``written`` carries the paths."""

    written = Signal(object)

    def __init__(self, window: QWidget, desk: Desk) -> None:
        """Ask and tell in ``window``."""
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._pdf: tuple[Maker, str] | None = None

    def print_paper(self, make: Maker, stem: str) -> None:
        """Print the paper; where there is no printer, offer the PDF."""
        self._pdf = (make, stem)
        printing = Printing(self._window, self._desk, make, stem)
        printing.wanted_pdf.connect(self._on_wanted_pdf)
        printing.begin()

    def _on_wanted_pdf(self) -> None:
        if self._pdf is not None:
            self.write(*self._pdf, "pdf")

    def write(self, make: Maker, stem: str, kind: str) -> None:
        """Ask where to, then write the paper as ``kind`` (pdf, docx)."""
        self.write_file(partial(_write, make), stem, kind)

    def write_file(self, work: Write, stem: str, kind: str) -> None:
        """Ask where to, then have ``work`` write a file of ``kind`` (pdf, docx, xlsx)."""
        desk, name = self._desk, f"{safe_stem(stem)}.{kind}"
        out = desk.ask.save_file(self._window, N_("Save as"), _KINDS[kind], desk.book.path.parent / name)
        if out is None:
            return
        job = desk.jobs.start_job(partial(work, out))
        job.done.connect(self._on_written)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self._window, desk.speech, job, desk.speech.say(N_("Writing {file} …"), file=out.name))

    def _on_written(self, paths: list[Path]) -> None:
        self.written.emit(paths)
        tell_written(self._window, self._desk.speech, paths)

    def _on_failed(self, error: object) -> None:
        show_or_raise(self._window, self._desk.speech, error)


def _write(make: Maker, out: Path, report: Any, cancelled: Any) -> list[Path]:
    return write_document(make(report, cancelled), out.parent, out.stem, (out.suffix.removeprefix(".").lower(),))
