"""The window on 100,000 members and 1,000,000 entries: start, search, sort and filter, each beside its floor.

``python -m tests.bench.bench_window [--json FILE]``. ``blocked`` is the longest time, in milliseconds, that the
window's thread did not come back to its event loop.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from sqlcipher3 import dbapi2

from app.domain.listing import Condition, Listing
from app.domain.records import BY_TABLE
from app.i18n import Language
from app.settings import Settings
from app.store import conditions, queries
from app.ui.start import make_application
from app.ui.window import MainWindow
from app.ui.workplace import AID, MEMBERS
from tests.bench.big_book import ROOT, big_book
from tests.bench.measure import Measure, options, tell
from tests.ui.stand_ins import Answers

_STARTS = 9
_ASKED = 5


class Pulse(QObject):
    """Feels how long the window's thread stays away from its event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        # Five milliseconds: a timer that hardly rests would itself keep the worker from working.
        self._timer = QTimer(self, interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def rest(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()


def until(ready: Callable[[], bool], seconds: float = 60) -> None:
    """Turn the event loop until ``ready``."""
    loop = QEventLoop()
    timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
    end = time.monotonic() + seconds

    def look() -> None:
        if ready() or time.monotonic() > end:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    assert ready(), "waited too long"


def starts(book: Path) -> Measure:
    """From the start of the process to a table with its rows painted; the floor is a bare window doing the same."""
    ours, floor = [], []
    for module in ("tests.bench.bare_window", "tests.bench.our_window"):
        _start(module, book)  # once for the caches: of files, and of compiled modules, as an installed program has them
    for _ in range(_STARTS):
        floor.append(_start("tests.bench.bare_window", book))
        ours.append(_start("tests.bench.our_window", book))
    return Measure("start to a usable table of 100,000 members", statistics.median(ours), statistics.median(floor))


def _start(module: str, book: Path) -> float:
    begun = time.time()
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(ROOT / "out" / "bench" / "compiled")
    done = subprocess.run(
        [sys.executable, "-m", module, str(book)], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    )
    return float(done.stdout.split()[-1]) - begun


def asked(book: Path) -> list[Measure]:
    """What a keystroke, a sort and a filter take until the rows are there; the floor is the same SQL, raw."""
    folder = Path(tempfile.mkdtemp())
    make_application(Language("zh_CN"))
    window = MainWindow(Language("zh_CN"), Settings(folder / "settings.json"), Answers())
    window.resize(1366, 700)
    window.show()
    assert window.open_path(book)
    raw = dbapi2.connect(str(book))
    pulse = Pulse()
    found = []
    for name, room, listing in (
        ("a keystroke (zs) among 100,000 members", MEMBERS, Listing("member", text="zs")),
        ("a keystroke (伟) among 100,000 members", MEMBERS, Listing("member", text="伟")),
        ("a sort by birth of 100,000 members", MEMBERS, Listing("member", sort="birth")),
        ("a filter of 100,000 members", MEMBERS, Listing("member", conditions=(Condition("gender", "is", "女"),))),
        ("a keystroke (伟) among 1,000,000 entries", AID, Listing("entry", text="伟")),
        ("a keystroke (zs) in one year's entries", AID, Listing("entry", 2026, text="zs")),
        ("a sort by amount of 1,000,000 entries", AID, Listing("entry", sort="cash")),
        ("a filter of 1,000,000 entries", AID, Listing("entry", conditions=(Condition("kind", "is", "节日"),))),
        ("all 1,000,000 entries in their usual order", AID, Listing("entry")),
    ):
        window.workplace.turn_to(room)
        until(lambda: not window.desk.seeker.busy)
        page = window.workplace.record_page()
        if listing.year is None:
            window.desk.set_year(None)
        until(lambda: not window.desk.seeker.busy)
        found.append(_ask(name, page, listing, raw, pulse, window))
    window.close()
    return found


def _ask(name: str, page, listing: Listing, raw, pulse: Pulse, window: MainWindow) -> Measure:
    record = BY_TABLE[listing.table]
    clause, values = conditions.where(record, listing)
    sql = f"SELECT t.id FROM {record.table} t{clause} ORDER BY {queries._order(record, listing)}"
    ours, floor, blocked = [], [], []
    for _ in range(_ASKED):
        begun = time.perf_counter()
        ids = [row[0] for row in raw.execute(sql, values)]
        floor.append(time.perf_counter() - begun)
        page.table.show_listing(Listing(listing.table, text="没有这个"))
        until(lambda: not window.desk.seeker.busy)
        came: list[float] = []
        page.table.shown.connect(lambda: came.append(time.perf_counter()))
        pulse.rest()
        begun = time.perf_counter()
        page.table.show_listing(listing)
        until(lambda: bool(came))
        ours.append(came[0] - begun)
        until(lambda: not window.desk.seeker.busy)
        blocked.append(pulse.longest)
        page.table.shown.disconnect()
        assert len(page.table.model.ids) == len(ids)
    more = {"rows": float(len(ids)), "blocked_ms": statistics.median(blocked) * 1000}
    return Measure(name, statistics.median(ours), statistics.median(floor), more)


def main(words: list[str] | None = None) -> int:
    args = options(__doc__).parse_args(words)
    book = big_book()
    tell([starts(book), *asked(book)], args.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
