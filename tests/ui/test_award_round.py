"""The tab of the awards: its round's steps, each leading to where it is done, and what begins a round."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.book import award_rounds, editing
from app.domain.listing import Condition, Listing
from app.ui.award_new import NewRoundDialog
from app.ui.award_nominate import AwardNominateDialog
from app.ui.award_outcome import OutcomeDialog
from app.ui.award_papers import AwardPapersDialog
from app.ui.award_quota import QuotaDialog
from app.ui.award_strip import AwardStrip
from app.ui.award_tally import TallyDialog
from app.ui.desk import Desk
from app.ui.people_model import NOTE
from app.ui.record_dialog import RecordDialog
from app.ui.window import MainWindow
from app.ui.workplace import AWARDS


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.todo.today", lambda: date(2026, 11, 20))


def kept(qtbot, dialog):
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    return dialog


def opened(window: MainWindow, kind: type):
    """The window of a kind that was opened last."""
    found = [one for one in window.findChildren(kind) if one.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def strip_of(window: MainWindow) -> AwardStrip:
    window.workplace.turn_to(AWARDS)
    return window.workplace.page.strip


def a_round(desk: Desk) -> int:
    return award_rounds.start(desk.book, 2026, "2026年度评优", [])


def test_awards_without_a_round_are_offered_one(window: MainWindow) -> None:
    strip = strip_of(window)
    assert strip.round is not None
    assert strip.round.round_id is None
    assert strip.begin.isVisible()
    strip.begin.click()
    dialog = opened(window, NewRoundDialog)
    assert "2026" in dialog.name.text()
    assert dialog.proposal.adopted == ("优秀工会积极分子",)
    dialog.go.click()
    assert not strip.begin.isVisible()
    assert strip.round.title == "小青镇总工会2026年度评优评先"
    window.desk.book.undo()
    assert strip.begin.isVisible()


def test_a_year_with_nothing_shows_one_sentence_and_one_button(window: MainWindow) -> None:
    strip = strip_of(window)
    window.desk.set_year(2020)
    assert strip.round is None
    assert strip.begin.isVisible()
    assert not any(made.isVisible() for made in strip.steps.values())
    assert not strip.papers.isVisible()


def test_the_steps_say_how_far_they_are(window: MainWindow) -> None:
    a_round(window.desk)
    strip = strip_of(window)
    said = strip.steps["awards"].accessibleName()
    assert said.startswith("1 ")
    assert "2" in said.partition(":")[2]
    before = strip.steps["nominees"].text()
    award = window.desk.read.every("award")[0]["id"]
    editing.save(window.desk.book, "nominee", None, {"award_id": award, "name": "陈二妮"})
    assert strip.steps["nominees"].text() != before


@pytest.mark.parametrize(("width", "lines", "rows"), [(2400, 2, {0}), (700, 1, {0}), (420, 1, {0, 1})])
def test_the_steps_suit_the_room_there_is(window: MainWindow, width: int, lines: int, rows: set[int]) -> None:
    a_round(window.desk)
    strip = strip_of(window)
    strip.resize(width, 90)
    assert strip.steps["tally"].text().count("\n") == lines - 1
    assert {strip._grid.getItemPosition(at)[0] for at in range(7)} == rows
    assert strip.steps["tally"].accessibleName().count(":"), "a screen reader is always told how far it is"


def test_every_step_leads_to_its_place(window: MainWindow) -> None:
    a_round(window.desk)
    strip = strip_of(window)
    strip.steps["nominees"].click()
    assert window.workplace.record_page().record.table == "nominee"
    strip.steps["awards"].click()
    assert window.workplace.record_page().record.table == "award"
    for name, kind in (("quotas", QuotaDialog), ("tally", TallyDialog), ("publicity", RecordDialog)):
        strip.steps[name].click()
        opened(window, kind).close()


def test_the_notice_is_one_click_away(window: MainWindow, qtbot) -> None:
    a_round(window.desk)
    strip_of(window).steps["notice"].click()
    dialog = opened(window, AwardPapersDialog)
    qtbot.waitUntil(lambda: bool(dialog.ticked()), timeout=20000)
    assert [paper.form_id for paper in dialog.ticked()] == ["notice"]


def test_the_last_step_enters_the_chosen_as_honours(window: MainWindow, answers) -> None:
    a_round(window.desk)
    nominee = window.desk.read.every("nominee")[0]["id"]
    award_rounds.set_outcome(window.desk.book, [nominee], award_rounds.CHOSEN)
    strip_of(window).steps["honours"].click()
    assert "陈一新" in answers.asked[-1]
    assert [row["recipient"] for row in window.desk.read.every("honour")] == ["陈一新"]


def test_all_of_it_is_reached_from_the_menu(window: MainWindow) -> None:
    a_round(window.desk)
    strip_of(window)
    for name, kind in (("new_round", NewRoundDialog), ("award_quota", QuotaDialog), ("tally", TallyDialog),
                       ("award_nominate", AwardNominateDialog)):  # fmt: skip
        window.actions_.by_name[name].trigger()
        opened(window, kind).close()
    window.actions_.by_name["round_details"].trigger()
    opened(window, RecordDialog).close()
    window.actions_.by_name["outcome"].trigger()
    assert window.status.text(), "without a choice it is said what to do"


def test_details_of_no_round_say_what_to_do(window: MainWindow) -> None:
    window.actions_.by_name["round_details"].trigger()
    assert window.status.text()
    assert not [one for one in window.findChildren(RecordDialog) if one.isVisible()]


def test_saying_no_enters_nothing_and_opens_nothing(window: MainWindow, answers) -> None:
    a_round(window.desk)
    nominee = window.desk.read.every("nominee")[0]["id"]
    award_rounds.set_outcome(window.desk.book, [nominee], award_rounds.CHOSEN)
    answers._confirm = False
    strip_of(window).steps["honours"].click()
    assert window.desk.read.every("honour") == []
    assert not [one for one in window.findChildren(AwardPapersDialog) if one.isVisible()]


def test_several_nominees_get_one_outcome(window: MainWindow) -> None:
    desk = window.desk
    award = desk.read.every("award")[0]["id"]
    editing.save(desk.book, "nominee", None, {"award_id": award, "name": "陈二妮"})
    window.workplace.turn_to(AWARDS)
    page = window.workplace.page.turn_to("nominee")
    page.table.select(page.table.model.ids)
    window.actions_.by_name["outcome"].trigger()
    opened(window, OutcomeDialog).go.click()
    assert {row["outcome"] for row in desk.read.every("nominee")} == {"入选"}
    desk.book.undo()
    assert {row["outcome"] for row in desk.read.every("nominee")} == {""}


def test_a_file_dropped_on_a_nominee_is_attached(window: MainWindow, tmp_path: Path, qtbot) -> None:
    """The photo of a nomination form is an attachment of the nominee."""
    photo = tmp_path / "陈一新.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n")
    window.workplace.turn_to(AWARDS)
    page = window.workplace.page.turn_to("nominee")
    page.open(page.table.model.ids[0])
    page.form._files.add([photo])
    qtbot.waitUntil(lambda: bool(window.desk.read.every("attachment")), timeout=10000)
    held = window.desk.read.every("attachment")
    assert [(row["owner_table"], row["owner_id"]) for row in held] == [("nominee", page.form.row_id)]


def test_nominating_warns_of_what_speaks_against(desk: Desk, qtbot) -> None:
    award = desk.read.every("award")[0]["id"]
    (chen,) = desk.read.ids(Listing("member", text="陈二妮"))
    editing.save(desk.book, "honour", None, {"title": "优秀工会积极分子", "recipient": "陈二妮", "year": "2025"})
    dialog = kept(qtbot, AwardNominateDialog(None, desk, (), award))
    model = dialog.picker.model
    assert len(model.ids) == 6, "all members are within reach"
    assert "2025" in model.index(model.ids.index(chen), NOTE).data()
    dialog._limits[0].setValue(0)
    assert not model.index(model.ids.index(chen), NOTE).data()
    assert json.loads(json.dumps(desk.settings.get("award/limits"))) == [0, 6]
    model.tick([chen])
    dialog.go.click()
    listing = Listing("nominee", conditions=(Condition("award_id", "is", award),))
    assert len(desk.read.ids(listing)) == 2


def two_rounds(window: MainWindow) -> tuple[AwardStrip, int, int]:
    """The round of the book's own award, and a later one with another award and nominee."""
    desk = window.desk
    first = a_round(desk)
    strip = strip_of(window)
    second = award_rounds.start(
        desk.book, 2026, "2026年度专项评选", [{"name": "五一巾帼标兵", "target": "个人", "quota": 1}]
    )
    award = next(row["id"] for row in desk.read.every("award") if row["round_id"] == second)
    editing.save(desk.book, "nominee", None, {"award_id": award, "name": "高䶮"})
    return strip, first, second


