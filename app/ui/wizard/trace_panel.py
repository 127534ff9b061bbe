"""Where a figure comes from: how it was counted, and the records behind it, a double click away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.documents.compose import TracedFigure
from app.domain.listing import Listing, among
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.enter_key import EnterKey
from app.ui.widgets import button, label
from app.ui.wizard.opening import open_row

_SHOWN = 300  # records listed under one figure
_PLACE = Qt.ItemDataRole.UserRole


class TracePanel(QFrame):
    """Lists the records behind one figure. With ``here`` they are opened over this window, else in the main one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, here: bool = False) -> None:
        """Says what to do until ``show_figure``."""
        super().__init__(parent)
        self.setObjectName("panel")
        self._desk = desk
        self._say = desk.speech.say
        self._here = here
        self._tables: dict[str, list[int]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(label(self._say(N_("Where a figure comes from")), "heading"))
        self._figure = label(
            self._say(N_("Click an underlined figure in the text: the records it was counted from are listed here.")),
            "muted",
            wrap=True,
        )
        column.addWidget(self._figure)
        self.rows = QTreeWidget()
        self.rows.setHeaderHidden(True)
        self.rows.setRootIsDecorated(False)
        self.rows.setAccessibleName(self._say(N_("Records behind the figure")))
        self.rows.itemDoubleClicked.connect(self._on_row)
        EnterKey(self.rows).pressed.connect(self._on_enter)
        column.addWidget(self.rows, 1)
        advice = self._say(N_("Double-click a line to open its record."))
        self.rows.setToolTip(advice)
        if not here:  # there is little room beside the text
            column.addWidget(label(advice, "muted", wrap=True))
        self.list = button(self._say(N_("Show all of them in the table")), self.show_list, "", "table")
        self.list.setEnabled(False)
        self.list.setVisible(not here)
        column.addWidget(self.list)

    def show_figure(self, figure: TracedFigure) -> None:
        """List the records that a figure was counted from."""
        self.show_rows(f"{figure.text}\n{figure.definition}", [(row.table, row.id) for row in figure.rows])

    def show_rows(self, text: str, rows: Sequence[tuple[str, int]]) -> None:
        """List records under a text that says what they are."""
        self._figure.setText(text)
        self.rows.clear()
        self._tables = {}
        for table, row_id in rows:
            self._tables.setdefault(table, []).append(row_id)
        self.list.setEnabled(bool(self._tables))
        for table, ids in self._tables.items():
            self._add(table, ids)

    def show_list(self) -> None:
        """Show the records in the table of their kind; of several kinds the one of which there are most."""
        table, ids = max(self._tables.items(), key=_length)
        self._desk.show_list(Listing(table, conditions=(among(ids),)))

    def _add(self, table: str, ids: list[int]) -> None:
        captions = self._desk.read.captions(table, ids[:_SHOWN])
        for row_id in ids[:_SHOWN]:
            text = f"{self._desk.speech.table(table)}  {' '.join(captions.get(row_id, '').split())}"
            item = QTreeWidgetItem([text])
            item.setData(0, _PLACE, (table, row_id))
            item.setToolTip(0, text)
            self.rows.addTopLevelItem(item)
        if len(ids) > _SHOWN:
            more = self._say(N_("and {count} more"), count=len(ids) - _SHOWN)
            self.rows.addTopLevelItem(QTreeWidgetItem([more]))

    def _on_enter(self) -> None:
        if self.rows.currentItem() is not None:
            self._on_row(self.rows.currentItem(), 0)

    def _on_row(self, item: QTreeWidgetItem, _column: int) -> None:
        place = item.data(0, _PLACE)
        if place and self._here:
            open_row(self.window(), self._desk, *place)
        elif place:
            self._desk.open_record(*place)


def _length(item: tuple[str, list[int]]) -> int:
    return len(item[1])
