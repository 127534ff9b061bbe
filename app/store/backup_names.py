"""What backups are called, where the automatic ones lie, and what an attempt that was cut short leaves there."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain import retention
from app.store.datafile import SUFFIX

_ASIDE = "before-restore-"
_REASONS = "|".join(retention.REASONS)
_NAME = re.compile(rf"-(?P<aside>{_ASIDE})?(?P<stamp>\d{{8}}-\d{{6}})(?:-(?P<number>\d+))?(?:-(?P<reason>{_REASONS}))?")
_PART = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.part(?:-journal)?")


@dataclass(frozen=True, slots=True)
class BackupName:
    """What a backup's name says.

    ``made`` is local time by the clock then; ``number`` is 0 where it bears none; ``set_aside`` marks the file that
    lay where a backup was put.
    """

    made: datetime
    number: int
    reason: str
    set_aside: bool

    @property
    def kept(self) -> retention.Kept:
        """The same, for the choice of those to keep."""
        return retention.Kept(self.number, self.made.date(), self.reason)


def automatic_folder(path: Path) -> Path:
    """Where the automatic backups of the data file at ``path`` lie."""
    return path.with_name(f"{path.stem}-备份")


def parse(file: Path, stem: str) -> BackupName | None:
    """What the name of a backup of ``<stem>.union`` says; None where ``file`` is none."""
    if file.suffix != SUFFIX or not file.stem.startswith(stem):
        return None
    found = _NAME.fullmatch(file.stem.removeprefix(stem))
    if found is None:
        return None
    try:
        made = datetime.strptime(found["stamp"], "%Y%m%d-%H%M%S").astimezone()
    except (ValueError, OverflowError, OSError):  # no day of any calendar
        return None
    return BackupName(made, int(found["number"] or 0), found["reason"] or retention.ASKED, bool(found["aside"]))


def backups_in(folder: Path, stem: str) -> dict[Path, BackupName]:
    """The backups of ``<stem>.union`` that lie in ``folder``; none is opened."""
    found = {}
    with suppress(OSError):  # a folder that cannot be looked into holds none that could be gone back to
        for file in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
            name = parse(file, stem)
            if name is not None and file.is_file():
                found[file] = name
    return found


def numbered(folder: Path, stem: str) -> list[tuple[Path, BackupName]]:
    """Those that bear a running number, the newest first."""
    found = [(file, name) for file, name in backups_in(folder, stem).items() if name.number and not name.set_aside]
    return sorted(found, key=_number, reverse=True)


def next_name(folder: Path, stem: str, reason: str, now: datetime | None) -> Path:
    """The name of the next automatic backup; its number is above that of all there, whatever the clock says."""
    newest = numbered(folder, stem)
    number = newest[0][1].number + 1 if newest else 1
    return folder / f"{stem}-{_stamp(now)}-{number:04}{f'-{reason}' if reason else ''}{SUFFIX}"


def asked_name(folder: Path, stem: str, now: datetime | None) -> Path:
    """The name of a backup that the clerk has made in a folder of her choice."""
    return _free(folder, f"{stem}-{_stamp(now)}")


def aside_name(path: Path, now: datetime | None) -> Path:
    """Where a file is kept in whose place a backup is put."""
    return _free(path.parent, f"{path.stem}-{_ASIDE}{_stamp(now)}")


def part_of(target: Path) -> Path:
    """Where a backup is written before it bears its name; it tells whose it is, so that it can be cleared away."""
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def sweep(folder: Path, stem: str) -> int:
    """Clear away what backups of ``<stem>.union`` left in ``folder`` when they were cut short; says how many."""
    swept = 0
    for file in folder.iterdir() if folder.is_dir() else ():
        found = _PART.fullmatch(file.name)
        if found and parse(Path(found["name"]), stem) and not _runs(int(found["process"])):
            try:
                file.unlink()
            except OSError:  # still in use, or the disk forbids it: another time
                continue
            swept += 1
    return swept


def _runs(process: int) -> bool:
    """Whether a process is still at work; on Windows its files cannot be taken away, which tells as much."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _free(folder: Path, stem: str) -> Path:
    """A name in ``folder`` that nothing has yet."""
    target, number = folder / f"{stem}{SUFFIX}", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}{SUFFIX}"
    return target


def _stamp(now: datetime | None) -> str:
    return (now or datetime.now(UTC).astimezone()).strftime("%Y%m%d-%H%M%S")


def _number(item: tuple[Path, BackupName]) -> int:
    return item[1].number
