"""The help: its pages hold together, name only what is on the screen, and are found by their words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app import paths
from app.domain.records import ALL
from app.i18n import Language
from app.resources import code_list
from app.settings import Settings
from app.ui.help_pages import PICTURES, help_pages, look_up
from app.ui.help_window import FIRST, PAGE_OF_ROOM, HelpKey, HelpWindow, show_help
from app.ui.speech import Speech
from app.ui.theme import set_points
from app.ui.workplace import AWARDS, SUMMARY
from tests import catalogue, help_pictures

PAGES = help_pages()
NAMES = {page.name for page in PAGES}
SPEECH = Speech(Language("zh_CN"))


@pytest.fixture
def parent(app, qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def help_window(parent: QWidget, tmp_path: Path) -> HelpWindow:
    return show_help(parent, SPEECH, Settings(tmp_path / "s.json"))


# ---------------------------------------------------------------------------------------------- the texts


def _on_screen() -> tuple[set[str], list[re.Pattern[str]]]:
    """What the window can say: whole sentences of the catalogue, words of the records, and those with places."""
    said = {str(message.string) for message in catalogue.read() if message.id}
    said |= {text.rstrip("…") for text in said}
    # A sentence that is little more than its places would fit anything.
    composed = [text for text in said if "{" in text and len(re.sub(r"\{[^}]*}|\W", "", text)) >= 2]
    patterns = [re.compile(re.sub(r"\\{[^}]*\\}", ".+", re.escape(text))) for text in composed]
    for record in ALL:
        said |= {record.sheet, *(field.header for field in record.fields), *(SPEECH.field(f) for f in record.fields)}
        for field in record.fields:
            said |= set(code_list(field.codes).values()) if field.codes else set()
    return said, patterns


def test_no_button_is_named_that_is_not_there() -> None:
    said, patterns = _on_screen()
    wrong = [
        f"{page.name}: {name}"
        for page in PAGES
        for name in re.findall("「([^」]+)」", page.text)
        if name not in said and not any(pattern.fullmatch(name) for pattern in patterns)
    ]
    assert not wrong, wrong


def test_every_link_leads_to_a_page_and_every_picture_is_there() -> None:
    wrong = []
    for page in PAGES:
        for picture, target in re.findall(r"(!?)\[[^]]*]\(([^)]*)\)", page.text):
            if picture and not (PICTURES / target).is_file():
                wrong.append(f"{page.name}: {target}")
            if not picture and target not in NAMES:
                wrong.append(f"{page.name}: {target}")
    assert not wrong, wrong


def test_pictures_are_small_and_all_shown_and_have_their_cut() -> None:
    shown = {name for page in PAGES for name in re.findall(r"!\[[^]]*]\(([^)]*)\)", page.text)}
    there = {path.name: path for path in PICTURES.glob("*.png")}
    assert shown == set(there)
    assert {f"{cut.name}.png" for cut in help_pictures.CUTS} == shown
    for path in there.values():
        assert path.stat().st_size <= help_pictures.MOST_BYTES, path.name
        assert 0 < QImage(str(path)).width() <= help_pictures.MOST_WIDE, path.name


def test_every_picture_says_in_words_what_it_shows() -> None:
    assert not [page.name for page in PAGES if "![](" in page.text]


def test_pages_are_numbered_titled_and_one_screen_or_two_long() -> None:
    files = sorted((paths.RESOURCES / "help" / "zh_CN").glob("*.md"))
    assert [path.name[:2] for path in files] == [f"{n:02}" for n in range(1, len(files) + 1)]
    assert len(NAMES) == len(PAGES) >= 10
    for page in PAGES:
        assert page.title, page.name
        assert len(page.plain) < 900, page.name


def test_every_room_has_its_page() -> None:
    assert set(PAGE_OF_ROOM) <= NAMES
    assert FIRST in NAMES
    assert PAGE_OF_ROOM[AWARDS] == "awards"
    assert PAGE_OF_ROOM[SUMMARY] == "yearend"


# ---------------------------------------------------------------------------------------------- the window


def test_the_help_opens_once_at_the_page_asked_for(parent: QWidget, help_window: HelpWindow, tmp_path: Path) -> None:
    again = show_help(parent, SPEECH, Settings(tmp_path / "s.json"), "backup")
    assert again is help_window
    assert help_window.page == "backup"
    assert "U 盘" in help_window.text.toPlainText()
    assert not help_window.isModal()


def test_a_link_turns_the_page(help_window: HelpWindow) -> None:
    help_window.text.anchorClicked.emit("import")
    assert help_window.page == "import"
    help_window.text.anchorClicked.emit("nowhere")
    assert help_window.page == "import"


def test_words_are_looked_up(help_window: HelpWindow) -> None:
    help_window.search.insert("撤销")
    assert 0 < help_window.list.count() < len(PAGES)
    assert "撤销" in help_window.text.toPlainText()
    assert help_window.text.extraSelections()
    help_window.search.insert("没有这样的词")
    assert help_window.list.count() == 0
    assert help_window._nothing.isVisible()
    help_window.show_page("keys")
    assert help_window.search.text() == ""
    assert help_window.page == "keys"


def test_looking_up_wants_every_word_and_puts_titles_first() -> None:
    assert look_up(PAGES, "") == list(PAGES)
    assert look_up(PAGES, "备份")[0].name == "backup"
    assert {page.name for page in look_up(PAGES, "u 盘")} == {page.name for page in look_up(PAGES, "U 盘")}
    assert len(look_up(PAGES, "备份 换电脑")) <= len(look_up(PAGES, "备份"))


def test_the_pages_are_walked_by_keys(help_window: HelpWindow) -> None:
    help_window.list.setFocus()
    QTest.keyClick(help_window.list, Qt.Key.Key_Down)
    assert help_window.page == PAGES[1].name
    QTest.keyClick(help_window, Qt.Key.Key_Escape)
    assert not help_window.isVisible()


@pytest.mark.parametrize("width", [887, 700, 600])
def test_pictures_never_reach_over_the_edge(help_window: HelpWindow, width: int) -> None:
    help_window.resize(width, 419)
    for page in PAGES:
        help_window.show_page(page.name)
        bar = help_window.text.horizontalScrollBar()
        assert bar.maximum() == 0, (page.name, bar.maximum())


def test_the_page_follows_the_size_of_the_text(app, help_window: HelpWindow) -> None:
    before = help_window.text.document().size().height()
    try:
        set_points(app, 16.0)
        assert help_window.text.document().defaultFont().pointSizeF() == 16
        assert help_window.text.document().size().height() > before
    finally:
        set_points(app, 12.0)


def test_f1_in_a_dialog_opens_its_page(parent: QWidget, tmp_path: Path) -> None:
    key = HelpKey(parent, SPEECH, Settings(tmp_path / "s.json"), "gift")
    key.activated.emit()
    found = parent.findChild(HelpWindow)
    assert found.page == "gift"
    found.close()


def test_the_english_window_says_that_the_help_is_chinese(parent: QWidget, tmp_path: Path) -> None:
    window = HelpWindow(parent, Speech(Language("en")), Settings(tmp_path / "s.json"))
    assert window.page == FIRST
    assert any("Chinese only" in one.text() for one in window.findChildren(type(window._nothing)))
    window.close()
