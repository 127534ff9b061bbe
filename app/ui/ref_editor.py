"""The editor of a reference: type a few letters, choose the record; it never loads a whole roster."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.domain.errors import Problem
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.field_editors import FieldEditor, Value

_OFFERED = 40
_ID = Qt.ItemDataRole.UserRole


class RefEditor(FieldEditor):
    """A line that finds records of another type by name, pinyin initials or, for units, any part of the path.

    ``chosen`` carries the id when the clerk picks a record.
    """

    chosen = Signal(object)

    def __init__(self, field_name: str, ref: str, desk: Desk) -> None:
        """``ref`` is the table that the field points at."""
        super().__init__(field_name)
        self._ref = ref
        self._desk = desk
        self._id: int | None = None
        self._caption = ""
        self._several = False
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText(
            desk.speech.say(N_("type a name or pinyin initials, then choose"), kind=desk.speech.table(ref))
        )
        self._offers = QStandardItemModel(self)
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        self.line.setCompleter(completer)
        self._timer = QTimer(self, singleShot=True, interval=120)
        self._timer.timeout.connect(self.offer)
        self.line.textEdited.connect(self._on_typing)
        completer.activated[QModelIndex].connect(self._on_choice)  # type: ignore[index]
        self.put(self.line)

    def set_value(self, value: Value) -> None:
        """Show the record with this id."""
        self._id = int(value) if value else None
        self._caption = self._desk.read.captions(self._ref, [self._id]).get(self._id, "") if self._id else ""
        self.line.setText(self._caption)
        self.line.setCursorPosition(0)

    def value(self) -> Value:
        """The id of the record, or None."""
        self._settle()
        return self._id

    def problem(self) -> Problem | None:
        """A name that is typed but means no record, or several."""
        self._settle()
        if self._id is not None or not self.line.text().strip():
            return None
        several = N_("Several records are called “{value}”. Choose one from the list that opens while you type.")
        none = N_("There is no {kind} “{value}”. Choose one from the list that opens while you type.")
        return Problem.of(
            self.field_name,
            self.line.text(),
            several if self._several else none,
            kind=BY_TABLE[self._ref].label,
            value=self.line.text(),
        )

    def offer(self) -> None:
        """Look for what is typed and show what was found under the line."""
        self._offers.clear()
        for row_id, text in self._found(self.line.text().strip()):
            item = QStandardItem(text)
            item.setData(row_id, _ID)
            self._offers.appendRow(item)
        completer = self.line.completer()
        if self._offers.rowCount() and self.line.hasFocus():
            completer.complete()

    def _found(self, text: str) -> list[tuple[int, str]]:
        ids = self._desk.read.ids(Listing(self._ref, text=text))
        if self._ref == "unit":
            paths = self._desk.read.captions("unit", [])
            wanted = set(ids) | {row_id for row_id, path in paths.items() if text and text in path}
            return sorted(((row_id, paths[row_id]) for row_id in wanted if row_id in paths), key=_by_path)[:_OFFERED]
        ids = ids[:_OFFERED]
        captions = self._desk.read.captions(self._ref, ids)
        return [(row_id, self._told_apart(row_id, captions[row_id])) for row_id in ids]

    def _told_apart(self, row_id: int, caption: str) -> str:
        """A member with the unit and the number: two may have one name."""
        if self._ref != "member":
            return caption
        unit_id = self._desk.read.row("member", row_id)["unit_id"]
        unit = self._desk.read.captions("unit", []).get(unit_id, "").rpartition("/")[2] if unit_id else ""
        return " · ".join(part for part in (caption, unit, f"№{self._desk.read.serial(row_id)}") if part)

    def _settle(self) -> None:
        """Take what is typed for a record where it can mean only one."""
        text = self.line.text().strip()
        if text == self._caption:
            return
        self._id, self._caption = None, ""
        if not text:
            return
        exact = [
            (row_id, caption)
            for row_id, caption in self._desk.read.captions(
                self._ref, self._desk.read.ids(Listing(self._ref, text=text.rpartition("/")[2]))[:200]
            ).items()
            if text in (caption, caption.rpartition("/")[2])
        ]
        self._several = len(exact) > 1
        if len(exact) == 1:
            self._id, self._caption = exact[0]
            self.line.setText(self._caption)

    def _on_typing(self, _text: str) -> None:
        self._timer.start()
        self.changed.emit()

    def _on_choice(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row_id = index.data(_ID)
        self.set_value(row_id)
        self.changed.emit()
        self.chosen.emit(row_id)


def _by_path(item: tuple[int, str]) -> str:
    return item[1]
