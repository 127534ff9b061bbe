"""One writer to a file: who has it open, since when, and a lock that ends with its program, however that ends.

The lock is the operating system's, on a small file beside the data file; what stands in that file only says whose
it is. A program that was killed leaves the small file behind, but not the lock: the next one takes it over.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import platform
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from app.domain.errors import CannotWrite, FileProblem, Held
from app.i18n import N_

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30  # the byte that is locked on Windows: beyond the text, so that others may read that
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_NO_PLACE = {errno.EACCES, errno.EPERM, errno.EROFS}
_PAUSE = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open: the user's name, the computer's, and since when (local time, ``YYYY-MM-DD HH:MM``)."""

    who: str
    host: str
    since: str


class Holding:
    """The lock while it is held; ``left_by`` says who left it behind when the program or the power went."""

    def __init__(self, path: Path, file: IO[bytes] | None, left_by: Holder | None) -> None:
        """``hold`` makes one; without a file the disk knows no locks, and SQLite's own must do."""
        self._path = path
        self._file = file
        self.left_by = left_by

    def release(self) -> None:
        """Let go, and leave nothing behind; a second call does nothing."""
        file, self._file = self._file, None
        if file is None:
            return
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)  # before the lock goes: nobody may take over a file that is going
        with suppress(OSError):
            file.close()
        if sys.platform == "win32":
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def hold(path: Path, patience: float = 0.0) -> Holding:
    """Take the lock of the data file ``path``, trying for ``patience`` seconds.

    Raises:
        Held: another window has it, here or on another computer.
        CannotWrite: the folder cannot be written.
    """
    place = lock_file(path)
    until = time.monotonic() + patience
    while True:
        file, left_by = _opened(place, path)
        try:
            _lock(file)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                file.close()
                return Holding(place, None, None)
            file.close()
            if error.errno not in _TAKEN:
                raise
            if time.monotonic() >= until:
                raise _held(path, left_by) from error
            time.sleep(_PAUSE)
            continue
        if _is_still(file, place):
            _sign(file)
            return Holding(place, file, left_by)
        file.close()  # its former holder took it away between our opening and our locking it


def holder_of(path: Path) -> Holder | None:
    """Who has the data file open for writing at this moment, as far as can be told."""
    try:
        hold(path).release()
    except Held as held:
        return Holder(**{name: str(held.values.get(name, "")) for name in ("who", "host", "since")})
    except FileProblem:
        return None
    return None


def _held(path: Path, holder: Holder | None) -> Held:
    if holder is None:
        return Held(
            N_("{path} is open in another window. Close it there, or open it for reading only."), path=str(path)
        )
    told = N_(
        "{path} has been open on the computer {host} (user {who}) since {since}. "
        "Close it there, or open it for reading only."
    )
    if (holder.who, holder.host) == (_user(), platform.node()):  # a second start, as a rule: her own name helps nobody
        told = N_(
            "{path} is open on this computer already, since {since}: look for its window in the task bar. "
            "It can also be opened for reading only."
        )
    return Held(told, path=str(path), **asdict(holder))


def lock_file(path: Path) -> Path:
    """The small file beside the data file that bears the lock."""
    whole = path.resolve()
    return whole.with_name(f".{whole.name}.lock")


def _opened(place: Path, path: Path) -> tuple[IO[bytes], Holder | None]:
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        if error.errno not in _NO_PLACE:
            raise
        raise CannotWrite(
            N_("{path} can only be read: its folder is read-only. Save a copy elsewhere to work on it."), path=str(path)
        ) from error
    file = os.fdopen(handle, "r+b", buffering=0)
    return file, _told(file)


def _told(file: IO[bytes]) -> Holder | None:
    try:
        found = json.loads(file.read(4096).decode("utf-8"))
        return Holder(str(found["who"]), str(found["host"]), str(found["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sign(file: IO[bytes]) -> None:
    """Write down who holds it; a disk too full for that still holds the lock."""
    since = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    text = json.dumps(asdict(Holder(_user(), platform.node(), since)), ensure_ascii=False)
    with suppress(OSError):
        file.seek(0)
        file.truncate()
        file.write(text.encode("utf-8"))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _is_still(file: IO[bytes], place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), place.stat())
    except OSError:
        return False


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
