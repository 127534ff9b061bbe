"""What a round's record says for its papers: the days of publicity and of the certificates, what tells rounds apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from app.book.reader import Row
from app.domain import awards as rules
from app.domain.when import cn_date
from app.holidays import working_calendar


def publicity(found: Row) -> tuple[str, str, str]:
    """First and last day of publicity and its working days; the last only where the holidays are known."""
    if not found.get("publicity_from_from"):
        return "", "", ""
    start, days = date.fromisoformat(found["publicity_from_from"]), found["publicity_days"]
    end = publicity_end(found)
    return cn_date(start), cn_date(end) if end else "", str(days) if days and days > 0 else ""


def publicity_end(found: Row) -> date | None:
    """The last day of publicity, where it has a first, its working days, and the holidays are known."""
    days = found.get("publicity_days")
    if not found.get("publicity_from_from") or not days or days < 1:
        return None
    start, known = date.fromisoformat(found["publicity_from_from"]), working_calendar()
    end = rules.publicity_end(start, days, known.off, known.work)
    return end if known.knows(start, end) else None


def granted(award: Row, found: Row) -> str:
    """What stands under a certificate of an award: the day decided on.

    Nobody is honoured before the publicity has ended: a day not after it was that of the choice, and only the
    month in which the decision can follow is known.
    """
    first = award["decided_from"] or ""
    exact = first if first == award["decided_to"] else ""
    end = publicity_end(found)
    if end and exact <= end.isoformat():
        after = end + timedelta(days=1)
        return f"{after.year}年{after.month}月"
    if found.get("publicity_from_from") and not end:
        return ""  # when the publicity ends is not known, so nothing after it is
    return cn_date(date.fromisoformat(exact)) if exact else ""


def labels(rounds: Sequence[Row], used: Collection[int | None], year: int) -> dict[int, str]:
    """What tells the rounds of a year apart: their titles without the year, numbered where they are alike.

    Args:
        rounds: the rounds of the year and those its awards belong to.
        used: the rounds of the year's awards, None among them where an award has none.
        year: the reporting year.

    Returns:
        The labels by the rounds' ids; nothing where there is only one round and no award outside it.
    """
    if len(rounds) + (None in used) < 2:
        return {}
    found: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for row in rounds:
        title = re.sub(rf"^{year}年度?", "", row["title"]) or row["title"]
        seen[title.casefold()] += 1
        number = seen[title.casefold()]
        found[row["id"]] = f"{title}（{number}）" if number > 1 else title
    return found
