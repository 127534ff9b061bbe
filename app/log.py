"""The program's log: what went wrong and where in the code, never what stood in the clerk's records."""

from __future__ import annotations

import logging
from pathlib import Path

from app import paths

_NAME = "union-steward.log"
_BYTES = 500_000
_KEPT = 2


def start_log(folder: Path | None = None) -> Path | None:
    """Log what happens into a small rotating file; returns it, or None where none can be written."""
    folder = folder or paths.log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _NAME).open("ab").close()
    except OSError:
        return None
    root = logging.getLogger("app")
    root.setLevel(logging.INFO)
    for old in [handler for handler in root.handlers if isinstance(handler, _Late)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(_Late(folder / _NAME))
    return folder / _NAME


class _Late(logging.Handler):
    """Opens the rotating file with the first thing there is to log.

    The standard handlers bring the network's modules with them, and most starts have nothing to log.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = _rotating(self._path)
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def _rotating(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler  # see _Late

    handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return handler
