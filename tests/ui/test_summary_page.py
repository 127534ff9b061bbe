"""The summary's own page: the period on show can be seen and changed there."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser

from app.documents.blocks import Column, Document, Table
from app.ui.paper_view import to_html
from app.ui.window import MainWindow
from app.ui.workplace import SUMMARY
from tests.ui.wizard_help import settled, told


def test_the_period_on_show_is_seen_and_changed(window: MainWindow, qtbot) -> None:
    window.workplace.turn_to(SUMMARY)
    page = window.workplace.page
    settled(window, qtbot)
    assert page.period.currentText() == "2026年度"
    page.period.setCurrentIndex(page.period.findText("2026年上半年"))
    page.period.activated.emit(page.period.currentIndex())
    settled(window, qtbot)
    assert "2026年上半年" in told(window).paper.document.title
    assert page.period.currentText() == "2026年上半年"
    window.desk.set_year(2025)
    assert page.period.itemText(0) == "2025年度"


def test_a_table_in_the_text_does_not_make_it_scroll_sideways(app) -> None:
    view = QTextBrowser()
    table = Table((Column("单位"),) * 5, (("甲工会",) * 5,) * 40)  # long enough to scroll downwards
    view.setHtml(to_html(Document("题", (table,))))
    view.document().setDocumentMargin(32)
    view.show()
    for width in range(560, 600):
        view.resize(width, 300)
        assert view.verticalScrollBar().maximum() > 0
        assert view.horizontalScrollBar().maximum() == 0, width
