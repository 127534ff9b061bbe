"""Step 6: the paper written, and the papers written before: opened, written again, held against the book of today."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTreeWidget, QTreeWidgetItem

from app.book.kept_papers import KeptPaper, kept_papers
from app.book.reader import Reader
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.enter_key import EnterKey
from app.ui.icons import icon
from app.ui.one_line import OneLine
from app.ui.widgets import button, label
from app.ui.wizard.compare_dialog import CompareDialog
from app.ui.wizard.maker import Maker, Told
from app.ui.wizard.page import WizardPage
from app.ui.wizard.writing import FORMATS, Writing

_PAPER = Qt.ItemDataRole.UserRole
_WORDS = {"docx": N_("Word (to be changed)"), "pdf": N_("PDF (to be printed and sent)")}


class WritePage(WizardPage):
    """Formats, folder, and the papers kept."""

    TITLE = N_("Write")
    ADVICE = N_("What is written is kept in the book too, with its figures.")

    def __init__(self, desk: Desk, maker: Maker, writing: Writing) -> None:
        """``writing`` does the work."""
        self.writing = writing
        super().__init__(desk, maker)
        writing.written.connect(self._on_written)

    def build(self) -> None:
        """Where to above, what was written below."""
        row = QHBoxLayout()
        self.formats: dict[str, QCheckBox] = {}
        for kind in FORMATS:
            box = QCheckBox(self.say(_WORDS[kind]))
            box.setAccessibleName(box.text())
            box.setChecked(kind in self.writing.formats)
            box.clicked.connect(self._on_formats)
            self.formats[kind] = box
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(button(self.say(N_("Print…")), self._on_print, "", "print"))
        self.column.addLayout(row)
        row = QHBoxLayout()
        self._folder = OneLine("muted")
        row.addWidget(self._folder, 1)
        row.addWidget(button(self.say(N_("Other folder…")), self._on_folder, "", "open"))
        self.column.addLayout(row)
        self.column.addWidget(label(self.say(N_("Papers written for this year")), "heading"))
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setColumnCount(2)
        self.tree.setAccessibleName(self.say(N_("Papers written for this year")))
        self.tree.itemDoubleClicked.connect(self._on_open)
        self.tree.currentItemChanged.connect(self._on_current)
        EnterKey(self.tree).pressed.connect(self._on_open)
        self.column.addWidget(self.tree, 1)
        self._none = label(self.say(N_("Nothing is written yet. Press “Write the paper” below.")), "empty", wrap=True)
        self.column.addWidget(self._none, 1)
        row = QHBoxLayout()
        self.open = button(self.say(N_("Open")), self._on_open, "", "eye")
        self.again = button(self.say(N_("Write the same file again…")), self._on_again, "", "export")
        self.compare = button(self.say(N_("Compare with the book of today")), self._on_compare, "", "check")
        self.deeds = (self.open, self.again, self.compare)
        for one in self.deeds:
            row.addWidget(one)
        row.addStretch(1)
        self.column.addLayout(row)

    def enter(self) -> None:
        """Show where it is written to, and the papers there are."""
        self.writing.tell_over(self.window())
        self._folder.put(self.say(N_("Folder: {folder}"), folder=str(self.writing.folder)))
        self.desk.seeker.ask(self, partial(_kept, self.desk.work_year), self.show_papers)

    def show_told(self, _told: Told) -> None:
        """The book has changed."""
        self.enter()

    def show_papers(self, papers: tuple[KeptPaper, ...]) -> None:
        """List papers, the latest first."""
        current = self.current()
        self.tree.clear()
        for paper in papers:
            item = QTreeWidgetItem([paper.name, _moment(paper.written_at)])
            item.setIcon(0, icon("paper", "muted"))
            item.setToolTip(0, paper.name)
            item.setData(0, _PAPER, paper)
            self.tree.addTopLevelItem(item)
            if current is not None and paper.id == current.id:
                self.tree.setCurrentItem(item)
        if self.current() is None and papers:
            self.tree.setCurrentIndex(self.tree.model().index(0, 0))
        self.tree.resizeColumnToContents(0)
        self.tree.setVisible(bool(papers))
        self._none.setVisible(not papers)
        self._on_current()

    def current(self) -> KeptPaper | None:
        """The paper chosen in the list."""
        item = self.tree.currentItem()
        found = item.data(0, _PAPER) if item is not None else None
        return found if isinstance(found, KeptPaper) else None

    def write(self) -> None:
        """Write the paper as it is now."""
        self.writing.write_again(self.window())

    # ------------------------------------------------------------------------------------------- what happens

    def _on_current(self, *_items: object) -> None:
        for one in self.deeds:
            one.setEnabled(self.current() is not None)

    def _on_formats(self, _wanted: bool) -> None:
        chosen = tuple(kind for kind, box in self.formats.items() if box.isChecked())
        self.writing.choose_formats(chosen)
        for kind, box in self.formats.items():  # with none of them there would be nothing to write
            box.setChecked(kind in self.writing.formats)

    def _on_folder(self) -> None:
        found: Path | None = self.desk.ask.folder(self, N_("Where to write the summary"), self.writing.folder)
        if found is not None:
            self.writing.choose_folder(found)
            self.enter()

    def _on_print(self) -> None:
        self.writing.tell_over(self.window())
        self.writing.print_paper()

    def _on_open(self, *_items: object) -> None:
        paper = self.current()
        if paper is not None:
            self.writing.open_kept(paper)

    def _on_again(self) -> None:
        paper = self.current()
        if paper is not None:
            self.writing.write_kept(paper)

    def _on_compare(self) -> None:
        paper = self.current()
        if paper is not None:
            CompareDialog(self.window(), self.desk, paper).open()

    def _on_written(self, _paths: object) -> None:
        if self.isVisible():
            self.enter()


def _kept(year: int, read: Reader) -> tuple[KeptPaper, ...]:
    return kept_papers(read, year)


def _moment(written_at: str) -> str:
    """The moment of writing where the clerk sits."""
    try:
        moment = datetime.fromisoformat(written_at)
    except ValueError:
        return written_at
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
