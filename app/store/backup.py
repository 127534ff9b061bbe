"""Backups of a data file: nothing counts as one until it was read back whole, and none goes before there is a newer."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.domain import retention
from app.domain.errors import Cancelled, Damaged, FileProblem
from app.i18n import N_
from app.points import reached
from app.replacing import move, sync, sync_folder
from app.store import backup_names, datafile
from app.store.backup_names import automatic_folder, numbered, part_of
from app.store.connection import Database
from app.store.contents import Contents, contents, is_sound, look
from app.store.keys import Key, Secret

_TRIES = 3
_PAGES = 2000  # copied at a time, 8 MB: whoever wants to write meanwhile waits no longer than that takes
_PAUSE = 0.02  # seconds left to a writer who came first
_CHUNK = 1 << 20
_DAMAGED = N_(
    "{path} is damaged, so it was not backed up; all earlier backups are kept. Go back to one of them, or save what "
    "can still be read."
)
_STOPPED = N_("Stopped. The earlier backups are all there.")
_MADE_BADLY = N_("The backup of {path} does not hold what the file holds. Take another disk, then try again.")


def backup(
    path: Path,
    folder: Path | None = None,
    secret: Secret = "",
    *,
    now: datetime | None = None,
    reason: str | None = None,
    cancelled: Callable[[], bool] = bool,
) -> Path:
    """Copy the data file at ``path`` into ``folder`` (beside it where none is given) and read the copy back.

    The copy has the same password. It is taken by SQLite from a connection of its own, so the file may be in use.
    With a ``reason`` of ``domain.retention`` it bears a running number.

    Returns:
        The backup, ``<stem>-YYYYMMDD-HHMMSS[-NNNN[-reason]].union``; no earlier one is ever replaced.

    Raises:
        Damaged: the file is damaged.
        FileProblem: the file cannot be read, the folder cannot be written, the disk is full, or the copy does
            not hold what the file holds; nothing is left behind then.
        Cancelled: ``cancelled`` said so; likewise.
    """
    folder = path.parent if folder is None else folder
    with datafile.open_file(path, secret, read_only=True) as db, datafile.troubles(folder):
        folder.mkdir(parents=True, exist_ok=True)
        backup_names.sweep(folder, path.stem)
        if reason is None:
            target = backup_names.asked_name(folder, path.stem, now)
        else:
            target = backup_names.next_name(folder, path.stem, reason, now)
        part = part_of(target)
        try:
            _copied(db, path, part, cancelled)
            reached("backup.checked")
            _put(part, target)
        except BaseException:
            discard(part)
            raise
    reached("backup.done")
    return target


def newest_if_same(path: Path, folder: Path, secret: Secret) -> Path | None:
    """The newest numbered backup in ``folder`` where it holds just what the file holds; see ``Contents``.

    Raises:
        FileProblem: the file cannot be read. A backup that cannot be is simply not the same.
    """
    found = numbered(folder, path.stem)
    if not found:
        return None
    now, key = look(path, secret)
    try:
        kept, _ = look(found[0][0], key or "")
    except FileProblem:
        return None
    return found[0][0] if kept == now else None


def thin(path: Path, folder: Path | None = None) -> int:
    """Take away the automatic backups that the plan does not keep; says how many went.

    Only after a newer one was read back whole. One that will not go stays until the next time.
    """
    folder = automatic_folder(path) if folder is None else folder
    found = numbered(folder, path.stem)
    keep = retention.to_keep(name.kept for _, name in found)
    gone = 0
    for file, name in reversed(found):
        if name.kept in keep:
            continue
        reached("thin.next")
        try:
            file.unlink()
        except OSError:
            continue
        gone += 1
        reached("thin.gone")
    if gone:
        with datafile.troubles(folder):
            sync_folder(folder)
    reached("thin.done")
    return gone


def copy_whole(source: Path, target: Path, cancelled: Callable[[], bool] = bool) -> None:
    """Copy a file that nobody changes byte for byte to another disk, and believe it only when it is read back.

    Raises:
        FileProblem: the disk is full, gone or did not keep what it was given; nothing is left behind then.
        Cancelled: ``cancelled`` said so; likewise.
    """
    part = part_of(target)
    with datafile.troubles(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            copy_bytes(source, part, cancelled)
            reached("whole.checked")
            _put(part, target)
        except BaseException:
            discard(part)
            raise
    reached("whole.done")


def digest(path: Path) -> str:
    """The SHA-256 of a file as the disk gives it back, not as the system remembers it."""
    with path.open("rb") as file:
        _forget_cached(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def discard(part: Path) -> None:
    """Take away what an attempt left behind; a disk that is gone has nothing to take away."""
    for name in (part.name, f"{part.name}-journal"):
        try:
            part.with_name(name).unlink(missing_ok=True)
        except OSError:
            continue


def _put(part: Path, target: Path) -> None:
    sync(part)
    move(part, target)
    reached("backup.named")
    sync_folder(target.parent)


def _copied(db: Database, path: Path, part: Path, cancelled: Callable[[], bool]) -> None:
    """Copy until the copy holds what the file held before or after; a busy file is copied thrice at most."""
    for _ in range(_TRIES):
        discard(part)
        try:
            before = contents(db)
            _copy_pages(db, part, cancelled)
            sync(part)
            reached("backup.copied")
            found = read_back(part, db.key)
        except dbapi2.DatabaseError as error:
            # The copy is made page by page: what is broken in it is broken in the file, or the disk failed.
            if isinstance(error, dbapi2.OperationalError) and is_sound(db):
                raise
            raise Damaged(_DAMAGED, path=str(path)) from error
        if found is None and not is_sound(db):
            raise Damaged(_DAMAGED, path=str(path))
        if found is not None and found in (before, contents(db)):
            return
    raise FileProblem(_MADE_BADLY, path=str(path))


def _copy_pages(db: Database, part: Path, cancelled: Callable[[], bool]) -> None:
    """SQLite's own backup; pages that are changed meanwhile are copied again."""

    def go_on(*_progress: Any) -> None:
        _refuse_if(cancelled)

    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    target = dbapi2.connect(part.resolve().as_uri() + "?mode=rw", uri=True, isolation_level=None)
    try:
        if db.key is not None:
            target.execute(f'PRAGMA key = "{db.key.literal}"')
        # Until it bears its name the copy counts for nothing: it needs no journal, and is made durable at the end.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        db.conn.backup(target, pages=_PAGES, progress=go_on, sleep=_PAUSE)
    finally:
        target.close()


