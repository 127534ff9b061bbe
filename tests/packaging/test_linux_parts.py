"""What every package is put together from: the lock file's entries, pinned files, the tree, the notice."""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import paths
from app.packaging import fetch, notice, pins, tree
from app.packaging.host import Failed, run

EPOCH = 1_700_000_000
LOCK = fetch.LOCK.read_text(encoding="utf-8")
VERSIONS = st.from_regex(r"\A[0-9]{1,2}(\.[0-9]{1,2}){1,2}\Z")
NAMES = st.from_regex(r"\A[a-z]{2,5}([-_.][a-z0-9]{1,3})?\Z")


# ------------------------------------------------------------------------------------------------- lock


def test_every_line_of_the_lock_file_belongs_to_an_entry() -> None:
    entries = fetch.entries(LOCK)
    assert sum(text.count("--hash=") for text in entries.values()) == LOCK.count("--hash=")
    assert len(entries) == len(re.findall(r"^\S+==", LOCK, re.MULTILINE))
    for name, text in entries.items():
        assert text.startswith(f"{name}==")
        assert "# via" not in text


def test_what_is_left_out_or_comes_as_source_is_named_as_in_the_lock_file() -> None:
    # colorama is only wanted on Windows, so a lock file made elsewhere does not name it.
    assert {*fetch.SOURCE_ONLY, *fetch.LEFT_OUT} - {"colorama"} <= fetch.entries(LOCK).keys()


@settings(max_examples=50)
@given(name=NAMES, version=VERSIONS, others=st.lists(VERSIONS, max_size=4), ending=st.sampled_from("w-"))
def test_the_file_of_an_entry_is_told_from_those_of_other_versions(
    name: str, version: str, others: list[str], ending: str
) -> None:
    end = "-py3-none-any.whl" if ending == "w" else ".tar.gz"
    shown = re.sub(r"[-_.]+", "_", name).capitalize()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for one in {*others, f"{version}0", f"{version}.1", f"1{version}"} - {version}:
            (folder / f"{shown}-{one}{end}").touch()
        wanted = folder / f"{shown}-{version}{end}"
        wanted.touch()
        assert fetch._named(folder, [f"{name}=={version} \\\n    --hash=sha256:0\n"]) == [wanted]


# ------------------------------------------------------------------------------------------------- pins


def test_a_file_that_was_changed_by_one_bit_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "part.whl"
    file.write_bytes(b"abc")
    wanted = pins.sha256(file)
    assert pins.check(file, wanted) == file
    file.write_bytes(b"abb")
    with pytest.raises(Failed, match=r"part\.whl is not the file"):
        pins.check(file, wanted)


def test_every_pin_is_whole() -> None:
    parts = [pins.pin(name) if isinstance(value, dict) else None for name, value in pins.read("pins").items()]
    for part in [part for part in parts if part] + pins.pins("deb"):
        assert re.fullmatch("[0-9a-f]{64}", part.sha256), part
        assert part.version, part


# ------------------------------------------------------------------------------------------------- host


def test_a_command_that_fails_tells_its_last_lines() -> None:
    with pytest.raises(Failed, match=r"ended with 3:\nlast"):
        run(sys.executable, "-c", "print('last'); raise SystemExit(3)")


def test_a_command_that_hangs_is_given_up() -> None:
    with pytest.raises(Failed, match="did not end within 1 s"):
        run(sys.executable, "-c", "import time; time.sleep(60)", seconds=1)


# ------------------------------------------------------------------------------------------------- tree


def _lay(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"1234")
    return folder


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _rules(monkeypatch: pytest.MonkeyPatch, *rules: dict[str, object]) -> None:
    monkeypatch.setattr(tree, "read", {"trim": {"rule": list(rules)}}.__getitem__)


def test_a_rule_keeps_only_what_it_names_or_drops_only_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _rules(
        monkeypatch,
        {"why": "languages", "of": "babel/locale-data", "keep": ["root.dat", "zh*.dat"]},
        {"why": "stubs", "drop": ["*.pyi"]},
        {"why": "not here", "of": "nowhere", "keep": []},
    )
    _lay(
        tmp_path, "babel/locale-data/de.dat", "babel/locale-data/zh_Hans.dat", "babel/core.py", "deep/er/x.pyi", "y.pyi"
    )
    gone = tree.trim(tmp_path, "linux_x86_64")
    assert _names(tmp_path) == {"babel/locale-data/zh_Hans.dat", "babel/core.py"}
    assert gone == {"languages": 4, "stubs": 8}
    assert not (tmp_path / "deep").exists()  # no empty folder is left


