"""Questions that take long: asked on a thread of their own, the latest only, and out of a writer's way."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from app.book import editing
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui.desk import Desk
from app.ui.record_table import RecordTable

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 10000000000) SELECT MAX(x) FROM n"


def endless(read) -> object:
    return read._db.conn.execute(ENDLESS).fetchone()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, patience) -> None:
    """Every question goes to the thread, as those about a million records do."""
    monkeypatch.setattr("app.ui.seeker.PATIENCE", 0.0)
    monkeypatch.setattr("app.ui.seeker._QUICK", 0.0)


@pytest.fixture
def owner(desk: Desk) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    desk.seeker.forget(owner)


def test_an_answer_comes_on_the_windows_thread(desk: Desk, owner: QObject, qtbot) -> None:
    asked, answered = [], []

    def question(read) -> int:
        asked.append(threading.get_ident())
        return len(read.ids(Listing("member")))

    desk.seeker.ask(owner, question, lambda found: answered.append((found, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [(6, threading.get_ident())]
    assert asked[-1] != threading.get_ident()


def test_only_the_latest_question_of_an_owner_is_answered(desk: Desk, owner: QObject, qtbot) -> None:
    answered: list[object] = []
    desk.seeker.ask(owner, endless, answered.append)
    desk.seeker.ask(owner, lambda read: "late", answered.append)
    qtbot.waitUntil(lambda: not desk.seeker.busy)
    assert answered == ["late"]


def test_a_writer_is_not_kept_waiting_and_the_question_is_asked_again(desk: Desk, owner: QObject, qtbot) -> None:
    tries: list[int] = []
    answered: list[object] = []

    def question(read) -> int:
        tries.append(1)
        if len(tries) == 1:
            endless(read)
        return len(read.ids(Listing("member", text="新来的")))

    desk.seeker.ask(owner, question, answered.append)
    qtbot.waitUntil(lambda: len(tries) == 1)
    editing.save(desk.book, "member", None, {"name": "新来的"})
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [1]


def test_a_patient_question_is_put_off_for_one_in_a_hurry(desk: Desk, owner: QObject, qtbot) -> None:
    tries: list[int] = []
    answered: list[str] = []
    waiting = QObject()

    def patient(read) -> str:
        tries.append(1)
        if len(tries) == 1:
            endless(read)
        return "patient"

    desk.seeker.ask(waiting, patient, answered.append, patient=True)
    qtbot.waitUntil(lambda: len(tries) == 1)
    desk.seeker.ask(owner, lambda read: "hurry", answered.append)
    qtbot.waitUntil(lambda: len(answered) == 2)
    assert answered == ["hurry", "patient"]


def test_nobody_is_answered_who_is_gone(desk: Desk, qtbot) -> None:
    gone, here = QObject(), QObject()
    answered: list[str] = []
    desk.seeker.ask(gone, lambda read: "gone", answered.append)
    gone.deleteLater()
    desk.seeker.ask(here, lambda read: "here", answered.append)
    qtbot.waitUntil(lambda: "here" in answered)
    assert answered == ["here"]


def test_a_job_at_work_is_not_given_up_with_a_question(
    desk: Desk, owner: QObject, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.seeker.PATIENCE", 60.0)
    hurried: list[float] = []
    monkeypatch.setattr(desk.read, "hurried", hurried.append)
    go_on = threading.Event()
    job = desk.jobs.start_job(lambda _report, _cancelled: go_on.wait(20))
    answered: list[object] = []
    desk.seeker.ask(owner, lambda read: len(read.ids(Listing("member"))), answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    with qtbot.waitSignal(job.done):
        go_on.set()
    assert answered == [6]
    assert hurried == []


def test_closing_does_not_wait_for_an_answer(desk: Desk, owner: QObject) -> None:
    desk.seeker.ask(owner, endless, print)
    desk.seeker.stop()
    assert not desk.seeker.isRunning()


def test_a_table_fills_when_the_answer_comes(desk: Desk, qtbot) -> None:
    table = RecordTable(desk, BY_TABLE["member"], "")
    qtbot.addWidget(table)
    with qtbot.waitSignal(table.shown):
        table.reload()
    assert table.model.rowCount() == 6
    wanted = table.model.ids[3]
    with qtbot.waitSignal(table.shown):
        table.show_listing(Listing("member"), [wanted])
    assert table.selected_ids() == [wanted]
    qtbot.waitUntil(lambda: not desk.seeker.busy)
    assert "共 6 条" in table._footer.text()
