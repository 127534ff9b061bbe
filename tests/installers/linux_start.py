"""How long the installed program takes until its window shows a list, beside the source tree on the same computer."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from app import paths

_HOOK = paths.ROOT / "tests" / "bench" / "our_window.py"
_TIMES = 7


@dataclass(frozen=True, slots=True)
class Start:
    """The quickest start of each, in seconds: a busy computer makes some slower, and none quicker."""

    installed: float
    source: float

    @property
    def ratio(self) -> float:
        """How many times the source tree's time the installed program needs."""
        return self.installed / self.source


def measured(program: Path, book: Path, compiled: Path) -> Start:
    """Start both in turns, once for the caches and then often enough.

    Args:
        program: the unpacked folder of the package.
        book: a data file.
        compiled: a folder for the byte code of the source tree, which a package has beside it.
    """
    python = program / "python" / "bin" / "python3.11"
    source = {"PYTHONPATH": str(paths.ROOT), "PYTHONPYCACHEPREFIX": str(compiled)}
    both = ([str(python), "-I", "-X", "utf8"], {}), ([sys.executable, "-X", "utf8"], source)
    took: list[list[float]] = [[], []]
    for _ in range(_TIMES + 1):
        for times, (words, env) in zip(took, both, strict=True):
            times.append(_start([*words, str(_HOOK), str(book)], env))
    installed, ours = (min(times[1:]) for times in took)
    return Start(installed, ours)


def _start(words: list[str], env: dict[str, str]) -> float:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    begun = time.time()
    done = subprocess.run(
        words, env={**plain, "QT_QPA_PLATFORM": "offscreen", **env}, capture_output=True, timeout=120, check=True
    )
    return float(done.stdout.split()[-1]) - begun
