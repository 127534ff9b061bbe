"""Who: members to be searched, narrowed to a unit and ticked, quick with any number of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.book.sealing import everyday
from app.domain.listing import Condition, Listing
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.no_wheel import calm
from app.ui.people_model import BORN, NAME, NOTE, UNIT, PeopleModel
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import button, label

_CHOSEN, _EVERY = -1, 0  # what the chooser of units holds for the members chosen before, and for all
_MONTHS = 12
_LONG_NAME = 11  # letters of the column of names when there is room, its box included
_NOTE_LETTERS = 13


class PeoplePicker(QWidget):
    """A searchable list of members with ticks.

    ``changed`` tells of any change of ticks, ``touched`` only of the clerk's own.
    """

    changed = Signal()
    touched = Signal()

    def __init__(self, desk: Desk, ids: Sequence[int] | None = None, parent: QWidget | None = None) -> None:
        """``ids`` are members chosen elsewhere; they are shown first, all others can be reached from there."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self._chosen = None if ids is None else list(dict.fromkeys(ids))
        self._doubtful: Callable[[int], bool] = _nobody
        self.model = PeopleModel(desk, self)
        self.model.ticks_changed.connect(self._on_ticks)
        self._timer = QTimer(self, singleShot=True, interval=150)
        self._timer.timeout.connect(self.apply)
        self._build()
        self.apply()
        self._on_ticks()

    # ------------------------------------------------------------------------------------------- what others ask

    def ticked(self) -> list[int]:
        """The ticked members in the order of the roster."""
        return [row_id for row_id in self._desk.read.ids(Listing("member")) if row_id in self.model.ticked]

    def count(self) -> int:
        """How many are ticked."""
        return len(self.model.ticked)

    def asked(self) -> list[int]:
        """The members it is about: those chosen elsewhere, else all."""
        return self._desk.read.ids(self._everybody()) if self._chosen is None else list(self._chosen)

    def set_doubtful(self, doubtful: Callable[[int], bool], note: Callable[[int], str]) -> None:
        """Whom “all” leaves out, and what stands beside each member."""
        self._doubtful = doubtful
        self.model.set_note(note)

    def show_birthdays(self, month: int | None) -> None:
        """Show only those born in a month, with the column of birthdays; None shows all without it."""
        self.months.setCurrentIndex(month or 0)
        self._apply_month()

    def start_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus()
        self.search.selectAll()

    # ------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._build_search())
        column.addLayout(self._build_buttons())
        self._build_view()
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        self.counted = label("", "heading")
        row.addWidget(self.counted)
        row.addStretch(1)
        self._only = QCheckBox(self._say(N_("Only the ticked")))
        self._only.setAccessibleName(self._only.text())
        self._only.toggled.connect(self.apply)
        row.addWidget(self._only)
        column.addLayout(row)

    def _build_search(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setPlaceholderText(self._say(N_("Name or pinyin initials")))
        self.search.setToolTip(self._say(N_("Enter ticks the first one found.")))
        self.search.setAccessibleName(self._say(N_("Search")))
        UndoKeys(self.search)
        self.search.textChanged.connect(self._on_typing)
        self.search.returnPressed.connect(self._on_enter)
        row.addWidget(self.search, 1)
        self.units = QComboBox()
        self.units.setAccessibleName(self._say(N_("Unit")))
        self.units.setMaxVisibleItems(16)
        self.units.setMinimumContentsLength(7)
        self.units.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if self._chosen is not None:
            self.units.addItem(self._say(N_("The {count} chosen"), count=len(self._chosen)), _CHOSEN)
        self.units.addItem(self._say(N_("All units")), _EVERY)
        for path, row_id in sorted((path, row_id) for row_id, path in self._desk.read.captions("unit", ()).items()):
            self.units.addItem("　" * path.count("/") + path.rpartition("/")[2], row_id)
        self.units.currentIndexChanged.connect(self.apply)
        row.addWidget(self.units, 1)
        return row

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(button(self._say(N_("All")), self._on_all))
        row.addWidget(button(self._say(N_("None")), self._on_none))
        row.addWidget(button(self._say(N_("Only women")), self._on_women))
        self.months = QComboBox()
        self.months.setAccessibleName(self._say(N_("Born in …")))
        self.months.addItem(self._say(N_("Born in …")), None)
        for month in range(1, _MONTHS + 1):
            self.months.addItem(self._say(N_("Month {month}"), month=month), month)
        self.months.setMaxVisibleItems(_MONTHS + 1)
        self.months.activated.connect(self._on_month)
        row.addWidget(self.months)
        row.addStretch(1)
        for box in (self.units, self.months):
            calm(box)
        return row

    def _build_view(self) -> None:
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setItemDelegateForColumn(NAME, _Quiet(self.view))
        self.view.setAccessibleName(self._say(N_("Members")))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        self.view.setMinimumHeight(self.fontMetrics().height() * 4)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.45))
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("字") * 2)
        wide = self.fontMetrics().horizontalAdvance("字")
        for column, letters in ((NAME, 7), (UNIT, 8), (BORN, 4), (NOTE, 4)):
            self.view.setColumnWidth(column, max(wide * letters, header.sectionSizeHint(column)))
        self.view.setColumnHidden(BORN, True)
        self.view.clicked.connect(self._on_click)
        self.view.installEventFilter(self)

    # ------------------------------------------------------------------------------------------- what happens

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space turns the ticks of all selected rows."""
        if watched is self.view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            rows = [index.row() for index in self.view.selectionModel().selectedRows()]
            if event.key() == Qt.Key.Key_Space and rows:
                self.model.turn(rows)
                self.touched.emit()
                return True
        return super().eventFilter(watched, event)

    def apply(self) -> None:
        """Show what is searched for."""
        self._timer.stop()
        unit = self.units.currentData()
        conditions = [Condition("unit_id", "under", unit)] if unit not in (_CHOSEN, _EVERY) else []
        if self.months.currentData():
            conditions.append(Condition("birth", "month", self.months.currentData()))
        ids = self._chosen if unit == _CHOSEN else None
        if self._only.isChecked():
            ids = [*self.model.ticked] if ids is None else [row_id for row_id in ids if row_id in self.model.ticked]
        conditions += everyday(self._desk.read, "member")
        self.model.show(Listing("member", text=self.search.text(), conditions=tuple(conditions)), ids)

    def _everybody(self) -> Listing:
        """All members but those who are sealed."""
        return Listing("member", conditions=everyday(self._desk.read, "member"))

    def _on_typing(self, _text: str) -> None:
        self._timer.start()

    def _on_enter(self) -> None:
        self.apply()
        if self.search.text().strip() and self.model.ids:
            self.model.tick(self.model.ids[:1])
            self.search.selectAll()
            self.touched.emit()

    def _on_click(self, index: QModelIndex) -> None:
        self.model.turn([index.row()])
        self.touched.emit()

    def _on_all(self) -> None:
        """All against whom nothing speaks; where these are ticked already, everybody: then it is meant."""
        before = set(self.model.ticked)
        self._take(self.model.ids, add=True)
        if self.model.ticked == before:
            self.model.tick(self.model.ids)
            self.touched.emit()

    def _on_none(self) -> None:
        self.model.tick(self.model.ids, on=False)
        self.touched.emit()

    def _on_women(self) -> None:
        listing = Listing("member", conditions=(Condition("gender", "is", "女"),))
        women = set(self._desk.read.ids(listing))
        self._take([row_id for row_id in self.model.ids if row_id in women])

    def _on_month(self, _index: int) -> None:
        self._apply_month()
        if self.months.currentData():
            self.model.tick(self.model.ticked, on=False)
            self._take(self.model.ids)

    def _apply_month(self) -> None:
        month = self.months.currentData()
        self.view.setColumnHidden(BORN, not month)
        self._fit()
        self.apply()

    def _fit(self) -> None:
        """The unit takes what a wide window has to spare, then a long name, the note the rest."""
        wide = self.fontMetrics().horizontalAdvance("字")
        least = wide * (6 if self.months.currentData() else 8)
        unit = max(least, self.view.width() * 3 // 10)
        self.view.setColumnWidth(UNIT, unit)
        born = self.view.columnWidth(BORN) if self.months.currentData() else 0
        bar = self.view.verticalScrollBar().sizeHint().width()
        spare = self.view.width() - bar - unit - born - wide * _NOTE_LETTERS
        self.view.setColumnWidth(NAME, max(wide * 7, min(wide * _LONG_NAME, spare)))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is searched for any more once the window has gone."""
        self._timer.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _take(self, ids: Iterable[int], *, add: bool = False) -> None:
        """Tick whoever of these nothing speaks against; of the rows on show only these, unless they are to be added."""
        wanted = {row_id for row_id in ids if not self._doubtful(row_id)}
        others = self.model.ticked if add else self.model.ticked - set(self.model.ids)
        self.model.set_ticked(others | wanted)
        self.touched.emit()

    def _on_ticks(self) -> None:
        self.counted.setText(self._say(N_("{count} people ticked"), count=len(self.model.ticked)))
        self.changed.emit()


class _Quiet(QStyledItemDelegate):
    """Draws the tick and leaves turning it to the whole row, so that one click never turns it twice."""

    def editorEvent(
        self,
        _event: QEvent,
        _model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        _index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        return False


def _nobody(_row_id: int) -> bool:
    return False
