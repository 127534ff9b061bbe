"""The preview of a summary: opening, scrolling to its end and making it wider, each beside the bare drawing of pages.

``python -m tests.bench.bench_preview [--json FILE]``. ``blocked`` is the longest time, in milliseconds, that the
window's thread did not come back to its event loop. The floor makes the PDF and draws the same pages without a window.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2

from app.book import demo, yearend
from app.book.book import Book
from app.documents.blocks import Document
from app.documents.compose import summary_paper
from app.documents.summary_styles import choose_style
from app.i18n import Language
from app.settings import Settings
from app.ui.paper_dialog import PaperDialog
from app.ui.start import make_application
from app.ui.window import MainWindow
from tests.bench.bench_window import Pulse, until
from tests.bench.measure import Measure, options, tell, timed
from tests.ui.stand_ins import Answers

_TIMES = 5
_WIDE, _WIDER, _HIGH = 700, 1000, 640


def summary(path: Path) -> Document:
    """The summary of the invented union's year, kept in a new data file at ``path``."""
    with Book.create(path, demo.NAME, demo.KIND) as book:
        demo.fill(book)
        facts = yearend.facts(book.read, demo.YEARS[-1])
    return summary_paper(facts, choose_style("", facts.kind, facts.union), date(demo.YEARS[-1], 12, 20)).document


def floor(paper: Document, *, made: bool, pages: int) -> float:
    """The seconds that making the PDF (unless ``made``) and drawing its first ``pages`` take without a window."""
    from app.documents.pdf import render_pdf  # the first opening must find reportlab not yet loaded

    data = render_pdf(paper)

    def draw() -> None:
        pdf = pypdfium2.PdfDocument(data if made else render_pdf(paper))
        for number in range(pages):
            pdf[number].render(scale=1.2, rev_byteorder=True, prefer_bgrx=True)
        pdf.close()

    return timed(draw)


class Reader:
    """A clerk who opens the preview, scrolls to its end and makes it wider."""

    def __init__(self, window: MainWindow, paper: Document, pulse: Pulse) -> None:
        self.window, self.paper, self.pulse = window, paper, pulse

    def read(self) -> dict[str, tuple[float, float]]:
        """For each of the three: the seconds until all in view was drawn, and the longest the thread was held."""
        found = {"opening": self._held(self._open, self._is_ready)}
        bar = self.preview.verticalScrollBar()
        parts = [
            self._held(partial(bar.setValue, round(bar.maximum() * at / self.preview.count)), self._is_ready)
            for at in range(1, self.preview.count + 1)
        ]
        found["scrolling"] = (sum(seconds for seconds, _ in parts), max(longest for _, longest in parts))
        self.before = self.preview._pages[0].width()
        found["widening"] = self._held(partial(self.dialog.resize, _WIDER, _HIGH), self._is_wider)
        self.preview_count = self.preview.count
        self.dialog.close()
        return found

    def _open(self) -> None:
        self.dialog = PaperDialog(self.window, self.window.desk, self.paper, "试读")
        self.dialog.resize(_WIDE, _HIGH)
        self.dialog.show()
        self.preview = self.dialog.preview

    def _is_ready(self) -> bool:
        return self.preview.ready

    def _is_wider(self) -> bool:
        return self.preview.ready and self.preview._pages[0].width() > self.before

    def _held(self, work: Callable[[], object], ready: Callable[[], bool]) -> tuple[float, float]:
        self.pulse.rest()
        begun = time.perf_counter()
        work()
        until(ready)
        return time.perf_counter() - begun, self.pulse.longest


def measures(paper: Document, window: MainWindow) -> list[Measure]:
    """Opening, scrolling and widening, each several times; what the very first opening held stands beside it."""
    pulse = Pulse()
    reader = Reader(window, paper, pulse)
    found = [reader.read() for _ in range(_TIMES)]
    count = reader.preview_count
    floors = {
        "opening": floor(paper, made=False, pages=2),
        "scrolling": floor(paper, made=True, pages=count),
        "widening": floor(paper, made=True, pages=2),
    }
    return [
        Measure(
            f"{name} the preview of a summary of {count} pages",
            statistics.median(one[name][0] for one in found),
            least,
            {
                "blocked_ms": statistics.median(one[name][1] for one in found) * 1000,
                "worst_blocked_ms": max(one[name][1] for one in found) * 1000,
                "first_blocked_ms": found[0][name][1] * 1000,
                "first_s": found[0][name][0],
            },
        )
        for name, least in floors.items()
    ]


def main(words: list[str] | None = None) -> int:
    args = options(__doc__).parse_args(words)
    folder = Path(tempfile.mkdtemp())
    paper = summary(folder / "demo.union")
    make_application(Language("zh_CN"))
    window = MainWindow(Language("zh_CN"), Settings(folder / "settings.json"), Answers())
    window.resize(1366, 700)
    window.show()
    assert window.open_path(folder / "demo.union")
    until(lambda: not window.desk.seeker.busy)
    tell(measures(paper, window), args.json)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
