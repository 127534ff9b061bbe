"""What the window must not cut or offer in vain: long texts, words out of lists, rows that do not apply."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from app.domain.listing import Listing
from app.domain.membership import EventKind
from app.domain.records import BY_TABLE
from app.ui.columns import Columns
from app.ui.desk import Desk
from app.ui.event_dialog import EventDialog
from app.ui.growing_text import GrowingText
from app.ui.table_model import RecordModel


@pytest.fixture
def narrow(desk: Desk, qtbot):
    """Makes a table of records with its columns in a view of a given width."""

    def made(table: str, width: int) -> dict[str, int]:
        view = QTableView()
        qtbot.addWidget(view)
        model = RecordModel(desk.read, BY_TABLE[table], desk.speech, view)
        view.setModel(model)
        view.resize(width, 200)
        Columns(view, model, desk.settings, desk.speech)
        return {field.name: view.columnWidth(at) for at, field in enumerate(model.fields)}

    return made


def test_a_text_grows_when_it_gets_narrower(app, qtbot) -> None:
    """A text set before its field has its width is shown whole afterwards."""
    panel = QWidget()
    qtbot.addWidget(panel)
    text = GrowingText(2)
    QVBoxLayout(panel).addWidget(text)
    text.setPlainText("积极参加工会活动、热心为职工服务、本职工作突出的会员。" * 2)
    panel.resize(1200, 300)
    panel.show()
    before = text.height()
    panel.resize(260, 300)
    app.processEvents()
    needed = text.document().size().height()
    assert needed > 2
    assert text.height() > before
    assert text.height() >= needed * text.fontMetrics().lineSpacing()


def test_an_event_shows_only_what_it_can_have(desk: Desk, qtbot) -> None:
    """Whoever is transferred has another union and no reason for leaving; whoever dies has neither."""
    dialog = EventDialog(None, desk, desk.read.ids(Listing("member"))[0])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.kind.setCurrentText(EventKind.TRANSFER_OUT)
    assert (dialog.other.isVisible(), dialog.reason.isVisible()) == (True, False)
    dialog.kind.setCurrentText(EventKind.DEATH)
    assert (dialog.other.isVisible(), dialog.reason.isVisible()) == (False, False)
    dialog.kind.setCurrentText(EventKind.QUIT)
    assert (dialog.other.isVisible(), dialog.reason.isVisible()) == (False, True)


def test_a_word_out_of_a_list_stays_readable(narrow, app) -> None:
    """Where the columns do not fit anyway, a category is not squeezed to its first letter."""
    letters = QFontMetrics(app.font())
    assert narrow("entry", 480)["kind"] >= letters.horizontalAdvance("生病住院")
    assert narrow("member", 360)["gender"] >= letters.horizontalAdvance("性别")
