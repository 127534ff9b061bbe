"""The window's actions: one table of names, words, keys and icons, from which menus and shortcuts follow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from app.i18n import N_
from app.ui.icons import icon
from app.ui.speech import Speech


@dataclass(frozen=True, slots=True)
class Spec:
    """One action; the window's method ``on_<name>`` carries it out. ``book``: only while a file is open."""

    name: str
    text: str
    keys: str = ""
    icon: str = ""
    book: bool = True


FILE = (
    Spec("new_file", N_("New data file…"), icon="new", book=False),
    Spec("open_file", N_("Open…"), "Ctrl+O", "open", book=False),
    None,
    Spec("import", N_("Import from Excel…"), "Ctrl+I", "import"),
    Spec("export", N_("Export to Excel…"), "Ctrl+E", "export"),
    Spec("template", N_("Blank Excel template…"), icon="table", book=False),
    None,
    Spec("backup", N_("Back up…"), "Ctrl+B", "backup"),
    Spec("restore", N_("Go back to a backup…")),
    None,
    Spec("quit", N_("Quit"), "Ctrl+Q", book=False),
)
EDIT = (
    Spec("undo", N_("Undo"), "Ctrl+Z", "undo"),
    Spec("redo", N_("Redo"), "Ctrl+Y", "redo"),
    None,
    Spec("new", N_("New record"), "Ctrl+N", "new"),
    Spec("save", N_("Save"), "Ctrl+S", "tick"),
    Spec("save_and_new", N_("Save and new"), "Ctrl+Return"),
    Spec("delete", N_("Delete…"), icon="delete"),
    Spec("find", N_("Find"), "Ctrl+F", "search"),
    None,
    Spec("history", N_("History"), "Ctrl+H", "history"),
    Spec("recycle", N_("Recycle bin"), icon="bin"),
)
YEAR_END = (
    Spec("summary", N_("The year's summary"), "Ctrl+R", "paper"),
    Spec("forms", N_("Award forms…"), icon="award"),
    Spec("check", N_("Check the figures"), "Ctrl+L", "check"),
    None,
    Spec("union", N_("Union details…"), icon="home"),
    Spec("problems", N_("Problems of the year…"), icon="problem"),
    Spec("plans", N_("Plans for the next year…"), icon="activity"),
)
HELP = (
    Spec("about", N_("About Union Steward"), "F1", book=False),
    Spec("language", N_("English / 中文"), book=False),
)
MENUS = ((N_("File"), FILE), (N_("Edit"), EDIT), (N_("Year end"), YEAR_END), (N_("Help"), HELP))


class Actions:
    """All actions by name, in the menus of a menu bar."""

    def __init__(self, window: QObject, bar: QMenuBar, speech: Speech) -> None:
        """Connect every action to the window's method of its name."""
        self._speech = speech
        self.by_name: dict[str, QAction] = {}
        self._need_book: list[QAction] = []
        for title, specs in MENUS:
            menu = QMenu(speech.say(title), bar)
            for spec in specs:
                if spec is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self._make(spec, window))
            bar.addMenu(menu)

    def _make(self, spec: Spec, window: QObject) -> QAction:
        action = QAction(self._speech.say(spec.text), window)
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
        if spec.icon:
            action.setIcon(icon(spec.icon))
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(getattr(window, f"on_{spec.name}"))
        self.by_name[spec.name] = action
        if spec.book:
            self._need_book.append(action)
        return action

    def enable(self, has_book: bool) -> None:
        """Enable what can be done with or without an open file."""
        for action in self._need_book:
            action.setEnabled(has_book)

    def show_steps(self, undo: str | None, redo: str | None) -> None:
        """Name the steps that undo and redo would take; None greys them."""
        for name, text, step in (("undo", N_("Undo “{step}”"), undo), ("redo", N_("Redo “{step}”"), redo)):
            action = self.by_name[name]
            action.setEnabled(step is not None)
            plain = self._speech.say(N_("Undo") if name == "undo" else N_("Redo"))
            action.setText(plain if step is None else self._speech.say(text, step=step[:40]))
