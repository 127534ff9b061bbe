"""Several members put on the list of an activity at once, there already or new, with their placings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QRadioButton,
    QTableView,
    QWidget,
)

from app.book import joining
from app.domain.errors import Invalid
from app.domain.listing import Listing, among
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.resources import code_list
from app.ui.desk import Desk
from app.ui.field_editors import HINTS, ChoiceEditor, FieldEditor, LineEditor
from app.ui.people_dialogs import PeopleDialog
from app.ui.people_model import BORN, NAME, UNIT, Index, PeopleModel
from app.ui.ref_editor import RefEditor
from app.ui.sizes import keep_size
from app.ui.widgets import label

_PLACING = BORN  # the column of birthdays holds the placings here
_EDIT, _SHOWN = Qt.ItemDataRole.EditRole, Qt.ItemDataRole.DisplayRole
_ACTIVITY, _PARTICIPANT = BY_TABLE["activity"], BY_TABLE["participant"]


class ParticipantsDialog(PeopleDialog):
    """Choose an activity, or name a new one, and put the members on its list."""

    table = "activity"

    def __init__(self, parent: QWidget | None, desk: Desk, ids: Sequence[int]) -> None:
        """``ids`` are the members."""
        super().__init__(parent, desk, ids, N_("Put on the list of an activity"), N_("Put on the list"))
        self._there: dict[int, int] = {}
        self._build_activity()
        self.model = PlacingModel(desk, self)
        self.model.show(Listing("member", conditions=(among(self.ids),)))
        self.model.set_note(self._beside)
        self.column.addWidget(
            label(self.say(N_("Where there were placings, type them; Enter goes on to the next.")), "muted", wrap=True)
        )
        self.column.addWidget(self._build_view(), 1)
        keep_size(self, desk.settings, "participants", 720, 560)
        self._on_way()
        self.activity.setFocus()

    # ------------------------------------------------------------------------------------------- building

    def _build_activity(self) -> None:
        self.known = QRadioButton(self.say(N_("An activity already recorded")))
        self.fresh = QRadioButton(self.say(N_("A new activity")))
        self.activity = RefEditor("activity_id", "activity", self.desk)
        self.activity.set_name(self.desk.speech.record(_ACTIVITY))
        self.activity.changed.connect(self._on_activity)
        self.activity.chosen.connect(self._on_activity)
        areas = list(code_list(_ACTIVITY.field("area").codes).values())
        roles = self.desk.read.suggestions("participant", "role")
        self.editors: dict[str, FieldEditor] = {
            "title": LineEditor("title", self.desk),
            "happened": LineEditor("happened", self.desk, HINTS[_ACTIVITY.field("happened").kind]),
            "area": ChoiceEditor("area", areas),
        }
        self.role = ChoiceEditor("role", roles)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(6)
        for way in (self.known, self.fresh):
            way.setAccessibleName(way.text())
        self.known.setChecked(True)
        self.fresh.toggled.connect(self._on_way)
        ways = QHBoxLayout()
        for way in (self.known, self.fresh):
            ways.addWidget(way)
        ways.addStretch(1)
        self.column.addLayout(ways)
        self._form.addRow(self.desk.speech.record(_ACTIVITY), self.activity)
        for name, editor in self.editors.items():
            said = self.desk.speech.field(_ACTIVITY.field(name))
            editor.set_name(said)
            editor.changed.connect(self._show)
            self._form.addRow(said, editor)
        said = self.desk.speech.field(_PARTICIPANT.field("role"))
        self.role.set_name(said)
        self._form.addRow(said, self.role)
        self.column.addLayout(self._form)

    def _build_view(self) -> QTableView:
        view = _PlacingView()
        view.setModel(self.model)
        view.setAccessibleName(self.say(N_("Participants")))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        view.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.SelectedClicked)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setMinimumHeight(self.fontMetrics().height() * 4)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        view.horizontalHeader().setStretchLastSection(True)
        view.horizontalHeader().setHighlightSections(False)
        wide = self.fontMetrics().horizontalAdvance("字")
        for column, letters in ((NAME, 9.5), (UNIT, 11.5), (_PLACING, 8)):
            view.setColumnWidth(column, round(wide * letters))
        if self.model.ids:
            view.setCurrentIndex(self.model.index(0, _PLACING))
        return view

    # ------------------------------------------------------------------------------------------- what happens

    def do(self) -> int | None:
        """Put them on the list."""
        role, placings = str(self.role.value() or ""), self.model.placings
        if self.fresh.isChecked():
            typed = {name: str(editor.value() or "") for name, editor in self.editors.items()}
            return joining.join(self.desk.book, typed, self.ids, role=role, placings=placings)[1]
        problem = self.activity.problem()
        if problem is not None:
            raise Invalid((problem,))
        activity_id = self.activity.value()
        if not isinstance(activity_id, int):
            self.complain(self.say(N_("Choose the activity first, or name a new one.")))
            self.activity.setFocus()
            return None
        return joining.join(self.desk.book, activity_id, self.ids, role=role, placings=placings)[1]

    def _on_way(self) -> None:
        fresh = self.fresh.isChecked()
        self._form.setRowVisible(self.activity, not fresh)
        for editor in self.editors.values():
            self._form.setRowVisible(editor, fresh)
        (self.editors["title"] if fresh else self.activity).setFocus()
        self._on_activity()

    def _on_activity(self, _row_id: object = None) -> None:
        activity_id = None if self.fresh.isChecked() else self.activity.value()
        self._there = joining.participants(self.desk.read, activity_id) if isinstance(activity_id, int) else {}
        self._show()

    def _beside(self, row_id: int) -> str:
        return self.say(N_("on the list already")) if row_id in self._there else ""

    def _show(self) -> None:
        self.complain("")
        again = sum(row_id in self._there for row_id in self.ids)
        said = self.say(N_("{count} people will be put on the list; one undo takes it back."),
                        count=len(self.ids) - again)  # fmt: skip
        if again:
            said += self.say(N_(" {count} are on it already and only get their placings."), count=again)
        self.summary.setText(said)
        if hasattr(self, "model"):
            self.model.set_note(self._beside)


class PlacingModel(PeopleModel):
    """Members without ticks, with a placing that can be typed; ``placings`` holds those by member."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Show nothing until ``show`` is called."""
        super().__init__(desk, parent)
        self.placings: dict[int, str] = {}
        self._placing = desk.speech.field(_PARTICIPANT.field("placing"))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only the placing can be edited."""
        flags = super().flags(index) & ~Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _PLACING else flags

    def data(self, index: Index, role: int = _SHOWN) -> Any:
        """The placing typed; all else as in any list of members."""
        if index.column() == _PLACING:
            return self.placings.get(self.ids[index.row()], "") if role in (_SHOWN, _EDIT) else None
        return super().data(index, role) if role in (_SHOWN, Qt.ItemDataRole.ToolTipRole) else None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Keep a placing."""
        if role != _EDIT or index.column() != _PLACING:
            return False
        self.placings[self.ids[index.row()]] = str(value).strip()
        self.dataChanged.emit(index, index)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _SHOWN) -> Any:
        """The column's caption."""
        if section == _PLACING and orientation is Qt.Orientation.Horizontal and role == _SHOWN:
            return self._placing
        return super().headerData(section, orientation, role)


class _PlacingView(QTableView):
    """After Enter the next row is there to be typed into."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and below.isValid():
            self.setCurrentIndex(below)
