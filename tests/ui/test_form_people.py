"""A form about people: names become members, lists are filled by name, somebody known is pointed out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from app.book import editing, members, parts
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui.choice_editor import MaskedChoice
from app.ui.day_editor import today
from app.ui.desk import Desk
from app.ui.event_dialog import EventDialog
from app.ui.record_dialog import open_record
from app.ui.record_form import RecordForm


def _member(desk: Desk, name: str) -> int:
    return desk.read.ids(Listing("member", text=name))[0]


def _form(desk: Desk, table: str, qtbot, **values) -> RecordForm:
    form = RecordForm(desk, BY_TABLE[table])
    qtbot.addWidget(form)
    form.resize(420, 600)
    form.show()
    form.start_new(values)
    return form


def _write(form: RecordForm, name: str, text: str) -> None:
    """As typing leaves the text: changed by hand, the cursor at its end."""
    box = form.editors[name].text
    box.setFocus()
    box.setPlainText(text)
    box.moveCursor(QTextCursor.MoveOperation.End)


def _activity(desk: Desk, qtbot) -> RecordForm:
    form = _form(desk, "activity", qtbot)
    form.load(desk.read.ids(Listing("activity", text="运动会"))[0])
    return form


# ------------------------------------------------------------------------------------------------ a name is a member


def test_initials_offer_members_and_choosing_one_fills_the_rest(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "entry", qtbot, kind="生病住院")
    _write(form, "target", "gy")
    box = form.editors["target"].text
    box.offer()
    assert [person.name for person in box.offered()] == ["高䶮"]
    box.offers.taken.emit(box.offered()[0])
    get = form._fields.get
    assert get("target") == "高䶮"
    assert (get("member_id"), get("persons"), get("person_times")) == (_member(desk, "高䶮"), "1", "1")
    assert (get("target_kind"), get("unit_id")) == ("会员", desk.read.row("member", _member(desk, "高䶮"))["unit_id"])
    assert form.save()
    assert desk.read.row("entry", form.row_id)["member_id"] == _member(desk, "高䶮")


def test_a_name_that_can_mean_only_one_member_is_linked_on_leaving(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "honour", qtbot, title="劳动模范")
    _write(form, "recipient", "王小满")
    form._fields.settle()
    assert form._fields.get("member_id") == _member(desk, "王小满")
    _write(form, "recipient", "纺织厂工会")
    form._fields.settle()
    assert form._fields.get("member_id") is None
    assert form._fields.get("recipient") == "纺织厂工会"


def test_a_name_that_two_members_have_is_left_open_and_said(desk: Desk, app, qtbot) -> None:
    editing.save(desk.book, "member", None, {"name": "王小满", "state": "正常"})
    form = _form(desk, "entry", qtbot, kind="结婚")
    _write(form, "target", "王小满")
    form._fields.settle()
    assert form._fields.get("member_id") is None
    assert "2 位" in form.rows._under("target").text()
    box = form.editors["target"].text
    box.offer()
    assert len(box.offered()) == 2


def test_free_words_and_a_kept_record_are_left_alone(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "entry", qtbot, kind="送清凉")
    _write(form, "target", "一车间全体职工")
    assert form.save()
    row = desk.read.row("entry", form.row_id)
    assert (row["target"], row["member_id"], row["persons"]) == ("一车间全体职工", None, None)
    step = desk.book.next_undo()
    form._fields.settle()
    assert form.save()
    assert desk.book.next_undo() == step


def test_several_names_offer_for_the_last_and_count_as_persons(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "entry", qtbot, kind="结婚")
    _write(form, "target", "陈一新、gy")
    box = form.editors["target"].text
    box.offer()
    box.offers.taken.emit(box.offered()[0])
    assert form._fields.get("target") == "陈一新、高䶮"
    form._fields.settle()
    assert form._fields.get("member_id") is None
    assert form._fields.get("persons") == "2"


def test_person_times_follow_the_persons_until_they_are_written(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "activity", qtbot)
    persons, times = form.editors["persons"], form.editors["person_times"]
    persons.set_value("30")
    persons.left.emit()
    assert times.value() == "30"
    persons.set_value("40")
    persons.left.emit()
    assert times.value() == "40"
    times.set_value("120")
    persons.set_value("50")
    persons.left.emit()
    assert times.value() == "120"


# ------------------------------------------------------------------------------------------------ lists of people


def test_enter_adds_who_was_typed_and_doubles_are_told(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    table.names.setPlainText("gy")
    QTest.keyClick(table.names, Qt.Key.Key_Return)
    table.names.setPlainText("高䶮 外请教练")
    QTest.keyClick(table.names, Qt.Key.Key_Return)
    rows = desk.read.parts("participant", "activity_id", form.row_id)
    assert [(row["name"], row["member_id"]) for row in rows] == [("高䶮", _member(desk, "高䶮")), ("外请教练", None)]
    assert "高䶮" in table._told.text()
    assert "(2)" in table._title.text()


def test_initials_of_several_members_are_not_guessed(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    editing.save(desk.book, "member", None, {"name": "高远", "state": "正常"})
    table.names.setPlainText("gy")
    QTest.keyClick(table.names, Qt.Key.Key_Return)
    assert desk.read.parts("participant", "activity_id", form.row_id) == []
    assert table.names.toPlainText() == "gy"


def test_a_pasted_column_of_names_is_one_step(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    data = QMimeData()
    data.setText("陈一新\n陈二妮\n高　䶮\n")
    table.names.insertFromMimeData(data)
    assert len(desk.read.parts("participant", "activity_id", form.row_id)) == 3
    desk.book.undo()
    assert desk.read.parts("participant", "activity_id", form.row_id) == []
    assert not table.view.isVisibleTo(form)


def test_placing_is_typed_and_attendance_ticked_in_the_table(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    table.add_people(["陈一新", "陈二妮", "高䶮"])
    model = table._model
    names = [field.name for field in model.fields]
    placing, attended = names.index("placing"), names.index("attended")
    assert model.setData(model.index(1, placing), "第一名")
    table._on_all()
    model.setData(model.index(2, attended), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    rows = desk.read.parts("participant", "activity_id", form.row_id)
    assert [row["placing"] for row in rows] == ["", "第一名", ""]
    assert [row["attended"] for row in rows] == [1, 1, 0]
    assert not model.changes_in_place(model.index(0, names.index("name")))
    desk.book.undo()
    assert desk.read.parts("participant", "activity_id", form.row_id)[2]["attended"] == 1


def test_the_list_gives_the_number_of_persons(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    table.add_people(["陈一新", "陈二妮"])
    assert "2" in table._count.text()
    table._on_count()
    row = desk.read.row("activity", form.row_id)
    assert (row["persons"], row["persons_given"], row["person_times"]) == (2, "", 2)
    assert not table._count.isVisibleTo(form)
    assert not form.dirty


def test_delete_takes_the_chosen_out_of_the_list(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    table.add_people(["陈一新", "陈二妮", "高䶮"])
    table.view.clearSelection()
    table.view.selectRow(1)
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert [row["name"] for row in desk.read.parts("participant", "activity_id", form.row_id)] == ["陈一新", "高䶮"]


def test_a_value_that_cannot_be_read_is_refused_and_stays_as_it_was(desk: Desk, app, qtbot, monkeypatch) -> None:
    form = _activity(desk, qtbot)
    table = form._parts[0]
    table.add_people(["陈一新"])
    said = []
    monkeypatch.setattr("app.ui.parts.show_error", lambda parent, speech, error: said.append(speech.error(error)))
    column = [field.name for field in table._model.fields].index("score")
    assert not table._model.setData(table._model.index(0, column), "很好")
    assert len(said) == 1
    assert table._model.setData(table._model.index(0, column), "92.5")
    assert desk.read.parts("participant", "activity_id", form.row_id)[0]["score"] == "92.5"


# ------------------------------------------------------------------------------------------------ somebody known


def test_somebody_of_the_same_number_is_pointed_out_while_typing(desk: Desk, app, qtbot) -> None:
    kept = _member(desk, "王小满")
    editing.save(desk.book, "member", kept, {"id_no": "110101199003070134"})
    form = _form(desk, "member", qtbot)
    form.editors["id_no"].line.setText("110101199003070134")
    form.editors["id_no"].changed.emit()
    form._same.look()
    assert form._same.isVisibleTo(form)
    assert "王小满" in form._same.text.text()
    asked = []
    form.wanted_record.connect(lambda *record: asked.append(record))
    form._same._on_look()
    assert asked == [("member", kept)]
    form.load(kept)
    assert not form._same.isVisibleTo(form)


def test_a_former_member_is_taken_back_instead_of_entered_anew(desk: Desk, app, qtbot) -> None:
    gone = _member(desk, "王小满")
    members.leave(desk.book, gone, "2026-01")
    form = _form(desk, "member", qtbot, name="王小满")
    form.editors["name"].changed.emit()
    form._same.look()
    assert form._same.again.isVisibleTo(form)
    form._same._on_again()
    dialog = next(one for one in form.findChildren(EventDialog))
    assert "恢复会籍" in [dialog.kind.itemText(at) for at in range(dialog.kind.count())]
    dialog.close()


# ------------------------------------------------------------------------------------------------ days, choices, folds


def test_a_day_typed_in_a_hurry_is_written_out(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot, name="赵新")
    line = form.editors["joined"].line
    for typed, kept in (("20260308", "2026-03-08"), ("3-8", "2026-03-08"), ("今天", today().isoformat())):
        line.clear()
        QTest.keyClicks(line, typed) if typed.isascii() else (line.setText(typed), line.textEdited.emit(typed))
        line.editingFinished.emit()
        assert line.text() == kept
    form.editors["joined"].set_value("2019.5")
    assert form.editors["joined"].value() == "2019.5"


def test_the_calendar_opens_by_key_and_gives_its_day(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "entry", qtbot)
    day = form.editors["happened"]
    day.set_value("2026-03-08")
    QTest.keyClick(day.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = day._calendar
    assert calendar.isVisible()
    assert calendar.month.selectedDate().toString("yyyy-MM-dd") == "2026-03-08"
    assert calendar.month.firstDayOfWeek() is Qt.DayOfWeek.Monday
    calendar.month.clicked.emit(calendar.month.selectedDate().addDays(1))
    assert day.value() == "2026-03-09"
    assert form.dirty
    assert not calendar.isVisible()


def test_words_used_before_are_read_only_when_the_list_is_looked_at(desk: Desk, app, qtbot, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr("app.book.reader.Reader.suggestions", lambda _read, *what: asked.append(what) or ["自定类别"])
    form = _form(desk, "entry", qtbot)
    form.load(desk.read.ids(Listing("entry"))[0])
    assert asked == []
    box = form.editors["kind"].box
    box.looked_at.emit()
    assert asked == [("entry", "kind")]
    assert box.findText("自定类别") > 0
    assert box.currentText() == "生病住院"
    assert not form.dirty


def test_folded_fields_are_made_when_they_are_opened_and_keep_their_values(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot)
    row_id = _member(desk, "王小满")
    editing.save(desk.book, "member", row_id, {"hobbies": "乒乓球", "health": "良好"})
    fresh = RecordForm(desk, BY_TABLE["member"])
    qtbot.addWidget(fresh)
    fresh.load(row_id)
    assert "hobbies" not in fresh._fields.made
    fresh.rows.turn()
    assert fresh._fields.made["hobbies"].value() == "乒乓球"
    health = fresh._fields.made["health"]
    assert isinstance(health, MaskedChoice)
    assert health._stars.text() == "**"
    assert health.choice.box.isHidden()
    assert fresh._fields.typed({}, new=False) == {}
    health.reveal()
    assert not health.choice.box.isHidden()
    assert form.row_id is None


def test_captions_stand_above_in_a_narrow_form(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "entry", qtbot)
    caption, editor = form.rows._rows["kind"].caption, form.editors["kind"]
    assert caption.geometry().right() < editor.geometry().left()
    form.resize(290, 290)
    app.processEvents()
    assert caption.geometry().bottom() <= editor.geometry().top()
    assert form.minimumSizeHint().width() <= 300
    assert form._scroll.widget().width() <= form._scroll.viewport().width()


@pytest.mark.parametrize(("key", "step"), [(Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)])
def test_alt_and_an_arrow_ask_for_the_next_record(window, key, step) -> None:
    window.workplace.turn_to(1)
    page = window.workplace.record_page()
    page.open(page.table.model.ids[1])
    asked = []
    page.form.wanted_step.connect(asked.append)
    QTest.keyClick(page.form.editors["name"].line, key, Qt.KeyboardModifier.AltModifier)
    assert asked == [step]
    QTest.keyClick(page.form.editors["remark"].text, key, Qt.KeyboardModifier.AltModifier)
    assert asked == [step, step]


def test_links_lead_to_the_lists_they_count(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot)
    row_id = _member(desk, "陈一新")
    parts.add_people(desk.book, "participant", desk.read.ids(Listing("activity", text="运动会"))[0], ["陈一新"])
    form.load(row_id)
    targets = {listing.table: listing for listing in form._related.targets()}
    assert set(targets) == {"entry", "activity", "nominee"}
    asked = []
    form.wanted_list.connect(asked.append)
    form._related._on_link("0")
    assert asked == [targets["entry"]]
    form.start_new()
    assert not form._related.isVisibleTo(form)


def test_a_link_in_a_dialog_closes_it_first(desk: Desk, app, qtbot) -> None:
    unit = desk.read.ids(Listing("unit", text="纺织厂"))[0]
    form = _form(desk, "unit", qtbot)
    dialog = open_record(form, desk, BY_TABLE["unit"], unit)
    asked = []
    desk.wish_list.connect(asked.append)
    dialog.form._related._on_link("0")
    assert [listing.table for listing in asked] == ["member"]
    assert not dialog.isVisible()


def test_saved_is_said_until_something_is_changed(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot, name="赵新")
    assert not form._foot.said.isVisibleTo(form)
    assert form.save()
    assert form._foot.said.isVisibleTo(form)
    form.editors["remark"].changed.emit()
    assert not form._foot.said.isVisibleTo(form)
    form.start_new({"name": "钱新"})
    assert form.save_and_new()
    assert "已保存" in form._head._under._whole


def test_tab_goes_from_top_to_bottom_through_parts_and_folded_fields(desk: Desk, app, qtbot) -> None:
    form = _activity(desk, qtbot)
    form._parts[0].add_people(["陈一新"])
    form.rows.turn()
    app.processEvents()
    reached, widget = [], form.editors["happened"].line
    while widget is not form._foot.cancel and len(reached) < 80:
        reached.append(widget)
        widget = _after(widget)
    assert widget is form._foot.cancel
    wanted = [form.editors[name].inner for name in ("happened", "title", "cost", "evidence")]
    wanted += [form._parts[0].names, form._parts[0].view, form._foot.save]
    places = [reached.index(one) for one in wanted]
    assert places == sorted(places)


def test_whatever_takes_the_cursor_has_a_name(desk: Desk, app, qtbot) -> None:
    for table in ("member", "activity", "award"):
        form = _form(desk, table, qtbot)
        form.load(desk.read.ids(Listing(table))[0])
        form.rows.turn()
        app.processEvents()
        nameless, widget = [], _after(form._head.before)
        for _ in range(150):
            if not widget.accessibleName():
                nameless.append((table, widget.metaObject().className(), widget.parentWidget().objectName()))
            widget = _after(widget)
        assert nameless == []


def _after(widget):
    """Where Tab goes from here."""
    after = widget.nextInFocusChain()
    while not (after.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and after.isVisible() and after.isEnabled()
               and after.focusProxy() is None):  # fmt: skip
        after = after.nextInFocusChain()
    return after


def test_links_count_anew_when_the_book_has_changed(desk: Desk, app, qtbot) -> None:
    form = _form(desk, "member", qtbot)
    row_id = _member(desk, "王小满")
    form.load(row_id)
    assert form._related.targets() == []
    editing.save(desk.book, "honour", None, {"title": "劳动模范", "recipient": "王小满", "member_id": row_id})
    assert [listing.table for listing in form._related.targets()] == ["honour"]


def test_a_kept_record_is_no_double_of_somebody_who_left(desk: Desk, app, qtbot) -> None:
    gone = editing.save(desk.book, "member", None, {"name": "王小满", "state": "正常"})
    members.leave(desk.book, gone, "2026-01")
    form = _form(desk, "member", qtbot)
    form.load(next(one for one in desk.read.ids(Listing("member", text="王小满")) if one != gone))
    form.editors["remark"].text.setPlainText("换了班组")
    form._same.look()
    assert not form._same.isVisibleTo(form)