def choose(strip: AwardStrip, at: int) -> None:
    strip.chooser.setCurrentIndex(at)
    strip.chooser.activated.emit(at)


def names(page, field: str = "name") -> list[str]:
    read = page.desk.read.rows(page.record.table, page.table.model.ids)
    return [row[field] for row in read.values()]


def test_a_new_round_is_turned_to_and_its_undoing_turns_back(window: MainWindow) -> None:
    a_round(window.desk)
    strip = strip_of(window)
    assert strip.add.isVisible()
    assert strip.add.accessibleName() == strip.add.toolTip() != ""
    strip.add.click()
    dialog = opened(window, NewRoundDialog)
    dialog.name.setText("2026年度专项评选")
    dialog.go.click()
    assert strip.round.title == "2026年度专项评选"
    window.desk.book.undo()
    assert strip.round.title == "2026年度评优"


def test_a_new_award_joins_the_round_on_show_also_after_save_and_new(window: MainWindow) -> None:
    strip, first, _ = two_rounds(window)
    choose(strip, 1)
    page = window.workplace.page.turn_to("award")
    page.new()
    for name in ("优秀工会工作者", "工会之友"):
        page.form.editors["name"].set_value(name)
        page.form.editors["quota"].set_value("2")
        assert page.form.save_and_new()
    joined = {row["name"] for row in window.desk.read.every("award") if row["round_id"] == first}
    assert joined == {"优秀工会积极分子", "优秀工会工作者", "工会之友"}
    assert len(strip.round.award_ids) == 3
    assert strip.round.steps[0].values[0] == ("count", 3)
    assert set(names(page)) == joined


