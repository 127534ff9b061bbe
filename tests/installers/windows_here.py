"""What the source tree itself makes of the same data file, to hold a package's work against."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageChops

from app import paths

PICTURE = """
import os
import sys
import time
from pathlib import Path
from app.i18n import Language
from app.settings import Settings
from app.ui.start import make_application
from app.ui.window import MainWindow
app = make_application(Language("zh_CN"))
window = MainWindow(Language("zh_CN"), Settings(Path(sys.argv[2] + ".json")))
window.resize(1366, 728)
window.begin(Path(sys.argv[1]))
window.show()
still, end = 0, time.monotonic() + 60
while still < 100 and time.monotonic() < end:
    app.processEvents()
    time.sleep(0.01)
    is_busy = window.jobs.busy or window.desk is None or window.desk.seeker.busy
    still = 0 if is_busy else still + 1
window.grab().save(sys.argv[2])
os._exit(0 if still else 1)  # nothing is asked and nothing is saved
"""


def _surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(paths.ROOT), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def command(*words: str, good: tuple[int, ...] = (0,)) -> None:
    """A command of the source tree."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *words], cwd=paths.ROOT, env=_surroundings(), capture_output=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode in good, done.stderr.decode()


def apart(one: Path, other: Path) -> float:
    """The part of the points in which two pictures differ."""
    with Image.open(one) as first, Image.open(other) as second:
        assert first.size == second.size, (first.size, second.size)
        away = ImageChops.difference(first.convert("L"), second.convert("L")).point(lambda level: 255 * (level > 8))
        return away.histogram()[255] / (first.width * first.height)


def picture(script: Path, book: Path, out: Path) -> None:
    """The window with the data file open, drawn by ``script``."""
    words = [sys.executable, str(script), str(book), str(out)]
    subprocess.run(words, env=_surroundings(), timeout=120, check=True)
