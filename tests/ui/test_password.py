"""The password in the window: asked for with a growing wait, set, changed and removed, the sheet, and the lock."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QMessageBox, QWidget

from app.book import backups, rekeying, unlocking
from app.book.book import Book
from app.book.unlocking import WrongPassword
from app.documents.pdf import render_pdf
from app.documents.recovery_sheet import RecoveryFacts, recovery_sheet
from app.documents.write import plain_text
from app.domain.errors import FileProblem
from app.i18n import Language
from app.settings import Settings
from app.store import keys
from app.ui.errors import show_sentence
from app.ui.idle import Idle
from app.ui.lock_screen import Cover, LockScreen
from app.ui.lock_settings import LockSettings, lock_minutes
from app.ui.paper_dialog import PaperDialog
from app.ui.password_change import PasswordChange
from app.ui.password_dialog import PasswordDialog
from app.ui.password_tries import KeptTries
from app.ui.speech import Speech
from app.ui.theme import set_points
from app.ui.verbs_safety import SafetyVerbs

SPEECH = Speech(Language("zh_CN"))
WORD = "春天来到了小河"
UNION = "小青镇总工会"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tries(tmp_path: Path, clock: Clock) -> KeptTries:
    return KeptTries(Settings(tmp_path / "s.json"), tmp_path / "a.union", clock)


def _check(right: str, text: str) -> None:
    if text != right:
        raise WrongPassword("wrong")


def _dialog(qtbot, tmp_path: Path, tries: KeptTries) -> PasswordDialog:
    dialog = PasswordDialog(None, SPEECH, tmp_path / "小河.union", tries, partial(_check, WORD))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _type(qtbot, form, text: str) -> None:
    form.field.setText(text)
    form.submit()
    qtbot.waitUntil(lambda: not form._busy, timeout=20000)


# ------------------------------------------------------------------------------------------------- asking


@pytest.mark.fault("K1")
def test_a_wrong_password_is_said_in_the_window_which_stays(app, qtbot, tmp_path: Path, tries: KeptTries) -> None:
    dialog = _dialog(qtbot, tmp_path, tries)
    _type(qtbot, dialog.form, "猜一个")
    assert dialog.isVisible()
    assert "打不开" in dialog.form.told.text()
    assert dialog.form.field.selectedText() == "猜一个" or dialog.form.field.hasSelectedText()
    dialog.reject()
    assert dialog.key is None


@pytest.mark.fault("K2")
def test_the_wait_counts_down_on_the_button_and_nothing_is_tried_meanwhile(
    app, qtbot, tmp_path: Path, tries: KeptTries, clock: Clock
) -> None:
    dialog = _dialog(qtbot, tmp_path, tries)
    for failures, wait in enumerate((1, 2, 4, 8, 16, 32, 60, 60), 1):
        _type(qtbot, dialog.form, "猜")
        assert not dialog.form.go.isEnabled()
        assert dialog.form.go.text().endswith(f"({wait})")
        _type(qtbot, dialog.form, WORD)  # right, but too soon
        assert dialog.isVisible()
        assert tries._tries().failures == failures
        clock.now += wait
        dialog.form._show_wait()
        assert dialog.form.go.isEnabled()
    _type(qtbot, dialog.form, WORD)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert tries.wait == 0


@pytest.mark.fault("K2")
def test_the_wait_outlasts_a_start_and_the_settings_hold_no_path(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "小河总工会.union"
    tries = KeptTries(Settings.load(tmp_path / "s.json"), path, clock)
    for _ in range(5):
        tries.failed()
    again = KeptTries(Settings.load(tmp_path / "s.json"), path, clock)
    assert again.wait == 16
    assert KeptTries(Settings.load(tmp_path / "s.json"), tmp_path / "other.union", clock).wait == 0
    assert "小河" not in (tmp_path / "s.json").read_text(encoding="utf-8")
    again.succeeded()
    assert KeptTries(Settings.load(tmp_path / "s.json"), path, clock).wait == 0


@pytest.mark.parametrize("kept", [None, [], "x", {"a": 1}, [1], ["1", 2], [-3, 5.0], [2, None]])
def test_settings_that_make_no_sense_make_no_wait(tmp_path: Path, clock: Clock, kept: object) -> None:
    settings = Settings(tmp_path / "s.json")
    tries = KeptTries(settings, tmp_path / "a.union", clock)
    settings.put("password_tries", {tries._name: kept})
    assert tries.wait == 0
    settings.put("password_tries", kept)
    assert tries.wait == 0


def test_forgetting_says_plainly_what_is_possible(app, qtbot, tmp_path: Path, tries: KeptTries) -> None:
    dialog = _dialog(qtbot, tmp_path, tries)
    form = dialog.form
    assert not form._forgotten.isVisible()
    form.link.click()
    assert form._forgotten.isVisible()
    assert "恢复码" in form._forgotten.text()
    assert "谁也打不开" in form._forgotten.text()
    assert form.field.echoMode() == form.field.EchoMode.Normal
    _type(qtbot, form, "A4EA-" * 10)
    assert "核对" in form.told.text()


def test_a_disk_that_fails_is_no_wrong_password(app, qtbot, tmp_path: Path, tries: KeptTries) -> None:
    def gone(_text: str) -> None:
        raise FileProblem("There is no data file {path}.", path="x.union")

    dialog = PasswordDialog(None, SPEECH, tmp_path / "x.union", tries, gone)
    qtbot.addWidget(dialog)
    _type(qtbot, dialog.form, WORD)
    assert "x.union" in dialog.form.told.text()
    assert tries.wait == 0
    dialog.reject()


def test_the_capitals_key_is_told(app, qtbot, tmp_path: Path, tries: KeptTries) -> None:
    dialog = _dialog(qtbot, tmp_path, tries)
    field, told = dialog.form.field, dialog.form._capitals
    for text, shift, on in (("a", False, False), ("A", False, True), ("A", True, False), ("a", True, True)):
        mods = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, mods, text))
        assert told.isVisible() is on
    dialog.reject()


@pytest.mark.fault("K3")
def test_blanks_and_full_width_signs_reach_the_check_as_typed(app, qtbot, tmp_path: Path, tries: KeptTries) -> None:
    seen: list[str] = []
    dialog = PasswordDialog(None, SPEECH, tmp_path / "x.union", tries, seen.append)
    qtbot.addWidget(dialog)
    _type(qtbot, dialog.form, " ＡＢ c　é ")
    assert seen == [" ＡＢ c　é "]


@pytest.mark.fault("K1")
def test_a_wrong_password_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.union"
    Book.create(path, UNION, password=WORD).close()
    before, told = path.read_bytes(), set()
    damaged = tmp_path / "b.union"
    damaged.write_bytes(bytes(16) + before[16:])
    for file in (path, damaged):
        with pytest.raises(WrongPassword) as error:
            unlocking.key_of(file, "猜一个密码")
        told.add(error.value.msgid)
    assert len(told) == 1
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.union", "b.union"]


# ------------------------------------------------------------------------------------------------- changing


@pytest.fixture
def safety(window) -> SafetyVerbs:
    found = window.findChild(SafetyVerbs)
    assert found is not None
    return found


def _opened_change(window) -> PasswordChange:
    window.actions_.by_name["password"].trigger()
    return next(one for one in window.findChildren(PasswordChange) if one.isVisible())


def _set(window, qtbot, password: str = WORD) -> None:
    dialog = _opened_change(window)
    dialog.secret.password.setText(password)
    dialog.secret.again.setText(password)
    dialog.secret.tick.setChecked(True)
    dialog.submit()
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.busy, timeout=60000)


def test_nothing_is_set_before_all_is_in_order(window, qtbot) -> None:
    dialog = _opened_change(window)
    assert dialog.unlock is None
    chosen: list[str] = []
    dialog.chosen.disconnect()
    dialog.chosen.connect(chosen.append)
    dialog.submit()
    assert "六个" in dialog.secret.told.text()
    dialog.secret.password.setText(WORD)
    dialog.submit()
    assert "不一致" in dialog.secret.told.text()
    dialog.secret.again.setText(WORD)
    dialog.submit()
    assert "打勾" in dialog.secret.told.text()
    assert not chosen
    dialog.secret.tick.click()
    dialog.submit()
    assert chosen == [WORD]


@pytest.mark.fault("K9")
def test_a_password_set_in_the_window_protects_the_file_and_its_backups(window, qtbot, path: Path) -> None:
    backups.backup(path)
    window.ask._confirm = False
    _set(window, qtbot)
    assert isinstance(window.password, keys.Key)
    assert "密码设好了" in window.ask.asked[-1]
    assert "恢复单" in window.ask.asked[-1]
    assert not rekeying.unprotected(path)
    assert not any(UNION.encode() in one.read_bytes() for one in path.parent.rglob("*.union"))


@pytest.mark.fault("K1", "K4")
def test_the_old_password_comes_first_and_the_sheet_opens_the_file(window, qtbot, path: Path, safety) -> None:
    _set(window, qtbot)
    paper = next(iter(window.findChildren(PaperDialog)))
    code = unlocking.recovery_code(window.password)
    text = "".join(plain_text(paper._document).split())
    for group in code.split("-"):
        assert "".join(chr(ord(sign) + 0xFEE0) for sign in group) in text
    paper.close()
    dialog = _opened_change(window)
    assert not dialog.go.isVisible()
    assert not dialog.secret.isVisible()
    _type(qtbot, dialog.unlock, "不是这个密码")
    assert not dialog.secret.isVisible()
    KeptTries(window.settings, path).succeeded()
    _type(qtbot, dialog.unlock, code.lower())
    assert dialog.secret.isVisible()
    dialog.wishes.buttons()[2].click()
    assert not dialog.secret.isVisible()
    dialog.submit()
    qtbot.waitUntil(lambda: window.desk is not None and not window.jobs.busy, timeout=60000)
    assert window.password == ""
    unlocking.key_of(path, "")


def test_a_change_that_fails_leaves_the_file_open_as_it_was(window, qtbot, path: Path, monkeypatch) -> None:
    def full(*_words: object, **_more: object) -> None:
        raise FileProblem("The disk is full: this was not saved in {path}.", path="x")

    monkeypatch.setattr(backups, "before", full)
    said: list[str] = []
    monkeypatch.setattr("app.ui.window.show_or_raise", lambda _w, speech, error: said.append(speech.error(error)))
    _set(window, qtbot)
    assert len(said) == 1
    assert window.password == ""
    assert window.desk is not None


@pytest.mark.fault("K5")
def test_what_a_killed_change_left_unprotected_is_protected_when_the_file_is_opened(
    window, qtbot, path: Path, safety
) -> None:
    plain = backups.backup(path)
    copy = plain.read_bytes()
    _set(window, qtbot)
    plain.write_bytes(copy)
    assert rekeying.unprotected(path) == (plain,)
    safety.opened()
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=60000)
    assert not rekeying.unprotected(path)


def test_the_sheet_is_one_page_and_its_code_can_be_typed_as_printed(tmp_path: Path) -> None:
    from datetime import date

    key = keys.fresh(WORD)
    code = unlocking.recovery_code(key)
    document = recovery_sheet(
        RecoveryFacts(UNION * 3, "一个名字相当长的数据文件（二〇二六年度）.union", date(2026, 1, 5), code)
    )
    assert render_pdf(document).count(b"/Type /Page\n") == 1 or b"/Count 1" in render_pdf(document)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert unlocking.is_code(wide)


# ------------------------------------------------------------------------------------------------- locking


@pytest.fixture
def locked(window, qtbot, safety, monkeypatch):
    """A window whose file has a password, with a draft typed, locked."""
    monkeypatch.setattr("app.ui.locking.QCoreApplication.exit", lambda _status: None)
    window.ask._confirm = False
    _set(window, qtbot)
    return window


def _covered(widget: QWidget) -> bool:
    return any(isinstance(one, Cover) and one.geometry() == widget.rect() for one in widget.children())


def _ink(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def _unlock(qtbot, safety) -> None:
    _type(qtbot, safety.locker.screen.form, WORD)
    qtbot.waitUntil(lambda: safety.locker.screen is None, timeout=20000)


@pytest.mark.fault("K7")
def test_locked_nothing_shows_and_input_goes_to_the_password_only(locked, qtbot, safety) -> None:
    window = locked
    menu = QMenu(window)
    menu.addAction("陈一新")
    menu.popup(QPoint(0, 0))
    box = show_sentence(window, window.speech, "陈一新 13800000000")
    window.actions_.by_name["lock"].trigger()
    screen = safety.locker.screen
    assert screen.isModal()
    assert QApplication.activeModalWidget() is screen
    assert not menu.isVisible()
    for shown in QApplication.topLevelWidgets():
        if shown.isVisible() and shown is not screen:
            assert _covered(shown), shown
            assert UNION not in shown.windowTitle()
    blank = _ink(window)
    colours = {
        blank.pixelColor(x, y).name() for x in range(0, blank.width(), 7) for y in range(0, blank.height() // 3, 7)
    }
    assert len(colours) == 1
    # What comes up meanwhile is covered too, and takes no input from the password.
    late = QMessageBox()
    qtbot.addWidget(late)  # Python would free it at the test's end, while Qt still has events for it
    late.setText("欧阳喆")
    late.setWindowModality(Qt.WindowModality.ApplicationModal)
    late.show()
    qtbot.waitUntil(lambda: _covered(late))
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is screen)
    window.setWindowTitle(f"{UNION}!")
    assert UNION not in window.windowTitle()
    assert not safety.locker.lock()
    _unlock(qtbot, safety)
    assert window.windowTitle() == f"{UNION}!"
    assert not window.findChildren(Cover) or not any(one.isVisible() for one in window.findChildren(Cover))
    assert box.isVisible()
    late.close()
    box.close()


@pytest.mark.fault("K7")
def test_what_was_typed_is_there_after_unlocking_and_kept_meanwhile(locked, qtbot, safety) -> None:
    window = locked
    window.actions_.by_name["room_2"].trigger()
    page = window.workplace.record_page()
    page.new()
    editor = page.form.editors["name"]
    editor.line.insert("没打完的名")
    assert page.form.dirty
    window.actions_.by_name["lock"].trigger()
    assert window.desk.book.drafts()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_X)
    _unlock(qtbot, safety)
    assert page.form.dirty
    assert page.form.draft().fields["name"] == "没打完的名"
    page.form.clear()


@pytest.mark.fault("K2", "K7")
def test_a_wrong_password_at_the_lock_waits_too(locked, qtbot, safety, path: Path) -> None:
    window = locked
    window.actions_.by_name["lock"].trigger()
    screen = safety.locker.screen
    _type(qtbot, screen.form, "猜一个密码")
    assert "打不开" in screen.form.told.text()
    assert not screen.form.go.isEnabled()
    assert KeptTries(window.settings, path).wait > 0
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert safety.locker.screen is screen
    assert screen.isVisible()
    KeptTries(window.settings, path).succeeded()
    _unlock(qtbot, safety)


@pytest.mark.fault("K7")
def test_the_lock_needs_no_file_to_open(locked, qtbot, safety, path: Path) -> None:
    locked.actions_.by_name["lock"].trigger()
    away = path.rename(path.with_suffix(".away"))  # the stick was pulled out
    _unlock(qtbot, safety)
    away.rename(path)


@pytest.mark.fault("K7")
def test_the_program_is_closed_from_the_lock_without_a_question(locked, qtbot, safety, path: Path) -> None:
    window = locked
    window.actions_.by_name["room_2"].trigger()
    page = window.workplace.record_page()
    page.new()
    editor = page.form.editors["name"]
    editor.line.insert("没打完的名")
    asked = list(window.ask.asked)
    window.actions_.by_name["lock"].trigger()
    safety.locker.screen.close()
    assert window.desk is None
    assert not window.isVisible()
    assert window.ask.asked == asked
    with Book.open(path, WORD) as book:
        assert "没打完的名" in book.drafts()[0]["typed"]


def test_a_file_without_a_password_is_not_locked(window, safety) -> None:
    window.actions_.by_name["lock"].trigger()
    assert safety.locker.screen is None


# ------------------------------------------------------------------------------------------------- idle


@pytest.mark.fault("K7")
def test_idle_is_told_after_the_minutes_set_and_never_with_none(app, qtbot) -> None:
    clock, minutes = Clock(), [10]
    owner = QWidget()
    qtbot.addWidget(owner)
    idle = Idle(lambda: minutes[0], owner, (clock,))
    told: list[int] = []
    idle.reached.connect(lambda: told.append(1))
    clock.now += 599
    idle.look()
    assert not told
    clock.now += 1
    idle.look()
    assert told == [1]
    idle.note()
    clock.now += 601
    minutes[0] = 0
    idle.look()
    assert told == [1]


@pytest.mark.fault("K7")
def test_time_asleep_counts_and_a_clock_turned_back_does_not_help(app, qtbot) -> None:
    still, wall = Clock(), Clock()
    owner = QWidget()
    qtbot.addWidget(owner)
    idle = Idle(lambda: 10, owner, (still, wall))
    told: list[int] = []
    idle.reached.connect(lambda: told.append(1))
    wall.now += 3600  # asleep for an hour: one clock stood still
    idle.look()
    assert told == [1]
    idle.note()
    wall.now -= 86400
    still.now += 601
    idle.look()
    assert told == [1, 1]


@pytest.mark.fault("K7")
def test_keys_and_the_mouse_in_any_window_count(app, qtbot) -> None:
    clock = Clock()
    window = QWidget()
    qtbot.addWidget(window)
    idle = Idle(lambda: 10, window, (clock,))
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    handle = window.windowHandle()
    idle._on_window(handle)
    for event in (
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"),
        QMouseEvent(
            QEvent.Type.MouseMove, QPointF(1, 1), QPointF(1, 1), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    ):  # fmt: skip
        clock.now += 500
        assert idle.seconds == 500
        QApplication.sendEvent(handle, event)
        assert idle.seconds == 0


@pytest.mark.fault("K7")
def test_the_window_locks_itself_when_nobody_is_there(locked, qtbot, safety) -> None:
    idle = safety.locker.idle
    clock = Clock()
    idle._clocks = (clock,)
    idle.note()
    clock.now += 599
    idle.look()
    assert safety.locker.screen is None
    clock.now += 1
    idle.look()
    assert safety.locker.screen is not None
    _unlock(qtbot, safety)
    assert idle.seconds == 0
    locked.settings.put("lock_minutes", 0)
    clock.now += 1e6
    idle.look()
    assert safety.locker.screen is None


def test_the_minutes_are_chosen_in_the_settings(app, qtbot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    assert lock_minutes(settings) == 10
    part = LockSettings(SPEECH, settings)
    qtbot.addWidget(part)
    assert part.choices.checkedId() == 10
    with qtbot.waitSignal(part.changed):
        part.choices.button(0).click()
    assert lock_minutes(Settings.load(tmp_path / "s.json")) == 0
    settings.put("lock_minutes", 7)
    assert lock_minutes(settings) == 10


@pytest.mark.parametrize("code", ["zh_CN", "en"])
@pytest.mark.parametrize("points", [10.5, 12.0, 13.0, 14.0, 16.0])
def test_the_lock_says_its_sentence_whole(app, qtbot, tries: KeptTries, code: str, points: float) -> None:
    set_points(app, points)
    try:
        behind = QWidget()
        qtbot.addWidget(behind)
        screen = LockScreen(behind, Speech(Language(code)), tries, partial(_check, WORD))
        screen.on_top()
        for told in screen.findChildren(QLabel):
            if told.wordWrap() and told.isVisible():
                assert told.height() >= told.heightForWidth(told.width()), told.text()
        screen.put_away()
    finally:
        set_points(app, 12.0)
