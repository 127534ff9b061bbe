"""The statutory retirement month under the rule in force since 2025, and the window around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.errors import Invalid, Problem
from app.i18n import N_

MAN, WOMAN = "男", "女"
FLEXIBLE_MONTHS = 36  # one may go up to three years earlier or later
_REMIND_MONTHS = 6


@dataclass(frozen=True, slots=True)
class _Rule:
    """One class of workers: who is delayed from which birth month on, how fast and how far."""

    original_years: int
    first_year: int  # the birth year whose January is the first delayed month
    months_per_step: int  # that many birth months share one month of delay
    cap: int  # the delay never exceeds this, in months


# Source: 国务院关于渐进式延迟法定退休年龄的办法, in force 2025-01-01.
_RULES = {
    (MAN, 60): _Rule(60, 1965, 4, 36),
    (WOMAN, 55): _Rule(55, 1970, 4, 36),
    (WOMAN, 50): _Rule(50, 1975, 2, 60),
}


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def plus(self, months: int) -> Month:
        """The month ``months`` later (earlier when negative)."""
        years, index = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(years, index + 1)

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)


@dataclass(frozen=True, slots=True)
class Retirement:
    """When somebody may and must retire; every value is a whole month."""

    original: Month  # under the old ages
    statutory: Month
    delay_months: int
    age_years: int  # the statutory age: so many years …
    age_months: int  # … and so many months
    earliest: Month  # the flexible window, given enough years of contributions
    latest: Month

    @property
    def remind_from(self) -> date:
        """The day from which the retirement greeting should be on the clerk's list."""
        return self.statutory.plus(-_REMIND_MONTHS).first

    def reached(self, day: date) -> bool:
        """Whether the statutory month has begun on ``day``."""
        return day >= self.statutory.first


def retirement(birth: date, gender: str, original_age: int | None = None) -> Retirement:
    """The statutory retirement month of somebody born in the month of ``birth``.

    Args:
        birth: any day of the birth month.
        gender: 男 or 女.
        original_age: the old retirement age in years; men need none, women 50 (worker) or 55 (cadre).

    Raises:
        Invalid: the gender is unknown, or a woman's old age (50 or 55) is not given.

    Source: 国务院关于渐进式延迟法定退休年龄的办法, in force 2025-01-01.
    """
    rule = _rule(gender, original_age)
    k = (birth.year - rule.first_year) * 12 + birth.month
    delay = 0 if k <= 0 else min(rule.cap, -(-k // rule.months_per_step))
    original = Month(birth.year + rule.original_years, birth.month)
    statutory = original.plus(delay)
    return Retirement(
        original=original,
        statutory=statutory,
        delay_months=delay,
        age_years=rule.original_years + delay // 12,
        age_months=delay % 12,
        earliest=max(original, statutory.plus(-FLEXIBLE_MONTHS)),
        latest=statutory.plus(FLEXIBLE_MONTHS),
    )


def _rule(gender: str, original_age: int | None) -> _Rule:
    if gender not in (MAN, WOMAN):
        said = N_("The retirement month needs the gender, but it is “{value}”. Enter 男 or 女.")
        raise Invalid((Problem("gender", gender, said, (("value", gender),)),))
    age = 60 if gender == MAN and original_age is None else original_age
    if age is None or (gender, age) not in _RULES:
        said = N_("The old retirement age “{value}” does not fit. Enter 60 for a man, 50 or 55 for a woman.")
        value = "" if age is None else str(age)
        raise Invalid((Problem("original_retirement_age", value, said, (("value", value),)),))
    return _RULES[gender, age]


def minimum_contribution_months(year: int) -> int:
    """Months of pension contributions needed by somebody who retires in ``year``.

    180 to 2029, then six more every year up to 240 in 2039 (the same paper).
    """
    return min(240, max(180, 180 + 6 * (year - 2029)))
