"""What opens a data file: its password or the code of its recovery sheet, tried on the file without opening it."""

from __future__ import annotations

from app.domain.errors import WrongPassword
from app.i18n import N_
from app.store.datafile import key_of
from app.store.keys import Key, Secret, fits, is_code, is_plain, recovery_code


def same_key(key: Key, secret: str) -> Key:
    """The key of the file that is open, where ``secret`` makes it; for asking again who sits there.

    Raises:
        WrongPassword: it does not.
    """
    if not fits(key, secret):
        raise WrongPassword(N_("This password does not open the file."))
    return key


__all__ = ["Key", "Secret", "WrongPassword", "is_code", "is_plain", "key_of", "recovery_code", "same_key"]
