"""The pieces of the Windows packages that can be looked at without Windows."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.packaging import windows_launcher, windows_python, windows_setup
from app.packaging.pins import DATA, read
from app.version import __version__

SCRIPT = (DATA / "windows" / "setup.nsi").read_text(encoding="utf-8")
EPOCH = 1_795_405_082
NAMES = st.text("abc程序 .é", min_size=1, max_size=4).map(lambda name: f"n{name}n")


def _needs(*tools: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not all(map(shutil.which, tools)), reason=f"{', '.join(tools)} not here")


def _stage(folder: Path) -> Path:
    parts = folder / "windows" / windows_setup.PARTS
    (parts / "app").mkdir(parents=True)
    (parts.parent / windows_launcher.WINDOW).write_bytes(b"MZ")
    for name in ("app/主.pyc", "app/b.py", "python311.dll"):
        (parts / name).write_bytes(name.encode())
    for path in parts.parent.rglob("*"):
        os.utime(path, (EPOCH, EPOCH))
    return parts.parent


# --------------------------------------------------------------------------------------------- launcher


def test_windows_is_told_the_name_and_the_version_in_chinese() -> None:
    made = windows_launcher.resource_script("工会小管家.exe", "工会小管家")
    assert "@" not in made
    assert f'"FileVersion", "{__version__}"' in made
    assert '"FileDescription", "工会小管家"' in made
    assert "080404B0" in made  # simplified Chinese in Unicode


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("2.0.0rc1", "2.0.0.0"), ("1.2.3.4.5", "1.2.3.4"), ("10", "10.0.0.0")],
)
def test_a_version_is_four_numbers_for_windows(version: str, numbers: str) -> None:
    assert ".".join(windows_launcher.numbers(version)) == numbers


def test_a_place_without_a_value_is_a_slip() -> None:
    assert windows_launcher.fill("a@X@b", {"X": "1"}) == "a1b"
    for text, values in (("@X@", {}), ("none", {"X": "1"})):
        with pytest.raises(ValueError, match="X"):
            windows_launcher.fill(text, values)


@_needs(*windows_launcher.TOOLS)
def test_two_launchers_are_alike_and_one_has_a_console(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        folder = tmp_path / name
        (folder / "parts").mkdir(parents=True)
        windows_launcher.build(folder, folder / "parts", folder / "work")
        programs = (folder / windows_launcher.WINDOW, folder / "parts" / windows_launcher.COMMANDS)
        made.append([program.read_bytes() for program in programs])
    assert made[0] == made[1]
    assert [_subsystem(program) for program in made[0]] == [2, 3]  # a window; a console


def _subsystem(program: bytes) -> int:
    """The field of that name in the header of a 64-bit program."""
    head = int.from_bytes(program[0x3C:0x40], "little")
    return int.from_bytes(program[head + 24 + 68 : head + 24 + 70], "little")


# --------------------------------------------------------------------------------------------- Python


def test_the_standard_library_loses_what_is_named_and_nothing_else() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("os.pyc", "unittest/mock.pyc", "json/__init__.pyc"):
            archive.writestr(name, name)
    made = windows_python.stdlib(packed.getvalue(), ["unittest/*"])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["json/__init__.pyc", "os.pyc"]
        assert archive.read("os.pyc") == b"os.pyc"
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    assert windows_python.stdlib(packed.getvalue(), ["unittest/*"]) == made


def test_python_looks_only_into_its_own_folder(tmp_path: Path) -> None:
    assert windows_python.site(tmp_path).relative_to(tmp_path).as_posix() == "Lib/site-packages"
    assert "import site" not in windows_python._PATHS
    assert all(not PurePosixPath(line.replace("\\", "/")).is_absolute() for line in windows_python._PATHS.split())


def test_every_rule_of_what_is_left_out_gives_its_reason() -> None:
    rules = read("windows/trim")
    for rule in (rules["python"], rules["stdlib"], *read("trim")["rule"]):
        assert len(rule["why"]) > 10
        assert rule.get("keep") or rule.get("drop")


# --------------------------------------------------------------------------------------------- setup


@given(st.lists(st.lists(NAMES, min_size=1, max_size=4).map(tuple), min_size=1, max_size=12))
def test_the_list_names_every_file_and_no_folder_before_what_is_in_it(
    tmp_path_factory: pytest.TempPathFactory, paths: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    for path in paths:
        target = folder.joinpath(*path)
        if not target.exists() and not any(parent.is_file() for parent in target.parents):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"")
    listed = windows_setup.file_list(folder).split("\r\n")
    assert listed.pop() == ""
    for line in listed:  # as the setup goes about it
        target = folder.joinpath(*line.rstrip("\\").split("\\"))
        target.rmdir() if line.endswith("\\") else target.unlink()
    assert not any(folder.iterdir())


def test_a_name_that_nsis_would_read_as_its_own_is_refused(tmp_path: Path) -> None:
    (tmp_path / "$INSTDIR.py").write_bytes(b"")
    with pytest.raises(ValueError, match="INSTDIR"):
        windows_setup.file_list(tmp_path)


def test_whole_folders_are_only_removed_where_nothing_of_the_clerk_can_be() -> None:
    removed = set(re.findall(r'RMDir /r "([^"]+)"', SCRIPT))
    assert removed == {"$INSTDIR\\${PARTS}.new", "$R0", "${SETTINGS}\\Logs"}
    # $R0 goes only after what was in it and not ours has been copied, and the copying did not fail.
    before = SCRIPT[: SCRIPT.index('RMDir /r "$R0"')].rpartition("CopyFiles")[2]
    assert "${If} ${Errors}" in before
    assert "Call Fail" in before


def test_no_administrator_is_asked_for_and_only_the_clerks_own_registry_is_written() -> None:
    assert "RequestExecutionLevel user" in SCRIPT
    assert not re.search(r"\bHKLM\b|\bHKCR\b|SetShellVarContext all", SCRIPT)
    written = set(re.findall(r'(?:WriteReg\w+|DeleteReg\w+(?: /ifempty)?) (\w+) "([^"]+)"', SCRIPT))
    assert {hive for hive, _ in written} == {"HKCU"}
    assert all(key.startswith(("${CLASSES}", "${UNINSTALL}")) for _, key in written)


def test_every_question_has_an_answer_for_an_installation_without_windows() -> None:
    boxes = re.findall(r"MessageBox .*", SCRIPT)
    assert len(boxes) >= 4
    assert all("/SD ID" in box for box in boxes)
    for box in boxes:
        assert re.search(r'"[^"]*[。？][^"]*"', box), box


@_needs("makensis")
def test_two_setups_are_alike_and_the_script_has_no_warning(tmp_path: Path) -> None:
    stage = _stage(tmp_path)
    made = [windows_setup.setup(stage, tmp_path / out, EPOCH, quick=True) for out in ("a", "b")]
    assert made[0].name == f"工会小管家-{__version__}-安装.exe"
    assert made[0].read_bytes() == made[1].read_bytes()
    assert "工会小管家 安装程序".encode("utf-16-le") in made[0].read_bytes()
