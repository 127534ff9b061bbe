"""The help: its pages at the left, what stands on one at the right, and a box to look a word up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut
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

from app.documents.manual_pages import HelpPage, read_manual
from app.i18n import N_
from app.settings import Settings
from app.ui.help_pages import look_up
from app.ui.help_print import ManualPrint
from app.ui.help_text import HelpText
from app.ui.icons import icon
from app.ui.sizes import keep_size, keep_splitter
from app.ui.speech import Speech
from app.ui.theme import colour
from app.ui.widgets import button, label

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
        self._manual = read_manual()
        self._pages = self._manual.pages
        self.printing = ManualPrint(self, speech, self._manual.title)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self._say(N_("Search the help")))
        self.search.setAccessibleName(self._say(N_("Search the help")))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_return)
        self.list = QListWidget()
        self.list.setAccessibleName(self._say(N_("Pages of the help")))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # long titles end in …
        self.list.currentItemChanged.connect(self._on_page)
        self.text = HelpText()
        self.text.setAccessibleName(self._say(N_("Help page")))
        self.text.turned.connect(self.show_page)
        self._nothing = label("", "muted", wrap=True)
        self._nothing.hide()
        self._build(settings, chinese=speech.language.code.startswith("zh"))
        keep_size(self, settings, "help", 960, 640)
        QShortcut(QKeySequence("Ctrl+F"), self, self._on_find)
        self._list_all()
        self.show_page(FIRST)

    def _build(self, settings: Settings, *, chinese: bool) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        left.setMaximumWidth(20 * self.fontMetrics().height())
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self.save = button(self._say(N_("The whole manual as a PDF…")), self.printing.begin, icon_name="paper")
        column.addWidget(self.save)
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

    def done(self, result: int) -> None:
        """Close, once a manual that is being written is whole."""
        self.printing.stop()
        super().done(result)

    @property
    def page(self) -> str:
        """The name of the page on show; empty while there is none."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _listed(self) -> list[str]:
        """The names of the pages row by row; empty where a part's heading stands."""
        return [str(self.list.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self.list.count())]

    def _list_all(self) -> None:
        """Every page under the heading of its part."""
        self._fill([(part, [p for p in self._pages if p.part == at]) for at, part in enumerate(self._manual.parts)])

    def _fill(self, groups: list[tuple[str, list[HelpPage]]]) -> None:
        before = self.page
        self.list.blockSignals(True)
        self.list.clear()
        for heading, pages in groups:
            if heading:
                self._add_heading(heading)
            for page in pages:
                item = QListWidgetItem(page.title)
                item.setData(Qt.ItemDataRole.UserRole, page.name)
                item.setToolTip(page.title)
                self.list.addItem(item)
        self.list.blockSignals(False)
        listed = self._listed()
        first = next((row for row, name in enumerate(listed) if name), -1)
        kept = listed.index(before) if before in listed and not self.search.text() else first
        self.list.setCurrentRow(kept)

    def _add_heading(self, text: str) -> None:
        """The name of a part: it can be neither chosen nor walked onto."""
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, "")
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(colour("accent_dark"))
        font = QFont()  # says nothing but bold, so it follows the size of the text
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

    def _on_search(self, text: str) -> None:
        found = look_up(self._pages, text)
        self._nothing.setText(
            self._say(N_("Nothing about “{text}” is found in the help. Try a shorter word."), text=text)
        )
        self._nothing.setVisible(not found)
        if text.strip():
            self._fill([("", found)])
        else:
            self._list_all()

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
