"""Takes the first page: as it opens, scrolled to its pictures, on days when festivals come, and of an empty book."""

from __future__ import annotations

from datetime import date

from app.book.book import Book
from app.ui import todo
from app.ui.pages.home import HomePage
from app.ui.workplace import HOME


def shoot(camera) -> None:
    window = camera.window
    window.workplace.turn_to(HOME)
    home: HomePage = window.workplace.pages[HOME]
    usual = todo.today
    try:
        for name, day in (
            ("home-september", date(2026, 9, 10)),
            ("home-november", date(2026, 11, 22)),
            ("home-december", date(2026, 12, 28)),
        ):
            todo.today = lambda day=day: day
            home._refill(None)
            camera.until(lambda: not window.desk.seeker.busy)
            camera.take(name)
    finally:
        todo.today = usual
    bar = home.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    camera.take("home-middle")
    bar.setValue(bar.maximum())
    home.kinds.chart.setFocus()
    home.kinds.chart._go(2)
    camera.take("home-pictures")
    bar.setValue(0)
    path = camera.folder / "empty.union"
    with Book.create(path, "白石小学工会", "学校", year=2026):
        pass
    demo = window.desk.book.path
    window.open_path(path)
    camera.until(lambda: not window.desk.seeker.busy)
    camera.take("home-empty")
    window.open_path(demo)