def read_back(part: Path, key: Key | None) -> Contents | None:
    """What a copy holds, read from the disk itself; None where it is not sound."""
    _read_through(part)
    try:
        with datafile.open_file(part, key or "", read_only=True) as copy:
            return contents(copy) if is_sound(copy) else None
    except FileProblem:
        return None


def copy_bytes(source: Path, part: Path, cancelled: Callable[[], bool] = bool) -> None:
    """Write a copy, close it, and compare what the disk gives back with what it was given.

    Raises:
        FileProblem: it gives back something else.
        OSError: it cannot be written.
    """
    told = hashlib.sha256()
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with source.open("rb") as given, os.fdopen(handle, "wb") as file:
        while chunk := given.read(_CHUNK):
            _refuse_if(cancelled)
            told.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if digest(part) != told.hexdigest():
        raise FileProblem(
            N_("{path} did not keep what was written to it. Take another disk or USB stick."), path=str(part.parent)
        )


def _read_through(part: Path) -> None:
    """Have the disk give everything back, in its order: the check that follows goes to and fro in the file."""
    with part.open("rb") as file:
        _forget_cached(file.fileno())
        while file.read(_CHUNK):
            continue


def _refuse_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled(_STOPPED)


def _forget_cached(handle: int) -> None:
    """Have the system read from the disk again, where it can be told to."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
