"""Private folders: the user's own, gone with the program, and swept only when their program is."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from app.book import private_folders
from app.book.private_folders import PrivateFolder
from app.store import holding


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.fault("K11")
def test_only_the_user_may_look_into_it_and_it_goes_whole(place: Path) -> None:
    folder = PrivateFolder()
    copy = folder.fresh() / "名册.txt"
    copy.write_text("龙卿喆", encoding="utf-8")
    copy.chmod(0o400)
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    folder.remove()
    folder.remove()
    assert not list(place.iterdir())


@pytest.mark.fault("K5")
def test_what_a_killed_program_left_is_swept_and_what_is_in_use_is_not(place: Path) -> None:
    mine, left = PrivateFolder(), PrivateFolder()
    (left.fresh() / "名册.txt").write_text("龙卿喆", encoding="utf-8")
    left._held._file.close()  # as the system does for a process that is gone
    assert holding.lock_file(left.path / "in-use").exists()
    assert private_folders.sweep() == 1
    assert mine.path.is_dir()
    assert not left.path.exists()
    mine.remove()


@pytest.mark.fault("K5")
def test_a_folder_that_is_just_being_made_a_link_and_a_strangers_name_stay(place: Path) -> None:
    new, old, other = (place / name for name in ("union-steward-new", "union-steward-old", "another"))
    for one in (new, old, other):
        one.mkdir()
    (other / "mine.txt").write_text("x", encoding="utf-8")
    (place / "union-steward-link").symlink_to(other)
    os.utime(old, (1, 1))
    assert private_folders.sweep() == 1
    assert new.is_dir()
    assert not old.exists()
    assert (other / "mine.txt").exists()
