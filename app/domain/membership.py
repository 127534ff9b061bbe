"""Membership (会籍): its states, the events that change them, and who was a member on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.errors import Refused
from app.i18n import N_

Day = date | tuple[date, date] | None
"""A day, the first and last day of a date known in part (2019年, 2019年5月), or nothing known."""


class State(StrEnum):
    """The states as they are stored; resources/codes/membership_state.toml has the same words."""

    NORMAL = "正常"
    KEPT = "保留会籍"
    MOVED = "已转出"
    LEFT = "已退会"
    EXPELLED = "已除名"
    DEAD = "去世"


class EventKind(StrEnum):
    """The events as they are stored; resources/codes/membership_event.toml has the same words."""

    JOIN = "新发展入会"
    TRANSFER_IN = "转入"
    RESTORE = "恢复会籍"
    TRANSFER_OUT = "转出"
    JOB_ENDED = "离职"
    RETIRE_KEEP = "退休保留"
    UNEMPLOYED_KEEP = "失业保留"
    QUIT = "自愿退会"
    LAPSE = "自动退会"
    EXPEL = "开除会籍"
    DEATH = "去世"
    INFO = "信息变更"


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of event: the states it may happen in, the state it leads to, and what it does to the period.

    ``before`` holds "" for somebody who was never a member. ``after`` None leaves the state as it is.
    """

    before: frozenset[str]
    after: State | None
    opens: bool = False
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """One time of membership; a joining date that is not known counts as always."""

    joined: Day = None
    left: Day = None
    reason: str = ""


NOBODY = frozenset({""})
CURRENT = frozenset({State.NORMAL, State.KEPT})
GONE = frozenset({State.MOVED, State.LEFT, State.EXPELLED})

EVENTS: dict[str, Event] = {
    EventKind.JOIN: Event(NOBODY | GONE, State.NORMAL, opens=True),
    EventKind.TRANSFER_IN: Event(NOBODY | GONE, State.NORMAL, opens=True),
    # Whoever kept the membership goes on in the same period, so resuming opens none then: see opens_period.
    EventKind.RESTORE: Event(frozenset({State.KEPT}) | GONE, State.NORMAL, opens=True),
    EventKind.TRANSFER_OUT: Event(CURRENT, State.MOVED, closes=True),
    # Membership follows the job (《工会会员会籍管理办法》第三条): with the job it ends here.
    EventKind.JOB_ENDED: Event(CURRENT, State.MOVED, closes=True),
    EventKind.RETIRE_KEEP: Event(CURRENT, State.KEPT),
    EventKind.UNEMPLOYED_KEEP: Event(CURRENT, State.KEPT),
    EventKind.QUIT: Event(CURRENT, State.LEFT, closes=True),
    EventKind.LAPSE: Event(CURRENT, State.LEFT, closes=True),
    EventKind.EXPEL: Event(CURRENT, State.EXPELLED, closes=True),
    EventKind.DEATH: Event(CURRENT | GONE, State.DEAD, closes=True),
    EventKind.INFO: Event(NOBODY | CURRENT | GONE | {State.DEAD}, None),
}


def next_state(state: str, event_kind: str) -> str:
    """The state after an event; ``state`` is "" for somebody who was never a member.

    A state or an event this program does not know (the clerk may write her own) changes nothing.

    Raises:
        Refused: the event cannot happen in that state.
    """
    event = EVENTS.get(event_kind)
    if event is None or not _known(state):
        return state
    if state not in event.before:
        _refuse(state, event_kind)
    return state if event.after is None else str(event.after)


def opens_period(state: str, event_kind: str) -> bool:
    """Whether the event begins a new time of membership: not for one who was a member all along."""
    event = EVENTS.get(event_kind)
    return event is not None and event.opens and state not in CURRENT


def closes_period(state: str, event_kind: str) -> bool:
    """Whether the event ends the time of membership: not for one who had left before."""
    event = EVENTS.get(event_kind)
    return event is not None and event.closes and state not in GONE


def possible_events(state: str) -> tuple[str, ...]:
    """The kinds of event that may happen in ``state``, in the order of the code list."""
    return tuple(str(kind) for kind, event in EVENTS.items() if not _known(state) or state in event.before)


def may_vote(state: str) -> bool:
    """Whether a member of this state votes and may be elected: one who only keeps the membership does not."""
    return state == State.NORMAL


def pays_dues(state: str) -> bool:
    """Whether a member of this state pays dues: one who only keeps the membership does not."""
    return state == State.NORMAL


def was_member(periods: Iterable[Period], day: date) -> bool:
    """Whether one of ``periods`` covers ``day``.

    The day of joining counts, the day of leaving does not. A date known in part is read in the member's
    favour: joined on its first day, left on its last. Somebody who left on an unknown day (a reason, no
    date) is no member.
    """
    return any(_covers(period, day) for period in periods)


def earliest_joining(periods: Iterable[Period], day: date) -> date | None:
    """Since when one has been a member without a break up to ``day``; None where that is not known."""
    current = [period for period in periods if _covers(period, day)]
    if not current or any(period.joined is None for period in current):
        return None
    return min(_first(period.joined) for period in current)


def _covers(period: Period, day: date) -> bool:
    if _first(period.joined) > day:
        return False
    if period.left is None:
        return not period.reason
    return day < _last(period.left)


def _first(day: Day) -> date:
    if day is None:
        return date.min
    return day if isinstance(day, date) else day[0]


def _last(day: date | tuple[date, date]) -> date:
    return day if isinstance(day, date) else day[1]


def _known(state: str) -> bool:
    return state == "" or state in set(State)


def _refuse(state: str, event_kind: str) -> None:
    if state == State.DEAD:
        raise Refused(
            N_("“{event}” cannot be recorded: the member has died. Undo the entry of the death first if it is wrong."),
            event=event_kind,
        )
    if state in CURRENT:
        raise Refused(
            N_("“{event}” cannot be recorded: the person is a member already (“{state}”)."),
            event=event_kind,
            state=state,
        )
    raise Refused(
        N_("“{event}” cannot be recorded: the person is no member now. Record the joining or return first."),
        event=event_kind,
    )
