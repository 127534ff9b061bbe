"""The window's actions: one table of names, words, keys and icons, from which menus and shortcuts follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from app.i18n import N_
from app.ui.icons import icon
from app.ui.speech import Speech


@dataclass(frozen=True, slots=True)
class Spec:
    """One action; the verb ``on_<name>`` carries it out.

    ``book``: only while a file is open; ``writes``: only while it can be changed.
    """

    name: str
    text: str
    keys: str = ""
    icon: str = ""
    book: bool = True
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Under:
    """Actions under one line of a menu, so that the menu is no higher than the smallest screen."""

    text: str
    specs: tuple[Spec, ...]


FILE = (
    Spec("new_file", N_("New data file…"), icon="new", book=False),
    Spec("open_file", N_("Open…"), "Ctrl+O", "open", book=False),
    Spec("demo", N_("First look at an invented union"), icon="eye", book=False),
    None,
    Spec("import", N_("Import from Excel…"), "Ctrl+I", "import", writes=True),
    Spec("export", N_("Export to Excel…"), "Ctrl+E", "export"),
    Spec("template", N_("Blank Excel template…"), icon="table", book=False),
    None,
    Spec("save_elsewhere", N_("Save a copy elsewhere…")),
    Spec("backup", N_("Back up…"), "Ctrl+B", "backup"),
    Spec("restore", N_("Backups and going back…"), icon="history"),
    None,
    Spec("password", N_("Password…"), icon="lock", writes=True),
    Spec("lock", N_("Lock"), "Ctrl+Shift+L"),
    None,
    Spec("quit", N_("Quit"), "Ctrl+Q", book=False),
)
EDIT = (
    Spec("undo", N_("Undo"), "Ctrl+Z", "undo", writes=True),
    Spec("redo", N_("Redo"), "Ctrl+Y", "redo", writes=True),
    None,
    Spec("copy", N_("Copy for Excel"), "", "table"),
    Spec("paste", N_("Paste from Excel…"), "Ctrl+Shift+V", "import", writes=True),
    None,
    Spec("find", N_("Find"), "Ctrl+F", "search"),
    Spec("filter", N_("Filter…"), "Ctrl+Shift+F", "filter"),
    None,
    Spec("history", N_("History"), "Ctrl+H", "history"),
    Spec("recycle", N_("Recycle bin"), icon="bin", writes=True),
)
RECORDS = (
    Spec("new", N_("New record"), "Ctrl+N", "new", writes=True),
    Spec("save", N_("Save"), "Ctrl+S", "tick", writes=True),
    Spec("save_and_new", N_("Save and new"), "Ctrl+Return", writes=True),
    Spec("delete", N_("Delete…"), icon="delete", writes=True),
    Spec("previous", N_("Previous record"), "Ctrl+Up", "up"),
    Spec("next", N_("Next record"), "Ctrl+Down", "down"),
    None,
    Spec("new_entry", N_("Record a visit or grant"), icon="care", writes=True),
    Spec("gift", N_("Record a gift for many…"), "Ctrl+G", "gift", writes=True),
    Spec("birthdays", N_("This month's birthdays…"), icon="cake"),
    Spec("birthdays_next", N_("Next month's birthdays…"), icon="cake"),
    Spec("new_activity", N_("Record an activity"), icon="activity", writes=True),
    Under(
        N_("The chosen members"),
        (
            Spec("membership_event", N_("Transfer, leave…"), icon="history", writes=True),
            Spec("participants", N_("Add to an activity…"), icon="activity", writes=True),
            Spec("nominate", N_("Nominate…"), icon="award", writes=True),
            Spec("move", N_("Move to another unit…"), icon="tree", writes=True),
        ),
    ),
    Spec("set_field", N_("Set one field…"), icon="edit", writes=True),
    None,
    Under(
        N_("Personal data"),
        (
            Spec("person_sheet", N_("One person's data on a sheet…"), icon="paper"),
            Spec("seal", N_("Seal…"), writes=True),
            Spec("terms", N_("Terms of keeping…"), writes=True),
            Spec("erase", N_("Delete personal data…"), writes=True),
        ),
    ),
    Under(
        N_("Forms of a record"),
        (
            Spec("approval", N_("Approval form…"), icon="paper"),
            Spec("receipt", N_("Sign-off sheet…"), icon="paper"),
            Spec("hardship_form", N_("Hardship registration form…"), icon="paper"),
            Spec("attendance", N_("Attendance sheet…"), icon="paper"),
        ),
    ),
    None,
    Spec("print_list", N_("Print or export this list…"), "Ctrl+P", "paper"),
    Spec("columns", N_("Choose columns…"), icon="columns"),
)
YEAR_END = (
    Spec("summary", N_("The year's summary"), "Ctrl+R", "paper"),
    Spec("write_summary", N_("Write the summary in one click"), "Ctrl+Shift+S", "paper", writes=True),
    Spec("wizard", N_("Summary wizard…"), "Ctrl+Shift+W", "edit", writes=True),
    Spec("check", N_("Check the figures"), "Ctrl+L", "check"),
    None,
    Spec("new_round", N_("New award round…"), icon="award", writes=True),
    Spec("round_details", N_("Details of the round…"), icon="award"),
    Spec("award_quota", N_("Share out the places…"), icon="tree", writes=True),
    Spec("award_nominate", N_("Nominate from the members…"), icon="members", writes=True),
    Spec("tally", N_("Count the votes…"), icon="table", writes=True),
    Spec("outcome", N_("Set the outcome…"), icon="edit", writes=True),
    Spec("honour_chosen", N_("Enter the chosen as honours…"), icon="award", writes=True),
    Spec("forms", N_("Award papers…"), "Ctrl+Shift+R", "paper"),
    Spec("holidays", N_("Holidays and working weekends…"), icon="cake", book=False),
    Spec("forms_folder", N_("Folder of your own forms"), icon="paper", book=False),
    None,
    Spec("close_year", N_("Close or reopen a year…"), icon="tick", writes=True),
    Spec("union", N_("Union details…"), icon="home"),
    Spec("problems", N_("Problems of the year…"), icon="problem"),
    Spec("plans", N_("Plans for the next year…"), icon="activity"),
)
VIEW = (
    Spec("room_1", N_("Home"), "Alt+1", "home"),
    Spec("room_2", N_("Members"), "Alt+2", "members"),
    Spec("room_3", N_("Aid"), "Alt+3", "care"),
    Spec("room_4", N_("Activities"), "Alt+4", "activity"),
    Spec("room_5", N_("Recognition"), "Alt+5", "award"),
    Spec("room_6", N_("Summary"), "Alt+6", "paper"),
    None,
    Spec("year_before", N_("The year before"), "Ctrl+PgUp"),
    Spec("year_after", N_("The year after"), "Ctrl+PgDown"),
    None,
    Spec("settings", N_("Settings…"), icon="settings", book=False),
)
HELP = (
    Spec("help", N_("Help"), "F1", "help", book=False),
    Spec("about", N_("About Union Steward"), book=False),
)
MENUS = (
    (N_("&File"), FILE), (N_("&Edit"), EDIT), (N_("&Records"), RECORDS), (N_("&Year end"), YEAR_END),
    (N_("&View"), VIEW), (N_("&Help"), HELP),
)  # fmt: skip


class Actions:
    """All actions by name, in the menus of a menu bar."""

    def __init__(self, doers: Sequence[QObject], bar: QMenuBar, speech: Speech) -> None:
        """Connect every action to the method of its name that one of the ``doers`` has."""
        self._speech = speech
        self._doers = tuple(doers)
        self.by_name: dict[str, QAction] = {}
        self._need_book: list[QAction] = []
        self._writing: list[QAction] = []
        for title, specs in MENUS:
            menu = QMenu(speech.say(title), bar)
            self._fill(menu, specs, bar)
            bar.addMenu(menu)

    def _fill(self, menu: QMenu, specs: Sequence[Spec | Under | None], bar: QMenuBar) -> None:
        for spec in specs:
            if spec is None:
                menu.addSeparator()
            elif isinstance(spec, Under):
                under = menu.addMenu(self._speech.say(spec.text))
                self._fill(under, spec.specs, bar)
                if all(one.writes for one in spec.specs):
                    self._writing.append(under.menuAction())
            else:
                menu.addAction(self._make(spec, bar))

    def _make(self, spec: Spec, bar: QMenuBar) -> QAction:
        action = QAction(self._speech.say(spec.text), bar)
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
        if spec.icon:
            action.setIcon(icon(spec.icon))
        action.setMenuRole(QAction.MenuRole.NoRole)
        slot = f"on_{spec.name}"
        action.triggered.connect(getattr(next(one for one in self._doers if hasattr(one, slot)), slot))
        self.by_name[spec.name] = action
        if spec.book:
            self._need_book.append(action)
        if spec.writes:
            self._writing.append(action)
        return action

    def enable(self, has_book: bool) -> None:
        """Enable what can be done with or without an open file."""
        for action in self._need_book:
            action.setEnabled(has_book)

    def show_writing(self, can_write: bool) -> None:
        """Show what changes the book only where it can be changed."""
        for action in self._writing:
            action.setVisible(can_write)

    def show_steps(self, undo: str | None, redo: str | None) -> None:
        """Name the steps that undo and redo would take; None greys them."""
        for name, text, step in (("undo", N_("Undo “{step}”"), undo), ("redo", N_("Redo “{step}”"), redo)):
            action = self.by_name[name]
            action.setEnabled(step is not None)
            plain = self._speech.say(N_("Undo") if name == "undo" else N_("Redo"))
            action.setText(plain if step is None else self._speech.say(text, step=step[:40]))
