"""The gift window opens on what was asked for, and proposes only what this book has seen."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.listing import Listing
from app.ui.desk import Desk
from app.ui.gift_dialog import GiftDialog
from tests.ui.test_gift import names, opened, typed


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.todo.today", lambda: date(2026, 12, 24))


def entries(desk: Desk) -> int:
    return desk.read.count(Listing("entry"))


def values(dialog: GiftDialog, *fields: str) -> list[object]:
    return [dialog.form.editors[name].value() for name in fields]


def test_next_months_birthdays_open_on_next_month(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk, occasion="birthday-next")
    assert dialog.form.months.currentText() == "下月（2027年1月）"
    assert (dialog.form.kind.value(), dialog.form.gift().when) == ("生日", "2027年1月")
    assert names(desk, dialog.picker.ticked()) == {"陈一新"}
    this = opened(qtbot, desk, occasion="birthday")
    assert this.form.months.currentText() == "本月（2026年12月）"


def test_what_another_file_had_is_not_proposed(desk: Desk, qtbot) -> None:
    desk.settings.put("gift/生日", {"goods": "别家的蛋糕", "goods_value": "999", "together": True})
    dialog = opened(qtbot, desk, occasion="birthday")
    assert values(dialog, "goods", "goods_value", "cash") == ["", "", ""]


def test_what_was_undone_is_not_proposed(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk, occasion="birthday-next")
    typed(dialog, goods="蛋糕券", goods_value="200.5", source="会费")
    dialog.record()
    again = opened(qtbot, desk, occasion="birthday")
    assert values(again, "goods", "goods_value", "source") == ["蛋糕券", "200.50", "会费"]
    assert again.form.one.isChecked() == dialog.form.one.isChecked()
    desk.book.undo()
    fresh = opened(qtbot, desk, occasion="birthday")
    assert values(fresh, "goods", "goods_value", "source") == ["", "", ""]


def test_a_gift_of_nothing_is_refused_with_a_sentence(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk, occasion="birthday-next")
    before = entries(desk)
    for cash in ("", "0"):
        typed(dialog, cash=cash)
        dialog.record()
        assert "慰问金和物品折价都是空的" in dialog.notice.text()
        assert dialog.notice.property("kind") == "problem"
        assert dialog.form.editors["cash"].inner.property("wrong") == "true"
    assert entries(desk) == before
    typed(dialog, cash="100")
    assert dialog.notice.text().count("都是空的") == 0
    dialog.record()
    assert entries(desk) == before + 1


def test_goods_without_an_amount_are_noticed_and_may_be_recorded(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk, occasion="birthday-next")
    typed(dialog, goods="自制贺卡")
    assert "物品没有填折价" in dialog.notice.text()
    assert dialog.notice.property("kind") == "notice"
    dialog.record()
    assert entries(desk) == 4


def test_suggestions_come_when_asked_for_and_never_while_typing(desk: Desk, qtbot) -> None:
    with desk.book.step("old") as writer:
        writer.insert_many("entry", [{"kind": "节日", "target": "甲", "goods": goods} for goods in ("月饼", "月饼券")])
    dialog: GiftDialog = opened(qtbot, desk, occasion="国庆")
    dialog.show()
    goods = dialog.form.editors["goods"]
    goods.set_value("")
    goods.setFocus()
    for typed_so_far in ("y", "yb"):
        QTest.keyClicks(goods.box.lineEdit(), typed_so_far[-1])
        assert QApplication.activePopupWidget() is None
        assert goods.value() == typed_so_far, "nothing is put in her mouth"
    QTest.keyClick(goods.box.lineEdit(), Qt.Key.Key_Tab)
    QTest.mouseClick(dialog.form.editors["goods_value"].inner, Qt.MouseButton.LeftButton)
    assert goods.value() == "yb"
    goods.setFocus()
    QTest.keyClick(goods.box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: goods.box.view().isVisible())
    assert {goods.box.itemText(at) for at in range(goods.box.count())} >= {"月饼", "月饼券"}
    goods.box.hidePopup()
