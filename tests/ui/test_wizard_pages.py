"""The steps of the wizard one by one: what is chosen is kept in the book, and leaving half-way loses nothing."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)

from app.book import attachments, editing
from app.domain.listing import Listing
from app.domain.period import FIRST_HALF, SECOND_HALF, YEAR
from app.ui.record_dialog import RecordDialog
from app.ui.window import MainWindow
from app.ui.wizard.page_period import NOTHING
from app.ui.wizard.wizard import ANNEXES, CHECK, LISTS, PERIOD, SECTIONS, WRITE
from tests.ui.wizard_help import open_wizard, settled, text_of, told


def photo(window: MainWindow, number: int) -> int:
    """A photograph on an activity of the year."""
    ids = window.desk.read.ids(Listing("activity"))
    out = BytesIO()
    Image.new("RGB", (60, 40), (40 * number, 100, 120)).save(out, "PNG")
    incoming = [attachments.Incoming(f"{number}.png", out.getvalue())]
    return attachments.attach_all(window.desk.book, "activity", ids[number % len(ids)], incoming)[0]


# ------------------------------------------------------------------------------------------- the wizard itself


def test_it_is_left_half_way_and_comes_back_there(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, PERIOD)
    assert not wizard.isModal()
    wizard.next.click()
    wizard.next.click()
    assert wizard.at == SECTIONS
    wizard.close()
    assert window.workplace.page.wizard is None
    window.workplace.page.open_wizard()
    assert window.workplace.page.wizard.at == SECTIONS
    window.actions_.by_name["wizard"].trigger()
    assert window.workplace.page.wizard.isVisible()


def test_back_next_and_write_stand_where_they_belong(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, PERIOD)
    assert not wizard.back.isEnabled()
    assert wizard.next.isVisible()
    assert not wizard.go.isVisible()
    wizard.steps.setCurrentRow(WRITE)
    assert wizard.go.isVisible()
    assert not wizard.next.isVisible()


def test_every_page_fits_a_low_screen(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, PERIOD)
    for step in range(6):
        wizard.turn_to(step)
        settled(window, qtbot)
    wizard.turn_to(SECTIONS)
    wizard.pages[SECTIONS].pane.edit(told(window).spots[0].place)
    assert wizard.minimumSizeHint().width() <= 911 - 24
    assert wizard.minimumSizeHint().height() <= 467 - 48


def test_everything_has_a_name_for_a_screen_reader(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, PERIOD)
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QTextEdit)
    for step in range(6):
        wizard.turn_to(step)
        for kind in kinds:
            for widget in wizard.pages[step].findChildren(kind):
                if widget.isVisible() and not widget.objectName().startswith("qt_") and widget.focusPolicy():
                    inside = isinstance(widget.parent(), (QComboBox, QAbstractItemView, QTabBar))
                    inside = inside or widget.parent().metaObject().className().startswith("QComboBox")
                    assert inside or widget.accessibleName(), widget


# ------------------------------------------------------------------------------------------- 1 period


def test_each_period_has_its_own_summary(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, PERIOD)
    page = wizard.pages[PERIOD]
    page._group.button(page._keys.index(FIRST_HALF)).click()
    settled(window, qtbot)
    assert told(window).made.draft.period.key == FIRST_HALF
    assert "2026年上半年" in text_of(window)
    page.style_box.setCurrentIndex(page.style_box.findData("school"))
    page.style_box.activated.emit(page.style_box.currentIndex())
    settled(window, qtbot)
    assert told(window).made.style.id == "school"
    page._group.button(page._keys.index(YEAR)).click()
    settled(window, qtbot)
    assert told(window).made.style.id == "township"
    assert not page.style_box.currentData()


def test_a_time_without_work_says_what_to_do(window: MainWindow, qtbot) -> None:
    for row in window.desk.read.every("entry"):
        editing.save(window.desk.book, "entry", row["id"], {"happened": "2月"})
    for table in ("nominee", "award"):  # an award has no time of its own
        editing.delete(window.desk.book, table, window.desk.read.ids(Listing(table)))
    wizard = open_wizard(window, qtbot, PERIOD)
    page = wizard.pages[PERIOD]
    page._group.button(page._keys.index(SECOND_HALF)).click()
    settled(window, qtbot)
    assert told(window).made.facts.work == ()
    assert page._told.text() == window.say(NOTHING)
    assert any(hint.table == "entry" for hint in told(window).hints)


# ------------------------------------------------------------------------------------------- 2 check


def test_findings_open_their_rows_and_the_wizard_stays(window: MainWindow, qtbot) -> None:
    row = window.desk.read.every("activity")[0]
    editing.save(window.desk.book, "activity", row["id"], {"persons": "9", "person_times": "3"})
    wizard = open_wizard(window, qtbot, CHECK)
    page = wizard.pages[CHECK]
    qtbot.waitUntil(lambda: bool(page.findings))
    at = next(n for n in range(page.tree.topLevelItemCount()) if row["title"] in page.tree.topLevelItem(n).text(0))
    page.tree.itemDoubleClicked.emit(page.tree.topLevelItem(at), 0)
    form = wizard.findChild(RecordDialog).form
    assert form.row_id == row["id"]
    assert wizard.isVisible()
    before = len(page.findings)
    editing.save(window.desk.book, "activity", row["id"], {"person_times": "9"})
    qtbot.waitUntil(lambda: len(page.findings) == before - 1)


# ------------------------------------------------------------------------------------------- 3 sections


def test_a_section_left_out_is_not_printed_and_the_numbers_close_up(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, SECTIONS)
    sections = wizard.pages[SECTIONS].sections
    movable = sections._movable()
    heads = [line for line in text_of(window).splitlines() if line.startswith("（")]
    assert len(heads) == len(movable) >= 2
    at = sections.keys().index(movable[0])
    sections.rows.item(at).setCheckState(Qt.CheckState.Unchecked)
    settled(window, qtbot)
    left = [line for line in text_of(window).splitlines() if line.startswith("（")]
    assert len(left) == len(heads) - 1
    assert left[0] == "（一）" + heads[1].removeprefix("（二）")
    assert wizard.pages[SECTIONS].hints.rows.count() >= 1
    sections.rows.item(at).setCheckState(Qt.CheckState.Checked)
    settled(window, qtbot)
    assert [line for line in text_of(window).splitlines() if line.startswith("（")] == heads


def test_sections_move_by_buttons_and_by_dragging(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, SECTIONS)
    sections = wizard.pages[SECTIONS].sections
    first, second, *rest = sections._movable()
    sections.rows.setCurrentRow(sections.keys().index(first))
    assert not sections.up.isEnabled()
    sections.down.click()
    settled(window, qtbot)
    assert sections._movable() == [second, first, *rest]
    assert sections.keys()[sections.rows.currentRow()] == first
    keys = sections.keys()
    item = sections.rows.takeItem(keys.index(first))  # what a drag does
    sections.rows.insertItem(0, item)
    sections.rows.dropped.emit()
    settled(window, qtbot)
    assert sections._movable() == [first, second, *rest]
    assert sections.keys()[0] == "opening" or sections.keys()[0] == "basics"


# ------------------------------------------------------------------------------------------- 4 problems and plans


def test_lines_are_added_changed_moved_and_deleted(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, LISTS)
    plans = wizard.pages[LISTS].plans
    for words in ("多办活动", "多走基层"):
        plans.text.insertPlainText(words)
        qtbot.keyClick(plans.text, Qt.Key.Key_Return)
    rows = window.desk.read.rows("plan", plans.ids())
    assert [rows[one]["content"] for one in plans.ids()] == ["多办活动", "多走基层"]
    assert {row["year"] for row in rows.values()} == {2026}

    plans.rows.setCurrentRow(1)
    qtbot.waitUntil(lambda: plans.text.toPlainText() == "多走基层")
    plans.area.setCurrentIndex(plans.area.findData("维权"))
    plans.area.activated.emit(plans.area.currentIndex())
    plans.up.click()
    found = [window.desk.read.row("plan", one) for one in plans.ids()]
    assert [(row["content"], row["area"]) for row in found] == [("多走基层", "维权"), ("多办活动", "")]
    settled(window, qtbot)
    assert text_of(window).index("多走基层") < text_of(window).index("多办活动")

    plans.text.setPlainText("多走基层，多听意见")
    plans.rows.setCurrentRow(1)  # going on keeps what was typed
    qtbot.waitUntil(lambda: plans.text.toPlainText() == "多办活动")
    assert [window.desk.read.row("plan", one)["content"] for one in plans.ids()] == ["多走基层，多听意见", "多办活动"]
    plans.remove.click()
    assert len(plans.ids()) == 1
    window.actions_.by_name["undo"].trigger()
    assert len(plans.ids()) == 2


def test_a_line_being_written_is_kept_when_the_step_is_left(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, LISTS)
    problems = wizard.pages[LISTS].problems
    problems.text.setPlainText("人手不够")
    wizard.turn_to(WRITE)
    assert [row["content"] for row in window.desk.read.every("problem")] == ["人手不够"]


# ------------------------------------------------------------------------------------------- 5 annexes


def test_annexes_photos_and_signature(window: MainWindow, qtbot) -> None:
    photos = [photo(window, number) for number in (1, 2)]
    wizard = open_wizard(window, qtbot, ANNEXES)
    page = wizard.pages[ANNEXES]
    qtbot.waitUntil(lambda: page.list.count() == 2)
    page.data.click()
    for at in range(2):
        page.list.item(at).setCheckState(Qt.CheckState.Checked)
        qtbot.waitUntil(lambda: page.list.count() == 2)
    page.list.setCurrentRow(0)
    page.caption.setText("热火朝天")
    page.caption.setModified(True)
    page.signer.setText("小青镇总工会委员会")
    page.signer.setModified(True)
    page.day.set_value("2026-12-20")
    page.sealed.click()
    assert page.may_leave()
    settled(window, qtbot)
    draft = told(window).made.draft
    assert draft.annexes == {"data", "photos"}
    assert set(draft.photos) == set(photos)
    assert (draft.signer, draft.signed_on, draft.sealed) == ("小青镇总工会委员会", "2026-12-20", True)
    text = text_of(window)
    assert "附件：1." in text
    assert "热火朝天" in text
    assert "小青镇总工会委员会\n2026年12月20日" in text
    page.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: page.list.count() == 2 and len(page.maker.draft.photos) == 1)
    page.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert "photos" not in page.maker.draft.annexes


def test_a_day_that_is_none_is_marked(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, ANNEXES)
    page = wizard.pages[ANNEXES]
    page.day.set_value("年底前后吧")
    wizard.turn_to(WRITE)
    assert wizard.at == ANNEXES
    page.day.set_value("")
    wizard.turn_to(WRITE)
    assert wizard.at == WRITE


def test_without_photos_it_says_where_they_come_from(window: MainWindow, qtbot) -> None:
    wizard = open_wizard(window, qtbot, ANNEXES)
    page = wizard.pages[ANNEXES]
    qtbot.waitUntil(page._none.isVisible)
    assert not page.list.isVisible()
