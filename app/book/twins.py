"""Two files of one book: a backup opened by mistake, a copy that a cloud program made of a conflict."""

from __future__ import annotations

from pathlib import Path

from app.book.backups import automatic_folder
from app.book.book import Book
from app.store import backup_names
from app.store.datafile import SERIAL_BITS, SUFFIX


def original_of(path: Path) -> Path | None:
    """The data file that ``path`` is a backup of, by its name, where that file is still there."""
    for place in (path.parent, path.parent.parent):
        for file in place.glob(f"*{SUFFIX}") if place.is_dir() else ():
            near = path.parent in (file.parent, automatic_folder(file))
            if near and file != path and backup_names.parse(path, file.stem) is not None and file.is_file():
                return file
    return None


def identity(book: Book) -> str:
    """What tells a book from all others and is the same in its copies: where its identifiers begin."""
    return str(int(book.read.union()["id"]) >> SERIAL_BITS)
