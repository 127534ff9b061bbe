"""What the actions on the password do: set, change, remove, recovery sheet, lock; and clearing up behind a kill."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.book import private_folders, rekeying, unlocking
from app.book.rekeying import Rekeyed
from app.book.unlocking import Key, Secret
from app.i18n import N_
from app.ui.errors import show_sentence
from app.ui.host import Host
from app.ui.locking import Locker
from app.ui.working import watch

_SWEEP_MS = 3000  # after the start, when the first page has its numbers
_NO_PASSWORD = N_("This file has no password, so it cannot be locked. Set one with “Password…” in the menu File.")
_READ_ONLY = N_("The file is open for reading only; its password cannot be changed now.")
_SET = N_("The password is set. {count} backups have it too.")
_CHANGED = N_("The password is changed. {count} backups have the new one too.")
_REMOVED = N_("The password is removed, from {count} backups too.")
_OLDER = N_("These backups open with an earlier password only: {files}")
_FAILED = N_("These backups could not be changed and are as they were: {files}")
_WAITING = N_("These backups were not reached and open as before: {files}")
_SHEET = N_(
    "Print a recovery sheet now? Should the password be forgotten, its code opens the file; without either nobody can."
)
_PROTECTED = N_("{count} backups that had no password have been given the file's.")
_NAMED = 5  # files named one by one


class SafetyVerbs(QObject):
    """One slot for each action on the password; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window
        self.locker = Locker(window)
        self._was: Secret = ""
        self._path = Path()
        QTimer.singleShot(_SWEEP_MS, self, self._sweep)

    def on_lock(self) -> None:
        """Lock at once."""
        if not self.locker.lock() and self.locker.screen is None:
            show_sentence(self._w, self._w.speech, self._w.say(_NO_PASSWORD))

    def on_password(self) -> None:
        """Set, change or remove the password, or print the recovery sheet again."""
        from app.ui.password_change import PasswordChange
        from app.ui.password_tries import KeptTries

        desk = self._w.desk
        if desk is None or not self._w.may_leave():
            return
        if desk.book.read_only:
            show_sentence(self._w, self._w.speech, self._w.say(_READ_ONLY))
            return
        key = desk.book.secret
        dialog = PasswordChange(
            self._w,
            self._w.speech,
            desk.book.path,
            KeptTries(self._w.settings, desk.book.path),
            protected=isinstance(key, Key),
            check=partial(unlocking.same_key, key) if isinstance(key, Key) else None,
        )
        dialog.chosen.connect(self.change)
        dialog.wanted_sheet.connect(self.show_sheet)
        dialog.open()

    def change(self, password: str) -> None:
        """Give the file another password, or with "" none; it is put away meanwhile and opened again."""
        from app.ui.keeping_backups import stick_of

        desk = self._w.desk
        if desk is None:
            return
        self._path, self._was = desk.book.path, desk.book.secret
        work = partial(_change, self._path, self._was, password, stick_of(self._w.settings))
        self._w.put_away()
        job = self._w.jobs.start_job(work)
        job.done.connect(self._on_changed)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self._w, self._w.speech, job, self._w.say(N_("Changing the password of the file and its backups …")))

    def show_sheet(self) -> None:
        """Show the recovery sheet, to be printed."""
        from app.documents.recovery_sheet import RecoveryFacts, recovery_sheet
        from app.ui.paper_dialog import PaperDialog

        desk = self._w.desk
        if desk is None or not isinstance(desk.book.secret, Key):
            return
        union, path = str(desk.read.union()["name"]), desk.book.path
        day = datetime.now(UTC).astimezone().date()
        facts = RecoveryFacts(union, path.name, day, unlocking.recovery_code(desk.book.secret))
        PaperDialog(self._w, desk, recovery_sheet(facts), self._w.say(N_("Recovery sheet"))).open()

    def opened(self) -> None:
        """A file was opened: where its backups lack its password, because a change was cut short, they get it."""
        desk = self._w.desk
        if desk is None or not isinstance(desk.book.secret, Key) or desk.book.read_only:
            return
        if rekeying.unprotected(desk.book.path):
            job = self._w.jobs.start_job(partial(_catch_up, desk.book.path, desk.book.secret))
            job.done.connect(self._on_caught_up)

    def _on_changed(self, told: Rekeyed) -> None:
        was = self._was
        self._was = ""
        self._w.open_path(self._path, told.secret)
        said = _REMOVED if told.secret == "" else _CHANGED if was else _SET
        sentences = [self._w.say(said, count=len(told.changed))]
        failed = tuple(path for path, _ in told.failed)
        for msgid, paths in ((_OLDER, told.older), (_FAILED, failed), (_WAITING, told.waiting)):
            if paths:
                sentences.append(self._w.say(msgid, files=_names(paths)))
        if told.secret == "":
            self._w.tell("\n\n".join(sentences))
            return
        sentences.append(self._w.say(_SHEET))
        if self._w.ask.confirm(self._w, "\n\n".join(sentences), N_("Print the recovery sheet…")):
            self.show_sheet()

    def _on_failed(self, error: object) -> None:
        """The file is as it was then: it is opened again with the former password."""
        was, self._was = self._was, ""
        self._w.open_path(self._path, was)
        self._w.on_failed(error)

    def _on_caught_up(self, told: Rekeyed) -> None:
        if told.changed:
            self._w.show_status(self._w.say(_PROTECTED, count=len(told.changed)))

    def _sweep(self) -> None:
        if self._w.isVisible():  # else it was closed within moments, and its worker with it
            self._w.jobs.start_job(_swept)


def _names(paths: tuple[Path, ...]) -> str:
    shown = "、".join(path.name for path in paths[:_NAMED])
    return shown if len(paths) <= _NAMED else f"{shown} …"


def _change(path: Path, was: Secret, password: str, stick: Any, report: Any, cancelled: Any) -> Rekeyed:
    return rekeying.change(path, was, password, stick, report, cancelled)


def _catch_up(path: Path, secret: Secret, report: Any, cancelled: Any) -> Rekeyed:
    return rekeying.catch_up(path, secret, None, report, cancelled)


def _swept(_report: Any, _cancelled: Any) -> int:
    return private_folders.sweep()
