"""The search box as SQL: names and words, pinyin in full or by its initials, and the tail of an ID number."""

from __future__ import annotations

import re
from typing import Any

from app.domain import identity
from app.domain.fields import Kind, RecordType
from app.domain.names import with_dot

_TAIL = re.compile(r"\d{2,}[\dXx]")
_ANYWHERE = 6  # digits of an ID number from which any part of it is looked for: a day of birth, a region
_SYLLABLES = 4  # letters from which whole pinyin is looked for inside a title: fewer are nearly everywhere
_BY_NAMES = ("member", "entry")  # may have a million rows, and are about people
_NUMBERS = (Kind.ID_NUMBER, Kind.PHONE, Kind.CARD)
_LATIN = re.compile(r"[a-zü0-9]+")
_APART = re.compile(r"[\s'’·-]+")


def search(record: RecordType, text: str) -> tuple[str, list[Any]]:
    """The expression over the alias ``t`` that ``text`` is found in a record, and its values."""
    parts: list[str] = []
    values: list[Any] = []
    for name in record.search or tuple(f.name for f in record.fields if f.is_text)[:4]:
        pattern = _pattern(record.field(name).kind, text)
        if pattern:
            parts.append(f"t.{name} LIKE ? ESCAPE '\\'")
            values.append(pattern)
    if record.initials_of:
        _add_pinyin(_letters(text), parts, values, inside=record.table not in _BY_NAMES)
    return " OR ".join(parts) or "0", values


def _pattern(kind: Kind, text: str) -> str:
    """What a column must be like; '' where the text cannot stand in it, which spares a look at every row."""
    if kind in _NUMBERS:
        text = identity.clean_number(text)  # full-width digits and blanks between them are no other number
    like = with_dot(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = like.replace("·", "_")  # whichever dot was written into a name or a title
    if kind is Kind.ID_NUMBER:
        if not _TAIL.fullmatch(text):
            return ""
        return f"%{like}%" if len(text) >= _ANYWHERE else f"%{like}"
    if kind in (Kind.PHONE, Kind.CARD) and not any(char.isdigit() for char in text):
        return ""
    return f"%{like}%"


def _letters(text: str) -> str:
    """The Latin letters of the text in one run, as pinyin writes them (ü as v); '' where it holds anything else."""
    run = _APART.sub("", text.lower()).replace("ü", "v")
    return run if _LATIN.fullmatch(run) else ""


def _add_pinyin(run: str, parts: list[str], values: list[Any], *, inside: bool) -> None:
    """By initials (zs), and by the whole pinyin, however it is spaced (zhangsan, zhang s).

    People's names are looked for from their beginning; ``inside`` a title also further on (ydh: 第九届运动会).
    """
    if not run:
        return
    if inside and len(run) > 1:
        parts.append("t.initials LIKE ?")
        values.append(f"%{run}%")
    if inside and len(run) >= _SYLLABLES:
        parts.append("replace(t.sort_key, ' ', '') LIKE ?")
        values.append(f"%{run}%")
        return
    parts.append("t.initials >= ? AND t.initials < ?")
    values += [run, run + "\x7f"]
    if len(run) < 2 or run.isdigit():
        return
    # The first letter bounds the part of the index; only there are the spaces between syllables taken out.
    parts.append("t.sort_key >= ? AND t.sort_key < ? AND replace(t.sort_key, ' ', '') LIKE ?")
    values += [run[0], run[0] + "\x7f", run + "%"]
