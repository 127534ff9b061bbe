"""The program's log: what went wrong and where in the code, never what stood in the clerk's records.

The text of an error may hold a name or a number (an ID number that no rule could read, the row that broke a rule), and
so may whatever a call to the log is given to fill its sentence with. So neither is ever written: of an error its kind
and the places in the code stay, of a sentence its fixed words.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from app import paths

_NAME = "union-steward.log"
_BYTES = 500_000
_KEPT = 2
_LINKS = 5  # errors behind an error that are told
_FRAMES = 60  # places of one error that are told: the outermost and the innermost ones
_LEFT_OUT = "…"
_CODE = paths.ROOT.resolve().as_posix() + "/"


class Plain(str):
    """A word of the program's own, such as a record type's name: it may stand in the log."""

    __slots__ = ()


def start_log(folder: Path | None = None) -> Path | None:
    """Log what happens into a small rotating file; returns it, or None where none can be written."""
    folder = folder or paths.log_folder()
    root = logging.getLogger("app")
    root.setLevel(logging.INFO)
    for old in [handler for handler in root.handlers if isinstance(handler, _Late | logging.NullHandler)]:
        root.removeHandler(old)
    path = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        private(path).close()
    except OSError:
        root.addHandler(logging.NullHandler())  # else Python would write it whole to the desktop's own log
        return None
    handler = _Late(path)
    handler.setFormatter(Scrubbed())
    root.addHandler(handler)
    return path


class _Late(logging.Handler):
    """Opens the file for each thing there is to log: most starts have nothing, and a file kept open cannot be moved.

    The standard rotating handler brings the network's modules with it, and says on the standard error output, values
    and all, what it could not write.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._path.exists() and self._path.stat().st_size > _BYTES:
                self._rotate()
            with private(self._path) as file:
                file.write((self.format(record) + "\n").encode())
        except OSError:  # a log that cannot be written holds nothing up
            pass

    def _rotate(self) -> None:
        names = [self._path, *(self._path.with_name(f"{_NAME}.{number}") for number in range(1, _KEPT + 1))]
        for older, newer in zip(reversed(names[1:]), reversed(names[:-1]), strict=True):
            if newer.exists():
                newer.replace(older)


def private(path: Path) -> IO[bytes]:
    """A file to write at the end of, which nobody else on this computer can read; nothing is held back in memory.

    Raises:
        OSError: it cannot be written.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab", buffering=0)


class Scrubbed(logging.Formatter):
    """Writes the fixed words of what is logged and the bare form of its error; values become ``…``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places of the error under it."""
        stamp = self.formatTime(record)
        head = f"{stamp} {record.levelname} {record.name} {_sentence(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([head, *(f"  {line}" for line in told(error))]) if error is not None else head


def _sentence(record: logging.LogRecord) -> str:
    """The words as they stand in the code, with only plain words put in."""
    said = record.msg if isinstance(record.msg, str) else _word(record.msg)
    if not record.args:
        return said
    given = record.args if isinstance(record.args, tuple) else (record.args,)
    try:
        return said % tuple(_word(one) for one in given)
    except (TypeError, ValueError):  # %d and the like want a number
        return said


def _word(value: object) -> str:
    if isinstance(value, BaseException):
        return name_of(value)
    return str(value) if type(value) is Plain else _LEFT_OUT


# ------------------------------------------------------------------------------------------- errors, bare


def told(error: BaseException) -> list[str]:
    """An error as lines without any of its values: each kind with its places in the code, what it came from first.

    An error of the user's world is told with the sentence's msgid; the disk's and the database's with their number.
    """
    lines: list[str] = []
    for at, one in enumerate(_chain(error)):
        lines += ["then:"] if at else []
        lines += [*places(one.__traceback__), name_of(one)]
    return lines


def name_of(error: BaseException) -> str:
    """The kind of an error, with what its kind itself says of it and none of its values."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "") else f"{kind.__module__}.{kind.__qualname__}"
    msgid = getattr(error, "msgid", None)
    if isinstance(msgid, str):
        return f"{name}: {msgid}"
    code = getattr(error, "sqlite_errorname", None)
    if isinstance(error, OSError) and error.errno is not None:
        code = errno.errorcode.get(error.errno)
    return f"{name}: {code}" if isinstance(code, str) else name


def places(trace: TracebackType | None) -> list[str]:
    """The places of a traceback, outermost first: file, line and function."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{file_of(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    half = _FRAMES // 2
    return found if len(found) <= _FRAMES else [*found[:half], _LEFT_OUT, *found[-half:]]


def file_of(name: str) -> str:
    """The name of a file of code as it may be told: from the program's folder on, of others the last part only."""
    path = name.replace("\\", "/")
    if path.startswith(_CODE):
        return path.removeprefix(_CODE)
    if "/app/" in path:  # in a build the folder of the program is another one
        return "app/" + path.rpartition("/app/")[2]
    if "/site-packages/" in path:
        return path.rpartition("/site-packages/")[2]
    return path.rpartition("/")[2] if path.endswith((".py", ".pyc")) else _LEFT_OUT


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those behind it, the first cause first."""
    found: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in found and len(found) < _LINKS:
        found.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return reversed(found)
