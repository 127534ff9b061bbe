"""Looking a typed word up in a code list, and which lists leave the clerk's own words alone."""

from __future__ import annotations

from app.resources import code_list

# Only of these the list's own word replaces the clerk's (女性 → 女, 汉 → 汉族): they are counted by. Everywhere
# else what was written is what the papers print, so it stays.
NORMALISED = frozenset({"gender", "ethnic", "political", "union_kind"})


def canonical(name: str, text: str) -> str | None:
    """The word to keep for ``text``, or None where the list ``name`` does not know it."""
    if not name:
        return None
    found = code_list(name).canonical(text)
    return found if name in NORMALISED or found is None else text


def known(name: str, text: str) -> bool:
    """Whether the list knows ``text`` as a value, a code or a synonym."""
    return not name or code_list(name).canonical(text) is not None
