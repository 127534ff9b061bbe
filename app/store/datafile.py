"""The data file itself: making it, opening it, checking whose it is, and turning the disk's troubles into sentences."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.domain.errors import DISK_FULL, CannotWrite, Damaged, FileProblem, WrongPassword, reason_of
from app.i18n import N_
from app.points import reached
from app.store import keys, migrations
from app.store.connection import Database
from app.store.keys import Key, Secret

APPLICATION_ID = 0x554E4F4E  # "UNON"
SUFFIX = ".union"
SERIAL_BITS = 31
_BUSY_MS = 5000
ONLY_MINE = 0o600  # the mode of a file: it holds what is nobody else's business
_LONGEST = 490  # bytes of a path: SQLite takes 512, of which its journal's name needs some

DbError = dbapi2.Error
_ASK_EVERY = 2000  # steps of SQLite's machine, well under a millisecond


class Interrupted(Exception):
    """A question was given up before it was answered."""


def serial(row_id: int) -> int:
    """The short number the clerk sees for a row; unique among the rows of one kind in one file."""
    return row_id & ((1 << SERIAL_BITS) - 1)


def create(path: Path, secret: Secret = "") -> Database:
    """Make a new, empty data file at ``path`` and open it; only its user may read it.

    Raises:
        FileProblem: something is there already, or the place cannot be written.
    """
    with troubles(path):
        if path.exists():
            raise FileProblem(N_("There is already a file {path}. Choose another name."), path=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_MINE))
        db = None
        try:
            db = _connect(path, keys.fresh(secret) if isinstance(secret, str) and secret else secret or None)
            _set_up(db, read_only=False)
            with transaction(db):
                db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrations.apply(db.conn, 0)
                _seed_identifiers(db)
                reached("create.filled")
        except BaseException:
            if db is not None:
                db.close()
            path.unlink(missing_ok=True)
            raise
    reached("create.done")
    return db


def open_file(
    path: Path,
    secret: Secret = "",
    *,
    read_only: bool = False,
    keep: Callable[[Path, Key | None], object] | None = None,
) -> Database:
    """Open the data file at ``path``, bringing an older one up to date; read-only, an older one stays as it is.

    ``keep`` is called with the path and the key before an older file is brought up to date, to back it up.

    Raises:
        FileProblem: it is missing, no data file of ours, newer than this program, locked or damaged, or the
            password is wrong.
    """
    with troubles(path):
        if not path.is_file():
            raise FileProblem(
                N_("There is no data file {path}. Check the name, or look for it on the USB stick."), path=str(path)
            )
        db = _unlocked(path, secret, read_only=read_only)
        try:
            _check_ours(db, path)
            _set_up(db, read_only=read_only)
            if not read_only and not is_up_to_date(db):
                if keep is not None:
                    keep(path, db.key)
                reached("migrate.kept")
                _bring_up_to_date(db, path)
        except BaseException:
            db.close()
            raise
    return db


def is_up_to_date(db: Database) -> bool:
    """Whether a file has today's schema."""
    return version_of(db) == migrations.LATEST


def version_of(db: Database) -> int:
    """The number of the schema that a file has."""
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])


def key_of(path: Path, secret: Secret) -> Key | None:
    """The key that opens the file at ``path``; None where it has no password.

    Raises:
        FileProblem: the file cannot be read, or the password does not open it.
    """
    with troubles(path):
        db = _unlocked(path, secret, read_only=True)
        db.close()
        return db.key


def _unlocked(path: Path, secret: Secret, *, read_only: bool) -> Database:
    """A connection whose key fits.

    Raises:
        FileProblem: none does.
    """
    for key in keys.keys_of(path, secret):
        db = _connect(path, key, read_only=read_only)
        try:
            db.conn.execute("PRAGMA application_id").fetchone()
        except dbapi2.DatabaseError as error:
            db.close()
            if "not a database" not in str(error):
                raise
            continue
        except BaseException:
            db.close()
            raise
        return db
    raise _unreadable(path, bool(secret))


def _connect(path: Path, key: Key | None, *, read_only: bool = False) -> Database:
    if len(os.fsencode(path.resolve())) > _LONGEST:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(path))
    uri = path.resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rw")
    conn = dbapi2.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_MS / 1000, check_same_thread=False)
    conn.row_factory = dbapi2.Row
    conn.execute("PRAGMA cipher_log_level = NONE")  # else a wrong password writes to stderr
    if key is not None:
        conn.execute(f'PRAGMA key = "{key.literal}"')
    return Database(conn, key)


def _set_up(db: Database, *, read_only: bool) -> None:
    # 16 MB of pages kept: rows that lie far apart in a file of a million records are shown without going to the disk.
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON", "temp_store = MEMORY",
                   "cache_size = -16000"):  # fmt: skip
        db.conn.execute(f"PRAGMA {pragma}")
    if read_only:
        db.conn.execute("PRAGMA query_only = ON")
        return
    # A journal that is deleted, its folder synced too, lost no acknowledged save in simulated power cuts and
    # leaves one file at rest.
    for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "secure_delete = ON"):
        db.conn.execute(f"PRAGMA {pragma}")


def _check_ours(db: Database, path: Path) -> None:
    if db.conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise FileProblem(
            N_("{path} is not a data file of this program. Choose a file that ends in .union."), path=str(path)
        )
    if foreign_parts(db.conn):
        raise Damaged(TAMPERED, path=str(path))
    if version_of(db) > migrations.LATEST:
        raise FileProblem(
            N_("{path} was written by a newer version of this program. Install the newer version to open it."),
            path=str(path),
        )


