"""The clock is wrong, goes backwards, or stands in another zone: order, names and records do not depend on it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.book import backups, editing
from app.book.book import Book
from app.store import history
from tests.faults import workload
from tests.faults.laboratory import Laboratory

DEAD = datetime(2009, 1, 1, 0, 0, 5, tzinfo=UTC)  # the clock of a computer whose battery is flat
FAR = datetime(2099, 6, 1, tzinfo=UTC)
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SECONDS = st.integers(
    int(datetime(1980, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2107, 12, 31, tzinfo=UTC).timestamp())
)
MOMENTS = st.sampled_from([DEAD, NOW, NOW - timedelta(hours=1), FAR]) | SECONDS.map(
    lambda second: datetime.fromtimestamp(second, UTC)  # whatever a disk's own dates can be
)
GENTLY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.fault("C1", "C2", "C3")
def test_saves_stand_in_their_order_whatever_the_clock_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """And undo takes back what was saved last, not what bears the latest time."""
    workload.small_book(tmp_path)
    with Book.open(tmp_path / workload.BOOK) as book:
        for name, at in (("甲", FAR), ("乙", DEAD), ("丙", NOW)):
            monkeypatch.setattr(history, "now", lambda at=at: at.strftime("%Y-%m-%dT%H:%M:%SZ"))
            editing.save(book, "member", None, {"name": name})
        assert [change.step.at[:4] for change in book.read.history(limit=3)] == ["2026", "2009", "2099"]
        for left in (["甲", "乙"], ["甲"], []):
            book.undo()
            assert [row["name"] for row in book.read.every("member")][3:] == left


@pytest.mark.fault("C1", "C2")
def test_a_clock_behind_the_last_entry_is_told_of(tmp_path: Path):
    workload.small_book(tmp_path)
    with Book.open(tmp_path / workload.BOOK) as book:
        assert backups.clock_problem(book.read) is None
        assert backups.clock_problem(book.read, FAR) is None
        assert "clock" in (backups.clock_problem(book.read, DEAD) or "")


@pytest.mark.fault("C3", "C4")
@GENTLY
@given(moments=st.lists(MOMENTS, min_size=2, max_size=6))
def test_backups_keep_their_order_and_none_takes_anothers_name(moments: list[datetime], tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups")
    workload.small_book(folder)
    path = folder / workload.BOOK
    made: list[Path] = []
    for number, moment in enumerate(moments):
        with Book.open(path) as book:
            editing.save(book, "member", None, {"name": f"会员{number}"})
        before = {one.path: one.path.read_bytes() for one in backups.all_backups(path)}
        made.append(backups.automatic(path, "", backups.TIMED, now=moment).path)
        assert all(one.read_bytes() == content for one, content in before.items() if one.exists())
        newest = backups.newest(path)
        assert newest is not None
        assert newest.path == made[-1]
    numbered = [one.path for one in backups.all_backups(path) if one.number]
    assert numbered == [one for one in reversed(made) if one.exists()]
    assert len(set(made)) == len(made)


@pytest.mark.fault("C3")
def test_backups_asked_for_in_the_same_second_and_an_hour_back(tmp_path: Path):
    workload.small_book(tmp_path)
    path = tmp_path / workload.BOOK
    moments = (NOW, NOW, NOW - timedelta(hours=1), NOW)
    made = [backups.backup(path, tmp_path / "b", now=moment) for moment in moments]
    assert len(set(made)) == 4
    assert all(one.is_file() for one in made)


@pytest.mark.fault("C7")
@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati", "Asia/Shanghai", "Nowhere/Invented"])
@pytest.mark.parametrize("act", ["save", "import", "export", "papers"])
def test_the_zone_changes_nothing_that_is_kept(lab: Laboratory, act: str, zone: str):
    _, outcome = lab.tried(act, environment={"TZ": zone}, looks=True)
    assert (outcome.status, outcome.looks) == (0, lab.reference(act).looks[1:])
