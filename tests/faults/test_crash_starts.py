"""Starts that are cut off, and starts with settings that cannot be: the next one is a start like any other."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.book import editing
from app.book.book import Book
from app.domain.listing import Listing
from app.settings import POINTS, Settings
from tests.faults.crash_home import ROOT, Home

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")
CYCLES = 20 if os.environ.get("UNION_FAULTS") == "long" else 5
# Every name that the program remembers, of a kind that it does not expect.
OTHER = {
    "language": {"code": 3}, "points": ["12"], "recent": 7, "geometry": [1], "size/record": "x", "split/member": 3,
    "split/members": [None], "version": 99,
}  # fmt: skip
BROKEN = {
    "empty": b"", "garbled": bytes(range(256)), "a list": b"[1, 2]", "cut off": b'{"language": "zh',
    "deep": b"[" * 200_000, "another version": json.dumps(OTHER).encode(),
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path / "home")
    yield home
    home.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "小青工会.union"
    with Book.create(path, "小青镇总工会", "乡镇街道", year=2026) as book:
        editing.save(book, "member", None, {"name": "陈一新", "state": "正常"})
    return path


def _members(file: Path) -> int:
    with Book.open(file) as book:
        return len(book.read.ids(Listing("member")))


def _ends_well(child: subprocess.Popen[str]) -> None:
    child.send_signal(signal.SIGTERM)
    assert child.wait(10) == 0
    assert "Traceback" not in child.communicate()[1]


@pytest.mark.fault("R8")
def test_starts_that_are_killed_leave_a_start_like_any_other(home: Home, file: Path) -> None:
    moments = random.Random(8)
    for _ in range(CYCLES):
        child = subprocess.Popen(
            [sys.executable, "-m", "app", str(file)], cwd=ROOT, env=home.surroundings,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(moments.uniform(0.05, 3.0))  # the moment is what is tried, not what is waited for
        child.kill()
        child.wait()
    _ends_well(home.start("nothing", file))
    assert not home.marks("running")
    assert not home.marks("ended")
    assert _members(file) == 1


@pytest.mark.fault("R7")
@pytest.mark.parametrize("how", ["garbled", "another version"])
def test_a_program_with_broken_settings_starts_as_if_new(home: Home, file: Path, how: str) -> None:
    folder = Path(home.surroundings["XDG_CONFIG_HOME"]) / "UnionSteward"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_bytes(BROKEN[how])
    _ends_well(home.start("nothing", file))
    assert "uncaught" not in home.log
    assert _members(file) == 1
    assert str(file) in json.loads((folder / "settings.json").read_text(encoding="utf-8"))["recent"]


@pytest.mark.fault("R7")
@pytest.mark.parametrize("how", BROKEN)
def test_settings_that_cannot_be_read_are_the_programs_own(tmp_path: Path, how: str) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(BROKEN[how])
    settings = Settings.load(path)
    assert settings.points in POINTS
    assert settings.recent == ()
    settings.opened(path)
    assert settings.save()
    assert Settings.load(path).recent == (path,)
