"""A damaged file and the ways on: which backup is good, what saving would bring, and the saving itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.book import backups, twins
from app.book.backups import Backup
from app.book.book import Book
from app.book.salvaging_list import list_text, missing_text
from app.domain.errors import FileProblem
from app.points import reached
from app.replacing import part_of, put_in_place
from app.store import datafile, health
from app.store import salvage as _store
from app.store.health import Health, State
from app.store.keys import Secret
from app.store.salvage_told import Salvage

_LOOKED_INTO = 12  # backups, from the newest, until a good one is found
SAVED, LIST = "-抢救", "-抢救清单"

Report = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Good:
    """A backup that was read through: what it holds."""

    backup: Backup
    members: int
    entries: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can be done about a damaged file.

    ``good`` is the newest sound backup, ``skipped`` how many newer ones are damaged too. ``members`` and
    ``entries`` are what saving would bring; None where it would bring nothing.
    """

    health: Health
    good: Good | None
    skipped: int
    members: int | None
    entries: int | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, where the list of it lies, and the list for the screen, with names.

    ``identity`` is the book's, which the damaged file shares: the new one takes over as the one worked on.
    """

    salvage: Salvage
    list_path: Path
    text: str
    identity: str


def check(path: Path, secret: Secret = "", *, whole: bool = False, cancelled: Asked | None = None) -> Health:
    """The state of a file; cheap enough for every opening unless ``whole``, which is for after a crash.

    Raises:
        FileProblem: the disk does not answer.
    """
    return health.look(path, secret, whole=whole, cancelled=cancelled)


def outlook(path: Path, secret: Secret = "", cancelled: Asked | None = None) -> Outlook:
    """Look into a damaged file and its backups; none of them is changed.

    Raises:
        FileProblem: the disk does not answer.
        Cancelled: the clerk stopped it.
    """
    found = health.look(path, secret, cancelled=cancelled)
    good, skipped = _newest_good(path, secret)
    counted: dict[str, int] = {}
    if found.can_be_salvaged or found.sound:
        try:
            counted = _store.survey(path, secret, cancelled)
        except FileProblem:
            counted = {}  # nothing can be saved then, and that is the answer
    any_ = any(counted.values())
    members, entries = (counted[name] if any_ else None for name in ("member", "entry"))
    return Outlook(found, good, skipped, members, entries)


def salvage(
    path: Path,
    out: Path | None = None,
    secret: Secret = "",
    report: Report | None = None,
    cancelled: Asked | None = None,
) -> Saved:
    """Save what can be saved of the data file ``path`` into the new file ``out``, with a list of what is missing.

    Without ``out`` the new file lies beside the damaged one, which stays as it is in any case.

    Raises:
        FileProblem: nothing can be saved, the password does not open it, or the place cannot be written.
        Cancelled: the clerk stopped it; nothing is left behind.
    """
    target = out or free_name(path)
    told = _store.recover(path, target, secret, report, cancelled)
    try:
        with Book.open(target, secret) as book:  # it must be good for work, not only for reading
            identity = twins.identity(book)
        reached("salvage.opened")
        listed = target.with_name(f"{path.stem}{LIST}.txt")
        _write(listed, list_text(told, path, named=not secret))
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    reached("salvage.listed")
    return Saved(told, listed, missing_text(told), identity)


def free_name(path: Path) -> Path:
    """A name for the new file beside the damaged one that nothing has yet."""
    day = datetime.now().astimezone().strftime("%Y%m%d")
    target, number = path.with_name(f"{path.stem}{SAVED}-{day}{datafile.SUFFIX}"), 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}{SAVED}-{day}-{number}{datafile.SUFFIX}")
    return target


def _newest_good(path: Path, secret: Secret) -> tuple[Good | None, int]:
    """The newest backup that can be read through, and how many newer ones cannot."""
    skipped = 0
    for one in backups.all_backups(path)[:_LOOKED_INTO]:
        if one.before_restore:
            continue
        found = backups.look_into(one, secret)
        if not found.trouble:
            return Good(one, found.members, found.entries), skipped
        skipped += found.trouble == "damaged"
    return None, skipped


def _write(path: Path, text: str) -> None:
    with datafile.troubles(path):
        part = part_of(path)
        try:
            part.write_text(text, encoding="utf-8-sig", newline="\r\n")
            put_in_place(part, path)
        finally:
            part.unlink(missing_ok=True)


__all__ = ["Good", "Health", "Outlook", "Saved", "State", "check", "free_name", "outlook", "salvage"]
