"""Tries the Linux packages in a bare Debian 11: ``python -m tests.installers.linux --deb F --run F``. Needs root.

Installs over an older version with data in place, opens the window on a screen of its own, holds its papers against
those of the source tree, removes it again and looks at what was left; then the .run, by a user and by root.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

from app import paths
from app.packaging import elf
from app.packaging.host import need, run
from app.packaging.linux import OLDEST_GLIBC
from app.version import __version__
from tests.installers import linux_root, linux_screen, windows_here
from tests.installers.linux_desktop import Desktop
from tests.installers.linux_root import Root, User, digests
from tests.installers.linux_run import RunFile
from tests.installers.linux_screen import Screen
from tests.installers.linux_start import measured
from tests.installers.trials import run_all

OLD = "0.0.1"
YEAR = "2026"
MOST = 50_000_000  # bytes of each package
SLOWEST = 1.3  # times the source tree's start
BOOK = "青石镇总工会.union"
TITLE = "工会小管家"
_NAME = "union-steward"
_PROGRAM = f"usr/lib/{_NAME}"
_FEWEST_COLOURS = 100  # a blank window has a handful, letters and icons bring their shades
_MOST_AWAY = 0.05  # letters stand a point apart where another FreeType draws them; a blank page is a sixth away
_STRAY = "app/gone.pyc"  # a file that only the older version had
_UNWANTED = (
    "*/pip/*", "*/tests/*", "*unittest*", "*qt6qml*", "*qt6quick*", "*qt6network*", "*/app/packaging*",
    "*/resources/packaging*", "*.po", "*.pyi", "*.dist-info*", "*.a", "*_ssl.*",
)  # fmt: skip
# Whatever the libraries pull in: another Python, another Qt or a service would mean that a dependency is not ours.
_STRANGERS = ("python*", "libpython*", "libqt*", "qt*", "dbus", "systemd*", "fonts-noto*", "libssl*", "xserver-*")


class Trial:
    """One run through the life of an installed program."""

    def __init__(self, deb: Path, run_file: Path, cache: Path, work: Path) -> None:
        """``cache`` keeps the bare Debian, ``work`` what the trial made, to be looked at."""
        self.deb = deb
        self.run_file = run_file
        self.work = work
        self.unpacked = work / "unpacked"
        shutil.rmtree(self.unpacked, ignore_errors=True)
        run("dpkg-deb", "-R", deb, self.unpacked)
        self.root = Root(work / "root", cache)
        self.clerk = self.root.user("clerk")
        self.screen = Screen()

    @property
    def stage(self) -> Path:
        """The program's folder as the package carries it."""
        return self.unpacked / _PROGRAM

    @property
    def book(self) -> Path:
        """The clerk's data file, seen from outside of the root."""
        return self.clerk.folder / "文档" / BOOK

    @property
    def data(self) -> str:
        """The clerk's data file, seen from inside."""
        return f"{self.clerk.home}/文档/{BOOK}"

    def check_sizes(self) -> str:
        """What is handed on is small enough."""
        sizes = {path.suffix: path.stat().st_size for path in (self.deb, self.run_file)}
        assert max(sizes.values()) <= MOST, sizes
        return ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.items()) + f" of {MOST / 1e6:.0f}"

    def check_libraries(self) -> str:
        """Everything loads on the oldest C library that is promised."""
        shelf = elf.Shelf(self.stage)
        newest = shelf.newest_glibc
        assert newest <= OLDEST_GLIBC, newest
        assert not shelf.idle, shelf.idle
        return f"glibc 2.{newest} (2.{OLDEST_GLIBC} is promised), {len(shelf.files)} programs and libraries"

    def check_contents(self) -> str:
        """Nothing that only builds or tests is inside."""
        names = ["/" + path.relative_to(self.stage).as_posix().lower() for path in self.stage.rglob("*")]
        found = [name for name in names for pattern in _UNWANTED if fnmatch(name, pattern)]
        assert not found, found
        return f"{len(names)} files and folders"

    def check_first_install(self) -> str:
        """An earlier version installs with what it depends on, out of the index, and nothing else."""
        before = self.root.packages
        took = self._install(self._older(), "--no-install-recommends")
        after = self.root.packages
        came = sorted(after.keys() - before.keys() - {_NAME})
        (self.work / "pulled.txt").write_text("\n".join(came) + "\n", encoding="utf-8")
        strange = [name for name in came if any(fnmatch(name, pattern) for pattern in _STRANGERS)]
        assert not strange, strange
        assert self._version() == OLD
        assert (self.root.folder / _PROGRAM / _STRAY).exists()
        self.book.parent.mkdir()
        os.chown(self.book.parent, int(self.clerk.number), int(self.clerk.number))
        self.program("demo", self.data)
        self.program("backup", "--data", self.data)
        size = sum(after[name] for name in came) / 1000
        return f"{took:.0f} s, {len(came)} further packages of {size:.0f} MB (pulled.txt)"

    def _install(self, deb: Path, *words: str) -> float:
        shutil.copyfile(deb, self.root.folder / "srv" / deb.name)
        began = time.monotonic()
        self.root.admin("apt-get", "-qq", "install", "-y", *words, f"/srv/{deb.name}")
        return time.monotonic() - began

    def _older(self) -> Path:
        """A package of an earlier version that had a file more."""
        folder = self.work / "older"
        shutil.rmtree(folder, ignore_errors=True)
        run("cp", "-al", self.unpacked, folder)
        control = folder / "DEBIAN" / "control"
        text = control.read_text(encoding="utf-8").replace(f"Version: {__version__}\n", f"Version: {OLD}\n")
        control.unlink()  # it is the same file as the unpacked one's
        control.write_text(text, encoding="utf-8")
        (folder / _PROGRAM / _STRAY).write_bytes(b"")
        made = self.work / f"{_NAME}_{OLD}_amd64.deb"
        run("dpkg-deb", "--root-owner-group", "-Znone", "--build", folder, made)
        shutil.rmtree(folder)
        return made

    def _version(self) -> str:
        return self.root.admin("dpkg-query", "-W", "-f", "${Version}", _NAME)

    def program(self, *words: str, good: tuple[int, ...] = (0,), command: str = _NAME, user: User | None = None) -> str:
        """Run a command of the installed program as a user; what it said."""
        status, told = (user or self.clerk).run(command, *words)
        assert status in good, (words, status, told)
        return told.strip()

    def check_upgrade(self) -> str:
        """The new version takes the old one's place whole; the data opens and nothing of it was touched."""
        before = digests(self.clerk.folder)
        took = self._install(self.deb, "--no-install-recommends")
        assert self._version() == __version__
        assert self.program("--version") == __version__
        found, built = digests(self.root.folder / _PROGRAM), digests(self.stage)
        assert not (self.root.folder / _PROGRAM / _STRAY).exists(), "a file of the older version is left"
        assert found == built
        assert digests(self.clerk.folder) == before
        self.program("check", "--data", self.data, good=(0, 1))
        return f"{took:.0f} s, {len(built)} files as they were packed"

    def check_window(self) -> str:
        """The window comes, without a network and without what is only recommended; a key closes it."""
        began = time.monotonic()
        with self.clerk.start(_NAME, self.data, env={"DISPLAY": self.screen.name}) as running:
            try:
                window = self._up(running)
                took = time.monotonic() - began
                self._hold_to_menu(window)
                colours = self.screen.picture(self.work / "window.png")
                self.screen.press(window, "ctrl+q")
                told, _ = running.communicate(timeout=60)
            finally:
                running.kill()
        assert running.returncode == 0, (running.returncode, told.decode())
        assert not told.strip(), told.decode()
        assert not [path.name for path in self.clerk.files() if path.name.startswith("running-")]
        away = self._beside_ours(colours)
        return f"{took:.1f} s, {colours} colours, {away:.1%} of the points differ from the source tree's"

    def _up(self, running: subprocess.Popen[bytes]) -> str:
        window = self.screen.window(TITLE, 90)
        assert window, f"the window did not come within 90 s; the program's status is {running.poll()}"
        return window

    def _hold_to_menu(self, window: str) -> None:
        """The menu entry and the window must name themselves alike, or the taskbar shows a nameless second icon."""
        entry = (self.root.folder / f"usr/share/applications/{_NAME}.desktop").read_text(encoding="utf-8")
        [wanted] = [line.partition("=")[2] for line in entry.splitlines() if line.startswith("StartupWMClass=")]
        assert wanted in self.screen.classes(window), (wanted, self.screen.classes(window))

    def _beside_ours(self, colours: int) -> float:
        """Hold the picture against the source tree's window on the same screen and file."""
        copy = self.work / "here" / BOOK
        shutil.rmtree(copy.parent, ignore_errors=True)
        copy.parent.mkdir()
        shutil.copyfile(self.book, copy)
        env = {"HOME": str(copy.parent), "PYTHONPATH": str(paths.ROOT)}
        with linux_screen.here(self.screen, [sys.executable, "-m", "app", str(copy)], env) as running:
            try:
                window = self._up(running)
                self.screen.picture(self.work / "window-here.png")
                self.screen.press(window, "ctrl+q")
                running.wait(60)
            finally:
                running.kill()
        assert colours > _FEWEST_COLOURS, colours
        away = linux_screen.differ(self.work / "window.png", self.work / "window-here.png")
        assert away < _MOST_AWAY, away
        return away

    def check_papers(self) -> str:
        """The summary and every award form, equal to the byte with those of the source tree."""
        return self.papers(_NAME, self.clerk)

    def papers(self, command: str, user: User) -> str:
        """Write the papers with an installed program and with the source tree, and hold them against each other."""
        shutil.rmtree(user.folder / "papers", ignore_errors=True)
        out = self.work / "papers"
        shutil.rmtree(out, ignore_errors=True)
        book = user.folder / "papers.union"
        shutil.copyfile(self.book, book)
        os.chown(book, int(user.number), int(user.number))
        began = time.monotonic()
        for verb in ("summary", "forms"):
            words = ("--data", f"{user.home}/{book.name}", "--year", YEAR, "--out", f"{user.home}/papers")
            self.program(verb, *words, good=(0, 1), command=command, user=user)
        took = time.monotonic() - began
        for verb in ("summary", "forms"):
            windows_here.command(verb, "--data", str(book), "--year", YEAR, "--out", str(out), good=(0, 1))
        found, wanted = digests(user.folder / "papers"), digests(out)
        assert len(wanted) > 20
        assert found.keys() == wanted.keys()
        other = sorted(name for name in wanted if found[name] != wanted[name])
        assert not other, f"not equal: {other}"
        book.unlink()
        return f"{len(wanted)} papers equal, {took:.0f} s"

    def check_workbook(self) -> str:
        """Everything out into a workbook and in again, read in a process of its own: nothing is new."""
        book = f"{self.clerk.home}/全部.xlsx"
        self.program("export", book, "--data", self.data)
        told = self.program("import", book, "--data", self.data)
        assert "新增 0，更新 0" in told, told
        assert "拒绝 0" in told, told
        python = f"/{_PROGRAM}/python/bin/python3.11"
        script = f"/{_PROGRAM}/app/book/reading_child.py"
        self.program("-I", "-c", "import python_calamine", command=python)
        self.program("-I", script, book, command=python)
        return f"{told.count('（认作')} sheets"

    def check_closed_in(self) -> str:
        """Python looks for nothing outside of the program's folder."""
        told = self.program(
            "-I", "-c", "import sys; print(*sys.path, sep='|')", command=f"/{_PROGRAM}/python/bin/python3.11"
        )
        assert all(os.path.normpath(part).startswith(f"/{_PROGRAM}") for part in told.split("|")), told
        return f"{told.count('|') + 1} places"

    def check_desktop(self) -> str:
        """A desktop knows the program: command, menu, kind of file, icons."""
        self.root.admin("apt-get", "-qq", "install", "-y", "--no-install-recommends", *Desktop.PACKAGES)
        return Desktop(self.root, self.clerk, "/usr/share").check(self.data)

    def check_sockets(self) -> str:
        """Nothing of all this asked for a socket that could reach another computer."""
        found = self.root.sockets
        assert found, "nothing was traced: even the window's way to its screen is missing"
        assert found.keys() <= {"AF_UNIX"}, found
        return f"{found['AF_UNIX']} within this computer, none beyond"

    def check_remove(self) -> str:
        """All of the program goes; the clerk's data, settings and backups stay."""
        before = digests(self.clerk.folder)
        assert any(".union" in name and name != f"文档/{BOOK}" for name in before), "no backup was made"
        assert any(name.endswith("settings.json") for name in before), "no settings were made"
        listed = self.root.admin("dpkg-query", "-L", _NAME).split("\n")
        self.root.admin("apt-get", "-qq", "remove", "-y", _NAME)
        left = [path for path in listed if _NAME in path and (self.root.folder / path[1:]).exists()]
        left += self._traces_of_it()
        assert not left, left
        assert digests(self.clerk.folder) == before
        return f"nothing left of {len(listed)}; {len(before)} files of the clerk stay"

    def _traces_of_it(self) -> list[str]:
        """Places under /usr and /etc with its name, or that still speak of it."""
        told = self.root.admin("find", "/usr", "/etc", "/opt", "-name", f"*{_NAME}*").split()
        for place in ("/usr/share/applications", "/usr/share/mime", "/usr/local"):
            told += self.root.admin("sh", "-c", f"grep -rl {_NAME} {place} || true").split()
        return told

    def check_run_file(self) -> str:
        """A user without any rights installs, works, installs again and removes."""
        self.root.admin("apt-get", "-qq", "install", "-y", "--no-install-recommends", "xz-utils")
        user = self.root.user("teacher")
        place = RunFile(self.root, user, self.run_file, f"{user.home}/.local/lib/{_NAME}", f"{user.home}/.local/share")
        return place.check(self, self.stage)

    def check_run_file_by_root(self) -> str:
        """Root installs for everybody."""
        user = self.root.root_user()
        place = RunFile(self.root, user, self.run_file, f"/opt/{_NAME}", "/usr/local/share")
        said = place.check(self, self.stage)
        left = self._traces_of_it()
        assert not left, left
        return said

    def clear(self) -> None:
        """Throw the large folders away, whose contents were found good; pictures, papers and lists stay."""
        for name in ("root", "unpacked", "compiled"):
            shutil.rmtree(self.work / name, ignore_errors=True)
        (self.work / f"{_NAME}_{OLD}_amd64.deb").unlink(missing_ok=True)

    def check_start(self) -> str:
        """The window is up nearly as soon as the source tree's."""
        took = measured(self.stage, self.book, self.work / "compiled")
        said = f"{took.installed:.2f} s, the source tree {took.source:.2f} s, ratio {took.ratio:.2f}"
        assert took.ratio <= SLOWEST, said
        return said


