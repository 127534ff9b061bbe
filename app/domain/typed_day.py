"""A day as it is typed in a hurry, written out: 20260308, 2026.3.8, 3-8 or 今天."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.domain import numerals

_WORDS = {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "后天": 2}
_WHOLE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?|((?:19|20)\d{2})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")


def written_out(text: str, today: date, year: int, *, needs_year: bool) -> str:
    """The text with a plain day written out, any other text as it stands.

    Args:
        text: what was typed.
        today: the day that 今天 means.
        year: the year of a day that was typed without one.
        needs_year: whether the field takes no day without its year; else 3-8 becomes 3月8日.
    """
    plain = "".join(numerals.narrow(text).split())
    if plain.lower() in _WORDS:
        return (today + timedelta(days=_WORDS[plain.lower()])).isoformat()
    if whole := _WHOLE.fullmatch(plain):
        parts = [int(part) for part in whole.groups() if part]
        return _iso(parts[0], parts[1], parts[2]) or text
    if short := _SHORT.fullmatch(plain):
        month, day = int(short[1]), int(short[2])
        full = _iso(year, month, day)
        if full:
            return full if needs_year else f"{month}月{day}日"
    return text


def _iso(year: int, month: int, day: int) -> str:
    """``2026-03-08``; empty where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
