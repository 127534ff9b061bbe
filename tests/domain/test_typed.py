"""Names pasted in the many ways of sheets, and days typed in a hurry."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import last_name, split_names
from app.domain.typed_day import written_out

TODAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("陈一新、陈二妮", ["陈一新", "陈二妮"]),
        ("陈一新 陈二妮\n高䶮", ["陈一新", "陈二妮", "高䶮"]),
        ("张　三\n李四光", ["张三", "李四光"]),
        ("1.陈一新\n2、陈二妮", ["陈一新", "陈二妮"]),
        ("阿依古丽·买买提，王小满", ["阿依古丽·买买提", "王小满"]),
        ("陈一新、陈一新", ["陈一新"]),
        ("John Smith、王小满", ["John Smith", "王小满"]),
        ("陈一新\t陈二妮\r\n", ["陈一新", "陈二妮"]),
        ("", []),
    ],
)
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert split_names(text) == names


def test_the_name_being_typed_is_the_last() -> None:
    assert last_name("陈一新、陈二") == "陈二"
    assert last_name("陈一新、") == ""
    assert last_name("zs") == "zs"


@given(st.text(max_size=80))
def test_names_are_never_blank_nor_twice(text: str) -> None:
    names = split_names(text)
    assert all(name.strip() for name in names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "full", "open_"),
    [
        ("20260308", "2026-03-08", "2026-03-08"),
        ("2026.3.8", "2026-03-08", "2026-03-08"),
        ("2026/3/8", "2026-03-08", "2026-03-08"),
        ("２０２６年３月８日", "2026-03-08", "2026-03-08"),
        ("3-8", "2026-03-08", "3月8日"),
        ("3.8", "2026-03-08", "3月8日"),
        ("3月8日", "2026-03-08", "3月8日"),
        ("今天", "2026-03-09", "2026-03-09"),
        ("昨天", "2026-03-08", "2026-03-08"),
        ("3月底", "3月底", "3月底"),
        ("2-30", "2-30", "2-30"),
        ("20261345", "20261345", "20261345"),
        ("2019", "2019", "2019"),
        ("1月至3月", "1月至3月", "1月至3月"),
    ],
)
def test_a_day_is_written_out(typed: str, full: str, open_: str) -> None:
    assert written_out(typed, TODAY, 2026, needs_year=True) == full
    assert written_out(typed, TODAY, 2026, needs_year=False) == open_
