"""A day's work on a file with a password, killed in the middle: no name, number or illness lies on the disk."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from app.book.book import Book
from app.domain.errors import FileProblem
from app.points import EVENT
from app.store import copying, datafile, keys
from tests.faults.canary_child import CANARIES, CARD, NAME, PASSWORD, PHONE
from tests.faults.crash_home import ROOT, Home

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals")]
CODES = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
LAST = 90.0  # seconds: a machine with much else to do


class Office(Home):
    """The homes, the folder of the data file, that of the clerk's own files, and copies made in the middle of steps."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "home")
        self.office, self.clerk, self.snap = (folder / name for name in ("office", "clerk", "snap"))
        for one in (self.office, self.clerk, self.snap):
            one.mkdir()
        self.file = self.office / "工会.union"

    def begin(self, deed: str, **more: str) -> subprocess.Popen[str]:
        surroundings = self.surroundings | {"SNAP": str(self.snap)} | more
        with (self.folder / "out").open("w") as out, (self.folder / "err").open("w") as errors:
            child = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.canary_child", deed, str(self.file), str(self.clerk)],
                cwd=ROOT, env=surroundings, stdout=out, stderr=errors, text=True,
            )  # fmt: skip
        self.children.append(child)
        return child

    def ready(self, child: subprocess.Popen[str]) -> None:
        until(lambda: "ready" in (self.folder / "out").read_text() or child.poll() is not None)
        assert child.poll() in (None, -signal.SIGKILL), (self.folder / "err").read_text()[-3000:] + self.log

    def close(self) -> None:
        for child in self.children:
            child.kill()
            child.wait()

    @property
    def private(self) -> list[Path]:
        """The folders for copies that other programs are to show."""
        return list((self.folder / "tmp").glob("union-steward-*"))


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + LAST
    while not done():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def found(*folders: Path) -> set[tuple[str, str]]:
    """Where a canary can be read: the file's name and the canary."""
    told = set()
    for folder in folders:
        for path in folder.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            told |= {(path.name, one) for one in CANARIES if one in path.name}
            told |= {(path.name, one) for one in CANARIES if any(one.encode(code) in content for code in CODES)}
    return told


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    with Workbook(str(made.clerk / "名册.xlsx")) as book:
        sheet = book.add_worksheet("会员")
        sheet.write_row(0, 0, ["姓名", "性别", "身份证号", "手机号码", "银行卡号", "入会日期"])
        sheet.write_row(1, 0, [f"{NAME}乙", "男", "", PHONE, CARD, "2019-05-01"])
    Book.create(made.file, "小青镇总工会", "乡镇街道", PASSWORD, 2026).close()
    yield made
    made.close()


@pytest.mark.fault("K5", "K6", "K9", "K11")
def test_nothing_can_be_read_after_a_days_work_and_a_kill(office: Office) -> None:
    child = office.begin("day")
    office.ready(child)
    assert len(list(office.snap.iterdir())) >= 5
    assert list(office.snap.rglob("*-journal")), "no step was caught in the middle"
    assert "ValueError" in office.log
    assert found(office.clerk), "the search finds nothing even where there is something"
    child.kill()
    child.wait()
    # A copy that another program was to show lies in the private folder, and nowhere else, until the next start.
    private = office.private
    assert len(private) == 1
    in_private = found(private[0])
    assert in_private
    assert found(office.folder, office.office, office.snap) == in_private
    _modes_are_private(office)
    again = office.begin("nothing")
    office.ready(again)
    until(lambda: private[0] not in office.private)
    assert not found(office.folder, office.office, office.snap)
    for path in office.office.rglob("*.union"):
        assert not keys.is_plain(path)
        with pytest.raises(FileProblem):
            Book.open(path, "", read_only=True)
    again.terminate()
    again.wait(LAST)


def _modes_are_private(office: Office) -> None:
    for path in [*office.office.rglob("*"), *office.folder.rglob("*.log"), *office.folder.rglob("running-*")]:
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    for path in office.private:
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


@pytest.mark.fault("K5")
@pytest.mark.parametrize("place", ["copy.written", "copy.checked"])
def test_killed_while_the_password_is_removed_the_copy_without_one_goes(office: Office, place: str) -> None:
    with Book.open(office.file, PASSWORD) as book, book.step("Fill") as writer:
        writer.insert("member", {"name": NAME, "mobile": PHONE})
    child = office.begin("remove", END_AT=place)
    office.ready(child)
    child.wait(LAST)
    assert found(office.office), "the kill came too late or too early"
    with Book.open(office.file, PASSWORD):
        assert not found(office.office)


@pytest.mark.fault("K6", "K9")
def test_an_old_file_with_a_password_is_brought_up_to_date_in_secret(office: Office) -> None:
    office.file.unlink()
    shutil.copyfile(Path(__file__).parents[1] / "data" / "schema-001.union", office.file)
    with datafile.open_file(office.file, read_only=True) as db:
        names = [row[0] for row in db.conn.execute("SELECT name FROM member")]
    assert _read_in(names, office.office)
    copying.rekey(office.file, "", keys.fresh(PASSWORD))
    child = multiprocessing.get_context("fork").Process(target=_bring_up_to_date, args=(office.file, office.snap))
    child.start()
    child.join(LAST)
    assert child.exitcode == 0
    assert list(office.snap.rglob("*-journal")), "the migration was not caught in the middle"
    assert len(list(office.office.rglob("*.union"))) == 2, "no backup was made before"
    assert not _read_in(names, office.office, office.snap)


def _bring_up_to_date(file: Path, snap: Path) -> None:
    sys.addaudithook(partial(_copied_at, "migrate.written", file.parent, snap / "middle"))
    Book.open(file, PASSWORD).close()


def _copied_at(place: str, folder: Path, snap: Path, event: str, args: tuple[object, ...]) -> None:
    if event == EVENT and args[0] == place:
        shutil.copytree(folder, snap)


def _read_in(names: list[str], *folders: Path) -> set[str]:
    """The files in which one of the names can be read."""
    wanted = [name.encode(code) for name in names if len(name) > 1 for code in CODES[:1]]
    return {
        path.name for folder in folders for path in folder.rglob("*") if path.is_file()
        and any(one in path.read_bytes() for one in wanted)
    }  # fmt: skip
