"""Faults all over the program, each with personal data about: none of it is found anywhere in the homes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.book import editing
from app.book.book import Book
from tests.faults.crash_child import CANARIES, NAME, PHONE
from tests.faults.crash_home import Home, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path / "home")
    yield home
    home.close()


@pytest.mark.fault("K6")
def test_no_name_and_no_number_is_found_outside_the_data_file(home: Home, tmp_path: Path) -> None:
    office = tmp_path / "office"
    office.mkdir()
    file = office / "工会.union"
    with Book.create(file, "小青镇总工会", "乡镇街道", year=2026) as book:
        editing.save(book, "member", None, {"name": CANARIES[0], "mobile": CANARIES[2], "state": "正常"})
    child = home.start("storm", file)
    until(lambda: list(home.folder.rglob("report.txt")))
    child.send_signal(signal.SIGTERM)
    out, errors = child.communicate(timeout=10)
    report = next(home.folder.rglob("report.txt")).read_text(encoding="utf-8")
    assert report.startswith("windows 1\n")
    for kind in ("ValueError", "KeyError", "RuntimeError", "LookupError", "SQLITE_CONSTRAINT"):
        assert kind in home.log, kind
    assert home.log.count("uncaught") < 60
    assert "FileProblem: {path} is damaged." in home.log
    secrets = [*CANARIES, NAME, PHONE, str(tmp_path)]
    found = [
        (path.name, secret)
        for path, content in (home.texts() | {Path("out"): out.encode(), Path("err"): errors.encode()}).items()
        for secret in secrets
        if secret.encode() in content or secret.encode("utf-16-le") in content
        # the settings name the files that were opened last, which the clerk wants to see
        if not (path.name == "settings.json" and secret == str(tmp_path))
    ]
    assert not found
