"""The licences of all parts of the program, as they were put into the package: to be read, and searched with Ctrl+F."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.icons import icon
from app.ui.speech import Speech
from app.ui.widgets import button, label

_COLUMNS = 78  # characters of the lines that part the licences
_BESIDE = 4  # such characters for the edges of the text and what scrolls it
_LINES = 24
_MARGIN = 24  # pixels left for the frame and the title of the window


def read_notice(path: Path) -> str:
    """The text of the licences; a sign that cannot be read is no reason to show none of it.

    Raises:
        OSError: the file is gone or may not be read.
    """
    return path.read_text(encoding="utf-8-sig", errors="replace")


class NoticeWindow(QDialog):
    """Shows one long text; the next place of a word is found from the one found last, and round the end."""

    def __init__(self, parent: QWidget, speech: Speech, text: str) -> None:
        """``text`` is shown as it stands."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._say = speech.say
        self.setWindowTitle(self._say(N_("Licences of the parts")))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self._say(N_("Search the licences")))
        self.search.setAccessibleName(self._say(N_("Search the licences")))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self.find_next)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.hide()
        self.text = QPlainTextEdit()  # lays out only what is on show, so its length costs nothing
        self.text.setPlainText(text)
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName(self.windowTitle())
        self._build()
        for keys, slot in (("Ctrl+F", self._on_find), ("F3", self.find_next), ("Shift+F3", self.find_previous)):
            QShortcut(QKeySequence(keys), self, slot)
        self.text.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        self.next = button(self._say(N_("Find next (F3)")), self.find_next)
        self.next.setEnabled(False)
        row.addWidget(self.next)
        column.addLayout(row)
        column.addWidget(self.nothing)
        column.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self._say(N_("Close")), self.accept, "primary"))
        column.addLayout(foot)
        letters = self.fontMetrics()
        beside = column.contentsMargins().left() + column.contentsMargins().right()
        wide = letters.horizontalAdvance("=" * (_COLUMNS + _BESIDE)) + beside
        wanted = QSize(wide, _LINES * letters.lineSpacing())
        self.resize(wanted.boundedTo(self.screen().availableGeometry().size() - QSize(_MARGIN, _MARGIN * 2)))

    def find_next(self) -> None:
        """Go to the next place of the word, after the last one to the first."""
        self._go(QTextDocument.FindFlag(0))

    def find_previous(self) -> None:
        """Go to the place before, before the first one to the last."""
        self._go(QTextDocument.FindFlag.FindBackward)

    def _on_typed(self, _text: str) -> None:
        """Stay at the place found as long as what is typed stands there."""
        here = self.text.textCursor()
        here.setPosition(here.selectionStart())
        self.text.setTextCursor(here)
        self.find_next()

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _go(self, way: QTextDocument.FindFlag) -> None:
        word = self.search.text()
        self.next.setEnabled(bool(word))
        found = self._look(word, way) if word else QTextCursor()
        if not found.isNull():
            self.text.setTextCursor(found)
            self.text.centerCursor()
        self.nothing.setText(self._say(N_("“{text}” is not found here. Try a shorter word."), text=word))
        self.nothing.setVisible(bool(word) and found.isNull())

    def _look(self, word: str, way: QTextDocument.FindFlag) -> QTextCursor:
        document = self.text.document()
        found = document.find(word, self.text.textCursor(), way)
        if not found.isNull():
            return found
        end = QTextCursor(document)
        if way & QTextDocument.FindFlag.FindBackward:
            end.movePosition(QTextCursor.MoveOperation.End)
        return document.find(word, end, way)
