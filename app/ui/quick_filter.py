"""A chooser beside the search box that narrows a table by one field; it reads the words only when it is opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox

from app.domain.fields import Field, RecordType
from app.domain.listing import Condition, Listing
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.elided_box import ElidedBox
from app.ui.no_wheel import calm


class QuickFilter(ElidedBox):
    """The values of a choice or reference field that stand in the book; ``narrowed`` tells of a new choice."""

    narrowed = Signal()

    def __init__(self, desk: Desk, record: RecordType, field: Field) -> None:
        """Starts with all of them."""
        super().__init__()
        self._desk = desk
        self._record = record
        self._field = field
        self.setAccessibleName(desk.speech.field(field))
        self.setMinimumContentsLength(6)
        self.setMinimumWidth(round(self.fontMetrics().height() * 4.5))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._all = desk.speech.say(N_("All: {field}"), field=desk.speech.field(field))
        self.addItem(self._all, None)
        self.activated.connect(self._on_choice)
        calm(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where “All: …” has no room, the field alone says enough."""
        super().resizeEvent(event)
        fits = self.fontMetrics().horizontalAdvance(self._all) <= self.room()
        self.setItemText(0, self._all if fits else self._desk.speech.field(self._field))

    def condition(self) -> Condition | None:
        """What is chosen, None for all."""
        value = self.currentData()
        return None if value is None else Condition(self._field.name, "is", value)

    def clear_choice(self) -> None:
        """Back to all, without telling anybody."""
        self.setCurrentIndex(0)

    def choose(self, value: str | int) -> None:
        """Narrow to one value, as if it had been chosen by hand."""
        self._fill()
        self.setCurrentIndex(max(0, self.findData(value)))
        self.narrowed.emit()

    def showPopup(self) -> None:
        """Look now which values there are."""
        self._fill()
        super().showPopup()

    def _fill(self) -> None:
        kept = self.currentData()
        while self.count() > 1:
            self.removeItem(1)
        for text, value in self._values():
            self.addItem(text, value)
        self.setCurrentIndex(max(0, self.findData(kept)))

    def _values(self) -> list[tuple[str, str | int]]:
        if not self._field.ref:
            words = self._desk.read.suggestions(self._record.table, self._field.name)
            return [(word, word) for word in words]
        ids = self._desk.read.ids(Listing(self._field.ref, self._desk.year))
        captions = self._desk.read.captions(self._field.ref, ids)
        return [(captions[row_id], row_id) for row_id in ids]

    def _on_choice(self, _index: int) -> None:
        self.narrowed.emit()
