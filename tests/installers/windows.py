"""Tries the Windows packages under Wine: ``python -m tests.installers.windows --stage F --setup E --portable Z``.

Installs over an older version with data in place, works with what was installed, holds its papers against those of the
source tree, removes it again and looks at what was left; then the same papers from the portable folder.
"""

from __future__ import annotations

import argparse
import hashlib
import py_compile
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

from app import paths
from app.packaging import windows_setup
from app.packaging.host import need
from app.packaging.windows_launcher import COMMANDS, NAME, WINDOW
from app.packaging.windows_setup import LIST, PARTS
from app.version import __version__
from tests.installers import windows_here, windows_pe
from tests.installers.trials import run_all
from tests.installers.windows_wine import TOOLS, Wine, wait_for

OLD = "0.0.1"
YEAR = "2026"
MOST = 45_000_000  # bytes of the setup
_UNINSTALL = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\UnionSteward"
_CLASSES = "HKCU\\Software\\Classes"
_CLOSE_FIRST, _TOO_OLD, _OLDER = 3, 5, 6  # exit statuses of setup.nsi
_OWN = "会员照片.txt"  # what a clerk may have put where it does not belong


class Trial:
    """One run through the life of an installed program."""

    def __init__(self, stage: Path, setup: Path, portable: Path, work: Path) -> None:
        """``work`` keeps what the trial made, to be looked at."""
        self.stage = stage
        self.setup = setup
        self.portable = portable
        self.work = work
        self.wine = Wine(work / "wine")

    def check_sizes(self) -> str:
        """What is handed on is small enough."""
        setup, carried = self.setup.stat().st_size, self.portable.stat().st_size
        assert setup <= MOST, setup
        return f"setup {setup / 1e6:.1f} MB, portable {carried / 1e6:.1f} MB"

    def check_libraries(self) -> str:
        """Everything finds its libraries, and Python's are the foundation's own."""
        lost = windows_pe.missing(self.stage)
        assert not lost, lost
        signed = [name for name in ("python311.dll", "libcrypto-3.dll") if self._is_signed(name)]
        assert len(signed) == 2, signed
        return f"{len(windows_pe.programs(self.stage))} programs and libraries"

    def _is_signed(self, name: str) -> bool:
        return windows_pe.signer(self.stage / PARTS / name) == "Python Software Foundation"

    def check_contents(self) -> str:
        """Nothing that only builds or tests is inside."""
        names = [path.relative_to(self.stage).as_posix().lower() for path in self.stage.rglob("*")]
        unwanted = (
            "*/pip/*", "*/tests/*", "*unittest*", "*qt6qml*", "*qt6quick*", "*qt6network*", "*opengl32sw*",
            "*/app/packaging*", "*/resources/packaging*", "*.po", "*.pyi", "*/python.exe", "*.dist-info*",
        )  # fmt: skip
        found = [name for name in names for pattern in unwanted if fnmatch(name, pattern)]
        assert not found, found
        return f"{len(names)} files and folders"

    def check_old_windows(self) -> str:
        """On a Windows that Qt does not know nothing is installed."""
        self.wine.version("win7")
        status, _ = self.wine.run(self.setup, "/S")
        self.wine.version("win10")
        assert status == _TOO_OLD, status
        assert not self.wine.installed.exists()
        return "refused"

    def check_first_install(self) -> str:
        """An earlier version installs without a question, and makes data."""
        older = self._older()
        began = time.monotonic()
        status, told = self.wine.run(older, "/S")
        took = time.monotonic() - began
        assert status == 0, (status, told)
        assert self._program("--version") == OLD
        assert f'"DisplayVersion"="{OLD}"' in self.wine.registry(_UNINSTALL)
        self._program("demo", self.book)
        (self.wine.settings / "forms").mkdir(parents=True)
        (self.wine.settings / "settings.json").write_text('{"points": 14.0}', encoding="utf-8")
        (self.wine.installed / PARTS / "app" / _OWN).write_text("张三", encoding="utf-8")
        return f"{took:.0f} s"

    @property
    def book(self) -> Path:
        """The clerk's data file."""
        return self.wine.documents / "青石镇总工会.union"

    def _older(self) -> Path:
        """A setup of an earlier version that had a file more."""
        stage = self.work / "older" / "windows"
        shutil.rmtree(stage, ignore_errors=True)
        shutil.copytree(self.stage, stage)
        source = self.work / "version.py"
        source.write_text(f'"""The version."""\n\n__version__ = "{OLD}"\n', encoding="utf-8")
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        target = stage / PARTS / "app" / "version.pyc"
        py_compile.compile(str(source), str(target), doraise=True, invalidation_mode=mode)
        (stage / PARTS / "app" / "gone.pyc").write_bytes(b"")
        return windows_setup.setup(stage, self.work / "older" / "out", 0, version=OLD, quick=True)

    def _program(self, *words: str | Path, folder: Path | None = None, good: tuple[int, ...] = (0,)) -> str:
        """Run a command of the installed program; what it said."""
        place = (folder or self.wine.installed) / PARTS / COMMANDS
        status, told = self.wine.run(place, *words)
        assert status in good, (words, status, told)
        return told.strip()

    def check_open_window_holds_the_setup_up(self) -> str:
        """While the window is open nothing is replaced."""
        with self._window(self.wine.installed, self.wine.settings / "Logs"):
            before = self._digests(self.wine.installed)
            status, _ = self.wine.run(self.setup, "/S")
            assert status == _CLOSE_FIRST, status
            assert self._digests(self.wine.installed) == before
            self.wine.end_all()
        return "nothing was touched"

    def _window(self, folder: Path, log: Path) -> subprocess.Popen[bytes]:
        """The window with the data file open; the mark of a running program lies in ``log``."""
        for mark in log.glob("running-*") if log.is_dir() else ():
            mark.unlink()
        settings = (self.wine.settings if log.parent == self.wine.settings else log.parent) / "settings.json"
        running = self.wine.start(folder / WINDOW, self.book)
        is_up = wait_for(lambda: bool(list(log.glob("running-*"))) and self.book.name in _read(settings), 90)
        assert is_up, f"the window did not come up within 90 s: {running.poll()}"
        return running

    def check_upgrade(self) -> str:
        """The new version takes the old one's place; data, settings and what was not ours stay."""
        data = _digest(self.book)
        desktop = self.wine.user / "Desktop" / f"{NAME}.lnk"
        assert desktop.exists()
        desktop.unlink()
        began = time.monotonic()
        status, told = self.wine.run(self.setup, "/S")
        took = time.monotonic() - began
        assert status == 0, (status, told)
        assert self._program("--version") == __version__
        self._hold_against_stage()
        assert [path.read_text(encoding="utf-8") for path in self.wine.installed.rglob(_OWN)] == ["张三"]
        assert _digest(self.book) == data
        assert '"points": 14.0' in _read(self.wine.settings / "settings.json")
        assert not desktop.exists(), "an icon that was thrown away came back"
        return f"{took:.0f} s, {len(self._digests(self.stage))} files as they were built"

    def _hold_against_stage(self) -> None:
        found, built = self._digests(self.wine.installed), self._digests(self.stage)
        added = {name for name in found if name not in built}
        assert added <= {"卸载.exe", f"{PARTS}/{LIST}"} | {name for name in added if name.endswith(_OWN)}, added
        assert {name: found.get(name) for name in built} == built

    @staticmethod
    def _digests(folder: Path) -> dict[str, str]:
        return {
            path.relative_to(folder).as_posix(): _digest(path) for path in sorted(folder.rglob("*")) if path.is_file()
        }

    def check_registry(self) -> str:
        """Windows knows the program, its files and how to remove it."""
        place = self.wine.named(self.wine.installed).replace("\\", "\\\\")
        told = self.wine.registry(_UNINSTALL)
        for line in (
            f'"DisplayName"="{NAME}"', f'"DisplayVersion"="{__version__}"', f'"InstallLocation"="{place}"',
            f'"QuietUninstallString"="\\"{place}\\\\卸载.exe\\" /S"', '"NoModify"=dword:00000001',
        ):  # fmt: skip
            assert line in told, (line, told)
        kinds = self.wine.registry(_CLASSES)
        assert '@="UnionSteward.File"' in kinds
        assert f'@="\\"{place}\\\\{WINDOW}\\" \\"%1\\""' in kinds
        menu = self.wine.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs" / f"{NAME}.lnk"
        assert menu.exists()
        return "names, places, the kind of file, the menu"

    def check_downgrade(self) -> str:
        """Over a newer version nothing is installed unasked."""
        self.wine.run("reg", "add", _UNINSTALL, "/v", "DisplayVersion", "/d", "99.0", "/f")
        status, _ = self.wine.run(self.setup, "/S")
        self.wine.run("reg", "add", _UNINSTALL, "/v", "DisplayVersion", "/d", __version__, "/f")
        assert status == _OLDER, status
        return "refused"

    def check_double_click(self) -> str:
        """A data file opens by its kind."""
        with self.wine.start("start", self.book):
            log = self.wine.settings / "Logs"
            assert wait_for(lambda: bool(list(log.glob("running-*"))), 90)
            self.wine.end_all()
        return "the window came"

    def check_papers(self) -> str:
        """The summary and every award form, equal to the byte with those of the source tree."""
        return self._papers(self.wine.installed, self.work / "papers")

    def _papers(self, folder: Path, out: Path) -> str:
        shutil.rmtree(out, ignore_errors=True)
        began = time.monotonic()
        words = ("--data", self.book, "--year", YEAR, "--out")
        for verb in ("summary", "forms"):
            self._program(verb, *words, out / "windows", folder=folder, good=(0, 1))
        took = time.monotonic() - began
        for verb in ("summary", "forms"):
            windows_here.command(verb, *map(str, words), str(out / "here"), good=(0, 1))
        found, wanted = self._digests(out / "windows"), self._digests(out / "here")
        assert len(wanted) > 20
        assert found.keys() == wanted.keys()
        other = sorted(name for name in wanted if found[name] != wanted[name])
        assert not other, f"not equal: {other}"
        return f"{len(wanted)} papers equal, {took:.0f} s"

    def check_workbook(self) -> str:
        """Everything out into a workbook and in again, read in a process of its own: nothing is new."""
        book = self.work / "全部.xlsx"
        book.unlink(missing_ok=True)
        self._program("export", book, "--data", self.book)
        told = self._program("import", book, "--data", self.book)
        assert "新增 0，更新 0" in told
        assert "拒绝 0" in told
        script = self.wine.installed / PARTS / "app" / "book" / "reading_child.py"
        status, _ = self.wine.run(self.wine.installed / WINDOW, "-I", script, book)
        assert status == 0, status
        return f"{told.count('（认作')} sheets"

    def check_closed_in(self) -> str:
        """Python looks for nothing outside of the program's folder."""
        told = self._program("-I", "-c", "import sys; print(*sys.path, sep='|')")
        place = self.wine.named(self.wine.installed)
        assert told
        assert all(part.startswith(place) for part in told.split("|")), told
        return f"{told.count('|') + 1} places"

    def check_picture(self) -> str:
        """The window, drawn into memory, shows what the source tree's shows."""
        script = self.work / "picture.py"
        script.write_text(windows_here.PICTURE, encoding="utf-8")
        found, wanted = self.work / "window.png", self.work / "window-here.png"
        self._program("-I", script, self.book, found)
        windows_here.picture(script, self.book, wanted)
        away = windows_here.apart(found, wanted)
        assert away < 0.1, away  # letters stand a point apart on the two systems; an empty page is a quarter away
        return f"{away:.2%} of the points differ"

    def check_missing_part(self) -> str:
        """A part that an antivirus program took away is told in a sentence."""
        part = self.wine.installed / PARTS / "python311.zip"
        aside = part.with_suffix(".aside")
        part.rename(aside)
        told = self._program("--version", good=(3,))
        aside.rename(part)
        assert "python311.zip" in told
        assert "请重新安装" in told
        return "said which"

    def check_uninstall(self) -> str:
        """Only the program goes: data, settings and what was not ours stay."""
        data = _digest(self.book)
        self.wine.run(self.wine.installed / "卸载.exe", "/S")
        gone = wait_for(lambda: not (self.wine.installed / WINDOW).exists() and not self.wine.registry(_UNINSTALL), 60)
        self.wine.end_all()
        assert gone, "the uninstaller did not come to its end"
        assert _digest(self.book) == data
        assert (self.wine.settings / "settings.json").exists()
        assert "UnionSteward" not in self.wine.registry(_CLASSES)
        assert not list(self.wine.user.rglob("*.lnk"))
        left = sorted(path.name for path in self.wine.installed.rglob("*") if path.is_file())
        assert left == [_OWN], left
        return f"left: the data, the settings, and {_OWN}"

    def check_portable(self) -> str:
        """From a folder with blanks and Chinese in its name, on nothing but what lies in it."""
        stick = self.work / "我的 U 盘"
        shutil.rmtree(stick, ignore_errors=True)
        shutil.rmtree(self.wine.settings)
        with zipfile.ZipFile(self.portable) as packed:
            packed.extractall(stick)
        (folder,) = stick.iterdir()
        before = self._outside()
        said = self._papers(folder, self.work / "portable papers")
        with self._window(folder, folder / "设置" / "日志"):
            self.wine.end_all()
        assert sorted(path.name for path in folder.iterdir()) == sorted([WINDOW, "先读我.txt", "数据", PARTS, "设置"])
        assert self._outside() == before, "something was left on the computer"
        return said

    def _outside(self) -> list[str]:
        """What lies in the places for programs' own files."""
        return sorted(str(path) for path in (self.wine.user / "AppData").rglob("*") if "/Temp/" not in str(path))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(path: Path) -> str:
    """Settings as text, whose Chinese stands there in its ASCII form."""
    try:
        return path.read_text(encoding="utf-8").encode("ascii").decode("unicode_escape")
    except (OSError, UnicodeError):
        return ""


def checks(trial: Trial) -> list[Callable[[], str]]:
    """What is tried, in the order of a program's life."""
    return [
        trial.check_sizes, trial.check_libraries, trial.check_contents, trial.check_old_windows,
        trial.check_first_install, trial.check_open_window_holds_the_setup_up, trial.check_upgrade,
        trial.check_registry, trial.check_downgrade, trial.check_papers, trial.check_workbook, trial.check_closed_in,
        trial.check_picture, trial.check_double_click, trial.check_missing_part, trial.check_uninstall,
        trial.check_portable,
    ]  # fmt: skip


def main(words: list[str] | None = None) -> int:
    """Try everything; 1 when something failed, after which the rest is not tried."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("stage", "setup", "portable"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=paths.ROOT / "out" / "installers" / "windows")
    args = parser.parse_args(words)
    need({**TOOLS, **windows_pe.TOOLS})
    args.work.mkdir(parents=True, exist_ok=True)
    trial = Trial(args.stage.resolve(), args.setup.resolve(), args.portable.resolve(), args.work.resolve())
    try:
        return run_all(checks(trial))
    finally:
        trial.wine.end_all()


if __name__ == "__main__":
    raise SystemExit(main())
