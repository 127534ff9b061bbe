"""Drafts of what is typed into a form: kept after a pause, gone with the save, found again after a crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.book import editing, typing_drafts
from app.book.typing_drafts import TypedDraft
from app.domain.errors import NotSaved
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui import drafting
from app.ui.ask import Leaving
from app.ui.drafting import FormKeeper
from app.ui.record_dialog import RecordDialog, open_record
from app.ui.workplace import AID, MEMBERS


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clerk's pauses are long; what is waited for in a test is that a pause is kept at all."""
    monkeypatch.setattr(drafting, "_PAUSE", 1)


def _page(window, room=MEMBERS):
    window.workplace.turn_to(room)
    return window.workplace.record_page()


def _put(form, name: str, text: str) -> None:
    line = form.editors[name].line
    form.editors[name].reveal()
    line.setText(text)
    line.textEdited.emit(text)


def _drafts(window) -> list[TypedDraft]:
    return list(typing_drafts.waiting(window.desk.book))


def _again(window, path, answers) -> None:
    """The program ends over the form, and the file is opened anew."""
    window.drafts.leave()
    assert window.open_path(path)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what processEvents alone does not deliver
    window.drafts._bring_back()


@pytest.mark.fault("P3")
def test_a_pause_in_typing_is_kept_and_a_save_takes_it_away(window, qtbot) -> None:
    page = _page(window)
    page.new()
    steps = window.desk.book.next_undo()
    _put(page.form, "name", "李小草")
    qtbot.waitUntil(lambda: len(_drafts(window)) == 1)
    assert _drafts(window)[0].fields["name"] == "李小草"
    assert window.desk.book.next_undo() == steps
    _put(page.form, "mobile", "13911112222")
    qtbot.waitUntil(lambda: "mobile" in _drafts(window)[0].fields)
    assert page.form.save()
    assert not _drafts(window)
    qtbot.wait(20)  # no timer is left that would keep it again
    assert not _drafts(window)


