"""Importing a workbook: what would happen is shown row by row and can be corrected before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.book import importing
from app.book.importing_plan import ADD, REFUSED, SAME, UPDATE, ImportPlan, ImportReport, SheetPlan
from app.i18n import N_
from app.ui import sheets
from app.ui.desk import Desk
from app.ui.errors import show_or_raise
from app.ui.import_mapping import Mapping
from app.ui.import_rows import ACTIONS, PlanRows
from app.ui.no_wheel import calm
from app.ui.sizes import keep_size, keep_splitter
from app.ui.widgets import button, label
from app.ui.working import watch

Planner = Callable[..., ImportPlan]
CarryOut = Callable[..., ImportReport]
_COUNTED = (ADD, UPDATE, SAME, REFUSED)
_NOTES = 4  # lines; the rest is in the tip
_FEW_NOTES = 1  # where the window is low
_LOW = 500  # pixels
_FEW_ROWS = 300


class ImportDialog(QDialog):
    """The preview of an import; ``imported`` carries the sentence about what was done."""

    imported = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        path: Path,
        planner: Planner = importing.plan,
        carry_out: CarryOut = importing.take_in,
    ) -> None:
        """Call ``begin`` to read the file; tests bring their own ``planner`` and ``carry_out``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self._path = path
        self._planner = planner
        self._carry_out = carry_out
        self._kinds: dict[str, str] = {}
        self._columns: dict[str, dict[str, str]] = {}
        self.plan: ImportPlan | None = None
        self.took_in = 0  # records new or changed
        self.setWindowTitle(self._say(N_("Import {file}"), file=path.name))
        keep_size(self, desk.settings, "import", 1040, 620)
        self._build()

    def begin(self) -> None:
        """Read the file and show what would happen."""
        asked = partial(
            self._planner,
            self._desk.book,
            self._path,
            kinds=dict(self._kinds),
            columns={name: dict(columns) for name, columns in self._columns.items()},
            year=self._desk.work_year,
        )
        job = self._desk.jobs.start_job(partial(_told, asked))
        job.done.connect(self._on_plan)
        job.failed.connect(self._on_failure)
        job.broken.connect(self._on_failure)
        watch(self, self._desk.speech, job, self._say(N_("Reading {file} …"), file=self._path.name))

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        self._head = label("", wrap=True)
        column.addWidget(self._head)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._build_sheets())
        splitter.addWidget(self._build_details())
        keep_splitter(splitter, self._desk.settings, "import", [170, 400])
        column.addWidget(splitter, 1)
        row = QHBoxLayout()
        self._sum = label("", "muted", wrap=True)
        row.addWidget(self._sum, 1)
        row.addWidget(button(self._say(N_("Cancel")), self.reject))
        self.go = button(self._say(N_("Import")), self.carry_out, "primary", "import")
        self.go.setEnabled(False)
        row.addWidget(self.go)
        column.addLayout(row)

    def _build_sheets(self) -> QWidget:
        self.sheets = QTableWidget(0, 2 + len(_COUNTED))
        captions = [N_("Sheet"), N_("Taken as"), *(ACTIONS[action] for action in _COUNTED)]
        self.sheets.setHorizontalHeaderLabels([self._say(text) for text in captions])
        self.sheets.setAccessibleName(self._say(N_("Sheets of the file")))
        header = self.sheets.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.sheets.setColumnWidth(1, 240)
        for at in range(2, 2 + len(_COUNTED)):
            self.sheets.setColumnWidth(at, 90)
            caption = self.sheets.horizontalHeaderItem(at)
            if caption is not None:
                caption.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sheets.verticalHeader().hide()
        height = round(self.fontMetrics().height() * 1.6)
        self.sheets.verticalHeader().setDefaultSectionSize(height)
        self.sheets.setMinimumHeight(round(height * 2.7))  # the captions and a sheet, with a glimpse of the next
        self.sheets.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.sheets.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.sheets.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.sheets.itemSelectionChanged.connect(self._show_sheet)
        return self.sheets

    def _build_details(self) -> QWidget:
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 6, 0, 0)
        self._filter = QComboBox()
        self._filter.addItem(self._say(N_("All rows")), "")
        for action in _COUNTED:
            self._filter.addItem(self._say(ACTIONS[action]), action)
        self._filter.setMaximumWidth(200)
        self._filter.setAccessibleName(self._say(N_("Rows to show")))
        self._filter.currentIndexChanged.connect(self._show_sheet)
        self.rows = PlanRows(self._desk.speech, self)
        view = self._view = QTableView()
        view.setModel(self.rows)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.verticalHeader().hide()
        view.horizontalHeader().setStretchLastSection(True)
        for at, width in enumerate((60, 90, 150)):
            view.setColumnWidth(at, max(width, view.horizontalHeader().sectionSizeHint(at)))
        column.addWidget(view, 1)
        self._notes = label("", "muted", wrap=True)
        column.addWidget(self._notes)
        self.mapping = Mapping(self._desk)
        self.mapping.corrected.connect(self._on_column)
        self._tabs = tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(rows, self._say(N_("Rows")))
        tabs.addTab(self.mapping, self._say(N_("Columns")))
        tabs.setCornerWidget(self._filter)
        tabs.currentChanged.connect(self._on_tab)
        return tabs

    # ------------------------------------------------------------------------------------------- what happens

    def _on_plan(self, plan: ImportPlan) -> None:
        self.plan = plan
        kept = self.sheets.currentRow()
        self.sheets.blockSignals(True)
        self.sheets.setRowCount(0)
        self._boxes: dict[QComboBox, str] = {}
        for sheet in plan.sheets:
            self._add_sheet(sheet)
        first = next((at for at, sheet in enumerate(plan.sheets) if sheet.taken_as), 0)
        self.sheets.blockSignals(False)
        self.sheets.selectRow(kept if 0 <= kept < len(plan.sheets) else first)
        self._head.setText(
            self._say(
                N_(
                    "Nothing has been written yet. Look at what each sheet was taken for, correct it where it is "
                    "wrong, then import. Blank cells never overwrite; one undo takes the whole import back."
                )
            )
        )
        counts = {action: sum(sheet.count(action) for sheet in plan.sheets) for action in _COUNTED}
        self._sum.setText(
            self._say(
                N_("{added} new, {updated} changed, {same} the same, {refused} refused"),
                added=counts[ADD],
                updated=counts[UPDATE],
                same=counts[SAME],
                refused=counts[REFUSED],
            )
        )
        self.go.setEnabled(not plan.changes_nothing())
        self._show_sheet()

    def _add_sheet(self, sheet: SheetPlan) -> None:
        at = self.sheets.rowCount()
        self.sheets.insertRow(at)
        self.sheets.setItem(at, 0, QTableWidgetItem(sheet.name))
        box = QComboBox()
        box.addItem(self._say(N_("(leave this sheet out)")), "")
        for name, text in sheets.names(self._desk.speech):
            box.addItem(text, name)
        box.setCurrentIndex(max(0, box.findData(sheet.taken_as)))
        box.activated.connect(self._on_kind)
        calm(box)
        self._boxes[box] = sheet.name
        self.sheets.setCellWidget(at, 1, box)
        for place, action in enumerate(_COUNTED, 2):
            item = QTableWidgetItem(str(sheet.count(action)) if sheet.taken_as else "")
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.sheets.setItem(at, place, item)

    def _sheet(self) -> SheetPlan | None:
        at = self.sheets.currentRow()
        return self.plan.sheets[at] if self.plan and 0 <= at < len(self.plan.sheets) else None

    def _show_sheet(self) -> None:
        sheet = self._sheet()
        self.rows.show(sheet, str(self._filter.currentData() or ""))
        # Rows as high as their reasons, as long as they are few enough to be measured.
        few = self.rows.rowCount() <= _FEW_ROWS
        self._view.setWordWrap(few)
        self._view.verticalHeader().setSectionResizeMode(
            QHeaderView.ResizeMode.ResizeToContents if few else QHeaderView.ResizeMode.Fixed
        )
        self.mapping.show_sheet(sheet)
        notes = [note.text(self._desk.language) for note in sheet.notes] if sheet else []
        most = _FEW_NOTES if self.height() < _LOW else _NOTES
        more = [self._say(N_("… and {count} more notes."), count=len(notes) - most)] if len(notes) > most else []
        self._notes.setText("\n".join(notes[:most] + more))
        self._notes.setToolTip("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _on_tab(self, at: int) -> None:
        self._filter.setVisible(at == 0)

    def _on_kind(self, _index: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox) and box in self._boxes:
            self._kinds[self._boxes[box]] = str(box.currentData())
            self._columns.pop(self._boxes[box], None)
            self.begin()

    def _on_column(self, header: str, field: str) -> None:
        sheet = self._sheet()
        if sheet is not None:
            self._columns.setdefault(sheet.name, {})[header] = field
            self.begin()

    def carry_out(self) -> None:
        """Write the import in one step."""
        if self.plan is None:
            return
        self.go.setEnabled(False)
        asked = partial(self._carry_out, self._desk.book, self.plan)
        job = self._desk.jobs.start_job(partial(_told, asked))
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed_writing)
        job.broken.connect(self._on_failed_writing)
        watch(self, self._desk.speech, job, self._say(N_("Writing …")))

    def _on_done(self, report: ImportReport) -> None:
        added = sum(sheet.added for sheet in report.sheets)
        updated = sum(sheet.updated for sheet in report.sheets)
        self.took_in = added + updated
        self.imported.emit(
            self._say(
                N_("Imported {file}: {added} new, {updated} changed, {refused} refused."),
                file=self._path.name,
                added=added,
                updated=updated,
                refused=report.refused,
            )
        )
        self.accept()

    def _on_failure(self, error: object) -> None:
        """Without a plan there is nothing to show: say why and go."""
        _raise_or_show(self.parentWidget() or self, self._desk, error)
        if self.plan is None:
            self.reject()

    def _on_failed_writing(self, error: object) -> None:
        self.go.setEnabled(True)
        _raise_or_show(self, self._desk, error)


def _raise_or_show(parent: QWidget, desk: Desk, error: object) -> None:
    show_or_raise(parent, desk.speech, error)


def _told(work: Callable[..., Any], report: Any, cancelled: Any) -> Any:
    """Call ``work`` with the worker's two functions by name, as the book's verbs want them."""
    return work(report=report, cancelled=cancelled)
