"""The pieces of the Linux packages, and of what all packages are put together from, without root or a network."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
from email.parser import HeaderParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from app import paths
from app.packaging import deb, elf, linux, run_file
from app.version import __version__

EPOCH = 1_700_000_000
NAME = "union-steward"
# The Debian package of each library that is left to the system; the C library and the compiler's own stand together.
_PACKAGE_OF = {
    "ld-linux-": "libc6", "libc.so": "libc6", "libdl.so": "libc6", "libm.so": "libc6", "libpthread.so": "libc6",
    "librt.so": "libc6", "libutil.so": "libc6", "libcrypt.so": "libc6", "libgcc_s.so": "libgcc1",
    "libstdc++.so": "libstdc++6", "libz.so": "zlib1g", "libzstd.so": "libzstd1", "libGL.so": "libgl1",
    "libEGL.so": "libegl1", "libX11.so": "libx11-6", "libX11-xcb.so": "libx11-xcb1", "libxcb.so": "libxcb1",
    "libfontconfig.so": "libfontconfig1", "libfreetype.so": "libfreetype6", "libglib-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0", "libdbus-1.so": "libdbus-1-3", "libcups.so": "libcups2",
}  # fmt: skip


def _needs(*tools: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not all(map(shutil.which, tools)), reason=f"{', '.join(tools)} not here")


def _stage(folder: Path) -> Path:
    stage = folder / NAME
    (stage / "app").mkdir(parents=True)
    (stage / "app" / "main.pyc").write_bytes(b"code")
    (stage / "NOTICE").write_text("本软件由下列部分组成\n", encoding="utf-8")
    shutil.copyfile(linux.PARTS / f"{NAME}.sh", stage / NAME)
    (stage / NAME).chmod(0o755)
    return stage


# ---------------------------------------------------------------------------------------------- desktop


def _entry() -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(linux.PARTS / f"{NAME}.desktop", encoding="utf-8")
    return read["Desktop Entry"]


def test_the_menu_entry_names_what_is_installed() -> None:
    entry = _entry()
    assert entry["Exec"] == f"{NAME} %f"
    assert entry["Icon"] == NAME
    assert entry["Name[zh_CN]"] == "工会小管家"
    assert entry["Terminal"] == "false"
    assert {"Name", "GenericName", "Comment"} == {key[:-7] for key in entry if key.endswith("[zh_CN]")}


def test_the_window_says_that_it_belongs_to_the_menu_entry() -> None:
    started = (paths.ROOT / "app" / "ui" / "start.py").read_text(encoding="utf-8")
    [named] = re.findall(r'setDesktopFileName\("([^"]+)"\)', started)
    assert _entry()["StartupWMClass"] == named == NAME


def test_the_kind_of_file_is_the_one_that_the_menu_entry_opens() -> None:
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    [kind] = ElementTree.parse(linux.PARTS / f"{NAME}.xml").getroot()
    assert _entry()["MimeType"] == f"{kind.get('type')};"
    assert [glob.get("pattern") for glob in kind.iter(f"{space}glob")] == ["*.union"]
    assert [icon.get("name") for icon in kind.iter(f"{space}icon")] == [NAME]


def test_the_icon_is_drawn_in_every_width(tmp_path: Path) -> None:
    linux.icons(tmp_path)
    for wide in (48, 128, 256):
        with Image.open(tmp_path / "hicolor" / f"{wide}x{wide}" / "apps" / f"{NAME}.png") as drawn:
            assert drawn.size == (wide, wide)
            assert drawn.getextrema()[3] == (0, 255)  # round corners on whatever ground
    assert (tmp_path / "hicolor" / "scalable" / "apps" / f"{NAME}.svg").is_file()


# -------------------------------------------------------------------------------------------------- deb


@_needs("dpkg-deb", "xz")
def test_the_deb_tells_a_debian_what_it_needs_to_know(tmp_path: Path) -> None:
    made = deb.packed(_stage(tmp_path), tmp_path / "out", EPOCH)
    assert made.name == f"{NAME}_{__version__}_amd64.deb"
    told = HeaderParser().parsestr(_said("dpkg-deb", "-f", made))
    assert told["Package"] == NAME
    assert told["Version"] == __version__
    assert told["Architecture"] == "amd64"
    assert 0 < int(told["Installed-Size"]) < 1000
    wanted = {name.split()[0] for name in re.split(r"[,|]", told["Depends"] + "," + told["Recommends"])}
    assert {_PACKAGE_OF[start] for start in linux._SYSTEMS if start in _PACKAGE_OF} <= wanted
    assert [start for start in linux._SYSTEMS if start not in _PACKAGE_OF] == ["libwayland-"]  # a plugin's, if at all
    assert f"libc6 (>= 2.{linux.OLDEST_GLIBC})" in told["Depends"]


@_needs("dpkg-deb", "xz")
def test_the_deb_lays_the_program_out_for_all_users(tmp_path: Path) -> None:
    made = deb.packed(_stage(tmp_path), tmp_path / "out", EPOCH)
    rows = [line.split(maxsplit=5) for line in _said("dpkg-deb", "-c", made).splitlines()]
    places = {row[5]: row for row in rows}
    assert f"./usr/bin/{NAME} -> ../lib/{NAME}/{NAME}" in places
    assert places[f"./usr/lib/{NAME}/{NAME}"][0] == "-rwxr-xr-x"
    assert places[f"./usr/lib/{NAME}/app/main.pyc"][0] == "-rw-r--r--"
    assert f"./usr/share/doc/{NAME}/copyright" in places
    assert {row[1] for row in rows} == {"root/root"}
    assert {row[3] for row in rows} == {"2023-11-14"}  # the time that was given


@_needs("dpkg-deb", "xz")
def test_two_debs_are_alike(tmp_path: Path) -> None:
    assert _twice(deb.packed, tmp_path)


# -------------------------------------------------------------------------------------------------- run


@_needs("makeself", "xz")
def test_two_run_files_are_alike(tmp_path: Path) -> None:
    assert _twice(run_file.packed, tmp_path)


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    """What the .run unpacks, with a stand-in for ``id``: whoever tries this may be root, and is an ordinary user."""
    folder = tmp_path / "parts"
    shutil.copytree(linux.PARTS, folder)
    _stage(tmp_path).rename(folder / "program")
    python = folder / "program" / "python" / "bin" / "python3.11"
    python.parent.mkdir(parents=True)
    shutil.copy(shutil.which("sleep") or "sleep", python)
    linux.icons(folder / "icons")
    stand_in = tmp_path / "commands" / "id"
    stand_in.parent.mkdir()
    stand_in.write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    stand_in.chmod(0o755)
    (tmp_path / "老师 家").mkdir()
    return folder


def _set_up(parts: Path, script: str = "setup.sh", **more: str) -> subprocess.CompletedProcess[str]:
    home = parts.parent / "老师 家"
    env = {"HOME": str(home), "PATH": f"{parts.parent / 'commands'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", **more}
    words = ["sh", str(home / script) if "/" in script else script]
    return subprocess.run(words, cwd=parts, env=env, capture_output=True, text=True, timeout=60, check=False)


_INSTALLED = f".local/lib/{NAME}"
_TAKE_AWAY = f"{_INSTALLED}/desktop/uninstall.sh"


@_needs("uname", "awk")
def test_the_setup_stays_in_the_users_own_folders_and_its_uninstaller_leaves_the_data(parts: Path) -> None:
    home = parts.parent / "老师 家"
    (home / "账.union").write_bytes(b"data")
    done = _set_up(parts)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "装好了" in done.stdout
    assert (home / ".local/bin" / NAME).resolve() == (home / _INSTALLED / NAME).resolve()
    entry = (home / ".local/share/applications" / f"{NAME}.desktop").read_text(encoding="utf-8")
    assert f'Exec="{home / _INSTALLED / NAME}" %f\n' in entry
    assert f'Exec=sh "{home / _TAKE_AWAY}"\n' in entry
    assert (home / ".local/share/icons/hicolor/48x48/apps" / f"{NAME}.png").is_file()
    done = _set_up(parts, _TAKE_AWAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "已卸载" in done.stdout
    left = [path.name for path in home.rglob("*") if NAME in path.name and path.suffix != ".cache"]
    assert not left
    assert (home / "账.union").read_bytes() == b"data"


def test_the_setup_goes_where_the_users_desktop_looks(parts: Path) -> None:
    assert _set_up(parts, XDG_DATA_HOME=str(parts.parent / "data")).returncode == 0
    assert (parts.parent / "data" / "applications" / f"{NAME}.desktop").is_file()


def test_a_newer_setup_leaves_no_file_of_the_older(parts: Path) -> None:
    home = parts.parent / "老师 家"
    assert _set_up(parts).returncode == 0
    (home / _INSTALLED / "app" / "gone.pyc").write_bytes(b"")
    assert _set_up(parts).returncode == 0
    assert not (home / _INSTALLED / "app" / "gone.pyc").exists()
    assert (home / _INSTALLED / "app" / "main.pyc").is_file()
    assert [path.name for path in (home / ".local/lib").iterdir()] == [NAME]


@pytest.mark.parametrize("script", ["setup.sh", _TAKE_AWAY])
def test_what_is_open_is_not_taken_away(parts: Path, script: str) -> None:
    assert _set_up(parts).returncode == 0
    program = parts.parent / "老师 家" / _INSTALLED / "python" / "bin" / "python3.11"
    with subprocess.Popen([str(program), "600"]) as running:
        try:
            done = _set_up(parts, script)
        finally:
            running.kill()
    assert done.returncode == 3, done.stdout + done.stderr
    assert "正开着" in done.stdout
    assert program.exists()


def test_another_processor_is_told(parts: Path) -> None:
    other = parts.parent / "commands" / "uname"
    other.write_text("#!/bin/sh\necho aarch64\n", encoding="utf-8")
    other.chmod(0o755)
    done = _set_up(parts)
    assert done.returncode == 1
    assert "aarch64" in done.stdout
    assert not (parts.parent / "老师 家" / ".local").exists()


def test_a_full_disk_is_told(parts: Path) -> None:
    full = parts.parent / "commands" / "df"
    full.write_text('#!/bin/sh\nprintf "Filesystem\\nx 1 1 102400 1 /\\n"\n', encoding="utf-8")
    full.chmod(0o755)
    done = _set_up(parts)
    assert done.returncode == 1
    assert "现在只有 100 MB" in done.stdout
    assert not (parts.parent / "老师 家" / ".local").exists()


def test_the_program_finds_its_own_folder_through_links_and_blanks(tmp_path: Path) -> None:
    folder = _stage(tmp_path / "老师 家")
    python = folder / "python" / "bin" / "python3.11"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    link = tmp_path / "started"
    link.symlink_to(folder / NAME)
    told = _said("sh", link, "我的 账.union").splitlines()
    assert told == ["-I", "-X", "utf8", "-m", "app", "我的 账.union"]


# -------------------------------------------------------------------------------------------------- elf


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A module that needs one library, which needs another, and a library that nobody needs."""
    libraries = tmp_path / "python/lib/python3.11/dist-packages/PySide6/Qt/lib"
    libraries.mkdir(parents=True)
    for name, needs in (("inner", ()), ("outer", ("inner",)), ("alone", ()), ("system", ())):
        _library(libraries / f"lib{name}.so", libraries, *needs)
    (libraries / "libsystem.so").rename(tmp_path / "libsystem.so")
    module = libraries.parents[2] / "module.so"
    _library(module, libraries, "outer", at=tmp_path)
    _library(module.with_name("other.so"), tmp_path, "system")
    (tmp_path / "libsystem.so").unlink()
    (libraries / "libouter.so.1").symlink_to("libouter.so")
    return tmp_path


