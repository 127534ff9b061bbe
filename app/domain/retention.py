"""Which automatic backups are kept: 7 days, 4 weeks, 12 months and all years, whatever the computer's clock says.

What was made last is told by the running number alone. Days only sort backups into drawers (this day, this week, this
month), and of two drawers the later one is the one last put something into. A clock that stands in 2009 or 2099 fills
drawers of its own: years that do not follow each other are counted apart, so it never empties a drawer of another time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

START, EXIT, TIMED = "启动", "退出", "定时"
IMPORT, UPGRADE, RESTORE, REKEY = "导入前", "升级前", "恢复前", "改密码前"
REASONS = (START, EXIT, TIMED, IMPORT, UPGRADE, RESTORE, REKEY)
ASKED = ""  # by the clerk herself: such a backup is hers, and never goes by itself

_DAYS, _WEEKS, _MONTHS = 7, 4, 12
_NEWEST = 10  # three to four days of work, should the clock stand still and all of them seem of one day
_OF_A_REASON = 3
_BEFORE = (IMPORT, UPGRADE, RESTORE, REKEY)

Drawer = Callable[["Kept"], Hashable]


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup as far as keeping goes: its running number, the day by the clock then, and why it was made."""

    number: int
    day: date
    reason: str = TIMED


def to_keep(backups: Iterable[Kept]) -> frozenset[Kept]:
    """The backups to keep; all others may go.

    Always kept: the ten newest; the newest of the last 7 days, 4 weeks and 12 months that have any, and of every year;
    the last three made before each kind of great change; and every one that the clerk asked for.
    """
    latest = sorted(backups, key=_number, reverse=True)
    kept = set(latest[:_NEWEST]) | {one for one in latest if one.reason == ASKED}
    for reason in _BEFORE:
        kept.update([one for one in latest if one.reason == reason][:_OF_A_REASON])
    kept.update(_newest_of_each(latest, _year))
    for era in _eras(latest):
        for drawer, most in ((_day, _DAYS), (_week, _WEEKS), (_month, _MONTHS)):
            kept.update(_newest_of_each(era, drawer)[:most])
    return frozenset(kept)


def _newest_of_each(latest: list[Kept], drawer: Drawer) -> list[Kept]:
    """The newest in each drawer, the drawer last put something into first."""
    found: dict[Hashable, Kept] = {}
    for one in latest:
        found.setdefault(drawer(one), one)
    return list(found.values())


def _eras(latest: list[Kept]) -> list[list[Kept]]:
    """The backups by years that follow each other without a gap; in each the order stays."""
    eras: list[set[int]] = []
    for year in sorted({one.day.year for one in latest}):
        if eras and year - 1 in eras[-1]:
            eras[-1].add(year)
        else:
            eras.append({year})
    return [[one for one in latest if one.day.year in years] for years in eras]


def _number(one: Kept) -> int:
    return one.number


def _day(one: Kept) -> Hashable:
    return one.day


def _week(one: Kept) -> Hashable:
    return one.day.isocalendar()[:2]


def _month(one: Kept) -> Hashable:
    return one.day.year, one.day.month


def _year(one: Kept) -> Hashable:
    return one.day.year
