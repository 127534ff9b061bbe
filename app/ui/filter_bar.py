"""The filter above a table: a box with the filters to choose from, and a line that says the one in use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.book import filters as kept
from app.domain.errors import AppError
from app.domain.fields import RecordType
from app.domain.listing import Condition
from app.i18n import N_
from app.ui.closed_box import ClosedBox
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.filter_words import name_of, sentence
from app.ui.icons import icon
from app.ui.widgets import button, label

_LETTERS = 9
_EVERYTHING, _NEW, _CHANGE, _DELETE = "all", "new", "change", "delete"


class FilterBar(ClosedBox):
    """The box; ``line`` is the sentence with its ×, to be put under the search box.

    ``changed`` carries the conditions (a tuple) whenever another filter is used. ``active`` is the filter in use by
    name, None for none or for conditions without a name.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, record: RecordType, parent: QWidget | None = None) -> None:
        """Begin with the type's usual filter, without telling anybody."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self._record = record
        self._usual = kept.usual(record)
        self.active: kept.Filter | None = self._usual
        self.conditions: tuple[Condition, ...] = self._usual.conditions if self._usual else ()
        self.order: tuple[str, bool] = ("", False)  # how the table is sorted, to be kept with a filter
        self.line = FilterLine(desk, record)
        self.line.wanted_change.connect(self.change)
        self.line.wanted_clear.connect(self.clear)
        self._saved_id: int | None = None
        self._filters: dict[str, kept.Filter] = {}
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._on_action)
        self.wanted.connect(self.unfold)
        self.setMinimumContentsLength(_LETTERS)
        self.setItemIcon(0, icon("filter"))
        self.setToolTip(self._say(N_("Show only some of the records: choose a filter or make one")))
        desk.changes.changed.connect(self._on_change)
        self._show()

    # ------------------------------------------------------------------------------------------- what others ask

    def use(self, found: kept.Filter | None) -> None:
        """Use a filter, None for all records, and tell."""
        self._set(found.conditions if found else (), found)
        if found is not None and found.unknown:
            self._desk.say_short.emit(
                self._say(
                    N_("“{name}” asks for something that this version does not know. That part was left out: {parts}"),
                    name=name_of(self._desk.speech, found),
                    parts="、".join(found.unknown),
                )
            )

    def use_conditions(self, conditions: Sequence[Condition]) -> None:
        """Use conditions that have no name, and tell."""
        self._set(tuple(conditions), None)

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show conditions that the table has already, by their name where they have one, without telling anybody."""
        self.conditions = tuple(conditions)
        ready = kept.ready_made(self._record) if conditions else ()
        self.active = next((found for found in ready if found.conditions == self.conditions), None)
        self._show()

    def clear(self) -> None:
        """Go back to the type's usual filter (members on the roster), else to all records."""
        self.use(self._usual)

    def change(self) -> None:
        """Open the window on the conditions in use."""
        saved = self.active if self.active is not None and self.active.row_id is not None else None
        self._open(self.conditions, saved)

    # ------------------------------------------------------------------------------------------- the menu

    def unfold(self) -> None:
        """Open the menu as it is now."""
        self.fill()
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def fill(self) -> QMenu:
        """The menu: all records, what can be done, the filters saved, the ready-made ones."""
        self._menu.clear()
        group = QActionGroup(self._menu)
        ready, saved = kept.ready_made(self._record), kept.saved(self._desk.read, self._record)
        self._filters = {found.key: found for found in (*ready, *saved)}
        self._choice(group, self._say(N_("All records")), _EVERYTHING, chosen=not self.conditions)
        self._add(self._say(N_("New filter…")), _NEW)
        if self.active is not None and self.active.row_id is not None:
            self._add(self._say(N_("Change “{name}”…"), name=self.active.name), _CHANGE)
            self._add(self._say(N_("Delete “{name}”"), name=self.active.name), _DELETE)
        elif self.conditions:
            self._add(self._say(N_("Change this filter…")), _CHANGE)
        for part in (saved, ready):
            if part:
                self._menu.addSeparator()
            for found in part:
                chosen = self.active is not None and self.active.key == found.key
                self._choice(group, name_of(self._desk.speech, found), found.key, chosen=chosen)
        return self._menu

    def _add(self, text: str, data: str) -> QAction:
        action = self._menu.addAction(text.replace("&", "&&"))
        action.setData(data)
        return action

    def _choice(self, group: QActionGroup, text: str, data: str, *, chosen: bool) -> None:
        action = self._add(text, data)
        action.setCheckable(True)
        action.setChecked(chosen)
        group.addAction(action)

    def _on_action(self, action: QAction) -> None:
        wanted = str(action.data())
        if wanted == _EVERYTHING:
            self.use(None)
        elif wanted == _NEW:
            self._open(self._usual.conditions if self._usual else ())
        elif wanted == _CHANGE:
            self.change()
        elif wanted == _DELETE:
            self._delete()
        elif wanted in self._filters:
            self.use(self._filters[wanted])

    # ------------------------------------------------------------------------------------------- what happens

    def _open(self, conditions: Sequence[Condition], saved: kept.Filter | None = None) -> None:
        from app.ui.filter_dialog import FilterDialog

        dialog = FilterDialog(self.window(), self._desk, self._record, conditions, saved, self.order)
        self._saved_id = None
        dialog.saved.connect(self._on_saved)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_saved(self, row_id: object) -> None:
        self._saved_id = row_id if isinstance(row_id, int) else None

    def _on_chosen(self, conditions: tuple[Condition, ...]) -> None:
        self._set(conditions, self._kept(self._saved_id))

    def _kept(self, row_id: int | None) -> kept.Filter | None:
        if row_id is None:
            return None
        return next((one for one in kept.saved(self._desk.read, self._record) if one.row_id == row_id), None)

    def _delete(self) -> None:
        found = self.active
        if found is None or found.row_id is None:
            return
        question = self._say(
            N_("Delete the filter “{name}”? The records stay; it can be put back from the recycle bin."),
            name=found.name,
        )
        if not self._desk.ask.confirm(self, question, N_("Delete")):
            return
        try:
            kept.delete(self._desk.book, found.row_id)
        except AppError as error:
            show_error(self, self._desk.speech, error)
            return
        self.clear()

    def _on_change(self, change: object) -> None:
        """A saved filter in use that was undone, deleted or renamed elsewhere must not stand here as it was."""
        if kept.TABLE in getattr(change, "touched", {}) and self.active is not None and self.active.row_id is not None:
            self.active = self._kept(self.active.row_id)
            self._show()

    def _set(self, conditions: tuple[Condition, ...], found: kept.Filter | None) -> None:
        self.conditions, self.active = conditions, found
        self._show()
        self.changed.emit(conditions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for other words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say “Filter: …” where there is room for it; beside its drawing the name alone says enough."""
        full = self.accessibleName()
        fits = self.fontMetrics().horizontalAdvance(full) <= self.room()
        text = full if fits else self._name[:1].upper() + self._name[1:]
        if text != self.itemText(0):
            self.setItemText(0, text)

    def _show(self) -> None:
        if self.active is not None:
            name = name_of(self._desk.speech, self.active)
        else:
            name = self._say(N_("own conditions")) if self.conditions else self._say(N_("all"))
        self._name = name
        self.setAccessibleName(self._say(N_("Filter: {name}"), name=name))
        self._fit()
        self.line.show_filter(() if self.active == self._usual and self._usual else self.conditions)


class FilterLine(QWidget):
    """What the filter in use asks for, with the ways to change it and to be rid of it; hidden where there is none."""

    wanted_change = Signal()
    wanted_clear = Signal()

    def __init__(self, desk: Desk, record: RecordType, parent: QWidget | None = None) -> None:
        """Hidden until there is something to say."""
        super().__init__(parent)
        self._desk = desk
        self._record = record
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        say = desk.speech.say
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.words = label("", "filter", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)
        row.addWidget(button(say(N_("Change…")), self._on_change, "quiet"))
        away = button("×", self._on_clear, "quiet")
        away.setAccessibleName(say(N_("Take the filter away")))
        away.setToolTip(say(N_("Take the filter away")))
        row.addWidget(away)
        self.hide()

    def show_filter(self, conditions: Sequence[Condition]) -> None:
        """Say these conditions; hide where there are none."""
        self.words.setText(sentence(self._desk.speech, self._record, conditions, self._desk.read.captions))
        self.setVisible(bool(conditions))

    def _on_change(self) -> None:
        self.wanted_change.emit()

    def _on_clear(self) -> None:
        self.wanted_clear.emit()
