"""The invented union's file, made on the worker when somebody wants to look around."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app import paths
from app.book import demo
from app.book.book import Book


def demo_path() -> Path:
    """Where the invented union's file is kept."""
    return paths.documents_folder() / f"{demo.NAME}（演示）.union"


def make_demo(path: Path, _report: Any = None, _cancelled: Any = None) -> Path:
    """Make the invented union's file where there is none yet."""
    if not path.exists():
        Book.create(path, demo.NAME, demo.KIND, fill=demo.fill).close()
    return path
