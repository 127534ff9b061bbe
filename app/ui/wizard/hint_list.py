"""The list of what the summary does not tell, each line with its button that brings it in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.enter_key import EnterKey
from app.ui.speech import Speech
from app.ui.widgets import button, label
from app.ui.wizard.hints import Hint

_HINT = Qt.ItemDataRole.UserRole


class HintList(QWidget):
    """``taken`` carries the ``Hint`` that the clerk wants in the text."""

    taken = Signal(object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        """Empty until ``show_hints``."""
        super().__init__(parent)
        self._say = speech.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.rows = QListWidget()
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.rows.setAccessibleName(self._say(N_("Not told")))
        self.rows.itemDoubleClicked.connect(self._on_item)
        self.rows.currentItemChanged.connect(self._on_current)
        EnterKey(self.rows).pressed.connect(self.take)
        column.addWidget(self.rows, 1)
        self._none = label(self._say(N_("Everything recorded for this time stands in the text.")), "muted", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._none, 1)
        self.go = button(self._say(N_("Write it in")), self.take, "", "new")
        column.addWidget(self.go)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """List these."""
        at = self.rows.currentRow()
        self.rows.clear()
        for hint in hints:
            text = self._say(hint.msgid, **dict(hint.values))
            item = QListWidgetItem(text)
            item.setToolTip(text)
            item.setData(_HINT, hint)
            self.rows.addItem(item)
        self.rows.setCurrentRow(min(max(at, 0), self.rows.count() - 1))
        self._none.setVisible(not hints)
        self.rows.setVisible(bool(hints))
        self._on_current()

    def take(self) -> None:
        """Bring the chosen line in."""
        if self.rows.currentItem() is not None:
            self._on_item(self.rows.currentItem())

    def _on_item(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.data(_HINT))

    def _on_current(self, *_items: object) -> None:
        item = self.rows.currentItem()
        hint = item.data(_HINT) if item is not None else None
        self.go.setEnabled(hint is not None)
        text = N_("Complete the record") if hint is not None and hint.table else N_("Write it in")
        self.go.setText(self._say(text))
        self.go.setAccessibleName(self._say(text))
