"""The program is ended from outside while a form is being typed into: what was typed waits in the file."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import exits
from app.book import editing
from app.book.book import Book
from app.domain.listing import Listing
from tests.faults.crash_child import NAME, PHONE
from tests.faults.crash_home import Home, drafts_of, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path / "home")
    yield home
    home.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "小青工会.union"
    with Book.create(path, "小青镇总工会", "乡镇街道", year=2026) as book:
        editing.save(book, "member", None, {"name": "陈一新", "mobile": "13800000001", "state": "正常"})
    return path


def _fields(file: Path) -> dict[str, object]:
    (draft,) = drafts_of(file)
    return json.loads(str(draft["typed"]))["fields"]


@pytest.mark.fault("P17")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_program_told_to_end_keeps_what_is_typed_and_ends_within_two_seconds(
    home: Home, file: Path, number: signal.Signals
) -> None:
    child = home.start("type", file)
    begun = time.monotonic()
    child.send_signal(number)
    assert child.wait(10) == 0
    assert time.monotonic() - begun < 2.0
    assert _fields(file)["name"] == NAME
    assert _fields(file)["mobile"] == PHONE
    assert not home.marks("running")
    assert not home.marks("ended")
    assert "Traceback" not in child.communicate()[1]


@pytest.mark.fault("P17")
def test_a_job_that_does_not_stop_holds_nothing_up(home: Home, file: Path) -> None:
    child = home.start("hang", file)
    begun = time.monotonic()
    child.send_signal(signal.SIGTERM)
    child.wait(10)
    assert time.monotonic() - begun < 2.5
    with Book.open(file) as book:
        assert len(book.read.ids(Listing("member"))) == 1


@pytest.mark.fault("P17")
def test_a_change_to_a_kept_record_is_a_draft_of_that_record(home: Home, file: Path) -> None:
    child = home.start("edit", file)
    child.send_signal(signal.SIGTERM)
    assert child.wait(10) == 0
    (draft,) = drafts_of(file)
    assert draft["record"] == "member"
    assert draft["row_id"] is not None
    assert _fields(file) == {"mobile": PHONE}


@pytest.mark.fault("P3")
def test_a_kill_in_the_middle_of_typing_loses_five_seconds_at_most(home: Home, file: Path) -> None:
    child = home.start("type", file)
    until(lambda: drafts_of(file), seconds=5)
    child.kill()
    child.wait(10)
    assert _fields(file)["name"] == NAME
    assert home.marks("running")
    child = home.start("nothing", file)  # the next start finds the mark
    assert home.marks("ended")
    child.send_signal(signal.SIGTERM)
    assert child.wait(10) == 0
    assert not home.marks("ended")
    assert _fields(file)["name"] == NAME  # offered again, as long as nobody has said what is to become of it


@pytest.mark.fault("P18", "P3")
def test_a_library_that_brings_the_program_down_leaves_the_draft_and_the_places_in_the_code(
    home: Home, file: Path
) -> None:
    child = home.start("abort", file)
    assert child.wait(20) == -signal.SIGABRT
    assert _fields(file)["name"] == NAME
    assert not list(home.folder.rglob("core*"))
    child = home.start("nothing", file)
    child.send_signal(signal.SIGTERM)
    assert child.wait(10) == 0
    assert "Fatal Python error: Aborted" in home.log
    assert "app/ui/jobs.py" in home.log
    assert NAME not in home.log


@pytest.mark.fault("P3")
def test_beginning_anew_after_a_fault_takes_file_and_draft_along(home: Home, file: Path) -> None:
    child = home.start("restart", file)
    assert child.wait(10) == 0
    until(lambda: list(home.folder.rglob("second")))
    until(lambda: not home.marks("running"))
    assert str(file) in next(home.folder.rglob("second")).read_text(encoding="utf-8")
    assert _fields(file)["name"] == NAME
    assert not home.marks("ended")


def test_the_mark_of_another_program_under_way_is_no_crash(tmp_path: Path) -> None:
    here = exits.begin(tmp_path)
    try:
        mark = tmp_path / f"running-{os.getpid()}"
        mark.rename(tmp_path / "running-4194305")
        other = exits.begin(tmp_path)
        assert not other.unclean
        assert not exits.unclean(tmp_path)
        other.end()
        assert (tmp_path / "running-4194305").exists()
    finally:
        here.end()


def test_a_mark_left_behind_is_known_until_a_clean_end(tmp_path: Path) -> None:
    (tmp_path / "running-12").write_text("12\n")
    run = exits.begin(tmp_path)
    assert run.unclean
    assert exits.unclean(tmp_path)
    run.end()
    assert not exits.unclean(tmp_path)
    again = exits.begin(tmp_path)
    assert not again.unclean
    again.end()


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = exits.begin(tmp_path / "file")
    assert not run.unclean
    run.end()
