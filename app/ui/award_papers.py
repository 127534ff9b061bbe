"""The papers of an award round: listed form by form with ticks, seen as they will print, printed and written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from app.book import award_rounds
from app.book.book import Book
from app.documents.form import FormPaper, Refusal
from app.domain.errors import AppError
from app.i18n import N_
from app.ui import award_paper_jobs as jobs
from app.ui import todo
from app.ui.award_paper_jobs import FormPapers
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.no_wheel import calm
from app.ui.preview import PaperPreview
from app.ui.print_papers import PapersPrinting
from app.ui.sizes import keep_size, keep_splitter
from app.ui.theme import colour
from app.ui.widgets import button, label
from app.ui.working import watch
from app.ui.written import tell_written

_PAPER = Qt.ItemDataRole.UserRole
_FORM = Qt.ItemDataRole.UserRole + 1
_ERROR = Qt.ItemDataRole.UserRole + 2
_ON, _KINDS, _ONE = "award-papers/on", "award-papers/kinds", "award-papers/one-file"
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class AwardPapersDialog(QDialog):
    """评选材料 of one round or one award of the year on show."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, award_ids: Sequence[int] | None = None, word: str = ""
    ) -> None:
        """``award_ids`` is the scope to begin with.

        ``word`` is a word in the name of the one form that is asked for: it alone is ticked, and nothing remembered.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self._word = word
        self._filling = False
        self._asked = 0
        self.forms: tuple[FormPapers, ...] = ()
        self.setWindowTitle(self._say(N_("Award papers")))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        splitter.addWidget(self._build_list(award_ids))
        splitter.addWidget(self._build_pages())
        splitter.setStretchFactor(1, 1)
        keep_splitter(splitter, desk.settings, "award-papers", [310, 780])
        column.addWidget(splitter, 1)
        column.addLayout(self._build_ways())
        keep_size(self, desk.settings, "award-papers", 1120, 640)
        self.refresh()
        self.tree.setFocus()

    # ------------------------------------------------------------------------------------------- building

    def _build_list(self, award_ids: Sequence[int] | None) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        self.scope = QComboBox()
        self.scope.setAccessibleName(self._say(N_("Papers of")))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._fill_scope(award_ids)
        self.scope.currentIndexChanged.connect(self.refresh)
        calm(self.scope)
        column.addWidget(self.scope)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self._say(N_("Papers")))
        self.tree.setMinimumWidth(220)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemChanged.connect(self._on_ticked)
        column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        self.counted = label("", "muted")
        row.addWidget(self.counted, 1)
        row.addWidget(button(self._say(N_("All")), self._on_all, "quiet"))
        row.addWidget(button(self._say(N_("None")), self._on_none, "quiet"))
        column.addLayout(row)
        return frame

    def _build_pages(self) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        self.told = label("", "notice", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        self.preview = PaperPreview(self._desk, self)
        self.preview.setMinimumWidth(260)
        column.addWidget(self.preview, 1)
        return frame

    def _build_ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button(self._say(N_("Close")), self.reject))
        row.addStretch(1)
        kinds = self._desk.settings.get(_KINDS)
        kinds = kinds if isinstance(kinds, list) else ["docx"]
        self.word, self.pdf = QCheckBox("Word"), QCheckBox("PDF")
        for box, kind in ((self.word, "docx"), (self.pdf, "pdf")):
            box.setAccessibleName(box.text())
            box.setChecked(kind in kinds)
            box.toggled.connect(self._on_ways)
            row.addWidget(box)
        self.one_file = QComboBox()
        self.one_file.setAccessibleName(self._say(N_("How many files")))
        self.one_file.addItem(self._say(N_("a file for each paper")), False)
        self.one_file.addItem(self._say(N_("all in one file")), True)
        self.one_file.setCurrentIndex(1 if self._desk.settings.get(_ONE) else 0)
        self.one_file.activated.connect(self._on_ways)
        calm(self.one_file)
        row.addWidget(self.one_file)
        self.to_write = button(self._say(N_("Write…")), self.write, "", "paper")
        self.to_print = button(self._say(N_("Print…")), self.print_papers, "primary", "print")
        for made in (self.to_write, self.to_print):
            row.addWidget(made)
        return row

    def _fill_scope(self, award_ids: Sequence[int] | None) -> None:
        """The rounds of the year, then each award."""
        year = self._desk.work_year
        for one in award_rounds.rounds(self._desk.read, year, todo.today()):
            title = one.title or self._say(N_("Awards without a round"))
            self.scope.addItem(self._say(N_("Whole round: {title}"), title=title), list(one.award_ids))
        for row_id, name in award_rounds.award_names(self._desk.read, year).items():
            self.scope.addItem(name, [row_id])
        wanted = list(award_ids or ())
        at = next((at for at in range(self.scope.count()) if self.scope.itemData(at) == wanted), 0)
        self.scope.setCurrentIndex(at if self.scope.count() else -1)

    # ------------------------------------------------------------------------------------------- the list

    def refresh(self, _index: int = 0) -> None:
        """Make the papers of the scope anew, in the worker."""
        self._asked += 1
        ids = tuple(self.scope.currentData() or ())
        if not ids:
            self._on_gathered((self._asked, ()))
            return
        job = self._desk.jobs.start_job(partial(_gather, self._asked, self._desk.book, ids, self._desk.work_year))
        job.done.connect(self._on_gathered)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)

    def ticked(self) -> list[FormPaper]:
        """The papers ticked, in the order of the list."""
        found = []
        at = QTreeWidgetItemIterator(self.tree)
        while at.value():
            item = at.value()
            paper = item.data(0, _PAPER)
            form = item.data(0, _FORM)
            many = isinstance(form, FormPapers) and len(form.papers) > 1  # then its children are the papers
            if isinstance(paper, FormPaper) and not many and item.checkState(0) is _CHECKED:
                found.append(paper)
            at += 1
        return found

    def _on_gathered(self, made: tuple[int, tuple[FormPapers, ...]]) -> None:
        if made[0] != self._asked:
            return  # another scope has been chosen since
        self.forms = made[1]
        self._filling = True
        self.tree.clear()
        on = self._desk.settings.get(_ON)
        for form in self.forms:
            ticked = self._word in form.name if self._word else form.form_id in (on or ())
            self.tree.addTopLevelItem(self._item(form, ticked=ticked))
        first = self._first()
        if first is not None:
            if on is None and not self._word:
                _tick_shown(first)
            self.tree.setCurrentItem(first)
        self._filling = False
        self._show_counted()

    def _item(self, form: FormPapers, *, ticked: bool) -> QTreeWidgetItem:
        """A form with its papers; what is refused or broken is listed too, in red, and its sentence beside it."""
        name = self._named(form)
        item = QTreeWidgetItem([name if len(form.papers) < 2 else f"{name}（{len(form.papers)}）"])
        item.setData(0, _FORM, form)
        if form.error is not None or not form.papers:
            item.setData(0, _ERROR, form.error or form.refused[0].error)
            item.setForeground(0, colour("danger"))
            item.setText(0, self._say(N_("{name}: cannot be made"), name=name))
        else:
            item.setData(0, _PAPER, form.papers[0])
            item.setToolTip(0, form.papers[0].stem)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            if len(form.papers) > 1:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
                item.addChildren([_child(form, paper, ticked=ticked) for paper in form.papers])
            item.setCheckState(0, _CHECKED if ticked else _UNCHECKED)
        if len(form.papers) + len(form.refused) > 1:
            item.addChildren([self._refused(form, one) for one in form.refused])
        return item

    def _named(self, form: FormPapers) -> str:
        """A form's name; where another has the same, with what it is for."""
        alike = sum(one.name == form.name for one in self.forms) > 1
        return f"{form.name}（{form.target}）" if alike and form.target else form.name

    def _refused(self, form: FormPapers, refusal: Refusal) -> QTreeWidgetItem:
        name = refusal.paper.removeprefix(form.name).strip("- ") or refusal.paper
        item = QTreeWidgetItem([self._say(N_("{name}: cannot be made"), name=name)])
        item.setData(0, _ERROR, refusal.error)
        item.setForeground(0, colour("danger"))
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        return item

    def _first(self) -> QTreeWidgetItem | None:
        """The form asked for by a word of its name, else the first."""
        items = self._forms_listed()
        named = [item for item in items if self._word and self._word in item.text(0)]
        return next(iter([*named, *items]), None)

    def _forms_listed(self) -> list[QTreeWidgetItem]:
        items = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _show_counted(self) -> None:
        count = len(self.ticked())
        said = N_("{count} papers ticked") if self.forms else N_("No awards yet, so no papers.")
        self.counted.setText(self._say(said, count=count))
        self.to_print.setEnabled(count > 0)
        self.to_write.setEnabled(count > 0 and bool(self._kinds()))

    def _on_current(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        """Show the paper under the cursor; of a form with many its first."""
        error = item.data(0, _ERROR) if item is not None else None
        wrong = isinstance(error, AppError)
        self.told.setText(self._desk.speech.error(error) if isinstance(error, AppError) else "")
        self.told.setVisible(wrong)
        self.preview.setVisible(not wrong)
        paper = item.data(0, _PAPER) if item is not None else None
        if isinstance(paper, FormPaper):
            self.preview.set_document(paper.document)
            self.preview.draw()

    def _on_ticked(self, _item: object, _column: int) -> None:
        """Remember which forms are wanted, for the next award."""
        if self._filling:
            return
        if self._word:
            self._show_counted()
            return
        on = set(self._desk.settings.get(_ON) or ())
        for item in self._forms_listed():
            form = item.data(0, _FORM)
            if isinstance(form, FormPapers) and form.papers:
                (on.discard if item.checkState(0) is _UNCHECKED else on.add)(form.form_id)
        self._desk.settings.put(_ON, sorted(on))
        self._show_counted()

    def _on_all(self) -> None:
        self._tick_all(_CHECKED)

    def _on_none(self) -> None:
        self._tick_all(_UNCHECKED)

    def _tick_all(self, state: Qt.CheckState) -> None:
        for item in self._forms_listed():
            if item.data(0, _PAPER) is not None:
                item.setCheckState(0, state)

    # ------------------------------------------------------------------------------------------- the ways out

    def print_papers(self) -> None:
        """Print the papers ticked, through the system's own window."""
        papers = self.ticked()
        if not papers:
            return
        printing = PapersPrinting(self, self._desk, papers, self._stem(papers))
        printing.wanted_pdf.connect(self._write_one_pdf)
        printing.begin()

    def write(self) -> None:
        """Write the papers ticked into a folder."""
        self._write(self._kinds(), together=bool(self.one_file.currentData()))

    def _write_one_pdf(self) -> None:
        self._write(("pdf",), together=True)

    def _write(self, kinds: tuple[str, ...], *, together: bool) -> None:
        papers, desk = self.ticked(), self._desk
        if not papers or not kinds:
            return
        folder = desk.ask.folder(self, N_("Where to write the award papers"), desk.book.path.parent)
        if folder is None:
            return
        work = (
            partial(jobs.write_together, papers, folder, self._stem(papers), kinds)
            if together
            else partial(jobs.write, papers, folder, kinds)
        )
        job = desk.jobs.start_job(work)
        job.done.connect(self._on_written)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self, desk.speech, job, self._say(N_("Writing the award papers …")))

    def _kinds(self) -> tuple[str, ...]:
        return tuple(kind for box, kind in ((self.word, "docx"), (self.pdf, "pdf")) if box.isChecked())

    def _stem(self, papers: Sequence[FormPaper]) -> str:
        """One paper is called by its own name, several by what they are the papers of."""
        if len(papers) == 1:
            return papers[0].stem
        scope = self.scope.currentText().partition("：")
        return f"{(scope[2] or scope[0]).strip()}评选材料"

    def _on_ways(self, _what: object = None) -> None:
        self._desk.settings.put(_KINDS, list(self._kinds()))
        self._desk.settings.put(_ONE, bool(self.one_file.currentData()))
        self._show_counted()

    def _on_written(self, paths: list[Path]) -> None:
        if paths:
            told = N_("Wrote {count} files into {folder}.")
            self._desk.say_short.emit(self._say(told, count=len(paths), folder=str(paths[0].parent)))
        tell_written(self, self._desk.speech, paths)

    def _on_failed(self, error: object) -> None:
        show_or_raise(self, self._desk.speech, error)


def _tick_shown(first: QTreeWidgetItem) -> None:
    """Tick the one paper that is shown: of a form with many its first."""
    shown = first.child(0) if first.childCount() and first.child(0).data(0, _PAPER) is not None else first
    if shown.data(0, _PAPER) is not None:
        shown.setCheckState(0, _CHECKED)


def _child(form: FormPapers, paper: FormPaper, *, ticked: bool) -> QTreeWidgetItem:
    """One paper of many of its form, called by what sets it apart."""
    item = QTreeWidgetItem([paper.stem.removeprefix(form.name).strip("- ") or paper.stem])
    item.setData(0, _PAPER, paper)
    item.setToolTip(0, paper.stem)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, _CHECKED if ticked else _UNCHECKED)
    return item


def _gather(
    number: int, book: Book, ids: Sequence[int], year: int, report: Any, cancelled: Any
) -> tuple[int, tuple[FormPapers, ...]]:
    return number, jobs.gather(book, year, ids, report, cancelled)
