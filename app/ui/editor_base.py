"""What every editor of a field is: it takes the typing, gives the value, and tells when something was changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app.domain.errors import Problem
from app.ui.undo_keys import UndoKeys
from app.ui.widgets import restyle

Value = str | int | None


class FieldEditor(QWidget):
    """The base of all editors; ``changed`` tells of every change made by hand, ``left`` that the cursor has gone on."""

    changed = Signal()
    left = Signal()

    def __init__(self, field_name: str, parent: QWidget | None = None) -> None:
        """``field_name`` is the name under which the value is saved."""
        super().__init__(parent)
        self.field_name = field_name
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.inner: QWidget = self

    def put(self, widget: QWidget) -> None:
        """Make ``widget`` the part that takes the typing."""
        self.inner = widget
        self.setFocusProxy(widget)
        self.row.addWidget(widget, 1)
        _let_files_through(widget)
        UndoKeys(widget)

    def set_value(self, value: Value) -> None:
        """Show a kept value; this is no change."""
        raise NotImplementedError

    def value(self) -> Value:
        """What is to be saved."""
        raise NotImplementedError

    def problem(self) -> Problem | None:
        """Why what is typed cannot even be asked of the book; None nearly always."""
        return None

    def set_wrong(self, wrong: bool) -> None:
        """Mark the editor red, or take the mark away."""
        if bool(self.inner.property("wrong") == "true") != wrong:
            restyle(self.inner, "wrong", "true" if wrong else "false")

    def take_cursor(self) -> None:
        """Take the cursor with all that stands here chosen, so that typing writes over it."""
        self.setFocus()
        inner = self.focusProxy()
        line = inner.lineEdit() if isinstance(inner, QComboBox) else inner
        if isinstance(line, QLineEdit | QPlainTextEdit):
            line.selectAll()

    def set_name(self, name: str) -> None:
        """The name that a screen reader says."""
        self.inner.setAccessibleName(name)

    def _tell(self, *_values: object) -> None:
        self.changed.emit()

    def _tell_left(self) -> None:
        self.left.emit()


def _let_files_through(widget: QWidget) -> None:
    """A file dropped on a field is for the form; the field would take its path for text."""
    widget.setAcceptDrops(False)
    if isinstance(widget, QAbstractScrollArea):
        widget.viewport().setAcceptDrops(False)
    line = widget.lineEdit() if isinstance(widget, QComboBox) else None
    if line is not None:
        line.setAcceptDrops(False)
