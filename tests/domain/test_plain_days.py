"""The short way to read a plain numeric date says just what the long one says."""

import random

import pytest

from app.domain import reading, when
from app.domain.errors import Invalid
from app.domain.fields import Kind
from app.domain.reading import Context
from app.domain.records import BY_TABLE

BIRTH = BY_TABLE["member"].field("birth")
HAPPENED = BY_TABLE["entry"].field("happened")


def _texts():
    chance = random.Random(3)
    for _ in range(1500):
        sign = chance.choice("-./")
        year, month, day = chance.randrange(1900, 2100), chance.randrange(14), chance.randrange(33)
        yield chance.choice([f"{year}{sign}{month}", f"{year}{sign}{month:02}", f"{year}{sign}{month}{sign}{day}",
                             f"{year}{sign}{month:02}{sign}{day:02}"])  # fmt: skip


def _said(read, *args):
    try:
        return read(*args)
    except Invalid as error:
        return error.problems


def test_numeric_dates_are_read_alike(monkeypatch):
    texts = list(_texts())
    quick = [_said(when.parse_partial, text) for text in texts]
    monkeypatch.setattr(when, "_numeric", lambda *_: None)
    assert [_said(when.parse_partial, text) for text in texts] == quick
    assert sum(isinstance(found, when.When) for found in quick) > 500


@pytest.mark.parametrize("field", [BIRTH, HAPPENED], ids=lambda field: field.name)
def test_a_plain_day_is_its_own_first_and_last_in_any_year(field):
    assert field.kind in (Kind.DATE, Kind.WHEN)
    days = [text for text in _texts() if when.is_plain_day(text)]
    assert len(days) > 50
    for year in (2025, 2026):
        context = Context(year)
        for day in days:
            assert reading.read(field, day, context) == dict.fromkeys([name for name, _ in field.columns], day)


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "2026-1-1", "1899-01-01", "20260101", "2026-01-01 ", ""])
def test_other_texts_are_no_plain_days(text):
    assert not when.is_plain_day(text)
