"""A whole copy of a data file under the same key, another or none: made aside, read back, then put in its place."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from app.domain.errors import FileProblem
from app.domain.records import ALL
from app.i18n import N_
from app.points import reached
from app.replacing import part_of, put_in_place
from app.store import datafile, queries
from app.store.connection import Database
from app.store.keys import Key, Secret

_JOURNAL = "-journal"
# What is beside the records in every file.
_ALSO = ("step", "change", "content", "sheet_mapping", "form_draft", "meta")


def copy_open(db: Database, path: Path, key: Key | None) -> None:
    """Write what an open file holds to ``path``, under ``key``; a file that is there is replaced in one move.

    Raises:
        FileProblem: see ``prepared``; what was at ``path`` is still there then.
    """
    part = prepared(db, path, key)
    with datafile.troubles(path):
        _placed(part, path)
    reached("copy.placed")


def rekey(path: Path, secret: Secret, key: Key | None) -> None:
    """Put the file at ``path``, which nobody else may have open, under another key, or under none.

    By way of a copy that is read back whole before it takes the file's place: the file always opens with its
    former password or with the new one.

    Raises:
        FileProblem: see ``prepared``, and ``datafile.open_file``.
    """
    with datafile.open_file(path, secret, read_only=True) as db, datafile.troubles(path):
        _refuse_damaged(db, path)
        part = prepared(db, path, key)
    with datafile.troubles(path):
        _placed(part, path)
    reached("rekey.placed")


def prepared(db: Database, path: Path, key: Key | None) -> Path:
    """A copy of an open file under ``key``, read back whole, that may take the place of ``path``.

    Raises:
        FileProblem: the place cannot be written, the disk is full, or the copy does not hold what the file holds;
            nothing is left behind then.
    """
    part = part_of(path)
    with datafile.troubles(path):
        discard(part)
        try:
            _begin(part, path)
            _copied(db, part, key)
            reached("copy.written")
            _refuse_other(counts(db), checked(part, key or ""), path)
            reached("copy.checked")
        except BaseException:
            discard(part)
            raise
    return part


def checked(path: Path, secret: Secret) -> dict[str, int]:
    """How many rows each table of a sound file has.

    Raises:
        FileProblem: the file is damaged or cannot be opened.
    """
    with datafile.open_file(path, secret, read_only=True) as db, datafile.troubles(path):
        _refuse_damaged(db, path)
        return counts(db)


def counts(db: Database) -> dict[str, int]:
    """How many rows each table of a file has; a file of an earlier schema lacks the tables that came later."""
    there = {row[0] for row in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    names = [name for name in (*(record.table for record in ALL), *_ALSO) if name in there]
    return {name: int(db.conn.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]) for name in names}


def discard(part: Path) -> None:
    """Take away what an attempt left behind."""
    part.unlink(missing_ok=True)
    part.with_name(part.name + _JOURNAL).unlink(missing_ok=True)


def _placed(part: Path, path: Path) -> None:
    try:
        put_in_place(part, path)
    except BaseException:
        discard(part)
        raise


def _begin(part: Path, path: Path) -> None:
    """An empty file, which SQLite fills: as open to others as the one whose place it takes, else to nobody."""
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, datafile.ONLY_MINE))
    if path.exists():
        part.chmod(stat.S_IMODE(path.stat().st_mode) | datafile.ONLY_MINE)


def _copied(db: Database, part: Path, key: Key | None) -> None:
    if key == db.key:
        _vacuumed(db, part)
    else:
        _exported(db, part, key)


def _vacuumed(db: Database, part: Path) -> None:
    was = db.conn.execute("PRAGMA query_only").fetchone()[0]
    db.conn.execute("PRAGMA query_only = OFF")  # VACUUM INTO writes, though not into this file
    try:
        db.conn.execute("VACUUM INTO ?", (str(part),))
    finally:
        db.conn.execute(f"PRAGMA query_only = {was}")


def _exported(db: Database, part: Path, key: Key | None) -> None:
    """SQLCipher's own way from one key to another; it leaves out the two numbers in the file's head."""
    was = db.conn.execute("PRAGMA query_only").fetchone()[0]
    db.conn.execute("PRAGMA query_only = OFF")
    try:
        db.conn.execute("ATTACH DATABASE ? AS other KEY ?", (part.resolve().as_uri(), key.literal if key else ""))
        try:
            # Until it takes its place the copy counts for nothing: it is made durable at once, at the end.
            db.conn.execute("PRAGMA other.journal_mode = OFF")
            db.conn.execute("PRAGMA other.synchronous = OFF")
            db.conn.execute("SELECT sqlcipher_export('other')")
            db.conn.execute(f"PRAGMA other.application_id = {datafile.APPLICATION_ID}")
            db.conn.execute(f"PRAGMA other.user_version = {datafile.version_of(db)}")
        finally:
            db.conn.execute("DETACH DATABASE other")
    finally:
        db.conn.execute(f"PRAGMA query_only = {was}")


def _refuse_damaged(db: Database, path: Path) -> None:
    if queries.integrity(db):
        raise FileProblem(
            N_("{path} is damaged and was not used. Take an earlier backup, or another disk."), path=str(path)
        )


def _refuse_other(wanted: dict[str, int], found: dict[str, int], path: Path) -> None:
    if wanted != found:
        raise FileProblem(
            N_("The copy {path} does not hold what the file holds. Take another disk, then try again."), path=str(path)
        )
