"""Days, times and units as a form prints them."""

from __future__ import annotations

import re
from datetime import date

from app.book.reader import Reader, Row
from app.domain.when import cn_date


def when(row: Row, name: str, year: int) -> str:
    """A time with its year: 2026年4月13日 where one day is meant, else as given, with the year before it."""
    said = str(row[name])
    if not said:
        return ""
    if re.fullmatch(r"[\d\s年月日./-]+", said):
        said = day(row, name)
    return said if re.search(r"\d{4}", said) else f"{year}年{said}"


def day(row: Row, name: str) -> str:
    """2026年3月8日 where the day is known, else as it was given."""
    first = row[f"{name}_from"]
    return cn_date(date.fromisoformat(first)) if first and first == row[f"{name}_to"] else str(row[name])


def month(row: Row, name: str) -> str:
    """1990年5月 where the month is known, else as it was given."""
    first, last = row[f"{name}_from"], row[f"{name}_to"]
    if first and last and first[:7] == last[:7]:
        return f"{int(first[:4])}年{int(first[5:7])}月"
    return re.sub(r"^(\d{4})$", r"\1年", str(row[name]))


def unit_name(read: Reader, unit_id: int | None) -> str:
    """The unit's own name, without those above it."""
    return read.captions("unit", [unit_id]).get(unit_id, "").rpartition("/")[2] if unit_id else ""
