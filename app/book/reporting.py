"""Reports for other programs: JSON on the disk, whole or not at all, and never over a file that is still needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from app.domain.errors import FileProblem, UsageError, reason_of
from app.i18n import N_
from app.replacing import part_of, put_in_place

_UNWRITABLE = N_("{path} cannot be written: {reason}. Choose another place.")


def write_json(path: Path | None, data: dict[str, Any]) -> None:
    """Write a report where one is asked for.

    Raises:
        FileProblem: the place cannot be written; what stood there before still does.
    """
    if path is None:
        return
    with _place(path) as part:
        part.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        put_in_place(part, path)


def refuse_place(path: Path, others: Sequence[Path | None]) -> None:
    """Refuse a place that cannot be written before anything is done, and one that would cost a file still needed.

    Raises:
        UsageError: the place is one of ``others``.
        FileProblem: it cannot be written.
    """
    if any(other and path.resolve() == other.resolve() for other in others):
        raise UsageError(N_("{path} is a file this command reads. Choose another name for what it writes."), path=path)
    if path.is_dir():
        raise FileProblem(_UNWRITABLE, path=str(path), reason=N_("that is a folder"))
    with _place(path) as part:
        part.touch()


@contextmanager
def _place(path: Path) -> Iterator[Path]:
    """A file beside ``path`` to write first, so that the old one stands until the new one is whole."""
    part = part_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
    except OSError as error:
        raise FileProblem(_UNWRITABLE, path=str(path), reason=reason_of(error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
