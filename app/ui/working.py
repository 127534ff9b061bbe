"""The small window of a job under way: how far it is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n import N_
from app.ui.jobs import Job
from app.ui.speech import Speech
from app.ui.widgets import button, label


class Working(QDialog):
    """Stays until its job has ended; closing it asks the job to stop."""

    def __init__(self, parent: QWidget, speech: Speech, job: Job, text: str) -> None:
        """``text`` says what is being done."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(speech.say(N_("Please wait")))
        self._speech = speech
        self._job = job
        self._ended = False
        self.resize(420, 120)
        column = QVBoxLayout(self)
        column.addWidget(label(text, wrap=True))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addStretch(1)
        self._stop = button(speech.say(N_("Stop")), self.reject)
        row.addWidget(self._stop)
        column.addLayout(row)
        job.progressed.connect(self._on_progress)
        job.done.connect(self._on_end)
        job.failed.connect(self._on_end)
        job.broken.connect(self._on_end)

    def reject(self) -> None:
        """Ask the job to stop; the window goes when it has."""
        if self._ended:
            super().reject()
            return
        self._job.cancel()
        self._stop.setEnabled(False)
        self._stop.setText(self._speech.say(N_("Stopping…")))

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(min(done, total))

    def _on_end(self, _result: object) -> None:
        self._ended = True
        self.accept()


def watch(parent: QWidget, speech: Speech, job: Job, text: str) -> Working:
    """Show the window of a job at once."""
    window = Working(parent, speech, job, text)
    window.open()
    return window
