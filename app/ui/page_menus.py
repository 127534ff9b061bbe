"""Which of the window's actions a page of records offers: in its menu, on a right click, and for a selection."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.desk import Desk
from app.ui.icons import icon

# By table: what can be done with the selected records, the commonest first.
_OF_ROWS = {
    "member": ("new_entry", "gift", "membership_event", "participants", "nominate", "move", "person_sheet"),
    "entry": ("approval", "receipt"),
    "hardship_file": ("hardship_form",),
    "activity": ("attendance",),
    "award": ("award_quota", "award_nominate", "tally"),
    "nominee": ("outcome",),
}
_OF_ONE = ("new_entry", "membership_event", "person_sheet", "award_quota", "award_nominate", "tally")
_OF_ANY_ROWS = ("set_field", "copy", "delete")
_OF_LISTS = {"nominee": ("award_nominate",), "award_quota": ("award_quota",)}
_OF_A_LIST = ("print_list", "paste", "columns")


def names_for(table: str, *, several: bool) -> tuple[str, ...]:
    """The actions for the selected records of a table."""
    own = tuple(name for name in _OF_ROWS.get(table, ()) if not (several and name in _OF_ONE))
    return (*own, "print_list", *_OF_ANY_ROWS) if several else (*own, *_OF_ANY_ROWS)


def fill_menu(menu: QMenu, desk: Desk, table: str, *, several: bool) -> None:
    """Put what can be done with the selection, and with the whole list, into a menu."""
    rows = [desk.actions[name] for name in names_for(table, several=several) if name in desk.actions]
    named = (*_OF_LISTS.get(table, ()), *_OF_A_LIST)
    of_list = [desk.actions[name] for name in named if name in desk.actions]
    menu.addActions(rows)
    menu.addSeparator()
    menu.addActions([action for action in of_list if action not in rows])


def more_button(desk: Desk, table: str) -> QToolButton:
    """The button above a table that opens the same menu, for whoever never clicks with the right button."""
    text = desk.speech.say(N_("More"))
    made = QToolButton()
    made.setText(text)
    made.setIcon(icon("down", "text"))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAccessibleName(text)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(made)
    menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    fill_menu(menu, desk, table, several=False)
    made.setMenu(menu)
    return made


class Deeds(QWidget):
    """The actions for several selected records as a column of buttons."""

    def __init__(self, desk: Desk, table: str) -> None:
        """A button for every action there is; none where the window has no actions."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._actions: dict[QPushButton, QAction] = {}
        for name in names_for(table, several=True):
            if name not in desk.actions:
                continue
            action = desk.actions[name]
            made = QPushButton(action.icon(), action.text().replace("&", ""))
            made.setAutoDefault(False)
            made.setAccessibleName(made.text())
            made.setProperty("kind", "danger" if name == "delete" else "left")
            made.clicked.connect(self._on_click)
            self._actions[made] = action
            column.addWidget(made)
        column.addStretch(1)

    def _on_click(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton) and sender in self._actions:
            self._actions[sender].trigger()
