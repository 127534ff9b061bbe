"""When the occasions of a union's calendar fall: festivals, weeks, seasons, each as a first and a last day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.festivals import festival

Rule = Mapping[str, Any]
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion of the calendar in one year; ``rule`` is its entry in resources/calendar/festivals.toml."""

    first: date
    last: date
    rule: Rule

    @property
    def name(self) -> str:
        """What the union calls what it does then, else the day's own name."""
        return str(self.rule.get("campaign") or self.rule["name"])


def near(rules: Iterable[Rule], day: date, kinds: set[str]) -> tuple[Occasion, ...]:
    """The occasions that go on on ``day`` or come within their lead time, soonest first.

    Args:
        rules: the entries of the calendar.
        day: the day on which the clerk looks.
        kinds: the words for the union's own kind; an entry for other kinds of union is passed over.
    """
    found = [
        Occasion(*span, rule)
        for rule in rules
        if set(rule.get("kinds", kinds)) & kinds or "kinds" not in rule
        for year in (day.year - 1, day.year, day.year + 1)
        if (span := days(rule, year)) and span[0] - timedelta(days=rule["lead_days"]) <= day <= span[1]
    ]
    return tuple(sorted(found, key=_soonest))


def days(rule: Rule, year: int) -> tuple[date, date] | None:
    """The first and the last day of an occasion that begins in ``year``; None where the calendar does not know.

    A span that ends before it begins ends in the next year. What comes round every month has no day of its own.
    """
    kind = rule["rule"]
    if kind == "span":
        first, last = _day(year, rule["from"]), _day(year, rule["to"])
        return first, last if last >= first else _day(year + 1, rule["to"])
    if kind == "last_week":
        last = date(year, rule["month"], monthrange(year, rule["month"])[1])
        return last - timedelta(days=_WEEK - 1), last
    day = _single(rule, year)
    return (day, day) if day else None


def _single(rule: Rule, year: int) -> date | None:
    if rule["rule"] == "fixed":
        return date(year, rule["month"], rule["day"])
    if rule["rule"] == "lunar":
        return festival(rule["lunar"], year)
    if rule["rule"] == "nth_weekday":
        first = date(year, rule["month"], 1)
        return first + timedelta(days=(rule["weekday"] - first.isoweekday()) % _WEEK + _WEEK * (rule["nth"] - 1))
    return None


def _day(year: int, text: str) -> date:
    month, number = (int(part) for part in text.split("-"))
    return date(year, month, number)


def _soonest(occasion: Occasion) -> tuple[date, date]:
    return occasion.first, occasion.last
