"""Which award round the clerk works on, remembered for the windows that are opened from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.book import award_rounds
from app.book.award_rounds import Round
from app.ui import todo
from app.ui.desk import Desk

EVERY, LOOSE = "every", "loose"  # all rounds of the year; the awards that belong to none
_SETTING = "award/round"


def remember(desk: Desk, chosen: int | str) -> None:
    """Keep the round chosen: its id, ``EVERY`` or ``LOOSE``."""
    desk.settings.put(_SETTING, chosen)


def key_of(one: Round) -> int | str:
    """What a round is remembered by."""
    return LOOSE if one.round_id is None else one.round_id


def place(desk: Desk, rounds: Sequence[Round]) -> int:
    """Where the round chosen last stands among these; their number for all of them, the first where it is gone."""
    chosen = desk.settings.get(_SETTING)
    if chosen == EVERY and len(rounds) > 1:
        return len(rounds)
    return next((at for at, one in enumerate(rounds) if key_of(one) == chosen), 0)


def first_award(desk: Desk, table: str, offered: Collection[int]) -> int | None:
    """The award to begin with: one of the round chosen, of which ``table`` has nothing yet."""
    rounds = award_rounds.rounds(desk.read, desk.work_year, todo.today())
    at = place(desk, rounds)
    wanted = rounds if at == len(rounds) else rounds[at : at + 1]
    return without(desk, table, [row_id for one in wanted for row_id in one.award_ids if row_id in offered])


def without(desk: Desk, table: str, award_ids: Sequence[int]) -> int | None:
    """The first of these awards that has none of ``table`` yet, else the first.

    Of places and nominations only awards for people are had in mind.
    """
    awards = desk.read.rows("award", list(award_ids))
    people = award_rounds.award_names(desk.read, desk.work_year, individual=True)
    order = [row_id for row_id in award_ids if row_id in awards and (table == "tally" or row_id in people)]
    free = (row_id for row_id in order if not desk.read.parts(table, "award_id", row_id))
    return next(free, order[0] if order else None)
