"""A password set, changed and removed: the file and its backups follow, and a cut leaves each of them openable."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from app.book import backups, editing, opening, rekeying, unlocking
from app.book.book import Book
from app.domain.errors import FileProblem
from app.domain.listing import Listing
from app.points import EVENT
from app.store import copying, keys
from app.store.keys import Key

NAME = "龙卿喆"
SPELLINGS = [NAME.encode(code) for code in ("utf-8", "utf-16-le", "gb18030")]
OLD, NEW = "旧的密码啊", "新的密码啊"
_DERIVED = cache(keys._derived)


@pytest.fixture(autouse=True)
def derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key is worked out once for all tests: the third of a second for each adds up."""
    monkeypatch.setattr(keys, "_derived", _DERIVED)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {one: _made(tmp_path_factory.mktemp("template"), one) for one in ("", OLD)}


@pytest.fixture
def filled(templates: dict[str, Path]) -> Callable[..., Path]:
    def copied(folder: Path, password: str = "") -> Path:
        shutil.copytree(templates[password].parent, folder, dirs_exist_ok=True)
        return folder / templates[password].name

    return copied


def _made(folder: Path, password: str = "") -> Path:
    """A file with a member, two automatic backups, one asked for and one set aside."""
    path = folder / "小青工会.union"
    with Book.create(path, "小青镇总工会", "乡镇街道", password) as book:
        secret = book.secret
        editing.save(book, "member", None, {"name": NAME})
        backups.automatic(path, secret, backups.START)
        editing.save(book, "member", None, {"name": f"{NAME}二"})
        backups.automatic(path, secret, backups.EXIT)
        asked = backups.backup(path, None, secret)
    asked.replace(path.with_name("小青工会-before-restore-20260105-080910.union"))
    backups.backup(path, None, password)
    return path


def _all(path: Path) -> list[Path]:
    return [path, *(one.path for one in backups.all_backups(path))]


def _holds_the_name(folder: Path) -> list[Path]:
    """The files under ``folder`` in which the name can be read by anybody."""
    return [p for p in folder.rglob("*") if p.is_file() and any(one in p.read_bytes() for one in SPELLINGS)]


def _opens(path: Path, *secrets: unlocking.Secret) -> bool:
    for secret in secrets:
        try:
            unlocking.key_of(path, secret)
        except FileProblem:
            continue
        copying.checked(path, secret)
        return True
    return False


@pytest.mark.fault("K9")
def test_a_password_set_encrypts_every_copy(tmp_path: Path, filled) -> None:
    path = filled(tmp_path)
    assert _holds_the_name(tmp_path)
    before = len(backups.all_backups(path))
    told = rekeying.change(path, "", NEW)
    assert not _holds_the_name(tmp_path)
    assert not rekeying.unprotected(path)
    assert len(told.changed) == before + 1  # and the one made before the change
    assert (told.older, told.failed, told.waiting) == ((), (), ())
    for one in _all(path):
        assert unlocking.key_of(one, NEW) == told.secret
    with Book.open(path, NEW) as book:
        assert len(book.read.ids(Listing("member"))) == 2


@pytest.mark.fault("K4", "K9")
def test_the_code_of_the_sheet_opens_the_file_and_its_backups(tmp_path: Path, filled) -> None:
    path = filled(tmp_path)
    told = rekeying.change(path, "", NEW)
    code = unlocking.recovery_code(told.secret)
    for one in _all(path):
        assert unlocking.key_of(one, code.lower().replace("-", " ")) == told.secret
    stale = code
    told = rekeying.change(path, code, "再换一个密码")  # the code serves in place of the password
    assert unlocking.key_of(path, unlocking.recovery_code(told.secret)) == told.secret
    with pytest.raises(unlocking.WrongPassword):
        unlocking.key_of(path, stale)


def test_a_change_brings_the_backups_along_and_names_the_older_ones(tmp_path: Path, filled) -> None:
    path = filled(tmp_path, OLD)
    (tmp_path / "elsewhere").mkdir()
    other = _made(tmp_path / "elsewhere", "一个更早的密码")
    foreign = path.with_name("小青工会-20200101-000000.union")
    other.replace(foreign)
    told = rekeying.change(path, OLD, NEW)
    assert told.older == (foreign,)
    assert _opens(foreign, "一个更早的密码")
    assert all(_opens(one, NEW) for one in told.changed)
    assert not any(_opens(one, OLD) for one in (path, *told.changed))


def test_a_password_removed_opens_the_backups_too(tmp_path: Path, filled) -> None:
    path = filled(tmp_path, OLD)
    told = rekeying.change(path, OLD, "")
    assert told.secret == ""
    assert all(_opens(one, "") for one in _all(path))


def test_a_wrong_password_changes_nothing(tmp_path: Path, filled) -> None:
    path = filled(tmp_path, OLD)
    before = {one: one.read_bytes() for one in tmp_path.rglob("*.union")}
    with pytest.raises(unlocking.WrongPassword):
        rekeying.change(path, "猜一个密码", NEW)
    assert {one: one.read_bytes() for one in tmp_path.rglob("*.union")} == before


