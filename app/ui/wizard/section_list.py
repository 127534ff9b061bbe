"""The sections of a summary to tick and to put in order, by buttons or by dragging."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.documents.outline import Chapter
from app.documents.wording import is_section
from app.domain.summary_choices import HEADING, plain
from app.i18n import N_
from app.summaries import Made
from app.ui.speech import Speech
from app.ui.widgets import button, label, tight

_KEY = Qt.ItemDataRole.UserRole
_NAMES = {"opening": N_("Opening"), "closing": N_("Closing words")}


class _Rows(QListWidget):
    """Tells when a row was dropped elsewhere."""

    dropped = Signal()

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self.dropped.emit()


class SectionList(QWidget):
    """The chapters of a summary.

    ``ticked`` carries (key, whether), ``ordered`` the keys of the sections, ``pointed`` the key chosen, ``wish_words``
    the key of the chapter that shall get a paragraph of the clerk's own.
    """

    ticked = Signal(str, bool)
    ordered = Signal(object)
    pointed = Signal(str)
    wish_words = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        """Empty until ``show_made``."""
        super().__init__(parent)
        self._say = speech.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.rows = _Rows()
        self.rows.setAccessibleName(self._say(N_("Sections")))
        self.rows.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.rows.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemChanged.connect(self._on_tick)
        self.rows.currentItemChanged.connect(self._on_current)
        self.rows.itemClicked.connect(self._on_clicked)
        self.rows.dropped.connect(self._on_order)
        column.addWidget(self.rows, 1)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.up = tight(button("", self.move_up, "", "up"))
        self.down = tight(button("", self.move_down, "", "down"))
        for one, name in ((self.up, N_("Up")), (self.down, N_("Down"))):
            one.setToolTip(self._say(name))
            one.setAccessibleName(self._say(name))
            row.addWidget(one)
        row.addStretch(1)
        self.add = tight(button(self._say(N_("Add a paragraph")), self._on_add, "", "new"))
        row.addWidget(self.add)
        column.addLayout(row)
        column.addWidget(label(self._say(N_("Untick what shall not be printed; drag a section to its place.")), "muted",
                               wrap=True))  # fmt: skip

    def show_made(self, made: Made) -> None:
        """List the chapters in the order they are printed in."""
        current = self._key(self.rows.currentItem())
        self.rows.blockSignals(True)
        self.rows.clear()
        for chapter in _ordered(made):
            self.rows.addItem(self._item(chapter, made))
        for at, key in enumerate(self.keys()):
            if key == current:
                self.rows.setCurrentRow(at)
        self.rows.blockSignals(False)
        self._on_current()

    def keys(self) -> list[str]:
        """The keys of the chapters as they are listed."""
        return [self._key(self.rows.item(at)) for at in range(self.rows.count())]

    def move_up(self) -> None:
        """Move the chosen section one place up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the chosen section one place down."""
        self._move(1)

    def _item(self, chapter: Chapter, made: Made) -> QListWidgetItem:
        own = made.draft.choices.words.get(HEADING + chapter.key)
        heading = plain(own.body) if own else chapter.heading
        name = heading or self._say(_NAMES.get(chapter.key, N_("Without a heading")))
        item = QListWidgetItem(name)
        item.setToolTip(name)
        item.setData(_KEY, chapter.key)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled if is_section(chapter) else flags)
        hidden = chapter.key in made.draft.choices.left_out
        item.setCheckState(Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked)
        return item

    def _key(self, item: QListWidgetItem | None) -> str:
        return str(item.data(_KEY)) if item is not None else ""

    def _movable(self) -> list[str]:
        items = [self.rows.item(at) for at in range(self.rows.count())]
        return [self._key(item) for item in items if item.flags() & Qt.ItemFlag.ItemIsDragEnabled]

    def _move(self, by: int) -> None:
        keys, key = self._movable(), self._key(self.rows.currentItem())
        at = keys.index(key) if key in keys else -1
        if at >= 0 and 0 <= at + by < len(keys):
            keys.insert(at + by, keys.pop(at))
            self.ordered.emit(tuple(keys))

    def _on_order(self) -> None:
        self.ordered.emit(tuple(self._movable()))

    def _on_tick(self, item: QListWidgetItem) -> None:
        self.ticked.emit(self._key(item), item.checkState() == Qt.CheckState.Checked)

    def _on_current(self, *_items: object) -> None:
        keys, key = self._movable(), self._key(self.rows.currentItem())
        self.up.setEnabled(key in keys[1:])
        self.down.setEnabled(key in keys[:-1])
        self.add.setEnabled(bool(key))

    def _on_add(self) -> None:
        self.wish_words.emit(self._key(self.rows.currentItem()))

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.pointed.emit(self._key(item))


def _ordered(made: Made) -> Iterator[Chapter]:
    """Every chapter that may be ticked, those left out too, as they would be printed."""
    places = {key: at for at, key in enumerate(made.draft.choices.order)}
    chapters = [one for one in made.plain.chapters if one.key != "work"]
    sections = sorted((one for one in chapters if is_section(one)), key=lambda one: places.get(one.key, len(places)))
    waiting = iter(sections)
    for one in chapters:
        yield next(waiting) if is_section(one) else one
