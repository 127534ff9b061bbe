"""A Windows of its own for one trial, as Wine gives it: every call has an end, nothing of this computer is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

TOOLS = {"wine": "wine"}  # which brings the 64-bit one
_INSTALLED = PureWindowsPath("AppData/Local/Programs/UnionSteward")


class Wine:
    """One prefix, with its own home folder; the window draws into memory, for there is no screen."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made anew."""
        shutil.rmtree(folder, ignore_errors=True)
        self.folder = folder
        self._home = folder / "home"
        self._home.mkdir(parents=True)
        self._env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "DISPLAY"))},
            "WINEPREFIX": str(folder / "prefix"),
            "HOME": str(self._home),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "winemenubuilder.exe=d;mscoree,mshtml=",
            "LC_ALL": "C.UTF-8",
        }
        self.run("wineboot", "-i", seconds=240)
        self.version("win10")
        # Wine keeps Qt's own variables of this computer away, but not those of its registry.
        self.run("reg", "add", "HKCU\\Environment", "/v", "QT_QPA_PLATFORM", "/d", "offscreen", "/f")

    @property
    def user(self) -> Path:
        """The folder of the prefix's user."""
        users = folder_of(self.folder / "prefix" / "drive_c" / "users")
        return next(path for path in sorted(users.iterdir()) if path.name != "Public")

    @property
    def installed(self) -> Path:
        """Where the setup puts the program."""
        return self.user.joinpath(*_INSTALLED.parts)

    @property
    def settings(self) -> Path:
        """Where an installed program keeps its settings."""
        return self.user / "AppData" / "Local" / "UnionSteward"

    @property
    def documents(self) -> Path:
        """The user's documents."""
        folder = self.user / "Documents"
        folder.resolve().mkdir(parents=True, exist_ok=True)
        return folder

    def version(self, name: str) -> None:
        """Be this Windows from now on: ``win10``, ``win7``."""
        self.run("winecfg", "-v", name)

    def run(self, *words: str | Path, seconds: float = 300) -> tuple[int, str]:
        """Run a program to its end; its exit status and what it wrote.

        Raises:
            subprocess.TimeoutExpired: it did not end in time.
        """
        with self.start(*words) as running:
            try:
                told, _ = running.communicate(b"\n", timeout=seconds)
            except subprocess.TimeoutExpired:
                self.end_all()
                raise
        return running.returncode, told.decode("utf-8", "replace")

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a program; pipes, because Wine's console programs cannot write into files."""
        given = [self.named(word) if isinstance(word, Path) else word for word in words]
        return subprocess.Popen(
            ["wine", *given], env=self._env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def end_all(self) -> None:
        """End whatever runs in this prefix, as a power cut would."""
        subprocess.run(["wineserver", "-k"], env=self._env, timeout=60, check=False)
        subprocess.run(["wineserver", "-w"], env=self._env, timeout=60, check=False)

    def named(self, path: Path) -> str:
        """A path of this computer as the programs in the prefix write it: on its own disk, or beside it."""
        disk = self.folder / "prefix" / "drive_c"
        inside = path.is_relative_to(disk)
        return ("C:\\" if inside else "Z:\\") + "\\".join(path.relative_to(disk if inside else "/").parts)

    def registry(self, key: str) -> str:
        """A key with all below it, as an export writes it; "" where there is none."""
        out = self.folder / "out.reg"
        out.unlink(missing_ok=True)
        self.run("reg", "export", key, out, "/y")
        return out.read_text(encoding="utf-16") if out.exists() else ""


def folder_of(path: Path) -> Path:
    """The folder, which must be there."""
    assert path.is_dir(), f"{path} is missing"
    return path


def wait_for(what: Callable[[], bool], seconds: float) -> bool:
    """Wait until ``what`` is so, at most that long."""
    end = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.2)
    return found
