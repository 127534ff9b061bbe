"""The tree of units beside the members: choosing one shows it with all below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.i18n import N_
from app.ui.desk import Desk

_ID = Qt.ItemDataRole.UserRole


class UnitsTree(QTreeWidget):
    """All units, the lower below the higher; ``chosen`` carries a unit's id, or None for all."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Filled at once and after every change of units or members."""
        super().__init__(parent)
        self._desk = desk
        self.setHeaderHidden(True)
        self.setAccessibleName(desk.speech.say(N_("Units")))
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.fill()
        self.currentItemChanged.connect(self._on_current)
        desk.changes.changed.connect(self._on_change)

    def unit_id(self) -> int | None:
        """The unit chosen, None for all."""
        item = self.currentItem()
        found = item.data(0, _ID) if item else None
        return int(found) if found else None

    def choose_all(self) -> None:
        """Go back to all units without telling anybody."""
        top = self.topLevelItem(0)
        if top is not None:
            self.blockSignals(True)
            self.setCurrentItem(top)
            self.blockSignals(False)

    def fill(self) -> None:
        """Build the tree anew, keeping what was chosen and what was open."""
        kept = self.unit_id()
        self.blockSignals(True)
        self.clear()
        top = QTreeWidgetItem([self._desk.speech.say(N_("All units"))])
        self.addTopLevelItem(top)
        units = sorted(self._desk.read.every("unit"), key=_sort_key)
        items = {row["id"]: QTreeWidgetItem([row["name"]]) for row in units}
        for row in units:
            item = items[row["id"]]
            item.setData(0, _ID, row["id"])
            item.setToolTip(0, row["name"])
            parent = items.get(row["parent_id"])
            if parent is None or parent is item:
                self.addTopLevelItem(item)
            else:
                parent.addChild(item)
        if len(units) <= 60:
            self.expandAll()
        self.setCurrentItem(items.get(kept, top) if kept else top)
        self.blockSignals(False)

    def _on_current(self, *_items: object) -> None:
        self.chosen.emit(self.unit_id())

    def _on_change(self, change: object) -> None:
        if "unit" in getattr(change, "touched", {}):
            self.fill()


def _sort_key(row: dict[str, object]) -> tuple[str, object]:
    return str(row["sort_key"]), row["id"]
