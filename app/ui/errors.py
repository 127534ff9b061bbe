"""What went wrong, said once and calmly: the user's world in a sentence, a bug in a sentence and the log."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.domain.errors import AppError, Cancelled
from app.i18n import N_
from app.ui.speech import Speech

_log = logging.getLogger("app.ui")


def show_error(parent: QWidget, speech: Speech, error: AppError) -> None:
    """Say an error of the user's world in a small window that does not hold the program up."""
    if not isinstance(error, Cancelled):
        show_sentence(parent, speech, speech.error(error), QMessageBox.Icon.Warning)


def show_or_raise(parent: QWidget, speech: Speech, error: object) -> None:
    """What a job ended with: an error of the user's world is said, a bug goes on to the log."""
    if isinstance(error, AppError):
        show_error(parent, speech, error)
    elif isinstance(error, BaseException):
        raise error


def show_sentence(
    parent: QWidget | None,
    speech: Speech,
    sentence: str,
    icon: QMessageBox.Icon = QMessageBox.Icon.Information,
    details: str = "",
) -> QMessageBox:
    """Show one sentence, with ``details`` folded away below it; the box goes away for good when closed."""
    box = QMessageBox(icon, speech.say(N_("Union Steward")), sentence, QMessageBox.StandardButton.Ok, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)  # a file may be called <b>
    if details:
        box.setDetailedText(details)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.open()
    return box


class Uncaught(QObject):
    """Takes what nobody foresaw: the log gets it whole, the clerk one window, however often it fires."""

    _came = Signal(object)

    def __init__(self, speech: Speech, parent: QObject | None = None) -> None:
        """Call ``install`` to begin."""
        super().__init__(parent)
        self._speech = speech
        self._box: QMessageBox | None = None
        # Queued: the hook can fire in the middle of a paint or on another thread.
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become ``sys.excepthook``."""
        sys.excepthook = self.hook

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the exception and ask for the window."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.error("uncaught", exc_info=(kind, error, trace))
        self._came.emit((error, "".join(traceback.format_exception(kind, error, trace))))

    def _show(self, came: tuple[BaseException, str]) -> None:
        if self._box is not None:
            return
        error, details = came
        if isinstance(error, AppError):
            sentence, details = self._speech.error(error), ""
        else:
            sentence = self._speech.say(
                N_(
                    "Something went wrong inside the program. What you had saved is safe. "
                    "Go on working; if it happens again, close the program and open it anew."
                )
            )
        parent = QApplication.activeWindow()
        self._box = show_sentence(parent, self._speech, sentence, QMessageBox.Icon.Warning, details)
        self._box.finished.connect(self._forget)

    def _forget(self, _result: int) -> None:
        self._box = None
