"""What is done to data files on the worker: the invented union made, forms written, backups made and gone back to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app import paths
from app.book import backups, demo
from app.book.book import Book


def demo_path() -> Path:
    """Where the invented union's file is kept."""
    return paths.documents_folder() / f"{demo.NAME}（演示）.union"


def make_demo(path: Path, _report: Any = None, _cancelled: Any = None) -> Path:
    """Make the invented union's file where there is none yet."""
    if not path.exists():
        try:
            with Book.create(path, demo.NAME, demo.KIND) as book:
                demo.fill(book)
                book.keep_for_good()
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def go_back(source: Path, path: Path, password: str, _report: Any = None, _cancelled: Any = None) -> Path | None:
    """Put a backup in the place of a data file that nobody has open; returns where the former file is kept."""
    return backups.restore(source, path, password)


def back_up(path: Path, folder: Path, password: str, _report: Any = None, _cancelled: Any = None) -> Path:
    """Back a data file up into ``folder``."""
    return backups.backup(path, folder, password)
