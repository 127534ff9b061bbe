"""The window of one gift for many, its picker, and the windows of the other things done to several members."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.book import editing
from app.domain.listing import Condition, Listing
from app.ui import gift_dialog
from app.ui.desk import Desk
from app.ui.gift_dialog import GiftDialog
from app.ui.participants_dialog import ParticipantsDialog
from app.ui.people_dialogs import MoveDialog, NominateDialog
from app.ui.people_model import NAME, NOTE
from app.ui.people_picker import PeoplePicker


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.todo.today", lambda: date(2026, 9, 20))


def names(desk: Desk, ids) -> set[str]:
    return set(desk.read.captions("member", ids).values())


def opened(qtbot, desk: Desk, ids=None, occasion: str | None = None) -> GiftDialog:
    dialog = GiftDialog(None, desk, ids, occasion)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    return dialog


def typed(dialog: GiftDialog, **texts: str) -> None:
    for name, text in texts.items():
        editor = dialog.form.editors[name]
        editor.set_value(text)
        editor.changed.emit()
    dialog.settle()


def test_a_festival_for_all_takes_one_amount_and_one_button(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk, occasion="festival")
    gift = dialog.form.gift()
    assert (gift.kind, gift.reason, gift.when, gift.festival) == ("节日", "2026年中秋节慰问", "9月25日", "中秋")
    assert dialog.picker.count() == 6
    assert "慰问金和物品折价都是空的" in dialog.notice.text()
    typed(dialog, goods_value="300")
    assert dialog.notice.text() == ""
    assert dialog.summary.text() == (
        "6 人，每人慰问金 0 元、物品折价 300 元，合计 1,800.00 元。记为 1 条，附 6 人名单。"
    )
    told: list[tuple[int, ...]] = []
    dialog.given.connect(told.append)
    dialog.go.click()
    (entry_id,) = told[0]
    row = desk.read.row("entry", entry_id)
    assert (row["target"], row["persons"], row["goods_value"]) == ("全体会员", 6, 180000)
    desk.book.undo()
    assert not desk.read.rows("entry", [entry_id])


def test_the_festival_fills_in_what_the_clerk_has_not_written(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk, occasion="festival")
    typed(dialog, reason="中秋国庆双节慰问")
    dialog.form.days.setCurrentIndex(dialog.form.days.findText("国庆节 · 10月1日"))
    gift = dialog.form.gift()
    assert (gift.reason, gift.when, gift.festival) == ("中秋国庆双节慰问", "10月1日", "国庆")


def test_who_had_it_or_left_is_shown_unticked_and_counted(desk: Desk, qtbot) -> None:
    first = opened(qtbot, desk, occasion="festival")
    first.picker.model.set_ticked(set(desk.read.ids(Listing("member", text="陈"))))
    typed(first, goods_value="300")
    first.record()
    gone = desk.read.ids(Listing("member", text="张大力"))[0]
    editing.save(desk.book, "member", gone, {"state": "已退会"})
    dialog = opened(qtbot, desk, occasion="中秋")
    assert names(desk, dialog.picker.ticked()) == {"高䶮", "欧阳喆", "王小满"}
    model = dialog.picker.model
    assert len(model.ids) == 6
    beside = {model.index(row, NAME).data(): model.index(row, NOTE).data() for row in range(6)}
    assert beside["张大力"] == "已退会"
    assert beside["陈一新"] == "已发过：9月25日 2026年中秋节慰问"
    assert "默认没有勾选：已离会 1 人 · 已发过 2 人。" in dialog.notice.text()
    dialog.picker.model.tick([gone])
    dialog.settle()
    assert "勾选的人中：已离会 1 人。" in dialog.notice.text()
    assert dialog.go.isEnabled(), "advice forbids nothing"


def test_chosen_members_come_first_and_the_rest_within_reach(desk: Desk, qtbot) -> None:
    chosen = desk.read.ids(Listing("member", text="陈"))
    dialog = opened(qtbot, desk, chosen)
    assert dialog.picker.model.ids == chosen
    assert set(dialog.picker.ticked()) == set(chosen)
    dialog.picker.units.setCurrentIndex(1)
    assert len(dialog.picker.model.ids) == 6


def test_next_months_birthdays_in_december_are_januarys(desk: Desk, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.todo.today", lambda: date(2026, 12, 28))
    dialog = opened(qtbot, desk, occasion="birthday")
    assert dialog.picker.count() == 0
    dialog.form.months.setCurrentIndex(1)
    assert dialog.form.months.currentText() == "下月（2027年1月）"
    assert names(desk, dialog.picker.ticked()) == {"陈一新"}
    assert "按时间应记入 2027 年度。" in dialog.notice.text()
    typed(dialog, goods="蛋糕券", goods_value="200")
    dialog.record()
    (entry_id,) = desk.read.ids(Listing("entry", 2027))
    row = desk.read.row("entry", entry_id)
    assert (row["target"], row["happened"], row["happened_from"]) == ("陈一新", "1月11日", "2027-01-11")


def test_a_leap_day_is_said(desk: Desk, qtbot) -> None:
    row_id = editing.save(desk.book, "member", None, {"name": "闰小年", "birth": "1996-02-29", "state": "正常"})
    dialog = opened(qtbot, desk, occasion="birthday")
    dialog.form.months.setCurrentIndex(dialog.form.months.findText("2026年2月"))
    assert row_id in dialog.picker.ticked()
    assert dialog._beside(row_id) == "2月29日生，平年按2月28日"


def test_amounts_and_source_are_remembered_by_kind(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk, occasion="festival")
    typed(dialog, goods="月饼", goods_value="260", source="会费")
    dialog.record()
    again = opened(qtbot, desk, occasion="国庆")
    assert [again.form.editors[name].value() for name in ("goods", "goods_value", "source")] == ["月饼", "260", "会费"]
    birthday = opened(qtbot, desk, occasion="birthday")
    assert birthday.form.editors["goods_value"].value() == ""


def test_a_wrong_amount_is_said_and_keeps_the_button_off(desk: Desk, qtbot) -> None:
    dialog = opened(qtbot, desk, occasion="festival")
    for text in ("近300元", "没有数", "-5"):
        typed(dialog, cash=text)
        assert dialog.form.editors["cash"].inner.property("wrong") == "true", text
        assert text in dialog.notice.text()
        assert not dialog.go.isEnabled()
    dialog.record()
    typed(dialog, cash="300元")
    assert dialog.go.isEnabled()
    assert dialog.form.gift().cash == 30000
    assert len(desk.read.ids(Listing("entry"))) == 3


def test_the_unions_standard_warns(desk: Desk, qtbot) -> None:
    editing.save(desk.book, "standard", None, {"kind": "节日", "basis": "person_year", "limit_amount": "250",
                                               "paper": "青工〔2026〕1号"})  # fmt: skip
    dialog = opened(qtbot, desk, occasion="festival")
    typed(dialog, goods_value="300")
    assert "青工〔2026〕1号" in dialog.notice.text()
    assert dialog.go.isEnabled()


def test_closing_asks_only_after_something_was_done(desk: Desk, qtbot, answers) -> None:
    dialog = opened(qtbot, desk, occasion="festival")
    dialog.show()
    dialog.reject()
    assert answers.asked == []
    answers._confirm = False
    dialog = opened(qtbot, desk, occasion="festival")
    dialog.show()
    typed(dialog, goods="月饼")
    dialog.close()
    assert dialog.isVisible()
    assert len(answers.asked) == 1


def test_many_are_read_and_written_by_the_worker(desk: Desk, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gift_dialog, "MANY", 4)
    dialog = opened(qtbot, desk, occasion="festival")
    assert not dialog.go.isEnabled()
    qtbot.waitUntil(lambda: dialog.picker.count() == 6)
    typed(dialog, goods_value="300")
    with qtbot.waitSignal(dialog.given) as told:
        dialog.record()
    assert len(desk.read.parts("entry_line", "entry_id", told.args[0][0])) == 6


# ------------------------------------------------------------------------------------------- the picker


def test_picker_finds_by_initials_and_enter_ticks(desk: Desk, qtbot) -> None:
    picker = PeoplePicker(desk)
    qtbot.addWidget(picker)
    picker.search.setText("oy")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    picker.search.setText("wxm")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert names(desk, picker.ticked()) == {"欧阳喆", "王小满"}
    assert picker.counted.text() == "已选 2 人"


def test_picker_narrows_to_a_unit_with_all_below_it(desk: Desk, qtbot) -> None:
    picker = PeoplePicker(desk)
    qtbot.addWidget(picker)
    texts = [picker.units.itemText(at).strip("　") for at in range(picker.units.count())]
    picker.units.setCurrentIndex(texts.index("小青镇总工会"))
    assert len(picker.model.ids) == 6
    picker.units.setCurrentIndex(texts.index("小学工会"))
    picker._on_all()
    assert names(desk, picker.ticked()) == {"高䶮", "欧阳喆", "王小满"}
    picker.units.setCurrentIndex(0)
    assert picker.count() == 3, "a filter takes no ticks away"
    picker._only.setChecked(True)
    assert len(picker.model.ids) == 3


def test_picker_takes_only_women_and_a_month(desk: Desk, qtbot) -> None:
    picker = PeoplePicker(desk)
    qtbot.addWidget(picker)
    picker._on_all()
    picker._on_women()
    women = desk.read.ids(Listing("member", conditions=(Condition("gender", "is", "女"),)))
    assert set(picker.ticked()) == set(women)
    picker.months.setCurrentIndex(3)
    picker._on_month(3)
    assert names(desk, picker.ticked()) == {"高䶮"}


def test_space_and_a_click_turn_a_tick(desk: Desk, qtbot) -> None:
    picker = PeoplePicker(desk)
    qtbot.addWidget(picker)
    picker.resize(500, 400)
    picker.show()
    picker.view.selectRow(1)
    picker.view.setFocus()
    QTest.keyClick(picker.view, Qt.Key.Key_Space)
    assert picker.ticked() == [picker.model.ids[1]]
    place = picker.view.visualRect(picker.model.index(1, NAME)).center()
    QTest.mouseClick(picker.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picker.ticked() == []
    box = picker.view.visualRect(picker.model.index(2, NAME)).topLeft()
    box.setX(box.x() + 12)
    box.setY(place.y() + picker.view.rowHeight(1))
    QTest.mouseClick(picker.view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert picker.ticked() == [picker.model.ids[2]], "a click on the box itself counts once"


def test_picker_asks_for_a_page_of_names_only(desk: Desk, qtbot) -> None:
    with desk.book.step("Many") as writer:
        writer.insert_many("member", [{"name": f"职工{n:04}"} for n in range(3000)])
    asked: list[int] = []
    rows = desk.read.rows

    def counted(table: str, wanted, columns=()):
        asked.append(len(wanted))
        return rows(table, wanted, columns)

    desk.read.rows = counted  # type: ignore[method-assign]
    picker = PeoplePicker(desk)
    qtbot.addWidget(picker)
    picker._on_all()
    assert picker.count() == 3006
    assert picker.model.index(0, NAME).data()
    assert max(asked) == 100


# ------------------------------------------------------------------------------------------- the other windows


def test_move_says_how_many_and_moves(desk: Desk, qtbot) -> None:
    ids = desk.read.ids(Listing("member", text="陈"))
    dialog = MoveDialog(None, desk, ids)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert "将对 2 人" in dialog.summary.text()
    dialog.carry_out()
    assert dialog.wrong.text() == "请先选择组织。"
    dialog.unit.line.setText("小学工会")
    dialog.carry_out()
    school = desk.read.ids(Listing("unit", text="小学"))[0]
    assert {desk.read.row("member", row_id)["unit_id"] for row_id in ids} == {school}


def test_participants_of_a_new_activity_with_placings(desk: Desk, qtbot) -> None:
    ids = desk.read.ids(Listing("member"))[:3]
    dialog = ParticipantsDialog(None, desk, ids)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.carry_out()
    assert dialog.wrong.text() == "请先选择活动，或者新建一场。"
    dialog.fresh.setChecked(True)
    dialog.editors["title"].set_value("羽毛球赛")
    dialog.model.setData(dialog.model.index(0, 2), " 第一名 ", Qt.ItemDataRole.EditRole)
    dialog.carry_out()
    assert "领域" in dialog.wrong.text()
    dialog.editors["area"].set_value("文体活动")
    dialog.carry_out()
    activity = desk.read.ids(Listing("activity", text="羽毛球赛"))[0]
    rows = desk.read.parts("participant", "activity_id", activity)
    assert [row["placing"] for row in rows] == ["第一名", "", ""]
    assert [row["member_id"] for row in rows] == ids


def test_participants_already_there_are_said(desk: Desk, qtbot) -> None:
    activity = desk.read.ids(Listing("activity", text="运动会"))[0]
    ids = desk.read.ids(Listing("member"))[:3]
    editing.save(desk.book, "participant", None, {"activity_id": activity, "name": "甲", "member_id": ids[0]})
    dialog = ParticipantsDialog(None, desk, ids)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.activity.set_value(activity)
    dialog.activity.changed.emit()
    assert "将把 2 人加入名单" in dialog.summary.text()
    assert "另有 1 人已在名单中" in dialog.summary.text()
    dialog.carry_out()
    assert len(desk.read.parts("participant", "activity_id", activity)) == 3


def test_nominating_leaves_out_whom_the_rules_speak_against(desk: Desk, qtbot) -> None:
    ids = desk.read.ids(Listing("member"))
    gone = desk.read.ids(Listing("member", text="张大力"))[0]
    editing.save(desk.book, "member", gone, {"state": "已退会"})
    dialog = NominateDialog(None, desk, ids)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert names(desk, dialog.picker.ticked()) == {"陈二妮", "高䶮", "欧阳喆", "王小满"}
    assert "名额 2" in dialog.summary.text()
    dialog.carry_out()
    award = dialog.award.currentData()
    assert len(desk.read.parts("nominee", "award_id", award)) == 5
    desk.book.undo()
    assert len(desk.read.parts("nominee", "award_id", award)) == 1


def test_all_windows_fit_a_small_screen(desk: Desk, qtbot) -> None:
    width, height = 911 - 24, 467 - 48  # what 150 % on 1366 x 768 leaves
    ids = desk.read.ids(Listing("member"))
    for dialog in (
        GiftDialog(None, desk, None, "festival"), GiftDialog(None, desk, None, "birthday"), MoveDialog(None, desk, ids),
        ParticipantsDialog(None, desk, ids), NominateDialog(None, desk, ids),
    ):  # fmt: skip
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        least = dialog.minimumSizeHint()
        assert least.width() <= width, type(dialog).__name__
        assert least.height() <= height, (type(dialog).__name__, least.height())
