"""Backups of a data file and the way back: nothing counts as done until it was read back whole."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import FileProblem
from app.domain.records import ALL
from app.i18n import N_
from app.store import datafile, queries
from app.store.connection import Database

_TRIES = 3
_JOURNAL = "-journal"


def backup(path: Path, folder: Path | None = None, password: str = "", *, now: datetime | None = None) -> Path:
    """Copy the data file at ``path`` into ``folder`` (beside it where none is given) and check the copy.

    The copy has the same password. It is taken from a connection of its own, so the file may be open and in use.

    Returns:
        The backup, ``<stem>-YYYYMMDD-HHMMSS.union``; no earlier one is ever replaced.

    Raises:
        FileProblem: the file cannot be read, the folder cannot be written, the disk is full, or the copy does
            not hold what the file holds; nothing is left behind then.
    """
    folder = path.parent if folder is None else folder
    with datafile.open_file(path, password, read_only=True) as db, datafile.troubles(folder):
        folder.mkdir(parents=True, exist_ok=True)
        target = _free(folder, f"{path.stem}-{_stamp(now)}")
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)
        try:
            _copy_whole(db, path, part, password)
            _synced(part)
            part.replace(target)
            _sync_folder(folder)
        except BaseException:
            part.unlink(missing_ok=True)
            part.with_name(part.name + _JOURNAL).unlink(missing_ok=True)
            raise
    return target


def restore(source: Path, path: Path, password: str = "", *, now: datetime | None = None) -> Path | None:
    """Put the backup ``source`` in the place of the data file ``path``, which must not be open in a window.

    The backup is checked first. The file there is kept as ``<stem>-before-restore-….union``, whatever state it
    is in, before the backup takes its place in one move.

    Returns:
        Where the file that was there is kept now; None where there was none.

    Raises:
        FileProblem: the backup cannot be read or is damaged, or the place cannot be written; the file at
            ``path`` is then as it was.
    """
    _refuse_damaged(source, password)
    if path.exists() and source.resolve() == path.resolve():
        raise FileProblem(N_("{path} is the data file itself. Choose a backup of it."), path=str(path))
    part = path.with_name(f".{path.name}.part")
    with datafile.troubles(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(source, part)
            _refuse_damaged(part, password)
            _synced(part)
            aside = _set_aside(path, now) if path.exists() else None
            if aside and datafile.is_in_use(path):
                _forget(aside)
                raise FileProblem(datafile.IN_USE, path=str(path))
            # A journal left over would be played into the backup as soon as that is opened.
            path.with_name(path.name + _JOURNAL).unlink(missing_ok=True)
            part.replace(path)
            _sync_folder(path.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    return aside


def _copy_whole(db: Database, path: Path, part: Path, password: str) -> None:
    """Copy until the file has not changed meanwhile; a busy file is copied thrice at most."""
    for _ in range(_TRIES):
        before = _counts(db)
        db.conn.execute("PRAGMA query_only = OFF")  # VACUUM INTO writes, though not into this file
        try:
            db.conn.execute("VACUUM INTO ?", (str(part),))
        finally:
            db.conn.execute("PRAGMA query_only = ON")
        if _checked(part, password) in (before, _counts(db)):
            return
        part.unlink()
    raise FileProblem(
        N_("The backup of {path} does not hold what the file holds. Close other windows on it, then try again."),
        path=str(path),
    )


def _checked(path: Path, password: str) -> dict[str, int]:
    """The rows of each table of a sound file."""
    with datafile.open_file(path, password, read_only=True) as db, datafile.troubles(path):
        if queries.integrity(db):
            raise FileProblem(
                N_("{path} is damaged and was not used. Take an earlier backup, or another disk."), path=str(path)
            )
        return _counts(db)


def _refuse_damaged(path: Path, password: str) -> None:
    _checked(path, password)


def _counts(db: Database) -> dict[str, int]:
    there = {row[0] for row in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # A file of an earlier schema lacks the tables that came later.
    names = [name for name in (*(record.table for record in ALL), "step", "change", "content") if name in there]
    return {name: int(db.conn.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]) for name in names}


def _set_aside(path: Path, now: datetime | None) -> Path:
    """Keep the file that is to be replaced byte for byte, with the journal of a crash, so that it can recover."""
    aside = _free(path.parent, f"{path.stem}-before-restore-{_stamp(now)}")
    shutil.copyfile(path, aside)
    _synced(aside)
    journal = path.with_name(path.name + _JOURNAL)
    if journal.exists() and journal.stat().st_size:
        kept = aside.with_name(aside.name + _JOURNAL)
        shutil.copyfile(journal, kept)
        _synced(kept)
    return aside


def _forget(aside: Path) -> None:
    aside.unlink(missing_ok=True)
    aside.with_name(aside.name + _JOURNAL).unlink(missing_ok=True)


def _free(folder: Path, stem: str) -> Path:
    """A name in ``folder`` that nothing has yet."""
    target, number = folder / f"{stem}{datafile.SUFFIX}", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}{datafile.SUFFIX}"
    return target


def _stamp(now: datetime | None) -> str:
    return (now or datetime.now(UTC).astimezone()).strftime("%Y%m%d-%H%M%S")


def _synced(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a renaming durable; Windows has no such thing for folders and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
