"""The problems or plans of a year: a list, and under it the line that is being written."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from app.book import editing
from app.book.in_order import put_in_order
from app.book.reader import Row
from app.domain.errors import AppError
from app.domain.listing import Listing
from app.i18n import N_
from app.resources import code_list
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.no_wheel import calm
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import button, label, tight

_ID = Qt.ItemDataRole.UserRole
_LINES = 2  # of the field without scrolling


class _Line(QPlainTextEdit):
    """Enter keeps the line; a line break is Shift+Enter."""

    kept = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.kept.emit()
        else:
            super().keyPressEvent(event)


class LineList(QWidget):
    """Records with a content, an area and a place in the order: added, changed, deleted and moved in place."""

    def __init__(self, desk: Desk, table: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        """``title`` and ``hint`` (what to write here) are msgids."""
        super().__init__(parent)
        self._desk = desk
        self._say = desk.speech.say
        self._table = table
        self._row: int | None = None
        self._loaded = ("", "")
        self._wanted: int | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._on_later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self._say(title), "heading"))
        self.rows = QListWidget()
        self.rows.setWordWrap(True)
        self.rows.setAccessibleName(self._say(title))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.rows.currentItemChanged.connect(self._on_current)
        column.addWidget(self.rows, 1)
        self._none = label(self._say(hint), "muted", wrap=True)
        column.addWidget(self._none)
        self.text = _Line()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(self._say(N_("Write one line, then press Enter")))
        self.text.setAccessibleName(self._say(N_("Words of the line")))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + 20)
        self.text.kept.connect(self.keep)
        UndoKeys(self.text)
        column.addWidget(self.text)
        column.addLayout(self._build_foot())
        desk.changes.changed.connect(self._on_change)
        desk.year_changed.connect(self._on_change)

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.area = QComboBox()
        self.area.setAccessibleName(self._say(N_("Area")))
        self.area.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.area.setMinimumContentsLength(5)
        self.area.addItem(self._say(N_("No area")), "")
        for value in code_list("area").values():
            self.area.addItem(value, value)
        self.area.activated.connect(self._on_area)
        calm(self.area)
        row.addWidget(self.area)
        self.up = self._small(N_("Up"), self.move_up, "up")
        self.down = self._small(N_("Down"), self.move_down, "down")
        self.remove = self._small(N_("Delete"), self.delete, "delete")
        self.fresh = self._small(N_("New line"), self.start_new, "new")
        for one in (self.up, self.down, self.remove, self.fresh):
            row.addWidget(one)
        row.addStretch(1)
        self.go = tight(button(self._say(N_("Add")), self.keep, "primary"))
        row.addWidget(self.go)
        return row

    def _small(self, text: str, slot: object, picture: str) -> QWidget:
        made = tight(button("", slot, "quiet", picture))  # type: ignore[arg-type]
        made.setToolTip(self._say(text))
        made.setAccessibleName(self._say(text))
        return made

    # ------------------------------------------------------------------------------------------- showing

    def refresh(self) -> None:
        """Show what the book has; a line being written stays as it is."""
        ids = self.ids()
        rows = self._desk.read.rows(self._table, ids)
        if self._row not in ids:
            self._row = None
        self.rows.blockSignals(True)
        self.rows.clear()
        for number, row_id in enumerate(ids, 1):
            area = f"【{rows[row_id]['area']}】" if rows[row_id]["area"] else ""
            item = QListWidgetItem(f"{number}. {area}{rows[row_id]['content']}")
            item.setData(_ID, row_id)
            self.rows.addItem(item)
        self.rows.setCurrentRow(ids.index(self._row) if self._row is not None else -1)
        self.rows.blockSignals(False)
        self._none.setVisible(not ids)
        self.rows.setVisible(bool(ids))
        if not self.dirty:
            self._load(rows[self._row] if self._row is not None else None)
        self._show_buttons()

    def ids(self) -> list[int]:
        """The records in their order."""
        return self._desk.read.ids(Listing(self._table, self._desk.work_year))

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not kept."""
        return self._typed() != self._loaded

    def _typed(self) -> tuple[str, str]:
        return self.text.toPlainText().strip(), str(self.area.currentData() or "")

    def _load(self, row: Row | None) -> None:
        """Put a record's words into the field; None empties it and leaves the area, for the next line."""
        self.text.setPlainText(row["content"] if row else "")
        if row:
            self.area.setCurrentIndex(max(0, self.area.findData(row["area"])))
        self._loaded = self._typed()

    def _show_buttons(self) -> None:
        at, there = self.rows.currentRow(), self._row is not None
        self.up.setEnabled(there and at > 0)
        self.down.setEnabled(there and at < self.rows.count() - 1)
        self.remove.setEnabled(there)
        self.fresh.setEnabled(there)
        text = self._say(N_("Change") if there else N_("Add"))
        self.go.setText(text)
        self.go.setAccessibleName(text)

    # ------------------------------------------------------------------------------------------- what is done

    def keep(self) -> bool:
        """Keep the line; nothing happens while it is blank. Says whether all is kept."""
        text, area = self._typed()
        if not text or not self.dirty:
            return True
        typed: dict[str, str | int | None] = {"content": text, "area": area}
        if self._row is None:
            typed |= {"year": str(self._desk.work_year), "position": str(len(self.ids()) + 1)}
        before, self._loaded = self._loaded, (text, area)  # what is kept is no longer being typed
        try:
            editing.save(self._desk.book, self._table, self._row, typed)
        except AppError as error:
            self._loaded = before
            show_error(self.window(), self._desk.speech, error)
            return False
        self._row = None
        self._load(None)
        self.refresh()
        return True

    def start_new(self) -> None:
        """Begin another line."""
        if self.keep():
            self._row = None
            self._load(None)
            self.refresh()
            self.text.setFocus()

    def delete(self) -> None:
        """Delete the chosen line; Ctrl+Z brings it back."""
        if self._row is None:
            return
        row, self._row = self._row, None
        self._load(None)
        try:
            editing.delete(self._desk.book, self._table, [row])
        except AppError as error:
            show_error(self.window(), self._desk.speech, error)

    def move_up(self) -> None:
        """Move the chosen line up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the chosen line down."""
        self._move(1)

    def _move(self, by: int) -> None:
        ids = self.ids()
        at = ids.index(self._row) if self._row in ids else -1
        if at < 0 or not 0 <= at + by < len(ids):
            return
        ids.insert(at + by, ids.pop(at))
        try:
            put_in_order(self._desk.book, self._table, ids)
        except AppError as error:
            show_error(self.window(), self._desk.speech, error)

    def _on_current(self, item: QListWidgetItem | None, _before: object = None) -> None:
        self._wanted = item.data(_ID) if item is not None else None
        self._later.start()  # keeping fills the list anew, and Qt is still busy with this row

    def _on_later(self) -> None:
        wanted = self._wanted
        if self.keep():
            self._row = wanted
            self._loaded = self._typed()
        self.refresh()

    def _on_area(self, _index: int) -> None:
        """Another area for a line that is there is kept at once; the line stays chosen."""
        row = self._row
        if row is not None and self.keep():
            self._row = row
            self.refresh()

    def _on_change(self, _change: object) -> None:
        if self.isVisible():
            self.refresh()