def test_the_lists_show_the_round_on_show(window: MainWindow) -> None:
    strip, *_ = two_rounds(window)
    drawers = window.workplace.page
    assert names(drawers.turn_to("award")) == ["五一巾帼标兵"]
    assert names(drawers.turn_to("nominee")) == ["高䶮"]
    choose(strip, 1)
    assert names(drawers.turn_to("nominee")) == ["陈一新"]
    assert names(drawers.turn_to("award")) == ["优秀工会积极分子"]
    choose(strip, 2)
    assert strip.chooser.currentText() == window.say("All rounds")
    assert set(names(drawers.turn_to("nominee"))) == {"高䶮", "陈一新"}
    assert len(names(drawers.turn_to("award"))) == 2
    assert not any(made.isVisible() for made in strip.steps.values())
    assert not strip.begin.isVisible()
    assert strip.add.isVisible()


def test_a_list_keeps_to_its_round_while_the_book_changes(window: MainWindow) -> None:
    strip, *_ = two_rounds(window)
    choose(strip, 1)
    page = window.workplace.page.turn_to("nominee")
    editing.save(window.desk.book, "nominee", None, {"award_id": strip.round.award_ids[0], "name": "陈二妮"})
    assert set(names(page)) == {"陈一新", "陈二妮"}
    award_rounds.set_outcome(window.desk.book, page.table.model.ids, award_rounds.CHOSEN)
    assert strip.round.title == "2026年度评优"


def test_nominees_say_for_which_award_they_are(window: MainWindow) -> None:
    two_rounds(window)
    page = window.workplace.page.turn_to("nominee")
    at = [field.name for field in page.table.columns.shown].index("award_id")
    assert page.table.model.index(0, at).data() == "五一巾帼标兵"
    page.table.columns.turn("award_id")
    assert "award_id" not in [field.name for field in page.table.columns.shown]
    page.table.columns.restore()
    assert "award_id" in [field.name for field in page.table.columns.shown]


def test_a_record_opened_from_elsewhere_brings_its_round(window: MainWindow) -> None:
    strip, *_ = two_rounds(window)
    nominee = next(row["id"] for row in window.desk.read.every("nominee") if row["name"] == "陈一新")
    window.workplace.open_record("nominee", nominee)
    page = window.workplace.record_page()
    assert page.table.selected_ids() == [nominee]
    assert strip.round.title == "2026年度评优"


@pytest.mark.parametrize("name", ["award_quota", "award_nominate", "tally"])
def test_windows_begin_with_an_award_of_the_round_on_show(window: MainWindow, name: str) -> None:
    strip, *_ = two_rounds(window)
    kinds = {"award_quota": QuotaDialog, "award_nominate": AwardNominateDialog, "tally": TallyDialog}
    for at, award in ((0, "五一巾帼标兵"), (1, "优秀工会积极分子")):
        choose(strip, at)
        window.actions_.by_name[name].trigger()
        dialog = opened(window, kinds[name])
        assert dialog.award.currentText() == award
        dialog.close()


def test_the_round_chosen_is_remembered(window: MainWindow) -> None:
    strip, *_ = two_rounds(window)
    choose(strip, 1)
    again = AwardStrip(window.desk)
    assert again.round.title == "2026年度评优"
    choose(strip, 2)
    assert AwardStrip(window.desk).every


def test_more_people_than_places_is_warned_of_not_refused(desk: Desk, qtbot) -> None:
    award = desk.read.every("award")[0]["id"]
    units = {row["name"]: row["id"] for row in desk.read.every("unit")}
    with desk.book.step("Share out") as writer:
        for name, places in (("纺织厂工会", 2), ("小学工会", 0)):
            writer.insert("award_quota", {"award_id": award, "unit_id": units[name], "allotted": places})
    dialog = kept(qtbot, AwardNominateDialog(None, desk, (), award))
    model = dialog.picker.model
    people = {name: desk.read.ids(Listing("member", text=name))[0] for name in ("陈二妮", "张大力", "高䶮")}

    def note(name: str) -> str:
        return model.index(model.ids.index(people[name]), NOTE).data()

    assert "小学工会" in note("高䶮")
    assert "纺织厂工会" not in note("陈二妮") + note("张大力"), "one of two is nominated already"
    model.tick([people["陈二妮"]])
    assert "纺织厂工会" not in note("陈二妮")
    assert "3" in note("张大力")
    model.tick([people["张大力"], people["高䶮"]])
    assert "纺织厂工会" in note("陈二妮")
    assert dialog.go.isEnabled()
