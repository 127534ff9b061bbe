"""What is done to a damaged file on the worker: looking at what is left, saving it, going back to a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.book import backups, salvaging
from app.book.book import Secret
from app.book.salvaging import Outlook, Saved


def look(path: Path, secret: Secret, _report: Any = None, cancelled: Any = bool) -> Outlook:
    """What can be done about a damaged file."""
    return salvaging.outlook(path, secret, cancelled)


def save(path: Path, secret: Secret, report: Any = None, cancelled: Any = bool) -> Saved:
    """Save what can be saved into a new file beside the damaged one."""
    return salvaging.salvage(path, None, secret, report, cancelled)


def go_back(source: Path, path: Path, secret: Secret, _report: Any = None, _cancelled: Any = None) -> Path | None:
    """Put a backup in the place of the damaged file, which is kept beside it."""
    fitting = backups.opens(source, secret)
    return backups.restore(source, path, secret if fitting is None else fitting, present=secret)
