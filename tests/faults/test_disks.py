"""Disks that are full, read-only, slow, pulled out or too small: a sentence, nothing half done, and on it goes."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from tests.faults import campaigns, devices, oracle, workload
from tests.faults.laboratory import Laboratory
from tests.faults.nursery import Order

ROOMS = (0, 40_960, 480_000)  # bytes left on the disk
LIMITS = (4096, 200_000, 470_000)  # bytes that a file may have
WRITING = [
    act
    for act in workload.ACTS
    if act not in ("create", "papers", "thin", "migrate-1", "migrate-2", "read an old one", "show a file")
]
NOBODY = 65534


def without_sentence(outcome) -> list[str]:
    """What is wrong with the end of a deed that was tried once: it was done, or refused with a sentence."""
    ended = [] if outcome.status in (0, 3) else [f"it ended with {outcome.status}"]
    return ended + outcome.failed + [sentence for sentence in outcome.refused if "Errno" in sentence]


@pytest.mark.fault("D1", "D2", "D3", "D4", "D6")
@pytest.mark.parametrize("act", WRITING)
def test_a_full_disk(lab: Laboratory, act: str, long: bool):
    """Refused at some point, with all as it was; and once there is room it is done."""
    problems, refused = [], 0
    for room in range(0, 600_000, 4096) if long else ROOMS:
        try:
            with devices.small_disk(lab.new_folder(), 6 * 1024 * 1024) as disk:
                lab.laid_out(act, disk)
                filler = devices.leave_room(disk, room)
                outcome = lab.nursery.order(Order(act, str(disk), looks=True, patient=False))
                for look in outcome.looks:
                    look.pop(filler.name)
                found = without_sentence(outcome) + campaigns.after_refusals(lab, act, outcome)
                filler.unlink()
                found += [f"{name} was left lying" for name in campaigns.rubbish(disk)]
                if not outcome.done:
                    again = lab.nursery.order(Order(act, str(disk), looks=True))
                    found += [] if again.status == 0 else [f"with room again: {again.said}"]
                    found += campaigns.after_refusals(lab, act, again)
        except devices.NotHere as why:
            pytest.skip(str(why))
        refused += bool(outcome.refused)
        problems += [f"{room} bytes left: {one}" for one in found]
    assert problems == []
    assert refused


@pytest.mark.fault("D7")
@pytest.mark.parametrize("act", WRITING)
def test_a_file_that_may_not_grow_that_large(lab: Laboratory, act: str):
    problems, refused = [], 0
    for limit in LIMITS:
        folder, outcome = lab.tried(act, largest=limit, looks=True, patient=False)
        found = without_sentence(outcome) + campaigns.after_refusals(lab, act, outcome)
        found += [f"{name} was left lying" for name in campaigns.rubbish(folder)]
        problems += [f"{limit} bytes at most: {one}" for one in found]
        refused += bool(outcome.refused)
    assert problems == []
    assert refused


@pytest.mark.fault("D5", "D16")
@pytest.mark.parametrize("act", ["save", "import", "export", "papers", "backup", "restore", "change the password"])
def test_no_room_for_temporary_files(lab: Laboratory, act: str):
    """A folder for temporary files that is missing, or full: everything goes on, or is refused with a sentence."""
    _, outcome = lab.tried(act, environment={"TMPDIR": "/nonexistent", "SQLITE_TMPDIR": "/nonexistent"}, looks=True)
    assert (outcome.failed, outcome.looks) == ([], lab.reference(act).looks[1:])
    try:
        with devices.small_disk(lab.new_folder(), 65536) as disk:
            devices.leave_room(disk, 0)
            places = {"TMPDIR": str(disk), "SQLITE_TMPDIR": str(disk)}
            _, outcome = lab.tried(act, environment=places, looks=True, patient=False)
    except devices.NotHere as why:
        pytest.skip(str(why))
    assert without_sentence(outcome) + campaigns.after_refusals(lab, act, outcome) == []


def may_be_somebody_else() -> bool:
    return os.geteuid() == 0


@pytest.fixture
def somebody_else(lab: Laboratory) -> int:
    """Another user, to whom the laboratory's folder is open: root may write whatever is forbidden."""
    if not may_be_somebody_else():
        return 0
    lab.folder.chmod(0o755)
    return NOBODY


def hand_over(folder: Path, uid: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, uid, uid)


