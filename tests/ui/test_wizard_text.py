"""The words of the summary changed in place: figures stay alive, changes are told, everything can be undone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication

from app.book import editing
from app.book.book import Book
from app.domain.errors import AppError
from app.domain.listing import Listing
from app.domain.summary_choices import Held, plain
from app.ui.window import MainWindow
from app.ui.wizard.chips import ChipEdit
from app.ui.wizard.places import TITLE
from app.ui.wizard.summary_view import ADD, LEAVE_OUT, SummaryView
from app.ui.wizard.wizard import SECTIONS, WRITE
from tests.ui.wizard_help import open_wizard, settled, text_of, told


@pytest.fixture
def wizard(window: MainWindow, qtbot):
    return open_wizard(window, qtbot, SECTIONS)


@pytest.fixture
def pane(wizard):
    return wizard.pages[SECTIONS].pane


def activity(window: MainWindow, title: str) -> int:
    ids = window.desk.read.ids(Listing("activity"))
    return next(one for one in ids if window.desk.read.row("activity", one)["title"] == title)


def sports(window: MainWindow) -> str:
    """The place of the passage about the sports day, which has figures."""
    return f"activity:{activity(window, '职工运动会')}"


def passage(window: MainWindow, place: str) -> str:
    found = told(window).made.worded.outline.passage(place)
    return "".join(one if isinstance(one, str) else one.text for one in found.pieces)


def test_words_are_changed_and_the_figure_stays_alive(window, pane, qtbot) -> None:
    place = sports(window)
    pane.edit(place)
    assert any(isinstance(part, Held) for part in pane.editor.text.body())
    pane.editor.text.moveCursor(QTextCursor.MoveOperation.Start)
    pane.editor.text.insertPlainText("最热闹的一天，")
    qtbot.keyClick(pane.editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(window, qtbot)
    assert not pane.editor.isVisible()
    assert passage(window, place).startswith("最热闹的一天，")
    assert "30余名" in passage(window, place)
    assert not pane.strip.isVisible()

    row = activity(window, "职工运动会")
    editing.save(window.desk.book, "activity", row, {"persons": "35余名", "figures": "清运垃圾=3吨"})
    settled(window, qtbot)
    assert "最热闹的一天，" in text_of(window)
    assert "35余名" in passage(window, place)
    assert pane.strip.isVisible()
    assert "30余名 → 35余名" in pane.strip.sentence.text()

    pane.strip.ok.click()
    settled(window, qtbot)
    assert not pane.strip.isVisible()
    assert "最热闹的一天，" in text_of(window)

    editing.save(window.desk.book, "activity", row, {"persons": "40余名"})
    settled(window, qtbot)
    pane.strip.new.click()
    settled(window, qtbot)
    assert not pane.strip.isVisible()
    assert "最热闹的一天，" not in text_of(window)
    assert "40余名" in passage(window, place)


def test_a_passage_whose_record_is_gone_is_told(window, pane, qtbot) -> None:
    pane.edit(sports(window))
    pane.editor.text.insertPlainText("真好。")
    pane.editor.keep()
    settled(window, qtbot)
    editing.delete(window.desk.book, "activity", [activity(window, "职工运动会")])
    settled(window, qtbot)
    assert pane.strip.isVisible()
    assert not pane.strip.new.isVisible()
    pane.strip.ok.click()
    settled(window, qtbot)
    assert not pane.strip.isVisible()
    assert told(window).made.draft.choices.words == {}


def test_escape_gives_up_and_the_wizard_stays(window, wizard, pane, qtbot) -> None:
    before = text_of(window)
    pane.edit(sports(window))
    pane.editor.text.insertPlainText("不要这个")
    qtbot.keyClick(pane.editor.text, Qt.Key.Key_Escape)
    assert not pane.editor.isVisible()
    assert wizard.isVisible()
    assert text_of(window) == before


def test_the_programs_words_come_back(window, pane, qtbot) -> None:
    place, before = sports(window), text_of(window)
    pane.edit(place)
    assert not pane.editor.back.isVisible()
    pane.editor.text.insertPlainText("我的话。")
    pane.editor.keep()
    settled(window, qtbot)
    pane.edit(place)
    assert pane.editor.back.isVisible()
    pane.editor.back.click()
    settled(window, qtbot)
    assert text_of(window) == before


def test_undo_is_the_windows(window, wizard, pane, qtbot) -> None:
    before = text_of(window)
    pane.edit(sports(window))
    pane.editor.text.insertPlainText("我的话。")
    pane.editor.keep()
    settled(window, qtbot)
    assert text_of(window) != before
    qtbot.keyClick(wizard, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(window, qtbot)
    assert text_of(window) == before
    qtbot.keyClick(wizard, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settled(window, qtbot)
    assert "我的话。" in text_of(window)


def test_title_heading_and_paragraphs_of_ones_own(window, pane, qtbot) -> None:
    chapter = next(one for one in told(window).made.plain.chapters if one.level == 2)
    for place, words in ((TITLE, "一年来的工作"), (f"heading:{chapter.key}", "暖心的事")):
        pane.edit(place)
        pane.editor.text.set_body((words,))
        pane.editor.keep()
        settled(window, qtbot)
    pane.wish(ADD, chapter.key)
    pane.editor.text.insertPlainText("另外，还有一件小事。")
    pane.editor.keep()
    settled(window, qtbot)
    lines = text_of(window).splitlines()
    assert lines[0] == "一年来的工作"
    assert any(line.endswith("暖心的事") and line.startswith("（") for line in lines)
    assert "另外，还有一件小事。" in lines
    own = next(one.place for one in told(window).spots if one.place.startswith("own:"))
    pane.wish(LEAVE_OUT, own)
    settled(window, qtbot)
    assert "另外，还有一件小事。" not in text_of(window)


def test_a_passage_left_out_is_offered_again(window, wizard, pane, qtbot) -> None:
    place = sports(window)
    pane.wish(LEAVE_OUT, place)
    settled(window, qtbot)
    assert "职工运动会" not in text_of(window)
    page = wizard.pages[SECTIONS]
    hints = [page.hints.rows.item(at).text() for at in range(page.hints.rows.count())]
    at = next(n for n, text in enumerate(hints) if "职工运动会" in text)
    page.hints.rows.setCurrentRow(at)
    page.hints.go.click()
    settled(window, qtbot)
    assert "职工运动会" in text_of(window)


def test_words_being_typed_are_kept_when_the_step_is_left(window, wizard, pane, qtbot) -> None:
    pane.edit(sports(window))
    pane.editor.text.insertPlainText("别丢了。")
    wizard.close()
    assert not wizard.isVisible()
    settled(window, qtbot)
    assert "别丢了。" in text_of(window)


def test_figures_are_underlined_and_say_how_they_were_counted(window, pane) -> None:
    view = pane.text
    figure = next(one for one in told(window).paper.figures if one.text == "30余名")
    found = []
    block = view.document().begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            form = at.fragment().charFormat()
            if form.anchorHref() == f"figure:{figure.id}":
                found.append(form)
            at += 1
        block = block.next()
    assert found[0].underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine
    assert figure.definition in found[0].toolTip()


def test_a_click_on_a_figure_lists_its_rows(window, wizard) -> None:
    page = wizard.pages[SECTIONS]
    figure = next(one for one in told(window).paper.figures if one.rows)
    page.pane.figure.emit(figure)
    assert page.trace.rows.topLevelItemCount() == len(figure.rows)
    page.trace._on_row(page.trace.rows.topLevelItem(0), 0)
    assert wizard.isVisible()


def _place_of(view: SummaryView, words: str) -> QPoint:
    cursor = view.document().find(words)
    view.setTextCursor(cursor)
    view.ensureCursorVisible()
    return view.cursorRect(cursor).center() - QPoint(6, 0)


def _point_at(view: SummaryView, at: QPoint) -> None:
    """A moved mouse without the machine's own pointer, which tests running beside this one move too."""
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, view.viewport().mapToGlobal(at), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_double_click_and_f2_edit_what_they_point_at(window, pane, qtbot) -> None:
    at = _place_of(pane.text, "职工运动会")
    qtbot.mouseDClick(pane.text.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pane.editor.place == sports(window)
    pane.close_editor()
    pane.text.setTextCursor(pane.text.document().find("三八联欢"))
    qtbot.keyClick(pane.text, Qt.Key.Key_F2)
    assert pane.editor.place == f"activity:{activity(window, '三八联欢')}"
    menu = pane.text.menu_for(pane.text.spot_at(pane.text.textCursor()))
    assert [action.data()[0] for action in menu.actions()][:3] == ["edit", "leave_out", "add"]


def test_the_pencil_comes_up_beside_what_is_pointed_at(window, pane, qtbot) -> None:
    at = _place_of(pane.text, "职工运动会")
    assert not pane.text._pencil.isVisible()
    _point_at(pane.text, at)
    assert pane.text._pencil.isVisible()
    qtbot.mouseClick(pane.text._pencil, Qt.MouseButton.LeftButton)
    assert pane.editor.place == sports(window)


def test_a_time_without_work_says_what_to_do(window, pane, qtbot) -> None:
    assert not pane._nothing.isVisible()
    window.desk.set_year(2019)
    settled(window, qtbot)
    assert pane._nothing.isVisible()


def test_a_style_that_is_gone_is_told_and_another_one_helps(window, pane, qtbot) -> None:
    failed = []
    pane.maker.failed.connect(failed.append)
    pane.maker.choose(style="no such style")
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], AppError)
    pane.maker.choose(style="school")
    settled(window, qtbot)
    assert told(window).made.style.id == "school"


