"""Bars as one works with them: by mouse, by keyboard, by ear, in much room and in little."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.domain.listing import Condition, Listing
from app.ui.charts import Bar, Chart


def bars(count: int = 4, label: str = "第{n}类") -> list[Bar]:
    return [
        Bar(label.format(n=n), f"{n * 1000} 元", f"第{n}类：{n * 1000}.00 元", (n * 600, n * 400),
            Listing("entry", conditions=(Condition("kind", "is", str(n)),)), short=f"{n}k")
        for n in range(1, count + 1)
    ]  # fmt: skip


@pytest.fixture
def chart(app: QApplication, qtbot) -> Iterator[Chart]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(600, 400)
    made = Chart("各类慰问", parent=parent)
    made.show_bars(bars())
    made.resize(600, made.heightForWidth(600))
    parent.show()
    yield made
    parent.close()


def opened(chart: Chart) -> list[str]:
    heard: list[str] = []
    chart.opened.connect(lambda listing: heard.append(listing.conditions[0].value))
    return heard


def test_a_click_opens_the_bar_under_the_mouse(chart: Chart, qtbot) -> None:
    heard = opened(chart)
    for at in (2, 0):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place(at).center())
    qtbot.mouseClick(chart, Qt.MouseButton.RightButton, pos=chart.place(1).center())
    assert heard == ["3", "1"]


def test_the_keyboard_goes_from_bar_to_bar_and_opens(chart: Chart, qtbot) -> None:
    heard, reached = opened(chart), []
    chart.reached.connect(reached.append)
    keys = Qt.Key
    for key in (keys.Key_Return, keys.Key_Down, keys.Key_Space, keys.Key_Up, keys.Key_Up, keys.Key_Enter):
        qtbot.keyClick(chart, key)
    qtbot.keyClick(chart, keys.Key_End)
    qtbot.keyClick(chart, keys.Key_Right)
    qtbot.keyClick(chart, keys.Key_Return)
    qtbot.keyClick(chart, keys.Key_Home)
    assert heard == ["1", "2", "1", "4"]
    assert (chart.current, reached[-1]) == (0, chart.place(0))


def test_all_figures_are_said_and_the_bar_reached(chart: Chart, qtbot) -> None:
    assert chart.accessibleDescription().splitlines() == [bar.said for bar in chart.bars]
    chart.clearFocus()
    qtbot.waitUntil(lambda: chart.accessibleName() == "各类慰问")
    chart.activateWindow()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.accessibleName() == "各类慰问 — 第2类：2000.00 元"


def test_the_exact_figure_is_told_under_the_mouse(chart: Chart) -> None:
    place = chart.place(1).center()
    chart.event(QHelpEvent(QEvent.Type.ToolTip, place, chart.mapToGlobal(place)))
    assert QToolTip.text() == "第2类：2000.00 元"


def test_bars_stand_where_their_words_have_room_and_lie_elsewhere(app: QApplication, qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chart = Chart("各月", standing=True, parent=parent)
    chart.show_bars(bars(12, "{n}月"))
    chart.resize(900, chart.heightForWidth(900))
    assert chart.place(0).bottom() == chart.place(11).bottom()
    assert chart.place(11).right() == 899
    chart.resize(260, chart.heightForWidth(260))
    assert chart.place(11).left() == chart.place(0).left()
    assert chart.place(11).bottom() < chart.height()


def test_every_point_belongs_to_one_bar_at_most(chart: Chart) -> None:
    for y in range(0, chart.height(), 3):
        hit = [at for at in range(len(chart.bars)) if chart.place(at).contains(QPoint(50, y))]
        assert len(hit) == 1


def test_fewer_bars_keep_the_place_within_them(chart: Chart, qtbot) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_End)
    chart.show_bars(bars(2))
    assert chart.current == 1
    chart.show_bars([])
    heard = opened(chart)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_End):
        qtbot.keyClick(chart, key)
    assert heard == []
    chart.grab()


def test_a_bar_of_less_than_nothing_is_drawn_as_nothing() -> None:
    assert Bar("退回", "-5 元", "退回：-5.00 元", (-500, 300), Listing("entry")).length == 300
