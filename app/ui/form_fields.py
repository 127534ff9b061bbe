"""The rows of a form: caption, editor and, under it, what is wrong or known; the rarer ones folded away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.editor_base import FieldEditor
from app.ui.growing_text import GrowingText
from app.ui.icons import icon
from app.ui.speech import Speech
from app.ui.widgets import button, label

_CAPTION, _WIDEST = 6.4, 10  # characters: how wide the captions are, and may be where there is much room
_ROOMY = 27  # characters: from which width on there is
_ANY_WIDTH = 16777215  # what Qt calls no limit
_LINES = 3  # lines of the grid that a row takes


@dataclass
class _Row:
    """One row; the line under the editor is made when there is something to say."""

    at: int
    grid: QGridLayout
    caption: QLabel
    editor: FieldEditor
    under: QLabel | None = None


class FieldRows(QWidget):
    """Rows of captioned editors in two blocks, the second one folded, and not even made, until it is asked for.

    ``wanted_more`` asks for the rows of the second block; ``unfolded`` tells that the clerk has opened it.
    """

    wanted_more = Signal()
    unfolded = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        """Empty until ``add`` is called."""
        super().__init__(parent)
        self._say = speech.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._core, self._core_grid = _block()
        self._more, self._more_grid = _block()
        column.addWidget(self._core)
        self._fold = button("", self.turn, "quiet")
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._more)
        self._rows: dict[str, _Row] = {}
        self._problems: dict[str, QLabel] = {}
        self._folded: list[str] = []
        self._made = False
        self._narrow = False
        self._em = self.fontMetrics().horizontalAdvance("汉")
        self._roomy = False
        self._caption_width = round(self._em * _CAPTION)

    def fold(self, names: list[str]) -> None:
        """Say which fields the second block will have."""
        self._folded = names
        self._fold.setVisible(bool(names))
        self.unfold(False)

    def add(self, caption: str, editor: FieldEditor, *, required: bool, more: bool) -> None:
        """Add a row; ``more`` puts it into the folded block."""
        grid = self._more_grid if more else self._core_grid
        text = label(f"{caption}\u00a0*" if required else caption, wrap=True)
        text.setBuddy(editor.inner)
        row = _Row(sum(1 for one in self._rows.values() if one.grid is grid) * _LINES, grid, text, editor)
        self._rows[editor.field_name] = row
        self._place(row)
        self._set_caption_width(max(self._caption_width, self._needed(text)))
        editor.changed.connect(self._on_typing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With much room the captions may be wider."""
        super().resizeEvent(event)
        roomy = self.width() > self._em * _ROOMY
        if roomy != self._roomy:
            self._roomy = roomy
            self._set_caption_width(max((self._needed(row.caption) for row in self._rows.values()), default=0))

    def _needed(self, caption: QLabel) -> int:
        """Room for the longest single word, which cannot wrap, and where there is much room for the whole caption."""
        text, words = caption.text(), caption.fontMetrics()
        longest = max(words.horizontalAdvance(word) for word in text.split(" ")) if " " in text else 0
        whole = min(words.horizontalAdvance(text), self._em * _WIDEST) if self._roomy else 0
        return max(round(self._em * _CAPTION), longest + 2, whole + 2)

    def _set_caption_width(self, width: int) -> None:
        if width != self._caption_width:
            self._caption_width = width
            for row in self._rows.values():
                self._place(row)

    def set_narrow(self, narrow: bool) -> None:
        """Put the captions above their editors, or beside them where there is room."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for row in self._rows.values():
            self._place(row)

    @property
    def narrow(self) -> bool:
        """Whether the captions stand above their editors."""
        return self._narrow

    def make_more(self) -> None:
        """Have the rows of the second block made, if they are not yet."""
        if not self._made:
            self._made = True
            if self._folded:
                self.wanted_more.emit()

    def unfold(self, open_: bool) -> None:
        """Open or close the second block."""
        if open_:
            self.make_more()
        self._more.setVisible(open_ and bool(self._folded))
        self._fold.setText(
            self._say(N_("Fewer fields")) if open_ else self._say(N_("More fields ({count})"), count=len(self._folded))
        )
        self._fold.setAccessibleName(self._fold.text())
        self._fold.setIcon(icon("down" if open_ else "right", "accent_dark"))

    def turn(self) -> None:
        """Open the second block if it is closed, else close it."""
        opening = not self._more.isVisibleTo(self)
        self.unfold(opening)
        if opening:
            self.unfolded.emit()

    def show_field(self, name: str) -> None:
        """Have a field on show, also one of the second block."""
        if name in self._folded and not self._more.isVisibleTo(self):
            self.unfold(True)

    def place(self, name: str) -> QRect:
        """Where caption, editor and what is said under it stand in this widget."""
        row = self._rows[name]
        found = QRect()
        for one in (row.caption, row.editor, row.under):
            if one is not None and one.isVisibleTo(self):
                found = found.united(QRect(one.mapTo(self, QPoint(0, 0)), one.size()))
        return found

    def fold_button(self) -> QWidget:
        """The button above the second block."""
        return self._fold

    def show_problems(self, said: dict[str, str]) -> None:
        """Show these sentences under their fields and take all others away."""
        if set(said) & set(self._folded):
            self.unfold(True)
        for name in set(self._problems) - set(said):
            self._clear(name)
        for name, text in said.items():
            if name in self._rows:
                self._say_under(name, f"⚠ {text}", "problem")
                self._problems[name] = self._under(name)
                self._rows[name].editor.set_wrong(True)

    def hint(self, name: str, text: str) -> None:
        """Say under a field what the program knows about what was typed; nothing takes the line away."""
        if name not in self._rows or name in self._problems:
            return
        if text:
            self._say_under(name, text, "muted")
        elif self._rows[name].under is not None:
            self._under(name).hide()

    def _place(self, row: _Row) -> None:
        """Give a row its places in the grid."""
        grid, at, text = row.grid, row.at, row.caption
        grid.removeWidget(text)
        grid.removeWidget(row.editor)
        if self._narrow:
            text.setMinimumWidth(0)
            text.setMaximumWidth(_ANY_WIDTH)
            grid.addWidget(text, at, 0, 1, 2)
            grid.addWidget(row.editor, at + 1, 0, 1, 2)
        else:
            text.setFixedWidth(self._caption_width)
            top = isinstance(row.editor.inner, GrowingText)
            align = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
            text.setContentsMargins(0, 5 if top else 0, 0, 0)
            grid.addWidget(text, at, 0, align | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(row.editor, at, 1)
        if row.under is not None:
            self._place_under(row)

    def _place_under(self, row: _Row) -> None:
        if row.under is not None:
            row.grid.removeWidget(row.under)
            row.grid.addWidget(row.under, row.at + 2, 0 if self._narrow else 1, 1, 2 if self._narrow else 1)

    def _under(self, name: str) -> QLabel:
        row = self._rows[name]
        if row.under is None:
            row.under = label("", wrap=True)
            self._place_under(row)
        return row.under

    def _say_under(self, name: str, text: str, kind: str) -> None:
        under = self._under(name)
        if under.property("kind") != kind:
            under.setProperty("kind", kind)
            under.style().unpolish(under)
            under.style().polish(under)
        under.setText(text)
        under.show()

    def _clear(self, name: str) -> None:
        wrong = self._problems.pop(name)
        wrong.clear()
        wrong.hide()
        self._rows[name].editor.set_wrong(False)

    def _on_typing(self) -> None:
        """A complaint about what is being typed anew is out of date."""
        editor = self.sender()
        if isinstance(editor, FieldEditor) and editor.field_name in self._problems:
            self._clear(editor.field_name)


def _block() -> tuple[QWidget, QGridLayout]:
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    return widget, grid
