"""The first page says what it opens and counts what it shows: birthdays, money and goods, the roster."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.book import editing, gifts, overviews, waiting
from app.book.gifts import Gift
from app.domain.listing import Condition, Listing, any_of
from app.domain.records import BY_TABLE
from app.i18n import Language
from app.ui import todo
from app.ui.desk import Desk
from app.ui.filter_words import sentence
from app.ui.pages.home import HomePage
from app.ui.speech import Speech

TODAY = date(2026, 5, 20)  # 王小满 was born in May, 张大力 in June
MEMBER = BY_TABLE["member"]


@pytest.fixture(autouse=True)
def _may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.todo.today", lambda: TODAY)


@pytest.fixture
def page(desk: Desk, qtbot) -> HomePage:
    made = HomePage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitUntil(lambda: made.facts is not None)
    return made


def birthdays(page: HomePage) -> list[str]:
    return [button.text() for button in page._lines if "过生日" in button.text()]


def give(desk: Desk, name: str, when: str) -> None:
    who = desk.read.ids(Listing("member", text=name))
    gift = Gift("生日", "会员生日慰问", when, goods="蛋糕券", goods_value=20000)
    gifts.give(desk.book, gifts.plan_gift(desk.read, who, gift))


def test_each_month_of_birthdays_asks_for_its_own_gifts(page: HomePage, desk: Desk) -> None:
    wishes: list[str] = []
    desk.wish.connect(wishes.append)
    assert birthdays(page) == ["1 名会员本月过生日", "1 名会员下月过生日"]
    for button in page.findChildren(QPushButton):
        if button.text() == "发生日慰问":
            button.click()
    assert wishes == ["birthdays", "birthdays_next"]


def test_birthdays_all_served_are_gone_and_some_served_are_said(page: HomePage, desk: Desk, qtbot) -> None:
    with qtbot.waitSignal(page.counted):
        give(desk, "张大力", "6月")
    assert birthdays(page) == ["1 名会员本月过生日"]
    with qtbot.waitSignal(page.counted):
        editing.save(desk.book, "member", None, {"name": "李五月", "birth": "1988-05-03", "state": "正常"})
    with qtbot.waitSignal(page.counted):
        give(desk, "王小满", "5月")
    assert birthdays(page) == ["2 名会员本月过生日 已登记 1 人"]
    with qtbot.waitSignal(page.counted):
        desk.book.undo()
    assert birthdays(page) == ["2 名会员本月过生日"]


def test_the_tab_counts_the_lines_shown(page: HomePage, desk: Desk, qtbot) -> None:
    assert page.facts is not None
    assert page.facts.waiting == len(page._lines) == len(page.facts.todo)
    assert todo.waiting(desk.read, 2026, TODAY) == len(page._lines)
    with qtbot.waitSignal(page.counted) as heard:
        give(desk, "张大力", "6月")
    assert heard.args == [len(page._lines)]


def test_the_tile_of_aid_says_money_and_goods(page: HomePage, desk: Desk, qtbot) -> None:
    assert page.tiles[1].under.text() == "3 人次，资金 3,000 元"
    with qtbot.waitSignal(page.counted):
        editing.save(desk.book, "entry", None, {"kind": "节日", "target": "甲", "goods_value": "200.50"})
    assert page.tiles[1].under.text() == "3 人次\n资金 3,000 元，物品 200.50 元"
    assert page.facts is not None
    charted = sum(sum(part.sums) for part in page.facts.aid_by_month)
    assert charted == page.facts.counts.cash + page.facts.counts.goods_value == 320050


def test_a_grey_bar_has_its_words(page: HomePage, desk: Desk, qtbot) -> None:
    def grey() -> bool:
        return any("未定月份" in one.text() and one.isVisible() for one in page.months.findChildren(QLabel))

    assert any(bar.faint and bar.length for bar in page.months.chart.bars) == grey()
    with qtbot.waitSignal(page.counted):
        editing.save(desk.book, "entry", None, {"kind": "节日", "target": "甲", "goods_value": "200"})
    assert grey()
    with desk.book.step("dated") as writer:
        for row_id in desk.read.ids(Listing("entry")):
            span = {"happened_from": "2026-03-05", "happened_to": "2026-03-05"}
            writer.update("entry", row_id, {"happened": "3月5日", **span})
    qtbot.waitUntil(lambda: not grey())


def said(conditions, code: str = "zh_CN") -> str:
    return sentence(Speech(Language(code)), MEMBER, conditions)


def test_the_roster_of_a_day_is_one_word() -> None:
    assert said(waiting.birthdays(TODAY, 7).conditions) == "在册，12 月生日"
    assert said(waiting.no_joining_date(TODAY).conditions) == "在册，没有入会日期"
    assert said(overviews.roster(date(2025, 12, 31))) == "2025-12-31 在册"
    assert said(overviews.roster(date(2025, 12, 31)), "en") == "on the roster on 2025-12-31"
    assert said((any_of(*overviews.roster(TODAY), Condition("joined", "blank")),)) == "在册，或没有入会日期"


def test_a_number_after_or_stands_apart_as_everywhere_else() -> None:
    either = (Condition("joined", "blank"), Condition("birth", "age", "[50, null]"))
    assert said((any_of(*either),)) == "没有入会日期，或 50 岁及以上"
    assert said((any_of(*reversed(either)),)) == "50 岁及以上，或没有入会日期"
    assert said((any_of(*either),), "en").endswith(", or 50 or older")
