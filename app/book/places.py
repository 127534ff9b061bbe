"""What kind of place a file lies at: a network share is no place to work on a data file."""

from __future__ import annotations

import re
import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes

_NETWORK = {"cifs", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afs", "fuse.sshfs", "fuse.davfs2", "davfs"}
_MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")  # how a space in a name is told
_REMOTE = 4  # GetDriveTypeW's DRIVE_REMOTE


def is_on_network(path: Path) -> bool:
    """Whether ``path`` lies on a network share, as far as the system tells."""
    if sys.platform == "win32":
        return _is_remote_drive(path)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return kind_of(path.resolve(), mounts) in _NETWORK


def kind_of(path: Path, mounts: str) -> str:
    """The kind of file system that an absolute path lies on, by a system's table of mounts; "" where unknown."""
    best, found = -1, ""
    for line in mounts.splitlines():
        words = line.split()
        if len(words) < 3:
            continue
        place = Path(_ESCAPED.sub(_letter, words[1]))
        if path.is_relative_to(place) and len(place.parts) >= best:
            best, found = len(place.parts), words[2]
    return found


def _letter(found: re.Match[str]) -> str:
    return chr(int(found[1], 8))


def _is_remote_drive(path: Path) -> bool:
    if sys.platform == "win32":
        whole = path.resolve()
        drive = ctypes.windll.kernel32.GetDriveTypeW(f"{whole.drive}\\")
        return whole.drive.startswith("\\\\") or bool(drive == _REMOTE)
    return False
