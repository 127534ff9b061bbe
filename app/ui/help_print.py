"""The whole manual as one PDF, from the help window: asked where to, written off the window's thread, then told."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from app import paths
from app.documents.write import safe_stem
from app.i18n import N_
from app.ui.ask import Ask
from app.ui.errors import show_or_raise
from app.ui.jobs import Jobs
from app.ui.paper_output import PDF
from app.ui.speech import Speech
from app.ui.working import watch
from app.ui.written import tell_written


class ManualPrint(QObject):
    """Writes the manual where the clerk says. It works without an open file, so it has a worker of its own."""

    def __init__(self, window: QWidget, speech: Speech, title: str) -> None:
        """Ask and tell in ``window``; ``title`` is the manual's own."""
        super().__init__(window)
        self._window, self._speech, self._title = window, speech, title
        self.ask = Ask(speech)
        self._jobs = Jobs(self)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    def begin(self) -> None:
        """Ask where to, then write."""
        documents = paths.documents_folder()
        folder = documents if documents.is_dir() else Path.home()
        proposal = folder / f"{safe_stem(self._title)}.pdf"
        out = self.ask.save_file(self._window, N_("Save as"), PDF, proposal)
        if out is None:
            return
        job = self._jobs.start_job(partial(_write, out))
        job.done.connect(self._on_written)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self._window, self._speech, job, self._speech.say(N_("Writing {file} …"), file=out.name))

    def stop(self) -> None:
        """Wait for what is under way; nothing more is told."""
        if self._jobs.isRunning():
            self._jobs.stop()

    def _on_written(self, written: list[Path]) -> None:
        self.stop()  # no thread waits between two manuals, so that the window may go at any time
        tell_written(self._window, self._speech, written)

    def _on_failed(self, error: object) -> None:
        self.stop()
        show_or_raise(self._window, self._speech, error)


def _write(out: Path, _report: Any, _cancelled: Any) -> list[Path]:
    from app.documents.manual import write_manual

    write_manual(paths.HELP, out)
    return [out]
