"""The window's surroundings in tests: one dressed application, an invented union, answers given in advance."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.book import editing
from app.book.book import Book
from app.i18n import Language
from app.settings import Settings
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.theme import dress
from app.ui.window import MainWindow
from tests.ui.stand_ins import Answers


@pytest.fixture(scope="session")
def app(qapp: QApplication) -> QApplication:
    dress(qapp, "zh_CN")
    return qapp


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small books answer at once however busy the machine is; what comes later has tests of its own."""
    monkeypatch.setattr("app.ui.seeker.PATIENCE", 60.0)


@pytest.fixture(scope="session", autouse=True)
def collector() -> Iterator[None]:
    """Garbage is collected on the window's thread only.

    Tests spread over several processes get their orders on a thread of its own; a window left behind by a test and
    taken apart there would end the process, later and somewhere else.
    """
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def leftovers(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Windows that a test leaves behind are taken down by Qt before Python's collector comes to them.

    A window without a parent belongs to Python. Where a part of a part of it refers back to it (a model that asks
    the window what to show), the collector takes it apart in an order in which some parts are freed twice.
    """
    monkeypatch.setattr("app.ui.broom.Broom._sweep", lambda _broom: None)
    yield
    for window in app.topLevelWidgets():
        if window.windowType() is not Qt.WindowType.Popup:  # a completer takes its list down itself, and would twice
            window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(1)


@pytest.fixture
def language() -> Language:
    return Language("zh_CN")


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small book: three units, six members, three entries, two activities, an award with a nominee."""
    path = tmp_path / "小青工会.union"
    with Book.create(path, "小青镇总工会", "乡镇街道", year=2026) as book, book.step("Fill"):
        top = editing.save(book, "unit", None, {"name": "小青镇总工会"})
        factory = editing.save(book, "unit", None, {"name": "纺织厂工会", "parent_id": top})
        school = editing.save(book, "unit", None, {"name": "小学工会", "parent_id": top})
        people = [
            ("陈一新", factory),
            ("陈二妮", factory),
            ("高䶮", school),
            ("欧阳喆", school),
            ("王小满", school),
            ("张大力", factory),
        ]
        ids = [editing.save(book, "member", None, {
            "name": name, "unit_id": unit, "gender": "女" if n % 2 else "男", "birth": f"19{70 + n}-0{n + 1}-11",
            "mobile": f"1380000000{n}", "joined": f"20{10 + n}-05", "state": "正常",
        }) for n, (name, unit) in enumerate(people)]  # fmt: skip
        for n, when in enumerate(("1月5日", "3月底", "春节前后")):
            editing.save(
                book,
                "entry",
                None,
                {
                    "kind": "生病住院",
                    "happened": when,
                    "target": people[n][0],
                    "member_id": ids[n],
                    "person_times": "1",
                    "cash": f"{500 * (n + 1)}",
                },
            )
        editing.save(
            book,
            "activity",
            None,
            {
                "area": "文体活动",
                "title": "职工运动会",
                "happened": "5月",
                "persons": "30余名",
                "figures": "志愿者=30余名；清运垃圾=3吨",
            },
        )
        editing.save(book, "activity", None, {"area": "女职工", "title": "三八联欢", "happened": "3月8日"})
        award = editing.save(book, "award", None, {"name": "优秀工会积极分子", "target": "个人", "quota": "2"})
        editing.save(book, "nominee", None, {"award_id": award, "name": "陈一新", "member_id": ids[0]})
    return path


@pytest.fixture
def desk(app: QApplication, path: Path, language: Language, answers: Answers, tmp_path: Path) -> Iterator[Desk]:
    jobs = Jobs()
    desk = Desk(Book.open(path), language, Settings(tmp_path / "settings.json"), answers, jobs)
    yield desk
    jobs.stop()
    desk.clear()


@pytest.fixture
def window(
    app: QApplication, path: Path, language: Language, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr("app.ui.demo_jobs.demo_path", lambda: tmp_path / "demo.union")
    window = MainWindow(language, Settings(tmp_path / "settings.json"), answers)
    window.resize(1366, 700)
    window.show()
    assert window.open_path(path)
    yield window
    window.close()
    if window.isVisible():  # it asks about something not saved, and nobody answers
        window.jobs.stop()
        window._let_go()
