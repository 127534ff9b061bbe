"""When gifts are given: the festivals on which goods may be given, their day in a year, and the nearest of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.festivals import festival
from app.resources import calendar

_JUST_PAST = timedelta(days=10)  # a gift is often written down a little after it was given
_SPOKEN_WHOLE = ("节", "旦", "夕", "日")


@dataclass(frozen=True, slots=True)
class GiftDay:
    """A festival of one year; ``lead`` is how many days before it the work begins."""

    name: str
    day: date
    lead: int

    @property
    def spoken(self) -> str:
        """The name as a reason says it: 中秋节."""
        return self.name if self.name.endswith(_SPOKEN_WHOLE) else f"{self.name}节"


def gift_days(year: int) -> tuple[GiftDay, ...]:
    """The festivals of a calendar year on which members may be given goods, in their order.

    Source: ``resources/calendar/festivals.toml``, the days marked ``gift``.
    """
    found = []
    for row in calendar()["festivals"]["day"]:
        if not row.get("gift"):
            continue
        day = festival(row["lunar"], year) if "lunar" in row else date(year, row["month"], row["day"])
        if day is not None:
            found.append(GiftDay(row["name"], day, row.get("lead_days", 0)))
    return tuple(sorted(found, key=_by_day))


def nearest(days: Sequence[GiftDay], today: date) -> GiftDay | None:
    """The festival whose gifts are due: the next to come within its lead, else one just past; None where none is."""
    coming = [one for one in days if today <= one.day <= today + timedelta(days=one.lead)]
    past = [one for one in days if today - _JUST_PAST <= one.day < today]
    return coming[0] if coming else past[-1] if past else None


def _by_day(one: GiftDay) -> date:
    return one.day
