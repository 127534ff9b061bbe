"""The folder on a USB stick that backups are also copied to: known by a mark in it, whatever letter the stick gets."""

from __future__ import annotations

import os
import string
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.replacing import write_whole
from app.store import backup, backup_names, datafile
from app.store.contents import look
from app.store.keys import Secret

MARK = "工会小管家备份盘.txt"
_OWNER = ".union-id"
_MOUNTS = ("/media", "/run/media", "/mnt", "/Volumes")
_DEEP = 2  # folders between a mount's place and the stick: /media/<user>/<stick>


@dataclass(frozen=True, slots=True)
class Stick:
    """A folder chosen for copies: the mark's text, and where it was last seen."""

    mark: str
    folder: Path


def choose(folder: Path) -> Stick:
    """Mark a folder, or take the mark that it has.

    Raises:
        FileProblem: the folder cannot be written.
    """
    with datafile.troubles(folder):
        found = _mark_of(folder)
        if not found:
            found = uuid.uuid4().hex
            write_whole(folder / MARK, f"{found}\n".encode())
    return Stick(found, folder)


def find(stick: Stick) -> Path | None:
    """Where the folder is now; None where the stick is not plugged in."""
    for folder in (stick.folder, *_elsewhere(stick.folder)):
        if _mark_of(folder) == stick.mark:
            return folder
    return None


def copy_newest(path: Path, secret: Secret, folder: Path, cancelled: Callable[[], bool] = bool) -> Path | None:
    """Copy the newest automatic backup of ``path`` into ``folder``, unless it is there; None where there is none.

    When this returns, what the stick gives back was compared with what it was given: it may be taken out.

    Raises:
        FileProblem: the stick is full, read-only, broken or was taken out.
        Cancelled: ``cancelled`` said so.
    """
    found = backup_names.numbered(backup_names.automatic_folder(path), path.stem)
    if not found:
        return None
    newest = found[0][0]
    base = look(newest, secret)[0].base
    with datafile.troubles(folder):
        place = _place(folder, path.stem, str(base))
        target = place / newest.name
        backup_names.sweep(place, path.stem)
        if not (target.exists() and backup.digest(target) == backup.digest(newest)):
            backup.copy_whole(newest, target, cancelled)
        backup.thin(path, place)
    return target


def place_of(folder: Path, stem: str) -> list[Path]:
    """The folders on a stick that may hold copies for a file of this name."""
    found = [folder / f"{stem}-备份", *(folder / f"{stem}-备份-{number}" for number in range(2, 10))]
    return [one for one in found if one.is_dir()]


def _place(folder: Path, stem: str, owner: str) -> Path:
    """Two unions' files may have one name; what is thinned out must be of the right one."""
    number = 1
    while True:
        place = folder / (f"{stem}-备份" if number == 1 else f"{stem}-备份-{number}")
        place.mkdir(exist_ok=True)
        mark = place / _OWNER
        if not mark.exists():
            write_whole(mark, owner.encode("utf-8"))
        if mark.read_text(encoding="utf-8").strip() == owner:
            return place
        number += 1


def _mark_of(folder: Path) -> str:
    with suppress(OSError, ValueError):
        return (folder / MARK).read_text(encoding="utf-8").strip()[:64]
    return ""


def _elsewhere(folder: Path) -> list[Path]:
    """Where the same folder would be if the stick had another letter, or another place in the system."""
    inner = Path(*folder.parts[1:])
    if os.name == "nt":
        return [Path(f"{letter}:/") / inner for letter in string.ascii_uppercase[3:]]
    found = []
    for root in (Path(one) for one in _MOUNTS):
        if folder.is_relative_to(root):
            parts = folder.relative_to(root).parts
            for deep in range(1, _DEEP + 1):
                rest = Path(*parts[deep:])
                found += [one / rest for one in sorted(root.glob("/".join("*" * deep)))]
    return found
