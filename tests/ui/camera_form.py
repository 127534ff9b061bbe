"""Pictures of the record form: names offered, parts in place, attachments, links, the word about somebody known."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from app.book import parts
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.ui.event_dialog import EventDialog
from app.ui.record_dialog import open_record
from app.ui.workplace import ACTIVITIES, AID, MEMBERS


def shoot(camera) -> None:
    """Take them all on the open book."""
    for one in (_entry, _activity, _member, _dialogs):
        one(camera)


def picture(path: Path, colours: tuple[str, str], size: tuple[int, int] = (900, 600)) -> Path:
    """An invented photograph: an evening sky over a hill."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, size[1])
    sky.setColorAt(0, QColor(colours[0]))
    sky.setColorAt(1, QColor(colours[1]))
    painter.fillRect(image.rect(), sky)
    painter.setBrush(QColor("#2f5d3a"))
    painter.drawEllipse(-100, size[1] * 2 // 3, size[0] + 200, size[1])
    painter.end()
    image.save(str(path))
    return path


def _entry(camera) -> None:
    page = camera.records(AID)
    page.new()
    form = page.form
    read = camera.window.desk.read
    name = read.row("member", read.ids(Listing("member"))[4])["name"]
    form.editors["kind"].set_value("生病住院")
    text = form.editors["target"].text
    camera.window.activateWindow()
    camera.until(camera.window.isActiveWindow)
    text.setFocus()
    text.setPlainText(name[0])
    text.moveCursor(text.textCursor().MoveOperation.End)
    text.offer()
    camera.until(text.offered)
    camera.take("form-name-offers", text.offers.popup())
    text.offers.close()
    text.setPlainText(name)
    form._fields.settle()
    camera.take("form-entry")
    day = form.editors["happened"]
    day.open_calendar()
    camera.take("form-calendar", day._calendar)
    day._calendar.close()
    form.save()
    camera.take("form-entry-saved")
    form.rows.unfold(True)
    form._scroll.verticalScrollBar().setValue(form.rows.fold_button().y())
    camera.take("form-entry-more")
    form.rows.unfold(False)
    page.form.clear()


def _activity(camera) -> None:
    page = camera.records(ACTIVITIES)
    desk = camera.window.desk
    row_id = page.table.model.ids[1]
    names = [desk.read.row("member", one)["name"] for one in desk.read.ids(Listing("member"))[:14]]
    parts.add_people(desk.book, "participant", row_id, names)
    page.open(row_id)
    table = page.form._parts[0]
    for at, placing in enumerate(("第一名", "第二名")):
        column = [field.name for field in table._model.fields].index("placing")
        table._model.setData(table._model.index(at, column), placing)
    table._on_all()
    table.add_people([names[0], "外请教练"])
    files = [
        picture(camera.folder / "运动会开幕式.jpg", ("#f6b26b", "#6d9eeb")),
        picture(camera.folder / "拔河比赛现场照片（第二张，工会办拍摄）.jpg", ("#b4a7d6", "#f9cb9c")),
    ]
    notice = camera.folder / "活动通知.pdf"
    notice.write_bytes(b"%PDF-1.4 " + b"0" * 70_000)
    page.form._files.add([*files, notice])
    camera.until(lambda: len(page.form._files._pictures) == 2)
    camera.take("form-activity")
    page.form._scroll.verticalScrollBar().setValue(table.y() - 10)
    camera.take("form-activity-parts")
    page.form._files.list.item(1).setSelected(True)
    camera.settle()
    page.form._scroll.verticalScrollBar().setValue(page.form._scroll.verticalScrollBar().maximum())
    camera.take("form-activity-files")
    page.new()
    page.form._files.add([notice])
    camera.settle()
    page.form._scroll.verticalScrollBar().setValue(page.form._scroll.verticalScrollBar().maximum())
    camera.take("form-activity-waiting")
    page.form.clear()


def _member(camera) -> None:
    page = camera.records(MEMBERS)
    desk = camera.window.desk
    busy = max(desk.read.ids(Listing("member"))[:60], key=lambda one: sum(desk.read.references("member", one).values()))
    page.open(busy)
    camera.take("form-member")
    row = desk.read.row("member", busy)
    page.new({"name": row["name"], "unit_id": row["unit_id"]})
    page.form.editors["name"].changed.emit()
    page.form._same.look()
    camera.take("form-member-alike")
    page.form.clear()
    page.table.select([busy])


def _dialogs(camera) -> None:
    desk = camera.window.desk
    member = desk.read.ids(Listing("member"))[0]
    event = EventDialog(camera.window, desk, member)
    event.open()
    camera.take("form-event", event)
    event.close()
    unit = desk.read.ids(Listing("unit"))[0]
    dialog = open_record(camera.window, desk, BY_TABLE["unit"], unit)
    camera.take("form-dialog", dialog)
    dialog.close()
    dialog = open_record(camera.window, desk, BY_TABLE["entry"], desk.read.ids(Listing("entry"))[0])
    dialog.resize(330, 300)
    camera.take("form-narrow", dialog)
    dialog.form.focus_field("persons")
    dialog.form.editors["persons"].line.setText("很多很多")
    dialog.form.save()
    camera.take("form-narrow-problem", dialog)
    dialog.form.clear()
    dialog.close()