@pytest.mark.fault("P3")
def test_typing_without_a_pause_is_kept_all_the_same(window, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(drafting, "_PAUSE", 60_000)
    page = _page(window)
    page.new()
    page.form._keeper._longest.setInterval(30)
    _put(page.form, "name", "李小草")
    qtbot.waitUntil(lambda: len(_drafts(window)) == 1)


def test_the_longest_wait_is_below_five_seconds() -> None:
    assert drafting._LONGEST + drafting._AGAIN < 5000


@pytest.mark.fault("P3")
def test_while_a_job_is_under_way_the_draft_waits(window, qtbot) -> None:
    page = _page(window)
    page.new()
    window.jobs._jobs[0] = object()
    _put(page.form, "name", "李小草")
    qtbot.wait(50)
    assert not _drafts(window)
    assert not window.drafts.keep_all()
    window.jobs._jobs.clear()
    qtbot.waitUntil(lambda: len(_drafts(window)) == 1)


@pytest.mark.fault("P3")
def test_what_was_typed_for_a_new_record_is_found_again(window, path, answers, qtbot) -> None:
    page = _page(window)
    page.new()
    _put(page.form, "name", "李小草")
    unit = page.form.editors["unit_id"]
    unit.line.setText("小学工会的")  # no unit is called so: the words stand as they are
    unit.line.textEdited.emit("小学工会的")
    assert unit.line.text() == "小学工会的"
    _again(window, path, answers)
    page = window.workplace.record_page()
    form = page.form
    assert page.shows_form
    assert form.dirty
    assert form.row_id is None
    assert form.editors["name"].value() == "李小草"
    assert form.editors["unit_id"].line.text() == "小学工会的"
    assert form._found is not None
    assert form._found.isVisibleTo(form)
    assert "找回" in window.status.text() or "found again" in window.status.text()
    _put(form, "mobile", "13911112222")
    form.editors["unit_id"].set_value(None)
    assert form.save()
    assert not form._found.isVisibleTo(form)
    assert not _drafts(window)
    assert len(window.desk.read.ids(Listing("member", text="李小草"))) == 1


@pytest.mark.fault("P3")
def test_a_change_found_again_may_be_unwanted(window, path, answers) -> None:
    page = _page(window)
    member = page.table.model.ids[0]
    before = window.desk.read.row("member", member)
    page.open(member)
    _put(page.form, "mobile", "13911112222")
    page.form.editors["remark"].text.setPlainText("正在写的话")  # a folded field
    _again(window, path, answers)
    form = window.workplace.record_page().form
    assert form.row_id == member
    assert form.editors["mobile"].value() == "13911112222"
    assert form.editors["remark"].value() == "正在写的话"
    assert form.editors["remark"].isVisibleTo(form)
    form._found.button.click()
    assert not form.dirty
    assert form.editors["mobile"].value() == before["mobile"]
    assert not _drafts(window)
    assert window.desk.read.row("member", member) == before


@pytest.mark.parametrize("answer", [Leaving.DISCARD, Leaving.SAVE])
def test_an_answer_about_the_input_is_one_about_its_draft(window, answers, answer) -> None:
    page = _page(window)
    page.new()
    _put(page.form, "name", "李小草")
    assert window.drafts.keep_all()
    answers._leaving = answer
    window.workplace.turn_to(AID)
    assert not _drafts(window)


@pytest.mark.fault("P17")
def test_a_session_that_ends_asks_nothing_and_one_that_goes_on_asks_again(window, answers) -> None:
    page = _page(window)
    page.new()
    _put(page.form, "name", "李小草")
    assert window.drafts.leave()
    assert window.may_leave()
    assert not answers.asked
    assert _drafts(window)
    window.drafts.stay()
    assert page.form.dirty
    window.may_leave()
    assert answers.asked == ["leaving"]


@pytest.mark.fault("P3")
def test_a_window_over_the_page_is_kept_and_found_too(window, path, answers, qtbot) -> None:
    dialog = open_record(window, window.desk, BY_TABLE["unit"], None)
    _put(dialog.form, "name", "新厂工会")
    _again(window, path, answers)
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, RecordDialog) and one.isVisible()]
    form = next(one.form for one in found if one.form._found is not None)
    assert form.editors["name"].value() == "新厂工会"
    assert form.dirty
    form.clear()
    for one in found:
        one.form.clear()
        one.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_draft_that_cannot_be_kept_holds_nothing_up(window, monkeypatch) -> None:
    page = _page(window)
    page.new()

    def full(*_args: object) -> Callable[[], None]:
        raise NotSaved("The disk is full: this was not saved in {path}.", path="x")

    monkeypatch.setattr(typing_drafts, "keep", full)
    _put(page.form, "name", "李小草")
    (keeper,) = window.drafts.keepers
    assert not keeper.keep_now()
    assert not keeper.kept
    page.form.clear()


def test_a_save_that_breaks_leaves_the_input_unsaved_and_its_draft(window, monkeypatch) -> None:
    page = _page(window)
    page.new()
    _put(page.form, "name", "李小草")
    assert window.drafts.keep_all()

    def broken(*_args: object) -> int:
        raise RuntimeError("a bug")

    monkeypatch.setattr(editing, "save", broken)
    with pytest.raises(RuntimeError):
        page.form.save()
    assert page.form.dirty
    assert _drafts(window)
    monkeypatch.undo()
    page.form.clear()
    assert not _drafts(window)


def test_a_save_that_finds_nothing_changed_drops_the_draft(window) -> None:
    page = _page(window)
    member = page.table.model.ids[0]
    page.open(member)
    now = page.form.editors["mobile"].value()
    _put(page.form, "mobile", "13911112222")
    assert window.drafts.keep_all()
    _put(page.form, "mobile", str(now))
    assert page.form.save()
    assert not _drafts(window)


def test_no_keeper_is_without_its_form(window) -> None:
    page = _page(window)
    page.new()
    assert [one.form for one in window.findChildren(FormKeeper)] == [page.form]
