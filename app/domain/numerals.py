"""Numbers as Chinese clerks write them: digits, 二十, 3万5千, 二〇二六, and the mixtures of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {
    c: v for v, group in enumerate(("〇零○", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for c in group
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
HAN = "".join(DIGITS) + "".join(_SMALL) + "".join(_BIG)
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|[0-9]+)(?:\.[0-9]+)?"
RUN = rf"(?:{ARABIC}|[{HAN}]){{1,30}}+"  # possessive and bounded: a long row must not be tried in every division
_PART = re.compile(rf"{ARABIC}|[{HAN}]")
_MAX_LENGTH = 30  # longer than any quantity, and exact in the arithmetic below

# One to one, so that places in the text stay where they are.
_WIDE = {i + 0xFEE0: i for i in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))}
_SIGNS = str.maketrans("％．／￥＋－：＝\u3000", "%./¥+-:= ")


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as ASCII; every character keeps its place."""
    return text.translate(_WIDE).translate(_SIGNS)


def join_thousands(text: str) -> str:
    """3，456: a full-width comma right between digits and three more is a thousands sign; places are kept."""
    return re.sub(r"(?<=[0-9])，(?=[0-9]{3}(?![0-9]))", ",", text)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read: ``value`` × the ``scale`` that stays in the unit (万, 亿), e.g. 0.56 and 万."""

    value: Decimal
    scale: str
    bare: bool = False  # 百, 千, 万 without a digit: a number only beside 余, 数, 近 …
    spread: bool = False  # 七八, 三四十: the lower number of the two is read


def factor(scale: str) -> int:
    """What a ``scale`` multiplies by: 万 → 10000, 万亿 → 10¹², none → 1."""
    product = 1
    for char in scale:
        product *= _BIG.get(char, 1)
    return product


def read(run: str) -> Numeral | None:
    """Read one run of digits and numerals; None when they do not make a number."""
    if len(run) > _MAX_LENGTH:
        return None
    run, spread = _without_neighbour(run)
    if len(run) > 1 and all(c in DIGITS for c in run):
        return _row_of_digits(run)
    head = run.rstrip("万亿")
    if any(c in _BIG for c in head):  # 一亿两千万: the last 万 is not the whole number's unit
        head = run
    scale = run[len(head) :]
    value = _evaluate(head) if head else Decimal(1)
    if value is None or len(scale) > 2:
        return None
    return Numeral(value, scale, head in ("", "百", "千"), spread)


def whole(run: str) -> int | None:
    """The run as a whole number with its scale multiplied in; None when it is not one."""
    number = read(run)
    if number is None or number.bare:
        return None
    value = number.value * factor(number.scale)
    return int(value) if value == value.to_integral_value() else None


def _without_neighbour(run: str) -> tuple[str, bool]:
    """Cut 七八 down to 七 and 二三十 to 二十: two neighbouring numerals mean “from … to”."""
    pair = re.search(
        rf"(?<![{''.join(DIGITS)}])(一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九)(?![{''.join(DIGITS)}])",
        run,
    )
    if not pair:
        return run, False
    return run[: pair.start() + 1] + run[pair.end() :], True


def _row_of_digits(run: str) -> Numeral | None:
    """二〇二六, 一三五; two numerals side by side are a name (五一, 三八), not a number."""
    if len(run) < 3 and not any(DIGITS[c] == 0 for c in run):
        return None
    return Numeral(Decimal("".join(str(DIGITS[c]) for c in run)), "")


def _evaluate(run: str) -> Decimal | None:
    """Add up a run such as 两千零五十 or 3万5千; None when its places are out of order."""
    total = section = Decimal(0)
    digit: Decimal | None = None
    small, big, place, zero = 10**4, 10**16, 0, False
    for part in _PART.findall(run):
        if part in _SMALL:
            if _SMALL[part] >= small or (digit is None and section and part != "十"):
                return None
            small = place = _SMALL[part]
            section, digit, zero = section + (1 if digit is None else digit) * small, None, False
        elif part in _BIG:
            section += digit or 0
            if not section and not total:
                return None
            place, digit, zero, small = _BIG[part], None, False, 10**4
            total, big = (total + section * place, place) if place < big else ((total + section) * place, place)
            section = Decimal(0)
        elif DIGITS.get(part) == 0 and (section or total) and digit is None:
            zero = True
        elif digit is not None:
            return None
        else:
            digit = Decimal(DIGITS[part]) if part in DIGITS else Decimal(part.replace(",", ""))
    if digit is not None and place >= 100 and not zero and run[-1] in DIGITS:
        digit *= place // 10  # 两千八 is 2800, 三万五 is 35000
    return total + section + (digit or 0)