def test_a_rule_of_another_platform_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _rules(monkeypatch, {"why": "Qt", "on": ["win_amd64"], "drop": ["*"]})
    _lay(tmp_path, "lib.so")
    assert tree.trim(tmp_path, "linux_x86_64") == {}
    assert _names(tmp_path) == {"lib.so"}
    assert tree.trim(tmp_path, "win_amd64") == {"Qt": 4}


def test_a_wheel_is_laid_open_without_its_scripts(tmp_path: Path) -> None:
    made = tmp_path / "thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as packed:
        for name in (
            "thing/", "thing/core.py", "thing-1.0.data/scripts/thing", "thing-1.0.data/purelib/more/x.py",
            "thing-1.0.data/headers/thing.h", "thing-1.0.dist-info/METADATA",
        ):  # fmt: skip
            packed.writestr(name, b"")
    tree.unpack([made], tmp_path / "site")
    assert _names(tmp_path / "site") == {"thing/core.py", "more/x.py", "thing-1.0.dist-info/METADATA"}


def _sdist(path: Path, *names: str) -> Path:
    with tarfile.open(path, "w:gz") as packed:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = 1
            packed.addfile(member, io.BytesIO(b"x"))
    return path


def test_a_source_archive_gives_its_package_and_its_metadata(tmp_path: Path) -> None:
    made = _sdist(
        tmp_path / "lunar-python-1.0.tar.gz",
        "lunar-python-1.0/PKG-INFO", "lunar-python-1.0/LICENSE", "lunar-python-1.0/setup.py",
        "lunar-python-1.0/lunar_python/__init__.py", "lunar-python-1.0/lunar_python/util/a.py",
        "lunar-python-1.0/tests/test_a.py",
    )  # fmt: skip
    tree.unpack([made], tmp_path / "site")
    assert _names(tmp_path / "site") == {
        "lunar_python/__init__.py", "lunar_python/util/a.py", "lunar_python-1.0.dist-info/METADATA",
        "lunar_python-1.0.dist-info/LICENSE",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["../evil.py", "thing/../../evil.py", "/evil.py"])
def test_no_wheel_writes_outside_of_its_folder(tmp_path: Path, name: str) -> None:
    made = tmp_path / "thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(name, b"evil")
    with pytest.raises(Failed, match="outside"):
        tree.unpack([made], tmp_path / "deep" / "site")
    assert not list(tmp_path.rglob("evil.py"))


def test_no_source_archive_writes_outside_of_its_folder(tmp_path: Path) -> None:
    made = _sdist(tmp_path / "thing-1.0.tar.gz", "thing-1.0/PKG-INFO", "thing-1.0/thing/../../evil.py")
    with pytest.raises(Failed, match="outside"):
        tree.unpack([made], tmp_path / "deep" / "site")
    assert not list(tmp_path.rglob("evil.py"))


@pytest.mark.skipif(sys.version_info[:2] != tree.PYTHON, reason="the packages' byte code is made by Python 3.11")
def test_byte_code_takes_its_sources_place_and_is_alike_wherever_it_is_made(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        folder = tmp_path / name
        (folder / "app").mkdir(parents=True)
        for source in ("main", "kept"):
            (folder / "app" / f"{source}.py").write_text("def say():\n    return 1 / 0\n", encoding="utf-8")
        os.utime(folder / "app" / "main.py", (len(made), len(made)))
        tree.compile_all(folder, ["app/kept.py"])
        assert _names(folder) == {"app/main.pyc", "app/kept.py", "app/__pycache__/kept.cpython-311.pyc"}
        made.append((folder / "app" / "main.pyc").read_bytes())
    assert made[0] == made[1]
    assert b"/app/main.py" in made[0]
    assert bytes(tmp_path) not in made[0]
    words = [sys.executable, "-c", "import main, kept; print(main.say, kept.say)"]
    subprocess.run(words, cwd=tmp_path / "a" / "app", timeout=60, check=True, capture_output=True)


def test_other_pythons_byte_code_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "PYTHON", (3, 99))
    with pytest.raises(Failed, match="byte code"):
        tree.compile_all(_lay(tmp_path, "a.py"), [])


