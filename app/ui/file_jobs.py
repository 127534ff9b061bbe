"""What is done to data files on the worker: the invented union made, forms written, backups made and gone back to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.book import backups
from app.book.backups import Backup, Kept, Looked, Loss, Stick
from app.book.book import Secret


def go_back(
    source: Path,
    path: Path,
    secret: Secret,
    present: Secret,
    other_union: bool,
    _report: Any = None,
    _cancelled: Any = None,
) -> Path | None:
    """Put a backup in the place of a data file that nobody has open; returns where the former file is kept."""
    return backups.restore(source, path, secret, present=present, other_union=other_union)


def back_up(path: Path, folder: Path, secret: Secret, _report: Any = None, cancelled: Any = bool) -> Path:
    """Back a data file up into ``folder``."""
    return backups.backup(path, folder, secret, cancelled=cancelled)


def keep(
    path: Path, secret: Secret, reason: str, stick: Stick | None, _report: Any = None, cancelled: Any = bool
) -> Kept:
    """Make an automatic backup where anything changed, and copy it to the stick."""
    return backups.automatic(path, secret, reason, stick, cancelled=cancelled)


def look_into(backup: Backup, secret: Secret, _report: Any = None, _cancelled: Any = None) -> tuple[Backup, Looked]:
    """Open a backup, read it through and count."""
    return backup, backups.look_into(backup, secret)


def loss(
    path: Path, present: Secret, source: Path, secret: Secret, _report: Any = None, _cancelled: Any = None
) -> tuple[Secret, Loss] | None:
    """What opens a backup and what going back to it would lose; None where ``secret`` does not open it."""
    fitting = backups.opens(source, secret)
    return None if fitting is None else (fitting, backups.loss(path, present, source, fitting))
