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
