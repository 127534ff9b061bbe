"""The log: one small file, opened with the first thing there is to say."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

from app.log import start_log


def test_what_is_logged_lies_in_the_file(tmp_path: Path) -> None:
    path = start_log(tmp_path)
    assert path is not None
    logging.getLogger("app.test").warning("something is %s", "off")
    assert "something is off" in path.read_text(encoding="utf-8")
    second = start_log(tmp_path / "other")
    assert second is not None
    logging.getLogger("app.test").warning("later")
    assert "later" not in path.read_text(encoding="utf-8")
    assert "later" in second.read_text(encoding="utf-8")
    start_log(tmp_path)


def test_a_place_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert start_log(tmp_path / "file") is None


def test_a_start_with_nothing_to_log_loads_no_network() -> None:
    words = "import sys, app.log; app.log.start_log(); sys.exit('socket' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
