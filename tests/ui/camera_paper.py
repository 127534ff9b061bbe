"""Pictures of lists on paper, of a finished paper, and of the windows that print and export."""

from __future__ import annotations

from app.ui.export_dialog import ExportDialog
from app.ui.list_paper_dialog import ListPaperDialog, wish_of
from app.ui.ready_papers import APPROVAL, ATTENDANCE, HARDSHIP, RECEIPT, ready_paper, show
from app.ui.workplace import AID, MEMBERS
from app.ui.written import Written


def shoot(camera) -> None:
    """The windows in which a list or a paper leaves the program."""
    window, desk = camera.window, camera.window.desk
    page = camera.records(MEMBERS)
    model = page.table.model
    dialog = ListPaperDialog(window, desk, wish_of(desk, model), list(model.ids[:18]))
    dialog.form.signature.setChecked(True)
    dialog.form.rows.setValue(6)
    dialog.open()
    dialog.refresh()
    camera.until(lambda: dialog.preview.ready)
    camera.take("list-paper", dialog)
    scroll = dialog.form.verticalScrollBar()
    scroll.setValue(scroll.maximum())
    camera.take("list-paper-below", dialog)
    dialog.close()
    aid = camera.records(AID)
    dialog = ListPaperDialog(window, desk, wish_of(desk, aid.table.model))
    dialog.open()
    camera.until(lambda: dialog.preview.ready)
    camera.take("list-paper-aid", dialog)
    dialog.close()
    entry = next(i for i in aid.table.model.ids if desk.read.parts("entry_line", "entry_id", i))
    activity = next(
        row["id"] for row in desk.read.every("activity") if desk.read.parts("participant", "activity_id", row["id"])
    )
    visit = next(row["id"] for row in desk.read.every("entry") if row["kind"] == "生病住院")
    file = desk.read.every("hardship_file")[0]["id"]
    for form_id, row_id in ((RECEIPT, entry), (ATTENDANCE, activity), (APPROVAL, visit), (HARDSHIP, file)):
        paper = show(window, desk, ready_paper(desk.read, form_id, [row_id]))
        camera.until(lambda: paper.preview.ready)  # noqa: B023
        camera.take(f"paper-{form_id}", paper)
        paper.close()
    export = ExportDialog(window, desk, camera.folder / "out.xlsx", wish_of(desk, model))
    export._unmask.setChecked(True)
    camera._with(export, "export-list")
    camera._with(Written(window, desk.speech, [camera.folder / "青石镇总工会会员花名册.xlsx"]), "written")
