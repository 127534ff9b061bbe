"""What the tests of the wizard share: it is opened on a small book, and waited for."""

from __future__ import annotations

from app.ui.window import MainWindow
from app.ui.wizard.wizard import Wizard
from app.ui.workplace import SUMMARY


def open_wizard(window: MainWindow, qtbot, step: int) -> Wizard:
    """The wizard at a step, once the summary is made."""
    window.workplace.turn_to(SUMMARY)
    page = window.workplace.page
    page.open_wizard()
    page.wizard.turn_to(step)
    settled(window, qtbot)
    return page.wizard


def settled(window: MainWindow, qtbot) -> None:
    """Wait until the summary is of the book as it is."""
    qtbot.waitUntil(lambda: window.workplace.pages[SUMMARY].maker.up_to_date, timeout=20000)


def told(window: MainWindow):
    """The summary made last."""
    return window.workplace.pages[SUMMARY].maker.told


def text_of(window: MainWindow) -> str:
    """The summary's words, a line a block."""
    from app.documents.write import plain_text

    return plain_text(told(window).paper.document)
