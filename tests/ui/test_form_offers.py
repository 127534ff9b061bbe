"""What fields offer while they are typed into: alike in all of them, and never more than the clerk took."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.book import editing
from app.domain.records import BY_TABLE
from app.ui.desk import Desk
from app.ui.form_offers import Offers
from app.ui.record_form import RecordForm

KEY = Qt.Key


@pytest.fixture(autouse=True)
def _leave(desk: Desk) -> Iterator[None]:
    """Take the cursor out of the form while there is a book to ask."""
    yield
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()


@pytest.fixture
def form(desk: Desk, app, qtbot) -> RecordForm:
    """A form with an own first name beside the union's people, so that there are two for w."""
    editing.save(desk.book, "member", None, {"name": "吴新民", "state": "正常"})
    form = RecordForm(desk, BY_TABLE["entry"])
    qtbot.addWidget(form)
    form.resize(420, 600)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.start_new()
    return form


def _field(form: RecordForm, name: str) -> tuple[QWidget, Offers]:
    """The widget that is typed into, with the cursor, and its offers."""
    editor = form.editors[name]
    form.focus_field(name)
    return editor.inner, (editor if hasattr(editor, "offers") else editor.text).offers


def _type(form: RecordForm, name: str, letters: str) -> tuple[QWidget, Offers]:
    widget, offers = _field(form, name)
    QTest.keyClicks(widget, letters)
    editor = form.editors[name]
    if name == "target":
        editor.text.offer()
    elif name == "member_id":
        editor.offer()
    assert offers.open
    return widget, offers


def _shown(form: RecordForm, name: str) -> str:
    """What stands in a field."""
    inner = form.editors[name].inner
    box = {"target": "toPlainText", "kind": "currentText"}.get(name, "text")
    return getattr(inner, box)()


FIELDS = pytest.mark.parametrize(
    ("name", "letters", "first"), [("kind", "sbzy", "生病住院"), ("target", "gy", "高䶮"), ("member_id", "gy", "高䶮")]
)


@FIELDS
@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_the_first_is_lit_and_enter_takes_it(form, name: str, letters: str, first: str, key) -> None:
    _, offers = _type(form, name, letters)
    assert offers.lit() is not None
    QTest.keyClick(offers.popup(), key)
    assert not offers.open
    assert _shown(form, name) == first
    assert form.dirty


@FIELDS
def test_down_past_the_end_and_up_stay_on_an_offer(form, name: str, letters: str, first: str) -> None:
    _, offers = _type(form, name, letters)
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Up, KEY.Key_Up):
        QTest.keyClick(offers.popup(), key)
        assert offers.lit() is not None
    QTest.keyClick(offers.popup(), KEY.Key_Return)
    assert _shown(form, name) == first


@FIELDS
def test_escape_closes_and_keeps_the_typing(form, name: str, letters: str, first: str) -> None:
    _, offers = _type(form, name, letters)
    QTest.keyClick(offers.popup(), KEY.Key_Down)
    QTest.keyClick(offers.popup(), KEY.Key_Escape)
    assert not offers.open
    assert _shown(form, name) == letters


@FIELDS
def test_tab_takes_the_lit_one_and_goes_on(form, name: str, letters: str, first: str) -> None:
    widget, offers = _type(form, name, letters)
    QTest.keyClick(offers.popup(), KEY.Key_Tab)
    assert _shown(form, name) == first
    assert not widget.hasFocus()


@FIELDS
def test_the_list_leaves_its_field_free_and_goes_with_the_cursor(form, name: str, letters: str, first: str) -> None:
    widget, offers = _type(form, name, letters)
    place = QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
    assert not place.intersects(offers.popup().geometry())
    form.editors["cash"].inner.setFocus()
    assert not offers.open
    # Initials that can mean but one member are hers when they are left, whatever was offered.
    assert _shown(form, name) == (first if name == "target" else letters)


@FIELDS
def test_a_click_elsewhere_takes_nothing(form, name: str, letters: str, first: str) -> None:
    _, offers = _type(form, name, letters)
    outside = offers.popup()
    QTest.mouseClick(outside, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(-40, -40))
    assert not offers.open
    assert _shown(form, name) == letters


def test_the_second_of_two_is_taken_with_down_and_enter(form) -> None:
    _, offers = _type(form, "target", "w")
    first, second = (person.name for person in offers.offered())
    QTest.keyClick(offers.popup(), KEY.Key_Down)
    assert _shown(form, "target") == "w"  # nothing is written while the clerk looks
    QTest.keyClick(offers.popup(), KEY.Key_Return)
    assert _shown(form, "target") == second != first


def test_down_and_enter_typed_in_a_hurry_leave_neither_letters_nor_a_line_break(form) -> None:
    widget, offers = _field(form, "target")
    QTest.keyClicks(widget, "gy")
    QTest.keyClick(widget, KEY.Key_Down)
    assert offers.open
    QTest.keyClick(offers.popup(), KEY.Key_Return)
    assert _shown(form, "target") == "高䶮"


def test_enter_before_the_offers_are_there_takes_the_only_one_and_shows_several(form) -> None:
    widget, offers = _field(form, "target")
    QTest.keyClicks(widget, "gy")
    QTest.keyClick(widget, KEY.Key_Return)
    assert _shown(form, "target") == "高䶮"
    widget.setPlainText("")
    QTest.keyClicks(widget, "w")
    QTest.keyClick(widget, KEY.Key_Return)
    assert offers.open
    assert _shown(form, "target") == "w"


def test_a_word_that_is_whole_is_lit_before_longer_ones(form) -> None:
    box = form.editors["kind"].box
    box.addItems(["其他困难", "其他"])
    widget, offers = _field(form, "kind")
    box.lineEdit().setText("其他")
    box.lineEdit().textEdited.emit("其他")
    assert offers.open
    assert offers.lit() == "其他"
    assert widget.hasFocus()


def test_numbers_are_said_in_words(form) -> None:
    _, offers = _type(form, "target", "gy")
    said = offers.popup().model().index(0, 0).data()
    assert said.startswith("高䶮 · 小学工会 · 第 ")
    assert "№" not in said


def test_tab_leaves_a_name_that_is_written_out_as_it_is(form) -> None:
    widget, offers = _field(form, "target")
    widget.insertPlainText("陈")
    form.editors["target"].text.offer()
    assert offers.open
    QTest.keyClick(offers.popup(), KEY.Key_Tab)
    assert _shown(form, "target") == "陈"
    assert not widget.hasFocus()
