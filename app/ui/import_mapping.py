"""Which column of a foreign sheet is taken for which field, to be corrected by the clerk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.book.importing_plan import SheetPlan
from app.domain.records import BY_SHEET
from app.i18n import N_
from app.ui.desk import Desk

FIGURES_HEADER = "数据"


class Mapping(QTableWidget):
    """One row a column of the file; ``corrected`` carries (header, field header or '' to leave it out)."""

    corrected = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until ``show_sheet``."""
        super().__init__(0, 2, parent)
        self._say = desk.speech.say
        self.setHorizontalHeaderLabels([self._say(N_("Column in the file")), self._say(N_("Taken for"))])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._boxes: dict[QComboBox, str] = {}

    def show_sheet(self, sheet: SheetPlan | None) -> None:
        """Show the columns of a sheet."""
        self._boxes = {}
        headers = sheet.headers if sheet and sheet.taken_as in BY_SHEET else ()
        self.setRowCount(len(headers))
        fields = _field_headers(sheet.taken_as) if sheet else []
        for at, column in enumerate(headers):
            self.setItem(at, 0, QTableWidgetItem(" ".join(column.header.split())))
            box = QComboBox()
            remark = self._say(N_("(kept in the remarks)")) if column.to_remark else self._say(N_("(left out)"))
            box.addItem(remark, "")
            for name in fields:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(column.taken_for)))
            box.activated.connect(self._on_choice)
            self._boxes[box] = column.header
            self.setCellWidget(at, 1, box)

    def _on_choice(self, _index: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox) and box in self._boxes:
            self.corrected.emit(self._boxes[box], str(box.currentData()))


def _field_headers(sheet: str) -> list[str]:
    record = BY_SHEET[sheet]
    names = [field.header for field in record.fields if field.header]
    return [*names, FIGURES_HEADER] if record.figures else names
