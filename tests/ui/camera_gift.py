"""Pictures of one gift for many, and of the other things done to several members at once."""

from __future__ import annotations

from app.domain.listing import Listing
from app.ui.gift_dialog import GiftDialog
from app.ui.participants_dialog import ParticipantsDialog
from app.ui.people_dialogs import MoveDialog, NominateDialog


def shoot(camera) -> None:
    desk, window = camera.window.desk, camera.window
    ids = desk.read.ids(Listing("member"))

    festival = GiftDialog(window, desk, None, "国庆")
    festival.form.editors["goods"].set_value("大米、食用油和干果")
    festival.form.editors["goods_value"].set_value("300")
    _take(camera, festival, "gift-festival")
    festival.form._show_more(True)
    _take(camera, festival, "gift-festival-more")
    festival.deleteLater()

    again = GiftDialog(window, desk, ids[:40], "中秋")
    again.form.editors["goods_value"].set_value("800")
    again.picker.model.tick(ids[3:9])
    _take(camera, again, "gift-again")
    again.deleteLater()

    birthday = GiftDialog(window, desk, None, "birthday")
    birthday.form.months.setCurrentIndex(1)
    birthday.form.editors["goods"].set_value("生日蛋糕券")
    birthday.form.editors["goods_value"].set_value("200")
    _take(camera, birthday, "gift-birthday")
    birthday.deleteLater()

    move = MoveDialog(window, desk, ids[:37])
    _take(camera, move, "people-move", 520, 210)
    move.deleteLater()

    nominate = NominateDialog(window, desk, ids[:37])
    _take(camera, nominate, "people-nominate", 760, 540)
    nominate.deleteLater()

    join = ParticipantsDialog(window, desk, ids[:37])
    join.activity.set_value(desk.read.ids(Listing("activity"))[0])
    join.model.placings.update({join.model.ids[0]: "第一名", join.model.ids[1]: "第二名"})
    _take(camera, join, "people-activity", 720, 560)
    join.fresh.setChecked(True)
    join.editors["title"].line.setText("职工羽毛球赛")
    _take(camera, join, "people-new-activity", 720, 560)
    join.deleteLater()


def _take(camera, dialog, name: str, width: int = 1080, height: int = 640) -> None:
    """As large as the screen it is meant for lets it be."""
    room = camera.window.size()
    dialog.resize(min(width, room.width() - 24), min(height, room.height() - 48))
    dialog.show()
    camera.settle()
    if isinstance(dialog, GiftDialog):
        dialog.settle()
    camera.take(name, dialog)
    dialog.hide()
