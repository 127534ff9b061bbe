"""A page of one record type: the table at the left, the form of the chosen record at the right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.book import editing
from app.domain.errors import AppError
from app.domain.fields import RecordType
from app.domain.listing import Listing
from app.i18n import N_
from app.ui.batch import BatchDialog
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.field_editors import Value
from app.ui.record_dialog import open_record
from app.ui.record_form import RecordForm
from app.ui.record_table import RecordTable
from app.ui.widgets import button, card, label

_NOTHING, _FORM, _SEVERAL = range(3)


class RecordPage(QWidget):
    """Table and form of one record type; ``table`` and ``form`` are there for the window and for tests."""

    def __init__(
        self, desk: Desk, record: RecordType, empty_text: str, filter_field: str = "", parent: QWidget | None = None
    ) -> None:
        """``empty_text`` says what to do while there are no records."""
        super().__init__(parent)
        self.desk = desk
        self.record = record
        self._say = desk.speech.say
        self.table = RecordTable(desk, record, empty_text, filter_field)
        self.form = RecordForm(desk, record)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self._build_side())
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([860, 440])
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 6)
        self.column.addWidget(self.splitter, 1)
        new = button(self._say(N_("New")), self.new, "primary", "new")
        new.setToolTip("Ctrl+N")
        self.table.bar.addWidget(new)
        self._connect()
        self.table.reload()

    # ------------------------------------------------------------------------------------------- what others ask

    def new(self, values: Mapping[str, Value] | None = None) -> None:
        """Begin a new record in the form."""
        if not self.form.may_leave():
            return
        self.table.select([])
        self._side.setCurrentIndex(_FORM)
        self.form.start_new({**self.proposed(), **(values if isinstance(values, dict) else {})})

    def proposed(self) -> dict[str, Value]:
        """What a new record starts with; pages that filter add what they filter by."""
        return {}

    def open(self, row_id: int) -> None:
        """Show one record, making the listing wider where it is not in it."""
        if not self.form.may_leave():
            return
        if not self.table.select([row_id]):
            row = self.desk.read.rows(self.record.table, [row_id]).get(row_id)
            if row is None:
                return
            if self.record.yearly and row["year"] and row["year"] != self.desk.year:
                self.desk.set_year(row["year"])
            self.show_list(Listing(self.record.table, self.desk.year))
            self.table.select([row_id])
        self._load(row_id)

    def show_list(self, listing: Listing) -> None:
        """Show the records of a listing in the table."""
        self.table.show_listing(listing)

    def delete(self) -> None:
        """Delete the selection after asking."""
        ids = self.table.selected_ids() or ([self.form.row_id] if self.form.row_id else [])
        if not ids:
            return
        kind = self.desk.speech.record(self.record)
        if len(ids) == 1:
            name = self.desk.read.captions(self.record.table, ids).get(ids[0], "")
            question = self._say(
                N_("Delete {kind} “{name}”? It can be put back from the recycle bin."),
                kind=kind,
                name=" ".join(name.split())[:40],
            )
        else:
            question = self._say(
                N_("Delete {count} records ({kind})? They can be put back from the recycle bin."),
                kind=kind,
                count=len(ids),
            )
        if not self.desk.ask.confirm(self, question, N_("Delete")):
            return
        self.form.clear()
        try:
            editing.delete(self.desk.book, self.record.table, ids)
            self._side.setCurrentIndex(_NOTHING)
        except AppError as error:
            show_error(self, self.desk.speech, error)
            self._on_selection(self.table.selected_ids())

    def may_leave(self) -> bool:
        """Whether the page may be left; asks where something is not saved."""
        dirty = self.form.dirty
        left = self.form.may_leave()
        if left and dirty and self.form.row_id is None:
            self._side.setCurrentIndex(_NOTHING)
        elif left and dirty:
            self._load(self.form.row_id or 0)
        return left

    # ------------------------------------------------------------------------------------------- building

    def _build_side(self) -> QWidget:
        panel, column = card(name="panel")
        panel.setMinimumWidth(330)
        self._side = QStackedWidget()
        nothing = label(
            self._say(N_("Choose a record to see it here, or press Ctrl+N for a new one.")), "empty", wrap=True
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._side.addWidget(nothing)
        self._side.addWidget(self.form)
        self._side.addWidget(self._build_several())
        column.addWidget(self._side)
        return panel

    def _build_several(self) -> QWidget:
        several = QWidget()
        column = QVBoxLayout(several)
        self._count = label("", "heading")
        column.addWidget(self._count)
        row = QHBoxLayout()
        row.addWidget(button(self._say(N_("Set one field…")), self._set_field, "", "edit"))
        row.addWidget(button(self._say(N_("Delete")), self.delete, "danger", "delete"))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return several

    def _connect(self) -> None:
        self.table.selected.connect(self._on_selection)
        self.table.activated.connect(self._on_activated)
        self.table.wanted_delete.connect(self.delete)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self._on_cancelled)
        self.form.wanted_part.connect(self._open_part)
        self.desk.changes.changed.connect(self._on_change)
        self.desk.year_changed.connect(self._on_year)

    # ------------------------------------------------------------------------------------------- what happens

    def _on_selection(self, ids: list[int]) -> None:
        if len(ids) == 1 and ids[0] == self.form.row_id and self._side.currentIndex() == _FORM:
            return
        if self.form.dirty and not self.form.may_leave():
            self.table.select([self.form.row_id] if self.form.row_id else [])
            return
        if len(ids) == 1:
            self._load(ids[0])
        elif ids:
            self._count.setText(self._say(N_("{count} selected"), count=len(ids)))
            self._side.setCurrentIndex(_SEVERAL)
        else:
            self._side.setCurrentIndex(_NOTHING)

    def _on_activated(self, row_id: int) -> None:
        self._on_selection([row_id])
        self.form.focus_first()

    def _load(self, row_id: int) -> None:
        try:
            self.form.load(row_id)
        except KeyError:
            self.form.clear()
            self._side.setCurrentIndex(_NOTHING)
            return
        self._side.setCurrentIndex(_FORM)

    def _on_saved(self, row_id: int) -> None:
        self.table.select([row_id])

    def _on_cancelled(self) -> None:
        if self.form.row_id is None:
            self._side.setCurrentIndex(_NOTHING)

    def _on_change(self, change: object) -> None:
        """After an undo or a step made elsewhere the form must not show what is no longer so."""
        touched = getattr(change, "touched", {})
        row_id = self.form.row_id
        if row_id in touched.get(self.record.table, ()) and not self.form.dirty and row_id is not None:
            self._load(row_id)

    def _on_year(self, _year: object) -> None:
        if self.record.yearly:
            self.table.reload()

    def _open_part(self, record: RecordType, row_id: int | None, fixed: Mapping[str, Value]) -> None:
        open_record(self.window(), self.desk, record, row_id, fixed)

    def _set_field(self) -> None:
        BatchDialog(self.window(), self.desk, self.record, self.table.selected_ids()).open()
