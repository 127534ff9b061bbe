"""Files that belong to a record, and papers that were written: their contents lie in the data file itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.book.book import Book
from app.book.reader import Reader, Row
from app.domain.errors import FileProblem, Refused
from app.domain.listing import Condition, Listing
from app.i18n import N_
from app.store.history import now

LARGEST = 50 * 1024 * 1024  # bytes of one attachment; the file is backed up whole each time

_FORBIDDEN = set('<>:"/\\|?*')


def attach(book: Book, table: str, row_id: int, path: Path, caption: str = "") -> int:
    """Take a copy of a file into the book as an attachment of a record and return the attachment's id.

    Raises:
        FileProblem: the file cannot be read.
        Refused: it is larger than ``LARGEST``.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Refused(
                N_("{name} has {size} MB; an attachment may have {limit}. Make the picture smaller, then try again."),
                name=path.name,
                size=size // 1024**2,
                limit=LARGEST // 1024**2,
            )
        content = path.read_bytes()
    except OSError as error:
        raise FileProblem(
            N_("{path} cannot be read: {reason}. Check that it is still there."),
            path=str(path),
            reason=error.strerror or str(error),
        ) from error
    name = safe_name(path.name)
    with book.step(N_("Attach {name}"), name=name) as writer:
        values = {"owner_table": table, "owner_id": row_id, "name": name, "caption": caption, "size": len(content)}
        return writer.insert("attachment", values | {"digest": writer.keep_content(content)})


def attachments(read: Reader, table: str, row_id: int) -> list[Row]:
    """The attachments of a record, oldest first."""
    conditions = (Condition("owner_table", "is", table), Condition("owner_id", "is", row_id))
    ids = sorted(read.ids(Listing("attachment", conditions=conditions)))
    found = read.rows("attachment", ids)
    return [found[one] for one in ids]


def keep_paper(book: Book, paper: Mapping[str, Any], content: bytes) -> int:
    """Keep a paper as it was written and return its id.

    ``paper`` holds columns of the record type ``paper``: kind, title, name (of the file), year, style, and in
    ``numbers`` the figures that stood in it (JSON).
    """
    name = safe_name(paper["name"])
    with book.step(N_("Keep the paper {name}"), name=name) as writer:
        kept = {"name": name, "written_at": now(), "digest": writer.keep_content(content)}
        return writer.insert("paper", dict(paper) | kept)


def safe_name(name: str) -> str:
    """A file name that can be shown and written anywhere: no folders, no characters that hide or turn the text."""
    seen = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if unicodedata.category(c)[0] != "C")
    kept = "".join("_" if char in _FORBIDDEN else char for char in seen).strip(" .")
    return kept[-120:] or "_"
