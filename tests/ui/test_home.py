"""The first page as a clerk uses it: what it says is what the lists behind it hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.book import editing
from app.book.book import Book
from app.book.overviews import MONEY
from app.domain.listing import Listing
from app.i18n import Language
from app.settings import Settings
from app.ui import pictures, todo
from app.ui.desk import Desk
from app.ui.list_dialog import ListDialog
from app.ui.pages.home import HomePage
from app.ui.theme import dress
from app.ui.window import MainWindow
from app.ui.workplace import HOME, MEMBERS
from tests.ui.stand_ins import Answers

TODAY = date(2026, 12, 24)


@pytest.fixture(autouse=True)
def _christmas_eve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.todo.today", lambda: TODAY)


@pytest.fixture
def page(desk: Desk, qtbot) -> HomePage:
    """The page of a book in which something of every kind waits."""
    book = desk.book
    union = book.read.union()["id"]
    unit = book.read.ids(Listing("unit"))[0]
    editing.save(book, "union_info", union, {"term_to": "2027-03"})
    editing.save(book, "unit", unit, {"term_end": "2026-10-01"})
    editing.save(book, "member", None, {"name": "李元旦", "birth": "1988-01-01", "state": "正常"})
    editing.save(book, "member", None, {"name": "周腊月", "birth": "1988-12-03", "state": "正常", "joined": "2019"})
    editing.save(book, "member", None, {"name": "吴将退", "gender": "男", "birth": "1966-12-03", "joined": "2019"})
    editing.save(book, "member", None, {"name": "郑已走", "birth": "1988-12-03", "state": "已退会"})
    editing.save(
        book, "entry", None, {"kind": "节日", "target": "全体会员", "status": "待补资料", "goods_value": "600"}
    )
    editing.save(book, "entry", None, {"kind": "节日", "target": "职工", "reason": "元旦慰问", "happened": "12月20日"})
    editing.save(book, "activity", None, {"area": "维权", "title": "讲座"})
    editing.save(book, "hardship_file", None, {"name": "困难户"})
    editing.save(
        book, "award", None, {"name": "先进个人", "recommend_by": "2026年12月30日", "decided": "2027年1月10日"}
    )
    made = HomePage(desk)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitUntil(lambda: made.facts is not None)
    return made


def lines(page: HomePage) -> dict[str, todo.ToDo]:
    return {button.text(): item for button, item in page._lines.items()}


def button_of(page: HomePage, words: str) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if words in button.text())


def test_every_line_says_how_many_rows_it_opens(page: HomePage, desk: Desk, qtbot) -> None:
    found = lines(page)
    assert len(found) == 15
    shown: list[Listing] = []
    desk.wish_list.connect(shown.append)
    for words, item in found.items():
        if item.listing is None:
            continue
        shown.clear()
        button_of(page, words).click()
        said = dict(item.note_values or item.values)["count"]
        assert (shown, desk.read.count(shown[0])) == ([item.listing], said), words
        assert str(said) in words


def test_lines_stand_by_urgency_and_birthdays_reach_over_the_new_year(page: HomePage, desk: Desk) -> None:
    found = list(lines(page).items())
    assert found[0][0].startswith("1 个组织半年内届满")
    assert [item.days for _, item in found] == sorted(item.days for _, item in found)
    names = {
        words: {row["name"] for row in desk.read.rows("member", desk.read.ids(item.listing)).values()}
        for words, item in found
        if "过生日" in words
    }
    assert names == {"2 名会员本月过生日": {"吴将退", "周腊月"}, "2 名会员下月过生日": {"陈一新", "李元旦"}}


def test_a_festival_offers_its_gifts_and_what_it_has(page: HomePage, desk: Desk) -> None:
    wishes: list[str] = []
    desk.wish.connect(wishes.append)
    festival = next(item for words, item in lines(page).items() if words.startswith("元旦还有 8 天"))
    assert (festival.wish, dict(festival.note_values)["count"]) == ("gift", 1)
    button_of(page, "发慰问品").click()
    button_of(page, "送温暖正在进行").click()  # nothing is recorded for it: the form for it opens
    button_of(page, "本会本届任期").click()
    button_of(page, "发生日慰问").click()
    assert wishes == ["gift", "new_entry", "union", "birthdays"]


def test_the_tab_hears_how_many_things_wait(desk: Desk, page: HomePage, qtbot) -> None:
    number = todo.waiting(desk.read, 2026, TODAY)
    assert page.facts is not None
    assert page.facts.waiting == number == len(page.facts.todo) == len(page._lines)
    with qtbot.waitSignal(page.counted) as heard:
        editing.save(desk.book, "activity", None, {"area": "维权", "title": "又一场", "happened": "5月"})
    assert heard.args == [number]


def test_the_bars_add_up_to_the_footers_sum(page: HomePage, desk: Desk) -> None:
    assert page.facts is not None
    footer = desk.read.totals(Listing("entry", 2026), MONEY)
    for card in (page.months, page.kinds):
        sums = [sum(bar.parts[at] for bar in card.chart.bars) for at in range(2)]
        assert sums == [footer["cash"], footer["goods_value"]] == [300_000, 60_000]
    assert sum(bar.length for bar in page.areas.chart.bars) == desk.read.count(Listing("activity", 2026)) == 3
    members = sum(bar.length for bar in page.units.chart.bars)
    assert members == page.facts.counts.members == desk.read.count(page.facts.counts.roster) == 9


def test_a_bar_is_said_in_words_and_opens_its_rows(page: HomePage, desk: Desk, qtbot) -> None:
    bars = {bar.label: bar for bar in page.months.chart.bars}
    assert bars["1月"].said == "2026年1月：资金 500.00 元，物品折价 0.00 元，合计 500.00 元，共 1 笔"
    assert bars["未定月份"].said.startswith("未定月份（没填时间、跨了几个月或不在本年度内）")
    assert page.kinds.chart.bars[0].text == "3,000 元"
    shown: list[Listing] = []
    desk.wish_list.connect(shown.append)
    page.months.chart.setFocus()
    qtbot.keyClick(page.months.chart, Qt.Key.Key_End)
    qtbot.keyClick(page.months.chart, Qt.Key.Key_Return)
    assert shown == [bars["未定月份"].listing]


def test_an_amount_for_little_room_is_said_as_the_language_counts(page: HomePage, desk: Desk) -> None:
    assert page.facts is not None
    assert pictures._short(desk.speech, 11_720_000) == "11.7万"
    assert pictures._short(type(desk.speech)(Language("en")), 11_720_000) == "117k"
    assert pictures._short(desk.speech, 999_900) == "9999"


def test_what_did_not_change_stays_as_it_is(page: HomePage, desk: Desk, qtbot) -> None:
    before = list(page._lines)
    with qtbot.waitSignal(page.counted):
        editing.save(desk.book, "honour", None, {"title": "模范职工小家", "recipient": "纺织厂工会"})
    assert page.tiles[3].number.text() == "1"
    assert list(page._lines) == before
    with qtbot.waitSignal(page.counted):
        editing.save(
            desk.book, "entry", None, {"kind": "结婚", "target": "新人", "status": "待补资料", "happened": "5月"}
        )
    assert "2 笔慰问帮扶待补资料" in lines(page)


def test_the_frame_stands_before_the_figures_come(desk: Desk, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple] = []
    monkeypatch.setattr(desk.seeker, "ask", lambda *question, patient=False: asked.append(question))
    page = HomePage(desk)
    qtbot.addWidget(page)
    page.show()
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert {"小青镇总工会", "正在统计……"} <= set(texts)
    assert [tile.number.text() for tile in page.tiles] == ["…"] * 4
    page.tiles[0]._press()  # nothing to show yet, and no harm
    owner, question, answered = asked.pop()
    assert owner is page
    answered(question(desk.read))
    assert [tile.number.text() for tile in page.tiles] == ["6", "3", "2", "0"]
    assert not asked


def test_the_next_morning_is_another_day(page: HomePage, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "元旦还有 8 天 已记 1 笔" in lines(page)
    page.hide()
    monkeypatch.setattr("app.ui.todo.today", lambda: date(2026, 12, 25))
    with qtbot.waitSignal(page.counted):
        page.show()
    assert "元旦还有 7 天 已记 1 笔" in lines(page)


def test_larger_text_has_its_own_arrangement(app: QApplication, page: HomePage, qtbot) -> None:
    assert page.tiles[0].y() == page.tiles[3].y()
    dress(app, "zh_CN", 16.0)
    try:
        qtbot.waitUntil(lambda: page.tiles[0].y() < page.tiles[3].y())
        qtbot.waitUntil(lambda: page.widget().width() == page.viewport().width())
    finally:
        dress(app, "zh_CN")


def test_the_figures_lead_to_the_rows(window: MainWindow, qtbot) -> None:
    home = window.workplace.pages[HOME]
    qtbot.waitUntil(lambda: home.facts is not None)
    assert [tile.accessibleName().split()[1] for tile in home.tiles] == ["6", "3", "2", "0"]
    qtbot.keyClick(home.tiles[0], Qt.Key.Key_Return)
    assert window.workplace.tabs.currentIndex() == MEMBERS
    table = window.workplace.record_page().table
    qtbot.waitUntil(lambda: table.model.rowCount() == 6)


def test_an_empty_book_says_what_to_do(app: QApplication, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "空.union"
    with Book.create(path, "白石小学工会", "学校", year=2026):
        pass
    window = MainWindow(Language("zh_CN"), Settings(tmp_path / "s.json"), Answers())
    window.show()
    window.open_path(path)
    home = window.workplace.pages[HOME]
    qtbot.waitUntil(lambda: home.facts is not None)
    said = [label.text() for label in home.findChildren(QLabel) if label.isVisible()]
    assert "名册里还没有会员。点上面的“从 Excel 导入名单”，把花名册导进来。" in said
    assert not any(picture.chart.isVisible() for picture in home._pictures())
    assert {item.icon for item in home.facts.todo} <= {"festival"}
    window.close()


@pytest.mark.parametrize(("points", "width"), [(12.0, 911), (16.0, 911), (12.0, 1366), (10.5, 760)])
@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_the_page_scrolls_down_and_never_sideways(app, qtbot, path, tmp_path, points, width, code) -> None:
    dress(app, "zh_CN", points)
    try:
        window = MainWindow(Language(code), Settings(tmp_path / "s.json"), Answers())
        window.resize(width, 467)
        window.show()
        window.open_path(path)
        home = window.workplace.pages[HOME]
        qtbot.waitUntil(lambda: home.facts is not None)
        qtbot.waitUntil(lambda: home.widget().width() == home.viewport().width())
        for button in home.findChildren(QPushButton):
            assert button.height() >= button.heightForWidth(button.width()), button.text()
        window.close()
    finally:
        dress(app, "zh_CN")


def test_the_chinese_page_says_no_english(page: HomePage) -> None:
    said = [w.text() for kind in (QLabel, QPushButton) for w in page.findChildren(kind)]
    for picture in page._pictures():
        said += [text for bar in picture.chart.bars for text in (bar.label, bar.text, bar.said)]
    for line in said:
        assert not [c for c in line.replace("Excel", "") if c.isascii() and c.isalpha()], line


def test_everything_that_takes_the_keyboard_has_a_name(page: HomePage) -> None:
    for widget in (*page.findChildren(QPushButton), *page.tiles, *(card.chart for card in page._pictures())):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert widget.accessibleName()


def test_every_list_of_the_page_opens_in_the_window(window: MainWindow, qtbot) -> None:
    book = window.desk.book
    editing.save(book, "unit", book.read.ids(Listing("unit"))[0], {"term_end": "2026-10-01"})
    editing.save(book, "hardship_file", None, {"name": "困难户"})
    editing.save(book, "award_round", None, {"title": "评选", "publicity_from": "2027-01-05"})
    home = window.workplace.pages[HOME]
    qtbot.waitUntil(lambda: home.facts is not None and len(home.facts.todo) > 5)
    listings = [item.listing for item in home.facts.todo if item.listing is not None]
    listings += [bar.listing for card in home._pictures() for bar in card.chart.bars]
    assert {listing.table for listing in listings} >= {"unit", "hardship_file", "award_round", "member", "entry"}
    for listing in listings:
        number = window.desk.read.count(listing)
        window._on_wish_list(listing)
        dialog = window.findChild(ListDialog)
        if dialog is not None:
            model = dialog.page.table.model
            qtbot.waitUntil(lambda model=model, number=number: model.rowCount() == number)
            dialog.close()
            qtbot.waitUntil(lambda: window.findChild(ListDialog) is None)
        else:
            model = window.workplace.record_page().table.model
            qtbot.waitUntil(lambda model=model, number=number: model.rowCount() == number)
        window.workplace.turn_to(HOME)