def test_chips_move_by_cut_and_paste_and_are_not_typed_into(app, qtbot) -> None:
    edit = ChipEdit()
    qtbot.addWidget(edit)
    held = Held("人数之和", 0, "30人")
    edit.set_body(("看望", held, "。"))
    cursor = edit.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    edit.cut()
    assert edit.body() == ("看望。",)
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    edit.paste()
    qtbot.keyClicks(edit, "ren")
    assert edit.body() == (held, "ren看望。")
    edit.undo()
    assert plain(edit.body()).startswith("30人")


def test_a_figure_of_another_place_is_pasted_as_words(app, qtbot) -> None:
    edit = ChipEdit()
    qtbot.addWidget(edit)
    ours, theirs = Held("人数", 0, "30人"), Held("户数", 0, "8户")
    edit.set_body((ours, theirs))
    edit.selectAll()
    edit.copy()
    edit.set_body((), (ours,))
    edit.paste()
    assert edit.body() == (ours, "8户")


def test_closing_the_main_window_keeps_what_is_being_typed(window, pane, path) -> None:
    pane.edit(sports(window))
    pane.editor.text.insertPlainText("别丢了。")
    window.close()
    with Book.open(path) as book:
        assert "别丢了。" in book.read.every("summary_text")[0]["body"]


