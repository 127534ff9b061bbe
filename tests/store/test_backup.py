"""A backup holds what the file holds or is not there; going back never loses the file that was there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.book import editing
from app.book.backups import backup, backups_of, restore
from app.book.book import Book
from app.domain.errors import FileProblem
from app.store import backup as store_backup
from app.store import datafile

NOON = datetime(2026, 12, 1, 12, 0, 0, tzinfo=UTC)


def names(path: Path, password: str = "") -> list[str]:
    with Book.open(path, password) as book:
        return [row["name"] for row in book.read.every("member")]


def a_file(path: Path, password: str = "", *members: str) -> Path:
    with Book.create(path, "青石镇总工会", password=password, year=2026) as book:
        for name in members:
            editing.save(book, "member", None, {"name": name})
    return path


@pytest.mark.parametrize("password", ["", "青石 'quoted'"])
def test_there_and_back(tmp_path, password):
    path = a_file(tmp_path / "青石.union", password, "张三", "李䶮")
    kept = backup(path, tmp_path / "b", password, now=NOON)
    assert kept == tmp_path / "b" / "青石-20261201-120000.union"
    with Book.open(path, password) as book:
        book.undo()
    aside = restore(kept, path, password, now=NOON)
    assert aside == tmp_path / "青石-before-restore-20261201-120000.union"
    assert names(path, password) == ["张三", "李䶮"]
    assert names(aside, password) == ["张三"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["b", aside.name, path.name])
    if password:
        assert b"SQLite format" not in kept.read_bytes()[:16]
        with pytest.raises(FileProblem):
            Book.open(kept)


def test_the_history_goes_with_the_backup(tmp_path):
    kept = backup(a_file(tmp_path / "a.union", "", "张三"), now=NOON)
    with Book.open(kept) as book:
        book.undo()
        assert book.read.every("member") == []


def test_a_backup_is_made_while_the_file_is_open_and_never_replaces_another(tmp_path):
    path = a_file(tmp_path / "a.union")
    with Book.open(path) as book:
        first = backup(path, now=NOON)
        editing.save(book, "member", None, {"name": "张三"})
        second = backup(path, now=NOON)
    assert first != second
    assert (names(first), names(second)) == ([], ["张三"])
    found = backups_of(path)
    assert [item.path for item in found] == sorted([first, second], key=lambda p: p.name, reverse=True)
    assert not any(item.before_restore for item in found)


def test_backups_of_other_files_are_not_ours(tmp_path):
    path, other = a_file(tmp_path / "a.union"), a_file(tmp_path / "a-b.union")
    backup(other, now=NOON)
    assert backups_of(path) == ()
    assert backups_of(path, tmp_path / "nowhere") == ()


def test_a_damaged_backup_is_refused_and_the_file_stays(tmp_path):
    path = a_file(tmp_path / "a.union", "", *(f"会员{n}" for n in range(40)))
    kept = backup(path, now=NOON)
    with kept.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 4)
    before = path.read_bytes()
    with pytest.raises(FileProblem):
        restore(kept, path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [kept.name, path.name]


def test_a_damaged_file_is_replaced_but_kept(tmp_path):
    path = a_file(tmp_path / "a.union", "", "张三")
    kept = backup(path, now=NOON)
    path.write_bytes(b"coffee" * 1000)
    aside = restore(kept, path, now=NOON)
    assert aside is not None
    assert aside.read_bytes() == b"coffee" * 1000
    assert names(path) == ["张三"]


def test_a_journal_left_by_a_crash_is_kept_and_not_played_into_the_backup(tmp_path):
    path = a_file(tmp_path / "a.union", "", "张三")
    kept = backup(path, now=NOON)
    path.write_bytes(b"no file of ours")
    journal = path.with_name("a.union-journal")
    journal.write_bytes(b"hot")
    aside = restore(kept, path, now=NOON)
    assert aside is not None
    assert aside.with_name(aside.name + "-journal").read_bytes() == b"hot"
    assert not journal.exists()
    assert names(path) == ["张三"]


def test_where_no_file_was_there_is_none_to_keep(tmp_path):
    kept = backup(a_file(tmp_path / "a.union", "", "张三"), now=NOON)
    assert restore(kept, tmp_path / "new" / "b.union") is None
    assert names(tmp_path / "new" / "b.union") == ["张三"]


def test_the_file_is_no_backup_of_itself(tmp_path):
    path = a_file(tmp_path / "a.union")
    with pytest.raises(FileProblem, match="itself"):
        restore(path, path)


def test_wrong_password_missing_file_and_bad_folder_are_sentences(tmp_path):
    path = a_file(tmp_path / "a.union", "geheim")
    blocked = tmp_path / "x"
    blocked.write_text("a file, no folder")
    for call in (
        lambda: backup(path, None, "falsch"),
        lambda: backup(tmp_path / "none.union"),
        lambda: backup(path, blocked / "b", "geheim"),
        lambda: restore(tmp_path / "none.union", path),
    ):
        with pytest.raises(FileProblem):
            call()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.union", "x"]


def test_a_failure_on_the_way_leaves_nothing_behind(tmp_path, monkeypatch):
    path = a_file(tmp_path / "a.union", "", "张三")

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_backup, "_synced", full)
    with pytest.raises(FileProblem):
        backup(path)
    monkeypatch.undo()
    kept = backup(path, now=NOON)
    before = path.read_bytes()
    monkeypatch.setattr(store_backup, "_synced", full)
    with pytest.raises(FileProblem):
        restore(kept, path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [kept.name, path.name]


def test_a_backup_that_lost_rows_is_not_kept(tmp_path, monkeypatch):
    path = a_file(tmp_path / "a.union", "", "张三")
    counts = iter(range(100))
    monkeypatch.setattr(store_backup, "_counts", lambda _db: {"member": next(counts)})
    with pytest.raises(FileProblem, match="does not hold"):
        backup(path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.union"]
    assert datafile.SUFFIX == ".union"
