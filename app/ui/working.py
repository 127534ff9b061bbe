"""The small window of a job under way: how far it is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.jobs import Job
from app.ui.speech import Speech
from app.ui.widgets import button, label

_DELAY = 300  # milliseconds: what is done sooner should not make a window flash up
_Kind = QEvent.Type
_INPUT = {
    _Kind.KeyPress, _Kind.KeyRelease, _Kind.ShortcutOverride, _Kind.MouseButtonPress, _Kind.MouseButtonRelease,
    _Kind.MouseButtonDblClick, _Kind.Wheel, _Kind.TouchBegin, _Kind.TouchEnd, _Kind.DragEnter, _Kind.Drop,
}  # fmt: skip


class Working(QDialog):
    """Comes up when its job takes long and goes when the job has ended; closing it asks the job to stop."""

    def __init__(self, parent: QWidget, speech: Speech, job: Job, text: str) -> None:
        """``text`` says what is being done."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(speech.say(N_("Please wait")))
        self._speech = speech
        self._job = job
        self._ended = False
        self._build(text)
        self.resize(440, 130)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_end)
        self._guard = _Guard(parent.window().windowHandle(), self)
        self._timer = QTimer(self, interval=_DELAY, singleShot=True)
        self._timer.timeout.connect(self._come_up)

    def _build(self, text: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.addWidget(label(text, wrap=True))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(10)
        self._bar.setAccessibleName(text)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        self._count = label("", "muted")
        row.addWidget(self._count, 1)
        self._stop = button(self._speech.say(N_("Stop")), self.reject)
        row.addWidget(self._stop)
        column.addLayout(row)

    def begin(self) -> None:
        """Hold the window behind still, and come up when the job takes longer than a moment."""
        if not self._ended:
            self._timer.start()

    def _come_up(self) -> None:
        self._guard.let_go()
        self.open()

    def reject(self) -> None:
        """Ask the job to stop; the window goes when it has."""
        if self._ended:
            super().reject()
            return
        self._job.cancel()
        self._stop.setEnabled(False)
        self._stop.setText(self._speech.say(N_("Stopping…")))

    def _on_progress(self, done: int, total: int) -> None:
        # Through a thousandth: Qt counts in 32 bits, and bytes of a large file do not fit there.
        self._bar.setRange(0, 1000 if total > 0 else 0)
        if total > 0:
            self._bar.setValue(min(done, total) * 1000 // total)
        self._count.setText(f"{done:,} / {total:,}" if total > 0 else f"{done:,}")

    def _on_end(self) -> None:
        self._ended = True
        self._timer.stop()
        self._guard.let_go()
        if self.isVisible():
            self.accept()
        else:
            self.deleteLater()


class _Guard(QObject):
    """Swallows the keys and clicks meant for a window, so that nothing is changed under a job that reads it."""

    def __init__(self, window: QWindow | None, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def let_go(self) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _INPUT:
            return False
        # Accepted, a shortcut's question is answered with "a key for me", and the shortcut stays quiet too.
        event.setAccepted(event.type() == _Kind.ShortcutOverride)
        return True


def watch(parent: QWidget, speech: Speech, job: Job, text: str) -> Working:
    """Watch over a job: nothing else can be done meanwhile, and a longer one shows how far it is."""
    window = Working(parent, speech, job, text)
    window.begin()
    return window
