"""How a book gets its file: made whole before it has its name, held by one writer, read from a copy where it is old."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.book import backups
from app.book.private_folders import PrivateFolder
from app.domain.errors import CannotWrite, FileProblem
from app.i18n import N_
from app.points import reached
from app.replacing import part_of, put_in_place, sync_folder
from app.store import copying, datafile, holding, keys
from app.store.connection import Database
from app.store.holding import Holder, Holding
from app.store.keys import Key, Secret
from app.store.standing import Standing


@dataclass(frozen=True, slots=True)
class Opened:
    """An open data file: the connection, where it lies, and what must be let go at the end.

    ``source`` is the file that is read: ``path`` itself, or a copy of an older one that may not be changed.
    """

    path: Path
    db: Database
    standing: Standing
    held: Holding | None = None
    source: Path = Path()
    read_only: bool = False
    private: PrivateFolder | None = None

    @property
    def left_by(self) -> Holder | None:
        """Who left the file open when the program or the power went."""
        return self.held.left_by if self.held else None

    def close(self) -> None:
        """Close the connection, let others in, and take a copy away."""
        self.db.close()
        if self.held is not None:
            self.held.release()
        if self.private is not None:
            self.private.remove()


def make(path: Path, password: str, begin: Callable[[Opened], None]) -> Opened:
    """Make a data file aside, let ``begin`` write its first steps, put it in its place and open it.

    Raises:
        FileProblem: something is at ``path``, or the place cannot be written; nothing is left behind.
    """
    _refuse_taken(path)
    placed = False
    part = part_of(path)
    with datafile.troubles(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        copying.discard(part)
    key = keys.fresh(password) if password else None
    try:
        db = datafile.create(part, key or "")
        try:
            begin(Opened(part, db, Standing(part), source=part))
        finally:
            db.close()
        reached("create.whole")
        _refuse_taken(path)
        placed = True
        with datafile.troubles(path):
            put_in_place(part, path)
    except FileProblem as error:
        copying.discard(part)
        if placed:
            path.unlink(missing_ok=True)  # it has its name, but nobody was told so
        raise type(error)(error.msgid, **error.values | {"path": str(path)}) from error
    except BaseException:
        copying.discard(part)
        raise
    reached("create.placed")
    return open_book(path, key or "")


def open_book(path: Path, secret: Secret, *, read_only: bool = False, patience: float = 0.0) -> Opened:
    """Open a file that is there; see ``Book.open``."""
    with datafile.troubles(path):
        if read_only or not path.is_file():
            return _for_reading(path, secret)
        _refuse_write_protected(path)
        held = holding.hold(path, patience)
    try:
        with datafile.troubles(path):
            copying.discard(part_of(path))  # a copy cut short, maybe without the password that the file still has
        db = datafile.open_file(path, secret, keep=_keep)
        return Opened(path, db, Standing(path), held, path)
    except BaseException:
        held.release()
        raise


def again(opened: Opened) -> Opened:
    """The same file through a fresh connection, when the former one may not be believed any more.

    Raises:
        FileProblem: it cannot be opened; the former connection still stands then.
    """
    opened.standing.refuse_other()
    db = datafile.open_file(opened.source, opened.db.key or "", read_only=opened.read_only)
    with suppress(datafile.DbError):
        opened.db.close()
    return replace(opened, db=db)


def moved(opened: Opened, path: Path) -> Opened:
    """A copy of an open file at ``path``, open for work, and the former one let go.

    Raises:
        FileProblem: the copy cannot be made; nothing was changed then.
    """
    _refuse_taken(path)
    with datafile.troubles(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        copying.copy_open(opened.db, path, opened.db.key)
    except BaseException:
        with suppress(OSError):  # it may be there whole, and its name taken when this is tried again
            copying.discard(path)
        raise
    there = open_book(path, opened.db.key or "")
    with suppress(datafile.DbError, OSError):
        opened.close()
    return there


def swapped(opened: Opened, part: Path, key: Key | None) -> Opened:
    """The same file after ``part``, which holds the same under ``key``, has taken its place.

    Raises:
        FileProblem: it could not; the file is as it was, and its connection closed.
    """
    opened.db.close()  # Windows replaces no file that is open
    try:
        with datafile.troubles(opened.path):
            try:
                put_in_place(part, opened.path)
            except OSError:
                if part.exists():
                    raise
                sync_folder(opened.path.parent)  # it is in its place; only the folder was not written down
    except BaseException:
        copying.discard(part)
        raise
    reached("rekey.placed")
    return replace(opened, db=datafile.open_file(opened.path, key or ""), standing=Standing(opened.path))


def _for_reading(path: Path, secret: Secret) -> Opened:
    """A file of an earlier schema is read from a copy that is brought up to date; it stays as it is itself."""
    db = datafile.open_file(path, secret, read_only=True)
    if datafile.is_up_to_date(db):
        return Opened(path, db, Standing(path), source=path, read_only=True)
    with db, datafile.troubles(tempfile.gettempdir()):
        private = PrivateFolder()
        copy = private.path / path.name
        try:
            copying.copy_open(db, copy, db.key)
            datafile.open_file(copy, db.key or "").close()
            there = datafile.open_file(copy, db.key or "", read_only=True)
        except BaseException:
            private.remove()
            raise
    return Opened(path, there, Standing(path), source=copy, read_only=True, private=private)


def _keep(path: Path, key: Key | None) -> None:
    """Back an older file up before it is brought up to date."""
    backups.before(path, key or "", backups.UPGRADE)


def _refuse_taken(path: Path) -> None:
    with datafile.troubles(path):
        taken = path.exists()
    if taken:
        raise FileProblem(N_("There is already a file {path}. Choose another name."), path=str(path))


def _refuse_write_protected(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise CannotWrite(
            N_("{path} can only be read: the file is write-protected. Save a copy elsewhere to work on it."),
            path=str(path),
        )
