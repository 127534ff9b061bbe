"""A table of records with its search box, its filter, its sums and, where it is empty, what to do about it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QStackedLayout, QVBoxLayout, QWidget

from app.book.reader import Interrupted, Reader
from app.book.sealing import asks_for_sealed, everyday
from app.domain.fields import RecordType
from app.domain.listing import Condition, Listing, among
from app.i18n import N_
from app.ui.columns import Columns
from app.ui.desk import Desk
from app.ui.filter_bar import FilterBar
from app.ui.icons import icon
from app.ui.list_view import ListView
from app.ui.quick_filter import QuickFilter
from app.ui.record_footer import Sum, footer_text, summed
from app.ui.table_model import RecordModel
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import label

_SUMMED_AT_MOST = 20_000
_KEPT_AT_MOST = 500  # selected rows that stay selected when the table is filled anew
_RESTORE = "restore"
_HEAD, _HEAD_SECONDS = 1000, 0.01  # rows shown before the whole of a long list is known, and the time they may take


class RecordTable(QWidget):
    """A table of one record type.

    ``selected`` tells that the clerk's hand has changed the selection; ``activated`` carries the id of a row that was
    double-clicked or entered, and the field of its cell; ``wanted`` a wish made by key: delete, copy or paste;
    ``shown`` tells that a listing asked for has come, and ``turned`` after it that the clerk asked for another one.
    """

    selected = Signal()
    activated = Signal(object, str)
    wanted = Signal(str)
    shown = Signal()
    turned = Signal()

    def __init__(
        self, desk: Desk, record: RecordType, empty_text: str, filter_field: str = "", parent: QWidget | None = None
    ) -> None:
        """``filter_field`` is a choice or reference field with a chooser beside the search box."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.record = record
        self._base: tuple[Condition, ...] = ()
        self._to_select: list[int] = []
        self._filled = False
        self._restoring = False
        self._empty_text = empty_text
        self.model = RecordModel(desk.read, record, desk.speech, self)
        self._asked = Listing(record.table)  # the model has the listing that is shown, this is the one asked for
        self.filters = FilterBar(desk, record)
        self._quick = QuickFilter(desk, record, record.field(filter_field)) if filter_field else None
        self._build()
        desk.changes.changed.connect(self._on_change)

    # ------------------------------------------------------------------------------------------- what others ask

    def show_listing(self, listing: Listing, select: Iterable[int] = ()) -> None:
        """Show a listing as it is, its text in the search box, and select these records once it is there."""
        with QSignalBlocker(self._search):
            self._search.setText(listing.text)
        self._base = ()
        self.filters.show_conditions(listing.conditions)
        if self._quick is not None:
            self._quick.clear_choice()
        self._ask(listing, list(select))

    def set_base(self, conditions: Iterable[Condition]) -> None:
        """The conditions that come from outside the table: a unit of the tree, an award."""
        self._base = tuple(conditions)
        self._apply()

    def reload(self) -> None:
        """Ask again, for the year now on show."""
        self._apply()

    def selected_ids(self) -> list[int]:
        """The selected records, in the order of the table."""
        ids = self.model.ids
        return [ids[row] for row in self.view.chosen_rows() if row < len(ids)]

    def selected_count(self) -> int:
        """How many records are selected."""
        return self.view.chosen_count()

    def select(self, ids: Iterable[int]) -> bool:
        """Select records without telling anybody; says whether any of them is in the table."""
        self._restoring = True
        rows = [row for row in (self.model.row_of(row_id) for row_id in ids) if row >= 0]
        self.view.choose_rows(rows)
        self._restoring = False
        self._show_footer()
        return bool(rows)

    def step(self, by: int) -> None:
        """Go on to the record ``by`` rows further down, by hand as it were."""
        rows = self.view.chosen_rows()
        at = (rows[0] if rows else -1) + by
        if 0 <= at < len(self.model.ids):
            self.view.choose_rows([at])

    def start_search(self) -> None:
        """Put the cursor into the search box."""
        self._search.setFocus()
        self._search.selectAll()

    def end_search(self) -> None:
        """Look for nothing any more."""
        self._search.clear()

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.bar = QHBoxLayout()
        self._build_bar()
        column.addLayout(self.bar)
        column.addWidget(self.filters.line)
        self._build_view()
        self._empty = label("", "empty", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column.addLayout(self._stack, 1)
        self._footer = QLabel()
        self._footer.setProperty("kind", "muted")
        self._footer.setWordWrap(True)
        column.addWidget(self._footer)

    def _build_bar(self) -> None:
        self._search = QLineEdit()
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        member = self.record.table == "member"
        hint = N_("Name, pinyin, ID ending") if member else N_("Words or pinyin")
        self._search.setPlaceholderText(self._say(hint))
        self._search.setToolTip(f"{self._say(hint)} (Ctrl+F)")
        self._search.setAccessibleName(self._say(N_("Search")))
        self._search.setMaximumWidth(300)
        self._search.setMinimumWidth(round(self.fontMetrics().height() * 4.5))
        UndoKeys(self._search)
        self._search.returnPressed.connect(self._enter_first)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            QShortcut(key, self._search, self._to_rows, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(Qt.Key.Key_Escape, self._search, self.end_search, context=Qt.ShortcutContext.WidgetShortcut)
        self._search.textChanged.connect(self._apply)
        self.bar.addWidget(self._search, 25)
        if self._quick is not None:
            self._quick.narrowed.connect(self._apply)
            self._quick.setMaximumWidth(self.fontMetrics().height() * 10)
            self.bar.addWidget(self._quick, 15)
        self.filters.changed.connect(self._on_filter)
        self.filters.setMinimumWidth(self.fontMetrics().height() * 5)
        self.filters.setMaximumWidth(self.fontMetrics().height() * 14)
        self.bar.addWidget(self.filters, 30)
        self.bar.addStretch(1)

    def _build_view(self) -> None:
        self.view = ListView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(self._desk.speech.records(self.record))
        self.columns = Columns(self.view, self.model, self._desk.settings, self._desk.speech)
        self.columns.choosing.connect(self._on_choosing)
        self.columns.chosen.connect(self._on_chosen)
        header = self.view.horizontalHeader()
        header.customContextMenuRequested.connect(self._offer_columns)
        header.sortIndicatorChanged.connect(self._on_sort)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.doubleClicked.connect(self._on_double_click)
        self.view.entered.connect(self._on_entered)
        self.view.wanted.connect(self.wanted)

    def _to_rows(self) -> None:
        """From the search box to the first row found."""
        if self.model.ids:
            self.view.setFocus()
            self.view.choose_rows([0])

    def _enter_first(self) -> None:
        """Enter in the search box opens what was found first."""
        if self.model.ids:
            self._to_rows()

    # ------------------------------------------------------------------------------------------- asking

    def _apply(self, *_what: object, by_hand: bool = True) -> None:
        conditions = (*self._base, *self.filters.conditions)
        narrowed = self._quick.condition() if self._quick else None
        if narrowed is not None:
            conditions = (*conditions, narrowed)
        self._ask(
            replace(self._asked, year=self._desk.year, text=self._search.text(), conditions=conditions),
            self._kept(),
            by_hand=by_hand,
        )

    def _kept(self) -> list[int]:
        return self.selected_ids() if self.view.chosen_count() <= _KEPT_AT_MOST else []

    def _ask(self, listing: Listing, select: list[int], *, by_hand: bool = True) -> None:
        if not asks_for_sealed(listing.conditions):
            listing = replace(listing, conditions=(*listing.conditions, *everyday(self._desk.read, self.record.table)))
        self._asked = listing
        self._by_hand = by_hand
        self._to_select = select
        begun = not self._filled and self._begin(listing)
        self._desk.seeker.ask(self.model, partial(_find, listing), self._on_found, later=begun)

    def _begin(self, listing: Listing) -> bool:
        """Fill an empty table with the head of a long list, so that it can be used while the rest is looked for."""
        try:
            head = self._desk.seeker.at_once(partial(_find, listing, most=_HEAD), _HEAD_SECONDS)
        except Interrupted:
            return False
        if len(head) == _HEAD:
            self.model.put(listing, head)
            self._stack.setCurrentIndex(0)
        return len(head) == _HEAD

    def _on_found(self, ids: array[int]) -> None:
        self._filled = True
        self._restoring = True
        self.model.put(self._asked, ids)
        self._restoring = False
        self.select(self._to_select)
        narrowed = not ids and self._desk.read.count(Listing(self.record.table, self._asked.year)) > 0
        nothing = self._say(N_("Nothing matches. Clear the search or the filter to see all."))
        self._empty.setText(nothing if narrowed else self._empty_text)
        self._stack.setCurrentIndex(0 if ids else 1)
        self.shown.emit()
        if self._by_hand:
            self.turned.emit()

    def _show_footer(self) -> None:
        chosen, count = self.view.chosen_count(), len(self.model.ids)
        self._counted = (chosen, True) if chosen > 1 else (count, False)
        self._on_sums(())
        listing = self.model.listing
        if 1 < chosen < count:
            if chosen > _SUMMED_AT_MOST:
                return
            listing = replace(listing, conditions=(among(self.selected_ids()),))
        self._desk.seeker.expect_slow(self._footer, self.model)
        asked = partial(summed, listing, self.columns.shown, self.record.split_by)
        self._desk.seeker.ask(self._footer, asked, self._on_sums)

    def _on_sums(self, sums: tuple[Sum, ...]) -> None:
        count, chosen = self._counted
        self._footer.setText(footer_text(self._desk.speech, count, sums, chosen=chosen))

    # ------------------------------------------------------------------------------------------- what happens

    def _on_filter(self, _conditions: object) -> None:
        used = self.filters.active
        if used is not None and used.sort:
            self._asked = replace(self._asked, sort=used.sort, descending=used.descending)
        self._apply()

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        name, descending = self.model.sort_of(column, order)
        self.filters.order = (name, descending)
        self._ask(replace(self._asked, sort=name, descending=descending), self._kept())

    def _on_selection(self, *_changes: object) -> None:
        if self._restoring:
            return
        self._show_footer()
        self.selected.emit()

    def _on_double_click(self, index: QModelIndex) -> None:
        self.activated.emit(self.model.ids[index.row()], self.model.fields[index.column()].name)

    def _on_entered(self, row: int) -> None:
        self.activated.emit(self.model.ids[row], "")

    def _on_change(self, change: object) -> None:
        touched = getattr(change, "touched", {})
        refs = {field.ref for field in self.record.fields if field.ref}
        if self.record.table in touched or refs & set(touched):
            self._apply(by_hand=False)

    def _offer_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = self.columns.shown
        for field in self.columns.possible:
            action = QAction(self._desk.speech.field(field), menu, checkable=True)
            action.setChecked(field in shown)
            action.setData(field.name)
            menu.addAction(action)
        menu.addSeparator()
        usual = QAction(self._say(N_("The usual columns")), menu)
        usual.setData(_RESTORE)
        menu.addAction(usual)
        menu.triggered.connect(self._on_column)
        menu.popup(self.view.horizontalHeader().mapToGlobal(place))

    def _on_column(self, action: QAction) -> None:
        if action.data() == _RESTORE:
            self.columns.restore()
        else:
            self.columns.turn(str(action.data()))

    def _on_choosing(self) -> None:
        self._to_select = self._kept()
        self._restoring = True

    def _on_chosen(self) -> None:
        self._restoring = False
        self.select(self._to_select)


def _find(listing: Listing, read: Reader, most: int = 0) -> array[int]:
    return read.id_array(listing, most)
