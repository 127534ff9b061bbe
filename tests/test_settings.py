"""What is remembered between two starts: a portable program finds its files under another letter."""

from __future__ import annotations

import json
import shutil
import string
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import paths
from app.settings import Settings, put_in_place, take_along

_LETTERS = st.text(st.sampled_from(string.ascii_letters + "青石镇总工会小学 ·（）-_0189"), min_size=1, max_size=8)
_NAMES = _LETTERS.map(str.strip).filter(bool)
_BELOW = st.lists(_NAMES, min_size=1, max_size=4)
_PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5)


def _stick(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portable program in ``folder``, and the program runs from there."""
    (folder / "程序").mkdir(parents=True, exist_ok=True)
    (folder / "数据").mkdir(exist_ok=True)
    (folder / "程序" / paths.PORTABLE).touch()
    monkeypatch.setattr(paths, "ROOT", folder / "程序")
    return folder


def _kept(settings: Settings) -> dict[str, object]:
    return json.loads(settings.path.read_text(encoding="utf-8"))


def test_a_stick_finds_its_files_under_another_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = _stick(tmp_path / "E" / "工会小管家", monkeypatch)
    own, foreign = here / "数据" / "青石镇.union", tmp_path / "桌面.union"
    own.touch()
    foreign.touch()
    settings = Settings.load()
    settings.opened(foreign)
    settings.opened(own)
    settings.remember_place("a1", own)
    settings.remember_place("b2", foreign)
    assert settings.save()
    assert settings.recent == (own, foreign)
    assert _kept(settings)["recent"] == ["数据/青石镇.union", str(foreign)]

    there = tmp_path / "F" / "工会小管家"
    shutil.move(here, there)
    _stick(there, monkeypatch)
    moved = Settings.load()
    assert moved.recent == (there / "数据" / "青石镇.union", foreign)
    assert (moved.place_of("a1"), moved.place_of("b2")) == (there / "数据" / "青石镇.union", foreign)
    moved.opened(there / "数据" / "青石镇.union")
    assert len(moved.recent) == 2
    moved.forget_place(there / "数据" / "青石镇.union")
    assert moved.place_of("a1") is None
    assert moved.save()
    assert Settings.load().recent == moved.recent


def test_the_list_in_use_is_not_touched_by_saving_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = _stick(tmp_path, monkeypatch) / "数据" / "a.union"
    own.touch()
    settings = Settings.load()
    settings.opened(own)
    assert settings.save()
    assert settings.get("recent") == [str(own)]


def test_an_installed_program_keeps_whole_paths(tmp_path: Path) -> None:
    own = tmp_path / "a.union"
    own.touch()
    settings = Settings.load(tmp_path / "settings.json")
    settings.opened(own)
    settings.remember_place("a1", own)
    assert settings.save()
    assert _kept(settings) == {"recent": [str(own)], "books": {"a1": str(own)}}
    assert Settings.load(settings.path).recent == (own,)


def test_settings_elsewhere_than_on_the_stick_keep_whole_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = _stick(tmp_path / "stick", monkeypatch) / "数据" / "a.union"
    own.touch()
    settings = Settings.load(tmp_path / "settings.json")
    settings.opened(own)
    assert settings.save()
    assert _kept(settings) == {"recent": [str(own)]}


@pytest.mark.parametrize("recent", [7, None, {"a": 1}, [3, None, ["x"]], ["\0", "", "..", "\ud83d"], ["a" * 5000]])
def test_odd_lists_on_a_stick_count_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recent: object) -> None:
    folder = _stick(tmp_path, monkeypatch) / "设置"
    folder.mkdir()
    (folder / "settings.json").write_text(json.dumps({"recent": recent, "books": recent}), encoding="utf-8")
    settings = Settings.load()
    assert settings.recent == ()
    assert settings.save()
    own = tmp_path / "数据" / "a.union"
    own.touch()
    settings.opened(own)
    assert settings.save()
    assert Settings.load().recent == (own,)


@given(st.sampled_from([
    (PureWindowsPath("E:/工会小管家"), PureWindowsPath("G:/备用/工会小管家"), "C:\\用户\\"),
    (PureWindowsPath("E:/"), PureWindowsPath("F:/"), "C:\\用户\\"),
    (PureWindowsPath("//服务器/共享/工会"), PureWindowsPath("E:/工会"), "C:\\用户\\"),
    (PurePosixPath("/media/a"), PurePosixPath("/media/b"), "/srv/"),
]), st.lists(st.tuples(st.booleans(), _BELOW), max_size=6))  # fmt: skip
def test_files_go_along_and_all_others_stay(
    homes: tuple[PurePath, PurePath, str], files: list[tuple[bool, list[str]]]
) -> None:
    here, there, outside = homes
    beyond = type(here)(outside)
    names = [str((here if inside else beyond).joinpath(*parts)) for inside, parts in files]
    moved = [str((there if inside else beyond).joinpath(*parts)) for inside, parts in files]
    kept = take_along({"recent": names, "books": dict(enumerate(names)), "language": "en"}, here)
    assert json.loads(json.dumps(kept["recent"])) == kept["recent"]
    assert not any(name.startswith(str(here)) for name in kept["recent"])
    assert put_in_place(kept, here) == {"recent": names, "books": dict(enumerate(names)), "language": "en"}
    assert put_in_place(kept, there) == {"recent": moved, "books": dict(enumerate(moved)), "language": "en"}


@given(st.dictionaries(st.sampled_from(["recent", "books", "points", "folder/attach"]), st.recursive(
    _PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)))  # fmt: skip
def test_nothing_but_names_of_files_is_changed(values: dict[str, object]) -> None:
    home = PurePosixPath("/media/a")
    for made in (take_along(values, home), put_in_place(values, home)):
        assert set(made) == set(values)
        for name, value in values.items():
            if name not in ("recent", "books") or not isinstance(value, list | dict):
                assert made[name] == value
            else:
                assert type(made[name]) is type(value)
                assert len(made[name]) == len(value)
