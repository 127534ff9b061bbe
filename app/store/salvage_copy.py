"""The working copy of a damaged file: a journal left by a crash is played into the copy, never into the file itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlcipher3 import dbapi2

from app.domain.errors import Damaged, WrongPassword
from app.i18n import N_
from app.points import reached
from app.store.file_looks import Looks, looks, sealed_with
from app.store.keys import Key, Secret, keys_of
from app.store.salvage_source import connect

JOURNAL = "-journal"
_NOTHING = 1 << 30  # findings of a file that does not open at all


def key_of(path: Path, secret: Secret) -> Key | None:
    """The key that opens the file; None where it is plain.

    Raises:
        WrongPassword: none does.
        Damaged: the beginning of the file is gone, although the password is right.
        OSError: the file cannot be read.
    """
    if looks(path) is not Looks.SEALED:
        return None
    tried = [key for key in keys_of(path, secret) if key is not None]
    for key in tried:
        if _opens(path, key):
            return key
    if any(sealed_with(path, key) for key in tried):
        raise Damaged(
            N_("The password is right, but the beginning of {path} is damaged. Go back to a backup."), path=str(path)
        )
    raise WrongPassword(
        N_("The password does not open {path}. Check capitals and the input method, then try again."), path=str(path)
    )


def working_copy(source: Path, copy: Path, key: Key | None) -> None:
    """Copy ``source`` with its journal to ``copy`` and play the journal where that does good.

    Raises:
        OSError: the disk.
    """
    forget(copy)
    shutil.copyfile(source, copy)
    reached("salvage.copied")
    journal = source.with_name(source.name + JOURNAL)
    if journal.is_file() and journal.stat().st_size:
        _play(source, journal, copy, key)
        reached("salvage.played")


def _play(source: Path, journal: Path, copy: Path, key: Key | None) -> None:
    """Play the journal; one that belongs to another file does harm, and is then left out."""
    shutil.copyfile(journal, copy.with_name(copy.name + JOURNAL))
    with_it = wounds(copy, key)
    if with_it:
        forget(copy)
        shutil.copyfile(source, copy)
        if wounds(copy, key) < with_it:
            return
        forget(copy)
        shutil.copyfile(source, copy)
        shutil.copyfile(journal, copy.with_name(copy.name + JOURNAL))
        wounds(copy, key)


def wounds(path: Path, key: Key | None) -> int:
    """How much a quick check finds wrong in a file that nobody else uses; a journal beside it is played first."""
    conn = connect(path, key)
    try:
        if key is not None:
            conn.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            torn = len(conn.execute("PRAGMA cipher_integrity_check").fetchall())
            if torn:
                return torn
        return sum(row[0] != "ok" for row in conn.execute("PRAGMA quick_check"))
    except dbapi2.Error as error:
        if any(word in str(error).lower() for word in ("disk i/o", "full")):  # the copy's disk, not the file's damage
            raise
        return _NOTHING
    finally:
        conn.close()


def _opens(path: Path, key: Key) -> bool:
    conn = connect(path, key, read_only=True)
    try:
        conn.execute("PRAGMA user_version").fetchone()
    except dbapi2.Error as error:
        return "not a database" not in str(error)  # cut off or torn, but this is its key
    finally:
        conn.close()
    return True


def forget(copy: Path) -> None:
    """Take a working copy away, with what SQLite left beside it."""
    copy.unlink(missing_ok=True)
    copy.with_name(copy.name + JOURNAL).unlink(missing_ok=True)
