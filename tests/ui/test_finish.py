"""What every part of the window owes the clerk: a name for whoever cannot see it, a way by keyboard, a fitting size."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QScrollBar, QSplitterHandle, QWidget

from app.ui.actions import MENUS
from app.ui.window import MainWindow
from app.ui.workplace import DRAWERS

LOW = 768 - 40  # the smallest screen at 100 % without the task bar
SCREEN = (911, 467)  # what 1366 x 768 leaves at 150 %
DIALOGS = ("new_file", "export", "columns", "gift", "birthdays", "participants", "nominate", "move", "set_field",
           "membership_event", "print_list", "filter", "history", "recycle", "union", "problems", "plans", "settings",
           "help", "about", "restore", "password", "close_year", "terms")  # fmt: skip


def nameless(root: QWidget) -> list[str]:
    """The widgets that take the keyboard and say nothing to a screen reader."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, (QScrollBar, QSplitterHandle))
        and not (isinstance(widget, QLineEdit) and widget.parentWidget().inherits("QComboBox"))
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]


def dialogs(window: MainWindow) -> list[QDialog]:
    """The dialogs that are open over the window."""
    return [found for found in window.findChildren(QDialog) if found.isVisible()]


@pytest.mark.parametrize("table", [table for tables in DRAWERS.values() for table in tables])
def test_every_widget_of_a_page_has_a_name(window: MainWindow, qtbot, table: str) -> None:
    page = window.workplace.page_of(table)
    page.new()
    page.form.rows.turn()
    assert nameless(window) == []
    page.form.clear()


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_opens_by_its_action_has_names_and_fits_the_smallest_screen(
    window: MainWindow, qtbot, name: str
) -> None:
    page = window.workplace.page_of("member")
    page.table.select(page.table.model.ids[:1] if name == "membership_event" else page.table.model.ids[:3])
    window.actions_.by_name[name].trigger()
    qtbot.waitUntil(lambda: not window.desk.seeker.busy and not window.jobs.busy)
    found = dialogs(window)
    assert found, f"{name} opened nothing"
    for dialog in found:
        assert nameless(dialog) == []
        least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
        assert least.width() <= SCREEN[0], (name, least)
        assert least.height() <= SCREEN[1], (name, least)
        dialog.close()


def test_no_menu_is_higher_than_the_smallest_screen(window: MainWindow) -> None:
    """A higher one covers its own title and hides its end behind a little arrow."""
    for action in window.menuBar().actions():
        assert action.menu().sizeHint().height() <= LOW, action.text()


def test_every_menu_opens_by_a_letter_of_its_own_and_every_action_has_a_name(window: MainWindow) -> None:
    menus = [action.menu() for action in window.menuBar().actions()]
    letters = [re.search(r"&(\w)", menu.title()).group(1).upper() for menu in menus]
    assert len(set(letters)) == len(MENUS)
    for menu in menus:
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert all(texts)
        assert len(set(texts)) == len(texts)


def test_no_two_actions_share_their_keys(window: MainWindow) -> None:
    keys = [action.shortcut().toString() for action in window.actions_.by_name.values()]
    keys = [key for key in keys if key]
    assert keys
    assert len(set(keys)) == len(keys)


def test_what_a_page_offers_stands_in_the_menus_too(window: MainWindow) -> None:
    offered = {action for menu in window.findChildren(QMenu) for action in menu.actions() if action.objectName() == ""}
    in_bar = {action for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()}
    page = window.workplace.page_of("member")
    assert page is not None
    more = {action for action in offered if action in window.actions_.by_name.values()}
    assert more <= in_bar


def test_the_window_itself_fits_the_smallest_screen(window: MainWindow) -> None:
    for table in (table for tables in DRAWERS.values() for table in tables):
        window.workplace.page_of(table).new()
        least = window.minimumSizeHint()
        assert least.width() <= SCREEN[0], (table, least)
        assert least.height() <= SCREEN[1], (table, least)
        window.workplace.record_page().form.clear()