def test_one_part_after_the_other_is_changed(window, pane, qtbot) -> None:
    places = [spot.place for spot in told(window).spots]
    at = places.index(sports(window))
    pane.edit(places[at])
    pane.editor.text.insertPlainText("真热闹。")
    pane.editor.after.click()
    assert pane.editor.place == places[at + 1]
    pane.editor.before.click()
    settled(window, qtbot)
    assert pane.editor.place == places[at]
    assert "真热闹。" in text_of(window)
    pane.edit(places[0])
    pane.editor.before.click()
    assert pane.editor.place == places[0]


def test_another_year_closes_the_editor(window, pane) -> None:
    pane.edit(sports(window))
    pane.editor.text.insertPlainText("我的话。")
    window.desk.set_year(2025)
    assert not pane.editor.isVisible()
    assert window.desk.read.every("summary_text") == []


def test_an_input_method_writes_words_behind_a_chip(app, qtbot) -> None:
    edit = ChipEdit()
    qtbot.addWidget(edit)
    held = Held("人数之和", 0, "30人")
    edit.set_body((held,))
    event = QInputMethodEvent()
    event.setCommitString("参加")
    app.sendEvent(edit, event)
    assert edit.body() == (held, "参加")
    edit.insert_held(held)
    edit.insert_held(held)
    assert edit.body() == (held, "参加", held, held)


def test_what_cannot_be_kept_is_not_lost(window, wizard, pane, monkeypatch) -> None:
    monkeypatch.setattr(pane.maker, "write_words", lambda *_given: False)
    pane.edit(sports(window))
    pane.editor.text.insertPlainText("我的话。")
    wizard.turn_to(WRITE)
    assert wizard.at == SECTIONS
    assert pane.editor.isVisible()
    wizard.close()
    assert wizard.isVisible()
    pane.close_editor()


WORDS = st.text(st.sampled_from("全年慰问，。 \nabc"), min_size=1, max_size=8)
PARTS = st.one_of(
    WORDS, st.builds(Held, st.sampled_from(["甲", "乙"]), st.integers(0, 2), st.sampled_from(["3人", "5户"]))
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PARTS, max_size=6))
def test_a_body_comes_back_as_it_was_put_in(app, parts) -> None:
    body = []
    for part in parts:
        if isinstance(part, str) and body and isinstance(body[-1], str):
            body[-1] += part
        else:
            body.append(part)
    edit = ChipEdit()
    edit.set_body(tuple(body))
    assert edit.body() == tuple(body)
    edit.deleteLater()
