"""What the window must know of a data file before it opens it."""

from __future__ import annotations

from pathlib import Path

_PLAIN_HEAD = b"SQLite format 3\x00"
_PAGE = 4096  # bytes


def needs_password(path: Path) -> bool:
    """Whether the file looks encrypted: it is there, is no empty file, and does not begin like plain SQLite."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_HEAD))
        size = path.stat().st_size
    except OSError:
        return False
    whole = size >= _PAGE and size % _PAGE == 0  # an encrypted file is made of whole pages
    return whole and head != _PLAIN_HEAD and path.suffix == ".union"
