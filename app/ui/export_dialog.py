"""Exporting to a workbook: the sheets that can be imported again, or the list on show as it stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.book import exporting
from app.book.book import Book
from app.book.lists import ListWish
from app.domain.errors import AppError
from app.i18n import N_
from app.ui import sheets
from app.ui.ask import EXCEL
from app.ui.desk import Desk
from app.ui.errors import show_error, show_or_raise
from app.ui.list_paper_dialog import write_excel
from app.ui.sizes import keep_size
from app.ui.widgets import button, label
from app.ui.working import watch
from app.ui.written import tell_written

_WHOLE = N_("The workbook will hold whole ID, phone and card numbers. Whoever gets it can read them. Export them?")


class ExportDialog(QDialog):
    """``exported`` carries the path of the workbook that was written."""

    exported = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, proposal: Path, shown: ListWish | None = None) -> None:
        """``proposal`` is where the workbook would go; ``shown`` the list on show, where there is one."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self._proposal = proposal
        self._shown = shown
        self.setWindowTitle(self._say(N_("Export to Excel")))
        self._column = QVBoxLayout(self)
        self._build_choice()
        self._build_sheets()
        self._build_masks()
        self._build_buttons()
        keep_size(self, desk.settings, "export", 480, 560)

    def _build_choice(self) -> None:
        self._only = QRadioButton(self._say(N_("Only the list on show, with its columns and in its order")))
        self._whole = QRadioButton(self._say(N_("Whole sheets; the workbook can be imported again as it is")))
        self._whole.setChecked(True)
        self._which = QButtonGroup(self)
        for one in (self._whole, self._only):
            self._which.addButton(one)
            self._column.addWidget(one)
        if self._shown is None:  # one way alone is no choice
            self._which.setExclusive(False)
            self._only.hide()
            self._whole.hide()
            self._column.addWidget(label(self._whole.text(), wrap=True))
        self._only.toggled.connect(self._on_only)

    def _build_sheets(self) -> None:
        self._list = QListWidget()
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(self._say(N_("Sheets")))
        for name, text in sheets.names(self._desk.speech):
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._column.addWidget(self._list, 1)
        row = QHBoxLayout()
        self._ticks = [
            button(self._say(N_("All")), self._all, "quiet"),
            button(self._say(N_("None")), self._none, "quiet"),
        ]
        for one in self._ticks:
            row.addWidget(one)
        row.addStretch(1)
        self._column.addLayout(row)

    def _build_masks(self) -> None:
        self._unmask = QCheckBox(self._say(N_("With whole ID, phone and card numbers")))
        self._unmask.toggled.connect(self._on_unmask)
        self._column.addWidget(self._unmask)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(self._say(N_("What for? It stays in the history.")))
        self._reason.setAccessibleName(self._say(N_("What for? It stays in the history.")))
        self._reason.hide()
        self._column.addWidget(self._reason)
        self._wrong = label("", "problem", wrap=True)
        self._wrong.hide()
        self._column.addWidget(self._wrong)

    def _build_buttons(self) -> None:
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(button(self._say(N_("Cancel")), self.reject))
        self.go = button(self._say(N_("Export…")), self._export, "primary", "export")
        self.go.setDefault(True)
        last.addWidget(self.go)
        self._column.addLayout(last)

    # ------------------------------------------------------------------------------------------- what happens

    def _set_all(self, state: Qt.CheckState) -> None:
        for at in range(self._list.count()):
            self._list.item(at).setCheckState(state)

    def _all(self) -> None:
        self._set_all(Qt.CheckState.Checked)

    def _none(self) -> None:
        self._set_all(Qt.CheckState.Unchecked)

    def _on_only(self, on: bool) -> None:
        for one in (self._list, *self._ticks):
            one.setEnabled(not on)

    def _on_unmask(self, on: bool) -> None:
        self._reason.setVisible(on)
        if on:
            self._reason.setFocus()

    def _complain(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.show()

    def _chosen(self) -> tuple[str, ...]:
        items = (self._list.item(at) for at in range(self._list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def _export(self) -> None:
        unmask, chosen = self._unmask.isChecked(), self._chosen()
        if not chosen and not self._only.isChecked():
            self._complain(self._say(N_("Choose at least one sheet.")))
            return
        if unmask and not self._reason.text().strip():
            self._complain(self._say(N_("Say what the whole numbers are for.")))
            self._reason.setFocus()
            return
        if unmask and not self._desk.ask.confirm(self, _WHOLE, N_("Export them")):
            return
        self._wrong.hide()
        only = self._shown if self._only.isChecked() else None
        proposal = self._proposal if only is None else self._proposal.with_name(f"{only.title}{self._proposal.suffix}")
        out = self._desk.ask.save_file(self, N_("Export to Excel"), EXCEL, proposal)
        if out is None:
            return
        if unmask and not self._noted("" if only is None else only.title):
            return
        sheets = () if len(chosen) == self._list.count() else chosen
        work = (
            partial(_export, self._desk.book, out, sheets, unmask)
            if only is None
            else partial(write_excel, self._desk.book, only, unmask, out)
        )
        job = self._desk.jobs.start_job(work)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self, self._desk.speech, job, self._say(N_("Writing {file} …"), file=out.name))

    def _noted(self, what: str) -> bool:
        """Write the reason into the history first; says whether that went well."""
        try:
            exporting.note_full(self._desk.book, self._reason.text(), what)
        except AppError as error:
            show_error(self, self._desk.speech, error)
            return False
        return True

    def _on_done(self, paths: list[Path]) -> None:
        self.exported.emit(paths[0])
        self.accept()
        parent = self.parentWidget()
        if parent is not None:
            tell_written(parent, self._desk.speech, paths)

    def _on_failed(self, error: object) -> None:
        show_or_raise(self, self._desk.speech, error)


def _export(book: Book, out: Path, sheets: tuple[str, ...], unmask: bool, report: Any, cancelled: Any) -> list[Path]:
    exporting.export(book, out, sheets=sheets, unmask=unmask, report=report, cancelled=cancelled)
    return [out]
