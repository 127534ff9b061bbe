"""The backups nobody asks for: after opening, every half hour of changes and at the end, on the worker."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QPushButton

from app.book import backups
from app.book.backups import Kept, Stick
from app.domain.errors import AppError, Cancelled, FileProblem
from app.i18n import N_
from app.settings import Settings
from app.ui import file_jobs
from app.ui.errors import show_sentence
from app.ui.host import Host
from app.ui.icons import icon
from app.ui.jobs import Job, Work
from app.ui.speech import Speech
from app.ui.widgets import button, restyle, tight
from app.ui.working import watch

START_MS = 3000  # after opening: the first page has its numbers by then
EVERY_MS = 30 * 60 * 1000
_AT_ONCE = 0.3  # seconds: what is done sooner needs no window that says so
_SETTING = "backups/stick"
_ON_STICK = N_("Copied to the USB stick and read back: it may be taken out.")
_FAREWELL = 5000  # milliseconds: time to read it, and none to be in the way
_NEVER = datetime.min.replace(tzinfo=UTC)
_BROKEN = N_("The backup failed. What you saved is in the data file; try again.")


def stick_of(settings: Settings) -> Stick | None:
    """The folder for copies that the clerk has chosen, if any."""
    found = settings.get(_SETTING)
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in ("mark", "folder")):
        return None
    return Stick(found["mark"], Path(found["folder"]))


def put_stick(settings: Settings, stick: Stick | None) -> None:
    """Remember the folder for copies, or with None that there is none."""
    settings.put(_SETTING, {"mark": stick.mark, "folder": str(stick.folder)} if stick else None)
    settings.save()


def when_words(speech: Speech, at: datetime, today: date | None = None) -> str:
    """``today 09:12``, ``yesterday 17:30`` or the day and the time."""
    day, time = at.date(), at.strftime("%H:%M")
    today = today or datetime.now(UTC).astimezone().date()
    if day == today:
        return speech.say(N_("today {time}"), time=time)
    if day == today - timedelta(days=1):
        return speech.say(N_("yesterday {time}"), time=time)
    return f"{day.isoformat()} {time}"


@dataclass
class _Outcome:
    """How the backup at the end went, for a window that waits a moment for it."""

    ended: threading.Event = field(default_factory=threading.Event)
    kept: Kept | None = None
    error: AppError | None = None


class KeepingBackups(QObject):
    """Makes the backups of the open file and shows in the status line how the last one went.

    ``wish`` asks for the list of backups; ``kept`` says that a backup was made.
    """

    wish = Signal()
    kept = Signal(object)

    def __init__(self, window: Host) -> None:
        """Nothing happens until ``opened``; ``mark`` goes into the window's status line."""
        super().__init__(window)
        self._w = window
        self.trouble = ""
        self._path: Path | None = None
        self._job: Job | None = None
        self._unsaved = 0  # changes since the last good backup
        self._told = _NEVER  # of when the status line speaks
        self._looked = False  # whether a backup was made, or found to hold the same, since the file was opened
        self._may_close = False
        self.farewell: QMessageBox | None = None
        self.mark: QPushButton = tight(button("", self.wish.emit, "quiet"))
        self.mark.hide()
        self._soon = QTimer(self, interval=START_MS, singleShot=True)
        self._soon.timeout.connect(self._on_soon)
        self._every = QTimer(self, interval=EVERY_MS, singleShot=True)
        self._every.timeout.connect(self._on_every)

    # ------------------------------------------------------------------------------------------- the file

    def opened(self) -> None:
        """The window has opened a file; one that is only read needs no backups."""
        self.let_go()
        desk = self._w.desk
        if desk is None or desk.book.read_only:
            return
        self._path = desk.book.path
        desk.changes.changed.connect(self._on_change)
        newest = backups.newest(self._path)
        if newest is not None:
            self._show(newest.made)
        self._soon.start()

    def let_go(self) -> None:
        """The window closes its file, or has moved it elsewhere."""
        self._soon.stop()
        self._every.stop()
        self._path, self._job, self._told = None, None, _NEVER
        self._unsaved, self._looked, self._may_close, self.trouble = 0, False, False, ""
        self.mark.hide()

    def back_up(self, reason: str = backups.ASKED) -> Job | None:
        """Make a backup now, on the worker; None where no file is open for work."""
        if self._path is None or self._job is not None:
            return self._job
        job = self._w.jobs.start_job(self._work(reason))
        self._job = job
        self._unsaved = 0
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_broken)
        return job

    def _work(self, reason: str) -> Work:
        assert self._path is not None
        return partial(file_jobs.keep, self._path, self._w.password, reason, stick_of(self._w.settings))

    def _on_soon(self) -> None:
        self.back_up(backups.START)

    def _on_every(self) -> None:
        self.back_up(backups.TIMED)

    def _on_change(self, _change: object) -> None:
        self._unsaved += 1
        self._may_close = False
        newest = backups.newest(self._path) if self._path is not None and not self.trouble else None
        if newest is not None and newest.made > self._told:  # an import has made one of its own
            self._show(newest.made)
        if not self._every.isActive():
            self._every.start()

    # ------------------------------------------------------------------------------------------- how it went

    def _on_done(self, kept: Kept) -> None:
        if self._is_ours():
            self._take(kept)

    def _is_ours(self) -> bool:
        """Whether the job that has just ended is of the file that is open now."""
        if self._job is None or self.sender() is not self._job:
            return False
        self._job = None
        return True

    def _take(self, kept: Kept) -> None:
        if self._path is None or kept.path.parent != backups.automatic_folder(self._path):
            return  # another file was opened meanwhile
        self._looked = True
        self.trouble = self._w.speech.error(kept.stick_trouble) if kept.stick_trouble else ""
        if not self._unsaved:
            self._every.stop()
        self._show(kept.at)
        if kept.on_stick is not None:
            self._w.show_status(self._w.say(_ON_STICK))
        self.kept.emit(kept)

    def _on_failed(self, error: AppError) -> None:
        if not self._is_ours():
            return
        self._unsaved += 1  # it is still to be done
        if isinstance(error, Cancelled):
            return
        self.trouble = self._w.speech.error(error)
        self._every.start()
        self._show(None)

    def _on_broken(self, error: BaseException) -> None:
        """A bug: the clerk sees the red mark all the same, and the log gets the rest."""
        if self._is_ours():
            self._unsaved += 1
            self.trouble = self._w.say(_BROKEN)
            self._show(None)
        raise error

    def _show(self, at: datetime | None) -> None:
        say = self._w.say
        self._told = at or self._told
        if self.trouble or at is None:
            text = say(N_("Backup failed"))
        else:
            text = say(N_("Backed up {when}"), when=when_words(self._w.speech, at))
        self.mark.setText(text)
        self.mark.setAccessibleName(text)
        self.mark.setToolTip(self.trouble or say(N_("The list of backups, and the way back to one.")))
        self.mark.setIcon(icon("problem", "danger") if self.trouble else icon("backup", "muted"))
        restyle(self.mark, "kind", "danger" if self.trouble else "quiet")
        self.mark.show()

    # ------------------------------------------------------------------------------------------- the end

    def may_close(self) -> bool:
        """Whether the window may close now; else it closes when the backup is made, or stays if the clerk wishes."""
        if self._may_close or not self._is_due():
            return True
        outcome = _Outcome()
        job = self._w.jobs.start_job(partial(_told, outcome, self._work(backups.EXIT)))
        if outcome.ended.wait(_AT_ONCE):
            return self._settled(outcome.kept, outcome.error)
        job.done.connect(self._on_end)
        job.failed.connect(self._on_end_failed)
        job.broken.connect(self._on_end_broken)
        watch(self._w, self._w.speech, job, self._w.say(N_("Backing up …")))
        return False

    def _is_due(self) -> bool:
        if self._path is None:
            return False
        return bool(self._unsaved or self._job or self.trouble or not self._looked or stick_of(self._w.settings))

    def _on_end(self, kept: Kept) -> None:
        if self._settled(kept, None):
            self._w.close()

    def _on_end_failed(self, error: AppError) -> None:
        if self._settled(None, error):
            self._w.close()

    def _on_end_broken(self, error: BaseException) -> None:
        self._on_end_failed(FileProblem(_BROKEN))
        raise error

    def _settled(self, kept: Kept | None, error: AppError | None) -> bool:
        """Whether the window may close after a backup that went like this."""
        if isinstance(error, Cancelled):
            return False
        if kept is not None:
            self._take(kept)
            self._unsaved = 0
            error = kept.stick_trouble
            if kept.on_stick is not None:
                self._tell_of_stick()
        if error is not None:
            self.trouble = self._w.speech.error(error)
            self._show(None)
            question = self._w.say(N_("{trouble}\n\nWhat you saved is in the data file."), trouble=self.trouble)
            chosen = self._w.ask.choose(self._w, question, (N_("Try again"), N_("Close all the same")))
            if chosen is None:
                return False
            if chosen == 0:
                return self.may_close()
        self._may_close = True
        return True

    def _tell_of_stick(self) -> None:
        """Say that the stick may be taken out in a window of its own, which stays a moment after all others."""
        self.farewell = show_sentence(None, self._w.speech, self._w.say(_ON_STICK))
        self.farewell.setWindowIcon(self._w.windowIcon())
        timer = QTimer(self.farewell, interval=_FAREWELL, singleShot=True)
        timer.timeout.connect(self.farewell.close)
        timer.start()


def _told(outcome: _Outcome, work: Work, report: Any, cancelled: Any) -> Kept:
    """The work on the worker's side, its end told to a window that may be waiting."""
    try:
        kept: Kept = work(report, cancelled)
    except AppError as error:
        outcome.error = error
        raise
    else:
        outcome.kept = kept
        return kept
    finally:
        if outcome.kept or outcome.error:
            outcome.ended.set()
