"""The laboratory itself: it must be able to find what it says is not there."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from app.book import editing
from app.book.book import Book
from tests.faults import campaigns, images, oracle, workload
from tests.faults.campaigns import Count
from tests.faults.laboratory import Laboratory
from tests.faults.recording import Effect, _Reader


@pytest.mark.parametrize("act", workload.ACTS)
def test_every_step_can_be_seen(lab: Laboratory, act: str):
    looks = lab.reference(act).looks[:-1]  # the last is only the end of the deed
    assert all(before != after for before, after in pairwise(looks))
    assert not any("BROKEN" in seen for look in looks for seen in look.values())


@pytest.mark.usefixtures("traced")
def test_a_disk_that_is_never_told_to_sync_loses_what_was_saved(lab: Laboratory):
    """What ``synchronous = OFF`` would do."""
    recorded = lab.recording("save")
    unsynced = tuple(effect for effect in recorded.effects if not effect.kind.startswith("sync"))
    assert len(unsynced) < len(recorded.effects)
    count = campaigns.replay(lab, replace(recorded, effects=unsynced), Count("never synced"), cuts=2, usable=False)
    assert len(count.problems) > count.tried / 4
    assert any("BROKEN" in problem for problem in count.problems)


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("stern", [False, True])
def test_a_folder_that_is_not_synced_brings_the_journal_back(lab: Laboratory, stern: bool):
    """What ``synchronous = FULL`` would do: the journal's end is not written down, so a saved step is taken back."""
    recorded = lab.recording("save")
    effects, kept = recorded.effects, []
    for before, effect in zip((Effect("said"), *effects), effects, strict=False):
        if effect.kind != "sync folder" or before.kind != "unlink":
            kept.append(effect)
    count = campaigns.replay(lab, replace(recorded, effects=tuple(kept)), Count("FULL"), cuts=8, usable=False,
                             stern=stern)  # fmt: skip
    assert count.problems
    assert not any("BROKEN" in problem for problem in count.problems)


def test_names_that_lag_behind_and_bytes_that_were_not_synced():
    disk = images.Disk({"a": b"old"}, stern=True)
    for effect in (Effect("create", "b"), Effect("write", "b", 0, b"new"), Effect("rename", "b", to="a")):
        disk.play(effect)
    assert disk.killed() == {"a": b"new"}
    found = {tuple(sorted(disk.cut_off(Random(seed)).items())) for seed in range(60)}
    assert {(("a", b"old"),), (("a", b"old"), ("b", b"")), (("a", b"new"),), (("a", b""),)} <= found
    disk.play(Effect("sync", "a"))
    assert {disk.cut_off(Random(seed))["a"] for seed in range(60)} == {b"new"}


def test_a_name_lasts_once_its_folder_was_synced_and_on_a_usual_disk_once_anything_was():
    for stern, synced in ((True, "."), (False, "sub")):
        disk = images.Disk({"a": b"1", "sub/c": b"2"}, stern=stern)
        disk.play(Effect("unlink", "a"))
        assert any("a" in disk.cut_off(Random(seed)) for seed in range(20))
        disk.play(Effect("sync folder", "sub"))
        assert any("a" in disk.cut_off(Random(seed)) for seed in range(20)) == stern
        disk.play(Effect("sync folder", synced))
        assert not any("a" in disk.cut_off(Random(seed)) for seed in range(20))


def test_the_oracle_sees_half_a_step_a_lost_row_and_a_torn_file(tmp_path):
    workload.small_book(tmp_path)
    path = tmp_path / workload.BOOK
    eye = oracle.Eye()
    before = eye.look(oracle.image_of(tmp_path))
    with Book.open(path) as book:
        editing.save(book, "member", None, {"name": "孙七"})
    after = eye.look(oracle.image_of(tmp_path))
    assert oracle.faults_between(before, after, before) == oracle.faults_between(before, after, after) == []
    for sql in ("DELETE FROM change WHERE id = (SELECT max(id) FROM change)", "DELETE FROM member WHERE name = '孙七'",
                "UPDATE member SET remark = '1' WHERE name = '张三'"):  # fmt: skip
        image = oracle.image_of(tmp_path)
        with Book.open(path) as book:
            book.read._db.conn.execute(sql)
        assert oracle.faults_between(before, after, eye.look(oracle.image_of(tmp_path))), sql
        oracle.lay_out(image, tmp_path)
    assert oracle.faults_between(before, after, {})
    path.write_bytes(path.read_bytes()[:40_000])
    assert "BROKEN" in eye.look(oracle.image_of(tmp_path))[workload.BOOK]


def test_the_last_good_copy_must_be_somewhere():
    before, after = {"a": "old"}, {"a": "new", "aside": "old"}
    assert oracle.faults_between(before, after, {"a": "new"}) == ["old is nowhere any more"]
    assert oracle.faults_between(before, after, {"a": "old"}) == []
    assert oracle.faults_after_trouble(before, after, {"a": "old", "aside-2": "old"}) == []
    assert oracle.faults_after_trouble(before, after, {"a": "old", "aside-2": "BROKEN"}) != []


def test_a_system_call_that_is_not_understood_is_noticed(tmp_path):
    reader = _Reader(tmp_path, {})
    path = "".join(f"\\x{byte:02x}" for byte in bytes(tmp_path / "a"))
    with pytest.raises(AssertionError, match="not understood"):
        list(reader.read(f'7 link("{path}", "{path}") = 0'))
    assert list(reader.read(f'7 unlink("{path}") = -1 ENOENT (No such file or directory)')) == []
