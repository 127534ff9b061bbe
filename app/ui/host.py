"""What the verbs of the menus may ask of the main window, so that neither needs to know how the other works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QMainWindow

from app.book.book import Secret
from app.i18n import Language
from app.settings import Settings
from app.ui.ask import Ask
from app.ui.desk import Desk
from app.ui.jobs import Jobs, Work
from app.ui.speech import Speech
from app.ui.working import watch
from app.ui.workplace import Workplace


class Host(QMainWindow):
    """The main window as its verbs see it; ``desk`` and ``workplace`` are None while no file is open."""

    language: Language
    settings: Settings
    speech: Speech
    ask: Ask
    jobs: Jobs
    desk: Desk | None
    workplace: Workplace | None

    def say(self, msgid: str, **values: object) -> str:
        """A sentence in the clerk's language."""
        return self.speech.say(msgid, **values)

    @property
    def password(self) -> Secret:
        """What opens the open file once more."""
        raise NotImplementedError

    def open_path(self, path: Path, password: Secret = "", *, read_only: bool = False) -> bool:
        """Open a data file in place of the one that is open; ``read_only`` only to look at it."""
        raise NotImplementedError

    def moved(self) -> None:
        """The open book now lies elsewhere, and can be changed there."""
        raise NotImplementedError

    def save_elsewhere(self) -> None:
        """Go on working in a copy at a place the clerk chooses."""
        raise NotImplementedError

    def make_file(self, path: Path, name: str, kind: str, password: str = "") -> bool:
        """Make a new data file and open it."""
        raise NotImplementedError

    def put_away(self) -> None:
        """Close the open file and show the first page."""
        raise NotImplementedError

    def may_leave(self) -> bool:
        """Whether the open file may be closed."""
        raise NotImplementedError

    def run(self, work: Work, done: Callable[..., Any], text: str) -> None:
        """Have a job done, with a window that says ``text`` and how far it is; ``done`` gets its result."""
        job = self.jobs.start_job(work)
        job.done.connect(done)
        job.failed.connect(self.on_failed)
        job.broken.connect(self.on_failed)
        watch(self, self.speech, job, text)

    def on_failed(self, error: object) -> None:
        """A job ended badly."""
        raise NotImplementedError

    def show_status(self, sentence: str, *, step: bool = False, undone: bool = False) -> None:
        """Say something in the status line; a step just done or ``undone`` has the way back beside it."""
        raise NotImplementedError

    def tell(self, sentence: str, *, step: bool = False) -> None:
        """Say that something was done."""
        raise NotImplementedError