def test_a_damaged_backup_is_named_and_left(tmp_path: Path, filled) -> None:
    path = filled(tmp_path)
    victim = backups.all_backups(path)[0].path
    data = bytearray(victim.read_bytes())
    data[4096 * 3 : 4096 * 5] = bytes(4096 * 2)
    victim.write_bytes(data)
    told = rekeying.change(path, "", NEW)
    assert [one for one, _ in told.failed] == [victim]
    assert victim.read_bytes() == data
    assert rekeying.unprotected(path) == (victim,)


def _failing_last(put: Callable[[Path, Path], None], of: Callable[[Path], bool] = lambda _place: True):
    """``put``, after which the disk does not write the folder down."""

    def put_and_fail(part: Path, place: Path) -> None:
        put(part, place)
        if of(place):
            raise OSError(errno.EIO, "the folder was not written")

    return put_and_fail


@pytest.mark.parametrize(("former", "later"), [("", NEW), (OLD, NEW), (OLD, "")])
def test_a_backup_that_has_the_new_password_is_not_told_as_left(
    tmp_path: Path, filled, monkeypatch, former: str, later: str
) -> None:
    path = filled(tmp_path, former)
    monkeypatch.setattr(copying, "_placed", _failing_last(copying._placed, of=lambda place: place != path))
    told = rekeying.change(path, former, later)
    assert told.failed == ()
    assert all(_opens(one, later) for one in _all(path))


def test_the_clerk_may_stop_and_go_on_later(tmp_path: Path, filled) -> None:
    path = filled(tmp_path)
    done: list[int] = []
    told = rekeying.change(path, "", NEW, report=lambda at, _of: done.append(at), cancelled=lambda: len(done) == 2)
    assert len(told.changed) == 2
    assert told.waiting
    assert set(rekeying.unprotected(path)) == set(told.waiting)
    rest = rekeying.catch_up(path, NEW)
    assert set(rest.changed) == set(told.waiting)
    assert not _holds_the_name(tmp_path)


def test_a_full_disk_before_the_change_leaves_the_former_password(tmp_path: Path, filled, monkeypatch) -> None:
    path = filled(tmp_path, OLD)

    def full(*_words: object) -> None:
        raise FileProblem("The disk is full")

    monkeypatch.setattr(copying, "_exported", full)
    with pytest.raises(FileProblem):
        rekeying.change(path, OLD, NEW)
    assert all(_opens(one, OLD) for one in _all(path))


# ------------------------------------------------------------------------------------------------- killed


def _end_at(wanted: list[object], event: str, args: tuple[object, ...]) -> None:
    if event == EVENT and args[0] == wanted[0]:
        wanted[1] = int(wanted[1]) - 1
        if not wanted[1]:
            os.kill(os.getpid(), signal.SIGKILL)


def _changed_and_killed(path: Path, former: str, new: str, place: str, time: int) -> None:
    sys.addaudithook(partial(_end_at, [place, time]))
    rekeying.change(path, former, new)


PLACES = [
    ("rekey.kept", 1), ("copy.written", 1), ("copy.checked", 1), ("rekey.placed", 1), ("rekey.file", 1),
    ("copy.written", 2), ("copy.checked", 2), ("rekey.placed", 2), ("rekey.backup", 1), ("rekey.backup", 2),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.fault("K5", "K9")
@pytest.mark.parametrize(("former", "new"), [("", NEW), (OLD, NEW), (OLD, "")], ids=["set", "change", "remove"])
@pytest.mark.parametrize(("place", "time"), PLACES)
def test_killed_anywhere_each_file_opens_and_it_can_be_finished(
    tmp_path: Path, filled, former: str, new: str, place: str, time: int
) -> None:
    path = filled(tmp_path, former)
    child = multiprocessing.get_context("fork").Process(
        target=_changed_and_killed, args=(path, former, new, place, time)
    )
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert all(_opens(one, former, new) for one in _all(path))
    now = new if _opens(path, new) else former
    with Book.open(path, now):  # sweeps the copy that was cut short
        pass
    assert not (tmp_path / ".小青工会.union.part").exists()
    if former and now == former:
        assert not _holds_the_name(tmp_path)
    if now and not former:
        rekeying.catch_up(path, now)
        assert not _holds_the_name(tmp_path)
        assert not list(tmp_path.rglob(".*.part*"))


def test_the_keys_are_never_shown() -> None:
    key = keys.fresh("春天来了吗")
    told = repr(rekeying.Rekeyed(key))
    assert isinstance(key, Key)
    assert key.raw.hex() not in told
    assert repr(key.raw) not in told


@pytest.mark.parametrize(("former", "later"), [("", NEW), (OLD, NEW), (OLD, "")])
def test_a_file_that_is_in_its_place_though_its_folder_failed_once_is_worked_on(
    tmp_path: Path, filled, monkeypatch, former: str, later: str
) -> None:
    path = filled(tmp_path, former)
    monkeypatch.setattr(opening, "put_in_place", _failing_last(opening.put_in_place))
    told = rekeying.change(path, former, later)
    assert told.failed == ()
    assert _opens(path, later)
