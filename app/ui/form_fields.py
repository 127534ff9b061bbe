"""The rows of a form: caption, editor and, under it in red, what is wrong; the rarer ones folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.field_editors import FieldEditor, LongEditor
from app.ui.icons import icon
from app.ui.speech import Speech
from app.ui.widgets import button, label

_CAPTION = 92  # pixels at 100 %


class FieldRows(QWidget):
    """Rows of captioned editors in two blocks, the second one folded until it is asked for.

    ``unfolded`` tells that the clerk has opened it.
    """

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
        self._editors: dict[str, FieldEditor] = {}
        self._problems: dict[str, QLabel] = {}
        self._folded: list[str] = []

    def add(self, caption: str, editor: FieldEditor, *, required: bool, more: bool) -> None:
        """Add a row; ``more`` puts it into the folded block."""
        grid = self._more_grid if more else self._core_grid
        at = grid.rowCount()
        text = label(f"{caption} *" if required else caption, wrap=True)
        text.setFixedWidth(_CAPTION)
        text.setBuddy(editor.inner)
        top = Qt.AlignmentFlag.AlignTop if isinstance(editor, LongEditor) else Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(text, at, 0, top | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(editor, at, 1)
        wrong = label("", "problem", wrap=True)
        wrong.hide()
        grid.addWidget(wrong, at + 1, 1)
        self._editors[editor.field_name] = editor
        self._problems[editor.field_name] = wrong
        editor.changed.connect(self._on_typing)
        if more:
            self._folded.append(editor.field_name)

    def finish(self) -> None:
        """Call once after the last ``add``."""
        self._fold.setVisible(bool(self._folded))
        self.unfold(False)

    def unfold(self, open_: bool) -> None:
        """Open or close the second block."""
        self._more.setVisible(open_ and bool(self._folded))
        self._fold.setText(
            self._say(N_("Fewer fields")) if open_ else self._say(N_("More fields ({count})"), count=len(self._folded))
        )
        self._fold.setIcon(icon("down" if open_ else "right", "accent_dark"))

    def turn(self) -> None:
        """Open the second block if it is closed, else close it."""
        opening = not self._more.isVisibleTo(self)
        self.unfold(opening)
        if opening:
            self.unfolded.emit()

    def fold_button(self) -> QWidget:
        """The button above the second block."""
        return self._fold

    def show_problems(self, said: dict[str, str]) -> None:
        """Show these sentences under their fields and take all others away."""
        for name, wrong in self._problems.items():
            wrong.setText(f"⚠ {said[name]}" if name in said else "")
            wrong.setVisible(name in said)
            self._editors[name].set_wrong(name in said)
        if set(said) & set(self._folded):
            self.unfold(True)

    def _on_typing(self) -> None:
        """A complaint about what is being typed anew is out of date."""
        editor = self.sender()
        if isinstance(editor, FieldEditor) and self._problems[editor.field_name].text():
            self._problems[editor.field_name].clear()
            self._problems[editor.field_name].hide()
            editor.set_wrong(False)


def _block() -> tuple[QWidget, QGridLayout]:
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    return widget, grid
