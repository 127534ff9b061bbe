"""Closed years, seals, one person's data and whole numbers, as the clerk meets them in the window."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox

from app.book import backups, closing, drafts, editing, sealing
from app.book.book import Book
from app.book.importing_plan import UPDATE, RowPlan
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.domain.summary_choices import PHOTOS
from app.i18n import Language
from app.settings import Settings
from app.ui import revealing
from app.ui.ask import Ask
from app.ui.closing_dialog import ClosingDialog
from app.ui.erase_dialog import EraseDialog
from app.ui.export_dialog import ExportDialog
from app.ui.history_dialog import HistoryDialog
from app.ui.import_rows import difference_text
from app.ui.list_paper_dialog import ListPaperDialog, wish_of
from app.ui.paper_dialog import PaperDialog
from app.ui.reason_dialog import ReasonDialog
from app.ui.record_form import RecordForm
from app.ui.sealing_dialog import SealingDialog
from app.ui.speech import Speech
from app.ui.window import MainWindow
from app.ui.workplace import AID, MEMBERS

TODAY = date(2026, 11, 23)
NUMBER = "110101199003070118"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("app.ui.todo.today", lambda: TODAY)


def shown(kind):
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)


def give_reason(qtbot, words):
    qtbot.waitUntil(lambda: shown(ReasonDialog) is not None)
    dialog = shown(ReasonDialog)
    assert not dialog.go.isEnabled()
    dialog.reason.setText(words)
    dialog.go.click()


def test_a_year_is_closed_and_reopened_from_the_menu(window: MainWindow, qtbot) -> None:
    window.actions_.by_name["close_year"].trigger()
    dialog = shown(ClosingDialog)
    qtbot.waitUntil(lambda: bool(dialog.open_things.text()) and "…" not in dialog.open_things.text()[-1:])
    dialog.go.click()
    assert set(closing.closed_years(window.desk.read)) == {2026}
    assert window.workplace.year.currentText() != "2026"
    dialog.go.click()
    give_reason(qtbot, "更正一笔")
    assert closing.closed_years(window.desk.read) == {}
    assert window.workplace.year.currentText() == "2026"


def test_a_form_of_a_closed_year_takes_no_typing_until_it_is_reopened(window: MainWindow, qtbot) -> None:
    window.workplace.turn_to(AID)
    page = window.workplace.record_page()
    page.open(page.table.model.ids[0])
    form = page.form
    assert not form._lock.locked
    closing.close(window.desk.book, 2026, TODAY)
    assert form._lock.isVisible()
    assert "2026" in form._lock.told.text()
    assert not form.editors["target"].isEnabled()
    page.new()
    assert form._lock.locked, "a new record of that year could not be saved, and so is not begun"
    form._lock.button.click()
    give_reason(qtbot, "更正一笔")
    assert not form._lock.locked
    assert form.editors["target"].isEnabled()


def test_what_was_typed_for_a_closed_year_is_not_lost_when_it_is_refused(window: MainWindow, monkeypatch) -> None:
    said = []
    monkeypatch.setattr("app.ui.record_form.show_error", lambda _form, _speech, error: said.append(error.msgid))
    closing.close(window.desk.book, 2025, TODAY)
    window.workplace.turn_to(AID)
    page = window.workplace.record_page()
    page.new()
    form = page.form
    form.editors["kind"].set_value("生病住院")
    form.editors["target"].set_value("写了半天的对象")
    form.editors["year"].set_value("2025")
    form._on_change()
    assert not form.save()
    assert said[0].startswith("{year} is closed")
    assert form.dirty
    assert form.editors["target"].value() == "写了半天的对象"
    form.editors["year"].set_value("2026")
    assert form.save()


def test_a_sealed_member_leaves_the_list_and_is_found_by_its_filter(window: MainWindow, qtbot) -> None:
    desk = window.desk
    member = editing.save(desk.book, "member", None, {"name": "甄离会", "state": "已退会", "left_on": "2015-01"})
    window.workplace.turn_to(MEMBERS)
    page = window.workplace.record_page()
    page.table.show_listing(Listing("member"))
    assert member in page.table.model.ids
    page.table.select([member])
    window.actions_.by_name["seal"].trigger()
    give_reason(qtbot, "离会满三年")
    page.table.show_listing(Listing("member"))
    assert member not in page.table.model.ids
    page.table.show_listing(Listing("member", conditions=(sealing.ONLY_SEALED,)))
    assert list(page.table.model.ids) == [member]
    page.open(member)
    assert "离会满三年" in page.form._lock.told.text()
    assert not page.form.editors["name"].isEnabled()
    page.form._lock.button.click()
    give_reason(qtbot, "本人回会")
    assert page.form.editors["name"].isEnabled()


def test_who_is_on_the_roster_is_not_sealed(window: MainWindow, qtbot) -> None:
    window.workplace.turn_to(MEMBERS)
    page = window.workplace.record_page()
    page.table.select(page.table.model.ids[:1])
    window.actions_.by_name["seal"].trigger()
    (box,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]
    assert "还不能封存" in box.text()
    box.close()
    assert window.findChild(ReasonDialog) is None, "nobody is asked why first"
    assert sealing.sealed(window.desk.read) == {}


def test_terms_of_keeping_are_offered_and_sealed_with_a_reason(window: MainWindow, qtbot) -> None:
    member = editing.save(window.desk.book, "member", None, {"name": "甄离会", "state": "已退会", "left_on": "2015-01"})
    window.actions_.by_name["terms"].trigger()
    dialog = shown(SealingDialog)
    assert dialog.tree.topLevelItemCount() == 1
    dialog.tree.topLevelItem(0).setSelected(True)
    dialog.go.click()
    give_reason(qtbot, "离会满三年")
    assert set(sealing.sealed(window.desk.read)) == {("member", member)}
    assert dialog.tree.topLevelItemCount() == 0


def test_a_person_is_deleted_after_two_questions(window: MainWindow, qtbot) -> None:
    member = editing.save(window.desk.book, "member", None, {"name": "甄无痕", "state": "已退会"})
    dialog = EraseDialog(window, window.desk, member)
    assert not dialog.go.isEnabled()
    window.ask._confirm = False
    dialog.reason.setText("本人书面申请")
    dialog.go.click()
    assert window.desk.read.rows("member", [member])
    assert "甄无痕" in window.ask.asked[-1]
    window.ask._confirm = True
    dialog.go.click()
    assert not window.desk.read.rows("member", [member])
    lines = HistoryDialog(window, window.desk)._lines
    assert any("本人书面申请" in one.texts[2] for one in lines)
    assert not any("甄无痕" in text for one in lines for text in one.texts)


def test_enter_does_not_press_what_nothing_brings_back(window: MainWindow, monkeypatch) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: pressed.append(box.defaultButton().text()))
    ask = Ask(window.speech)
    assert not ask.confirm(window, "?", "彻底删除", final=True)
    assert not ask.confirm(window, "?", "恢复")
    assert pressed == ["取消", "恢复"]


def test_what_must_be_kept_is_said_and_sealing_offered(window: MainWindow, qtbot) -> None:
    member = window.desk.read.every("entry")[0]["member_id"]
    dialog = EraseDialog(window, window.desk, member)
    assert dialog.plan.standing
    with qtbot.waitSignal(dialog.wanted_seal):
        dialog.go.click()


@pytest.mark.parametrize("whole", [False, True])
def test_one_persons_data_come_as_a_paper(window: MainWindow, qtbot, whole) -> None:
    window.ask._whole_numbers = whole
    window.workplace.turn_to(MEMBERS)
    page = window.workplace.record_page()
    page.table.select(page.table.model.ids[:1])
    window.actions_.by_name["person_sheet"].trigger()
    qtbot.waitUntil(lambda: shown(PaperDialog) is not None, timeout=20000)
    assert bool(window.desk.read.notes()) == whole
    shown(PaperDialog).close()


@pytest.mark.fault("K8")
def test_an_export_in_full_asks_for_a_reason_and_stands_in_the_history(window, qtbot, tmp_path) -> None:
    window.ask._path = tmp_path / "全部.xlsx"
    dialog = ExportDialog(window, window.desk, tmp_path / "全部.xlsx")
    dialog._unmask.setChecked(True)
    dialog._export()
    assert not (tmp_path / "全部.xlsx").exists()
    dialog._reason.setText("上报省总实名制系统")
    with qtbot.waitSignal(dialog.exported, timeout=30000):
        dialog._export()
    assert (tmp_path / "全部.xlsx").exists()
    lines = HistoryDialog(window, window.desk)._lines
    assert "上报省总实名制系统" in lines[0].texts[2]


@pytest.mark.fault("K8")
def test_a_list_with_whole_numbers_asks_for_a_reason_once(window, qtbot, monkeypatch) -> None:
    window.workplace.turn_to(MEMBERS)
    page = window.workplace.record_page()
    dialog = ListPaperDialog(window, window.desk, wish_of(window.desk, page.table.model))
    gone_out = []
    monkeypatch.setattr(dialog.output, "write", lambda *one: gone_out.append(one[2]))
    dialog._write_pdf()
    assert gone_out == ["pdf"]
    assert window.desk.read.notes() == []
    dialog.form.masked.setChecked(False)
    dialog._write_word()
    assert gone_out == ["pdf"]
    give_reason(qtbot, "办理工会卡")
    assert gone_out == ["pdf", "docx"]
    dialog._write_pdf()
    assert gone_out == ["pdf", "docx", "pdf"]
    assert [one.values["reason"] for one in window.desk.read.notes()] == ["办理工会卡"]


def masked_form(desk):
    member = desk.read.ids(Listing("member"))[0]
    editing.save(desk.book, "member", member, {"id_no": NUMBER, "email": "chenyixin@example.cn", "health": "残疾",
                                               "home_address": "浙江省某县小青镇青石村三组12号"})  # fmt: skip
    form = RecordForm(desk, BY_TABLE["member"])
    form.load(member)
    return form


@pytest.mark.fault("K8")
def test_a_form_shows_no_whole_number_until_it_is_asked_for(desk) -> None:
    form = masked_form(desk)
    editors = form.editors
    texts = [line.text() for line in form.findChildren(QLineEdit)]
    for secret in (NUMBER, "19900307", "chenyixin", "12号", "13800000000"):
        assert not [text for text in texts if secret in text], secret
    assert editors["id_no"].line.text() == "110101********0118"
    assert editors["email"].line.text() == "c***@example.cn"
    assert editors["home_address"].line.text() == "浙江省某县小青镇青石村***"
    editors["id_no"].reveal()
    editors["mobile"].reveal()
    assert editors["id_no"].line.text() == NUMBER
    notes = desk.read.notes()
    assert len(notes) == 1, "one note for a record, not one for a field"
    assert notes[0].values == {"kind": "Member", "number": desk.read.serial(form.row_id)}


@pytest.mark.fault("K8")
def test_a_file_with_a_password_asks_for_it_before_it_shows_a_number(desk, tmp_path, answers, monkeypatch) -> None:
    monkeypatch.setattr("app.ui.revealing.show_sentence", lambda *_: None)
    desk.book.change_password("青石镇2026")
    form = masked_form(desk)
    editor = form.editors["id_no"]
    for wrong in (None, "", "别的密码"):
        answers._password = wrong
        editor.reveal()
        assert editor.line.text() == "110101********0118"
    answers._password = "青石镇2026"
    editor.reveal()
    assert editor.line.text() == NUMBER
    answers._password = None
    asked = len(answers.asked)
    form.editors["mobile"].reveal()
    assert len(answers.asked) == asked, "the password is asked for once"


def test_a_new_record_shows_what_is_typed(desk) -> None:
    form = RecordForm(desk, BY_TABLE["member"])
    form.start_new({})
    assert revealing.may_reveal(desk, form.editors["id_no"])
    assert desk.read.notes() == []


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_every_window_opens_in_every_language(app, path, tmp_path, answers, code, qtbot) -> None:
    window = MainWindow(Language(code), Settings(tmp_path / "s.json"), answers)
    window.open_path(path)
    editing.save(window.desk.book, "member", None, {"name": "甄离会", "state": "已退会", "left_on": "2015-01"})
    for name, kind in (("close_year", ClosingDialog), ("terms", SealingDialog)):
        window.actions_.by_name[name].trigger()
        assert shown(kind) is not None
        shown(kind).close()
    window.close()


def test_a_read_only_file_shows_numbers_without_a_note(app, path, language, answers, tmp_path) -> None:
    from app.ui.desk import Desk
    from app.ui.jobs import Jobs

    jobs = Jobs()
    desk = Desk(Book.open(path, read_only=True), language, Settings(tmp_path / "s.json"), answers, jobs)
    form = RecordForm(desk, BY_TABLE["member"])
    form.load(desk.read.ids(Listing("member"))[0])
    form.editors["mobile"].reveal()
    assert form.editors["mobile"].line.text().startswith("1380000000")
    jobs.stop()
    desk.clear()


@pytest.mark.fault("K8")
def test_the_preview_of_an_import_shows_no_whole_number() -> None:
    changes = (
        ("手机", "13800000001", "13900000002"),
        ("身份证号", "110101199003070118", "110101199103070118"),
        ("备注", "", "联系 13812345678"),
    )
    told = difference_text(Speech(Language("en")), RowPlan(2, UPDATE, "member", "陈一新", 5, changes=changes))
    assert "138****0001 → 139****0002" in told
    assert "110101********0118 → another" in told
    assert "13812345678" not in told


def test_the_status_line_names_no_number_that_the_clerk_never_sees(window: MainWindow) -> None:
    closing.close(window.desk.book, 2025, TODAY)
    assert "第 1 号" not in window.status.text()
    assert "2025 年结账" in window.status.text()
    editing.save(window.desk.book, "member", None, {"name": "有号的人"})
    assert "第" in window.status.text()


def test_the_history_shows_no_marks_of_the_program(window: MainWindow) -> None:
    book = window.desk.book
    drafts.choose(book, drafts.draft(book.read, 2026), title="甲")
    drafts.choose(book, drafts.draft(book.read, 2026), annexes=frozenset({PHOTOS}))
    told = [text for line in HistoryDialog(window, window.desk)._lines for text in line.texts]
    assert PHOTOS not in told
    assert "…" in told


def test_what_is_said_before_deleting_for_good_has_no_gap_after_a_full_stop(window: MainWindow) -> None:
    member = editing.save(window.desk.book, "member", None, {"name": "甄离会", "state": "已退会"})
    backups.automatic(window.desk.book.path, "", backups.START)
    backups.automatic(window.desk.book.path, "", backups.IMPORT)
    dialog = EraseDialog(window, window.desk, member)
    said = [one.text() for one in dialog.findChildren(QLabel)]
    assert not [text for text in said if "。 " in text]
    assert any("备份" in text for text in said)


def test_that_nothing_brings_it_back_is_said_where_it_cannot_be_scrolled_away(window: MainWindow) -> None:
    member = editing.save(window.desk.book, "member", None, {"name": "甄离会", "state": "已退会"})
    dialog = EraseDialog(window, window.desk, member)
    warning = next(one for one in dialog.findChildren(QLabel) if one.text().startswith("删除以后不能撤销"))
    assert warning.parentWidget() is dialog
