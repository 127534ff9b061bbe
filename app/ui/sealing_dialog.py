"""Terms of keeping: the records that have served their purpose, to be sealed or deleted by the clerk's own hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.book import sealing, terms
from app.domain.errors import AppError
from app.i18n import N_
from app.ui import todo
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.reason_dialog import ReasonDialog
from app.ui.sizes import keep_size
from app.ui.widgets import button, label

_PLACE = Qt.ItemDataRole.UserRole
_TOLD = N_(
    "These have served their purpose: members who left long ago, hardship files that were closed. Sealed, a record is "
    "only kept: it stands in no everyday list, is offered nowhere, is not exported and cannot be changed. What was "
    "done in past years still counts. Nothing happens by itself."
)


class SealingDialog(QDialog):
    """The proposals; ``wanted_erase`` carries the id of a member whose data are to be deleted."""

    wanted_erase = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Look for what is due today."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._say = desk.speech.say
        self.setWindowTitle(self._say(N_("Terms of keeping")))
        self._build()
        keep_size(self, desk.settings, "terms", 720, 500)
        desk.changes.changed.connect(self._fill)
        self._fill()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        self._told = label(self._say(_TOLD), "muted", wrap=True)
        column.addWidget(self._told)
        self.tree = QTreeWidget()
        self.tree.setRootIsDecorated(False)
        self.tree.setAccessibleName(self._say(N_("Terms of keeping")))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setHeaderLabels([self._say(one) for one in (N_("Kind"), N_("Record"), N_("Since"), N_("Why"))])
        self.tree.itemSelectionChanged.connect(self._on_selection)
        column.addWidget(self.tree, 1)
        self._nothing = label(self._say(N_("Nothing has reached its term.")), "empty", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._nothing, 1)
        row = QHBoxLayout()
        self.erase = button(self._say(N_("Delete personal data…")), self._on_erase)
        row.addWidget(self.erase)
        row.addStretch(1)
        row.addWidget(button(self._say(N_("Close the window")), self.reject))
        self.go = button(self._say(N_("Seal…")), self._on_seal, "primary")
        row.addWidget(self.go)
        column.addLayout(row)

    def _fill(self, *_change: object) -> None:
        self.tree.clear()
        found = terms.due(self._desk.read, todo.today())
        for one in found:
            kind = self._desk.speech.table(one.table)
            item = QTreeWidgetItem([kind, one.name, one.since.isoformat(), one.rule.title])
            item.setData(0, _PLACE, (one.table, one.row_id))
            item.setToolTip(3, one.rule.source)
            self.tree.addTopLevelItem(item)
        for at in range(3):
            self.tree.resizeColumnToContents(at)
        self.tree.setVisible(bool(found))
        self._told.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self.go.setVisible(bool(found))
        self.erase.setVisible(bool(found))
        self._on_selection()

    def chosen(self) -> list[tuple[str, int]]:
        """The records chosen."""
        return [item.data(0, _PLACE) for item in self.tree.selectedItems()]

    def _on_selection(self) -> None:
        chosen = self.chosen()
        self.go.setEnabled(bool(chosen))
        self.erase.setEnabled(len(chosen) == 1 and chosen[0][0] == "member")

    def _on_erase(self) -> None:
        row_id = self.chosen()[0][1]
        self.reject()
        self.wanted_erase.emit(row_id)

    def _on_seal(self) -> None:
        self._waiting = self.chosen()
        ask_to_seal(self, self._desk, len(self._waiting), self._seal)

    def _seal(self, reason: str) -> None:
        for table in dict.fromkeys(table for table, _ in self._waiting):
            seal(self, self._desk, table, [row_id for name, row_id in self._waiting if name == table], reason)


def ask_to_seal(parent: QWidget, desk: Desk, count: int, then: Callable[[str], object]) -> ReasonDialog:
    """Ask why so many records are to be sealed; ``then`` gets the reason."""
    say = desk.speech.say
    told = N_(
        "Sealed, {count} records are only kept: they stand in no everyday list, are offered nowhere, are not exported "
        "and cannot be changed until they are unsealed."
    )
    example = say(N_("e.g. left the union more than three years ago"))
    dialog = ReasonDialog(parent, desk.speech, say(N_("Seal")), say(told, count=count), say(N_("Seal them")), example)
    dialog.given.connect(then)
    dialog.open()
    return dialog


def seal(parent: QWidget, desk: Desk, table: str, ids: list[int], reason: str) -> None:
    """Seal records, or say why that cannot be."""
    try:
        sealing.seal(desk.book, table, ids, reason, todo.today())
    except AppError as error:
        show_error(parent, desk.speech, error)
