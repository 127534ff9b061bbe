"""A table of records with its search box, its filter, its sums and, where it is empty, what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.fields import Kind, RecordType
from app.domain.listing import Condition, Listing
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.record_footer import footer_text
from app.ui.table_model import RecordModel
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import button, label

_WIDTHS = {
    Kind.LONG: 220,
    Kind.REF: 150,
    Kind.ID_NUMBER: 165,
    Kind.PHONE: 115,
    Kind.MONEY: 105,
    Kind.COUNT: 70,
    Kind.DATE: 105,
    Kind.WHEN: 120,
    Kind.INTEGER: 70,
    Kind.BOOL: 80,
    Kind.YEAR: 70,
    Kind.DECIMAL: 80,
}
_OWN_WIDTHS = {
    "title": 240,
    "name": 96,
    "content": 380,
    "recipient": 160,
    "grantor": 180,
    "gender": 56,
    "place": 130,
    "award.name": 230,
    "unit.name": 230,
    "nominee.name": 150,
    "entry.reason": 170,
    "entry.target": 190,
    "entry.happened": 105,
}
_SUMMED_AT_MOST = 20_000


class RecordTable(QWidget):
    """A table of one record type.

    ``selected`` carries the list of selected ids whenever it changes by the clerk's hand; ``activated`` the id of
    a row that was double-clicked or entered; ``wanted_delete`` asks to delete the selection.
    """

    selected = Signal(object)
    activated = Signal(object)
    wanted_delete = Signal()

    def __init__(
        self, desk: Desk, record: RecordType, empty_text: str, filter_field: str = "", parent: QWidget | None = None
    ) -> None:
        """``filter_field`` is a choice or reference field with a chooser beside the search box."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self.record = record
        self._filter = record.field(filter_field) if filter_field else None
        self._base: tuple[Condition, ...] = ()
        self._restoring = False
        self._empty_text = empty_text
        self.model = RecordModel(desk.read, record, desk.speech, self)
        chosen = desk.settings.get(f"columns/{record.table}")
        if isinstance(chosen, list) and chosen:
            self.model.choose([str(name) for name in chosen])
        self._build()
        desk.changes.changed.connect(self._on_change)

    # ------------------------------------------------------------------------------------------- what others ask

    def show_listing(self, listing: Listing) -> None:
        """Show a listing as it is, its text in the search box, keeping whichever selected records are in it."""
        self._search.blockSignals(True)
        self._search.setText(listing.text)
        self._search.blockSignals(False)
        self._base = listing.conditions
        self._all.setVisible(bool(listing.conditions))
        if self._chooser is not None:
            self._chooser.blockSignals(True)
            self._fill_chooser()
            self._chooser.setCurrentIndex(0)
            self._chooser.blockSignals(False)
        self._show(listing)

    def set_base(self, conditions: Iterable[Condition]) -> None:
        """The conditions that come from outside the table: a unit of the tree, an award."""
        self._base = tuple(conditions)
        self._all.hide()
        self._apply()

    def reload(self) -> None:
        """Ask again, for the year now on show."""
        if self._chooser is not None:
            self._chooser.blockSignals(True)
            self._fill_chooser()
            self._chooser.blockSignals(False)
        self._apply()

    def selected_ids(self) -> list[int]:
        """The selected records, in the order of the table."""
        # By ranges: asking for the 50,000 indexes of a whole table takes seconds.
        rows: set[int] = set()
        for part in self.view.selectionModel().selection().toList():
            rows.update(range(part.top(), part.bottom() + 1))
        return [self.model.ids[row] for row in sorted(rows) if row < len(self.model.ids)]

    def select(self, ids: Iterable[int]) -> bool:
        """Select records without telling anybody; says whether any of them is in the table."""
        self._restoring = True
        selection = self.view.selectionModel()
        selection.clearSelection()
        rows = [row for row in (self.model.row_of(row_id) for row_id in ids) if row >= 0]
        flags = QItemSelectionModel.SelectionFlag
        for row in rows:
            selection.select(self.model.index(row, 0), flags.Select | flags.Rows)
        if rows:
            selection.setCurrentIndex(self.model.index(rows[0], 0), flags.NoUpdate)
            self.view.scrollTo(self.model.index(rows[0], 0))
        self._restoring = False
        self._show_footer()
        return bool(rows)

    def start_search(self) -> None:
        """Put the cursor into the search box."""
        self._search.setFocus()
        self._search.selectAll()

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self._timer = QTimer(self, singleShot=True, interval=180)
        self._timer.timeout.connect(self._apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.bar = QHBoxLayout()
        self._build_bar()
        column.addLayout(self.bar)
        self._build_view()
        self._empty = label("", "empty", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column.addLayout(self._stack, 1)
        self._footer = QLabel()
        self._footer.setProperty("kind", "muted")
        column.addWidget(self._footer)

    def _build_bar(self) -> None:
        self._search = QLineEdit()
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        hint = (
            N_("Name, pinyin initials, end of an ID number")
            if self.record.table == "member"
            else N_("Words or pinyin initials")
        )
        self._search.setPlaceholderText(self._say(hint))
        self._search.setAccessibleName(self._say(N_("Search")))
        self._search.setMaximumWidth(330)
        UndoKeys(self._search)
        self._search.textChanged.connect(self._on_typing)
        self._search.returnPressed.connect(self._apply)
        self.bar.addWidget(self._search, 4)
        self._chooser: QComboBox | None = None
        if self._filter is not None:
            self._chooser = QComboBox()
            self._chooser.setAccessibleName(self._desk.speech.field(self._filter))
            self._chooser.setMinimumWidth(140)
            self._chooser.setMaximumWidth(230)
            self._fill_chooser()
            self._chooser.currentIndexChanged.connect(self._apply)
            self.bar.addWidget(self._chooser)
        self._all = button(self._say(N_("Show all")), self._show_all, "quiet")
        self._all.hide()
        self.bar.addWidget(self._all)
        self.bar.addStretch(1)

    def _fill_chooser(self) -> None:
        if self._chooser is None or self._filter is None:
            return
        kept = self._chooser.currentData()
        self._chooser.clear()
        self._chooser.addItem(self._say(N_("All: {field}"), field=self._desk.speech.field(self._filter)), None)
        if self._filter.ref:
            ids = self._desk.read.ids(Listing(self._filter.ref, self._desk.year))
            captions = self._desk.read.captions(self._filter.ref, ids)
            for row_id in ids:
                self._chooser.addItem(captions[row_id], row_id)
        else:
            for word in self._desk.read.suggestions(self.record.table, self._filter.name):
                self._chooser.addItem(word, word)
        self._chooser.setCurrentIndex(max(0, self._chooser.findData(kept)))

    def _build_view(self) -> None:
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(self._desk.speech.records(self.record))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.45))
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        self.view.setSortingEnabled(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._on_sort)
        self._set_widths()
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.doubleClicked.connect(self._on_double_click)
        self.view.installEventFilter(self)

    def _set_widths(self) -> None:
        for column, field in enumerate(self.model.fields):
            width = (
                _OWN_WIDTHS.get(f"{self.record.table}.{field.name}")
                or _OWN_WIDTHS.get(field.name)
                or _WIDTHS.get(field.kind, 100)
            )
            caption = self.fontMetrics().horizontalAdvance(self._desk.speech.field(field)) + 28
            self.view.setColumnWidth(column, max(width, caption))

    # ------------------------------------------------------------------------------------------- what happens

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens the row, Delete asks to delete the selection."""
        if watched is self.view and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected_ids():
                self.activated.emit(self.selected_ids()[0])
                return True
            if event.key() == Qt.Key.Key_Delete and self.selected_ids():
                self.wanted_delete.emit()
                return True
        return super().eventFilter(watched, event)

    def _show_all(self) -> None:
        self._search.clear()
        self.set_base(())

    def _on_typing(self, _text: str) -> None:
        self._timer.start()

    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        kept = self.selected_ids()
        self.model.sort(column, order)
        self.select(kept)

    def _on_selection(self, *_changes: object) -> None:
        if self._restoring:
            return
        self._show_footer()
        self.selected.emit(self.selected_ids())

    def _on_double_click(self, index: QModelIndex) -> None:
        self.activated.emit(self.model.ids[index.row()])

    def _on_change(self, change: object) -> None:
        touched = getattr(change, "touched", {})
        refs = {field.ref for field in self.record.fields if field.ref}
        if self.record.table in touched or refs & set(touched):
            self.reload()

    def _apply(self) -> None:
        self._timer.stop()
        conditions = self._base
        if self._chooser is not None and self._filter is not None and self._chooser.currentData() is not None:
            conditions = (*conditions, Condition(self._filter.name, "is", self._chooser.currentData()))
        self._show(replace(self.model.listing, year=self._desk.year, text=self._search.text(), conditions=conditions))

    def _show(self, listing: Listing) -> None:
        kept = self.selected_ids()
        self._restoring = True
        self.model.show(listing)
        self._restoring = False
        self.select(kept)
        found = bool(self.model.ids)
        narrowed = bool(listing.text.strip() or listing.conditions)
        self._empty.setText(
            self._say(N_("Nothing matches. Clear the search or the filter to see all."))
            if narrowed
            else self._empty_text
        )
        self._stack.setCurrentIndex(0 if found else 1)

    def _show_footer(self) -> None:
        chosen = self.selected_ids()
        several = 1 < len(chosen) <= _SUMMED_AT_MOST
        self._footer.setText(footer_text(self._desk, self.model, chosen if several else []))

    def _offer_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for field in self.record.fields:
            if field.name == self.record.owner:
                continue
            action = QAction(self._desk.speech.field(field), menu, checkable=True)
            action.setChecked(field in self.model.fields)
            action.setData(field.name)
            menu.addAction(action)
        menu.triggered.connect(self._on_column)
        menu.popup(self.view.horizontalHeader().mapToGlobal(place))

    def _on_column(self, action: QAction) -> None:
        names = {field.name for field in self.model.fields} ^ {str(action.data())}
        if names:
            kept = self.selected_ids()
            self.model.choose(sorted(names))
            self._set_widths()
            self.select(kept)
            self._desk.settings.put(f"columns/{self.record.table}", sorted(names))
