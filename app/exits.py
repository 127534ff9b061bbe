"""How the program ended last time: a mark that lies in the log folder while it runs and goes with a clean end.

The mark is held by a lock of the system, which dies with its process whatever ends it, so one that nobody holds was
left behind. It is also where Python writes the places in the code when a library brings the process down, because
nothing can be opened any more by then.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from app import paths
from app.log import Plain, file_of, private

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import resource

_RUNNING, _ENDED = "running-", "ended-"
_FAR = 1 << 30  # the byte that is locked: where the system locks for good, the text before it stays readable
_PLACE = re.compile(r'^\s*File "(?P<file>[^"]*)", line (?P<line>\d+) in (?P<name>[\w<>.]+)')
_MOST = 40  # lines of a native crash that are told

_log = logging.getLogger("app.exits")


class Run:
    """This run of the program, from its mark to its clean end."""

    def __init__(self, path: Path, file: IO[bytes] | None, *, unclean: bool) -> None:
        """``begin`` makes it."""
        self.unclean = unclean  # whether a run before this one was ended by something else
        self._path = path
        self._file = file

    def end(self) -> None:
        """The program ends as it should: take the mark away, and those of earlier runs, which are known by now."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        for path in (self._path, *_named(self._path.parent, _ENDED)):
            with suppress(OSError):
                path.unlink()


def begin(folder: Path | None = None) -> Run:
    """Leave the mark of this run, and look whether an earlier one was left behind.

    Where the folder cannot be written there is no mark, and no crash is known of afterwards.
    """
    folder = folder or paths.log_folder()
    _leave_no_dump()
    path = folder / f"{_RUNNING}{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _set_aside(folder)
        file = _marked(path)
    except OSError:
        return Run(path, None, unclean=unclean(folder))
    faulthandler.enable(file)
    return Run(path, file, unclean=unclean(folder))


def unclean(folder: Path | None = None) -> bool:
    """Whether a run before this one ended by a power cut, a kill or a crash, and none ended well since.

    True until the end of the run that found it, so that everything opened meanwhile can be looked at closely.
    """
    return any(_named(folder or paths.log_folder(), _ENDED))


def _marked(path: Path) -> IO[bytes]:
    """The mark, open and held; nothing is buffered, since a crash flushes nothing."""
    file = private(path)
    try:
        file.write(f"{os.getpid()}\n".encode())
        _hold(file)
    except OSError:
        file.close()
        raise
    return file


def _named(folder: Path, start: str) -> Iterator[Path]:
    with suppress(OSError):
        yield from folder.glob(f"{start}*")


def _set_aside(folder: Path) -> None:
    """Find the marks that nobody holds any more; what stands in them goes to the log, bare."""
    for path in _named(folder, _RUNNING):
        with suppress(OSError):
            with path.open("r+b") as file:
                _hold(file)
                text = file.read(200_000).decode("utf-8", "replace")
            for line in _crash(text):
                _log.error("the last run: %s", Plain(line))
            path.unlink()
            path.with_name(path.name.replace(_RUNNING, _ENDED, 1)).touch(0o600)


def _crash(text: str) -> Iterator[str]:
    """What Python wrote when the process was brought down: its kind and the places in the code."""
    for line in text.splitlines()[1 : _MOST + 1]:
        place = _PLACE.match(line)
        if place:
            yield f"{file_of(place['file'])}:{place['line']} {place['name']}"
        elif line.startswith(("Fatal Python error: ", "Windows fatal exception: ")):
            yield line.partition(" (")[0][:80]


def _leave_no_dump() -> None:
    """A picture of the process's memory, which the system may keep of a crash, would hold what was on screen."""
    if sys.platform == "win32":
        msvcrt.SetErrorMode(msvcrt.SEM_NOGPFAULTERRORBOX)
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _hold(file: IO[bytes]) -> None:
    """Lock the mark until this process ends.

    Raises:
        OSError: another process holds it.
    """
    if sys.platform == "win32":
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
