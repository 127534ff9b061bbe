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
from app.documents.manual_pages import read_manual
from app.documents.markdown import Image, elements, links
from app.domain.errors import FileProblem
from app.domain.records import ALL
from app.i18n import Language
from app.resources import code_list
from app.settings import Settings
from app.ui.help_pages import look_up
from app.ui.help_window import FIRST, PAGE_OF_ROOM, HelpKey, HelpWindow, show_help
from app.ui.speech import Speech
from app.ui.theme import set_points
from app.ui.workplace import AWARDS, SUMMARY
from app.ui.written import Written
from tests import catalogue, help_pictures
from tests.ui.stand_ins import Answers

MANUAL = read_manual()
PAGES = MANUAL.pages
NAMES = {page.name for page in PAGES}
PICTURES = paths.HELP / "pictures"
GUIDE, ONE_THING = 0, 1
# A page of the guide is read once and in order; one of the others is looked into in the middle of work.
LONGEST = {GUIDE: 1500, ONE_THING: 900}
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
    texts = [(page.name, page.text) for page in PAGES] + [("manual", "".join(MANUAL.preface))]
    wrong = [
        f"{where}: {name}"
        for where, text in texts
        for name in re.findall("「([^」]+)」", text)
        if name not in said and not any(pattern.fullmatch(name) for pattern in patterns)
    ]
    assert not wrong, wrong


def test_every_menu_is_called_as_it_is() -> None:
    said, _ = _on_screen()
    menus = {re.sub(r"\(&.\)", "", text) for text in said if re.search(r"\(&.\)", text)}
    wrong = [
        f"{page.name}: {name}" for page in PAGES for name in re.findall("“([^”]+)”菜单", page.text) if name not in menus
    ]
    assert not wrong, wrong


def test_every_link_leads_to_a_page_and_every_picture_is_there() -> None:
    wrong = [f"{page.name}: {target}" for page in PAGES for target in links(page.text) if target not in NAMES]
    wrong += [f"{page.name}: {name}" for page in PAGES for name in _pictures(page) if not (paths.HELP / name).is_file()]
    assert not wrong, wrong


def _pictures(page) -> list[str]:
    return [one.file for one in elements(page.text) if isinstance(one, Image)]


def test_pictures_are_small_and_all_shown_and_have_their_cut() -> None:
    shown = {Path(name).name for page in PAGES for name in _pictures(page)}
    there = {path.name: path for path in PICTURES.glob("*.png")}
    assert shown == set(there)
    assert {f"{cut.name}.png" for cut in help_pictures.CUTS} == shown
    for path in there.values():
        assert path.stat().st_size <= help_pictures.MOST_BYTES, path.name
        assert 0 < QImage(str(path)).width() <= help_pictures.MOST_WIDE, path.name


def test_pages_are_numbered_titled_and_no_longer_than_is_read() -> None:
    files = sorted(path.name for path in paths.HELP.glob("?-*.md"))
    for part in (GUIDE, ONE_THING):
        numbers = [name[2:4] for name in files if name.startswith(f"{part + 1}-")]
        assert numbers == [f"{n:02}" for n in range(1, len(numbers) + 1)]
    assert len(NAMES) == len(PAGES) == len(files) >= 10
    assert len(MANUAL.parts) == len({page.part for page in PAGES})
    for page in PAGES:
        assert page.title, page.name
        assert len(page.plain) < LONGEST[page.part], (page.name, len(page.plain))


def test_no_sentence_stands_twice() -> None:
    """A passage told in two places is mended in one of them only."""
    told: dict[str, str] = {}
    twice = []
    for page in PAGES:
        for sentence in re.split("[。；：\n]", page.plain):
            if len(sentence) > 14 and told.setdefault(sentence, page.name) != page.name:
                twice.append((sentence, told[sentence], page.name))
    assert not twice, twice


def test_the_guide_leads_through_a_clerks_life() -> None:
    guide = [page.name for page in PAGES if page.part == GUIDE]
    assert guide == ["start", "import", "year", "december", "backup", "handover", "trouble"]


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


