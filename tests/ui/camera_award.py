"""Pictures of an award round: its steps, quotas, nominees, tally and papers."""

from __future__ import annotations

from app.book import award_rounds
from app.ui.award_new import NewRoundDialog
from app.ui.award_nominate import AwardNominateDialog
from app.ui.award_outcome import OutcomeDialog
from app.ui.award_papers import AwardPapersDialog
from app.ui.award_quota import QuotaDialog
from app.ui.award_tally import TallyDialog
from app.ui.workplace import AWARDS


def shoot(camera) -> None:
    desk, window = camera.window.desk, camera.window
    awards = {name: row_id for row_id, name in award_rounds.award_names(desk.read, desk.work_year).items()}
    people, officers = awards["优秀工会积极分子"], awards["优秀工会工作者"]

    page = camera.turn_to(AWARDS)
    page.turn_to("nominee")
    camera.settle()
    page.current.table.select(page.current.table.model.ids[:3])
    page.current._on_selection()
    camera.take("award-nominees")
    page.turn_to("award")

    desk.set_year(2025)
    page.strip.refresh()
    camera.take("award-empty")
    desk.set_year(2026)
    _take(camera, NewRoundDialog(window, desk), "award-new", 560, 420)
    _take(camera, OutcomeDialog(window, desk, page.turn_to("nominee").table.model.ids[:3]), "award-outcome", 440, 240)
    page.turn_to("award")

    quota = QuotaDialog(window, desk, people)
    _take(camera, quota, "award-quota", 900, 560)
    quota = QuotaDialog(window, desk, people)
    quota.rule.setCurrentIndex(1)
    quota.ceiling.setValue(2)
    _take(camera, quota, "award-quota-off", 900, 560)

    _take(camera, AwardNominateDialog(window, desk, (), people), "award-nominate", 760, 540)

    _take(camera, TallyDialog(window, desk, officers), "award-tally", 960, 600)
    wrong = TallyDialog(window, desk, people)
    for name, number in zip(("due", "present", "issued", "returned"), ("46", "44", "44", "45"), strict=True):
        wrong.lines[name].setText(number)
    wrong._on_count("")
    _take(camera, wrong, "award-tally-wrong", 960, 600)

    papers = AwardPapersDialog(window, desk)
    papers.show()
    camera.until(lambda: bool(papers.forms))
    camera.until(lambda: papers.preview.ready)
    _take(camera, papers, "award-papers", 1120, 640)


def _take(camera, dialog, name: str, width: int, height: int) -> None:
    """As large as the screen it is meant for lets it be."""
    room = camera.window.size()
    dialog.resize(min(width, room.width() - 24), min(height, room.height() - 48))
    dialog.show()
    camera.settle()
    if isinstance(dialog, AwardPapersDialog):
        camera.until(lambda: dialog.preview.ready)
    camera.take(name, dialog)
    dialog.deleteLater()
