"""Setting, changing and removing a file's password: the file first, then every backup that its old password opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.book import backups
from app.book.backups import Backup, Stick
from app.book.book import Book
from app.domain.errors import FileProblem
from app.points import reached
from app.replacing import part_of
from app.store import copying, datafile, keys
from app.store.keys import Key, Secret

Report = Callable[[int, int], object]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What came of it: the backups that now have the file's password, and those left as they were.

    ``older`` open with an earlier password only, ``failed`` are those the disk or their state did not let change,
    with the reason, ``waiting`` those that were not come to because the clerk stopped.
    """

    secret: Secret
    changed: tuple[Path, ...] = ()
    older: tuple[Path, ...] = ()
    failed: tuple[tuple[Path, FileProblem], ...] = ()
    waiting: tuple[Path, ...] = ()


def change(
    path: Path,
    former: Secret,
    password: str,
    stick: Stick | None = None,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> Rekeyed:
    """Give the file at ``path``, which nobody has open, another password, or with "" none; its backups follow.

    A backup is made before. Whatever happens in between, each file opens with its former password or with the new
    one; running it again with the new password as ``former`` (see ``catch_up``) finishes what was cut short.

    Raises:
        FileProblem: the file itself could not be changed; nothing was then, and the former password holds.
    """
    with Book.open(path, former) as book:
        was = book.secret
        backups.before(path, was, backups.REKEY)
        reached("rekey.kept")
        book.change_password(password)
        now = book.secret
    _refuse_lost(path, now)
    reached("rekey.file")
    return _follow(backups.all_backups(path, stick), was, now, report, cancelled)


def unprotected(path: Path, stick: Stick | None = None) -> tuple[Path, ...]:
    """The backups that anybody can read; beside a protected file there should be none."""
    return tuple(one.path for one in backups.all_backups(path, stick) if backups.is_plain(one.path))


def catch_up(
    path: Path,
    secret: Secret,
    stick: Stick | None = None,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
) -> Rekeyed:
    """Give the password of a protected file to those of its backups that have none."""
    key = datafile.key_of(path, secret)
    if key is None:
        return Rekeyed("")
    plain = [one for one in backups.all_backups(path, stick) if backups.is_plain(one.path)]
    return _follow(plain, "", key, report, cancelled)


def _refuse_lost(path: Path, now: Secret) -> None:
    """Try the code for the recovery sheet on the file itself before anybody relies on it.

    Raises:
        FileProblem: it does not open the file.
    """
    if isinstance(now, Key):
        datafile.key_of(path, keys.recovery_code(now))


def _follow(
    found: Iterable[Backup], was: Secret, now: Secret, report: Report | None, cancelled: Cancelled | None
) -> Rekeyed:
    """Bring backups from one key to another, the newest first, each by itself."""
    paths = [one.path for one in found]
    changed: list[Path] = []
    older: list[Path] = []
    failed: list[tuple[Path, FileProblem]] = []
    for at, path in enumerate(paths):
        if cancelled is not None and cancelled():
            return Rekeyed(now, tuple(changed), tuple(older), tuple(failed), tuple(paths[at:]))
        try:
            (changed if _brought(path, was, now) else older).append(path)
        except FileProblem as problem:
            if _opens_with(path, now):  # it was in its place already: only the disk's last word failed
                changed.append(path)
            else:
                failed.append((path, problem))
        reached("rekey.backup")
        if report is not None:
            report(at + 1, len(paths))
    return Rekeyed(now, tuple(changed), tuple(older), tuple(failed))


def _brought(path: Path, was: Secret, now: Secret) -> bool:
    """Put one backup under the key ``now``; says whether it has that key at the end."""
    with datafile.troubles(path):
        copying.discard(part_of(path))
    opens = backups.opens(path, was)
    if opens is None:
        return backups.opens(path, now) is not None
    if opens != now:
        copying.rekey(path, opens, now if isinstance(now, Key) else None)
    return True


def _opens_with(path: Path, secret: Secret) -> bool:
    """Whether this very secret opens a backup."""
    try:
        return backups.opens(path, secret) == secret
    except FileProblem:
        return False
