"""The window keeps backups by itself, says how the last one went, and goes back to any of them in a few clicks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from app.book import backups, editing
from app.book.book import Book
from app.domain import retention
from app.domain.errors import FileProblem
from app.i18n import Language
from app.settings import Settings
from app.store import backup as store
from app.ui import file_jobs, keeping_backups
from app.ui.backup_settings import BackupSettings
from app.ui.backups_dialog import BackupsDialog
from app.ui.keeping_backups import KeepingBackups, stick_of, when_words
from app.ui.restoring import Restoring
from app.ui.speech import Speech
from app.ui.window import MainWindow
from app.ui.written import Written


@pytest.fixture
def keeping(window: MainWindow) -> Iterator[KeepingBackups]:
    keeping = KeepingBackups(window)
    keeping.opened()
    keeping._soon.stop()  # tests say themselves when it is time
    yield keeping
    keeping.let_go()


def add(window: MainWindow, name: str = "后来的人") -> None:
    editing.save(window.desk.book, "member", None, {"name": name})


def members(window: MainWindow) -> set[str]:
    return {row["name"] for row in window.desk.read.every("member")}


def a_dialog(window: MainWindow, qtbot, keeping: KeepingBackups | None = None) -> BackupsDialog:
    dialog = BackupsDialog(window, window.desk.book.path, window.password, keeping)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog._known) == len(dialog.backups))
    return dialog


def cells(dialog: BackupsDialog, row: int) -> list[str]:
    return [dialog.model.item(row, column).text() for column in range(dialog.model.columnCount())]


# ---------------------------------------------------------------------------------------------- by itself


def test_a_backup_follows_the_opening_without_delaying_it(window, keeping, qtbot, monkeypatch):
    assert keeping.mark.isHidden()
    keeping._soon.start(0)
    qtbot.waitUntil(lambda: not keeping.mark.isHidden())
    assert [one.reason for one in backups.all_backups(window.desk.book.path)] == [retention.START]
    assert "danger" not in keeping.mark.property("kind")
    with qtbot.waitSignal(keeping.kept) as kept:
        keeping.back_up(backups.START)
    assert not kept.args[0].made, "nothing has changed"


def test_half_an_hour_counts_from_the_first_change(window, keeping, qtbot):
    assert not keeping._every.isActive()
    add(window)
    assert keeping._every.isActive()
    assert keeping._every.interval() == 30 * 60 * 1000
    keeping._every.start(0)
    with qtbot.waitSignal(keeping.kept) as kept:
        pass
    assert kept.args[0].path.stem.endswith("定时")
    assert not keeping._every.isActive()


@pytest.mark.fault("D3")
def test_a_failed_backup_leaves_a_red_mark_until_one_succeeds(window, keeping, qtbot, monkeypatch):
    keeping.back_up()
    qtbot.waitUntil(lambda: not keeping.mark.isHidden())
    full = FileProblem("The disk is full: this was not saved in {path}. Free some space, then try again.", path="D:")

    def fail(*_args, **_named):
        raise full

    monkeypatch.setattr(backups, "automatic", fail)
    keeping.back_up()
    qtbot.waitUntil(lambda: keeping.mark.property("kind") == "danger")
    assert "D:" in keeping.mark.toolTip()
    assert keeping._every.isActive(), "it is tried again"
    dialog = a_dialog(window, qtbot, keeping)
    assert "D:" in dialog.trouble.text()
    monkeypatch.undo()
    dialog.back_up()
    qtbot.waitUntil(lambda: keeping.mark.property("kind") == "quiet")
    qtbot.waitUntil(lambda: not dialog.trouble.text())
    dialog.close()


def test_a_book_that_is_only_read_is_not_backed_up(window, keeping, path):
    window.open_path(path, read_only=True)
    keeping.opened()
    assert keeping.mark.isHidden()
    assert not keeping._soon.isActive()
    assert keeping.may_close()


def test_the_last_backup_in_words():
    speech = Speech(Language("en"))
    now = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
    assert "today 09:12" in when_words(speech, now, now.date())
    assert "yesterday 09:12" in when_words(speech, now - timedelta(days=1), now.date())
    assert when_words(speech, now - timedelta(days=2), now.date()) == "2026-11-21 09:12"


# ---------------------------------------------------------------------------------------------- at the end


def test_the_end_makes_a_backup_of_what_changed(window, keeping, path):
    add(window)
    assert keeping.may_close()
    assert [one.reason for one in backups.all_backups(path)] == [retention.EXIT]


def test_a_slow_backup_at_the_end_closes_the_window_when_it_is_made(window, keeping, qtbot, path, monkeypatch):
    monkeypatch.setattr(keeping_backups, "_AT_ONCE", 0)
    closed = []
    monkeypatch.setattr(window, "close", lambda: closed.append(True))
    add(window)
    assert not keeping.may_close()
    qtbot.waitUntil(lambda: bool(closed))
    assert keeping.may_close()
    assert len(backups.all_backups(path)) == 1
    monkeypatch.undo()


@pytest.mark.parametrize(("chosen", "leaves"), [(1, True), (None, False)])
def test_a_failed_backup_at_the_end_is_said_and_the_clerk_may_leave_all_the_same(
    window, keeping, answers, monkeypatch, chosen, leaves
):
    asked = []
    monkeypatch.setattr(answers, "choose", lambda _w, question, _ways: asked.append(question) or chosen, raising=False)
    monkeypatch.setattr(backups, "automatic", _failing)
    add(window)
    assert keeping.may_close() is leaves
    assert "D:" in asked[0]
    assert keeping.trouble
    monkeypatch.setattr(answers, "choose", lambda *_args: 1, raising=False)


def test_a_failed_backup_at_the_end_can_be_tried_again(window, keeping, answers, path, monkeypatch):
    def again(*_args: object) -> int:
        monkeypatch.setattr(backups, "automatic", automatic)
        return 0

    automatic = backups.automatic
    monkeypatch.setattr(backups, "automatic", _failing)
    monkeypatch.setattr(answers, "choose", again, raising=False)
    add(window)
    assert keeping.may_close()
    assert len(backups.all_backups(path)) == 1


def _failing(*_args: object, **_named: object) -> None:
    raise FileProblem("{path} cannot be opened. Check that the folder is there and may be written to.", path="D:")


def test_a_bug_in_the_backup_at_the_end_does_not_keep_the_clerk(window, keeping, qtbot, answers, monkeypatch):
    def broken(*_args: object, **_named: object) -> None:
        raise ZeroDivisionError

    closed = []
    monkeypatch.setattr(window, "close", lambda: closed.append(True))
    monkeypatch.setattr(keeping_backups, "_AT_ONCE", 0.01)
    monkeypatch.setattr(backups, "automatic", broken)
    monkeypatch.setattr(answers, "choose", lambda *_args: 1, raising=False)
    add(window)
    with qtbot.captureExceptions() as caught:
        assert not keeping.may_close()
        qtbot.waitUntil(lambda: bool(closed))
    assert [kind for kind, *_rest in caught] == [ZeroDivisionError]
    assert keeping.may_close()
    monkeypatch.undo()


def test_what_is_entered_after_the_last_backup_makes_another_due(window, keeping, path):
    add(window)
    assert keeping.may_close()
    add(window, "又一人")
    assert keeping.may_close()
    assert len(backups.all_backups(path)) == 2


# ---------------------------------------------------------------------------------------------- the stick


def test_the_stick_is_chosen_once_and_gets_the_newest_at_the_end(window, keeping, answers, tmp_path, path):
    answers._path = tmp_path / "U盘"
    answers._path.mkdir()
    choice = BackupSettings(window.speech, window.settings, answers)
    assert choice.stop.isHidden()
    choice.on_choose()
    assert str(answers._path) in choice.state.text()
    assert stick_of(Settings.load(window.settings.path)).folder == answers._path
    assert keeping.may_close()
    assert len(list(answers._path.glob("*-备份/*.union"))) == 1
    assert keeping.farewell is not None
    assert "可以拔出" in keeping.farewell.text()
    assert keeping.farewell.parent() is None, "it outlives the window"
    keeping.farewell.close()
    choice.on_stop()
    assert stick_of(window.settings) is None


def test_settings_that_make_no_sense_are_no_stick(tmp_path):
    settings = Settings(tmp_path / "s.json")
    for odd in ("x", {"mark": 1, "folder": "E:"}, {"mark": "a"}, []):
        settings.put("backups/stick", odd)
        assert stick_of(settings) is None


@pytest.mark.fault("D12")
def test_a_stick_that_failed_is_said_at_the_end(window, keeping, answers, tmp_path, monkeypatch):
    answers._path = tmp_path / "U盘"
    answers._path.mkdir()
    BackupSettings(window.speech, window.settings, answers).on_choose()
    monkeypatch.setattr(store, "copy_whole", _failing)
    asked = []
    monkeypatch.setattr(answers, "choose", lambda _w, question, _ways: asked.append(question) or 1, raising=False)
    assert keeping.may_close()
    assert len(asked) == 1


# ---------------------------------------------------------------------------------------------- the list


def test_the_list_says_when_why_how_much_and_where(window, qtbot, path):
    folder = backups.automatic_folder(path)
    noon = datetime(2026, 11, 23, 12, 0).astimezone()
    store.backup(path, folder, now=noon, reason=retention.IMPORT)
    add(window)
    store.backup(path, folder, now=noon + timedelta(hours=1), reason=retention.EXIT)
    store.backup(path, None, now=noon - timedelta(days=1))
    dialog = a_dialog(window, qtbot)
    assert [cells(dialog, row)[0] for row in range(3)] == [
        f"2026-11-2{day} {dialog._say(weekday)} {time}"
        for day, weekday, time in ((3, "Mon", "13:00"), (3, "Mon", "12:00"), (2, "Sun", "12:00"))
    ]
    assert [cells(dialog, row)[2:4] for row in range(3)] == [["7", "3"], ["6", "3"], ["7", "3"]]
    dialog.close()


@pytest.mark.fault("S11")
def test_a_damaged_one_says_so_and_cannot_be_gone_back_to(window, qtbot, path):
    folder = backups.automatic_folder(path)
    good = store.backup(path, folder, reason=retention.START)
    bad = store.backup(path, folder, reason=retention.EXIT)
    bad.write_bytes(good.read_bytes()[:9000])
    dialog = a_dialog(window, qtbot)
    assert dialog.chosen().path == bad
    assert not dialog.go.isEnabled()
    assert cells(dialog, 0)[2] == dialog._say("damaged")
    dialog.view.selectRow(1)
    assert dialog.chosen().path == good
    assert dialog.go.isEnabled()
    dialog.close()


def test_without_backups_it_says_when_there_will_be_one(window, qtbot):
    dialog = a_dialog(window, qtbot)
    assert dialog.nothing.isVisible()
    assert not dialog.view.isVisible()
    assert not dialog.go.isEnabled()
    dialog.close()


def test_a_backup_is_opened_only_to_look(window, qtbot, path):
    kept = store.backup(path, backups.automatic_folder(path), reason=retention.START)
    add(window)
    a_dialog(window, qtbot).look()
    assert window.desk.book.path == kept
    assert window.desk.book.read_only
    assert "后来的人" not in members(window)


def test_a_backup_from_before_there_was_a_password_is_opened_without(window, qtbot, path):
    kept = store.backup(path, backups.automatic_folder(path), reason=retention.START)
    window.desk.book.change_password("geheim")
    dialog = a_dialog(window, qtbot)
    assert cells(dialog, 0)[2] == "6"
    dialog.look()
    assert window.desk.book.path == kept


@pytest.mark.fault("P10")
def test_going_back_from_the_list_keeps_the_file_as_it_was(window, qtbot, answers, path):
    store.backup(path, backups.automatic_folder(path), reason=retention.START)
    add(window)
    add(window, "再后来的人")
    a_dialog(window, qtbot).go_back()
    qtbot.waitUntil(lambda: window.desk is not None and "后来的人" not in members(window))
    assert "2" in answers.asked[-1], "the question says how much is lost"
    aside = next(one for one in backups.all_backups(path) if one.reason == retention.RESTORE)
    with Book.open(aside.path, read_only=True) as book:
        assert {"后来的人", "再后来的人"} <= {row["name"] for row in book.read.every("member")}


def test_no_is_no(window, qtbot, answers, path):
    kept = store.backup(path, backups.automatic_folder(path), reason=retention.START)
    add(window)
    answers._confirm = False
    Restoring(window, path).begin(kept)
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert "后来的人" in members(window)


def test_the_book_of_another_union_is_asked_about_by_its_name(window, qtbot, answers, path, tmp_path):
    Book.create(tmp_path / "b.union", "白石镇总工会").close()
    answers._path = tmp_path / "b.union"
    Restoring(window, path).begin()
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.read.union()["name"] == "白石镇总工会")
    assert "白石镇总工会" in answers.asked[-1]


@pytest.mark.fault("K9")
def test_a_backup_with_another_password_is_asked_for_that(window, qtbot, answers, path):
    window.desk.book.change_password("geheim")
    kept = store.backup(path, backups.automatic_folder(path), window.password, reason=retention.START)
    window.desk.book.change_password("")
    add(window)
    answers._password = "geheim"
    dialog = a_dialog(window, qtbot)
    assert cells(dialog, 0)[2] == dialog._say("other password")
    dialog.go_back()
    qtbot.waitUntil(lambda: window.desk is not None and "后来的人" not in members(window))
    assert window.password != ""
    assert any(kept.name in question for question in answers.asked)


def test_what_is_no_backup_leaves_the_file_open(window, qtbot, answers, path, tmp_path):
    noise = tmp_path / "noise.union"
    noise.write_bytes(b"x" * 5000)
    answers._path, answers._password = noise, None
    add(window)
    Restoring(window, path).begin()
    qtbot.waitUntil(lambda: any("noise" in question for question in answers.asked))
    assert "后来的人" in members(window)
    assert not [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_looking_goes_on_after_a_job_that_is_under_way(window, qtbot, path):
    for reason in (retention.START, retention.EXIT):
        store.backup(path, backups.automatic_folder(path), reason=reason)
    dialog = BackupsDialog(window, path, "", None)
    dialog.refill()
    qtbot.waitUntil(lambda: len(dialog._known) == 2)
    assert file_jobs.look_into(dialog.backups[0], "")[1].members == 6
    dialog.close()


def test_a_backup_that_an_import_made_is_told_in_the_status_line(window, keeping, path, monkeypatch):
    told = []
    monkeypatch.setattr(keeping, "_show", told.append)
    made = backups.before(path, "", backups.REKEY)
    add(window)
    assert [at.replace(microsecond=0) for at in told] == [backups.newest(path).made.replace(microsecond=0)], made


def test_a_backup_made_by_hand_is_closed_by_enter_and_not_opened(window, path):
    told = Written(window, window.speech, [path], "x")
    names = {one.text(): one for one in told.findChildren(QPushButton)}
    assert names[window.say("Close")].isDefault()
    assert window.say("Open the file") not in names
    told.close()
