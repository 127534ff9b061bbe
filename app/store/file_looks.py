"""What a file is by its looks alone: ours or foreign, encrypted or plain, or ours with its beginning gone."""

from __future__ import annotations

import hashlib
import hmac
from enum import Enum
from pathlib import Path

from app.i18n import N_
from app.store.keys import Key
from app.store.salvage_pages import HEAD, PAGE, Pages, Unfit

_SAMPLES = 12  # pages
_SPARE = 80  # bytes that SQLCipher keeps at the end of a page: 16 for the start vector, 64 for the seal
_SEAL = 64
_SALT = 16
_FOREIGN = (
    (b"PK\x03\x04", N_("an Excel workbook, a Word document or a zip archive")),
    (b"\xd0\xcf\x11\xe0", N_("an old Excel or Word file")),
    (b"%PDF", N_("a PDF")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"\x89PNG", N_("a picture")),
    (b"Rar!", N_("an archive")),
    (b"7z\xbc\xaf", N_("an archive")),
)


class Looks(Enum):
    """What a file looks like; TORN is a plain file of SQLite whose head is gone."""

    EMPTY = "empty"
    PLAIN = "plain"
    SEALED = "sealed"
    TORN = "torn"
    FOREIGN = "foreign"


def looks(path: Path) -> Looks:
    """What the file at ``path`` looks like.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(len(HEAD))
    if not head:
        return Looks.EMPTY
    if head == HEAD:
        return Looks.PLAIN
    if foreign_kind(path):
        return Looks.FOREIGN
    pages = _sampled(path)
    if sum(_is_noise(page) for page in pages) * 2 > len(pages):
        return Looks.SEALED
    return Looks.TORN if any(_is_of_a_tree(page) for page in pages) else Looks.FOREIGN


def foreign_kind(path: Path) -> str:
    """What a foreign file is, as a msgid; "" where its first bytes do not tell."""
    with path.open("rb") as file:
        head = file.read(8)
    return next((said for magic, said in _FOREIGN if head.startswith(magic)), "")


def sealed_with(path: Path, key: Key) -> bool:
    """Whether any of the file's pages bears the seal of ``key``: then the password is right, whatever else is not."""
    seal_key = hashlib.pbkdf2_hmac("sha512", key.raw, bytes(byte ^ 0x3A for byte in key.salt), 2, 32)
    count = path.stat().st_size // PAGE
    with path.open("rb") as file:
        for number in range(1, count + 1):
            page = file.read(PAGE)
            told = page[_SALT if number == 1 else 0 : PAGE - _SPARE + 16] + number.to_bytes(4, "little")
            if hmac.digest(seal_key, told, "sha512") == page[PAGE - _SEAL :]:
                return True
    return False


def _sampled(path: Path) -> list[bytes]:
    """Some pages from all over the file."""
    size = path.stat().st_size
    count = max(1, size // PAGE)
    step = max(1, count // _SAMPLES)
    with path.open("rb") as file:
        found = []
        for number in range(0, count, step):
            file.seek(number * PAGE)
            found.append(file.read(PAGE))
    return found


def _is_noise(page: bytes) -> bool:
    """Whether a page looks drawn by lot, as an encrypted one does."""
    high = sum(byte > 127 for byte in page)
    return 0.4 < high / len(page) < 0.6 and page.count(0) < 16 + len(page) // 100


def _is_of_a_tree(page: bytes) -> bool:
    """Whether a page could be a part of a tree of SQLite's, with rows on it."""
    try:
        tree = Pages(b"\0" * PAGE + page).tree(2)
    except (Unfit, IndexError):
        return False
    return bool(tree.cells)
