"""Putting a finished file in its place, so that after any crash there is the old one whole or the new one whole."""

from __future__ import annotations

import os
import time
from itertools import chain, repeat
from pathlib import Path

_PATIENCE = 5.0  # seconds that a virus scanner may hold a file
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)


def part_of(path: Path) -> Path:
    """Where the file for ``path`` is made before it takes its place: beside it, hidden, known by its name."""
    return path.with_name(f".{path.name}.part")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; what stood at ``path`` stays until then.

    Raises:
        OSError: the place cannot be written; nothing is left behind.
    """
    part = part_of(path)
    try:
        part.write_bytes(data)
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


def put_in_place(part: Path, path: Path) -> None:
    """Make ``part`` durable and let it take the place of ``path``, whether there is a file or not.

    Raises:
        OSError: it cannot; ``path`` is then as it was, and ``part`` still there.
    """
    sync(part)
    move(part, path)
    sync_folder(path.parent)


def move(part: Path, path: Path, patience: float = _PATIENCE if os.name == "nt" else 0.0) -> None:
    """Rename, with ``patience`` (seconds) for a virus scanner that is still looking at one of the two.

    Raises:
        OSError: it was refused to the end.
    """
    until = time.monotonic() + patience
    for pause in chain(_PAUSES, repeat(_PAUSES[-1])):
        try:
            part.replace(path)
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(pause)
        else:
            return


def sync(path: Path) -> None:
    """Have what was written to a file on the disk itself."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a renaming durable; Windows has no such thing for folders and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
