"""One hostile case: something a clerk may be handed, told by its kind, that the program must take or turn away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

FILE, PASTE, PICTURE, FORM, STYLE, SETTINGS, BOOK = "file", "paste", "picture", "form", "style", "settings", "book"


@dataclass(frozen=True, slots=True)
class Case:
    """A case of one ``kind``; ``label`` says what is wrong with it, ``name`` is the file's name.

    ``more`` is what comes beside the content: the HTML of a paste.
    """

    kind: str
    label: str
    name: str
    content: bytes
    more: str = ""


Maker = Callable[[Random], Case]


def mutated(random: Random, content: bytes) -> bytes:
    """The content with a few bytes changed, cut out, put twice, or its end torn off."""
    found = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        if not found:
            break
        _MUTATIONS[random.randrange(len(_MUTATIONS))](random, found)
    return bytes(found)


def _flip(random: Random, found: bytearray) -> None:
    found[random.randrange(len(found))] ^= 1 << random.randrange(8)


def _overwrite(random: Random, found: bytearray) -> None:
    at = random.randrange(len(found))
    for i in range(at, min(len(found), at + random.choice((1, 2, 4, 8)))):
        found[i] = random.choice((0, 0xFF, 0x7F, 0x80, random.randrange(256)))


def _insert(random: Random, found: bytearray) -> None:
    at = random.randrange(len(found) + 1)
    found[at:at] = random.randbytes(random.choice((1, 2, 7)))


def _cut(random: Random, found: bytearray) -> None:
    at = random.randrange(len(found))
    del found[at : at + random.choice((1, 2, 8, 200))]


def _double(random: Random, found: bytearray) -> None:
    at = random.randrange(len(found))
    found[at:at] = found[at : at + random.choice((4, 40, 400))]


def _tear(random: Random, found: bytearray) -> None:
    del found[random.randrange(len(found)) :]


_MUTATIONS = (_flip, _flip, _overwrite, _overwrite, _insert, _cut, _double, _tear)
