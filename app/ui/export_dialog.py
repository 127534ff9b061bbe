"""Exporting to a workbook: which sheets, and whether personal numbers go out whole."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.book import exporting
from app.book.book import Book
from app.domain.errors import AppError
from app.i18n import N_
from app.ui import sheets
from app.ui.ask import EXCEL
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.widgets import button, label
from app.ui.working import watch

_log = logging.getLogger("app.ui.export")


class ExportDialog(QDialog):
    """``exported`` carries the path of the workbook that was written."""

    exported = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, proposal: Path) -> None:
        """``proposal`` is where the workbook would go."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self._proposal = proposal
        self.setWindowTitle(self._say(N_("Export to Excel")))
        self.resize(460, 520)
        column = QVBoxLayout(self)
        column.addWidget(
            label(self._say(N_("Choose the sheets. The workbook can be imported again as it is.")), wrap=True)
        )
        self._list = QListWidget()
        self._list.setAccessibleName(self._say(N_("Sheets")))
        for name, text in sheets.names(desk.speech):
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self._list.addItem(item)
        column.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.addWidget(button(self._say(N_("All")), self._all, "quiet"))
        row.addWidget(button(self._say(N_("None")), self._none, "quiet"))
        row.addStretch(1)
        column.addLayout(row)
        self._unmask = QCheckBox(self._say(N_("With whole ID, phone and card numbers")))
        self._unmask.toggled.connect(self._on_unmask)
        column.addWidget(self._unmask)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(self._say(N_("What for? It is noted in the program's log.")))
        self._reason.hide()
        column.addWidget(self._reason)
        self._wrong = label("", "problem", wrap=True)
        column.addWidget(self._wrong)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(button(self._say(N_("Cancel")), self.reject))
        last.addWidget(button(self._say(N_("Export…")), self._export, "primary", "export"))
        column.addLayout(last)

    def _set_all(self, state: Qt.CheckState) -> None:
        for at in range(self._list.count()):
            self._list.item(at).setCheckState(state)

    def _all(self) -> None:
        self._set_all(Qt.CheckState.Checked)

    def _none(self) -> None:
        self._set_all(Qt.CheckState.Unchecked)

    def _on_unmask(self, on: bool) -> None:
        self._reason.setVisible(on)
        if on:
            self._reason.setFocus()

    def _export(self) -> None:
        items = [self._list.item(at) for at in range(self._list.count())]
        sheets = tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )
        unmask = self._unmask.isChecked()
        if not sheets:
            self._wrong.setText(self._say(N_("Choose at least one sheet.")))
            return
        if unmask and not self._reason.text().strip():
            self._wrong.setText(self._say(N_("Say what the whole numbers are for.")))
            self._reason.setFocus()
            return
        out = self._desk.ask.save_file(self, N_("Export to Excel"), EXCEL, self._proposal)
        if out is None:
            return
        if unmask:
            _log.info("export with whole numbers; reason given: %s", self._reason.text().strip())
        all_of_them = len(sheets) == len(items)
        job = self._desk.jobs.start_job(partial(_export, self._desk.book, out, () if all_of_them else sheets, unmask))
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.broken.connect(self._on_failed)
        watch(self, self._desk.speech, job, self._say(N_("Writing {file} …"), file=out.name))

    def _on_done(self, out: Path) -> None:
        self.exported.emit(out)
        self.accept()

    def _on_failed(self, error: object) -> None:
        if isinstance(error, AppError):
            show_error(self, self._desk.speech, error)
        elif isinstance(error, BaseException):
            raise error


def _export(book: Book, out: Path, sheets: tuple[str, ...], unmask: bool, report: Any, cancelled: Any) -> Path:
    exporting.export(book, out, sheets=sheets, unmask=unmask, report=report, cancelled=cancelled)
    return out
