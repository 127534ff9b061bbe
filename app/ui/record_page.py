"""A page of one record type: the table at the left, the form of the chosen record at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.fields import RecordType
from app.domain.listing import Listing
from app.i18n import N_
from app.ui.deleting import delete
from app.ui.desk import Desk
from app.ui.page_menus import Deeds, fill_menu, more_button
from app.ui.record_table import RecordTable
from app.ui.sizes import keep_splitter
from app.ui.widgets import button, card, label
from app.ui.writing_only import WritingOnly

if TYPE_CHECKING:
    from app.ui.field_editors import Value
    from app.ui.record_form import RecordForm

_NOTHING, _SEVERAL, _FORM = range(3)


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
        self._form: RecordForm | None = None
        self.table = RecordTable(desk, record, empty_text, filter_field)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self._build_side())
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 6)
        self.column.addWidget(self.splitter, 1)
        self.table.bar.addWidget(more_button(desk, record.table))
        new = button(self._say(N_("New")), self.new, "primary", "new")
        new.setToolTip("Ctrl+N")
        self.table.bar.addWidget(new)
        WritingOnly(desk, new)
        self._divide()
        self._connect()
        self.table.reload()

    # ------------------------------------------------------------------------------------------- what others ask

    @property
    def form(self) -> RecordForm:
        """The form, made when it is first needed: the table is there sooner without it."""
        if self._form is None:
            self._form = self._make_form()
        return self._form

    @property
    def shows_form(self) -> bool:
        """Whether the form is on show."""
        return self._side.currentIndex() == _FORM

    def new(self, values: Mapping[str, Value] | None = None) -> None:
        """Begin a new record in the form."""
        if self.desk.book.read_only or not self._may_change():
            return
        self.table.select([])
        self.form.start_new({**self.proposed(), **(values if isinstance(values, dict) else {})})
        self._side.setCurrentIndex(_FORM)
        self.form.focus_first()

    def proposed(self) -> dict[str, Value]:
        """What a new record starts with; pages that filter add what they filter by."""
        return {}

    def open(self, row_id: int) -> None:
        """Show one record, making the listing wider where it is not in it."""
        if not self._may_change():
            return
        if not self.table.select([row_id]):
            row = self.desk.read.rows(self.record.table, [row_id]).get(row_id)
            if row is None:
                return
            if self.record.yearly and row["year"] and row["year"] != self.desk.year:
                self.desk.set_year(row["year"])
            self.show_list(Listing(self.record.table, self.desk.year), [row_id])
        self._load(row_id)

    def show_list(self, listing: Listing, select: list[int] | None = None) -> None:
        """Show the records of a listing in the table."""
        self.table.show_listing(listing, select or ())

    def delete(self) -> None:
        """Delete the selection after asking."""
        chosen = self.table.selected_ids() or ([self._form.row_id] if self._form and self._form.row_id else [])
        if chosen and delete(self, self.desk, self.record, chosen):
            if self._form is not None:
                self._form.clear()
            self._on_selection()

    def may_leave(self) -> bool:
        """Whether the page may be left; asks where something is not saved."""
        if self._form is None or not self._form.dirty:
            return True
        left = self._form.may_leave()
        if left and self._form.row_id is None:
            self._side.setCurrentIndex(_NOTHING)
        elif left:
            self._load(self._form.row_id or 0)
        return left

    def step(self, by: int) -> None:
        """Go on to the next record of the table, or back to the one before."""
        self.table.step(by)

    # ------------------------------------------------------------------------------------------- building

    def _build_side(self) -> QWidget:
        panel, column = card(name="panel", margins=12)
        panel.setMinimumWidth(300)
        self._side = QStackedWidget()
        nothing = label(
            self._say(N_("Choose a record to see it here, or press Ctrl+N for a new one.")), "empty", wrap=True
        )
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._side.addWidget(nothing)
        self._side.addWidget(self._build_several())
        column.addWidget(self._side)
        return panel

    def _build_several(self) -> QWidget:
        several = QWidget()
        column = QVBoxLayout(several)
        self._count = label("", "heading")
        column.addWidget(self._count)
        deeds = QScrollArea()
        deeds.setWidgetResizable(True)
        deeds.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        deeds.setWidget(Deeds(self.desk, self.record.table))
        column.addWidget(deeds, 1)
        return several

    def _make_form(self) -> RecordForm:
        from app.ui.record_form import RecordForm  # a table is there sooner without the forms

        form = RecordForm(self.desk, self.record)
        form.saved.connect(self._on_saved)
        form.cancelled.connect(self._on_cancelled)
        form.wanted_part.connect(self._open_part)
        form.wanted_step.connect(self._on_step)
        self._side.addWidget(form)
        return form

    def _divide(self) -> None:
        """How wide table and form are at first; pages with more beside the table say so."""
        keep_splitter(self.splitter, self.desk.settings, self.record.table, [895, 405])

    def _connect(self) -> None:
        self.table.selected.connect(self._on_selection)
        self.table.activated.connect(self._on_activated)
        self.table.turned.connect(self._on_turned)
        self.table.wanted.connect(self.desk.wish)
        self.table.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.view.customContextMenuRequested.connect(self._offer)
        self.desk.changes.changed.connect(self._on_change)
        self.desk.year_changed.connect(self._on_year)

    # ------------------------------------------------------------------------------------------- what happens

    def _may_change(self) -> bool:
        return self._form is None or self._form.may_leave()

    def _offer(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self.desk, self.record.table, several=len(self.table.view.chosen_rows()) > 1)
        menu.popup(self.table.view.viewport().mapToGlobal(place))

    def _on_selection(self) -> None:
        count = self.table.selected_count()
        ids = self.table.selected_ids() if count <= 1 else []
        form = self._form
        if form is not None:
            if len(ids) == 1 and ids[0] == form.row_id and self._side.currentIndex() == _FORM:
                return
            if form.dirty and not form.may_leave():
                self.table.select([form.row_id] if form.row_id else [])
                return
        if len(ids) == 1:
            self._load(ids[0])
        elif count:
            self._count.setText(self._say(N_("{count} selected"), count=f"{count:,}"))
            self._side.setCurrentIndex(_SEVERAL)
        else:
            self._side.setCurrentIndex(_NOTHING)

    def _on_turned(self) -> None:
        """A form must not go on showing a record that the clerk has just turned away from."""
        form = self._form
        if form is None or form.dirty or form.row_id is None or not self.shows_form:
            return
        if self.table.model.row_of(form.row_id) < 0:
            self._side.setCurrentIndex(_NOTHING)

    def _on_activated(self, row_id: int, field: str) -> None:
        self.table.select([row_id])
        self._on_selection()
        if field:
            self.form.focus_field(field)
        else:
            self.form.focus_first()

    def _load(self, row_id: int) -> None:
        try:
            self.form.load(row_id)
        except KeyError:
            self.form.clear()
            self._side.setCurrentIndex(_NOTHING)
            return
        self._side.setCurrentIndex(_FORM)
        self._tell_neighbours()

    def _tell_neighbours(self) -> None:
        at = self.table.model.row_of(self.form.row_id or 0)
        self.form.can_step(at > 0, 0 <= at < self.table.model.rowCount() - 1)

    def _on_step(self, by: int) -> None:
        if self.form.may_leave():
            self.table.step(by)

    def _on_saved(self, row_id: int) -> None:
        self.table.select([row_id])

    def _on_cancelled(self) -> None:
        if self.form.row_id is None:
            self._side.setCurrentIndex(_NOTHING)

    def _on_change(self, change: object) -> None:
        """After an undo or a step made elsewhere the form must not show what is no longer so."""
        touched = getattr(change, "touched", {})
        form = self._form
        if form is None or form.dirty or form.row_id is None:
            return
        if form.row_id in touched.get(self.record.table, ()):
            self._load(form.row_id)

    def _on_year(self, _year: object) -> None:
        if self.record.yearly:
            self.table.reload()

    def _open_part(self, record: RecordType, row_id: int | None, fixed: Mapping[str, Value]) -> None:
        from app.ui.record_dialog import open_record

        open_record(self.window(), self.desk, record, row_id, fixed)
