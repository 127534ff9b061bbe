"""What is seen of a locked program: a field for the password, and blank sheets over all other windows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.growing_window import grow, let_grow
from app.ui.icons import icon
from app.ui.password_tries import KeptTries
from app.ui.speech import Speech
from app.ui.unlock_form import Check, UnlockForm
from app.ui.widgets import button, label

_Kind = QEvent.Type
_ICON = 40  # pixels
_ABOUT = N_("Everything is as you left it. What is typed and not saved stays, and what is under way goes on.")


class LockScreen(QDialog):
    """``opened`` tells that the password was right, ``wanted_end`` that the program is to be closed."""

    opened = Signal()
    wanted_end = Signal()

    def __init__(self, parent: QWidget, speech: Speech, tries: KeptTries, check: Check) -> None:
        """Takes all input of the program while it is shown; no name stands on it."""
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(speech.say(N_("Union Steward")))
        let_grow(self)
        self.setMinimumWidth(500)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(14)
        sign = QLabel()
        sign.setPixmap(icon("lock", "accent").pixmap(_ICON, _ICON))
        head.addWidget(sign)
        words = QVBoxLayout()
        words.addWidget(label(speech.say(N_("Locked")), "title"))
        words.addWidget(label(speech.say(_ABOUT), "muted", wrap=True))
        head.addLayout(words, 1)
        column.addLayout(head)
        self.form = UnlockForm(speech, tries, check, N_("Unlock"))
        self.form.opened.connect(self._on_opened)
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(speech.say(N_("Quit the program")), self.wanted_end.emit, "quiet"))
        column.addLayout(row)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)

    def on_top(self) -> None:
        """Be the window that takes all input, also after another one has come up."""
        self.hide()
        self.show()
        grow(self)  # the first height is a guess at how the sentence breaks
        self.raise_()
        self.activateWindow()
        self.form.field.setFocus()

    def put_away(self) -> None:
        """Go for good."""
        self.form.rest()
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Escape opens nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it closes the program."""
        event.ignore()
        self.wanted_end.emit()

    def _on_opened(self, _key: object) -> None:
        self.opened.emit()


class Cover(QFrame):
    """A blank sheet over one window, with a title of no meaning, until it is taken off."""

    def __init__(self, window: QWidget, title: str) -> None:
        """``title`` is what the window is called meanwhile."""
        super().__init__(window)
        self._meanwhile = title
        self._title = window.windowTitle()
        self._window = window
        self.setObjectName("cover")
        self.setAutoFillBackground(True)
        self.setAcceptDrops(True)  # else what is dropped would go to the window behind
        sign = QLabel(self)
        sign.setPixmap(icon("lock", "muted").pixmap(_ICON, _ICON))
        column = QVBoxLayout(self)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignCenter)
        window.installEventFilter(self)
        window.setWindowTitle(title)
        self._fit()
        self.show()

    def take_off(self) -> None:
        """Show the window again, under the title it has by now."""
        self._window.removeEventFilter(self)
        self._window.setWindowTitle(self._title)
        self.hide()
        self.deleteLater()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Nothing can be dropped."""
        event.ignore()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, stay above whatever it is given, and keep its title out of sight."""
        if event.type() in (_Kind.Resize, _Kind.Show, _Kind.ChildPolished, _Kind.LayoutRequest):
            self._fit()
        elif event.type() == _Kind.WindowTitleChange and self._window.windowTitle() != self._meanwhile:
            self._title = self._window.windowTitle()
            self._window.setWindowTitle(self._meanwhile)
        return False

    def _fit(self) -> None:
        self.setGeometry(self._window.rect())
        self.raise_()