@pytest.mark.fault("D8")
@pytest.mark.parametrize("closed", ["file", "folder", "both"])
def test_a_data_file_that_may_only_be_read(lab: Laboratory, somebody_else: int, closed: str):
    """Changes are refused with a sentence; reading, and exporting to elsewhere, go on."""
    folder = lab.laid_out("save")
    if somebody_else:
        hand_over(folder, somebody_else)
    if closed in ("file", "both"):
        (folder / workload.BOOK).chmod(0o444)
    if closed in ("folder", "both"):
        folder.chmod(0o555)
    before = lab.look("save", folder)
    outcome = lab.nursery.order(Order("save", str(folder), uid=somebody_else, patient=False))
    assert (outcome.done, outcome.failed, len(outcome.refused)) == ([], [], 1)
    assert "read" in outcome.refused[0]
    elsewhere = lab.new_folder()
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    outcome = lab.nursery.order(Order("export elsewhere", str(folder), uid=somebody_else,
                                      environment={"ELSEWHERE": str(elsewhere)}))  # fmt: skip
    folder.chmod(0o755)
    assert (outcome.status, outcome.refused) == (0, []), outcome.said
    assert sorted(path.name for path in elsewhere.iterdir()) == ["全部.xlsx"]
    assert lab.look("save", folder) == before


@pytest.mark.fault("D9")
@pytest.mark.parametrize("act", ["export", "papers", "backup", "attach"])
def test_a_folder_that_may_not_be_written_to(lab: Laboratory, somebody_else: int, act: str):
    """The sentence names it, and nothing was changed."""
    folder = lab.laid_out(act)
    if somebody_else:
        hand_over(folder, somebody_else)
    for path in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
        path.chmod(0o555)
    before = lab.look(act, folder)
    outcome = lab.nursery.order(Order(act, str(folder), uid=somebody_else, patient=False))
    for path in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
        path.chmod(0o755)
    assert (outcome.done, outcome.failed, len(outcome.refused)) == ([], [], 1)
    assert lab.look(act, folder) == before
    assert campaigns.rubbish(folder) == []


@pytest.mark.fault("D12")
def test_a_stick_pulled_out_has_what_was_said_to_be_on_it(lab: Laboratory):
    """What was exported and backed up to a stick is whole on it even if it is pulled out at that very moment."""
    folder = lab.laid_out("to a stick")
    try:
        stick = devices.Stick(lab.new_folder(), folder / "U盘")
    except devices.NotHere as why:
        pytest.skip(str(why))
    try:
        before = hashlib.sha256((folder / workload.BOOK).read_bytes()).digest()
        pulled: list[tuple[str, Path]] = []

        def pull(kind: str, what: str) -> None:
            if kind == "done" and what != "ended":
                pulled.append((what, stick.pull().rename(lab.new_folder())))

        outcome = lab.nursery.order(Order("to a stick", str(folder)), pull)
        whole = lab.look("to a stick", folder / "U盘")
        assert outcome.done == ["exported", "backed up", "ended"], outcome.said
        stick.unplug()
        for what, image in pulled:
            stick.plug_in(image)
            found = lab.look("to a stick", folder / "U盘")
            stick.unplug()
            assert not any("BROKEN" in seen for seen in found.values()), what
            assert ("全部.xlsx" in found, len(found)) == (True, 1 if what == "exported" else 2), what
            assert found.items() <= whole.items()
        assert hashlib.sha256((folder / workload.BOOK).read_bytes()).digest() == before
    finally:
        stick.unplug()


@pytest.mark.fault("D12")
def test_a_stick_gone_in_the_middle(lab: Laboratory):
    """The second deed finds no stick: refused with a sentence within three seconds, and the book is untouched."""
    folder = lab.laid_out("to a stick")
    place = folder / "U盘"
    try:
        stick = devices.Stick(lab.new_folder(), place)
    except devices.NotHere as why:
        pytest.skip(str(why))
    before = oracle.image_of(folder)[workload.BOOK]

    def unplug(kind: str, what: str) -> None:
        if (kind, what) == ("done", "exported"):
            stick.unplug()
            place.rmdir()
            place.write_text("no folder any more")

    try:
        outcome = lab.nursery.order(Order("to a stick", str(folder), patient=False), unplug)
        assert (outcome.done, outcome.failed, len(outcome.refused)) == (["exported"], [], 1)
        assert "U盘" in outcome.refused[0]
        assert outcome.seconds < 3
        assert oracle.image_of(folder)[workload.BOOK] == before
    finally:
        stick.unplug()


@pytest.mark.fault("D18")
@pytest.mark.usefixtures("traced")
def test_a_slow_disk(lab: Laboratory):
    """Each sync takes its time; everything is done all the same, one save with no more syncs than it needs."""
    pause = 0.03
    words = ("-e", "trace=fsync,fdatasync", "-e", f"inject=fsync,fdatasync:delay_exit={int(pause * 1e6)}")
    _, outcome = lab.tried("save", trace=(*words, "-o", "/dev/null"), looks=True)
    assert outcome.looks == lab.reference("save").looks[1:]
    calls = campaigns.calls_of(lab, "save", ("fsync", "fdatasync"))
    assert outcome.seconds >= calls.total() * pause
    assert calls.total() <= 5 * 4


def test_the_tools_that_are_used_are_named_when_they_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def missing(*_words: object, **_named: object) -> None:
        raise FileNotFoundError(2, "No such file")

    monkeypatch.setattr(subprocess, "run", missing)
    with pytest.raises(devices.NotHere, match="mount"), devices.small_disk(tmp_path / "a", 4096):
        pass
