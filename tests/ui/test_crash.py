"""The window about a fault: one, calm, with what is saved and what is not, and a report that names nobody."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel

from app.domain.errors import FileProblem
from app.ui import ending, errors
from app.ui.crash_dialog import CrashDialog, Situation
from app.ui.errors import Uncaught
from app.ui.situation import Surveyor
from app.ui.workplace import MEMBERS

CANARIES = ("张小燕", "330106199003071245", "13987654321", "6222021234567890123")


@pytest.fixture
def uncaught(app, window, monkeypatch: pytest.MonkeyPatch) -> Iterator[Uncaught]:
    for owner, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    made = Uncaught(window.speech)
    made.watch(window.ask, Surveyor(window, window.drafts).situation, window.trail.done, window.open_file)
    made.install()
    yield made
    if made.dialog is not None:
        made.dialog.close()


def _settle() -> None:
    QApplication.sendPostedEvents()


def _break(uncaught: Uncaught, error: Exception) -> None:
    try:
        raise error
    except type(error) as raised:
        uncaught.hook(type(raised), raised, raised.__traceback__)


def _words(dialog: CrashDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisibleTo(dialog))


def test_a_fault_shows_one_window_that_holds_nothing_up(uncaught: Uncaught, window) -> None:
    for number in range(3):
        _break(uncaught, RuntimeError(f"{number}"))
    _settle()
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]
    assert shown == [uncaught.dialog]
    assert not uncaught.dialog.isModal()
    uncaught.dialog.go_on.click()
    _break(uncaught, RuntimeError("later"))
    _settle()
    assert uncaught.dialog is not None


def test_it_says_what_is_saved_and_what_waits(uncaught: Uncaught, window) -> None:
    window.workplace.turn_to(MEMBERS)
    page = window.workplace.record_page()
    page.open(page.table.model.ids[0])
    page.form.editors["mobile"].reveal()
    page.form.editors["mobile"].line.setText("13911112222")
    page.form.editors["mobile"].line.textEdited.emit("13911112222")
    _break(uncaught, RuntimeError("x"))
    _settle()
    words = _words(uncaught.dialog)
    record = window.speech.record(page.record)
    assert window.say("{kind} No. {number}", kind=record, number=window.desk.read.serial(page.form.row_id)) in words
    assert window.desk.book.drafts()
    assert window.say("Not saved, but kept as a draft: {form}").partition("{")[0] in words
    page.form.clear()


def test_without_a_file_nothing_is_said_of_one(app, window) -> None:
    dialog = CrashDialog(window, window.speech, window.ask, can_restart=False)
    dialog.show_situation(Situation())
    dialog.show()
    assert window.say("Everything that the status line called saved is in the file.") not in _words(dialog)
    assert not dialog.restart.isVisibleTo(dialog)
    dialog.close()


@pytest.mark.fault("K6")
def test_the_report_names_the_place_and_nobody(uncaught: Uncaught, window) -> None:
    window.actions_.by_name["history"].trigger()

    def deep(name: str, numbers: list[str]) -> None:
        raise ValueError(f"{name} {numbers}")

    try:
        deep(CANARIES[0], list(CANARIES[1:]))
    except ValueError as error:
        uncaught.hook(type(error), error, error.__traceback__)
    _settle()
    text = uncaught.dialog.report.toPlainText()
    assert "ValueError" in text
    assert "tests/ui/test_crash.py:" in text
    assert " deep" in text
    assert "action history" in text
    assert "step Fill" in text or "done last" in text
    for canary in CANARIES:
        assert canary not in text
    assert str(Path.home()) not in text


def test_the_report_goes_where_the_clerk_says(uncaught: Uncaught, window, answers, tmp_path: Path) -> None:
    _break(uncaught, RuntimeError("x"))
    _settle()
    answers._path = tmp_path / "报告.txt"
    uncaught.dialog.keep.click()
    assert (tmp_path / "报告.txt").read_text(encoding="utf-8") == uncaught.dialog.report.toPlainText()
    answers._path = tmp_path / "none" / "报告.txt"
    uncaught.dialog.keep.click()
    assert str(answers._path) in _words(uncaught.dialog)


def test_faults_that_keep_coming_recommend_a_new_start(uncaught: Uncaught) -> None:
    for number in range(5):
        assert uncaught.dialog is None or not uncaught.dialog._again.isVisibleTo(uncaught.dialog)
        _break(uncaught, RuntimeError(f"{number}"))
        _settle()
    assert uncaught.dialog._again.isVisibleTo(uncaught.dialog)
    assert "5" in uncaught.dialog._again.text()


def test_a_window_that_is_gone_does_not_keep_the_next_fault_quiet(uncaught: Uncaught, window) -> None:
    parent = QLabel("gone soon")
    parent.show()
    _break(uncaught, RuntimeError("x"))
    _settle()
    first = uncaught.dialog
    first.setParent(parent)
    shiboken6.delete(parent)
    _break(uncaught, RuntimeError("y"))
    _settle()
    assert uncaught.dialog is not None
    assert uncaught.dialog is not first


def test_a_fault_in_the_survey_is_survived(uncaught: Uncaught, window) -> None:
    def broken() -> Situation:
        raise RuntimeError("x")

    uncaught.watch(window.ask, broken, window.trail.done, window.open_file)
    _break(uncaught, RuntimeError("y"))
    _settle()
    assert uncaught.dialog.isVisible()


def test_a_fault_at_the_start_leaves_a_window(uncaught: Uncaught) -> None:
    def begin(_path: Path) -> None:
        raise RuntimeError(CANARIES[0])

    uncaught.carry(begin, Path("x"))
    _settle()
    assert uncaught.dialog.isVisible()


def test_what_breaks_on_another_thread_reaches_the_window(uncaught: Uncaught) -> None:
    def fail() -> None:
        raise RuntimeError(CANARIES[1])

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    _settle()
    assert "RuntimeError" in uncaught.dialog.report.toPlainText()
    assert CANARIES[1] not in uncaught.dialog.report.toPlainText()


def test_an_error_of_the_users_world_says_its_own_sentence(uncaught: Uncaught, monkeypatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(errors, "show_sentence", lambda _parent, _speech, sentence, *_more: said.append(sentence))
    _break(uncaught, FileProblem("{path} is damaged. Nothing was changed; restore the latest backup.", path="x.union"))
    _settle()
    assert len(said) == 1
    assert "x.union" in said[0]
    assert uncaught.dialog is None


@pytest.mark.parametrize(
    ("whole", "ours", "file", "wanted"),
    [
        (["python", "-m", "app"], ["/p/app/__main__.py"], "", ["-m", "app"]),
        (["python", "-m", "app", "a.union"], ["/p/app/__main__.py", "a.union"], "b.union", ["-m", "app", "b.union"]),
        (["python", "/bin/union-steward", "a"], ["/bin/union-steward", "a"], "", ["/bin/union-steward", "a"]),
        (["steward.exe"], ["steward.exe"], "b.union", ["b.union"]),
    ],
)
def test_beginning_anew_uses_the_same_words(whole: list[str], ours: list[str], file: str, wanted: list[str]) -> None:
    assert ending.restart_words(whole, ours, file) == wanted
