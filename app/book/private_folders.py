"""Folders for copies that only this user can look into; those of a killed program are swept at the next start."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from app.domain.errors import FileProblem
from app.points import reached
from app.store import holding
from app.store.holding import Holding

_PREFIX = "union-steward-"
_MARK = "in-use"  # the lock beside it tells that the folder's program still runs
_SETTLED = 60.0  # seconds: a folder without a lock may be one that is just being made


class PrivateFolder:
    """One folder of this run of the program."""

    def __init__(self) -> None:
        """Make it and hold it.

        Raises:
            OSError: there is no room for it.
            FileProblem: it cannot be held.
        """
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._held: Holding | None = holding.hold(self.path / _MARK)
        reached("private.made")

    def fresh(self) -> Path:
        """A folder in it for one copy, so that two files of one name do not meet."""
        return Path(tempfile.mkdtemp(dir=self.path))

    def remove(self) -> None:
        """Take it away with all that is in it; a copy that a program still holds open goes at a next start."""
        held, self._held = self._held, None
        if held is not None:
            _emptied(self.path)
            held.release()
            _removed(self.path)


def sweep() -> int:
    """Remove the folders that killed programs of this user left behind; says how many went."""
    swept = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, FileProblem):
            if _is_left(folder):
                held = holding.hold(folder / _MARK)  # refused while its program runs
                _emptied(folder)
                held.release()
                _removed(folder)
                swept += not folder.exists()
    return swept


def _is_left(folder: Path) -> bool:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != os.getuid()):
        return False  # a link, or another user's
    return holding.lock_file(folder / _MARK).exists() or time.time() - found.st_mtime > _SETTLED


def _emptied(folder: Path) -> None:
    """Remove what is in it but the lock, which on Windows is open."""
    lock = holding.lock_file(folder / _MARK)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            _removed(path)
        elif path.name != lock.name:
            with suppress(OSError):
                path.chmod(stat.S_IRWXU)
                path.unlink()


def _removed(folder: Path) -> None:
    for path in folder.rglob("*"):
        with suppress(OSError):
            path.chmod(stat.S_IRWXU)  # Windows removes no read-only file
    shutil.rmtree(folder, ignore_errors=True)
