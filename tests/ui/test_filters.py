"""Filters in the window: sentences in both languages, the dialog, the button above the table, and saved filters."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.book import editing
from app.book import filters as kept
from app.book.book import Book
from app.domain.errors import Refused
from app.domain.filters import RELATIONS, ops_of
from app.domain.listing import Condition, Listing, aged, all_of, among, any_of, between, none_of, one_of
from app.domain.records import BY_TABLE
from app.i18n import Language
from app.ui.filter_bar import FilterBar
from app.ui.filter_dialog import FilterDialog
from app.ui.filter_row import FilterRow, subjects
from app.ui.filter_words import kept_words, sentence
from app.ui.speech import Speech
from tests.store.test_conditions import sample

MEMBER, ENTRY = BY_TABLE["member"], BY_TABLE["entry"]
ROSTER = Condition("state", "on_roster")
DATA = Path(__file__).resolve().parent.parent / "data"


def said(code: str, conditions, record=MEMBER, names=None) -> str:
    return sentence(Speech(Language(code)), record, conditions, names)


# ------------------------------------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("conditions", "chinese", "english"),
    [
        ((ROSTER, one_of("gender", ["女"]), aged("birth", 50, None), Condition("", "without", "aided_this_year")),
         "在册，女，50 岁及以上，本年未慰问过",
         "on the roster, 女, 50 or older, not visited or helped this year"),
        ((Condition("joined", "blank"),), "没有入会日期", "Joined the union is blank"),
        ((any_of(Condition("hardship", "filled"), Condition("", "with", "hardship_open")),),
         "有困难类别，或有在档的困难档案", "Hardship is filled in, or with an open hardship file"),
        ((ROSTER, any_of(aged("birth", None, 30), Condition("birth", "this_month"))),
         "在册，（30 岁及以下，或本月生日）", "on the roster, (30 or younger, or birthday this month)"),
        ((none_of(Condition("post", "has", "电工"), Condition("birth", "blank")),),
         "不符合（岗位含“电工”，或没有出生日期）", "not (Job contains “电工”, or Born is blank)"),
        ((any_of(all_of(ROSTER, aged("birth", 20, 30)), among([1, 2])),),
         "（在册，20 至 30 岁），或选定的 2 条记录", "(on the roster, 20 to 30 years old), or 2 chosen records"),
        ((between("wage", None, 300050),), "月基本工资 3,000.50 元及以下", "Monthly basic wage 3,000.50 yuan or less"),
        ((Condition("is_migrant", "is", 1),), "农民工：是", "Migrant worker: yes"),
        ((one_of("state", ["正常", "去世"], negated=True),), "会籍状态不是正常、去世", "Membership is not 正常, 去世"),
        ((between("joined", "2020-01-01", "2020-12-31"),), "入会日期在 2020-01-01 至 2020-12-31",
         "Joined the union from 2020-01-01 to 2020-12-31"),
        ((), "", ""),
    ],
)  # fmt: skip
def test_conditions_read_as_a_sentence(conditions, chinese, english):
    assert said("zh_CN", conditions) == chinese
    assert said("en", conditions) == english


def test_amounts_are_said_in_yuan():
    asked = (Condition("cash", "from", 50000),)
    assert said("zh_CN", asked, ENTRY) == "慰问金 500 元及以上"


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_every_comparison_of_every_field_has_its_words(code):
    """No place is left unfilled, and in Chinese no English shows."""
    for record in BY_TABLE.values():
        for field in record.fields:
            if not field.header:
                continue
            for op in ops_of(field):
                check_words(code, said(code, (sample(field, op),), record))
    for relation in RELATIONS:
        for op in ("with", "without"):
            check_words(code, said(code, (Condition("", op, relation.name),), BY_TABLE[relation.table]))


def check_words(code: str, words: str) -> None:
    assert words
    assert not re.search(r"[{}]|None", words), words
    assert code != "zh_CN" or not re.search(r"[A-Za-z]", words), words


def test_a_unit_is_said_by_its_own_name(desk):
    unit = desk.read.ids(Listing("unit", text="纺织厂"))[0]
    asked = (Condition("unit_id", "under", unit),)
    assert said("zh_CN", asked, names=desk.read.captions) == "所属组织为纺织厂工会（含下级）"


def test_the_windows_words_are_chinese(desk):
    for record in BY_TABLE.values():
        for group in subjects(desk, record):
            for subject in group:
                if record.table not in ("figure", "attachment", "paper", "saved_filter"):
                    assert not re.search(r"[A-Za-z]", subject.caption), (record.table, subject)


# ------------------------------------------------------------------------------------------- the dialog


@pytest.fixture
def parent(app) -> QWidget:
    widget = QWidget()
    yield widget
    widget.deleteLater()


def dialog(parent, desk, conditions=(), record=MEMBER, found=None) -> FilterDialog:
    made = FilterDialog(parent, desk, record, conditions, found)
    made.heard = []
    made.chosen.connect(made.heard.append)
    return made


def choose(row: FilterRow, name: str, op: str = "") -> None:
    at = next(i for i in range(row.subject.count()) if (row.subject.itemData(i) or ("", ""))[1] == name)
    row.subject.setCurrentIndex(at)
    if op:
        assert row.op.findData(op) >= 0
        row.op.setCurrentIndex(row.op.findData(op))


def test_conditions_are_put_together_line_by_line(parent, desk):
    window = dialog(parent, desk)
    choose(window.rows[0], "gender", "in")
    window.rows[0].editor.put('["女"]')
    choose(window.add(), "birth")  # the age comes before the date itself
    window.rows[1].editor.low.line.setText("50")
    choose(window.add(), "aided_this_year", "without")
    window.refresh()
    asked = (one_of("gender", ["女"]), aged("birth", 50, None), Condition("", "without", "aided_this_year"))
    assert window.conditions() == asked
    assert window.words.text() == "女，50 岁及以上，本年未慰问过"
    number = len(desk.read.ids(Listing("member", desk.year, conditions=asked)))
    assert window.count.text() == f"符合 {number} 人"
    window.joint.setCurrentIndex(1)
    window.apply()
    assert window.heard == [(any_of(*asked),)]


@pytest.mark.parametrize(
    ("record", "condition"),
    [
        (MEMBER, one_of("political", ["群众", "手写的词"])),
        (MEMBER, ROSTER),
        (MEMBER, aged("birth", 20, 30)),
        (MEMBER, aged("joined", 30, None)),
        (MEMBER, Condition("birth", "month", 3)),
        (MEMBER, between("joined", "2020-01-01", None)),
        (MEMBER, Condition("joined", "to", "2020-05-31")),
        (MEMBER, Condition("is_migrant", "is", 0)),
        (MEMBER, Condition("name", "lacks", "三")),
        (MEMBER, Condition("id_no", "blank")),
        (MEMBER, Condition("", "with", "took_part")),
        (ENTRY, between("cash", 50050, 100000)),
        (ENTRY, Condition("persons", "from", 3)),
        (ENTRY, Condition("happened", "this_year")),
        (MEMBER, none_of(ROSTER)),
        (MEMBER, among([1, 2])),
        (MEMBER, Condition("gender", "not", "女")),
    ],
)
def test_a_filter_comes_back_from_the_dialog_as_it_was(parent, desk, record, condition):
    window = dialog(parent, desk, (condition, Condition("remark", "filled")), record)
    assert window.conditions() == (condition, Condition("remark", "filled"))
    window = dialog(parent, desk, (any_of(condition, Condition("remark", "filled")),), record)
    assert window.joint.currentData() == "any"
    assert window.conditions() == (any_of(condition, Condition("remark", "filled")),)


def test_a_unit_is_chosen_by_its_path(parent, desk):
    unit = desk.read.ids(Listing("unit", text="小学"))[0]
    window = dialog(parent, desk, (Condition("unit_id", "under", unit),))
    assert window.rows[0].editor.box.currentText() == "小青镇总工会/小学工会"
    assert window.conditions() == (Condition("unit_id", "under", unit),)


def test_a_month_typed_is_its_first_or_its_last_day(parent, desk):
    window = dialog(parent, desk)
    choose(window.rows[0], "joined", "between")
    window.rows[0].editor.low.line.setText("2026年2月")
    window.rows[0].editor.high.line.setText("2026-02")
    assert window.conditions() == (between("joined", "2026-02-01", "2026-02-28"),)


def test_what_cannot_be_read_is_said_and_nothing_is_applied(parent, desk):
    window = dialog(parent, desk)
    choose(window.rows[0], "birth")
    window.rows[0].editor.low.line.setText("五十几")
    window.apply()
    assert window.heard == []
    assert "五十几" in window.trouble.text()
    window.rows[0].editor.low.line.setText("50")
    window.apply()
    assert window.heard == [(aged("birth", 50, None),)]


def test_a_line_without_a_value_is_said_and_one_untouched_does_not_matter(parent, desk):
    window = dialog(parent, desk, (ROSTER,))
    window.add()
    window.apply()
    assert window.heard == [(ROSTER,)]
    window = dialog(parent, desk, (ROSTER,))
    choose(window.add(), "post", "has")
    window.apply()
    assert window.heard == []
    assert not window.trouble.isHidden()
    window.remove(window.rows[1])
    window.apply()
    assert window.heard == [(ROSTER,)]


def test_words_are_ticked_with_the_keys(parent, desk):
    window = dialog(parent, desk)
    choose(window.rows[0], "gender", "in")
    editor = window.rows[0].editor
    parent.show()
    editor.unfold()
    listed = editor._list.list
    listed.setCurrentRow(2)
    QTest.keyClick(listed, Qt.Key.Key_Space)
    listed.setCurrentRow(1)
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert editor.ticked == ["男", "女"]
    QTest.keyClick(listed, Qt.Key.Key_Space)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert window.conditions() == (one_of("gender", ["女"]),)
    assert editor.box.currentText() == "女"


def test_a_click_anywhere_in_a_line_ticks_it_once(parent, desk):
    window = dialog(parent, desk)
    choose(window.rows[0], "gender", "in")
    editor = window.rows[0].editor
    parent.show()
    editor.unfold()
    listed = editor._list.list
    for row, x in ((2, 60), (1, 12)):
        place = listed.visualItemRect(listed.item(row))
        QTest.mouseClick(
            listed.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft().__class__(x, place.center().y())
        )
    assert editor.ticked == ["男", "女"]
    editor._list.close()


def test_every_part_of_the_dialog_has_a_name(parent, desk):
    window = dialog(
        parent, desk, (aged("birth", 1, 2), one_of("gender", ["女"]), between("joined", None, "2020-01-01"))
    )
    for widget in window.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisibleTo(window) and not widget.objectName().startswith("qt_"):
            assert widget.accessibleName() or widget.focusProxy(), widget


# ------------------------------------------------------------------------------------------- saved filters


def test_a_saved_filter_can_be_changed_deleted_and_taken_back(desk):
    book = desk.book
    row_id = kept.save(book, MEMBER, " 退休  女会员 ", (ROSTER, one_of("gender", ["女"])), order=("joined", True))
    (found,) = kept.saved(desk.read, MEMBER)
    assert (found.name, found.row_id, found.sort, found.descending) == ("退休 女会员", row_id, "joined", True)
    assert found.conditions == (ROSTER, one_of("gender", ["女"]))
    assert kept.saved(desk.read, ENTRY) == ()
    kept.save(book, MEMBER, "女会员们", (ROSTER,), row_id)
    assert [one.name for one in kept.saved(desk.read, MEMBER)] == ["女会员们"]
    book.undo()
    assert [one.name for one in kept.saved(desk.read, MEMBER)] == ["退休 女会员"]
    kept.delete(book, row_id)
    assert kept.saved(desk.read, MEMBER) == ()
    book.undo()
    assert kept.saved(desk.read, MEMBER)[0].conditions == found.conditions
    caption = desk.read.captions(kept.TABLE, [row_id])[row_id]
    assert caption == "退休 女会员"


def test_the_history_says_a_saved_filter_in_words(desk):
    row_id = kept.save(desk.book, MEMBER, "甲", (ROSTER, aged("birth", 50, None)), order=("joined", False))
    row = desk.read.row(kept.TABLE, row_id)
    said_of = {
        name: kept_words(desk.speech, desk.read, row_id, name, str(row[name]))
        for name in ("table_name", "name", "conditions", "sort", "columns")
    }
    assert said_of == {
        "table_name": "会员", "name": "甲", "conditions": "在册，50 岁及以上", "sort": "入会日期", "columns": "",
    }  # fmt: skip
    assert kept_words(desk.speech, desk.read, 1, "conditions", "[]") == ""


def test_two_saved_filters_do_not_share_a_name(desk):
    kept.save(desk.book, MEMBER, "甲", (ROSTER,))
    with pytest.raises(Refused, match="甲"):
        kept.save(desk.book, MEMBER, "甲", ())
    kept.save(desk.book, ENTRY, "甲", ())


def test_a_saved_filter_of_a_later_version_says_what_it_left_out(desk):
    typed = {"table_name": "member", "name": "明年的", "conditions": '[{"op":"rhymes","field":"name"}]'}
    editing.save(desk.book, kept.TABLE, None, typed)
    (found,) = kept.saved(desk.read, MEMBER)
    assert (found.conditions, found.unknown) == ((), ("name",))
    bar = FilterBar(desk, MEMBER)
    heard = []
    desk.say_short.connect(heard.append)
    bar.use(found)
    assert "明年的" in heard[0]


def test_a_file_of_the_first_schema_opened_for_reading_has_none(tmp_path):
    path = tmp_path / "old.union"
    shutil.copy(DATA / "schema-001.union", path)
    with Book.open(path, read_only=True) as book:
        assert kept.saved(book.read, MEMBER) == ()
        assert book.read.ids(Listing("member", conditions=(ROSTER,)))


def test_a_file_of_the_first_schema_can_keep_filters(tmp_path):
    path = tmp_path / "old.union"
    shutil.copy(DATA / "schema-001.union", path)
    with Book.open(path) as book:
        row_id = kept.save(book, MEMBER, "甲", (ROSTER,))
        assert kept.saved(book.read, MEMBER)[0].row_id == row_id
        assert row_id >> 31 == book.read.union()["id"] >> 31


# ------------------------------------------------------------------------------------------- the button


@pytest.fixture
def bar(desk) -> FilterBar:
    made = FilterBar(desk, MEMBER)
    made.heard = []
    made.changed.connect(made.heard.append)
    return made


def pick(bar: FilterBar, words: str) -> None:
    action = next(action for action in bar.fill().actions() if action.text() == words)
    action.trigger()


def test_members_begin_with_those_on_the_roster(bar):
    assert bar.conditions == (ROSTER,)
    assert bar.currentText() == "筛选：在册会员"
    assert bar.line.isHidden()
    assert bar.heard == []


def test_a_ready_made_filter_says_what_it_asks_for(bar, desk):
    pick(bar, "女会员")
    assert bar.heard == [(ROSTER, one_of("gender", ["女"]))]
    assert bar.line.words.text() == "在册，女"
    assert not bar.line.isHidden()
    assert {desk.read.row("member", i)["gender"] for i in
            desk.read.ids(Listing("member", conditions=bar.conditions))} == {"女"}  # fmt: skip
    bar.line.wanted_clear.emit()
    assert bar.heard[-1] == (ROSTER,)
    assert bar.line.isHidden()
    pick(bar, "全部记录")
    assert bar.heard[-1] == ()


def test_a_new_filter_is_made_saved_used_and_deleted(bar, desk, answers):
    pick(bar, "新筛选…")
    window = bar.window().findChild(FilterDialog)
    assert window.conditions() == (ROSTER,)
    choose(window.add(), "joined", "this_year")
    window.keep()
    assert not window.trouble.isHidden()  # no name yet
    window.name.setText("今年新来的")
    window.keep()
    assert bar.heard == [(ROSTER, Condition("joined", "this_year"))]
    assert bar.currentText() == "筛选：今年新来的"
    assert [action.text() for action in bar.fill().actions() if action.isChecked()] == ["今年新来的"]
    pick(bar, "删除“今年新来的”")
    assert "今年新来的" in answers.asked[-1]
    assert kept.saved(desk.read, MEMBER) == ()
    assert bar.currentText() == "筛选：在册会员"


def test_a_saved_filter_is_renamed_in_the_same_window(bar, desk):
    kept.save(desk.book, MEMBER, "甲", (ROSTER,))
    pick(bar, "甲")
    pick(bar, "修改“甲”…")
    window = bar.window().findChild(FilterDialog)
    window.name.setText("乙")
    window.keep()
    assert [one.name for one in kept.saved(desk.read, MEMBER)] == ["乙"]
    assert bar.currentText() == "筛选：乙"
    desk.book.undo()
    assert bar.currentText() == "筛选：甲"


def test_conditions_from_elsewhere_are_said(bar):
    bar.show_conditions((Condition("joined", "blank"),))
    assert bar.heard == []
    assert bar.line.words.text() == "没有入会日期"
    assert bar.currentText() == "筛选：自定条件"
    bar.show_conditions((ROSTER,))
    assert bar.currentText() == "筛选：在册会员"
    assert bar.line.isHidden()
    bar.show_conditions(())
    assert bar.currentText() == "筛选：全部"
