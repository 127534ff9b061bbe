"""Opening something kept in the book with its own program: a read-only copy in a private folder, gone at the end."""

from __future__ import annotations

import stat
import weakref
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.book.attachments import is_shown
from app.book.private_folders import PrivateFolder
from app.domain.errors import FileProblem, Refused
from app.i18n import N_

# What a double click would run instead of show.
_RUNS = {
    ".exe", ".com", ".bat", ".cmd", ".msi", ".scr", ".pif", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh", ".ps1",
    ".lnk", ".url", ".hta", ".cpl", ".reg", ".jar", ".sh", ".desktop", ".py", ".pyw", ".chm", ".scf", ".msc",
}  # fmt: skip


class Copies(QObject):
    """The folder of the copies opened from here; it goes with its owner, at the latest with the program."""

    def __init__(self, owner: QObject) -> None:
        """Made for the first copy.

        Raises:
            OSError, FileProblem: there is no room for it.
        """
        super().__init__(owner)
        folder = PrivateFolder()
        self.fresh, self.remove = folder.fresh, folder.remove
        weakref.finalize(self, folder.remove)


def open_copy(owner: QObject, name: str, content: bytes) -> Path:
    """Open a copy of a kept file; ``owner`` (the desk) keeps the folder of the copies.

    Raises:
        Refused: it is a program, or nothing on this computer opens it.
        FileProblem: the copy cannot be written.
    """
    if Path(name).suffix.lower() in _RUNS:
        raise Refused(N_("{name} is a program and is not started from here. Save a copy if you trust it."), name=name)
    if not is_shown(name):
        raise Refused(N_("{name} is of a kind that is not opened from here. Save a copy if you trust it."), name=name)
    try:
        copies = owner.findChild(Copies) or Copies(owner)
        path = copies.fresh() / name
        path.write_bytes(content)
        path.chmod(stat.S_IRUSR)  # what is typed into a copy would be lost
    except OSError as error:
        raise FileProblem(
            N_("{path} cannot be written: {reason}. Choose another place."),
            path=name,
            reason=error.strerror or str(error),
        ) from error
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise Refused(N_("No program on this computer opens {name}. Save a copy and look at it elsewhere."), name=name)
    return path
