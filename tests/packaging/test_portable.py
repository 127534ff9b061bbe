"""The portable program keeps what is the clerk's beside itself; its zip is the same wherever it is made."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from app import paths
from app.exits import begin
from app.log import start_log
from app.packaging import portable
from app.settings import Settings
from app.version import __version__

EPOCH = 1_795_405_082
TOP = f"工会小管家-{__version__}-便携版"


@pytest.fixture
def carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a portable program, as it lies on a stick."""
    (tmp_path / "程序").mkdir()
    (tmp_path / "数据").mkdir()
    (tmp_path / "程序" / paths.PORTABLE).write_text("", encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", tmp_path / "程序")
    return tmp_path


def _stage(folder: Path) -> Path:
    parts = folder / "windows" / "程序"
    (parts / "app").mkdir(parents=True)
    (parts.parent / "工会小管家.exe").write_bytes(b"MZ")
    (parts / "app" / "main.pyc").write_bytes(b"code")
    return parts.parent


def test_an_installed_program_keeps_nothing_beside_itself() -> None:
    assert paths.portable_folder() is None
    for place in (paths.settings_file(), paths.log_folder(), paths.forms_folder(), paths.holidays_file()):
        assert not place.is_relative_to(paths.ROOT.parent / "设置")


def test_a_portable_program_keeps_everything_in_its_own_folder(carried: Path) -> None:
    assert paths.portable_folder() == carried
    assert paths.settings_file() == carried / "设置" / "settings.json"
    assert paths.log_folder() == carried / "设置" / "日志"
    assert paths.forms_folder() == carried / "设置" / "forms"
    assert paths.holidays_file() == carried / "设置" / "holidays.toml"
    assert paths.documents_folder() == carried / "数据"


def test_a_new_file_is_proposed_beside_the_program_when_the_folder_for_data_was_thrown_away(carried: Path) -> None:
    (carried / "数据").rmdir()
    assert paths.documents_folder() == carried


def test_settings_and_log_are_written_beside_the_program(carried: Path) -> None:
    settings = Settings.load()
    settings.put("language", "en")
    assert settings.save()
    assert start_log() == carried / "设置" / "日志" / "union-steward.log"
    assert Settings.load().language == "en"
    assert sorted(path.name for path in carried.iterdir()) == ["数据", "程序", "设置"]


def test_a_stick_that_may_not_be_written_holds_nothing_up(carried: Path) -> None:
    # A file where the folder would have to be: no user, not even root, can make the folder then.
    (carried / "设置").write_bytes(b"")
    settings = Settings.load()
    settings.put("language", "en")
    assert not settings.save()
    assert start_log() is None
    run = begin()
    assert not run.unclean
    run.end()


def test_the_zip_holds_the_program_a_place_for_data_and_a_word_to_begin_with(tmp_path: Path) -> None:
    made = portable.zipped(_stage(tmp_path), tmp_path / "out", EPOCH)
    assert made.name == f"{TOP}.zip"
    with zipfile.ZipFile(made) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == [
            f"{TOP}/", f"{TOP}/数据/", f"{TOP}/先读我.txt", f"{TOP}/工会小管家.exe", f"{TOP}/程序/app/main.pyc",
            f"{TOP}/程序/portable.txt",
        ]  # fmt: skip
        assert packed.read(f"{TOP}/工会小管家.exe") == b"MZ"
        assert packed.getinfo(f"{TOP}/数据/").is_dir()
        for entry in packed.infolist():
            assert entry.flag_bits & 0x800, entry.filename  # the name is UTF-8, and says so
            assert entry.date_time == (2026, 11, 23, 3, 38, 2)


def test_the_word_to_begin_with_opens_in_every_notepad(tmp_path: Path) -> None:
    with zipfile.ZipFile(portable.zipped(_stage(tmp_path), tmp_path, EPOCH)) as packed:
        told = packed.read(f"{TOP}/先读我.txt")
    assert told.startswith(b"\xef\xbb\xbf")
    assert told.count(b"\n") == told.count(b"\r\n") > 10
    text = told.decode("utf-8-sig")
    assert __version__ in text
    assert "@" not in text
    assert max(len(line) for line in text.splitlines()) <= 46  # a small window shows it without wrapping


def test_two_zips_are_alike_whatever_the_times_and_the_order_on_the_disk(tmp_path: Path) -> None:
    first = _stage(tmp_path / "a")
    second = _stage(tmp_path / "b")
    os.utime(second / "工会小管家.exe", (1, 1))
    made = [portable.zipped(stage, stage.parent / "out", EPOCH).read_bytes() for stage in (first, second)]
    assert made[0] == made[1]
