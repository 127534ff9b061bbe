"""Where each step of an award round leads: to its window, its paper, or the place in the round's record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.book import award_rounds
from app.domain.errors import AppError
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui import todo
from app.ui.award_chosen import without
from app.ui.award_papers import AwardPapersDialog
from app.ui.award_quota import QuotaDialog
from app.ui.award_tally import TallyDialog
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.record_dialog import RecordDialog, open_record

# A word in the name of the paper that belongs to a step.
_PAPERS = {award_rounds.NOTICE: "通知", award_rounds.PUBLICITY: "公示", award_rounds.HONOURS: "决定"}


def open_step(parent: QWidget, desk: Desk, name: str, round_id: int | None, award_ids: Sequence[int]) -> QWidget | None:
    """Open what a step of a round is done with; None where nothing is to be opened."""
    if name == award_rounds.QUOTAS:
        return _opened(QuotaDialog(parent, desk, without(desk, "award_quota", award_ids)))
    if name == award_rounds.TALLY:
        return _opened(TallyDialog(parent, desk, without(desk, "tally", award_ids)))
    if name == award_rounds.PUBLICITY and round_id is not None:
        field = award_rounds.publicity_blank(desk.read, round_id, todo.today())
        if field:
            return _at(open_record(parent, desk, BY_TABLE["award_round"], round_id), field)
    if name == award_rounds.HONOURS and award_rounds.to_honour(desk.read, award_ids):
        honour_chosen(parent, desk, award_ids)
        return None
    return _opened(AwardPapersDialog(parent, desk, award_ids, _PAPERS.get(name, "")))


def honour_chosen(parent: QWidget, desk: Desk, award_ids: Sequence[int]) -> bool:
    """Ask, then enter the chosen into the list of honours; says whether any were entered."""
    found = award_rounds.to_honour(desk.read, award_ids)
    if not found:
        desk.say_short.emit(desk.speech.say(N_("Nobody is chosen who is not among the honours already.")))
        return False
    names = "、".join(one["name"] for _, one in found[:12]) + ("…" if len(found) > 12 else "")
    said = N_("Enter {count} chosen into the list of honours? {names}. One undo takes it back.")
    if not desk.ask.confirm(parent, desk.speech.say(said, count=len(found), names=names), N_("Enter them")):
        return False
    try:
        count = award_rounds.honour(desk.book, award_ids)
    except AppError as error:
        show_error(parent, desk.speech, error)
        return False
    desk.say_short.emit(desk.speech.say(N_("{count} entered into the honours."), count=count))
    return True


def _opened(dialog: QuotaDialog | TallyDialog | AwardPapersDialog) -> QWidget:
    dialog.open()
    return dialog


def _at(dialog: RecordDialog, field: str) -> RecordDialog:
    dialog.form.focus_field(field)
    return dialog
