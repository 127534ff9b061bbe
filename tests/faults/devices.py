"""Small disks for tests: one in memory that runs full, and a stick that is a file and can be pulled out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotHere(Exception):
    """This machine does not let us do it; the words say what."""


def _done(*words: str) -> None:
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotHere(f"{words[0]}: {error.strerror}") from error
    if done.returncode:
        raise NotHere(f"{' '.join(words[:3])}: {done.stderr.strip()}")


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of ``size`` bytes at ``folder``.

    Raises:
        NotHere: no disk may be mounted here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _done("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _done("umount", "-l", str(folder))


def leave_room(disk: Path, room: int) -> Path:
    """Fill a disk with one file until only so many bytes are left, and return the file."""
    filler = disk / "电影.mp4"
    filler.unlink(missing_ok=True)
    free = shutil.disk_usage(disk).free
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(free - room, 1))
    return filler


class Stick:
    """A USB stick: an ext4 disk in a file, mounted at a folder, that can be pulled out at any moment."""

    def __init__(self, file: Path, folder: Path, size: int = 16 * 1024 * 1024) -> None:
        self._file = file
        self._folder = folder
        file.write_bytes(b"")
        os.truncate(file, size)
        _done("mkfs.ext4", "-q", "-F", str(file))
        folder.mkdir(parents=True, exist_ok=True)
        self.plug_in(file)

    def plug_in(self, file: Path) -> None:
        """Mount what is in ``file``; a journal left open is played back, as any system does."""
        _done("mount", "-o", "loop", str(file), str(self._folder))

    def pull(self) -> Path:
        """What would be on the stick were it pulled out at this moment: only what has reached it."""
        pulled = self._file.with_suffix(".pulled")
        shutil.copyfile(self._file, pulled)
        return pulled

    def unplug(self) -> None:
        """Take it away, whoever is still using it."""
        subprocess.run(["umount", "-l", str(self._folder)], capture_output=True, check=False)
