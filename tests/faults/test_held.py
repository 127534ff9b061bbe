"""The file is in another program's hands: waited for a while, then a sentence; and what a crash left is cleared up."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.book import backups, editing
from app.book.book import Book
from app.domain.errors import FileProblem
from tests.faults import images, workload
from tests.faults.laboratory import Laboratory
from tests.faults.nursery import Order

_HOLDER = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute(sys.argv[2])
if sys.argv[2] == "BEGIN IMMEDIATE":
    held.execute("UPDATE union_info SET remark = 'half done'")
print("held", flush=True)
time.sleep(float(sys.argv[3])) if sys.argv[3] else sys.stdin.read()
"""


@contextmanager
def held_by_another(path: Path, how: str = "BEGIN EXCLUSIVE", seconds: str = "") -> Iterator[None]:
    """Another program holds the file: for so many seconds, or till the end of the body."""
    words = [sys.executable, "-c", _HOLDER, str(path), how, seconds]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holder.kill()


@pytest.mark.fault("L4")
def test_a_file_held_for_a_moment_is_waited_for(lab: Laboratory, long: bool):
    folder = lab.laid_out("save")
    before = lab.reference("save").looks
    start = time.monotonic()
    with held_by_another(folder / workload.BOOK, seconds="3" if long else "1"):
        outcome = lab.nursery.order(Order("save", str(folder), looks=True))
    assert (outcome.status, outcome.refused, outcome.looks) == (0, [], before[1:])
    assert time.monotonic() - start < 10


@pytest.mark.fault("L5")
def test_a_file_held_for_ever_is_given_up(lab: Laboratory):
    folder = lab.laid_out("save")
    with held_by_another(folder / workload.BOOK):
        outcome = lab.nursery.order(Order("save", str(folder), patient=False))
    assert (outcome.done, outcome.failed, len(outcome.refused)) == ([], [], 1)
    assert "in use" in outcome.refused[0]
    assert outcome.seconds < 10
    assert lab.look("save", folder) == lab.reference("save").looks[0]


@pytest.mark.fault("L8")
def test_an_unfinished_change_of_another_program(lab: Laboratory, tmp_path: Path):
    """Reading, exporting and backing up go on; saving is given up with a sentence, and works once the other is gone."""
    folder = lab.laid_out("save")
    path = folder / workload.BOOK
    with held_by_another(path, "BEGIN IMMEDIATE"), Book.open(path) as book:
        assert len(book.read.every("member")) == 3
        start = time.monotonic()
        with pytest.raises(FileProblem, match="in use"):
            editing.save(book, "member", None, {"name": "孙七"})
        assert time.monotonic() - start < 10
        assert backups.backup(path, tmp_path).is_file()
        assert len(book.read.every("member")) == 3
    with Book.open(path) as book:
        editing.save(book, "member", None, {"name": "孙七"})
        assert "half done" not in book.read.union()["remark"]


@pytest.mark.fault("S8")
@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("act", ["save", "save, with a password"])
def test_a_journal_left_by_a_crash_is_played_back_without_a_question(lab: Laboratory, act: str, tmp_path: Path):
    """At every moment of a save at which there is a journal and the file was changed already."""
    recorded, hot = lab.recording(act), 0
    disk = images.Disk(recorded.seed)
    states = lab.reference(act).looks
    for at, effect in enumerate(recorded.effects):
        disk.play(effect)
        image = disk.killed()
        changed = image[workload.BOOK] != recorded.seed[workload.BOOK]
        if effect.kind == "write" and effect.path == workload.BOOK and changed:
            assert image.get(workload.BOOK + "-journal"), at
            hot += 1
            assert lab.eye(act).look(image)[workload.BOOK] in {look[workload.BOOK] for look in states}, at
    assert hot > 10


@pytest.mark.fault("S9")
@pytest.mark.usefixtures("traced")
def test_a_copy_without_its_journal_is_mostly_known_for_what_it_is(lab: Laboratory):
    """Somebody copies the file alone within the millisecond that a save writes: SQLite's own check tells most such.

    At rest, and that is nearly always, the file alone is whole.
    """
    recorded = lab.recording("save")
    disk, at_rest = images.Disk(recorded.seed), {look[workload.BOOK] for look in lab.reference("save").looks}
    mixed = noticed = 0
    for effect in recorded.effects:
        disk.play(effect)
        image = disk.killed()
        seen = lab.eye("save").look({workload.BOOK: image[workload.BOOK]})[workload.BOOK]
        if workload.BOOK + "-journal" not in image:
            assert seen in at_rest
        elif seen not in at_rest:
            mixed += 1
            noticed += "BROKEN" in seen
    assert noticed > mixed * 2 / 3 > 10


def test_another_program_really_holds_it(tmp_path: Path):
    workload.small_book(tmp_path)
    path = tmp_path / workload.BOOK
    with held_by_another(path):
        other = sqlite3.connect(path, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("SELECT 1 FROM member").fetchone()
        other.close()
