"""A backup holds what the file holds or is not there; going back never loses the file that was there."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.book import backups, editing
from app.book.backups import OtherUnion, automatic_folder, backup, backups_of, restore
from app.book.book import Book
from app.domain import retention
from app.domain.errors import Cancelled, FileProblem, Held, WrongPassword
from app.store import backup as store_backup
from app.store import backup_names, datafile, going_back, queries
from app.store.contents import look

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
    assert aside == tmp_path / "青石-备份" / "青石-20261201-120000-0001-恢复前.union"
    assert names(path, password) == ["张三", "李䶮"]
    assert names(aside, password) == ["张三"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["b", "青石-备份", path.name])
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

    monkeypatch.setattr(store_backup, "sync", full)
    with pytest.raises(FileProblem):
        backup(path)
    monkeypatch.undo()
    kept = backup(path, now=NOON)
    before = path.read_bytes()
    monkeypatch.setattr(going_back, "_kept", lambda path, _secret, _now: full(path))
    with pytest.raises(FileProblem):
        restore(kept, path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [kept.name, path.name]


def test_a_backup_that_lost_rows_is_not_kept(tmp_path, monkeypatch):
    path = a_file(tmp_path / "a.union", "", "张三")
    found = iter(range(100))
    monkeypatch.setattr(store_backup, "contents", lambda _db: next(found))
    with pytest.raises(FileProblem, match="does not hold"):
        backup(path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.union"]
    assert datafile.SUFFIX == ".union"


def damage(path: Path, first: int = 3, pages: int = 4) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * first)
        file.write(b"\xff" * 4096 * pages)


def many(path: Path, days: list[datetime]) -> list[Path]:
    """Numbered backups of these days, all alike."""
    folder = automatic_folder(path)
    made = [backup(path, folder, now=days[0], reason=retention.TIMED)]
    for day in days[1:]:
        made.append(backup_names.next_name(folder, path.stem, retention.TIMED, day))
        shutil.copy(made[0], made[-1])
    return made


def rows_of(path: Path) -> dict[str, int]:
    return dict(look(path)[0].rows)


def test_a_numbered_backup_says_why_and_its_number_goes_up_whatever_the_clock_says(tmp_path):
    path = a_file(tmp_path / "青石.union", "", "张三")
    folder = automatic_folder(path)
    first = backup(path, folder, now=NOON, reason=retention.START)
    second = backup(path, folder, now=NOON.replace(year=2009), reason=retention.ASKED)
    assert first == tmp_path / "青石-备份" / "青石-20261201-120000-0001-启动.union"
    assert second.name == "青石-20091201-120000-0002.union"
    assert [file for file, _ in backup_names.numbered(folder, "青石")] == [second, first]
    assert rows_of(second) == rows_of(path)


@pytest.mark.fault("C3")
def test_an_hour_back_between_two_backups_keeps_both_and_their_order(tmp_path):
    path = a_file(tmp_path / "a.union")
    folder = automatic_folder(path)
    made = [backup(path, folder, now=NOON.replace(hour=hour), reason=retention.TIMED) for hour in (12, 11, 11)]
    assert [file for file, _ in backup_names.numbered(folder, "a")] == made[::-1]


@pytest.mark.parametrize(
    "name", ["a-20269999-120000-0001-启动", "a-20261201-120000-0001-随便", "a-20261201", "ab-20261201-120000"]
)
def test_names_that_only_look_like_backups_are_none(tmp_path, name):
    assert backup_names.parse(tmp_path / f"{name}.union", "a") is None


@pytest.mark.fault("S11", "S12")
@pytest.mark.parametrize("where", [b"CREATE TABLE", "会员0".encode(), "会员299".encode()])
def test_a_damaged_file_is_not_backed_up_and_no_good_backup_goes(tmp_path, where):
    path = a_file(tmp_path / "a.union", "", *(f"会员{n}" for n in range(300)))
    folder = automatic_folder(path)
    good = many(path, [NOON] * 13)
    damage(path, max(path.read_bytes().rfind(where) // 4096, 1), 1)
    with pytest.raises(FileProblem, match="damaged"):
        backups.automatic(path, "", retention.ASKED)
    with pytest.raises(FileProblem, match="damaged"):
        backups.before(path, "", retention.IMPORT)
    with pytest.raises(FileProblem, match="damaged"):
        backup(path, tmp_path / "b")
    assert sorted(folder.iterdir()) == good
    assert list((tmp_path).glob("b/*")) == []


@pytest.mark.fault("D9")
def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    path = a_file(tmp_path / "a.union")
    automatic_folder(path).write_text("a file bears the folder's name", encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        backups.automatic(path, "", retention.EXIT)
    assert "a-备份" in str(caught.value)


@pytest.mark.fault("P8")
def test_what_was_cut_short_is_never_listed_and_cleared_away_by_the_next(tmp_path):
    path = a_file(tmp_path / "a.union")
    folder = automatic_folder(path)
    folder.mkdir()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = folder / f".a-20261130-120000-0001-定时.union.{ended.pid}.part"
    others = [folder / f".b-20261130-120000-0001-定时.union.{ended.pid}.part", folder / ".note.part",
              folder / f".a-20261130-120000-0001-定时.union.{os.getppid()}.part"]  # fmt: skip
    for file in (left, left.with_name(left.name + "-journal"), *others):
        file.write_bytes(b"half")
    assert backups.all_backups(path) == ()
    kept = backup(path, folder, now=NOON, reason=retention.TIMED)
    assert sorted(folder.iterdir()) == sorted([kept, *others])


@pytest.mark.fault("K11")
@pytest.mark.skipif(os.name == "nt", reason="Windows keeps who may read in another way")
def test_only_its_user_may_read_a_backup(tmp_path):
    path = a_file(tmp_path / "a.union", "", "张三")
    kept = backup(path, tmp_path / "b")
    restore(kept, path)
    for file in (kept, path, *automatic_folder(path).iterdir()):
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_stopped_and_leaves_nothing(tmp_path):
    path = a_file(tmp_path / "a.union")
    with pytest.raises(Cancelled):
        backup(path, tmp_path / "b", cancelled=lambda: True)
    assert list((tmp_path / "b").iterdir()) == []


def test_a_file_that_is_written_to_meanwhile_is_copied_as_it_was_at_one_moment(tmp_path, monkeypatch):
    path = a_file(tmp_path / "a.union", "", *(f"会员{n}" for n in range(200)))
    monkeypatch.setattr(store_backup, "_PAGES", 5)
    with Book.open(path) as book:
        written = iter(range(3))

        def meanwhile() -> bool:
            if next(written, None) is not None:
                editing.save(book, "member", None, {"name": "新来的"})
            return False

        kept = backup(path, tmp_path / "b", cancelled=meanwhile)
        assert "新来的" in names(kept)
        assert rows_of(kept) in (rows_of(path), {**rows_of(path)})
    with datafile.open_file(kept, read_only=True) as db:
        assert queries.integrity(db) == []


@pytest.mark.fault("K9")
def test_the_backup_of_a_protected_file_opens_with_its_key_and_never_without(tmp_path):
    path = a_file(tmp_path / "a.union", "geheim", "张三")
    key = datafile.key_of(path, "geheim")
    kept = backup(path, tmp_path / "b", key, now=NOON)
    assert "张三".encode() not in kept.read_bytes()
    assert names(kept, "geheim") == names(kept, key) == ["张三"]
    with pytest.raises(FileProblem):
        names(kept, "")


@pytest.mark.fault("K9")
def test_going_back_takes_the_password_the_backup_was_made_with(tmp_path):
    path = a_file(tmp_path / "a.union", "alt", "张三")
    kept = backup(path, tmp_path / "b", "alt")
    with Book.open(path, "alt") as book:
        book.change_password("neu")
        editing.save(book, "member", None, {"name": "李四"})
    with pytest.raises(WrongPassword):
        restore(kept, path, "neu")
    aside = restore(kept, path, "alt", present="neu")
    assert names(path, "alt") == ["张三"]
    assert names(aside, "neu") == ["张三", "李四"]


def test_the_file_of_another_union_takes_no_place_unless_it_is_meant(tmp_path):
    path, other = a_file(tmp_path / "a.union", "", "张三"), a_file(tmp_path / "b.union", "", "李四")
    before = path.read_bytes()
    with pytest.raises(OtherUnion, match="青石镇总工会"):
        restore(other, path)
    assert path.read_bytes() == before
    assert restore(other, path, other_union=True) is not None
    assert names(path) == ["李四"]


def test_nothing_is_put_in_the_place_of_an_open_file(tmp_path):
    path = a_file(tmp_path / "a.union", "", "张三")
    kept = backup(path, tmp_path / "b")
    with Book.open(path) as book:
        with pytest.raises(Held):
            restore(kept, path)
        editing.save(book, "member", None, {"name": "李四"})
    assert names(path) == ["张三", "李四"]


@pytest.mark.fault("S10")
@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_lies_beside_the_old_file_is_kept_with_it_and_never_played_into_the_backup(tmp_path, ending):
    path = a_file(tmp_path / "a.union", "", "张三")
    kept = backup(path, tmp_path / "b")
    foreign = path.with_name(path.name + ending)
    foreign.write_bytes(b"of another file" * 100)
    aside = restore(kept, path, now=NOON)
    assert not foreign.exists()
    assert aside.with_name(aside.name + ending).read_bytes() == b"of another file" * 100
    assert names(path) == ["张三"]
    assert rows_of(path) == rows_of(kept)


@pytest.mark.fault("S8", "S10")
def test_a_crash_in_a_save_is_taken_back_before_going_back(tmp_path):
    """The set-aside copy comes with its journal, and recovers by itself."""
    path = a_file(tmp_path / "a.union", "", "张三")
    kept = backup(path, tmp_path / "b")
    child = (
        "import os, sys; from sqlcipher3 import dbapi2\n"
        "c = dbapi2.connect(sys.argv[1], isolation_level=None); c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN'); c.execute('UPDATE member SET name = ?', ('halb',))\n"
        "c.execute('CREATE TABLE filler AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n "
        "WHERE x < 3000) SELECT x, hex(randomblob(200)) AS y FROM n')\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", child, str(path)], check=False)
    assert path.with_name("a.union-journal").stat().st_size > 0
    aside = restore(kept, path, now=NOON)
    assert names(path) == ["张三"]
    shutil.copy(aside, tmp_path / "c.union")
    shutil.copy(aside.with_name(aside.name + "-journal"), tmp_path / "c.union-journal")
    assert names(tmp_path / "c.union") == ["张三"]


# ---------------------------------------------------------------------------------------------- killed at each place

_BACK_UP = (
    "from app.book import backups; from pathlib import Path; import sys\n"
    "backups.automatic(Path(sys.argv[1]), '', '定时')"
)
_RESTORE = (
    "from app.book import backups; from pathlib import Path; import sys\n"
    "backups.restore(Path(sys.argv[2]), Path(sys.argv[1]))"
)
_ENDING = """
import os, signal, sys
wanted, after = sys.argv[-2], int(sys.argv[-1])
seen = 0
def hook(event, args):
    global seen
    if event == "union-steward.reached":
        if args[0] == wanted:
            seen += 1
            if seen == after:
                os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
