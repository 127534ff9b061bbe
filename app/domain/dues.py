"""Membership dues: what one member pays a month, worked out from the wage."""

from __future__ import annotations

from app.domain.errors import Invalid, Problem
from app.domain.money import yuan_text
from app.i18n import N_

_TEN_YUAN = 1000  # fen
_FEN_PER_TEN_YUAN = 5  # 0.5 % of ten yuan, so dues are always whole fen


def monthly_dues_fen(monthly_wage_fen: int) -> int:
    """The dues of one month in fen: the wage floored to ten yuan, times 0.5 %.

    Args:
        monthly_wage_fen: the basic monthly wage in fen, without bonuses, allowances and subsidies.

    Raises:
        Invalid: the wage is negative.

    Source: the usual reading of the 1978 rule on dues (工资收入尾数不足 10 元部分不计); the paper was not seen.
    """
    if monthly_wage_fen < 0:
        said = N_("The monthly wage {value} is negative. Enter the wage as a number from zero up.")
        wage = yuan_text(monthly_wage_fen)
        raise Invalid((Problem("base_wage", wage, said, (("value", wage),)),))
    return monthly_wage_fen // _TEN_YUAN * _FEN_PER_TEN_YUAN


def dues_fen(monthly_wage_fen: int, months: int) -> int:
    """The dues in fen of ``months`` months at one wage; a month count below zero is our bug."""
    if months < 0:
        raise ValueError(months)
    return monthly_dues_fen(monthly_wage_fen) * months
