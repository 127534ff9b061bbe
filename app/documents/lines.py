"""Breaking Chinese text into lines: no mark at the wrong end of a line, no number or word torn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]

NO_START = frozenset("，。、；：？！）】》〉」』〕”’％‰℃·～．,.;:?!)]}%")
NO_END = frozenset("（《〈「『【〔“‘￥¥＄$№([{")
_WORD = (
    r"[A-Za-z0-9À-ɏ]+(?:[.,:/@_+'&\-][A-Za-z0-9À-ɏ]+)*%?"  # words, numbers, telephone numbers, addresses
    r"|—+|…+"
)
_WORDS = re.compile(_WORD)
_CLUSTER = re.compile(
    f"[{re.escape(''.join(sorted(NO_END)))}]*(?: +|(?:{_WORD}|.)[{re.escape(''.join(sorted(NO_START)))}]*)",
    re.DOTALL,
)
_SLACK_PT = 0.01
_MISSING = "〓"


def clean(text: str) -> str:
    r"""``text`` without what no paper can show: control and zero-width characters, half surrogates.

    Line breaks become ``\n``, tabs and odd spaces a space; U+3000 stays, since forms are spaced with it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(_printable(char) for char in text) if not _PLAIN.fullmatch(text) else text


_PLAIN = re.compile("[\n -~\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]*")


def _printable(char: str) -> str:
    if char in "\n\u3000":
        return char
    kind = unicodedata.category(char)
    if char == "\t" or kind == "Zs":
        return " "
    if kind == "Cs" or ord(char) & 0xFFFE == 0xFFFE:
        return _MISSING
    variation = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return "" if variation or kind in ("Cc", "Cf") else char


def estimate(text: str) -> float:
    """The width of ``text`` in ems as 仿宋_GB2312 sets it: a Chinese character one, all else a half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def clusters(text: str) -> list[str]:
    """The pieces between which a line may end: an opening mark with what follows, a closing one with what precedes."""
    return _CLUSTER.findall(text)


def break_lines(text: str, width: float, measure: Measure, first: float | None = None) -> tuple[str, ...]:
    r"""Break ``text``, at its own ``\n`` too, into lines no wider than ``width``.

    Args:
        text: cleaned text.
        width: width of a line, in the unit of ``measure``.
        measure: the width of a piece of text.
        first: width of the first line, when it is indented.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        lines.extend(_break_one(part, width, measure, width if first is None or lines else first))
    return tuple(lines)


def _break_one(text: str, width: float, measure: Measure, limit: float) -> list[str]:
    if measure(text) <= limit + _SLACK_PT:
        return [text]
    lines: list[str] = []
    line, used = "", 0.0
    for piece, size in _fitting(text, width, measure):
        if line and used + size > limit + _SLACK_PT and piece.strip(" "):
            lines.append(line.rstrip(" "))
            line, used, limit = "", 0.0, width
        line, used = line + piece, used + size
    return [*lines, line.rstrip(" ")]


def _fitting(text: str, width: float, measure: Measure) -> Iterator[tuple[str, float]]:
    """The clusters with their sizes, those wider than a whole line taken apart into characters (a web address)."""
    for piece in clusters(text):
        size = measure(piece)
        if size > width + _SLACK_PT:
            yield from ((char, measure(char)) for char in piece)
        else:
            yield piece, size


def widest_word(text: str, measure: Measure) -> float:
    """The width of the widest number or Latin word in ``text``: what should not be torn to fit a cell."""
    return max((measure(word) for word in _WORDS.findall(text) if len(word) > 1), default=0.0)


def balanced(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Lines of about one length, as a title is set (7.3.1); breaks in ``text`` are kept as they are."""
    lines = break_lines(text, width, measure)
    if len(lines) < 2 or "\n" in text:
        return lines
    narrow = width * 0.97
    while narrow > width / 3:
        tried = break_lines(text, narrow, measure)
        if len(tried) > len(lines):
            break
        lines, narrow = tried, narrow * 0.97
    return lines
