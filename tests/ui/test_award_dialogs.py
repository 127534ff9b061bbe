"""The windows for quotas and votes: what is typed is judged at once and kept in one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QTableView

from app.book import award_rounds, editing
from app.ui.award_quota import QuotaDialog
from app.ui.award_tally import TallyDialog
from app.ui.desk import Desk


def kept(qtbot, dialog):
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def award(desk: Desk) -> int:
    return int(desk.read.every("award")[0]["id"])


def put(dialog, row: int, name: str, text: str) -> None:
    dialog.model.setData(dialog.model.index(row, dialog.model.at(name)), text)


def column(dialog, name: str) -> list[str]:
    return [dialog.model.text(row, name) for row in range(dialog.model.rowCount())]


# ------------------------------------------------------------------------------------------------ quotas


def test_places_are_worked_out_for_every_unit(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, QuotaDialog(None, desk, award))
    assert column(dialog, "members") == ["3", "3"]
    assert column(dialog, "total") == ["1", "1"]
    assert dialog.sentence.property("kind") == "good"
    dialog.go.click()
    assert [row["allotted"] for row in desk.read.parts("award_quota", "award_id", award)] == [1, 1]
    desk.book.undo()
    assert desk.read.parts("award_quota", "award_id", award) == []


def test_what_does_not_add_up_is_said_and_cannot_be_kept(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, QuotaDialog(None, desk, award))
    dialog.total.setValue(3)
    dialog.rule.setCurrentIndex(dialog.rule.findData("down"))
    assert column(dialog, "allotted") == ["1", "1"]
    assert dialog.sentence.property("kind") == "problem"
    assert not dialog.go.isEnabled()
    put(dialog, 0, "adjusted", "+1")
    assert column(dialog, "total") == ["2", "1"]
    assert dialog.go.isEnabled()
    dialog.go.click()
    rows = desk.read.parts("award_quota", "award_id", award)
    assert [(row["allotted"], row["adjusted"]) for row in rows] == [(1, 1), (1, None)]
    assert desk.read.row("award", award)["quota"] == 3


def test_a_ratio_of_the_members(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, QuotaDialog(None, desk, award))
    QTest.keyClicks(dialog.percent, "50")
    assert dialog.by_ratio.isChecked()
    assert dialog.plan.target == 3
    assert sum(int(text) for text in column(dialog, "total")) == 3


def test_members_of_a_unit_can_be_typed(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, QuotaDialog(None, desk, award))
    put(dialog, 0, "members", "9")
    assert column(dialog, "total") == ["2", "0"]
    put(dialog, 0, "members", "many")
    put(dialog, 0, "members", "-4")
    assert column(dialog, "members") == ["9", "3"]


def test_what_is_kept_is_shown_until_something_changes(desk: Desk, award: int, qtbot) -> None:
    with desk.book.step("By hand") as writer:
        writer.insert("award_quota", {"award_id": award, "place": "纺织厂工会", "members": 3, "allotted": 2})
        writer.insert("award_quota", {"award_id": award, "place": "小学工会", "members": 3, "allotted": 0})
    dialog = kept(qtbot, QuotaDialog(None, desk, award))
    assert column(dialog, "total") == ["2", "0"]
    assert not dialog.dirty
    dialog.floor.setValue(1)
    assert column(dialog, "total") == ["1", "1"]


def test_changes_are_not_lost_without_asking(desk: Desk, award: int, qtbot, answers) -> None:
    other = editing.save(desk.book, "award", None, {"name": "优秀工会工作者", "target": "个人", "quota": "1"})
    dialog = kept(qtbot, QuotaDialog(None, desk, award))
    dialog.total.setValue(4)
    answers._confirm = False
    dialog.award.setCurrentIndex(dialog.award.findData(other))
    dialog.award.activated.emit(dialog.award.currentIndex())
    assert dialog.award_id() == award
    dialog.reject()
    assert dialog.isVisible()
    answers._confirm = True
    dialog.reject()
    assert not dialog.isVisible()


# ------------------------------------------------------------------------------------------------ votes


def filled(dialog: TallyDialog, *numbers: int) -> None:
    for name, number in zip(("due", "present", "issued", "returned", "valid", "invalid"), numbers, strict=False):
        dialog.lines[name].setText(str(number))
        dialog.lines[name].textEdited.emit(str(number))


def test_numbers_that_do_not_agree_are_said_at_once(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    assert dialog.sentence.property("kind") == "muted"
    filled(dialog, 46, 44, 44, 45)
    assert dialog.sentence.property("kind") == "problem"
    assert "45" in dialog.sentence.text()
    assert dialog.lines["returned"].property("wrong") == "true"
    filled(dialog, 46, 44, 44, 44, 43, 1)
    assert dialog.sentence.property("kind") == "good"
    assert dialog.lines["returned"].property("wrong") == "false"


def test_letters_in_a_number_are_marked(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    QTest.keyClicks(dialog.lines["due"], "4x")
    assert dialog.lines["due"].property("wrong") == "true"


def test_who_passes_is_shown_and_written(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    filled(dialog, 46, 44, 44, 44, 43, 1)
    put(dialog, 0, "yes", "30")
    assert not dialog.go.isEnabled()
    assert "13" in dialog.model.text(0, "sum")
    dialog._fill_up()
    assert column(dialog, "no") == ["13"]
    assert dialog.model.text(0, "outcome")
    assert "陈一新" in dialog.told.text()
    dialog.lines["chief_scrutineer"].setText("赵六")
    dialog.go.click()
    nominee = desk.read.every("nominee")[0]
    assert (nominee["votes"], nominee["outcome"], nominee["due"]) == (30, "入选", 46)
    assert desk.read.every("tally")[0]["chief_scrutineer"] == "赵六"
    desk.book.undo()
    assert desk.read.every("tally") == []
    assert desk.read.every("nominee")[0]["outcome"] == ""


def test_the_rest_is_not_filled_up_while_the_ballots_disagree(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    assert not dialog.fill.isEnabled()
    assert dialog.fill.toolTip()
    put(dialog, 0, "yes", "30")
    filled(dialog, 46, 44, 44, 45, 44, 1)
    assert not dialog.fill.isEnabled()
    assert dialog.say("First put the numbers marked red right.") == dialog.fill.toolTip()
    dialog._fill_up()
    assert column(dialog, "no") == [""]
    filled(dialog, 46, 44, 44, 44, 43, 1)
    assert dialog.fill.isEnabled()
    assert not dialog.fill.toolTip()
    dialog.lines["due"].setText("4x")
    dialog.lines["due"].textEdited.emit("4x")
    assert not dialog.fill.isEnabled()


def test_filling_up_again_follows_the_corrected_numbers(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    filled(dialog, 46, 44, 44, 44, 43, 1)
    put(dialog, 0, "yes", "30")
    dialog.fill.click()
    assert column(dialog, "no") == ["13"]
    filled(dialog, 46, 44, 44, 40, 40, 0)
    dialog.fill.click()
    assert column(dialog, "no") == ["10"]
    put(dialog, 0, "yes", "35")
    dialog.fill.click()
    assert column(dialog, "no") == ["5"]
    put(dialog, 0, "no", "2")
    dialog.fill.click()
    assert column(dialog, "no") == ["5"], "two were counted, three are the rest"


def test_nothing_is_called_right_above_red_rows(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    filled(dialog, 46, 44, 44, 44, 43, 1)
    assert dialog.sentence.property("kind") == "good"
    put(dialog, 0, "yes", "30")
    assert dialog.sentence.property("kind") == "problem"
    dialog.fill.click()
    assert dialog.sentence.property("kind") == "good"


def test_the_next_award_of_a_round_was_counted_at_the_same_meeting(desk: Desk, award: int, qtbot) -> None:
    other = editing.save(desk.book, "award", None, {"name": "优秀工会工作者", "target": "个人", "quota": "1"})
    award_rounds.start(desk.book, 2026, "2026年度评优", [])
    first = kept(qtbot, TallyDialog(None, desk, award))
    filled(first, 46, 44, 44, 44, 43, 1)
    first.held.set_value("12月3日")
    first.lines["counters"].setText("钱七")
    first.keep_only()
    dialog = kept(qtbot, TallyDialog(None, desk, other))
    said = {name: line.text() for name, line in dialog.lines.items()}
    assert (said["due"], said["present"], said["issued"], said["counters"]) == ("46", "44", "", "钱七")
    assert dialog.held.value() == "12月3日"
    assert "优秀工会积极分子" in dialog.summary.text()
    assert not dialog.dirty


def test_the_rule_decides(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    filled(dialog, 46, 44, 44, 44, 43, 1)
    put(dialog, 0, "yes", "23")
    dialog._fill_up()
    assert dialog.model.text(0, "outcome") == dialog.say("too few votes")
    dialog.passing.setCurrentIndex(1)
    assert dialog.model.text(0, "outcome") == dialog.say("chosen")


def test_too_few_present_cannot_be_written(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    filled(dialog, 46, 20, 20, 20, 20, 0)
    put(dialog, 0, "yes", "20")
    dialog._fill_up()
    assert not dialog.go.isEnabled()
    dialog.keep_only()
    assert desk.read.every("tally")[0]["present"] == 20
    assert desk.read.every("nominee")[0]["outcome"] == ""


def test_a_name_written_in_gets_a_row_and_goes_when_emptied(desk: Desk, award: int, qtbot) -> None:
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    dialog.other.setText("高䶮")
    QTest.keyClick(dialog.other, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.model.rowCount() == 2
    put(dialog, 1, "yes", "")
    assert dialog.model.rowCount() == 1


def test_votes_are_typed_down_the_column_with_enter(desk: Desk, award: int, qtbot) -> None:
    editing.save(desk.book, "nominee", None, {"award_id": award, "name": "陈二妮"})
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    dialog.view.setCurrentIndex(dialog.model.index(0, dialog.model.at("yes")))
    for row, number in enumerate(("30", "28")):
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        editor = next(one for one in dialog.view.findChildren(QLineEdit) if one.isVisible())
        QTest.keyClicks(editor, number)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.view.state() is QTableView.State.NoState)
        assert column(dialog, "yes")[row] == number
    assert dialog.isVisible(), "Enter belongs to the table"


def test_typing_asks_for_no_cell_that_cannot_be_typed_into(desk: Desk, award: int, qtbot, qtlog) -> None:
    """Qt says “edit: editing failed” where a cell is asked to be typed into and is not, or is already."""
    editing.save(desk.book, "nominee", None, {"award_id": award, "name": "陈二妮"})
    for kind, name in ((TallyDialog, "yes"), (QuotaDialog, "adjusted")):
        dialog = kept(qtbot, kind(None, desk, award))
        dialog.view.setFocus()
        dialog.view.setCurrentIndex(dialog.model.index(0, dialog.model.at(name)))
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Enter):
            QTest.keyClicks(dialog.view, "1")
            editor = next(one for one in dialog.view.findChildren(QLineEdit) if one.isVisible())
            QTest.keyClick(editor, key)
            QApplication.processEvents()
        dialog.view.setCurrentIndex(dialog.model.index(0, 0))
        QTest.keyClicks(dialog.view, "1")
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert [one.message for one in qtlog.records if "editing failed" in one.message] == []


def test_no_text_is_cut_where_there_is_room_beside_it(desk: Desk, award: int, qtbot) -> None:
    editing.save(desk.book, "nominee", None, {"award_id": award, "name": "古丽巴哈尔·买买提（纺织厂工会）"})
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    dialog.resize(1300, 600)
    filled(dialog, 46, 44, 44, 44, 43, 1)
    put(dialog, 0, "yes", "2")
    wide, needed = dialog.view.columnWidth, dialog.view.sizeHintForColumn
    for at, one in enumerate(dialog.model.columns):
        assert wide(at) >= max(needed(at), dialog.view.horizontalHeader().sectionSizeHint(at)), one.name
    dialog.resize(900, 600)
    at = dialog.model.at("sum")
    assert wide(at) >= needed(at), "a long name takes no room from a short sum"
    assert not dialog.view.horizontalScrollBar().isVisible()


def test_tab_goes_on_to_the_next_cell_that_is_typed_into(desk: Desk, award: int, qtbot) -> None:
    editing.save(desk.book, "nominee", None, {"award_id": award, "name": "陈二妮"})
    dialog = kept(qtbot, TallyDialog(None, desk, award))
    dialog.view.setCurrentIndex(dialog.model.index(0, dialog.model.at("abstained")))
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    editor = next(one for one in dialog.view.findChildren(QLineEdit) if one.isVisible())
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    at = dialog.view.currentIndex()
    assert (at.row(), at.column()) == (1, dialog.model.at("yes"))


@pytest.mark.parametrize("kind", [QuotaDialog, TallyDialog])
def test_everything_has_a_name_for_a_screen_reader(desk: Desk, award: int, qtbot, kind: type) -> None:
    dialog = kept(qtbot, kind(None, desk, award))
    boxes = [
        *dialog.findChildren(QComboBox), *dialog.findChildren(QAbstractSpinBox), *dialog.findChildren(QTableView),
        *(one for one in dialog.findChildren(QLineEdit) if not isinstance(one.parent(), QAbstractSpinBox | QComboBox)),
    ]  # fmt: skip
    assert [one for one in boxes if not one.accessibleName()] == []


@pytest.mark.parametrize("kind", [QuotaDialog, TallyDialog])
def test_it_fits_a_small_screen(desk: Desk, award: int, qtbot, kind: type) -> None:
    dialog = kept(qtbot, kind(None, desk, award))
    least = dialog.minimumSizeHint()
    assert (least.width() <= 911 - 24, least.height() <= 467 - 48) == (True, True), least


@pytest.mark.parametrize("kind", [QuotaDialog, TallyDialog])
def test_a_year_without_awards_says_what_to_do(desk: Desk, qtbot, kind: type) -> None:
    desk.set_year(2020)
    dialog = kept(qtbot, kind(None, desk))
    assert not dialog.go.isEnabled()
    assert (dialog.sentence if kind is QuotaDialog else dialog.told).text()
