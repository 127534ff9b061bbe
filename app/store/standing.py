"""Whether the file that lies at a path is still the one that was opened there."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import FileProblem
from app.i18n import N_

_GONE = N_("{path} is no longer there: was the USB stick taken out, or the file moved? This was not saved.")
_OTHER = N_(
    "Another file was put in the place of {path} while it was open. This was not saved. "
    "Save a copy elsewhere to keep what you see."
)


class Standing:
    """The file at ``path`` as the system knew it when this was made."""

    def __init__(self, path: Path) -> None:
        """The file is there."""
        self._path = path
        self._mark = _mark(path)

    def refuse_other(self) -> None:
        """Make sure of the file before it is written to.

        Raises:
            FileProblem: it is gone, or another lies there.
        """
        try:
            now = _mark(self._path)
        except OSError as error:
            raise FileProblem(_GONE, path=str(self._path)) from error
        if now != self._mark:
            raise FileProblem(_OTHER, path=str(self._path))

    def refuse_older(self, newest: int, known: int) -> None:
        """The same, for a file that was overwritten in its place: its ``newest`` step is before the one ``known``.

        Raises:
            FileProblem: an older state of the book lies there.
        """
        if newest < known:
            raise FileProblem(_OTHER, path=str(self._path))


def _mark(path: Path) -> tuple[int, int]:
    """Device and number of the file; numbers that a disk does not give are 0 and tell nothing."""
    found = path.stat()
    return (found.st_dev, found.st_ino) if found.st_ino else (0, 0)
