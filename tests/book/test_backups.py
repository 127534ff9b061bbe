"""The automatic backups: skipped when nothing changed, thinned by the plan, copied to a stick, looked into."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.book import backups, editing, sticks
from app.book.backups import ASKED, EXIT, IMPORT, START, TIMED, automatic, automatic_folder
from app.book.book import Book
from app.domain.errors import FileProblem
from app.store import backup as store

NOON = datetime(2026, 12, 1, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "小青工会.union"
    with Book.create(path, "小青镇总工会", "乡镇街道", year=2026) as book:
        editing.save(book, "member", None, {"name": "陈一新"})
    return path


def add(path: Path, name: str = "李四") -> None:
    with Book.open(path) as book:
        editing.save(book, "member", None, {"name": name})


def in_folder(path: Path) -> list[str]:
    return sorted(file.name for file in automatic_folder(path).iterdir())


def test_nothing_is_backed_up_twice_and_everything_that_changed_is(path):
    first = automatic(path, "", START, now=NOON)
    assert first.made
    again = automatic(path, "", EXIT, now=NOON + timedelta(hours=1))
    assert (again.made, again.path, again.at.hour) == (False, first.path, first.at.hour)
    with Book.open(path) as book:
        assert not automatic(path, "", TIMED).made
        editing.save(book, "member", None, {"name": "李四"})
        assert automatic(path, "", TIMED).made
        book.undo()
        assert automatic(path, "", TIMED).made, "what was undone is another state"
        book.redo()
        assert automatic(path, "", TIMED).made
        book.remember_sheet("姓名|性别", "{}")
        assert automatic(path, "", TIMED).made, "what is kept without a step counts too"
        book.remember_sheet("姓名|性别", '{"姓名": "name"}')
        assert automatic(path, "", TIMED).made
        book.keep_draft("member", None, '{"name": "王五"}')
        assert automatic(path, "", TIMED).made
    assert not automatic(path, "", EXIT).made


def test_what_is_asked_for_and_what_precedes_a_great_change_is_always_made(path):
    automatic(path, "", START)
    assert automatic(path, "", ASKED).made
    assert backups.before(path, "", IMPORT).stem.endswith("-0003-导入前")


def test_a_newest_backup_that_is_damaged_does_not_stand_for_the_file(path):
    first = automatic(path, "", START)
    first.path.write_bytes(b"x" * 5000)
    assert automatic(path, "", EXIT).made


def test_thirty_days_of_work_leave_what_the_plan_keeps(path):
    for day in range(30):
        add(path, f"会员{day}")
        automatic(path, "", EXIT, now=NOON + timedelta(days=day))
    kept = backups.all_backups(path)
    assert len(kept) < 18
    assert [one.number for one in kept[:10]] == list(range(30, 20, -1))
    assert backups.look_into(kept[0], "").members == 31


@pytest.mark.fault("C1", "C2", "C4")
@pytest.mark.parametrize("year", [2009, 2099])
def test_the_newest_is_the_newest_by_number_whatever_year_the_clock_tells(path, year):
    automatic(path, "", EXIT, now=NOON)
    add(path)
    odd = automatic(path, "", EXIT, now=NOON.replace(year=year))
    assert backups.newest(path).path == odd.path
    assert backups.all_backups(path)[0].path == odd.path
    add(path)
    mended = automatic(path, "", EXIT, now=NOON)
    assert [one.path for one in backups.all_backups(path)][:2] == [mended.path, odd.path]


def test_looking_into_backups(path, tmp_path):
    folder = automatic_folder(path)
    plain = store.backup(path, folder, reason=START)
    with Book.open(path) as book:
        book.change_password("geheim")
        key = book.secret
    protected = store.backup(path, folder, key, reason=EXIT)
    with Book.open(path, key) as book:
        book.change_password("neu")
        key = book.secret
    broken = store.backup(path, folder, key, reason=TIMED)
    good = broken.read_bytes()
    broken.write_bytes(good[:8192] + b"\0" * 8192 + good[16384:])
    plainly_broken = store.backup(path, folder, key, reason=EXIT)
    plainly_broken.write_bytes(plain.read_bytes()[:20000])
    found = {one.path: backups.look_into(one, key) for one in backups.all_backups(path)}
    assert found[plain].trouble == ""
    assert (found[plain].members, found[plain].entries, found[plain].union) == (1, 0, "小青镇总工会")
    assert found[protected].trouble == "password"
    assert found[broken].trouble == "damaged"
    assert found[plainly_broken].trouble == "damaged"
    assert backups.opens(plain, key) == ""
    assert backups.opens(protected, key) is None
    assert backups.opens(protected, "geheim")


def test_what_going_back_would_lose(path, tmp_path):
    kept = backups.before(path, "", IMPORT)
    assert backups.loss(path, "", kept, "").steps == 0
    add(path)
    add(path, "王五")
    with Book.open(path) as book:
        book.undo()
    assert backups.loss(path, "", kept, "").steps == 1
    backups.restore(kept, path)
    add(path, "赵六")
    later = backups.before(path, "", IMPORT)
    aside = next(one for one in backups.all_backups(path) if one.reason == backups.RESTORE)
    assert backups.loss(path, "", aside.path, "").same_union
    assert backups.loss(path, "", later, "").steps == 0
    Book.create(tmp_path / "b.union", "白石镇总工会").close()
    other = backups.loss(path, "", tmp_path / "b.union", "")
    assert (other.same_union, other.union) == (False, "白石镇总工会")
    path.write_bytes(b"coffee" * 1000)
    assert backups.loss(path, "", kept, "").same_union


# ---------------------------------------------------------------------------------------------- the stick


@pytest.fixture
def stick(tmp_path: Path) -> sticks.Stick:
    folder = tmp_path / "media" / "chen" / "U盘" / "工会备份"
    folder.mkdir(parents=True)
    return sticks.choose(folder)


def on_stick(stick: sticks.Stick) -> list[str]:
    return sorted(file.name for file in stick.folder.glob("*-备份*/*.union"))


@pytest.mark.fault("D14")
def test_the_newest_backup_goes_to_the_stick_and_is_the_same_there(path, stick):
    kept = automatic(path, "", EXIT, stick)
    assert kept.on_stick is not None
    assert kept.on_stick.read_bytes() == kept.path.read_bytes()
    assert not automatic(path, "", EXIT, stick).made
    assert on_stick(stick) == in_folder(path)


def test_a_stick_that_was_away_gets_the_newest_when_it_is_back(path, stick, tmp_path):
    away = tmp_path / "away"
    shutil.move(stick.folder, away)
    kept = automatic(path, "", EXIT, stick)
    assert (kept.made, kept.on_stick, kept.stick_trouble) == (True, None, None)
    shutil.move(away, stick.folder)
    again = automatic(path, "", EXIT, stick)
    assert not again.made
    assert again.on_stick is not None
    assert on_stick(stick) == [kept.path.name]


def test_the_stick_is_known_by_its_mark_under_another_name(path, stick, tmp_path, monkeypatch):
    monkeypatch.setattr(sticks, "_MOUNTS", (str(tmp_path / "media"),))
    shutil.move(tmp_path / "media" / "chen" / "U盘", tmp_path / "media" / "chen" / "U盘1")
    assert sticks.find(stick) == tmp_path / "media" / "chen" / "U盘1" / "工会备份"
    (sticks.find(stick) / sticks.MARK).write_text("another", encoding="utf-8")
    assert sticks.find(stick) is None
    assert sticks.choose(tmp_path / "media" / "chen" / "U盘1" / "工会备份").mark == "another"


@pytest.mark.fault("D12")
def test_a_stick_that_is_pulled_out_leaves_the_backup_on_the_computer(path, stick, monkeypatch):
    copy = store.copy_bytes

    def pulled(source: Path, part: Path, *more: object) -> None:
        copy(source, part, *more)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(store, "copy_bytes", pulled)
    kept = automatic(path, "", EXIT, stick)
    assert kept.made
    assert isinstance(kept.stick_trouble, FileProblem)
    assert on_stick(stick) == []
    monkeypatch.undo()
    assert automatic(path, "", EXIT, stick).stick_trouble is None
    assert on_stick(stick) == [kept.path.name]


@pytest.mark.fault("D14")
def test_a_stick_that_does_not_keep_what_it_was_given_is_found_out(path, stick, monkeypatch):
    digest = store.digest
    monkeypatch.setattr(store, "digest", lambda file: "" if ".part" in file.name else digest(file))
    kept = automatic(path, "", EXIT, stick)
    assert "did not keep" in str(kept.stick_trouble)
    assert [file.name for file in stick.folder.rglob("*小青工会-*") if file.is_file()] == []


def test_two_unions_of_one_name_do_not_thin_out_each_other(path, stick, tmp_path):
    automatic(path, "", EXIT, stick)
    other = tmp_path / "b" / path.name
    Book.create(other, "小青镇总工会").close()
    assert automatic(other, "", EXIT, stick).on_stick.parent.name == "小青工会-备份-2"
    assert automatic(path, "", ASKED, stick).on_stick.parent.name == "小青工会-备份"


def test_the_list_names_those_on_the_stick_too(path, stick):
    kept = automatic(path, "", EXIT, stick)
    assert [(one.path, one.on_stick) for one in backups.all_backups(path, stick)] == [
        (kept.path, False), (kept.on_stick, True),
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------- the clock


@pytest.mark.fault("C1", "C2")
def test_a_clock_behind_the_last_entry_is_noticed(path):
    with Book.open(path) as book:
        now = datetime.now(UTC)
        assert backups.clock_problem(book.read, now) is None
        assert backups.clock_problem(book.read, now - timedelta(hours=23)) is None
        assert "clock" in backups.clock_problem(book.read, now - timedelta(hours=25))
        assert "clock" in backups.clock_problem(book.read, datetime(2009, 1, 1, tzinfo=UTC))
        assert backups.clock_problem(book.read, datetime(2099, 1, 1, tzinfo=UTC)) is None
