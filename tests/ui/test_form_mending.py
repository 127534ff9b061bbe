"""What a clerk expects of the form: numbers that tell, doubles asked about, lists by name, the right place on show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.book import editing
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui.ask import Leaving
from app.ui.choice_editor import MaskedChoice
from app.ui.desk import Desk
from app.ui.field_editors import LineEditor
from app.ui.record_form import RecordForm
from tests.ui.stand_ins import Answers

NUMBER = "11010119900307002X"  # invented: 7 March 1990, a woman


@pytest.fixture(autouse=True)
def _leave(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the cursor out of the form while there is a book to ask."""
    if "desk" in request.fixturenames:
        request.getfixturevalue("desk")
    yield
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()


def _member(desk: Desk, name: str) -> int:
    return desk.read.ids(Listing("member", text=name))[0]


def _form(desk: Desk, table: str, qtbot, *, size: tuple[int, int] = (420, 600)) -> RecordForm:
    form = RecordForm(desk, BY_TABLE[table])
    qtbot.addWidget(form)
    form.resize(*size)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.start_new()
    return form


def _type(form: RecordForm, name: str, text: str) -> None:
    editor = form.editors[name]
    editor.set_value(text)
    editor.changed.emit()


def _activity(desk: Desk, qtbot) -> RecordForm:
    form = _form(desk, "activity", qtbot)
    form.load(desk.read.ids(Listing("activity", text="运动会"))[0])
    return form


# ------------------------------------------------------------------------------------------------ the ID number tells


def test_gender_and_birth_follow_when_the_number_is_left(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot)
    _type(form, "id_no", " 110101 19900307 002x")
    form.editors["id_no"].left.emit()
    assert (form._fields.get("gender"), form._fields.get("birth")) == ("女", "1990-03-07")
    _type(form, "id_no", "110101199003070134")  # the clerk has looked again
    form.editors["id_no"].left.emit()
    assert (form._fields.get("gender"), form._fields.get("birth")) == ("男", "1990-03-07")


def test_gender_and_birth_follow_when_the_form_is_saved_at_once(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot)
    _type(form, "name", "赵新")
    _type(form, "id_no", NUMBER)
    assert form.save()
    row = desk.read.row("member", form.row_id)
    assert (row["gender"], row["birth"], row["birth_from"], row["birth_to"]) == ("女", *["1990-03-07"] * 3)
    assert (form._fields.get("gender"), form._fields.get("birth")) == ("女", "1990-03-07")


def test_what_stands_there_and_a_wrong_number_change_nothing(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot)
    _type(form, "gender", "男")
    _type(form, "id_no", NUMBER)
    form.editors["id_no"].left.emit()
    assert (form._fields.get("gender"), form._fields.get("birth")) == ("男", "1990-03-07")
    form.start_new()
    _type(form, "id_no", "110101199003070021")
    form.editors["id_no"].left.emit()
    assert not form._fields.get("gender")
    assert not form._fields.get("birth")


# ------------------------------------------------------------------------------------------------ an ID number twice


def _double(desk: Desk, qtbot, typed: str) -> RecordForm:
    editing.save(desk.book, "member", _member(desk, "王小满"), {"id_no": NUMBER})
    form = _form(desk, "member", qtbot)
    _type(form, "name", "赵新")
    _type(form, "id_no", typed)
    return form


