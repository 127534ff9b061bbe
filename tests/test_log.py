"""The log: one small file, opened with the first thing there is to say."""

from __future__ import annotations

import ast
import errno
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import FileProblem
from app.log import Plain, Scrubbed, file_of, start_log, told


def test_what_is_logged_lies_in_the_file(tmp_path: Path) -> None:
    path = start_log(tmp_path)
    assert path is not None
    logging.getLogger("app.test").warning("something is %s", Plain("off"))
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


APP = Path(__file__).resolve().parents[1] / "app"
CANARY = "张小燕330106199003071245"


def _record(words: str, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("app.test", logging.ERROR, "app/x.py", 1, words, values, info)


@pytest.mark.fault("K6")
@given(st.lists(st.sampled_from([CANARY, 330106199003071245, ValueError(CANARY), [CANARY], Path(CANARY)]), max_size=3))
def test_values_never_reach_the_log(values: list[object]) -> None:
    line = Scrubbed().format(_record(" ".join(["value %s"] * len(values)), *values))
    assert "330106" not in line
    assert "张" not in line


@pytest.mark.fault("K6")
@pytest.mark.parametrize("words", ["%d rows", "%s and %s", "%(name)s", "100 %"])
def test_words_that_do_not_fit_their_values_stand_as_they_are(words: str) -> None:
    assert Scrubbed().format(_record(words, CANARY)).endswith(words)


def _fails() -> None:
    name = CANARY
    try:
        raise KeyError(name)
    except KeyError as error:
        raise FileProblem("{path} is damaged.", path=f"/media/{name}/{name}.union") from error


@pytest.mark.fault("K6")
def test_an_error_is_told_by_its_kind_and_its_places(tmp_path: Path) -> None:
    path = start_log(tmp_path)
    assert path is not None
    try:
        _fails()
    except FileProblem:
        logging.getLogger("app.test").exception("it broke")
    text = path.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "app.domain.errors.FileProblem: {path} is damaged." in text
    assert "tests/test_log.py:" in text
    assert " _fails" in text
    assert "张" not in text
    assert "330106" not in text
    start_log(tmp_path)


def test_the_disk_and_the_database_are_told_by_their_number() -> None:
    assert told(OSError(errno.ENOSPC, "no room", CANARY)) == ["OSError: ENOSPC"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (str(APP / "ui" / "window.py"), "app/ui/window.py"),
        (r"C:\Users\张小燕\Union\app\ui\window.py", "app/ui/window.py"),
        ("/opt/张小燕/lib/python3.11/site-packages/PIL/Image.py", "PIL/Image.py"),
        ("/usr/张小燕/lib/python3.11/json/decoder.py", "decoder.py"),
        ("<张小燕>", "…"),
        ("/media/张小燕/花名册.xlsx", "…"),
    ],
)
def test_no_folder_of_the_clerk_is_told(name: str, said: str) -> None:
    assert file_of(name) == said


def test_a_large_log_gives_way_to_a_new_one(tmp_path: Path) -> None:
    path = start_log(tmp_path)
    assert path is not None
    for number in range(4):
        path.write_bytes(b"x" * 600_000)
        logging.getLogger("app.test").error("once more")
        assert path.stat().st_size < 1000, number
    assert len(list(tmp_path.glob("union-steward.log*"))) == 3
    start_log(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
@pytest.mark.fault("K11")
def test_nobody_else_reads_the_log(tmp_path: Path) -> None:
    path = start_log(tmp_path / "new")
    assert path is not None
    assert path.stat().st_mode & 0o077 == 0
    start_log(tmp_path)


@pytest.mark.fault("K6")
def test_the_words_of_the_log_stand_in_the_code() -> None:
    """A sentence put together at run time would carry its values past the formatter."""
    wrong = []
    for file in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            logs = node.func.attr in ("debug", "info", "warning", "error", "exception", "critical")
            named = isinstance(node.func.value, ast.Name) and node.func.value.id == "_log"
            if logs and named and not (node.args and isinstance(node.args[0], ast.Constant)):
                wrong.append(f"{file.relative_to(APP)}:{node.lineno}")
    assert not wrong
