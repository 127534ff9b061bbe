"""What the user sees is exact and looks as it should."""

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import formats
from app.domain.quantity import parse_amount_fen
from app.domain.when import When


def test_counts_and_amounts() -> None:
    assert [formats.count_text(30), formats.count_text(30, "30余名"), formats.count_text(None)] == ["30", "30余名", ""]
    assert [formats.money_text(f) for f in (123450, 0, -5, 10**11, None)] == [
        "1,234.50",
        "0.00",
        "-0.05",
        "1,000,000,000.00",
        "",
    ]
    assert formats.money_text(10_000_000, "近10万元") == "近10万元"
    assert [formats.money_plain(f) for f in (123450, 123400, None)] == ["1234.50", "1234", ""]


@pytest.mark.parametrize(
    ("fen", "expected"),
    [
        (560000, ("0.56", "万元")),
        (50000, ("500", "元")),
        (1612900, ("1.6129", "万元")),
        (65142787, ("651427.87", "元")),
        (10_000_000, ("10", "万元")),
        (123400, ("1234", "元")),
        (0, ("0", "元")),
        (100000, ("1000", "元")),
        (1150000, ("1.15", "万元")),
    ],
)
def test_yuan_or_wan(fen: int, expected: tuple[str, str]) -> None:
    assert formats.yuan_or_wan(fen) == expected


@given(st.integers(0, 10**14))
def test_amounts_are_exact(fen: int) -> None:
    number, unit = formats.yuan_or_wan(fen)
    assert Decimal(number) * {"元": 100, "万元": 1_000_000}[unit] == fen
    assert parse_amount_fen(formats.money_text(fen)) == (fen, "")
    assert parse_amount_fen(formats.money_plain(fen)) == (fen, "")


def test_days() -> None:
    day = date(2026, 3, 8)
    assert (formats.date_text(day), formats.date_text(None)) == ("2026-03-08", "")
    assert formats.when_text(When("3月8日", day, day, "day")) == "3月8日"
    assert formats.when_text(When("", day, day, "day")) == "2026-03-08"
    assert formats.when_text(When("", day, date(2026, 3, 9), "range")) == "2026-03-08 – 2026-03-09"
    assert formats.when_text(When("", None, None, "none")) == ""


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot change the zone of a process")
def test_timestamps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    for stamp in (
        "2026-03-08T01:12:30Z",
        "2026-03-08T01:12:30+00:00",
        "2026-03-08 01:12:30",
        "2026-03-08T01:12:30.123456",
    ):
        assert formats.timestamp_text(stamp) == "2026-03-08 09:12"
    assert formats.timestamp_text("?") == "?"
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 B"),
        (512, "512 B"),
        (1023, "1023 B"),
        (1024, "1.0 KB"),
        (1536, "1.5 KB"),
        (12 << 20, "12.0 MB"),
        (1048575, "1.0 MB"),
        (200 << 20, "200 MB"),
        (3 << 40, "3.0 TB"),
        (5 << 50, "5120 TB"),
    ],
)
def test_sizes(size: int, said: str) -> None:
    assert formats.size_text(size) == said
