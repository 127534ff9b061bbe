"""What went wrong, said once and calmly: the user's world in a sentence, a bug in a sentence and the log."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from shiboken6 import isValid

from app.book.troubles import trouble_of
from app.domain.errors import AppError, Cancelled, Damaged, NotSaved
from app.i18n import N_
from app.log import Plain
from app.ui.ask import Ask
from app.ui.crash_dialog import CrashDialog, Situation
from app.ui.crash_report import Fault, fault_of, report
from app.ui.speech import Speech

_MANY, _SOON = 5, 60.0  # so many faults in so many seconds: going on is no good
_KINDS = 50  # different faults that are kept in mind

_log = logging.getLogger("app.ui")


def show_error(parent: QWidget, speech: Speech, error: AppError) -> None:
    """Say an error of the user's world in a small window that does not hold the program up."""
    if isinstance(error, Cancelled):
        return
    box = show_sentence(parent, speech, speech.error(error), QMessageBox.Icon.Warning)
    rescuer = _rescuer(parent) if isinstance(error, NotSaved) else None
    if rescuer is not None:
        elsewhere = box.addButton(speech.say(N_("Save a copy elsewhere…")), QMessageBox.ButtonRole.ActionRole)
        elsewhere.clicked.connect(rescuer.save_elsewhere)


@runtime_checkable
class _Rescuer(Protocol):
    """A window that can go on working in a copy of the book."""

    def save_elsewhere(self) -> None: ...


def _rescuer(widget: QWidget | None) -> _Rescuer | None:
    while widget is not None and not isinstance(widget, _Rescuer):
        widget = widget.parentWidget()
    return widget


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
    """Takes what nobody foresaw: the log gets it bare, the clerk one window, however often it fires.

    ``wanted_restart`` asks to begin the program anew; ``damaged`` says that the open file cannot be read whole.
    """

    wanted_restart = Signal()
    damaged = Signal()
    _came = Signal(object)

    def __init__(self, speech: Speech, parent: QObject | None = None) -> None:
        """Call ``install`` to begin, and ``watch`` as soon as there is a window."""
        super().__init__(parent)
        self._speech = speech
        self._ask: Ask | None = None
        self._situation: Callable[[], Situation] = Situation
        self._done: Callable[[], Sequence[str]] = tuple
        self._path: Callable[[], Path | None] = _nowhere
        self._faults: dict[tuple[str, ...], Fault] = {}
        self._times: deque[float] = deque(maxlen=_MANY)
        self._waiting = False  # whether the window has still to hear of what came
        self.dialog: CrashDialog | None = None
        self._box: QMessageBox | None = None
        # Queued: the hook can fire in the middle of a paint or on another thread.
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the hook of the program, of its threads and of what Python could raise nowhere."""
        sys.excepthook = self.hook
        threading.excepthook = self._on_thread
        sys.unraisablehook = _on_unraisable

    def watch(
        self,
        ask: Ask,
        situation: Callable[[], Situation],
        done: Callable[[], Sequence[str]],
        path: Callable[[], Path | None],
    ) -> None:
        """Where to ask what is saved and what is not, what was done last, and which file is open."""
        self._ask, self._situation, self._done, self._path = ask, situation, done, path

    def carry(self, act: Callable[..., object], *values: object) -> None:
        """Do something, and take what goes wrong, where Python itself would end the program."""
        try:
            act(*values)
        except Exception as error:
            self.hook(type(error), error, error.__traceback__)

    def hook(self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """Note what came and ask for the window; called from anywhere, so nothing may go wrong in here."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        try:
            self._note(error)
        except Exception:  # the place of last resort: there is nobody left to tell
            return

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _note(self, error: BaseException) -> None:
        fault = fault_of(error)
        known = self._faults.get(fault.lines)
        if known is None and len(self._faults) < _KINDS:
            self._faults[fault.lines] = known = fault
            _log.error("uncaught", exc_info=error)
        elif known is not None:
            known.times += 1
            if known.times & (known.times - 1) == 0:  # a fault that comes with every paint does not fill the log
                _log.error("uncaught again: %s", Plain(f"{fault.lines[-1]}, {known.times} times"))
        self._times.append(time.monotonic())
        if not self._waiting:
            trouble = trouble_of(error, self._path())
            self._waiting = True
            self._came.emit(trouble)

    def _show(self, known: AppError | None) -> None:
        self._waiting = False
        if known is not None:
            self._show_known(known)
            return
        if self.dialog is None or not isValid(self.dialog):
            self._open()
        if self.dialog is None:
            return
        self.dialog.show_report(report(tuple(self._faults.values()), self._done()))
        if len(self._times) == _MANY and self._times[-1] - self._times[0] < _SOON:
            self.dialog.show_again(sum(fault.times for fault in self._faults.values()))

    def _open(self) -> None:
        parent = QApplication.activeModalWidget() or QApplication.activeWindow()
        self._times = deque(list(self._times)[-1:], maxlen=_MANY)
        self.dialog = CrashDialog(parent, self._speech, self._ask, can_restart=bool(sys.executable))
        self.dialog.wanted_restart.connect(self.wanted_restart)
        self.dialog.finished.connect(self._forget)
        try:
            self.dialog.show_situation(self._situation())
        except Exception as error:  # what is asked for it may itself be what is broken
            _log.error("the situation is not known", exc_info=error)
            self.dialog.show_situation(Situation())
        self.dialog.show()
        self.dialog.raise_()

    def _show_known(self, error: AppError) -> None:
        """An error of the user's world that nobody showed, in its own words."""
        if isinstance(error, Damaged):
            self.damaged.emit()
            return
        if self._box is None or not isValid(self._box):
            parent = QApplication.activeModalWidget() or QApplication.activeWindow()
            self._box = show_sentence(parent, self._speech, self._speech.error(error), QMessageBox.Icon.Warning)

    def _forget(self, _result: int) -> None:
        self.dialog = None


def _nowhere() -> None:
    """No file is open."""


def _on_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """What happened where no error can go on to anybody, such as taking an object apart: for the log alone."""
    if unraisable.exc_value is not None:
        _log.error("unraisable", exc_info=unraisable.exc_value)
