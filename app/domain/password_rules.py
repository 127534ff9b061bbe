"""What a new password must be, and in a word how well it holds: length counts for more than odd characters."""

from __future__ import annotations

import unicodedata

from app.i18n import N_

SHORTEST = 6
_GOOD, _FAIR = 50.0, 32.0  # bits that somebody who tries them all has to go through
_TRIED_FIRST = ("password", "qwerty", "abc", "admin", "iloveyou", "woaini", "888", "666", "000", "123", "321")
_HAN = 11.0  # bits: the few thousand characters that are used
_KINDS = ((str.isdigit, 3.3), (str.islower, 4.7), (str.isupper, 4.7))
_OTHER = 5.0


def problem(password: str, again: str) -> str:
    """Why a new password does not do, as a msgid; "" when it does."""
    if len(unicodedata.normalize("NFC", password)) < SHORTEST:
        return N_("The password needs six characters at least.")
    if password != again:
        return N_("The two passwords differ. Type them again.")
    return ""


def told(password: str) -> str:
    """How well a password holds, as a msgid; "" while there is too little to judge."""
    if len(password) < SHORTEST:
        return ""
    bits = _bits(password)
    if bits < _FAIR:
        return N_("Easily guessed. A few words that belong together only for you hold much longer.")
    if bits < _GOOD:
        return N_("Holds against guessing. A longer one holds against a computer too.")
    return N_("Holds well.")


def _bits(password: str) -> float:
    """About how many halvings of doubt the password is worth; what is repeated or counted up is worth little."""
    text = password.lower()
    for word in _TRIED_FIRST:
        text = text.replace(word, word[:1])
    total, before = 0.0, ""
    for sign in text:
        step = ord(sign) - ord(before) if before else 2
        total += 1.0 if step in (-1, 0, 1) else _worth(sign)
        before = sign
    return total


def _worth(sign: str) -> float:
    if "\u3400" <= sign <= "\u9fff":
        return _HAN
    return next((bits for is_kind, bits in _KINDS if is_kind(sign)), _OTHER)
