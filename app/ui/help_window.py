"""The help: its pages at the left, what stands on one at the right, and a box to look a word up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.i18n import N_
from app.settings import Settings
from app.ui.help_pages import HelpPage, help_pages, look_up
from app.ui.help_text import HelpText
from app.ui.icons import icon
from app.ui.sizes import keep_size, keep_splitter
from app.ui.speech import Speech
from app.ui.widgets import label

FIRST = "start"
# The page that belongs to each room of the workplace, in the order of its tabs.
PAGE_OF_ROOM = ("home", "members", "aid", "activities", "awards", "yearend")


class HelpWindow(QDialog):
    """Lies beside the work and does not hold it up."""

    def __init__(self, parent: QWidget, speech: Speech, settings: Settings) -> None:
        """Shows its first page until ``show_page`` names another."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._say = speech.say
        self.setWindowTitle(self._say(N_("Help")))
        self._pages = help_pages()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self._say(N_("Search the help")))
        self.search.setAccessibleName(self._say(N_("Search the help")))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_return)
        self.list = QListWidget()
        self.list.setAccessibleName(self._say(N_("Pages of the help")))
        self.list.currentItemChanged.connect(self._on_page)
        self.text = HelpText()
        self.text.setAccessibleName(self._say(N_("Help page")))
        self.text.turned.connect(self.show_page)
        self._nothing = label("", "muted", wrap=True)
        self._nothing.hide()
        self._build(settings, chinese=speech.language.code.startswith("zh"))
        keep_size(self, settings, "help", 960, 640)
        QShortcut(QKeySequence("Ctrl+F"), self, self._on_find)
        self._fill(list(self._pages))
        self.show_page(FIRST)

    def _build(self, settings: Settings, *, chinese: bool) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        left.setMaximumWidth(20 * self.fontMetrics().height())
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(10)
        split.addWidget(left)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        keep_splitter(split, settings, "help", [240, 700])
        outer = QVBoxLayout(self)
        if not chinese:
            outer.addWidget(label(self._say(N_("The help is written in Chinese only.")), "muted"))
        row = QHBoxLayout()
        row.addWidget(split)
        outer.addLayout(row, 1)

    def show_page(self, name: str) -> None:
        """Turn to a page by its name; an unknown one leaves what is shown."""
        if name not in {page.name for page in self._pages}:
            return
        if name not in self._listed():
            self.search.clear()
        self.list.setCurrentRow(self._listed().index(name))

    @property
    def page(self) -> str:
        """The name of the page on show; empty while there is none."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _listed(self) -> list[str]:
        return [str(self.list.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self.list.count())]

    def _fill(self, pages: list[HelpPage]) -> None:
        before = self.page
        self.list.blockSignals(True)
        self.list.clear()
        for page in pages:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, page.name)
            item.setToolTip(page.title)
            self.list.addItem(item)
        self.list.blockSignals(False)
        listed = self._listed()
        if listed:
            self.list.setCurrentRow(listed.index(before) if before in listed and not self.search.text() else 0)

    def _on_search(self, text: str) -> None:
        found = look_up(self._pages, text)
        self._nothing.setText(
            self._say(N_("Nothing about “{text}” is found in the help. Try a shorter word."), text=text)
        )
        self._nothing.setVisible(not found)
        self._fill(found)

    def _on_page(self, _item: object = None, _before: object = None) -> None:
        shown = next((page for page in self._pages if page.name == self.page), None)
        if shown is not None:
            self.text.show_page(shown, self.search.text())

    def _on_return(self) -> None:
        self.text.setFocus()

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()


class HelpKey(QShortcut):
    """F1 in a dialog: the help, opened at the page that belongs to it."""

    def __init__(self, dialog: QWidget, speech: Speech, settings: Settings, page: str) -> None:
        """Belongs to ``dialog`` and goes with it."""
        super().__init__(QKeySequence("F1"), dialog)
        self._dialog, self._speech, self._settings, self._page = dialog, speech, settings, page
        self.activated.connect(self._open)

    def _open(self) -> None:
        show_help(self._dialog, self._speech, self._settings, self._page)


def show_help(parent: QWidget, speech: Speech, settings: Settings, page: str = FIRST) -> HelpWindow:
    """Show the help at ``page``; a window of it that ``parent`` has already is used again."""
    found = parent.findChild(HelpWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
    window = found if isinstance(found, HelpWindow) else HelpWindow(parent, speech, settings)
    window.show_page(page)
    window.show()
    window.raise_()
    window.activateWindow()
    window.text.setFocus()
    return window