def checks(trial: Trial) -> list[Callable[[], str]]:
    """What is tried, in the order of a program's life."""
    return [
        trial.check_sizes, trial.check_libraries, trial.check_contents, trial.check_first_install,
        trial.check_upgrade, trial.check_closed_in, trial.check_window, trial.check_papers, trial.check_workbook,
        trial.check_desktop, trial.check_remove, trial.check_run_file, trial.check_run_file_by_root,
        trial.check_sockets, trial.check_start,
    ]  # fmt: skip


def main(words: list[str] | None = None) -> int:
    """Try everything; 1 when something failed, after which the rest is not tried."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("deb", "run"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=paths.ROOT / "out" / "packaging")
    parser.add_argument("--work", type=Path, default=paths.ROOT / "out" / "installers" / "linux")
    args = parser.parse_args(words)
    need({**linux_root.TOOLS, **linux_screen.TOOLS, **elf.TOOLS})
    os.environ["TZ"] = "UTC"  # papers carry the day, which must be one for all
    args.work.mkdir(parents=True, exist_ok=True)
    trial = Trial(args.deb.resolve(), args.run.resolve(), args.cache.resolve(), args.work.resolve())
    try:
        status = run_all(checks(trial))
    finally:
        trial.screen.end()
    if not status:
        trial.clear()
    return status


if __name__ == "__main__":
    raise SystemExit(main())
