"""Money as whole fen: in and out of yuan, as 万元 and in capital characters (大写金额)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from app.domain.errors import Invalid, Problem
from app.i18n import N_

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", 1000), ("佰", 100), ("拾", 10), ("", 1)
_WORDS_LIMIT = 10**16  # yuan; above it the reading of 万亿 and 亿亿 is disputed
_MAX_DIGITS = 30  # far above any amount; keeps the arithmetic exact


def fen(yuan: Decimal) -> int:
    """Turn ``yuan`` into whole fen, exactly.

    Raises:
        Invalid: the value is not a finite number or has a part smaller than one fen.
    """
    try:
        whole = _shifted(yuan)
    except (InvalidOperation, ValueError):
        said = N_("{value} is not an amount in whole fen. Enter yuan with at most two decimals.")
        raise Invalid((Problem("amount", str(yuan), said, (("value", yuan),)),)) from None
    return whole


def _shifted(yuan: Decimal) -> int:
    """``yuan`` × 100 as an integer, without the rounding of Decimal's context."""
    sign, digits, exponent = yuan.as_tuple()
    if not isinstance(exponent, int) or abs(exponent) > _MAX_DIGITS or len(digits) > _MAX_DIGITS * 2:
        raise ValueError(yuan)
    number, rest = int("".join(map(str, digits))), 0
    if exponent + 2 >= 0:
        number *= int(10 ** (exponent + 2))
    else:
        number, rest = divmod(number, int(10 ** -(exponent + 2)))
    if rest:
        raise ValueError(yuan)
    return -number if sign else number


def yuan_text(fen: int) -> str:
    """Yuan without separators: ``1234`` for whole yuan, else two decimals (``1234.50``)."""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    sign = "-" if fen < 0 else ""
    return f"{sign}{yuan}.{rest:02}" if rest else f"{sign}{yuan}"


def wan_text(fen: int) -> str:
    """The amount in 万元, exact and without trailing zeros: 560000 fen → ``0.56``."""
    wan, rest = divmod(abs(fen), FEN_PER_WAN)
    sign = "-" if fen < 0 else ""
    return sign + f"{wan}.{rest:06}".rstrip("0").rstrip(".")


def words(fen: int) -> str:
    """The amount in capital characters, as it is written on vouchers: 10000 fen → 壹佰元整.

    整 follows yuan only; 零 stands before a 角 that follows yuan ending in 0, as in the rule's own examples.

    Raises:
        ValueError: the amount reaches 10¹⁶ yuan.

    Source: 支付结算办法 附一《正确填写票据和结算凭证的基本规定》.
    """
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    if yuan >= _WORDS_LIMIT:
        raise ValueError(fen)
    jiao, cent = divmod(rest, 10)
    said = "负" if fen < 0 else ""
    if yuan or not rest:
        said += (_integer_words(yuan) or "零") + "元"
    if not rest:
        return said + "整"
    if yuan and (jiao == 0 or yuan % 10 == 0):
        said += "零"
    return said + (_CAPITALS[jiao] + "角" if jiao else "") + (_CAPITALS[cent] + "分" if cent else "")


def _integer_words(number: int) -> str:
    """Capital characters of a whole number; empty for 0."""
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if low and low < size // 10 else ""
            return _integer_words(high) + name + gap + _integer_words(low)
    said, gap = "", ""
    for place, size in _PLACES:
        digit = number // size % 10
        if digit:
            said += gap + _CAPITALS[digit] + place
            gap = ""
        elif said:
            gap = "零"
    return said


_WORDS = re.compile(
    r"(?:人民币)?[::]?(?P<minus>负)?(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)[元圆])?"
    r"零?(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<cent>[零壹贰叁肆伍陆柒捌玖])分)?[整正]?"
)


def parse_words(text: str) -> int:
    """Read an amount in capital characters back into fen.

    Raises:
        Invalid: the text is not such an amount.
    """
    found = _WORDS.fullmatch("".join(text.split()))
    if not found or not (found["yuan"] or found["jiao"] or found["cent"]):
        said = N_("“{value}” is not an amount in capital characters. Write it like 壹佰元整, or use digits.")
        raise Invalid((Problem("amount", str(text), said, (("value", text),)),))
    digits = [_CAPITALS.index(found[part] or "零") for part in ("jiao", "cent")]
    total = _read_integer(found["yuan"] or "") * FEN_PER_YUAN + digits[0] * 10 + digits[1]
    return -total if found["minus"] else total


def _read_integer(said: str) -> int:
    for name, size in (("亿", 10**8), ("万", 10**4)):
        high, mark, low = said.rpartition(name)
        if mark:
            return _read_integer(high) * size + _read_integer(low)
    total, digit = 0, 0
    sizes = dict(_PLACES)
    for char in said:
        if char in _CAPITALS:
            digit = _CAPITALS.index(char)
        else:
            total, digit = total + (digit or 1) * sizes[char], 0
    return total + digit