def foreign_parts(conn: Any) -> tuple[str, ...]:
    """What stands in a file's schema and is none of ours: triggers, views, virtual tables, computed columns.

    None of it is run by asking.
    """
    odd = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') OR (type = 'table' AND rootpage = 0)"
    found = [str(row[0]) for row in conn.execute(odd)]
    computed = (
        "SELECT m.name || '.' || x.name FROM sqlite_master m, pragma_table_xinfo(m.name) x "
        "WHERE m.type = 'table' AND m.rootpage > 0 AND x.hidden <> 0"
    )
    return tuple(found or [str(row[0]) for row in conn.execute(computed)])


def _unreadable(path: Path, has_password: bool) -> FileProblem:
    if has_password and keys.is_plain(path):
        return FileProblem(N_("{path} has no password. Open it without one."), path=str(path))
    if has_password:
        return WrongPassword(
            N_("The password does not open {path}. Check capitals and the input method, then try again."),
            path=str(path),
        )
    return FileProblem(
        N_("{path} cannot be read: it needs its password, or it is not a data file of this program."), path=str(path)
    )


def _bring_up_to_date(db: Database, path: Path) -> None:
    with transaction(db):
        try:
            migrations.apply(db.conn, version_of(db))
        except dbapi2.OperationalError as error:
            if any(word in str(error) for word in _NOT_AS_NUMBERED):
                raise Damaged(_DAMAGED, path=str(path)) from error
            raise
        reached("migrate.written")
    reached("migrate.done")


def _seed_identifiers(db: Database) -> None:
    """Start every table's identifiers at a place drawn for this file, so that files can be merged one day."""
    base = (secrets.randbelow((1 << 21) - 1) + 1) << SERIAL_BITS
    names = [row[0] for row in db.conn.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")]
    db.conn.executemany("INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", [(name, base) for name in names])


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All or nothing; takes the write lock at once so that a busy file is known before any work is done."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise


@contextmanager
def stoppable(db: Database, asked: Callable[[], bool]) -> Iterator[None]:
    """Have the questions in the body given up as soon as ``asked`` says so.

    Raises:
        Interrupted: a question was given up.
    """
    db.conn.set_progress_handler(asked, _ASK_EVERY)
    try:
        yield
    except dbapi2.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        raise Interrupted from error
    finally:
        db.conn.set_progress_handler(None, 0)


TAMPERED = N_(
    "{path} was changed by another program and holds instructions of its own; they were not carried out. "
    "Save its records into a new file."
)
# What a migration meets in a file whose schema is not the one that its number says.
_NOT_AS_NUMBERED = ("already exists", "duplicate column")
_FULL = N_("The disk is full: this was not saved in {path}. Free some space, then try again.")
_DAMAGED = N_("{path} is damaged. Nothing was changed; restore the latest backup.")
IN_USE = N_("{path} is in use by another window or program. Close it there, then try again.")
_SENTENCES: tuple[tuple[str, str, type[FileProblem]], ...] = (
    ("locked", IN_USE, FileProblem),
    ("busy", IN_USE, FileProblem),
    ("full", _FULL, FileProblem),
    (
        "readonly",
        N_("{path} cannot be changed: the file or its folder is read-only. Copy it elsewhere and open the copy."),
        CannotWrite,
    ),
    (
        "unable to open",
        N_("{path} cannot be opened. Check that the folder is there and may be written to."),
        FileProblem,
    ),
    (
        "not a database",
        N_("{path} is not a data file of this program. Choose a file that ends in .union."),
        FileProblem,
    ),
    ("malformed", _DAMAGED, Damaged),
    ("unsupported file format", _DAMAGED, Damaged),  # a byte of the header that no program writes so
    (
        "disk i/o",
        N_("The disk did not answer while working on {path}. Check the cable or the USB stick, then try again."),
        FileProblem,
    ),
)


@contextmanager
def troubles(path: Path | str) -> Iterator[None]:
    """Turn what the disk and SQLite report about the user's world into a sentence; bugs pass through."""
    try:
        yield
    except (dbapi2.OperationalError, dbapi2.DatabaseError, sqlite3.Error) as error:
        raise as_problem(error, path) from error
    except UnicodeDecodeError as error:  # SQLite gives the bytes of a damaged name or text as they are
        raise Damaged(_DAMAGED, path=str(path)) from error
    except OSError as error:
        if error.errno in DISK_FULL:
            raise FileProblem(_FULL, path=str(path)) from error
        raise FileProblem(
            N_("{path} cannot be used: {reason}. Check the folder, then try again."),
            path=str(path),
            reason=reason_of(error),
        ) from error


def is_in_use(path: Path) -> bool:
    """Whether another program is writing to the file, or reading it, at this moment; any file, sound or not."""
    connection = dbapi2.connect(str(path), timeout=_BUSY_MS / 1000, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except dbapi2.Error as error:
        return "locked" in str(error) or "busy" in str(error)
    finally:
        connection.close()
    return False


def as_problem(error: Exception, path: Path | str) -> Exception:
    """What SQLite says of the user's world as a sentence; anything else as it came."""
    text = str(error).lower()
    for part, msgid, kind in _SENTENCES:
        if part in text:
            return kind(msgid, path=str(path))
    return error


def rows(db: Database, sql: str, values: Any = ()) -> list[dict[str, Any]]:
    """The rows of a query as plain dicts."""
    cursor = db.conn.cursor()
    cursor.row_factory = None  # a plain tuple costs half of what a Row does
    cursor.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]