def _library(path: Path, libraries: Path, *needs: str, at: Path | None = None) -> None:
    words = ["gcc", "-shared", "-nostdlib", "-x", "c", "-", "-x", "none", "-o", str(path), f"-Wl,-soname,{path.name}"]
    source = f"int of_{path.stem}(void) {{ return 1; }}"
    more = ["-Wl,--no-as-needed", "-Wl,--allow-shlib-undefined", f"-L{libraries}", *(f"-l{name}" for name in needs)]
    subprocess.run([*words, *more], input=source.encode(), timeout=60, check=True)


@_needs("gcc", *elf.TOOLS)
def test_libraries_that_nobody_leads_to_are_idle_and_the_systems_are_missing(shelf: Path) -> None:
    read = elf.Shelf(shelf)
    assert {path.name for path in read.files} == {
        "libinner.so", "libouter.so", "libalone.so", "module.so", "other.so",
    }  # fmt: skip
    assert [path.name for path in read.idle] == ["libalone.so"]
    assert read.missing == {"libsystem.so"}
    assert read.newest_glibc == 0  # nothing here asks for a C library
    assert elf.drop_idle(shelf) > 0
    assert elf.Shelf(shelf).idle == []


@_needs("gcc", *elf.TOOLS)
def test_a_module_finds_its_library_beside_itself_or_further_off(shelf: Path) -> None:
    libraries = shelf / "python/lib/python3.11/dist-packages/PySide6/Qt/lib"
    elf.strip(shelf)
    elf.find_in(libraries.parents[2] / "module.so", libraries)
    elf.find_in(libraries / "libouter.so", libraries)
    assert "[$ORIGIN/PySide6/Qt/lib]" in _said("readelf", "-d", libraries.parents[2] / "module.so")
    assert "[$ORIGIN]" in _said("readelf", "-d", libraries / "libouter.so")


# ------------------------------------------------------------------------------------------------ tools


def _said(*words: str | Path) -> str:
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=60, check=True).stdout


def _twice(pack, folder: Path) -> bool:
    """Whether two folders with the same contents, and other times, become the same file."""
    made = []
    for name in ("a", "b"):
        stage = _stage(folder / name)
        os.utime(stage / "NOTICE", (len(made), len(made)))
        made.append(pack(stage, folder / name / "out", EPOCH).read_bytes())
    return made[0] == made[1]
