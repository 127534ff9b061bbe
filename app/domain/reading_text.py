"""Text as it may stand in a record: without what nobody sees, and without half characters that no file can hold."""

from __future__ import annotations

# Signs that end a line elsewhere than in our files (next line, line and paragraph separator).
_LINE_ENDS = dict.fromkeys([0x85, 0x2028, 0x2029], "\n")
# Controls; soft hyphen, zero-width and direction-changing signs, of which 0x200D stays: emoji are joined by it;
# annotations, tags, halves of characters, and the code points that are none. Tabs and line breaks have their place.
_STRIPPED: dict[int, str | None] = dict.fromkeys(
    [
        *range(9), 11, 12, *range(14, 32), *range(127, 160), 0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F,
        *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFEFF,
        *range(0xFFF9, 0xFFFC), 0xFFFE, 0xFFFF, *range(0xE0000, 0xE0080),
        *(plane + last for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    ]
)  # fmt: skip
_TABLE = {**_STRIPPED, **_LINE_ENDS}
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def clean(text: str) -> str:
    """The text without what cannot be seen and without space at its ends."""
    if text.isprintable():  # nearly every text; what is stripped below is not printable, nor is a line break
        return text.strip()
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE).strip()


def whole(text: str) -> str:
    """The text with the sign for the unreadable in place of each half of a character, which no file can hold."""
    return text if text.isprintable() else text.translate(_HALVES)
