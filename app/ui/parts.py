"""The parts of a record as a small table under its form: beneficiaries, participants, relatives, quotas."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.book import editing
from app.domain.errors import AppError
from app.domain.fields import RecordType
from app.domain.listing import Condition, Listing
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.table_model import RecordModel
from app.ui.widgets import button, label, line

_ROWS = 6


class PartsTable(QWidget):
    """The parts of one kind of one record.

    ``wanted`` carries (record type, id or None for a new one, values that are fixed): open that form.
    """

    wanted = Signal(object, object, object)

    def __init__(self, desk: Desk, record: RecordType, owner_id: int, parent: QWidget | None = None) -> None:
        """Show the parts of the record ``owner_id``."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self._record = record
        self._owner_id = owner_id
        self._model = RecordModel(desk.read, record, desk.speech, self)
        self._model.choose(_columns(record))
        self._build()
        self._refresh()
        desk.changes.changed.connect(self._on_change)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(line())
        head = QHBoxLayout()
        self._title = label("")
        head.addWidget(self._title, 1)
        head.addWidget(button(self._say(N_("Add")), self._add, "quiet"))
        self._change = button(self._say(N_("Edit")), self._edit, "quiet")
        self._delete_button = button(self._say(N_("Delete")), self._delete, "quiet")
        head.addWidget(self._change)
        head.addWidget(self._delete_button)
        column.addLayout(head)
        self._view = QTableView()
        self._view.setModel(self._model)
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.setShowGrid(False)
        self._view.setWordWrap(False)
        self._view.setTabKeyNavigation(False)
        self._view.verticalHeader().hide()
        self._view.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.4))
        self._view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._view.horizontalHeader().setStretchLastSection(True)
        self._view.setAccessibleName(self._desk.speech.records(self._record))
        self._view.doubleClicked.connect(self._on_double_click)
        self._view.selectionModel().selectionChanged.connect(self._on_selection)
        column.addWidget(self._view)

    def _refresh(self) -> None:
        condition = Condition(self._record.owner, "is", self._owner_id)
        self._model.show(Listing(self._record.table, conditions=(condition,)))
        count = len(self._model.ids)
        self._title.setText(f"{self._desk.speech.records(self._record)} ({count})")
        self._view.setVisible(count > 0)
        row = self._view.verticalHeader().defaultSectionSize()
        self._view.setFixedHeight(row * min(count, _ROWS) + self._view.horizontalHeader().sizeHint().height() + 8)
        self._on_selection()

    def _chosen(self) -> int | None:
        rows = self._view.selectionModel().selectedRows()
        return self._model.ids[rows[0].row()] if rows else None

    def _on_selection(self, *_changes: object) -> None:
        chosen = self._chosen() is not None
        self._change.setEnabled(chosen)
        self._delete_button.setEnabled(chosen)

    def _on_double_click(self, index: QModelIndex) -> None:
        self._open(self._model.ids[index.row()])

    def _add(self) -> None:
        self._open(None)

    def _edit(self) -> None:
        self._open(self._chosen())

    def _open(self, row_id: int | None) -> None:
        self.wanted.emit(self._record, row_id, {self._record.owner: self._owner_id})

    def _delete(self) -> None:
        row_id = self._chosen()
        if row_id is None:
            return
        try:
            editing.delete(self._desk.book, self._record.table, [row_id])
        except AppError as error:
            show_error(self, self._desk.speech, error)

    def _on_change(self, change: object) -> None:
        if self._record.table in getattr(change, "touched", {}):
            self._refresh()


def _columns(record: RecordType) -> list[str]:
    own = [f.name for f in record.fields if f.name not in (record.owner, "member_id")]
    listed = [f.name for f in record.fields if f.listed and f.name != record.owner]
    return listed[:6] or own[:6]
