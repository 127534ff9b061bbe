"""Going back to a backup: the open file is put away, set aside by the book, and what lies there then is opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.book.backups import Loss
from app.book.book import Secret
from app.i18n import N_
from app.ui import file_jobs
from app.ui.ask import DATA_FILES
from app.ui.host import Host
from app.ui.working import watch

_QUESTION = N_("Go back to {file}? Nothing was entered since then. Today's file is kept all the same.")
_QUESTION_LOSS = N_(
    "Go back to {file}? What was saved since then, {count} steps, is not in it. Today's file is kept among the backups."
)
_OTHER_UNION = N_(
    "{file} is not a backup of this file but the book of “{name}”. Put it in the place of the open file all the same? "
    "Today's file is kept among the backups."
)


class Restoring(QObject):
    """One going back, from the question to the file that is open afterwards."""

    def __init__(self, window: Host, path: Path, present: Secret | None = None) -> None:
        """``path`` is the file whose place the backup takes; ``present`` opens it where the window does not have it."""
        super().__init__(window)
        self._w = window
        self._path = path
        self._present: Secret = window.password if present is None else present
        self._source = path
        self._secret: Secret = self._present
        self._other_union = False
        self._was_open = window.desk is not None

    def begin(self, source: Path | None = None) -> None:
        """Ask which backup unless it is chosen already, ask whether to, and start."""
        if source is None:
            source = self._w.ask.open_file(self._w, N_("Which backup to go back to"), DATA_FILES, self._path.parent)
        if source is None:
            self.deleteLater()
            return
        self._source = source
        self._look()

    def _look(self) -> None:
        job = self._w.jobs.start_job(partial(file_jobs.loss, self._path, self._present, self._source, self._secret))
        job.done.connect(self._on_looked)
        job.failed.connect(self._on_refused)
        job.broken.connect(self._on_refused)
        watch(self._w, self._w.speech, job, self._w.say(N_("Looking into the backup …")))

    def _on_looked(self, found: tuple[Secret, Loss] | None) -> None:
        if found is None:
            self._ask_password()
            return
        self._secret, lost = found
        self._other_union = not lost.same_union
        if not self._w.ask.confirm(self._w, self._question(lost), N_("Go back")):
            self.deleteLater()
            return
        self._go_back()

    def _ask_password(self) -> None:
        """A backup opens with the password that the file had then."""
        given = self._w.ask.unlock(self._w, self._source, self._w.settings)
        if given is None:
            self.deleteLater()
            return
        self._secret = given
        self._look()

    def _question(self, lost: Loss) -> str:
        if not lost.same_union:
            return self._w.say(_OTHER_UNION, file=self._source.name, name=lost.union)
        if not lost.steps:
            return self._w.say(_QUESTION, file=self._source.name)
        return self._w.say(_QUESTION_LOSS, file=self._source.name, count=lost.steps)

    def _go_back(self) -> None:
        self._w.put_away()
        job = self._w.jobs.start_job(
            partial(file_jobs.go_back, self._source, self._path, self._secret, self._present, self._other_union)
        )
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self._w, self._w.speech, job, self._w.say(N_("Going back …")))

    def _on_done(self, aside: Path | None) -> None:
        if self._w.open_path(self._path, self._secret) and aside is not None:
            self._w.tell(self._w.say(N_("Gone back. The file as it was before is kept as {path}."), path=str(aside)))
        self.deleteLater()

    def _on_failed(self, error: object) -> None:
        """Nothing was changed then: the file is opened again as it was."""
        if self._was_open:
            self._w.open_path(self._path, self._present)
        self.deleteLater()
        self._w.on_failed(error)

    def _on_refused(self, error: object) -> None:
        """The backup is of no use; the open file was not touched."""
        self.deleteLater()
        self._w.on_failed(error)
