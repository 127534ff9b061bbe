"""Homes of their own for a program that is to be ended, and what is found in them afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.book.book import Book

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Home:
    """The folders of one clerk: settings, log, temporary files, and a data file outside them."""

    folder: Path
    children: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def surroundings(self) -> dict[str, str]:
        places = {
            "HOME": "", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "XDG_DATA_HOME": "data",
            "XDG_CACHE_HOME": "cache", "TMPDIR": "tmp",
        }  # fmt: skip
        for name in places.values():
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        return os.environ | {name: str(self.folder / place) for name, place in places.items()} | {
            "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip

    def start(self, deed: str, file: Path) -> subprocess.Popen[str]:
        """Start the program and wait until it has done what it was told to."""
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.crash_child", deed, str(file)],
            cwd=ROOT, env=self.surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.children.append(child)
        assert child.stdout is not None
        last = threading.Timer(30, child.kill)
        last.start()
        said = child.stdout.readline().strip()
        last.cancel()
        if said != "ready":
            child.kill()
            raise AssertionError(f"{said} {child.communicate()[1][-3000:]} {self.log}")
        return child

    def close(self) -> None:
        """End what is still running."""
        for child in self.children:
            child.kill()
            if not child.stdout.closed:
                child.communicate()

    def texts(self) -> dict[Path, bytes]:
        """Every file in the homes."""
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}

    @property
    def log(self) -> str:
        """The log, "" where nothing was logged."""
        found = list(self.folder.rglob("union-steward.log"))
        return found[0].read_text(encoding="utf-8") if found else ""

    def marks(self, start: str) -> list[Path]:
        """The marks of runs under way or left behind."""
        return list(self.folder.rglob(f"{start}-*"))


def drafts_of(file: Path) -> list[dict[str, object]]:
    """The drafts in a file that nobody else writes at the moment."""
    with Book.open(file, read_only=True) as book:
        return book.drafts()


def until(there: Callable[[], object], seconds: float = 20) -> None:
    """Ask again and again until it is so."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
