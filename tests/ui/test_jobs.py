"""The worker: progress, results, stopping, failures, and garbage that is never collected on its thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from app.domain.errors import Cancelled, Refused
from app.ui.changes import Changes
from app.ui.desk import Desk
from app.ui.jobs import Jobs
from app.ui.speech import Speech
from app.ui.working import watch


@pytest.fixture
def jobs(app) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.stop()


def test_reports_and_returns_on_the_windows_thread(jobs: Jobs, qtbot) -> None:
    seen: list[tuple[int, int]] = []
    threads: list[bool] = []

    def work(report, cancelled):
        threads.append(threading.current_thread() is threading.main_thread())
        report(1, 2**40)
        return "ready"

    job = jobs.start_job(work)
    job.progressed.connect(lambda done, total: seen.append((done, total)))
    with qtbot.waitSignal(job.done) as got:
        pass
    assert got.args == ["ready"]
    assert seen == [(1, 2**40)]
    assert threads == [False]


def test_runs_one_after_the_other(jobs: Jobs, qtbot) -> None:
    order: list[int] = []
    first = jobs.start_job(lambda report, cancelled: order.append(1))
    last = jobs.start_job(lambda report, cancelled: order.append(2))
    assert first is not last
    with qtbot.waitSignal(last.done):
        pass
    assert order == [1, 2]


def test_who_only_waits_is_told_before_the_result_is_answered(jobs: Jobs, qtbot) -> None:
    told: list[str] = []
    job = jobs.start_job(lambda report, cancelled: None)
    job.done.connect(lambda _result: told.append("answered"))
    job.ended.connect(lambda: told.append("out of the way"))
    with qtbot.waitSignal(job.done):
        pass
    assert told == ["out of the way", "answered"]


def test_can_be_stopped(jobs: Jobs, qtbot) -> None:
    started = threading.Event()

    def work(report, cancelled):
        started.set()
        while not cancelled():
            threading.Event().wait(0.001)
        raise Cancelled("The import was stopped. Nothing of it was kept.")

    job = jobs.start_job(work)
    assert started.wait(5)
    with qtbot.waitSignal(job.failed) as got:
        job.cancel()
    assert isinstance(got.args[0], Cancelled)


@pytest.mark.parametrize(("error", "signal"), [(Refused("There is nothing to undo."), "failed"),
                                               (ValueError("x"), "broken")])  # fmt: skip
def test_failures_reach_the_window(jobs: Jobs, qtbot, error, signal) -> None:
    def work(report, cancelled):
        raise error

    job = jobs.start_job(work)
    with qtbot.waitSignal(getattr(job, signal)) as got:
        pass
    assert got.args == [error]
    assert not jobs.busy


def test_the_window_collects_the_garbage(jobs: Jobs, qtbot) -> None:
    gc.enable()  # as it is in the program; the tests' own collector has it off
    try:
        enabled: list[bool] = []
        job = jobs.start_job(lambda report, cancelled: enabled.append(gc.isenabled()))
        with qtbot.waitSignal(job.done):
            pass
        assert enabled == [False]
        assert gc.isenabled()
    finally:
        gc.disable()


def test_a_step_of_the_worker_is_told_on_the_windows_thread(desk: Desk, qtbot) -> None:
    changes = Changes(desk.book)
    where: list[bool] = []
    changes.changed.connect(lambda _change: where.append(threading.current_thread() is threading.main_thread()))

    def work(report, cancelled):
        with desk.book.step("Fill") as writer:
            writer.insert("member", {"name": "赵新"})

    with qtbot.waitSignal(changes.changed):
        desk.jobs.start_job(work)
    assert where == [True]
    changes.stop()


def test_a_question_about_the_result_is_not_hidden_under_the_window_of_the_job(
    jobs: Jobs, app, language, qtbot
) -> None:
    """The result is answered with a question that has its own event loop, connected before the window watches."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    begun, seen = threading.Event(), []
    job = jobs.start_job(lambda report, cancelled: begun.wait(20))

    def ask(_result: object) -> None:
        loop = QEventLoop()
        QTimer.singleShot(500, loop.quit)  # longer than it takes the window to come up
        loop.exec()
        seen.append(window.isVisible())

    job.done.connect(ask)
    window = watch(parent, Speech(language), job, "x")
    begun.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [False]