@pytest.mark.parametrize("typed", [NUMBER, NUMBER.lower(), f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"])
def test_a_double_number_is_pointed_out_and_asked_about_before_it_is_saved(
    desk: Desk, app, qtbot, answers: Answers, typed: str
) -> None:
    form = _double(desk, qtbot, typed)
    form._same.look()
    assert "王小满" in form._same.text.text()
    before = desk.read.ids(Listing("member"))
    answers._confirm = False
    assert not form.save()
    assert desk.read.ids(Listing("member")) == before
    assert form.dirty
    assert "王小满" in answers.asked[0]
    assert "第 5 号" in answers.asked[0]


def test_a_double_number_is_asked_about_once_and_then_saved(desk: Desk, app, qtbot, answers: Answers) -> None:
    form = _double(desk, qtbot, NUMBER)
    _type(form, "birth", "1990-02-30")
    assert not form.save()
    _type(form, "birth", "1990-03-07")
    assert form.save()
    assert len(answers.asked) == 1
    _type(form, "remark", "已核对")
    assert form.save()
    assert len(answers.asked) == 1


def test_leaving_an_unsaved_double_asks_about_it_too(desk: Desk, app, qtbot, answers: Answers) -> None:
    form = _double(desk, qtbot, NUMBER)
    answers._leaving, answers._confirm = Leaving.SAVE, False
    assert not form.may_leave()
    assert form.dirty


def test_the_same_name_is_saved_without_a_question(desk: Desk, app, qtbot, answers: Answers) -> None:
    kept = desk.read.row("member", _member(desk, "王小满"))
    form = _form(desk, "member", qtbot)
    form.start_new({"name": "王小满", "unit_id": kept["unit_id"]})
    assert form.save()
    assert answers.asked == []


# ------------------------------------------------------------------------------------------------ the cursor by name


def test_the_cursor_goes_into_a_field_by_name(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot)
    form.load(_member(desk, "王小满"))
    form.focus_field("name")
    line = form.editors["name"].line
    assert line.hasFocus()
    assert line.selectedText() == "王小满"
    form.focus_field("gender")
    assert form.editors["gender"].box.lineEdit().selectedText() == "男"


def test_a_folded_field_is_unfolded_and_brought_on_show(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot, size=(420, 320))
    row_id = _member(desk, "王小满")
    editing.save(desk.book, "member", row_id, {"hobbies": "乒乓球"})
    form.load(row_id)
    form.focus_field("hobbies")
    app.processEvents()
    assert form.editors["hobbies"].inner.hasFocus()
    assert _whole(form, "hobbies")


def test_a_masked_field_gives_the_cursor_to_its_button(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot)
    row_id = _member(desk, "王小满")
    editing.save(desk.book, "member", row_id, {"health": "良好"})
    form.load(row_id)
    form.focus_field("mobile")
    mobile, health = form.editors["mobile"], form.editors["health"]
    assert isinstance(mobile, LineEditor)
    assert mobile.show_button.hasFocus()
    form.focus_field("health")
    assert isinstance(health, MaskedChoice)
    assert health.show_button.hasFocus()


def test_a_column_that_is_no_field_puts_the_cursor_into_the_first(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot)
    form.load(_member(desk, "王小满"))
    form.focus_field("id")
    assert form.editors["name"].line.hasFocus()


# ------------------------------------------------------------------------------------------------ lists of people


def _people(desk: Desk, form: RecordForm) -> list[str]:
    return [row["name"] for row in desk.read.parts("participant", "activity_id", form.row_id)]


def test_letters_that_mean_nobody_become_nobody(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    table.names.setPlainText("qqz")
    QTest.keyClick(table.names, Qt.Key.Key_Return)
    assert _people(desk, form) == []
    assert table.names.toPlainText() == "qqz"
    assert "qqz" in table._told.text()
    assert table._told.isVisibleTo(form)


def test_a_name_that_is_no_members_is_added_and_said_so(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    table.names.setPlainText("外请教练")
    QTest.keyClick(table.names, Qt.Key.Key_Return)
    assert _people(desk, form) == ["外请教练"]
    assert "不是会员" in table._told.text()
    table.names.setPlainText("高䶮")
    QTest.keyClick(table.names, Qt.Key.Key_Return)
    assert "不是会员" not in table._told.text()


def test_ctrl_z_right_after_adding_takes_the_addition_back(window) -> None:
    window.workplace.turn_to(3)
    page = window.workplace.record_page()
    desk = window.desk
    page.open(desk.read.ids(Listing("activity", text="运动会"))[0])
    window.activateWindow()
    table = page.form._parts[0]
    table.names.setFocus()
    QTest.keyClicks(table.names, "gy")
    QTest.keyClick(table.names, Qt.Key.Key_Return)
    assert _people(desk, page.form) == ["高䶮"]
    QTest.keyClick(table.names, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _people(desk, page.form) == []
    assert not table._told.isVisibleTo(page.form)


def test_ctrl_z_is_the_lines_while_it_has_letters(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    table.add_people(["高䶮"])
    table.names.setFocus()
    QTest.keyClicks(table.names, "cy")
    QTest.keyClick(table.names, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert table.names.toPlainText() == ""
    assert _people(desk, form) == ["高䶮"]


# ---------------------------------------------------------------------------------------------- hints, room, scrolling


def test_hints_are_what_the_field_counts_and_can_be_read(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "entry", qtbot)
    hints = {name: form.editors[name].line.placeholderText() for name in ("units", "households", "persons")}
    assert hints == {"units": "如 5 个", "households": "如 30余户", "persons": "如 30余人"}
    for name, typed in (("units", "5 个"), ("households", "30余户"), ("persons", "30余人")):
        _type(form, name, typed)
    _type(form, "kind", "送清凉")
    assert form.save()
    row = desk.read.row("entry", form.row_id)
    assert (row["units"], row["households"], row["persons"]) == (5, 30, 30)


@pytest.mark.parametrize("table", ["member", "entry", "activity"])
def test_no_hint_is_cut_at_the_usual_width(desk: Desk, app, qtbot, table: str) -> None:
    form = _form(desk, table, qtbot, size=(350, 600))
    app.processEvents()
    for name, editor in form._fields.made.items():
        line = getattr(editor, "line", None) or getattr(editor, "text", None)
        if line is None or not line.placeholderText():
            continue
        room = line.width() - 16 - (24 if line.findChild(object, "qt_clear") or hasattr(editor, "button") else 0)
        assert line.fontMetrics().horizontalAdvance(line.placeholderText()) <= room, (name, line.placeholderText())


def test_a_text_shows_no_scroll_bar_while_all_of_it_is_there(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "entry", qtbot)
    text = form.editors["target"].text
    for typed in ("高䶮", "高䶮\n王小满", "高䶮"):
        text.put_text(typed)
        app.processEvents()
        assert not text.verticalScrollBar().isVisible()
    text.put_text("\n".join("一二三四五六七八九十"))
    app.processEvents()
    assert text.verticalScrollBar().isVisible()


def test_a_long_complaint_in_a_narrow_form_is_whole_on_show(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot, size=(290, 330))
    _type(form, "name", "赵新")
    _type(form, "mobile", "12345")
    assert not form.save()
    app.processEvents()
    assert form.rows.narrow
    assert _whole(form, "mobile")


def test_another_record_begins_at_the_top_and_the_same_one_stays(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot, size=(420, 320))
    form.load(_member(desk, "王小满"))
    app.processEvents()
    bar = form._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    _type(form, "remark", "改")
    assert form.save()
    assert bar.value() > 0
    form.load(_member(desk, "高䶮"))
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    form.hide()
    form.load(_member(desk, "高䶮"))
    form.show()
    app.processEvents()
    assert bar.value() == 0


def _whole(form: RecordForm, name: str) -> bool:
    """Whether a field with its caption and what is said under it is on show."""
    place = form.rows.place(name)
    top = form.rows.mapTo(form._scroll.viewport(), QPoint(0, place.top())).y()
    QApplication.sendPostedEvents()
    return top >= 0 and top + place.height() <= form._scroll.viewport().height()
