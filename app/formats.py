"""What the user sees: numbers, amounts, days, times and sizes as text."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.domain import money
from app.domain.when import When

_FEN_PER_HUNDRED_YUAN = 100 * money.FEN_PER_YUAN
_SIZES = ("B", "KB", "MB", "GB", "TB")


def count_text(n: int | None, given: str = "") -> str:
    """The count as the clerk gave it (30余名), else its digits; empty when there is none."""
    return given or ("" if n is None else str(n))


def money_text(fen: int | None, given: str = "") -> str:
    """The amount as the clerk gave it (近10万元), else ``1,234.50`` in yuan; empty when there is none."""
    if given or fen is None:
        return given
    yuan, rest = divmod(abs(fen), money.FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02}"


def money_plain(fen: int | None, given: str = "") -> str:
    """The amount for an editor or a cell that will be read again: ``1234`` or ``1234.50`` yuan."""
    return given or ("" if fen is None else money.yuan_text(fen))


def yuan_or_wan(fen: int) -> tuple[str, str]:
    """The number and the unit a report would use: ("0.56", "万元") or ("500", "元"); always exact.

    万元 is taken from 5,000 yuan when two decimals of 万 suffice and from 10,000 when four do.
    """
    size = abs(fen)
    few_decimals = size * 2 >= money.FEN_PER_WAN and size % _FEN_PER_HUNDRED_YUAN == 0
    whole_yuan = size >= money.FEN_PER_WAN and size % money.FEN_PER_YUAN == 0
    if few_decimals or whole_yuan:
        return money.wan_text(fen), "万元"
    return money.yuan_text(fen), "元"


def date_text(day: date | None) -> str:
    """``2026-03-08``; empty when there is no day."""
    return "" if day is None else day.isoformat()


def when_text(when: When) -> str:
    """A time exactly as the clerk gave it; the day it covers when there is no text."""
    if when.text or when.first is None or when.last is None:
        return when.text
    if when.first == when.last:
        return date_text(when.first)
    return f"{date_text(when.first)} – {date_text(when.last)}"


def timestamp_text(stamp: str) -> str:
    """A stored UTC time (ISO 8601) as local ``2026-03-08 09:12``; an unreadable one as it is."""
    try:
        moment = datetime.fromisoformat(stamp)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return stamp


def size_text(size: int) -> str:
    """A file's size: ``512 B``, ``1.5 KB``, ``12 MB``; 1 KB is 1024 bytes."""
    value, unit = float(size), 0
    while value >= 1023.95 and unit < len(_SIZES) - 1:
        value, unit = value / 1024, unit + 1
    digits = 0 if unit == 0 or value >= 99.95 else 1
    return f"{value:.{digits}f} {_SIZES[unit]}"
