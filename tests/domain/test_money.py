"""Fen go in and out exactly, also in capital characters."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.money import fen, parse_words, wan_text, words, yuan_text

amounts = st.integers(-(10**17), 10**17)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角"),
        (5, "伍分"),
        (105, "壹元零伍分"),
        (100, "壹元整"),
        (1000, "壹拾元整"),
        (10000, "壹佰元整"),
        # the four examples of the rule itself
        (140950, "壹仟肆佰零玖元伍角"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元零叁角贰分"),
        (10700053, "壹拾万柒仟元零伍角叁分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (1000000, "壹万元整"),
        (1000100, "壹万零壹元整"),
        (1001000, "壹万零壹拾元整"),
        (1100000, "壹万壹仟元整"),
        (10**10, "壹亿元整"),
        (10**10 + 100, "壹亿零壹元整"),
        (10**10 + 10**6, "壹亿零壹万元整"),
        (10**10 + 10**9, "壹亿壹仟万元整"),
        (10**14, "壹万亿元整"),
        (10**14 + 10**10, "壹万零壹亿元整"),
        (10**14 + 10**9, "壹万亿壹仟万元整"),
        (10**14 + 100, "壹万亿零壹元整"),
        (65142787, "陆拾伍万壹仟肆佰贰拾柒元捌角柒分"),
        (-12345, "负壹佰贰拾叁元肆角伍分"),
        (2000005, "贰万元零伍分"),
    ],
)
def test_words(value: int, said: str) -> None:
    assert words(value) == said
    assert parse_words(said) == value


@given(amounts)
def test_words_round_trip(value: int) -> None:
    said = words(value)
    assert parse_words(said) == value
    assert "零零" not in said
    assert "零元" not in said or value == 0


def test_words_limit() -> None:
    with pytest.raises(ValueError, match="1000000000000000000"):
        words(10**18)


@pytest.mark.parametrize("text", ["", "元", "壹佰", "一百元", "abc", "负", "整"])
def test_no_words(text: str) -> None:
    with pytest.raises(Invalid):
        parse_words(text)


@given(st.text("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整正负人民币 "))
def test_words_raise_only_invalid(text: str) -> None:
    with contextlib.suppress(Invalid):
        parse_words(text)


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (123400, "1234"), (123450, "1234.50"), (5, "0.05"), (-5, "-0.05"), (-10000, "-100")]
)
def test_yuan_text(value: int, said: str) -> None:
    assert yuan_text(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (560000, "0.56"),
        (1612900, "1.6129"),
        (10**7, "10"),
        (0, "0"),
        (1, "0.000001"),
        (-560000, "-0.56"),
        (10**8, "100"),
    ],
)
def test_wan_text(value: int, said: str) -> None:
    assert wan_text(value) == said


@given(amounts)
def test_texts_are_exact(value: int) -> None:
    assert fen(Decimal(yuan_text(value))) == value
    assert Decimal(wan_text(value)) * 1_000_000 == value


@pytest.mark.parametrize("text", ["0.001", "NaN", "Infinity", "-Infinity", "sNaN", "1E-3", "1E+9999", "1.005"])
def test_no_fen(text: str) -> None:
    with pytest.raises(Invalid):
        fen(Decimal(text))


@pytest.mark.parametrize(
    ("text", "value"), [("1.50", 150), ("1.500", 150), ("1E+3", 100000), ("-2", -200), ("0", 0), ("-0.00", 0)]
)
def test_fen(text: str, value: int) -> None:
    assert fen(Decimal(text)) == value


@given(st.decimals())
def test_fen_raises_only_invalid(value: Decimal) -> None:
    with contextlib.suppress(Invalid):
        assert Decimal(fen(value)) == value * 100 or abs(value) > 10**24
