"""Pictures of the year-end wizard: its six pages, the editor, changed figures, kept papers and then-and-now."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from app.book import attachments, editing
from app.domain.listing import Listing
from app.ui.wizard.compare_dialog import CompareDialog
from app.ui.wizard.page_sections import HINTS
from app.ui.wizard.wizard import ANNEXES, CHECK, LISTS, PERIOD, SECTIONS, WRITE
from app.ui.workplace import SUMMARY
from app.ui.written import Written


def shoot(camera) -> None:
    if camera.only and "wizard" not in camera.only:
        return
    window = camera.window
    _add_photos(window.desk)
    page = camera.turn_to(SUMMARY)
    window.desk.settings.put("summary/folder/" + str(window.desk.book.path), str(camera.folder))
    camera.until(lambda: page.maker.up_to_date)
    page.open_wizard()
    wizard = page.wizard
    room = window.size()
    wizard.resize(min(1160, room.width() - 24), min(640, room.height() - 48))
    for number, name in ((PERIOD, "period"), (CHECK, "check"), (SECTIONS, "sections"), (LISTS, "lists")):
        wizard.turn_to(number)
        camera.until(lambda: page.maker.up_to_date and not window.desk.seeker.busy)
        camera.take(f"wizard-{number + 1}-{name}", wizard)
    _words(camera, page, wizard)
    wizard.turn_to(LISTS)
    wizard.pages[LISTS].plans.rows.setCurrentRow(1)
    camera.settle()
    camera.take("wizard-4-lists-line", wizard)
    _annexes(camera, page, wizard)
    _papers(camera, page, wizard)
    wizard.close()
    camera.take("wizard-summary")


def _words(camera, page, wizard) -> None:
    """The editor open, then a figure that changes under own words."""
    wizard.turn_to(SECTIONS)
    pane = wizard.pages[SECTIONS].pane
    figure = max(page.paper.figures, key=lambda one: len(one.rows) < 60 and len(one.rows))
    wizard.pages[SECTIONS]._on_figure(figure)
    camera.take("wizard-3-figure", wizard)
    place = next(s.place for s in page.maker.told.spots if s.place.startswith("totals:"))
    pane.edit(place)
    camera.take("wizard-3-editor", wizard)
    pane.editor.text.insertPlainText("这一年，件件有着落。")
    pane.editor.keep()
    camera.until(lambda: page.maker.up_to_date)
    desk = camera.window.desk
    sources = [one for one in page.paper.figures if one.rows and one.rows[0].table in ("entry", "agreement")]
    row = sources[0].rows[0]
    field = "persons" if row.table == "agreement" else "person_times"
    before = desk.read.row(row.table, row.id)[field] or 0
    editing.save(desk.book, row.table, row.id, {field: str(before + 3)})
    camera.until(lambda: page.maker.up_to_date)
    camera.take("wizard-3-changed", wizard)
    section = next(c.key for c in page.maker.told.made.plain.chapters if c.level == 2)
    page.maker.leave_out(section)
    camera.until(lambda: page.maker.up_to_date)
    wizard.pages[SECTIONS].switch.setCurrentIndex(HINTS)
    camera.take("wizard-3-hints", wizard)
    page.maker.take_in(section)
    camera.until(lambda: page.maker.up_to_date)
    pane.switch.setCurrentIndex(1)
    camera.until(lambda: pane.pages.ready)
    camera.take("wizard-3-pages", wizard)
    pane.switch.setCurrentIndex(0)


def _annexes(camera, page, wizard) -> None:
    wizard.turn_to(ANNEXES)
    annexes = wizard.pages[ANNEXES]
    camera.until(lambda: annexes.list.count() > 0)
    for at in (1, 0):
        annexes.list.item(at).setCheckState(annexes.list.item(at).checkState().__class__.Checked)
    camera.until(lambda: page.maker.up_to_date)
    annexes.data.click()
    camera.until(lambda: page.maker.up_to_date and annexes.list._job is None and len(annexes.list._pictures) > 0)
    annexes.list.setCurrentRow(1)
    camera.take("wizard-5-annexes", wizard)


def _papers(camera, page, wizard) -> None:
    wizard.turn_to(WRITE)
    camera.take("wizard-6-nothing", wizard)
    wizard.pages[WRITE].write()
    camera.until(lambda: any(isinstance(w, Written) for w in camera.app.topLevelWidgets()))
    told = next(w for w in camera.app.topLevelWidgets() if isinstance(w, Written))
    camera.take("wizard-6-written", told)
    told.close()
    camera.until(lambda: wizard.pages[WRITE].current() is not None)
    camera.take("wizard-6-papers", wizard)
    desk = camera.window.desk
    activity = desk.read.ids(Listing("activity", desk.work_year))[4]
    editing.save(desk.book, "activity", activity, {"persons": "99"})
    compare = CompareDialog(wizard, desk, wizard.pages[WRITE].current())
    room = camera.window.size()
    compare.resize(min(980, room.width() - 24), min(560, room.height() - 48))
    compare.open()
    camera.until(lambda: compare.found is not None)
    compare.show_rows(0)
    camera.take("wizard-6-compare", compare)
    compare.close()


def _add_photos(desk) -> None:
    """Drawn pictures on the year's first activities."""
    for number, row_id in enumerate(desk.read.ids(Listing("activity", desk.work_year))[:5]):
        image = Image.new("RGB", (900, 600 if number % 2 else 1100), (70 + 30 * number, 130, 150))
        ImageDraw.Draw(image).ellipse((200, 150, 700, 500), fill=(240, 200, 90))
        out = BytesIO()
        image.save(out, "JPEG")
        incoming = [attachments.Incoming(f"现场照片{number + 1}.jpg", out.getvalue())]
        attachments.attach_all(desk.book, "activity", row_id, incoming, "" if number else "比赛现场，代表队入场")
