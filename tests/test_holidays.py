"""The days offices work: our tables, the clerk's own before them, and the days as she writes them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import holidays, paths
from app.domain.errors import FileProblem
from app.domain.work_calendar import WrongDay, days_in, work_calendar


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    holidays.forget()
    yield
    holidays.forget()


def test_the_clerks_own_holidays_go_before_ours(monkeypatch, tmp_path):
    own = tmp_path / "holidays.toml"
    monkeypatch.setattr(paths, "holidays_file", lambda: own)
    assert datetime.date(2026, 10, 7) in holidays.working_calendar().off
    own.write_text('[2026]\noff = ["12-10~12-12"]\nwork = ["12-13"]\n[2031]\noff = ["01-01"]\n', encoding="utf-8")
    holidays.forget()
    known = holidays.working_calendar()
    assert known.years == {2024, 2025, 2026, 2031}
    assert {day for day in known.off if day.year == 2026} == {datetime.date(2026, 12, day) for day in (10, 11, 12)}
    assert holidays.working_calendar_problem() is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[2026]\noff = ["01-01"]\nwork = ["13-45"]\n', 3), ('[2026]\noff = ["元旦"]\n', 2),
        ("[2026]\noff = [01-01]\n", 2),
        ('[2026]\noff = ["03-09~03-01"]\n', 2), ('[2026]\noff = "01-01"\n', 2),
    ],
)  # fmt: skip
def test_a_wrong_table_of_holidays_is_left_aside_with_a_sentence(monkeypatch, tmp_path, text, line):
    own = tmp_path / "holidays.toml"
    own.write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "holidays_file", lambda: own)
    holidays.forget()
    problem = holidays.working_calendar_problem()
    assert problem is not None
    assert problem.values["line"] == line
    assert datetime.date(2026, 10, 1) in holidays.working_calendar().off


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10月1日至7日、1月1日", ("10-01~10-07", "01-01")),
        ("2月5日（星期五）至2月12日（星期五）放".removesuffix("放"), ("02-05~02-12",)),
        ("2027-2-5 2027-2-6\n9.30—10.2", ("02-05", "02-06", "09-30~10-02")),
        ("", ()),
        ("02-15~02-23", ("02-15~02-23",)),
    ],
)
def test_days_are_read_as_a_clerk_writes_them(text: str, days: tuple[str, ...]) -> None:
    assert days_in(text, 2027) == days


@pytest.mark.parametrize("text", ["元旦", "2月30日", "13月1日", "10月7日至1日", "1月1日 初一"])
def test_what_is_no_day_is_named(text: str) -> None:
    with pytest.raises(WrongDay):
        days_in(text, 2027)


DAYS = st.dates(datetime.date(2027, 1, 1), datetime.date(2027, 12, 31))


@given(st.lists(DAYS, max_size=20))
def test_what_the_window_shows_is_read_back_the_same(days: list[datetime.date]) -> None:
    from app.ui.holidays_dialog import _written

    words = tuple(f"{day:%m-%d}" for day in days)
    read = days_in(_written(words), 2027)
    assert work_calendar({"2027": {"off": read}}).off == set(days)


def test_what_the_clerk_keeps_goes_before_ours_and_leaves_her_other_years(monkeypatch, tmp_path: Path) -> None:
    own = tmp_path / "deep" / "holidays.toml"
    monkeypatch.setattr(paths, "holidays_file", lambda: own)
    assert "10-01" in holidays.holiday_words(2026)[0]
    holidays.keep_holidays(2031, ["01-01"], [])
    holidays.keep_holidays(2026, ["12-10~12-12"], ["12-13"])
    assert holidays.holiday_words(2026) == (("12-10~12-12",), ("12-13",))
    assert holidays.holiday_words(2031) == (("01-01",), ())
    assert {2026, 2031} <= holidays.working_calendar().years


def test_a_place_that_cannot_be_written_is_told(monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(paths, "holidays_file", lambda: tmp_path / "file" / "holidays.toml")
    with pytest.raises(FileProblem):
        holidays.keep_holidays(2026, ["01-01"], [])