def test_everything_gets_one_time_and_plain_rights(tmp_path: Path) -> None:
    _lay(tmp_path, "bin/program", "data/list")
    (tmp_path / "bin/program").chmod(0o700)
    (tmp_path / "data/list").chmod(0o666)
    (tmp_path / "data").chmod(0o700)
    (tmp_path / "link").symlink_to("bin/program")
    tree.settle(tmp_path, EPOCH)
    rights = {path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert rights == {"bin": 0o755, "bin/program": 0o755, "data": 0o755, "data/list": 0o644, "link": 0o755}
    assert {path.lstat().st_mtime for path in (tmp_path, *tmp_path.rglob("*"))} == {EPOCH}


def test_the_program_goes_without_what_builds_it(tmp_path: Path) -> None:
    tree.program(tmp_path)
    names = _names(tmp_path)
    assert {"app/main.py", "app/__main__.py", "app/store/schema/001.sql"} <= names
    assert any(name.startswith("forms/") for name in names)
    assert any(name.startswith("resources/help/") for name in names)
    bad = ("app/packaging/", "resources/packaging/")
    assert not [name for name in names if name.startswith(bad) or name.endswith((".pyc", ".po", ".pot"))]


# ----------------------------------------------------------------------------------------------- notice


def _site(folder: Path) -> Path:
    """The metadata of all packages that come along, as wheels lay it down."""
    for name in fetch.entries(LOCK):
        if name in fetch.LEFT_OUT:
            continue
        try:
            told = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            pytest.skip(f"{name} is not installed")
        came = folder / f"{name.replace('-', '_')}-{told.version}.dist-info"
        for file in told.files or ():
            place = file.as_posix().partition(".dist-info/")[2]
            if place and Path(str(file.locate())).is_file():
                (came / place).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), came / place)
    return folder


def _program(folder: Path) -> Path:
    """A package's folder as far as the notice looks: the resources, and CPython's licence."""
    licence = folder / "python" / "lib" / "python3.11" / "LICENSE.txt"
    licence.parent.mkdir(parents=True)
    licence.write_text("CPython's licence", encoding="utf-8")
    (folder / "resources").symlink_to(paths.RESOURCES)
    return folder


def test_every_package_of_the_lock_file_stands_in_the_notice_with_its_licence(tmp_path: Path) -> None:
    folder = _program(tmp_path / "program")
    text = notice.write(folder, "linux_x86_64", _site(tmp_path / "site")).read_text(encoding="utf-8")
    rows = dict(re.findall(r"^  (.+?)(?: [\w.+~-]+)?: (\S.*)$", text.split("=" * 78)[0], re.MULTILINE))
    known = {re.sub(r"[-_.]+", "-", name).lower() for name in rows}
    for name in fetch.entries(LOCK):
        if name not in fetch.LEFT_OUT and not name.startswith(("pyside6", "shiboken6")):
            assert name in known, (name, known)
    assert any(name.startswith("Qt") for name in rows), rows


def test_a_part_without_a_licence_stops_the_build(tmp_path: Path) -> None:
    _program(tmp_path)
    place = tmp_path / "site" / "thing-1.0.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text("Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n", encoding="utf-8")
    with pytest.raises(Failed, match="No licence is known for thing"):
        notice.write(tmp_path, "linux_x86_64", tmp_path / "site")


def test_a_text_that_two_parts_share_is_printed_once() -> None:
    one = notice.Part("甲", "1", "MIT", "", ("words of it\n",))
    two = notice.Part("乙", "2", "MIT", "said of it", ("words of it\n",))
    text = notice.text([one, two, notice.Part("丙", "", "Apache-2.0")])
    assert text.count("words of it") == 1
    assert "The same text as of 甲." in text
    assert "said of it" in text
    assert "  丙: Apache-2.0\n" in text
