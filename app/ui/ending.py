"""Ends that the clerk did not ask for: the session's, a signal, a new beginning after a fault. Nothing is asked."""

from __future__ import annotations

import os
import sys
import threading

from PySide6.QtCore import QCoreApplication, QObject, QProcess
from PySide6.QtGui import QGuiApplication, QSessionManager

from app.ui.host import Host
from app.ui.kept_drafts import KeptDrafts

_PATIENCE = 1.7  # seconds: who asks a program to end kills it soon; what is under way is undone at the next opening


class Ending(QObject):
    """Closes a window without a question: what is typed stays as drafts, what is being written is finished."""

    def __init__(self, app: QGuiApplication, window: Host, drafts: KeptDrafts) -> None:
        """Listen to the session's end from now on."""
        super().__init__(app)
        self._w = window
        self._drafts = drafts
        self._begun = False
        app.commitDataRequest.connect(self._on_session_end)
        app.aboutToQuit.connect(self._on_quit)

    def now(self) -> None:
        """End within two seconds, whatever is under way."""
        if not self._begun:
            self._begun = True
            self._close_soon()
            QCoreApplication.exit(0)

    def restart(self) -> None:
        """End and begin anew, with the same file."""
        if self._begun:
            return
        self._begun = True
        words = restart_words(sys.orig_argv, sys.argv, str(self._w.desk.book.path) if self._w.desk else "")
        self._close()
        QProcess.startDetached(sys.executable, words)
        QCoreApplication.exit(0)

    def _close_soon(self) -> None:
        last = threading.Timer(_PATIENCE, os._exit, (0,))
        last.daemon = True
        last.start()
        self._close()

    def _close(self) -> None:
        self._w.jobs.stop()
        self._drafts.leave()
        if not self._w.close():
            self._w.put_away()

    def _on_session_end(self, _session: QSessionManager) -> None:
        """The session may still go on if another program refuses, so nothing is closed yet."""
        self._drafts.leave()

    def _on_quit(self) -> None:
        if self._w.desk is not None and not self._begun:
            self._begun = True
            self._close_soon()


def restart_words(whole: list[str], ours: list[str], file: str) -> list[str]:
    """The words after the interpreter with which the program begins anew.

    Args:
        whole: the call as the system got it.
        ours: the program and the words that were for it, which end ``whole``.
        file: the data file to be opened; "" to begin with the same words.
    """
    own = ours[1:]
    before = whole[1 : len(whole) - len(own)]
    return [*before, file] if file else [*before, *own]
