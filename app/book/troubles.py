"""What the disk and the database report while a book is read, as a sentence for the clerk."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import AppError
from app.store.datafile import DbError, as_problem


def trouble_of(error: BaseException, path: Path | None) -> AppError | None:
    """The error of the user's world that ``error`` is: a damaged page, a disk that does not answer; None for a bug."""
    if isinstance(error, AppError):
        return error
    if not isinstance(error, DbError):
        return None
    found = as_problem(error, path or "")
    return found if isinstance(found, AppError) else None