def test_the_list_shows_the_parts_and_their_headings_cannot_be_chosen(help_window: HelpWindow) -> None:
    rows = [help_window.list.item(row) for row in range(help_window.list.count())]
    assert [row.text() for row in rows if not row.data(Qt.ItemDataRole.UserRole)] == list(MANUAL.parts)
    assert len(rows) == len(PAGES) + len(MANUAL.parts)
    assert not any(row.flags() for row in rows if not row.data(Qt.ItemDataRole.UserRole))
    help_window.search.insert("撤销")
    assert help_window.page == look_up(PAGES, "撤销")[0].name
    assert all(help_window._listed())
    help_window.search.clear()
    assert help_window.list.count() == len(rows)


def test_looking_up_wants_every_word_and_puts_titles_first() -> None:
    assert look_up(PAGES, "") == list(PAGES)
    assert look_up(PAGES, "备份")[0].name == "backup"
    assert {page.part for page in look_up(PAGES, "备份")} == {GUIDE, ONE_THING}
    assert {page.name for page in look_up(PAGES, "u 盘")} == {page.name for page in look_up(PAGES, "U 盘")}
    assert len(look_up(PAGES, "备份 换电脑")) <= len(look_up(PAGES, "备份"))


def test_the_pages_are_walked_by_keys(help_window: HelpWindow) -> None:
    help_window.list.setFocus()
    for page in PAGES[1:]:
        QTest.keyClick(help_window.list, Qt.Key.Key_Down)
        assert help_window.page == page.name  # the heading of the second part is stepped over
    QTest.keyClick(help_window, Qt.Key.Key_Escape)
    assert not help_window.isVisible()


@pytest.mark.parametrize("width", [887, 700, 600])
def test_pictures_never_reach_over_the_edge(help_window: HelpWindow, width: int) -> None:
    help_window.resize(width, 419)
    for page in PAGES:
        help_window.show_page(page.name)
        bar = help_window.text.horizontalScrollBar()
        assert bar.maximum() == 0, (page.name, bar.maximum())


@pytest.mark.parametrize("page", ["home", "members", "trouble"])
def test_the_first_page_needs_no_bar_below_it(parent: QWidget, qtbot, tmp_path: Path, page: str) -> None:
    parent.resize(1280, 740)
    for width in (960, 900, 840, 780, 720, 660):
        window = HelpWindow(parent, SPEECH, Settings(tmp_path / f"{width}.json"))
        window.resize(width, 640)
        window.show_page(page)
        with qtbot.waitExposed(window):
            window.show()
        assert window.text.horizontalScrollBar().maximum() == 0, width
        window.close()


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


def test_the_manual_is_written_where_the_clerk_says(help_window: HelpWindow, qtbot, tmp_path: Path) -> None:
    out = tmp_path / "给新同事" / "手册.pdf"
    help_window.printing.ask = Answers(path=out)
    help_window.save.click()
    qtbot.waitUntil(lambda: help_window.findChild(Written) is not None, timeout=30_000)
    assert out.read_bytes().startswith(b"%PDF-")
    help_window.findChild(Written).close()


def test_a_place_that_takes_no_file_is_told(help_window: HelpWindow, qtbot, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    told: list[object] = []
    monkeypatch.setattr("app.ui.help_print.show_or_raise", lambda _window, _speech, error: told.append(error))
    help_window.printing.ask = Answers(path=tmp_path / "taken" / "手册.pdf")
    help_window.save.click()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert isinstance(told[0], FileProblem)


def test_nothing_is_written_when_the_clerk_thinks_better_of_it(help_window: HelpWindow) -> None:
    help_window.printing.ask = Answers(path=None)
    help_window.save.click()
    assert help_window.findChild(Written) is None
    assert not help_window.printing._jobs.busy


def test_the_window_waits_for_a_manual_under_way(help_window: HelpWindow, tmp_path: Path) -> None:
    out = tmp_path / "手册.pdf"
    help_window.printing.ask = Answers(path=out)
    help_window.save.click()
    help_window.reject()
    assert out.is_file()


def test_the_english_window_says_that_the_help_is_chinese(parent: QWidget, tmp_path: Path) -> None:
    window = HelpWindow(parent, Speech(Language("en")), Settings(tmp_path / "s.json"))
    assert window.page == FIRST
    assert any("Chinese only" in one.text() for one in window.findChildren(type(window._nothing)))
    window.close()
