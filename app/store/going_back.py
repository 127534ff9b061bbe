"""The way back to a backup: it is read back whole before it takes the place, and what lay there is itself kept."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from app.domain import retention
from app.domain.errors import FileProblem
from app.i18n import N_
from app.points import reached
from app.replacing import move, part_of, sync_folder
from app.store import backup, backup_names, datafile, holding, keys
from app.store.contents import Contents, is_sound, look
from app.store.keys import Secret

_JOURNALS = ("-journal", "-wal", "-shm")
_PATIENCE = 2.0  # seconds that a window which is just closing may still hold the file


class OtherUnion(FileProblem):
    """The backup is of another union's file than the one whose place it is to take."""


def restore(
    source: Path,
    path: Path,
    secret: Secret = "",
    *,
    present: Secret | None = None,
    other_union: bool = False,
    now: datetime | None = None,
) -> Path | None:
    """Put the backup ``source`` in the place of the data file ``path``, which no window may have open.

    ``secret`` opens the backup, and ``present`` the file there where that has another password. Only with
    ``other_union`` may it be another union's.

    Returns:
        Where the file that was there is kept now: as a backup if it was sound, else byte for byte beside it. None
        where there was none.

    Raises:
        Held: a window has the file open.
        OtherUnion: see above.
        FileProblem: the backup cannot be read or is damaged, or the place cannot be written; the file at
            ``path`` is then as it was.
    """
    with datafile.troubles(path):
        if path.exists() and source.resolve() == path.resolve():
            raise FileProblem(N_("{path} is the data file itself. Choose a backup of it."), path=str(path))
    wanted, key = look(source, secret)
    with datafile.troubles(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        held = holding.hold(path, _PATIENCE)
    part = part_of(path)
    try:
        with datafile.troubles(path):
            if not other_union:
                _refuse_other(wanted, _contents(path, secret if present is None else present), source)
            backup.copy_bytes(source, part)
            reached("restore.copied")
            if backup.read_back(part, key) != wanted:
                raise FileProblem(
                    N_("{path} is damaged and was not used. Take an earlier backup, or another disk."), path=str(source)
                )
            reached("restore.checked")
            aside = _kept(path, secret if present is None else present, now)
            reached("restore.kept")
            _recover(path, secret if present is None else present)
            _take_place(part, path)
    except BaseException:
        backup.discard(part)
        raise
    finally:
        held.release()
    reached("restore.done")
    return aside


def _take_place(part: Path, path: Path) -> None:
    if path.exists() and datafile.is_in_use(path):
        raise FileProblem(datafile.IN_USE, path=str(path))
    # A journal left over would be played into the backup as soon as that is opened; what it belongs to is kept.
    # It must be gone for good before: a power cut may bring back what was deleted last, but not what came before that.
    left_over = [journal for journal in _journals(path) if journal.exists()]
    for journal in left_over:
        journal.unlink(missing_ok=True)
    if left_over:
        sync_folder(path.parent)
    reached("restore.cleared")
    move(part, path)
    reached("restore.replaced")
    # Done is done: should the disk fail to confirm the new name, a power cut leaves the old file, whole as well.
    with suppress(OSError):
        sync_folder(path.parent)


def _recover(path: Path, secret: Secret) -> None:
    """Let SQLite take back what a crash left half done: should this end half-way too, the file is whole by itself."""
    if not path.exists() or not any(journal.exists() for journal in _journals(path)):
        return
    for key in keys.keys_of(path, secret):
        try:
            with closing(dbapi2.connect(path.resolve().as_uri() + "?mode=rw", uri=True, isolation_level=None)) as conn:
                conn.execute("PRAGMA cipher_log_level = NONE")
                if key is not None:
                    conn.execute(f'PRAGMA key = "{key.literal}"')
                conn.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        except dbapi2.Error:
            continue  # damaged, or locked with another password: it is kept as it is, journal and all
        return


def _contents(path: Path, secret: Secret) -> Contents | None:
    """What the file there holds; None where it cannot be asked."""
    try:
        return look(path, secret)[0] if path.exists() else None
    except (FileProblem, dbapi2.Error):
        return None


def _refuse_other(wanted: Contents, there: Contents | None, source: Path) -> None:
    if there is not None and there.base != wanted.base:
        raise OtherUnion(
            N_("{file} is the book of “{name}”, not of this union. Nothing was changed."),
            file=source.name,
            name=wanted.union,
        )


def _kept(path: Path, secret: Secret, now: datetime | None) -> Path | None:
    """Keep the file that is to be replaced: as a backup, or byte for byte with the journals of a crash."""
    if not path.exists():
        return None
    if not any(_holds(journal) for journal in _journals(path)) and _is_sound(path, secret):
        return backup.backup(path, backup_names.automatic_folder(path), secret, now=now, reason=retention.RESTORE)
    aside = backup_names.aside_name(path, now)
    for file in (*_journals(path), path):
        if file == path or _holds(file):
            backup.copy_whole(file, aside.with_name(aside.name + file.name.removeprefix(path.name)))
    return aside


def _is_sound(path: Path, secret: Secret) -> bool:
    try:
        with datafile.open_file(path, secret, read_only=True) as db:
            return is_sound(db)
    except FileProblem:
        return False


def _holds(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _journals(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in _JOURNALS]
