"""The wheel scrolls a form; it changes what is chosen only where the clerk has gone on purpose."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QScrollArea, QVBoxLayout, QWidget

from app.domain.listing import Condition, Listing
from app.domain.records import BY_TABLE
from app.ui.desk import Desk
from app.ui.filter_dialog import FilterDialog
from app.ui.gift_dialog import GiftDialog
from app.ui.list_paper_dialog import ListPaperDialog, wish_of
from app.ui.no_wheel import calm
from app.ui.participants_dialog import ParticipantsDialog
from app.ui.table_model import RecordModel


def turn(widget: QWidget, steps: int = -1) -> bool:
    """Turn the wheel over a widget; says whether the widget took it, else it goes on to what lies below."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def boxes(window: QWidget) -> Sequence[QComboBox | QAbstractSpinBox]:
    return [*window.findChildren(QComboBox), *window.findChildren(QAbstractSpinBox)]


def shown(box: QComboBox | QAbstractSpinBox) -> str:
    return box.currentText() if isinstance(box, QComboBox) else box.text()


def test_the_wheel_goes_on_to_the_form_until_the_box_has_the_keyboard(app, qtbot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    inner = QWidget()
    column = QVBoxLayout(inner)
    box, other = QComboBox(), QComboBox()
    for one in (box, other):
        one.addItems([str(n) for n in range(9)])
        column.addWidget(one)
    column.addSpacing(2000)
    area.setWidget(inner)
    area.resize(300, 200)
    calm(inner)
    area.show()
    qtbot.waitExposed(area)
    area.activateWindow()
    other.setFocus()
    assert not turn(box)
    assert box.currentIndex() == 0
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    assert turn(box)
    assert box.currentIndex() == 1


def windows(desk: Desk, parent: QWidget) -> dict[str, QWidget]:
    model = RecordModel(desk.read, BY_TABLE["member"], desk.speech, desk)
    model.show(Listing("member"))
    kept = (Condition("birth", "month", 3), Condition("gender", "filled"), Condition("unit_id", "under", 1))
    return {
        "list": ListPaperDialog(parent, desk, wish_of(desk, model)),
        "gift": GiftDialog(parent, desk, None, "birthday"),
        "filter": FilterDialog(parent, desk, BY_TABLE["member"], kept),
        "participants": ParticipantsDialog(parent, desk, desk.read.ids(Listing("member"))[:2]),
    }


@pytest.mark.parametrize("name", ["list", "gift", "filter", "participants"])
def test_no_box_changes_under_a_passing_wheel(desk: Desk, qtbot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    window = windows(desk, parent)[name]
    window.show()
    found = [box for box in boxes(window) if box.isVisible()]
    assert found
    parent.setFocus()
    if (focused := window.focusWidget()) is not None:
        focused.clearFocus()
    for box in found:
        for steps in (-1, 1):
            before = shown(box)
            turn(box, steps)
            assert shown(box) == before, box.accessibleName()
    parent.close()
