"""Backups as the window and the commands see them: making them, listing those there are, going back to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.book import sticks
from app.book.reader import Reader
from app.book.sticks import Stick
from app.domain import retention
from app.domain.errors import Damaged, FileProblem, WrongPassword
from app.i18n import N_
from app.store import backup as _store
from app.store import backup_names, contents, datafile, going_back, keys
from app.store.backup_names import automatic_folder
from app.store.going_back import OtherUnion
from app.store.keys import Secret

backup = _store.backup
restore = going_back.restore

START, EXIT, TIMED = retention.START, retention.EXIT, retention.TIMED
IMPORT, UPGRADE, RESTORE, REKEY = retention.IMPORT, retention.UPGRADE, retention.RESTORE, retention.REKEY
ASKED = retention.ASKED
REASONS = retention.REASONS

_A_DAY = timedelta(days=1)
_CLOCK = N_(
    "The computer's clock is more than a day behind the last entry in this file. Put its date and time right; "
    "the order of entries and backups does not depend on it."
)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on the disk: where, of which moment (local time), how large in bytes.

    ``number`` orders the automatic ones and is 0 for those made into a folder of the clerk's choice; ``reason`` is
    one of ``REASONS``, or "" where she asked for it. ``before_restore`` marks a file that was set aside when
    another was put in its place, ``on_stick`` a copy on the USB stick.
    """

    path: Path
    made: datetime
    size: int
    before_restore: bool
    number: int = 0
    reason: str = ""
    changed: int = 0
    on_stick: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """How an automatic backup went.

     ``path`` is the newest backup now, of the moment ``at``; ``made`` says whether it is new, else nothing had
    changed. ``on_stick`` is the copy on the stick; where it was plugged in and that failed, ``stick_trouble`` says
    why.
    """

    path: Path
    at: datetime
    made: bool
    on_stick: Path | None = None
    stick_trouble: FileProblem | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look into a backup found: ``trouble`` is "", "password", "damaged" or "foreign"."""

    trouble: str
    members: int = 0
    entries: int = 0
    union: str = ""
    base: int = 0


@dataclass(frozen=True, slots=True)
class Loss:
    """What going back to a backup would take: the steps saved since then, and whether it is the same union's."""

    steps: int
    same_union: bool
    union: str


def before(path: Path, secret: Secret, reason: str, now: datetime | None = None) -> Path:
    """Back up before a great change (``IMPORT``, ``UPGRADE``, ``REKEY``), even if nothing changed since the last.

    Raises:
        FileProblem: it could not be made; the change must not be begun then.
    """
    made = _store.backup(path, automatic_folder(path), secret, now=now, reason=reason)
    _store.thin(path)
    return made


def automatic(
    path: Path,
    secret: Secret,
    reason: str,
    stick: Stick | None = None,
    *,
    cancelled: Callable[[], bool] = bool,
    now: datetime | None = None,
) -> Kept:
    """Back up if anything changed since the newest backup, thin the old ones out, and copy to the stick if it is there.

    Raises:
        Damaged: the file is damaged; nothing was thinned out.
        FileProblem: no backup could be made.
        Cancelled: ``cancelled`` said so.
    """
    folder = automatic_folder(path)
    same = None if reason == ASKED else _store.newest_if_same(path, folder, secret)
    made = same or _store.backup(path, folder, secret, now=now, reason=reason, cancelled=cancelled)
    if same is None:
        _store.thin(path)
    plugged = sticks.find(stick) if stick else None  # not plugged in is no trouble
    kept = Kept(made, _made_at(made, path.stem), same is None)
    if plugged is None:
        return kept
    try:
        return replace(kept, on_stick=sticks.copy_newest(path, secret, plugged, cancelled))
    except FileProblem as error:
        return replace(kept, stick_trouble=error)


def _made_at(file: Path, stem: str) -> datetime:
    name = backup_names.parse(file, stem)
    return name.made if name else datetime.now(UTC).astimezone()


def newest(path: Path) -> Backup | None:
    """The newest automatic backup by its running number."""
    found = backup_names.numbered(automatic_folder(path), path.stem)
    return _told(*found[0]) if found else None


