"""What opens a file with a password: the key that is slowly worked out from it, and the code printed for the safe.

The key is SQLCipher's own: PBKDF2-HMAC-SHA512 over the password with the salt that is the file's first 16 bytes, so a
file made here opens with any SQLCipher 4 by its password. Working it out once and handing it on spares every
further connection the third of a second; and since a copy of the file keeps its salt, one printed code opens the
file and all backups made under the same password.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_ROUNDS = 256_000  # SQLCipher 4's own; never read from the file, so nobody can lower it there
_SALT = 16
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_SMALLEST = 512  # bytes of a page
_PLAIN = b"SQLite format 3\x00"
_GROUP = 4
_CHECK = 4  # letters: one slip in a million goes unnoticed
_LETTERS = 52 + _CHECK
_LIKE = str.maketrans({"0": "O", "1": "I", "8": "B", "-": None, " ": None, "\u3000": None, "—": None, "－": None})


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one file and its copies; it is never shown or logged."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def literal(self) -> str:
        """The key as SQLCipher takes it in ``PRAGMA key = "…"`` and ``ATTACH … KEY "…"``."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


# What a caller may open a file with: what the clerk typed ("" where the file has no password), or its key.
Secret = str | Key


def fresh(password: str) -> Key:
    """The key for a file that is to be made; every file has a salt of its own."""
    return _derived(password, secrets.token_bytes(_SALT))


def keys_of(path: Path, secret: Secret) -> tuple[Key | None, ...]:
    """The keys to try on the file at ``path``, the likeliest first; ``(None,)`` where it is opened without.

    A password is taken as the input method composed it; a file of an earlier version may have been made with it
    as it came. A code from the recovery sheet is known by its check letters.

    Raises:
        OSError: the file cannot be read.
    """
    if isinstance(secret, Key):
        return (secret,)
    if not secret:
        return (None,)
    salts = _salts(path)
    if (raw := _from_code(secret)) is not None:
        return tuple(Key(raw, salt) for salt in salts)
    spellings = dict.fromkeys((unicodedata.normalize("NFC", secret), secret))
    return tuple(_derived(one, salt, as_is=True) for salt in salts for one in spellings)


def fits(key: Key, secret: str) -> bool:
    """Whether a password, or a code from the sheet, makes ``key``; the file, which may be gone, is not looked at."""
    raw = _from_code(secret)
    if raw is not None:
        return hmac.compare_digest(raw, key.raw)
    spellings = dict.fromkeys((unicodedata.normalize("NFC", secret), secret))
    return any(hmac.compare_digest(_derived(one, key.salt, as_is=True).raw, key.raw) for one in spellings)


def _salts(path: Path) -> list[bytes]:
    """The salt at the file's head; and where the power went while the head was written, the one in the journal.

    A journal is a head of one sector with the sizes of sector and page in it, then records of a page's number, the
    page as it was, and a sum; see https://sqlite.org/fileformat2.html#the_rollback_journal.
    """
    with path.open("rb") as file:
        salts = [file.read(_SALT)]
    journal = path.with_name(f"{path.name}-journal")
    if not journal.is_file():
        return salts
    with journal.open("rb") as file:
        head = file.read(28)
        if len(head) == 28 and head[:8] == _JOURNAL:
            sector, page = struct.unpack(">II", head[20:28])
            at = sector
            while page >= _SMALLEST and (record := _record(file, at)):
                if record[0] == 1:
                    return list(dict.fromkeys([*salts, record[1]]))
                at += page + 8
    return salts


def _record(file: IO[bytes], at: int) -> tuple[int, bytes] | None:
    file.seek(at)
    found = file.read(4 + _SALT)
    return (int.from_bytes(found[:4], "big"), found[4:]) if len(found) == 4 + _SALT else None


def is_plain(path: Path) -> bool:
    """Whether the file can be read by anybody: SQLite's own head stands in it.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(_PLAIN)) == _PLAIN


def recovery_code(key: Key) -> str:
    """The key in letters for the recovery sheet, in groups of four; good until the password is changed."""
    text = _letters(key.raw)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def is_code(text: str) -> bool:
    """Whether ``text`` is a code from a recovery sheet, typed without a slip."""
    return _from_code(text) is not None


def _derived(password: str, salt: bytes, *, as_is: bool = False) -> Key:
    text = password if as_is else unicodedata.normalize("NFC", password)
    return Key(hashlib.pbkdf2_hmac("sha512", text.encode("utf-8"), salt, _ROUNDS, 32), salt)


def _from_code(text: str) -> bytes | None:
    letters = unicodedata.normalize("NFKC", text).upper().translate(_LIKE)
    if len(letters) != _LETTERS:
        return None
    try:
        raw = base64.b32decode(letters[:-_CHECK] + "====")
    except ValueError:
        return None
    # Its last letter has bits to spare: of the letters that would do, only the printed one counts.
    return raw if _letters(raw) == letters else None


def _letters(raw: bytes) -> str:
    told = base64.b32encode(raw).decode("ascii").rstrip("=")
    return told + base64.b32encode(hashlib.sha256(raw).digest()).decode("ascii")[:_CHECK]
