"""Files that belong to a record, and papers that were written: their contents lie in the data file itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.book.book import Book
from app.book.reader import Reader, Row
from app.domain.errors import FileProblem, Refused, reason_of
from app.domain.listing import Condition, Listing
from app.i18n import N_
from app.replacing import write_whole
from app.store.history import now

LARGEST = 50 * 1024 * 1024  # bytes of one attachment; the file is backed up whole each time

_FORBIDDEN = set('<>:"/\\|?*')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
# What a double click shows. Anything else might run: of programs there are more kinds than anybody can list.
_SHOWN = {
    ".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".heic", ".pdf", ".ofd", ".caj", ".txt", ".csv",
    ".rtf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".dps", ".odt", ".ods", ".odp", ".mp3",
    ".m4a", ".wav", ".amr", ".mp4", ".mov", ".avi", ".eml", ".zip", ".rar", ".7z",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way into the book."""

    name: str
    content: bytes


def read_file(path: Path) -> Incoming:
    """Read a file that is to be attached.

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
        return Incoming(safe_name(path.name), path.read_bytes())
    except OSError as error:
        raise FileProblem(
            N_("{path} cannot be read: {reason}. Check that it is still there."),
            path=str(path),
            reason=error.strerror or str(error),
        ) from error


def attach(book: Book, table: str, row_id: int, path: Path, caption: str = "") -> int:
    """Take a copy of a file into the book as an attachment of a record and return the attachment's id.

    Raises:
        FileProblem: the file cannot be read.
        Refused: it is larger than ``LARGEST``.
    """
    return attach_all(book, table, row_id, [read_file(path)], caption)[0]


def attach_all(book: Book, table: str, row_id: int, files: Sequence[Incoming], caption: str = "") -> list[int]:
    """Take several files into the book as attachments of a record, in one step, and return their ids.

    A file that hangs on the record already under the same name is not taken a second time; its id is given.
    """
    kept = {(row["name"], row["digest"]): row["id"] for row in attachments(book.read, table, row_id)}
    label = N_("Attach {name}") if len(files) == 1 else N_("Attach {count} files")
    ids: list[int] = []
    with book.step(label, name=files[0].name if files else "", count=len(files)) as writer:
        for file in files:
            digest = writer.keep_content(file.content)
            if (file.name, digest) not in kept:
                values = {"owner_table": table, "owner_id": row_id, "name": file.name, "caption": caption}
                size = {"size": len(file.content), "digest": digest}
                kept[file.name, digest] = writer.insert("attachment", values | size)
            ids.append(kept[file.name, digest])
    return ids


def write_copy(read: Reader, attachment_id: int, path: Path) -> None:
    """Write an attachment to a file.

    Raises:
        FileProblem: the attachment is gone, or the place cannot be written.
    """
    row = read.rows("attachment", [attachment_id]).get(attachment_id)
    content = read.content(row["digest"]) if row else None
    if content is None:
        raise FileProblem(N_("{path}: this attachment is no longer in the book. Open the record anew."), path=path.name)
    try:
        write_whole(path, content)
    except OSError as error:
        raise FileProblem(
            N_("{path} cannot be written: {reason}. Choose another place."),
            path=str(path),
            reason=reason_of(error),
        ) from error


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
    kept = "".join("_" if char in _FORBIDDEN else char for char in seen).strip(" .")[-120:].strip(" .")
    return f"_{kept}" if _DEVICE.match(kept) else kept or "_"


def is_shown(name: str) -> bool:
    """Whether a file of this name may be handed to whatever program shows its kind."""
    return Path(name).suffix.lower() in _SHOWN
