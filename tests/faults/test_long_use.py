"""Long use and little room: memory that stays, a large list within a limit, days that no time zone moves."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.book import editing, exporting, importing
from app.book.book import Book
from app.store.datafile import open_file
from tests.bench import roster
from tests.book.sheets import bring_in, workbook

LONG = os.environ.get("UNION_FAULTS") == "long"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")

_IN_LITTLE_ROOM = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from app.book import importing
from app.book.book import Book
with Book.open(Path(sys.argv[1])) as book:
    report = importing.carry_out(book, importing.plan(book, Path(sys.argv[2])))
    print(sum(sheet.added for sheet in report.sheets))
"""


@LINUX
@pytest.mark.fault("R1", "R2")
def test_a_large_list_comes_in_within_a_gigabyte(tmp_path: Path) -> None:
    """All that the program asks the system for, code and libraries included, stays below the limit."""
    count = 100_000 if LONG else 20_000
    Book.create(tmp_path / "a.union", "青石县总工会", year=2026).close()
    long_list = roster.write(tmp_path / "花名册.xlsx", count)
    child = subprocess.run(
        [sys.executable, "-c", _IN_LITTLE_ROOM, str(tmp_path / "a.union"), str(long_list)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.stdout.strip() == str(count), child.stderr[-2000:]


def _resident() -> int:
    """Pages of memory that this process holds, in bytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _handles() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@LINUX
@pytest.mark.fault("R3")
def test_a_day_of_saves_does_not_make_memory_grow(tmp_path: Path) -> None:
    saves = 2000 if LONG else 400
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
        row_id = editing.save(book, "member", None, {"name": "张三"})
        for number in range(50):  # what is loaded with the first uses is there then
            editing.save(book, "member", row_id, {"remark": f"先{number}"})
        before, handles = _resident(), _handles()
        for number in range(saves):
            editing.save(book, "member", row_id, {"remark": f"第{number}次"})
        assert _resident() - before < 30 * 1024 * 1024
        assert _handles() == handles
        assert not book._db.conn.in_transaction


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set for one process here")
@pytest.mark.fault("C7")
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati", "UTC"])
def test_days_stay_days_in_any_time_zone(tmp_path: Path, monkeypatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        sheet = {"会员": [["姓名", "出生日期", "入会日期"], ["张三", "1990-03-08", "2024-01-01"]]}
        with Book.create(tmp_path / "a.union", "青石镇总工会", year=2026) as book:
            bring_in(book, workbook(tmp_path / "a.xlsx", sheet))
            exporting.export(book, tmp_path / "b.xlsx")
            assert importing.plan(book, tmp_path / "b.xlsx").changes_nothing()
            (row,) = book.read.every("member")
        assert (row["birth_from"], row["joined_from"]) == ("1990-03-08", "2024-01-01")
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.fault("C5")
def test_records_go_into_the_year_that_is_worked_on_not_into_that_of_the_clock(tmp_path: Path) -> None:
    with Book.create(tmp_path / "a.union", "青石镇总工会", year=2019) as book:
        row_id = editing.save(book, "entry", None, {"kind": "结婚", "target": "张三", "happened": "12月31日"})
        row = book.read.row("entry", row_id)
        assert (row["year"], row["happened_from"]) == (2019, "2019-12-31")


@pytest.mark.fault("S15")
def test_the_database_is_a_sound_one_and_keeps_no_write_ahead_log(tmp_path: Path) -> None:
    assert dbapi2.sqlite_version_info >= (3, 51, 3)
    with Book.create(tmp_path / "a.union", "青石镇总工会") as book:
        conn = book._db.conn
        told = {name: conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
        assert told == {"journal_mode": "delete", "synchronous": 3}
    with open_file(tmp_path / "a.union", read_only=True) as db:
        assert db.conn.execute("PRAGMA query_only").fetchone()[0] == 1
