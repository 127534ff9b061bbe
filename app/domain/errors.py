"""The errors the clerk can meet: each says what happened, to what, and what to do."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from app.i18n import N_

DISK_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_REASONS = {
    errno.EACCES: N_("no permission"),
    errno.EPERM: N_("no permission"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOENT: N_("the folder is not there"),
    errno.ENOTDIR: N_("the folder is not there"),
    errno.EEXIST: N_("the folder is not there"),  # a file bears its name
    errno.EISDIR: N_("that is a folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EIO: N_("the disk did not answer"),
    **dict.fromkeys(DISK_FULL, N_("the disk is full")),
}


def reason_of(error: Exception) -> str:
    """Why the system refused, as a msgid; its own words where it is nothing common."""
    inner = next((one for one in error.args if isinstance(one, OSError)), error)  # a library may have wrapped it
    number = getattr(inner, "errno", None)
    return _REASONS.get(number or 0) or getattr(inner, "strerror", None) or str(inner)


class AppError(Exception):
    """An error of the user's world, carrying a sentence (an English msgid and its values).

    ``exit_status`` is what a command ends with: 3 for the user's world, 2 for the call's words.
    """

    exit_status = 3

    def __init__(self, msgid: str, /, **values: object) -> None:
        """``msgid`` may hold ``{name}`` places; ``values`` fill them when the sentence is said."""
        super().__init__(msgid)
        self.msgid = msgid
        self.values = values

    def __str__(self) -> str:
        return self.msgid.format(**self.values) if self.values else self.msgid


class UsageError(AppError):
    """The words of a command are off."""

    exit_status = 2


class FileProblem(AppError):
    """A file is missing, locked, damaged, foreign, newer, or its disk is full."""


class Held(FileProblem):
    """Another window has the file open; ``values`` tell who, where (host) and since when, as far as is known."""


class CannotWrite(FileProblem):
    """The file, its folder or its disk is read-only: it can be looked at, and saved elsewhere."""


class WrongPassword(FileProblem):
    """The password does not open the file."""


class Damaged(FileProblem):
    """The file can no longer be read whole."""


class NotSaved(FileProblem):
    """A step could not be kept where the data file lies; nothing of it was, and it may be kept elsewhere."""


class Refused(AppError):
    """An action that the rules do not allow, with the way out in its sentence."""


class Cancelled(AppError):
    """The clerk stopped a long job; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong value: the field's name, the value as typed and the sentence about it."""

    field: str
    value: str
    msgid: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, field: str, value: object, msgid: str, /, **values: object) -> Problem:
        """Build a problem; ``values`` fill the places of ``msgid``."""
        return cls(field, "" if value is None else str(value), msgid, tuple(values.items()))


class Invalid(AppError):
    """A record that cannot be kept as it is, with its problems one by one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """``problems`` is never empty; the first one's sentence stands for the whole."""
        first = problems[0]
        super().__init__(first.msgid, **dict(first.values))
        self.problems = problems
