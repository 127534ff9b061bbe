"""The filter window and the button above the table, on the demonstration union."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.book import filters as kept
from app.domain.listing import Condition, Listing, aged, any_of, between, one_of
from app.domain.records import BY_TABLE
from app.ui.filter_bar import FilterBar
from app.ui.filter_dialog import FilterDialog

ROSTER = Condition("state", "on_roster")


def shoot(camera) -> None:
    desk, window = camera.window.desk, camera.window
    member, entry = BY_TABLE["member"], BY_TABLE["entry"]
    unit = desk.read.ids(Listing("unit"))[3]
    asked = (ROSTER, one_of("gender", ["女"]), aged("birth", 50, None), Condition("", "without", "aided_this_year"))
    _dialog(camera, FilterDialog(window, desk, member, asked), "filter")
    _dialog(camera, FilterDialog(window, desk, member), "filter-new")
    others = (
        any_of(
            Condition("unit_id", "under", unit),
            between("joined", "2019-01-01", "2020-12-31"),
            Condition("post", "has", "电工"),
            one_of("political", ["中共党员", "共青团员"]),
            any_of(asked[1], asked[2]),
        ),
    )
    _dialog(camera, FilterDialog(window, desk, member, others), "filter-any")
    row_id = kept.save(desk.book, member, "五十岁以上、本年还没有去看过的女会员", asked)
    found = kept.saved(desk.read, member)[0]
    dialog = FilterDialog(window, desk, entry, (between("cash", 50000, None),), found)
    dialog.open()
    dialog.add(Condition("persons", "from"))
    dialog.apply()
    dialog.resize(887, 419)
    camera.take("filter-wrong", dialog)
    dialog.close()
    dialog = FilterDialog(window, desk, member, asked)
    dialog.open()
    dialog.rows[1].editor.unfold()
    camera.take("filter-ticks", dialog.rows[1].editor._list)
    dialog.rows[1].editor._list.close()
    dialog.close()
    _bar(camera, desk, member)
    kept.delete(desk.book, row_id)


def _bar(camera, desk, member) -> None:
    place = QWidget(camera.window)
    column = QVBoxLayout(place)
    bar = FilterBar(desk, member)
    column.addWidget(bar)
    column.addWidget(bar.line)
    bar.use(kept.saved(desk.read, member)[0])
    place.resize(640, 120)
    place.show()
    camera.take("filter-bar", place)
    bar.unfold()
    camera.take("filter-menu", bar._menu)
    bar._menu.close()
    place.deleteLater()


def _dialog(camera, dialog, name: str) -> None:
    dialog.open()
    dialog.resize(*(887, 419) if camera.scale == "1.5" else (800, 470))  # what the screen leaves, whatever the test's
    camera.settle()
    camera.take(name, dialog)
    dialog.close()
