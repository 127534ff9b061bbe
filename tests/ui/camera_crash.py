"""Pictures of what a fault and a crash leave: the window about it, folded and open, and a form found again."""

from __future__ import annotations

from app.book.typing_drafts import TypedDraft
from app.ui.crash_dialog import CrashDialog, Situation
from app.ui.crash_report import fault_of, report
from app.ui.workplace import MEMBERS


def shoot(camera) -> None:
    """Take them all on the open book."""
    _found(camera)
    _windows(camera)


def _found(camera) -> None:
    page = camera.records(MEMBERS)
    member = page.table.model.ids[2]
    page.open(member)
    page.form.take_up(TypedDraft("member", member, {"mobile": "13900001111"}, {}, None))
    camera.take("crash-found")
    page.form.clear()
    page.table.select([])


def _windows(camera) -> None:
    window = camera.window
    step = window.desk.book.next_undo()
    said = window.say("The last of it: {step}", step=window.speech.step(step.label, step.values)) if step else ""
    record = window.speech.record(window.workplace.record_page().record)
    form = window.say("{kind} No. {number}", kind=record, number=12)
    try:
        raise ValueError
    except ValueError as error:
        fault = fault_of(error)
    dialog = CrashDialog(window, window.speech, window.ask, can_restart=True)
    dialog.show_report(report([fault] * 3, window.trail.done()))
    dialog.show_situation(Situation(said, (form,), (), has_file=True))
    dialog.show()
    camera.take("crash", dialog)
    dialog.fold.click()
    camera.take("crash-details", dialog)
    dialog.fold.click()
    dialog.show_situation(Situation(said, (), (form,), has_file=True))
    dialog.show_again(7)
    camera.take("crash-again", dialog)
    dialog.close()
