"""One writer to a file: the second is told who; a lock whose program died is taken over."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.book import editing
from app.book.book import Book
from app.domain.errors import CannotWrite, FileProblem, Held, NotSaved, Refused
from app.store import holding

_HOLDER = """
import sys
from pathlib import Path
from app.book.book import Book
book = Book.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
book.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Book.create(tmp_path / "青石.union", "青石镇总工会", year=2026).close()
    return tmp_path / "青石.union"


@pytest.fixture
def other(path):
    """Another program that has the file open."""
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "open\n"
    yield child
    child.kill()
    child.communicate()


@pytest.mark.fault("L2", "L5")
def test_the_second_is_told_who_and_since_when_and_may_read(path, other):
    with pytest.raises(Held) as caught:
        Book.open(path)
    assert caught.value.values["since"][:2] == "20"
    assert caught.value.values["host"]
    with Book.open(path, read_only=True) as book:
        assert book.read.union()["name"] == "青石镇总工会"
        with pytest.raises(Refused):
            editing.save(book, "member", None, {"name": "张三"})
    other.communicate("")
    Book.open(path).close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.fault("L3")
def test_a_lock_left_by_a_dead_program_is_taken_over(path, other):
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert holding.lock_file(path).exists()
    with Book.open(path) as book:
        assert book.left_by is not None
        assert editing.save(book, "member", None, {"name": "张三"})
    with Book.open(path) as book:
        assert book.left_by is None


@pytest.mark.fault("L4")
def test_patience_waits_for_the_other_to_close(path):
    script = "import sys, threading; threading.Timer(0.5, sys.stdin.close)"
    child = subprocess.Popen(
        [sys.executable, "-c", script + _HOLDER.replace("sys.stdin.read()", "import time; time.sleep(0.5)"), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "open\n"
    Book.open(path, patience=30).close()
    child.communicate()


def test_nothing_readable_in_the_lock_file_is_no_obstacle(path, other):
    holding.lock_file(path).write_bytes(b"\xff\xfe")
    with pytest.raises(Held) as caught:
        Book.open(path)
    assert set(caught.value.values) == {"path"}


def test_the_lock_file_holds_nothing_of_the_book(path):
    with Book.open(path):
        found = json.loads(holding.lock_file(path).read_text(encoding="utf-8"))
    assert set(found) == {"who", "host", "since"}


def test_a_release_twice_is_one_release(path):
    held = holding.hold(path)
    held.release()
    with Book.open(path):
        held.release()
        with pytest.raises(Held):
            holding.hold(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows replaces no file that is open")
@pytest.mark.fault("L7")
@pytest.mark.parametrize("how", ["replaced", "overwritten", "gone"])
def test_another_file_in_its_place_is_noticed_before_writing_and_the_work_goes_elsewhere(path, how):
    older = path.with_name("older.union")
    older.write_bytes(path.read_bytes())
    with Book.open(path) as book:
        editing.save(book, "member", None, {"name": "张三"})
        if how == "replaced":
            older.replace(path)
        elif how == "overwritten":
            path.write_bytes(older.read_bytes())
        else:
            path.unlink()
        with pytest.raises(NotSaved):
            editing.save(book, "member", None, {"name": "李四"})
        if how != "overwritten":  # there the bytes themselves are gone
            elsewhere = path.with_name("elsewhere.union")
            book.move_to(elsewhere)
            editing.save(book, "member", None, {"name": "李四"})
            assert book.path == elsewhere
    if how != "overwritten":
        with Book.open(elsewhere) as book:
            assert {row["name"] for row in book.read.every("member")} == {"张三", "李四"}


def test_going_elsewhere_never_replaces_a_file_and_a_failure_changes_nothing(path):
    with Book.open(path) as book:
        taken = path.with_name("taken.union")
        taken.write_text("the clerk's own")
        with pytest.raises(FileProblem, match="already a file"):
            book.move_to(taken)
        with pytest.raises(FileProblem):
            book.move_to(taken / "below.union")
        assert book.path == path
        assert editing.save(book, "member", None, {"name": "张三"})


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do everything is refused nothing")
def test_a_folder_that_is_read_only_is_told(path):
    path.parent.chmod(0o555)
    try:
        with pytest.raises(CannotWrite):
            Book.open(path)
    finally:
        path.parent.chmod(0o755)
