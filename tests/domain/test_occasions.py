"""When the occasions of the calendar fall, and which of them are near on a day."""

from __future__ import annotations

from datetime import date

import pytest

from app import resources
from app.domain import occasions

RULES = {rule["id"]: rule for rule in resources.calendar()["festivals"]["day"]}
EVERYONE = {"township", "乡镇街道"}


def names(day: date, kinds: set[str] = EVERYONE) -> list[str]:
    return [one.name for one in occasions.near(RULES.values(), day, kinds)]


@pytest.mark.parametrize(
    ("rule", "year", "first", "last"),
    [
        ("labour", 2026, "2026-05-01", "2026-05-01"),
        ("dragon_boat", 2026, "2026-06-19", "2026-06-19"),
        ("disabled", 2026, "2026-05-17", "2026-05-17"),  # the third Sunday of May
        ("occupational", 2026, "2026-04-24", "2026-04-30"),
        ("heat", 2026, "2026-06-01", "2026-09-30"),
        ("warm_winter", 2026, "2026-12-20", "2027-02-20"),
    ],
)
def test_days_of_an_occasion(rule: str, year: int, first: str, last: str) -> None:
    assert occasions.days(RULES[rule], year) == (date.fromisoformat(first), date.fromisoformat(last))


def test_what_the_calendar_does_not_know_has_no_days() -> None:
    assert occasions.days(RULES["dragon_boat"], 2051) is None
    assert occasions.days(RULES["birthdays"], 2026) is None


def test_in_december_the_new_year_is_near() -> None:
    found = occasions.near(RULES.values(), date(2026, 12, 28), EVERYONE)
    by_id = {one.rule["id"]: one for one in found}
    assert by_id["new_year"].first == date(2027, 1, 1)
    assert by_id["warm_winter"].first == date(2026, 12, 20)
    assert [one.first for one in found] == sorted(one.first for one in found)


def test_what_began_last_year_still_goes_on() -> None:
    assert "送温暖" in names(date(2027, 1, 31))
    assert "送温暖" not in names(date(2027, 2, 21))


def test_an_occasion_is_near_within_its_lead_time_only() -> None:
    assert "端午" not in names(date(2026, 5, 29))
    assert "端午" in names(date(2026, 5, 30))
    assert "端午" in names(date(2026, 6, 19))
    assert "端午" not in names(date(2026, 6, 20))


def test_some_occasions_are_for_some_unions_only() -> None:
    assert "教师节" in names(date(2026, 9, 1), {"school", "学校"})
    assert "教师节" not in names(date(2026, 9, 1))
    assert "教师节" not in names(date(2026, 9, 1), set())
    assert "中秋" in names(date(2026, 9, 10), set())


def test_every_occasion_that_is_shown_names_known_kinds() -> None:
    kinds = set(resources.code_list("aid_kind").values())
    for rule in RULES.values():
        assert set(rule.get("aid", ())) <= kinds, rule["id"]
        assert rule.get("records", "entry") in ("entry", "activity")
        assert not rule.get("gift") or rule.get("words"), rule["id"]