def backups_of(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a data file in ``folder`` (beside it where none is given), latest first; none is opened."""
    return _in_order(_in_folder(path, path.parent if folder is None else folder))


def all_backups(path: Path, stick: Stick | None = None) -> tuple[Backup, ...]:
    """Every backup of a data file: the automatic ones, those beside it, and those on the stick if it is there."""
    found = [*_in_folder(path, automatic_folder(path)), *_in_folder(path, path.parent)]
    plugged = sticks.find(stick) if stick else None
    for place in sticks.place_of(plugged, path.stem) if plugged else ():
        found += _in_folder(path, place, on_stick=True)
    return _in_order(found)


def _in_folder(path: Path, folder: Path, *, on_stick: bool = False) -> list[Backup]:
    found = backup_names.backups_in(folder, path.stem)
    return [_told(file, name, on_stick=on_stick) for file, name in found.items()]


def _in_order(found: Iterable[Backup]) -> tuple[Backup, ...]:
    """Those with a running number by that, whatever the clock said; the others between them by their time."""
    latest = sorted(found, key=_by_time, reverse=True)
    numbers = iter(sorted((one for one in latest if one.number), key=_by_number, reverse=True))
    return tuple(next(numbers) if one.number else one for one in latest)


def look_into(backup: Backup, secret: Secret) -> Looked:
    """Open a backup, read it through and count; a moment's work, a second where it is very large."""
    secret = fitting(backup.path, secret)
    try:
        with datafile.open_file(backup.path, secret, read_only=True) as db, datafile.troubles(backup.path):
            if not contents.is_sound(db):
                return Looked("damaged")
            found = contents.contents(db)
    except WrongPassword:
        return Looked("password")
    except FileProblem:
        return Looked("damaged" if is_plain(backup.path) else "password")
    return Looked("", found.count("member"), found.count("entry"), found.union, found.base)


def fitting(path: Path, secret: Secret) -> Secret:
    """What to open a backup with first: one from before there was a password needs none."""
    return "" if is_plain(path) else secret


def opens(path: Path, secret: Secret) -> Secret | None:
    """What opens a backup: the secret given or none at all; None where neither does.

    Raises:
        FileProblem: the backup is damaged, foreign or gone.
    """
    try:
        return datafile.key_of(path, secret) or ""
    except WrongPassword:
        return None
    except FileProblem:
        if is_plain(path) and secret:
            return datafile.key_of(path, "") or ""
        if path.is_file() and not is_plain(path):
            return None
        raise


def loss(path: Path, secret: Secret, source: Path, source_secret: Secret) -> Loss:
    """What would be lost by putting ``source`` in the place of ``path``.

    Raises:
        FileProblem: the backup cannot be read. Where the file itself cannot be, nothing is known to be lost.
    """
    wanted, _ = contents.look(source, source_secret)
    try:
        there, key = contents.look(path, secret)
        held = contents.steps(path, key or "")
    except FileProblem:
        return Loss(0, True, wanted.union)
    return Loss(len(held - contents.steps(source, source_secret)), there.base == wanted.base, wanted.union)


def clock_problem(read: Reader, now: datetime | None = None) -> str | None:
    """A sentence (a msgid) where the clock is more than a day behind the newest entry in the book; else None."""
    latest = read.history(limit=1)
    if not latest:
        return None
    try:
        at = datetime.fromisoformat(latest[0].step.at)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return _CLOCK if at - (now or datetime.now(UTC)) > _A_DAY else None


def is_plain(path: Path) -> bool:
    """Whether anybody can read the backup; one that is gone nobody can."""
    try:
        return keys.is_plain(path)
    except OSError:
        return False


def _told(file: Path, name: backup_names.BackupName, *, on_stick: bool = False) -> Backup:
    try:
        found = file.stat()
        size, changed = found.st_size, found.st_mtime_ns
    except OSError:  # gone meanwhile
        size = changed = 0
    return Backup(file, name.made, size, name.set_aside, name.number, name.reason, changed, on_stick)


def _by_time(one: Backup) -> tuple[datetime, str]:
    return one.made, one.path.name


def _by_number(one: Backup) -> tuple[int, bool]:
    return one.number, not one.on_stick


__all__ = [
    "ASKED",
    "EXIT",
    "IMPORT",
    "REASONS",
    "REKEY",
    "RESTORE",
    "START",
    "TIMED",
    "UPGRADE",
    "Backup",
    "Damaged",
    "Kept",
    "Looked",
    "Loss",
    "OtherUnion",
    "Stick",
    "all_backups",
    "automatic",
    "automatic_folder",
    "backup",
    "backups_of",
    "before",
    "clock_problem",
    "fitting",
    "look_into",
    "loss",
    "newest",
    "opens",
    "restore",
]  # fmt: skip
