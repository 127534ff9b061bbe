"""Pictures of what is done with closed years, seals, terms of keeping and one person's data."""

from __future__ import annotations

from app.book import closing, editing, sealing
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui import todo
from app.ui.closing_dialog import ClosingDialog
from app.ui.erase_dialog import EraseDialog
from app.ui.export_dialog import ExportDialog
from app.ui.history_dialog import HistoryDialog
from app.ui.reason_dialog import ReasonDialog
from app.ui.record_dialog import open_record
from app.ui.sealing_dialog import SealingDialog
from app.ui.workplace import AID, MEMBERS
from tests.ui.room import as_on_the_screen


def shoot(camera) -> None:
    """Take them all on the open book."""
    window, desk = camera.window, camera.window.desk
    gone = [
        editing.save(
            desk.book, "member", None, {"name": name, "state": "已退会", "left_on": day, "mobile": "13900000001"}
        )
        for name, day in (("费明远", "2018-05-31"), ("凌小舟", "2021-12-01"), ("古丽娜尔·阿不都热依木", "2019-03-15"))
    ]
    for one in (_closing, _terms, _erasing):
        one(camera, gone)
    dialog = ExportDialog(window, desk, camera.folder / "out.xlsx")
    dialog._unmask.setChecked(True)
    dialog._reason.setText("上报上级工会实名制系统")
    _with(camera, dialog, "export-in-full")
    desk.book.note("Export in full: the whole book ({reason})", reason="上报上级工会实名制系统")
    desk.book.note("Show whole numbers of {kind} No. {number}", kind=BY_TABLE["member"].label, number=12)
    _with(camera, HistoryDialog(window, desk), "history-notes")


def _closing(camera, _gone) -> None:
    window, desk = camera.window, camera.window.desk
    dialog = ClosingDialog(window, desk, 2025)
    camera.until(lambda: not dialog.look.isHidden() or "…" not in dialog.open_things.text())
    _with(camera, dialog, "closing")
    closing.close(desk.book, 2025, todo.today())
    _with(camera, ClosingDialog(window, desk, 2025), "closing-closed")
    title = window.say("Reopen the year {year}", year=2025)
    told = "Reopened, the records of the year can be changed again, and its numbers with them."
    _with(camera, ReasonDialog(window, window.speech, title, window.say(told), window.say("Reopen it")), "reason")
    desk.set_year(2025)
    page = camera.records(AID)
    page.open(page.table.model.ids[0])
    camera.take("closed-year-form")
    entry = desk.read.ids(Listing("entry_line"))[0]
    form = open_record(window, desk, BY_TABLE["entry_line"], entry)
    camera.take("closed-year-part", form)
    form.close()
    closing.reopen(desk.book, 2025, "更正一笔")
    desk.set_year(2026)


def _terms(camera, gone) -> None:
    window, desk = camera.window, camera.window.desk
    dialog = SealingDialog(window, desk)
    dialog.tree.topLevelItem(0).setSelected(True)
    _with(camera, dialog, "terms")
    sealing.seal(desk.book, "member", gone[:1], "离会已满三年", todo.today())
    page = camera.records(MEMBERS)
    page.table.show_listing(Listing("member", conditions=(sealing.ONLY_SEALED,)))
    camera.settle()
    page.open(gone[0])
    camera.take("sealed-form")
    page.table.show_listing(Listing("member"))


def _erasing(camera, gone) -> None:
    window, desk = camera.window, camera.window.desk
    held = next(row["member_id"] for row in desk.read.every("hardship_file") if row["member_id"])
    _with(camera, EraseDialog(window, desk, held), "erase-kept")
    dialog = EraseDialog(window, desk, gone[2])
    dialog.reason.setText("本人书面申请，档案室已同意")
    _with(camera, dialog, "erase")


def _with(camera, dialog, name: str) -> None:
    dialog.show()
    as_on_the_screen(dialog, camera.window)
    camera.take(name, dialog)
    dialog.close()