"""


def killed(act: str, place: str, *words: object, after: int = 1) -> None:
    """Carry ``act`` out in a child that is killed when it has come to ``place`` so many times."""
    command = [sys.executable, "-c", _ENDING + act, *map(str, words), place, str(after)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, f"never came to {place}: {done.stderr.decode()}"


needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such thing on Windows")


@needs_kill
@pytest.mark.fault("P8")
@pytest.mark.parametrize(
    "place", ["backup.copied", "backup.checked", "backup.named", "backup.done", "thin.next", "thin.gone", "thin.done"]
)
def test_killed_while_backing_up_leaves_every_earlier_backup_whole(tmp_path, place):
    path = a_file(tmp_path / "a.union", "", "张三")
    folder = automatic_folder(path)
    before = many(path, [NOON] * 13)
    with Book.open(path) as book:
        editing.save(book, "member", None, {"name": "李四"})
    killed(_BACK_UP, place, path)
    listed = backups.all_backups(path)
    assert {one.path for one in listed} >= set(before[-9:])
    assert {backups.look_into(one, "").trouble for one in listed} == {""}
    again = backups.automatic(path, "", retention.TIMED)
    assert names(again.path) == ["张三", "李四"]
    assert not [file for file in folder.iterdir() if ".part" in file.name]


@needs_kill
@pytest.mark.fault("P9")
@pytest.mark.parametrize("after", [1, 2, 5])
def test_killed_while_thinning_never_takes_one_that_the_plan_keeps(tmp_path, after):
    path = a_file(tmp_path / "a.union", "", "张三")
    folder = automatic_folder(path)
    day = NOON - timedelta(days=60)
    made = many(path, [day + timedelta(days=n) for n in range(30)])
    planned = retention.to_keep(backup_names.parse(file, "a").kept for file in made)
    keep = {file for file in made if backup_names.parse(file, "a").kept in planned}
    assert len(made) - len(keep) > 5
    thin = "from app.store import backup; from pathlib import Path; import sys; backup.thin(Path(sys.argv[1]))"
    killed(thin, "thin.gone", path, after=after)
    left = set(folder.iterdir())
    assert keep <= left
    assert len(left) == len(made) - after
    store_backup.thin(path)
    assert set(folder.iterdir()) == keep


@needs_kill
@pytest.mark.fault("P10")
@pytest.mark.parametrize(
    "place",
    ["restore.copied", "restore.checked", "backup.copied", "backup.named", "restore.kept", "restore.cleared",
     "restore.replaced", "restore.done"],
)  # fmt: skip
def test_killed_while_going_back_leaves_the_old_file_or_the_new_one(tmp_path, place):
    path = a_file(tmp_path / "a.union", "", "张三")
    kept = backup(path, tmp_path / "b")
    with Book.open(path) as book:
        editing.save(book, "member", None, {"name": "李四"})
    killed(_RESTORE, place, path, kept)
    there = names(path)
    assert there in (["张三"], ["张三", "李四"])
    aside = backups.all_backups(path)
    assert there == ["张三", "李四"] or [names(one.path) for one in aside] == [["张三", "李四"]]
    restore(kept, path)
    assert names(path) == ["张三"]
    assert [file.name for file in tmp_path.iterdir() if ".part" in file.name] == []


@needs_kill
@pytest.mark.fault("P10", "S1")
@pytest.mark.parametrize("place", ["whole.checked", "restore.kept", "restore.cleared", "restore.replaced"])
def test_killed_while_a_damaged_file_is_replaced_keeps_its_bytes(tmp_path, place):
    path = a_file(tmp_path / "a.union", "", "张三")
    kept = backup(path, tmp_path / "b")
    path.write_bytes(b"coffee" * 1000)
    killed(_RESTORE, place, path, kept)
    restore(kept, path)
    assert names(path) == ["张三"]
    assert b"coffee" * 1000 in [one.path.read_bytes() for one in backups.all_backups(path)]
