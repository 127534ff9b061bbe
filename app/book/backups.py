"""Backups as the window and the commands see them: making one, listing those there are, going back to one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.store import backup as _store
from app.store.datafile import SUFFIX

backup = _store.backup
restore = _store.restore

_STAMP = re.compile(r"-(before-restore-)?(\d{8}-\d{6})(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup on the disk: where, of which moment (local time), how large in bytes.

    ``before_restore`` marks a file that was set aside when another was put in its place.
    """

    path: Path
    made: datetime
    size: int
    before_restore: bool


def backups_of(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a data file in ``folder`` (beside it where none is given), latest first; none is opened."""
    folder = path.parent if folder is None else folder
    found = []
    for one in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        stamp = _STAMP.fullmatch(one.stem.removeprefix(path.stem)) if one.stem.startswith(path.stem) else None
        if stamp and one.is_file():
            made = datetime.strptime(stamp[2], "%Y%m%d-%H%M%S").astimezone()
            found.append(Backup(one, made, one.stat().st_size, bool(stamp[1])))
    return tuple(sorted(found, key=lambda item: (item.made, item.path.name), reverse=True))


__all__ = ["Backup", "backup", "backups_of", "restore"]
