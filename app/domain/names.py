"""Names of people as they are typed or pasted: several in one text, numbered, with the blanks that sheets put in."""

from __future__ import annotations

import re

_STRONG = re.compile(r"[、，,；;\n\t/|]+")
_LAST = re.compile(r"[^、，,；;\n\t/|\s]*$")
_NUMBERED = re.compile(r"^[(（]?\d{1,4}[)）.．:：]?\s*")
_LATIN = re.compile(r"[A-Za-z.'-]+")
_CHINESE = "\u3400-\u9fff\U00020000-\U0003ffff"
_DOT = re.compile(rf"(?<=[{_CHINESE}])[ \u3000]*[•‧∙⋅・･●．.｡‑᛫⸱\u00b7][ \u3000]*(?=[{_CHINESE}])")


def split_names(text: str) -> list[str]:
    """The names in a text, each once, in their order.

    Names are parted by 、, commas, semicolons, line ends or blanks. A two-character name set apart for the sake
    of a column (张　三) is one name, and the number before a name in a list is none.
    """
    found: list[str] = []
    for piece in _STRONG.split(text):
        found += _parted(_NUMBERED.sub("", piece.strip()))
    return list(dict.fromkeys(name for name in found if name))


def with_dot(text: str) -> str:
    """A name with the dot that official papers put into it (U+00B7), whichever of its look-alikes was typed.

    Source: the separator in names of minorities that public registers and banks share, ``·``.
    """
    return _DOT.sub("·", text)


def last_name(text: str) -> str:
    """What stands after the last separator: the name that is being typed."""
    found = _LAST.search(text)
    return found.group() if found else ""


def _parted(piece: str) -> list[str]:
    """A piece without separators, parted at its blanks where these do part names."""
    words = piece.split()
    if words and all(_LATIN.fullmatch(word) for word in words):
        return [" ".join(words)]
    names: list[str] = []
    letters = ""
    for word in words:
        if len(word) == 1:
            letters += word
            continue
        names += [letters, word]
        letters = ""
    return [*names, letters]
