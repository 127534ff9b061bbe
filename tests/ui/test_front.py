"""The way in and the small windows: a new file on the first page, settings, jobs under way, messages, history."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.book import editing
from app.book.checks import Finding
from app.domain.listing import Listing
from app.i18n import Language
from app.settings import POINTS, Settings
from app.ui.about_dialog import AboutDialog
from app.ui.check_dialog import CheckDialog
from app.ui.desk import Desk
from app.ui.errors import show_sentence
from app.ui.history_dialog import HistoryDialog, RecycleDialog
from app.ui.jobs import Job, Jobs, _Order
from app.ui.list_dialog import ListDialog
from app.ui.new_dialog import NewDialog
from app.ui.new_form import NewForm
from app.ui.pages.first_run import FirstRunPage
from app.ui.settings_dialog import SettingsDialog
from app.ui.speech import Speech
from app.ui.theme import set_points
from app.ui.working import Working, watch
from tests.ui.stand_ins import Answers

SPEECH = Speech(Language("zh_CN"))


@pytest.fixture
def form(app: QApplication, qtbot, tmp_path: Path) -> NewForm:
    form = NewForm(SPEECH, Answers())
    qtbot.addWidget(form)
    form.path.setText(str(tmp_path / "我的工会.union"))
    form.show()
    return form


@pytest.fixture
def parent(app: QApplication, qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


# ---------------------------------------------------------------------------------------------- a new file


def test_three_answers_make_a_file(form: NewForm, qtbot, tmp_path: Path) -> None:
    form.name.insert("青石镇总工会")
    assert form.path.text() == str(tmp_path / "青石镇总工会.union")
    QTest.mouseClick(form.kinds.buttons()[0], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(form.chosen) as got:
        QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert got.args == [tmp_path / "青石镇总工会.union", "青石镇总工会", form.kinds.buttons()[0].text(), ""]


def test_a_refusal_stands_under_its_field_and_goes_when_mended(form: NewForm, qtbot, tmp_path: Path) -> None:
    told: list[object] = []
    form.chosen.connect(told.append)
    form.path.setText(str(tmp_path / "没有" / "a.union"))
    form.ready()
    assert all(form.problem(name) for name in ("name", "kind", "path"))
    assert form.focusWidget() is form.name
    assert not told
    form.name.insert("小河工会")
    form.kinds.buttons()[2].click()
    assert not form.problem("name")
    assert not form.problem("kind")
    (tmp_path / "旧.union").write_bytes(b"x")
    form.path.setText(str(tmp_path / "旧"))
    form.ready()
    assert "同名" in form.problem("path")
    assert not told


def test_a_folder_that_may_not_be_written_to(form: NewForm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_asked: False)
    form.ready()
    assert "不能写入" in form.problem("path")


def test_a_name_with_signs_no_file_may_have(form: NewForm, tmp_path: Path) -> None:
    form.name.insert("一车间/二车间:工会")
    assert form.path.text() == str(tmp_path / "一车间_二车间_工会.union")


def test_a_place_the_clerk_named_stays(app, qtbot, tmp_path: Path) -> None:
    form = NewForm(SPEECH, Answers(path=tmp_path / "账.union"))
    qtbot.addWidget(form)
    form._choose()
    form.name.insert("小河工会")
    assert form.path.text() == str(tmp_path / "账.union")


def test_the_password_is_folded_and_asked_twice(form: NewForm, qtbot) -> None:
    assert not form.secret.isVisibleTo(form)
    form._unfold()
    assert form.secret.isVisibleTo(form)
    form.name.setText("小河工会")
    form.kinds.buttons()[1].click()
    form.secret.password.setText("春天来")
    form.ready()
    assert "六个" in form.problem("password")
    form.secret.password.setText("春天来到了小河")
    form.secret.again.setText("春天来到了小")
    form.ready()
    assert "不一致" in form.problem("password")
    form.secret.again.setText("春天来到了小河")
    form.ready()
    assert "打勾" in form.problem("password")
    form.secret.tick.click()
    with qtbot.waitSignal(form.chosen) as got:
        form.ready()
    assert got.args[3] == "春天来到了小河"


def test_the_dialog_goes_when_its_form_is_in_order(parent: QWidget, qtbot, tmp_path: Path) -> None:
    dialog = NewDialog(parent, SPEECH, Answers())
    dialog.form.path.setText(str(tmp_path / "a.union"))
    dialog.form.name.setText("小河工会")
    dialog.form.choose_kind("学校")
    with qtbot.waitSignals([dialog.chosen, dialog.accepted]):
        dialog.form.ready()


# ---------------------------------------------------------------------------------------------- the first page


def test_first_page_asks_at_once_where_nothing_was_opened(app, qtbot, tmp_path: Path) -> None:
    page = FirstRunPage(SPEECH, Settings(tmp_path / "s.json"), Answers())
    qtbot.addWidget(page)
    page.show()
    assert page.form.isVisible()
    assert page.focusWidget() is page.form.name
    page.form.path.setText(str(tmp_path / "a.union"))
    page.form.name.setText("小河工会")
    page.form.choose_kind("企业")
    with qtbot.waitSignal(page.wish_make) as got:
        page.begin.click()
    assert got.args == [tmp_path / "a.union", "小河工会", "企业", ""]


def test_first_page_puts_the_latest_files_first(app, qtbot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    for name in ("旧账", "A&B 工会"):
        (tmp_path / f"{name}.union").write_bytes(b"")
        settings.opened(tmp_path / f"{name}.union")
    page = FirstRunPage(SPEECH, settings, Answers())
    qtbot.addWidget(page)
    page.show()
    assert not page.form.isVisible()
    assert page.recent[0].text().startswith("A&&B 工会\n")
    with qtbot.waitSignal(page.wish_open) as got:
        page.recent[0].click()
    assert got.args == [tmp_path / "A&B 工会.union"]
    page._fold.click()
    assert page.form.isVisible()


@pytest.mark.parametrize("points", POINTS)
def test_first_page_never_scrolls_sideways_on_a_small_screen(app, qtbot, tmp_path: Path, points: float) -> None:
    set_points(app, points)
    try:
        page = FirstRunPage(SPEECH, Settings(tmp_path / "s.json"), Answers())
        qtbot.addWidget(page)
        page.resize(905, 405)
        page.show()
        page.form.ready()
        page.form._unfold()
        assert page.widget().minimumSizeHint().width() <= 905 - 12
    finally:
        set_points(app, 12.0)


# ---------------------------------------------------------------------------------------------- settings


def test_the_size_of_the_text_holds_at_once_and_is_kept(app, parent: QWidget, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    dialog = SettingsDialog(parent, SPEECH, settings)
    told: list[float] = []
    dialog.resized.connect(told.append)
    try:
        dialog.sizes.button(3).click()
        assert app.font().pointSizeF() == 16
        assert "font-size: 20.0pt" in app.styleSheet()
        assert not re.search("@(title|heading|number)", app.styleSheet())
        assert Settings.load(tmp_path / "s.json").points == 16
        assert told == [16.0]
    finally:
        set_points(app, 12.0)
    dialog.close()


def test_the_language_waits_for_the_next_start_and_says_so(parent: QWidget, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    dialog = SettingsDialog(parent, SPEECH, settings)
    dialog.show()
    assert not dialog._later.isVisible()
    dialog.languages.button(1).click()
    assert Settings.load(tmp_path / "s.json").language == "en"
    assert dialog._later.isVisible()
    dialog.languages.button(0).click()
    assert not dialog._later.isVisible()
    dialog.close()


@pytest.mark.parametrize("kept", ["large", None, 99, [12], True])
def test_an_odd_size_is_forgotten(tmp_path: Path, kept: object) -> None:
    assert Settings(tmp_path / "s.json", {"points": kept}).points == 12.0


# ---------------------------------------------------------------------------------------------- long work


def test_a_short_job_shows_no_window(parent: QWidget, qtbot) -> None:
    jobs = Jobs()
    job = jobs.start_job(lambda _report, _cancelled: 7)
    window = watch(parent, SPEECH, job, "…")
    with qtbot.waitSignal(window.destroyed):
        assert not window.isVisible()
    jobs.stop()


@pytest.mark.fault("R6")
def test_a_long_job_comes_up_counts_and_stops(parent: QWidget, qtbot) -> None:
    def work(report, cancelled):
        report(1200, 100_000)
        while not cancelled():
            pass
        return "stopped"

    jobs = Jobs()
    job = jobs.start_job(work)
    window = watch(parent, SPEECH, job, "…")
    qtbot.waitUntil(window.isVisible)
    qtbot.waitUntil(lambda: window._count.text() == "1,200 / 100,000")
    with qtbot.waitSignals([job.done, window.destroyed]):
        window._stop.click()
    jobs.stop()


def test_more_than_32_bits_of_progress(parent: QWidget) -> None:
    job = Job(_Order(1, lambda _report, _cancelled: None), parent)
    window = Working(parent, SPEECH, job, "…")
    job.progressed.emit(3_000_000_000, 6_000_000_000)
    assert window._bar.value() == 500
    assert window._count.text() == "3,000,000,000 / 6,000,000,000"
    job.ended.emit()


def test_nothing_is_typed_or_clicked_until_the_window_comes_up(parent: QWidget, qtbot) -> None:
    done: list[str] = []
    made = QPushButton("x", parent)
    made.clicked.connect(lambda: done.append("click"))
    made.show()
    QShortcut(QKeySequence("Ctrl+S"), parent, lambda: done.append("save"))
    with qtbot.waitActive(parent):
        parent.activateWindow()
    job = Job(_Order(1, lambda _report, _cancelled: None), parent)
    window = watch(parent, SPEECH, job, "…")

    def use() -> None:
        behind = parent.windowHandle()
        QTest.mouseClick(
            behind, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, made.mapTo(parent, made.rect().center())
        )
        QTest.keyClick(behind, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    use()
    assert done == []
    job.ended.emit()
    assert not window.isVisible()
    use()
    assert done == ["click", "save"]


# ---------------------------------------------------------------------------------------------- messages


def test_a_sentence_is_never_taken_for_markup(parent: QWidget) -> None:
    box = show_sentence(parent, SPEECH, "<b>账</b>.union 打不开。")
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.close()


def test_about_tells_where_things_lie(parent: QWidget, tmp_path: Path) -> None:
    dialog = AboutDialog(parent, SPEECH, tmp_path / "青石镇.union")
    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert str(tmp_path / "青石镇.union") in said
    folders = [one.property("folder") for one in dialog.findChildren(QPushButton) if one.property("folder")]
    assert folders[0] == str(tmp_path)
    dialog.close()


# ---------------------------------------------------------------------------------------------- lists in windows


def test_enter_opens_the_record_of_a_change(desk: Desk, parent: QWidget) -> None:
    row_id = desk.read.ids(Listing("member", text="王小满"))[0]
    editing.save(desk.book, "member", row_id, {"political": "群众"})
    asked: list[tuple[str, int]] = []
    desk.wish_record.connect(lambda table, one: asked.append((table, one)))
    dialog = HistoryDialog(parent, desk)
    dialog.show()
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert asked == [("member", row_id)]


def test_an_empty_bin_and_a_clean_check_say_so(desk: Desk, parent: QWidget) -> None:
    bin_ = RecycleDialog(parent, desk)
    assert not bin_.view.isVisibleTo(bin_)
    assert bin_._nothing.text() == "回收站是空的。"
    assert not bin_._put_back.isVisibleTo(bin_)
    bin_.close()
    clean = CheckDialog(parent, desk, ())
    assert not clean.tree.isVisibleTo(clean)
    assert "没有发现问题" in clean.findChildren(QLabel)[0].text()
    clean.close()


def test_a_finding_is_opened_once_by_enter_and_once_by_double_click(desk: Desk, parent: QWidget) -> None:
    row_id = desk.read.ids(Listing("member"))[0]
    found = Finding.of("member", [row_id], "{count} members have no joining date", count=1)
    asked: list[int] = []
    desk.wish_record.connect(lambda _table, one: asked.append(one))
    dialog = CheckDialog(parent, desk, (found,))
    dialog.show()
    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert asked == [row_id]
    dialog = CheckDialog(parent, desk, (found,))
    dialog.tree.itemDoubleClicked.emit(dialog.tree.topLevelItem(0), 0)
    assert asked == [row_id, row_id]


def test_a_list_in_a_window_asks_once_before_input_is_lost(desk: Desk, parent: QWidget) -> None:
    dialog = ListDialog(parent, desk, Listing("plan", desk.year))
    dialog.show()
    asked: list[bool] = []
    leave = [False, True]

    def may_leave() -> bool:
        asked.append(True)
        return leave[len(asked) - 1]

    dialog.page.may_leave = may_leave
    dialog.close()
    assert dialog.isVisible()
    dialog.close()
    assert not dialog.isVisible()
    assert len(asked) == 2
