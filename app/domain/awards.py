"""Awards: who may be proposed and how long the names must hang out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import AppError
from app.domain.finding import Finding, Severity
from app.domain.membership import Period, earliest_joining, was_member
from app.i18n import N_

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Honour:
    """An honour somebody has received already."""

    title: str
    year: int
    level: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the checks need to know of a person proposed."""

    name: str
    periods: tuple[Period, ...] = ()
    is_cadre: bool = False
    honours: tuple[Honour, ...] = ()
    also_proposed_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an award asks for; a condition left out is not checked.

    ``paper`` is the number or name of the notice that sets them, and stands in every finding.
    """

    award: str
    day: date
    members_only: bool = True
    least_years: int = 0
    no_cadres: bool = False
    cadres_only: bool = False
    not_again_years: int = 0
    level: str = ""
    one_award_each: bool = False
    paper: str = ""


@dataclass(frozen=True, slots=True)
class GroupCandidate:
    """What the checks need to know of a union or group proposed; shares are in per cent, None is unknown."""

    name: str
    joined_percent: int | None = None
    satisfied_percent: int | None = None
    vetoes: tuple[str, ...] = ()


def check(candidate: Candidate, conditions: Conditions) -> tuple[Finding, ...]:
    """All findings about one person, the gravest rules first."""
    rules = (_not_member, _too_short, _cadre, _honoured, _twice)
    return tuple(finding for rule in rules for finding in rule(candidate, conditions))


def check_group(
    group: GroupCandidate, *, least_joined: int = 90, least_satisfied: int = 90, paper: str = ""
) -> tuple[Finding, ...]:
    """All findings about a union or group; 90 per cent each is the 2015 rule for a model home."""
    findings = [
        Finding.of(Severity.BLOCK, N_("{name} is vetoed: {reason}."), paper, name=group.name, reason=reason)
        for reason in group.vetoes
    ]
    if group.joined_percent is not None and group.joined_percent < least_joined:
        findings.append(
            Finding.of(
                Severity.BLOCK,
                N_("Of the workers of {name} {percent} % are members; {least} % are needed."),
                paper,
                name=group.name,
                percent=group.joined_percent,
                least=least_joined,
            )
        )
    if group.satisfied_percent is not None and group.satisfied_percent < least_satisfied:
        findings.append(
            Finding.of(
                Severity.BLOCK,
                N_("Of the members of {name} {percent} % are satisfied; {least} % are needed."),
                paper,
                name=group.name,
                percent=group.satisfied_percent,
                least=least_satisfied,
            )
        )
    return tuple(findings)


def is_working_day(day: date, holidays: Collection[date] = (), workdays: Collection[date] = ()) -> bool:
    """Whether offices work: weekdays but ``holidays``, and the weekends moved to work in ``workdays``."""
    return day in workdays or (day.weekday() < SATURDAY and day not in holidays)


def publicity_end(start: date, days: int = 5, holidays: Collection[date] = (), workdays: Collection[date] = ()) -> date:
    """The last of ``days`` working days of publicity; the day of posting itself does not count.

    Counting from the next day is this program's default: offices differ.

    Raises:
        AppError: ``days`` is below one.
    """
    if days < 1:
        raise AppError(N_("The names must hang out for one working day at least."))
    day = start
    for _ in range(days):
        day = _next_working_day(day, holidays, workdays)
    return day


def working_days(start: date, end: date, holidays: Collection[date] = (), workdays: Collection[date] = ()) -> int:
    """How many working days of publicity lie after ``start`` up to and with ``end``."""
    span = range(1, (end - start).days + 1)
    return sum(is_working_day(start + timedelta(days=i), holidays, workdays) for i in span)


def check_publicity(
    start: date, end: date, days: int = 5, holidays: Collection[date] = (), workdays: Collection[date] = ()
) -> tuple[Finding, ...]:
    """Whether the names hung out long enough."""
    had = working_days(start, end, holidays, workdays)
    if had >= days:
        return ()
    return (
        Finding.of(
            Severity.BLOCK,
            N_("The publicity lasts {had} working days; {days} are needed."),
            had=had,
            days=days,
        ),
    )


def _next_working_day(day: date, holidays: Collection[date], workdays: Collection[date]) -> date:
    day += ONE_DAY
    while not is_working_day(day, holidays, workdays):
        day += ONE_DAY
    return day


def _not_member(who: Candidate, asked: Conditions) -> tuple[Finding, ...]:
    if not asked.members_only or was_member(who.periods, asked.day):
        return ()
    return (
        Finding.of(
            Severity.BLOCK,
            N_("{name} is not on the roll of members on {day}."),
            asked.paper,
            name=who.name,
            day=asked.day,
        ),
    )


def _too_short(who: Candidate, asked: Conditions) -> tuple[Finding, ...]:
    if not asked.least_years or not was_member(who.periods, asked.day):
        return ()
    joined = earliest_joining(who.periods, asked.day)
    if joined is None:
        return (
            Finding.of(
                Severity.NOTE,
                N_("It is not known since when {name} is a member; {years} years are needed."),
                asked.paper,
                name=who.name,
                years=asked.least_years,
            ),
        )
    if _years_later(joined, asked.least_years) <= asked.day:
        return ()
    return (
        Finding.of(
            Severity.BLOCK,
            N_("{name} is a member since {joined}; {years} years are needed."),
            asked.paper,
            name=who.name,
            joined=joined,
            years=asked.least_years,
        ),
    )


def _cadre(who: Candidate, asked: Conditions) -> tuple[Finding, ...]:
    if asked.no_cadres and who.is_cadre:
        msgid = N_("{name} holds a union post; {award} is for members who hold none.")
    elif asked.cadres_only and not who.is_cadre:
        msgid = N_("{name} holds no union post; {award} is for those who do.")
    else:
        return ()
    return (Finding.of(Severity.BLOCK, msgid, asked.paper, name=who.name, award=asked.award),)


def _honoured(who: Candidate, asked: Conditions) -> tuple[Finding, ...]:
    """The same honour at the same level counts; a level that is not known counts as the same."""
    return tuple(
        Finding.of(
            Severity.BLOCK,
            N_("{name} received {award} in {year}, less than {years} years ago."),
            asked.paper,
            name=who.name,
            award=honour.title,
            year=honour.year,
            years=asked.not_again_years,
        )
        for honour in who.honours
        if honour.title == asked.award
        and (not honour.level or not asked.level or honour.level == asked.level)
        and 0 <= asked.day.year - honour.year < asked.not_again_years
    )


def _twice(who: Candidate, asked: Conditions) -> tuple[Finding, ...]:
    if not asked.one_award_each:
        return ()
    return tuple(
        Finding.of(
            Severity.BLOCK,
            N_("{name} is proposed for {other} as well; one award each is allowed."),
            asked.paper,
            name=who.name,
            other=other,
        )
        for other in who.also_proposed_for
        if other != asked.award
    )


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
