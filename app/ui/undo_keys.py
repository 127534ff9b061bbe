"""Ctrl+Z in a field: first for the field's own typing, and with none of that left for the clerk's last step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget


class UndoKeys(QObject):
    """Lets the keys for undo and redo through to the window's menu where ``field`` can do nothing with them.

    Without this a field keeps them for itself, and after a save, when the cursor still stands in the form,
    Ctrl+Z would do nothing at all. A key held down stays with the field: it shall not run on into the book.
    """

    def __init__(self, field: QWidget) -> None:
        """Watch ``field``, which owns this."""
        super().__init__(field)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say no to the key in the field's name where the field would only swallow it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_spent(watched, event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _is_spent(field: QObject, key: QKeyEvent) -> bool:
    if key.isAutoRepeat():
        return False
    line = field.lineEdit() if isinstance(field, QComboBox) else field
    text = line.document() if isinstance(line, QPlainTextEdit) else line
    if not isinstance(text, QLineEdit | QTextDocument):
        return False
    if key.matches(QKeySequence.StandardKey.Undo):
        return not text.isUndoAvailable()
    return key.matches(QKeySequence.StandardKey.Redo) and not text.isRedoAvailable()
