"""The history (who changed what, from what to what) and the recycle bin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from app import formats
from app.book import editing
from app.domain.errors import AppError
from app.domain.fields import RecordType
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.cells import cell_text
from app.ui.desk import Desk
from app.ui.enter_key import EnterKey
from app.ui.errors import show_error
from app.ui.filter_words import kept_words
from app.ui.help_window import HelpKey
from app.ui.sizes import keep_size
from app.ui.widgets import button, label

_HEADERS = (N_("When"), N_("Who"), N_("Step"), N_("Record"), N_("Field"), N_("Before"), N_("After"))
_BIN_HEADERS = (N_("Deleted on"), N_("Who"), N_("Kind"), N_("Record"))
_PLACE = Qt.ItemDataRole.UserRole
_LIMIT = 600
_LINE = 23  # the height of a line of the usual text, for which the widths of columns are given
_PER_STEP = 12  # records shown of one step: an import touches thousands
_ACTIONS = {"add": N_("added"), "delete": N_("deleted")}
# Fields of drafts that hold marks of the program, which say nothing to a reader.
_KEYS = {("summary_draft", name) for name in ("period", "style", "left_out", "chapters", "annexes", "photos")}


@dataclass(frozen=True, slots=True)
class _Line:
    texts: tuple[str, ...]
    table: str
    row_id: int


class _ListDialog(QDialog):
    """A read-only table in a window."""

    def __init__(self, parent: QWidget, desk: Desk, name: str, title: str, headers: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self.setWindowTitle(self._say(title))
        keep_size(self, desk.settings, name, 980, 560)
        HelpKey(self, desk.speech, desk.settings, "mistakes")
        self._headers = [self._say(text) for text in headers]
        self.model = QStandardItemModel(0, len(headers), self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(self._say(title))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setAlternatingRowColors(True)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.4))
        self.view.doubleClicked.connect(self._on_double_click)
        EnterKey(self.view).pressed.connect(self._on_enter)
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.horizontalHeader().setHighlightSections(False)
        self.column = QVBoxLayout(self)
        self._hint = label("", "muted", wrap=True)
        self.column.addWidget(self._hint)
        self.column.addWidget(self.view, 1)
        self._nothing = label("", "empty", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addWidget(self._nothing, 1)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.column.addLayout(self.buttons)

    def put(self, lines: list[_Line], widths: tuple[int, ...], hint: str, nothing: str) -> None:
        """Show these lines below ``hint``; where there are none, say ``nothing`` instead."""
        self._hint.setText(self._say(hint))
        self._hint.setVisible(bool(lines))
        self._nothing.setText(self._say(nothing))
        self.view.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        chosen = self.view.currentIndex().row()
        self.model.clear()
        self.model.setHorizontalHeaderLabels(self._headers)
        for place, shown in enumerate(lines):
            items = [QStandardItem(text) for text in shown.texts]
            for item, text in zip(items, shown.texts, strict=True):
                item.setToolTip(text)
            items[0].setData(place, _PLACE)
            self.model.appendRow(items)
        for at, width in enumerate(widths):
            self.view.setColumnWidth(at, round(width * self.fontMetrics().height() / _LINE))
        if lines:
            self.view.selectRow(min(max(chosen, 0), len(lines) - 1))

    def chosen(self) -> int | None:
        """The place of the chosen line in the list."""
        rows = self.view.selectionModel().selectedRows()
        return int(rows[0].data(_PLACE)) if rows else None

    def _on_enter(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self._on_double_click(index)

    def _on_double_click(self, index: QModelIndex) -> None:
        raise NotImplementedError


class HistoryDialog(_ListDialog):
    """All changes, or those of one record; a double click or Enter opens the record."""

    def __init__(self, parent: QWidget, desk: Desk, table: str = "", row_id: int = 0) -> None:
        """``table`` and ``row_id`` limit the list to one record."""
        super().__init__(parent, desk, "history", N_("History"), _HEADERS)
        self._table, self._row_id = table, row_id
        self.buttons.addWidget(button(self._say(N_("Close")), self.accept))
        desk.changes.changed.connect(self._fill)
        self._lines: list[_Line] = []
        self._fill(None)

    def _fill(self, _change: object) -> None:
        changes = self._desk.read.history(table=self._table, row_id=self._row_id, limit=_LIMIT)
        captions = _Captions(self._desk)
        for change in changes:
            captions.remember(change.record, change.row_id, change.before if change.action == "delete" else None)
        counted: Counter[int] = Counter()
        self._lines = []
        notes = [] if self._table else self._desk.read.notes(_LIMIT)
        for change in changes:
            while notes and notes[0].id > change.step.id:
                self._lines.append(self._line_of(notes.pop(0)))
            counted[change.step.id] += 1
            if counted[change.step.id] <= _PER_STEP:
                self._lines += self._lines_of(change, captions)
            elif counted[change.step.id] == _PER_STEP + 1:
                rest = (*self._head(change.step), self._say(N_("and more records")), "", "", "")
                self._lines.append(_Line(rest, "", 0))
        if len(changes) < _LIMIT:
            self._lines += [self._line_of(note) for note in notes]
        self.put(
            self._lines,
            (140, 84, 156, 150, 90, 100),
            N_("Double-click a line, or press Enter on it, to open its record."),
            N_("Nothing was changed yet."),
        )
        self.view.clearSpans()
        for at, shown in enumerate(self._lines):
            if not any(shown.texts[3:]):  # a note has no record, and so room for its reason
                self.view.setSpan(at, 2, 1, len(_HEADERS) - 2)

    def _line_of(self, note: Any) -> _Line:
        """Something that was done without changing a record."""
        return _Line((*self._head(note), "", "", "", ""), "", 0)

    def _head(self, step: Any) -> tuple[str, str, str]:
        said = self._desk.speech.step(step.label, step.values)
        if step.state in ("undone", "dropped"):
            said = self._say(N_("{label} (undone)"), label=said)
        return formats.timestamp_text(step.at), step.who, said

    def _lines_of(self, change: Any, captions: _Captions) -> list[_Line]:
        head = (
            *self._head(change.step),
            captions.of(change.record, change.row_id, change.before or change.after),
        )
        told = self._differences(change.record, change.row_id, change.action, change.before, change.after)
        return [_Line((*head, *difference), change.record, change.row_id) for difference in told]

    def _differences(
        self, table: str, row_id: int, action: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> list[tuple[str, str, str]]:
        """One line a field that changed; one for the whole of a record added or deleted."""
        record = BY_TABLE.get(table)
        if action != "edit" or record is None or before is None or after is None:
            return [(self._say(_ACTIONS.get(action, action)), "", "")]
        found = []
        for field in record.fields:
            if any(name in after for name, _ in field.columns):
                found.append(
                    (
                        self._desk.speech.field(field),
                        self._value(record, row_id, field.name, before),
                        self._value(record, row_id, field.name, after),
                    )
                )
        return found or [("", "", "")]

    def _value(self, record: RecordType, row_id: int, name: str, values: Mapping[str, Any]) -> str:
        if record.table == "saved_filter":
            return kept_words(self._desk.speech, self._desk.read, row_id, name, str(values.get(name) or ""))
        if (record.table, name) in _KEYS:
            return "…" if values.get(name) else ""
        field = record.field(name)
        row = {column: values.get(column) for column, _ in field.columns}
        target = row[name] if field.ref else None
        captions = self._desk.read.captions(field.ref, [target]) if target else {}
        for column, kind in field.columns[1:]:
            row[column] = row[column] or ("" if kind == "TEXT" else None)
        return cell_text(field, row, captions)

    def _on_double_click(self, index: QModelIndex) -> None:
        place = self.model.index(index.row(), 0).data(_PLACE)
        shown = self._lines[int(place)]
        if shown.table in ("", "saved_filter"):
            return
        self.accept()
        self._desk.open_record(shown.table, shown.row_id)


class RecycleDialog(_ListDialog):
    """What was deleted and can be put back, as a new step that can itself be undone."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Latest first."""
        super().__init__(parent, desk, "recycle", N_("Recycle bin"), _BIN_HEADERS)
        self._put_back = button(self._say(N_("Put back")), self.put_back, "primary", "undo")
        self.buttons.addWidget(button(self._say(N_("Close")), self.accept))
        self.buttons.addWidget(self._put_back)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self._refill()

    def _refill(self) -> None:
        self._changes = [c for c in self._desk.read.recycle_bin() if _stands_alone(c.record)]
        captions = _Captions(self._desk)
        lines = [
            _Line(
                (
                    formats.timestamp_text(c.step.at),
                    c.step.who,
                    self._desk.speech.table(c.record),
                    captions.of(c.record, c.row_id, c.before),
                ),
                c.record,
                c.row_id,
            )
            for c in self._changes
        ]
        self.put(
            lines,
            (160, 110, 140),
            N_("Choose a record and put it back; its parts come with it."),
            N_("The recycle bin is empty."),
        )
        self._put_back.setVisible(bool(lines))
        self._on_selection()

    def _on_double_click(self, _index: QModelIndex) -> None:
        self.put_back()

    def _on_selection(self, *_changes: object) -> None:
        self._put_back.setEnabled(self.chosen() is not None)

    def put_back(self) -> None:
        """Put the chosen record back with its parts."""
        place = self.chosen()
        if place is None:
            return
        try:
            editing.put_back(self._desk.book, self._changes[place])
        except AppError as error:
            show_error(self, self._desk.speech, error)
        self._refill()


class _Captions:
    """What records are called, those that are gone by what they were called."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._gone: dict[tuple[str, int], str] = {}

    def remember(self, table: str, row_id: int, values: Mapping[str, Any] | None) -> None:
        record = BY_TABLE.get(table)
        if record is not None and values is not None:
            names = (str(values.get(name) or "") for name in record.title if not record.field(name).ref)
            self._gone[table, row_id] = " ".join(filter(None, names))

    def of(self, table: str, row_id: int, values: Mapping[str, Any] | None) -> str:
        record = BY_TABLE.get(table)
        if record is None:
            return ""
        self.remember(table, row_id, values if (table, row_id) not in self._gone else None)
        found = self._desk.read.captions(table, [row_id]).get(row_id, "") or self._gone.get((table, row_id), "")
        return " ".join(f"{self._desk.speech.record(record)} {found}".split())[:60]


def _stands_alone(table: str) -> bool:
    """Whether a deleted row is offered by itself: figures and attachments come back with their record."""
    return table in BY_TABLE and table not in ("figure", "attachment")
