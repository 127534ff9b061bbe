"""Going back to a backup: the open file is put away, set aside by the book, and what lies there then is opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.i18n import N_
from app.ui import file_jobs
from app.ui.ask import DATA_FILES
from app.ui.host import Host
from app.ui.working import watch


class Restoring(QObject):
    """One going back, from the question to the file that is open afterwards."""

    def __init__(self, window: Host, path: Path) -> None:
        """``path`` is the file whose place the backup takes."""
        super().__init__(window)
        self._w = window
        self._path = path
        self._password = window.password

    def begin(self) -> None:
        """Ask which backup, ask whether to, and start."""
        source = self._w.ask.open_file(self._w, N_("Which backup to go back to"), DATA_FILES, self._path.parent)
        if source is None:
            return
        question = self._w.say(
            N_("Go back to {file}? What was entered since then is not in it. Today's file is kept beside it."),
            file=source.name,
        )
        if not self._w.ask.confirm(self._w, question, N_("Go back")):
            return
        self._w.put_away()
        job = self._w.jobs.start_job(partial(file_jobs.go_back, source, self._path, self._password))
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self._w, self._w.speech, job, self._w.say(N_("Going back …")))

    def _on_done(self, aside: Path | None) -> None:
        if self._w.open_path(self._path, self._password) and aside is not None:
            self._w.tell(self._w.say(N_("Gone back. The file as it was before is kept as {path}."), path=str(aside)))
        self.deleteLater()

    def _on_failed(self, error: object) -> None:
        """Nothing was changed then: the file is opened again as it was."""
        self._w.open_path(self._path, self._password)
        self.deleteLater()
        self._w.on_failed(error)
