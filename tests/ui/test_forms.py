"""The form of a record: saving, problems under their fields, what repeats, what stays hidden, what is asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.book.editing import FIGURES
from app.domain.listing import Listing
from app.domain.records import ALL, BY_TABLE
from app.ui.ask import Leaving
from app.ui.choice_editor import matching
from app.ui.day_editor import today
from app.ui.desk import Desk
from app.ui.event_dialog import EventDialog
from app.ui.field_editors import LineEditor
from app.ui.record_dialog import RecordDialog, open_record
from app.ui.record_form import RecordForm
from app.ui.record_page import RecordPage
from app.ui.ref_editor import found
from tests.ui.stand_ins import Answers


def _type(form: RecordForm, name: str, text: str) -> None:
    editor = form.editors[name]
    editor.set_value(text)
    editor.changed.emit()


def _member(desk: Desk, name: str) -> int:
    return desk.read.ids(Listing("member", text=name))[0]


@pytest.mark.parametrize(
    "record", [r for r in ALL if r.table not in ("figure", "attachment", "paper")], ids=lambda r: r.table
)
def test_every_record_type_has_a_form(desk: Desk, app, record) -> None:
    form = RecordForm(desk, record)
    form.start_new()
    assert set(form.editors) - {FIGURES} == {field.name for field in record.fields}


def test_saves_a_new_record(desk: Desk, app) -> None:
    form = RecordForm(desk, BY_TABLE["activity"])
    form.start_new()
    for name, text in (
        ("area", "志愿服务"),
        ("title", "清洁家园"),
        ("happened", "3月底"),
        ("persons", "30余名"),
        ("cost", "1,200.5"),
        (FIGURES, "志愿者=30余名；清运垃圾=约3吨"),
    ):
        _type(form, name, text)
    assert form.save()
    row = desk.read.row("activity", form.row_id)
    assert (row["title"], row["happened"], row["persons"], row["persons_given"]) == ("清洁家园", "3月底", 30, "30余名")
    assert (row["cost"], row["year"]) == (120050, 2026)
    figures = desk.read.figures("activity", [form.row_id])[form.row_id]
    assert [(f.label, f.quantity.raw) for f in figures] == [("志愿者", "30余名"), ("清运垃圾", "约3吨")]
    assert not form.dirty


def test_problems_stand_under_their_fields_and_nothing_is_saved(desk: Desk, app) -> None:
    form = RecordForm(desk, BY_TABLE["member"])
    form.start_new()
    _type(form, "id_no", "12345")
    _type(form, "birth", "1990-02-30")
    before = desk.read.ids(Listing("member"))
    assert not form.save()
    said = {name: wrong.text() for name, wrong in form.rows._problems.items() if not wrong.isHidden()}
    assert set(said) == {"name", "id_no", "birth"}
    assert "姓名" in said["name"]
    assert "18 位" in said["id_no"]
    assert desk.read.ids(Listing("member")) == before
    assert form.dirty


def test_unchanged_form_makes_no_step(desk: Desk, app) -> None:
    step = desk.book.next_undo()
    for table in ("member", "entry", "activity", "award"):
        form = RecordForm(desk, BY_TABLE[table])
        for row_id in desk.read.ids(Listing(table)):
            form.load(row_id)
            assert form._fields.typed({}, new=False) == {}
            form.rows.make_more()
            assert form._fields.typed({}, new=False) == {}
            assert form.save()
    assert desk.book.next_undo() == step


def test_sensitive_value_is_masked_until_asked_for(desk: Desk, app) -> None:
    form = RecordForm(desk, BY_TABLE["member"])
    form.load(_member(desk, "高䶮"))
    mobile = form.editors["mobile"]
    assert isinstance(mobile, LineEditor)
    assert mobile.line.text() == "138****0002"
    assert mobile.line.isReadOnly()
    _type(form, "political", "群众")
    assert form.save()
    assert desk.read.row("member", form.row_id)["mobile"] == "13800000002"
    form.editors["mobile"].reveal()
    assert mobile.line.text() == "13800000002"


def test_save_and_new_keeps_what_repeats(desk: Desk, app) -> None:
    form = RecordForm(desk, BY_TABLE["entry"])
    form.start_new()
    for name, text in (("kind", "送清凉"), ("happened", "7月15日"), ("target", "一车间"), ("cash", "800")):
        _type(form, name, text)
    assert form.save_and_new()
    assert form.row_id is None
    assert form.editors["kind"].value() == "送清凉"
    assert form.editors["happened"].value() == "7月15日"
    assert form.editors["target"].value() == ""


def test_reference_finds_by_initials_and_refuses_what_is_not_there(desk: Desk, app) -> None:
    form = RecordForm(desk, BY_TABLE["entry"])
    form.start_new()
    editor = form.editors["member_id"]
    assert [text.split(" · ")[0] for _, text in found("member", "gy", desk.read, speech=desk.speech)] == ["高䶮"]
    editor.line.setText("没有这个人")
    _type(form, "kind", "结婚")
    editor.line.setText("没有这个人")
    assert not form.save()
    assert "没有这个人" in form.rows._problems["member_id"].text()
    editor.line.setText("高䶮")
    assert form.save()
    assert desk.read.row("entry", form.row_id)["member_id"] == _member(desk, "高䶮")


def test_choosing_a_member_fills_name_and_unit(desk: Desk, app) -> None:
    form = RecordForm(desk, BY_TABLE["entry"])
    form.start_new()
    form.editors["member_id"].chosen.emit(_member(desk, "王小满"))
    assert form.editors["target"].value() == "王小满"
    assert desk.read.captions("unit", [])[form.editors["unit_id"].value()] == "小青镇总工会/小学工会"


@pytest.mark.parametrize(
    ("answer", "left", "kept"),
    [(Leaving.SAVE, True, True), (Leaving.DISCARD, True, False), (Leaving.STAY, False, False)],
)
def test_asks_before_losing_input(desk: Desk, app, answers: Answers, answer, left, kept) -> None:
    answers._leaving = answer
    form = RecordForm(desk, BY_TABLE["member"])
    row_id = _member(desk, "王小满")
    form.load(row_id)
    assert form.may_leave()
    assert answers.asked == []
    _type(form, "remark", "换了班组")
    assert form.may_leave() is left
    assert (desk.read.row("member", row_id)["remark"] == "换了班组") is kept


def test_staying_keeps_the_row_selected(desk: Desk, app, answers: Answers) -> None:
    page = RecordPage(desk, BY_TABLE["member"], "")
    first, second = page.table.model.ids[:2]
    page.open(first)
    _type(page.form, "remark", "改")
    answers._leaving = Leaving.STAY
    page.table.view.choose_rows([1])
    assert page.form.row_id == first
    assert page.table.selected_ids() == [first]
    answers._leaving = Leaving.DISCARD
    page.table.view.choose_rows([1])
    assert page.form.row_id == second


def test_deleting_is_asked_refused_and_put_back(desk: Desk, app, answers: Answers, qtbot) -> None:
    page = RecordPage(desk, BY_TABLE["member"], "")
    qtbot.addWidget(page)
    free, held = _member(desk, "王小满"), _member(desk, "陈一新")
    answers._confirm = False
    page.open(free)
    page.delete()
    assert free in desk.read.rows("member", [free])
    answers._confirm = True
    page.delete()
    assert desk.read.rows("member", [free]) == {}
    page.open(held)
    page.delete()
    assert held in desk.read.rows("member", [held])
    desk.book.undo()
    assert free in desk.read.rows("member", [free])


def test_form_follows_an_undo(desk: Desk, app) -> None:
    page = RecordPage(desk, BY_TABLE["member"], "")
    row_id = _member(desk, "王小满")
    page.open(row_id)
    _type(page.form, "remark", "改")
    assert page.form.save()
    desk.book.undo()
    assert page.form.editors["remark"].value() == ""
    assert page.form.row_id == row_id


def test_parts_are_edited_in_a_window(desk: Desk, app, qtbot) -> None:
    page = RecordPage(desk, BY_TABLE["activity"], "")
    qtbot.addWidget(page)
    page.open(desk.read.ids(Listing("activity", text="运动会"))[0])
    parts = next(p for p in page.form._parts if p.record.table == "participant")
    opened = []
    page.form.wanted_part.connect(lambda *wanted: opened.append(wanted))
    parts._add()
    record, row_id, fixed = opened[0]
    assert row_id is None
    dialog = open_record(page, desk, record, None, fixed)
    assert isinstance(dialog, RecordDialog)
    _type(dialog.form, "name", "陈一新")
    assert dialog.form.save()
    assert parts._model.rowCount() == 1
    assert desk.read.parts("participant", "activity_id", page.form.row_id)[0]["name"] == "陈一新"


def test_one_field_of_several_records(desk: Desk, app) -> None:
    from app.ui.batch import BatchDialog

    ids = desk.read.ids(Listing("member"))[:3]
    dialog = BatchDialog(None, desk, BY_TABLE["member"], ids)
    names = [f.name for f in dialog._fields]
    dialog._chooser.setCurrentIndex(names.index("birth"))
    dialog._editor.set_value("1990-02-30")
    dialog._set()
    assert dialog._wrong.text()
    dialog._chooser.setCurrentIndex(names.index("political"))
    dialog._editor.set_value("群众")
    dialog._set()
    assert {desk.read.row("member", i)["political"] for i in ids} == {"群众"}
    desk.book.undo()
    assert {desk.read.row("member", i)["political"] for i in ids} == {""}


def test_leaving_keeps_the_record_and_can_be_undone(desk: Desk, app) -> None:
    row_id = _member(desk, "王小满")
    dialog = EventDialog(None, desk, row_id)
    dialog.kind.setCurrentText("转出")
    assert dialog.day.text() == today().isoformat()
    dialog.day.clear()
    dialog.record()
    assert "先填写" in dialog.wrong.text()
    dialog.day.setText("2026-13")
    dialog.record()
    assert dialog.wrong.text()
    assert desk.read.row("member", row_id)["state"] == "正常"
    dialog.day.setText("2026-06")
    dialog.other.setText("大河镇总工会")
    dialog.record()
    assert desk.read.row("member", row_id)["state"] == "已转出"
    assert desk.read.parts("member_event", "member_id", row_id)[0]["other_unit"] == "大河镇总工会"
    back = EventDialog(None, desk, row_id)
    assert "转入" in [back.kind.itemText(at) for at in range(back.kind.count())]
    desk.book.undo()
    assert desk.read.row("member", row_id)["state"] == "正常"


def test_a_choice_is_found_by_pinyin_initials() -> None:
    words = ["生病住院", "结婚", "送温暖"]
    for typed, wanted in (("sbzy", "生病住院"), ("温", "送温暖"), ("JH", "结婚")):
        assert matching(words, typed) == [wanted]
    assert matching(["困难慰问", "慰问金", "慰问"], "慰问") == ["慰问", "慰问金", "困难慰问"]
    assert matching(words, " ") == []


def test_a_complaint_goes_when_its_field_is_typed_anew(desk: Desk, app) -> None:
    form = RecordForm(desk, BY_TABLE["member"])
    form.start_new({"name": "赵新", "id_no": "12345"})
    assert not form.save()
    wrong = form.rows._problems["id_no"]
    assert "不是 18 位" in wrong.text()
    form.editors["id_no"].line.textEdited.emit("")
    assert wrong.text() == ""


@pytest.mark.parametrize("name", ["name", "gender", "remark"])
def test_ctrl_z_is_the_fields_while_it_has_typing_to_take_back(desk: Desk, app, name: str) -> None:
    form = RecordForm(desk, BY_TABLE["member"])
    form.load(_member(desk, "王小满"))
    inner = form.editors[name].inner
    assert not _keeps_ctrl_z(inner)  # it goes on to the window, which takes the last step back
    QTest.keyClicks(inner, "x")
    assert _keeps_ctrl_z(inner)


def _keeps_ctrl_z(widget: QWidget) -> bool:
    key = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "z")
    key.ignore()
    QApplication.sendEvent(widget, key)
    return key.isAccepted()
