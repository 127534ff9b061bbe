"""Locking the program while nobody is there: nothing is to be seen, nothing can be typed, nothing is lost."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

from app.book import unlocking
from app.book.unlocking import Key
from app.i18n import N_
from app.ui.host import Host
from app.ui.idle import Idle
from app.ui.kept_drafts import KeptDrafts
from app.ui.lock_screen import Cover, LockScreen
from app.ui.lock_settings import lock_minutes
from app.ui.password_tries import KeptTries

_MOST_POPUPS = 20
_GUARD_MS = 50  # while locked
_FLEETING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


class Locker(QObject):
    """Locks a window with all that belongs to it, at once or when nobody was there for a while.

    What is typed is kept as drafts first. ``unlocked`` tells that the clerk is back.
    """

    unlocked = Signal()

    def __init__(self, window: Host) -> None:
        """Only a file with a password can be locked."""
        super().__init__(window)
        self._w = window
        self.screen: LockScreen | None = None
        self._covers: list[Cover] = []
        self.idle = Idle(self._minutes, self)
        self.idle.reached.connect(self.lock)
        # A filter on the whole application would meet objects that are being taken apart.
        self._guard = QTimer(self, interval=_GUARD_MS)
        self._guard.timeout.connect(self._cover_all)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus)

    @property
    def can_lock(self) -> bool:
        """Whether there is a password to come back with."""
        return isinstance(self._w.password, Key)

    def lock(self) -> bool:
        """Lock; says whether that could be done."""
        key, desk = self._w.password, self._w.desk
        if self.screen is not None or desk is None or not isinstance(key, Key):
            return False
        self._keep_drafts(leave=False)
        _close_popups()
        tries = KeptTries(self._w.settings, desk.book.path)
        self.screen = LockScreen(self._w, self._w.speech, tries, partial(unlocking.same_key, key))
        self.screen.opened.connect(self._unlock)
        self.screen.wanted_end.connect(self._end)
        self._cover_all()
        self._guard.start()
        self.screen.on_top()
        return True

    def _minutes(self) -> int:
        return lock_minutes(self._w.settings) if self.screen is None and self.can_lock else 0

    def _on_focus(self, _window: object) -> None:
        if self.screen is not None:
            self._cover_all()

    def _cover_all(self) -> None:
        """Cover what can be seen; a window that came up meanwhile must not take the input either."""
        late = [window for window in QApplication.topLevelWidgets() if self._cover(window)]
        if late and self._guard.isActive() and self.screen is not None:
            self.screen.on_top()

    def _cover(self, window: QWidget) -> bool:
        """Cover one window; says whether it was not covered yet."""
        if window is self.screen or not window.isVisible():
            return False
        if window.windowType() in _FLEETING:
            window.hide()
            return False
        if window.findChild(Cover, options=Qt.FindChildOption.FindDirectChildrenOnly) is not None:
            return False
        self._covers.append(Cover(window, self._w.say(N_("Union Steward"))))
        return True

    def _unlock(self) -> None:
        self._uncover()
        self.idle.note()
        self.unlocked.emit()

    def _uncover(self) -> None:
        self._guard.stop()
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.put_away()
        for cover in self._covers:
            if isValid(cover):  # its window may be gone by now
                cover.take_off()
        self._covers = []

    def _end(self) -> None:
        """Close the program without a question; what is typed stays as drafts in the file."""
        self._keep_drafts(leave=True)
        self._w.jobs.stop()
        if not self._w.close():
            self._w.put_away()
        if self.screen is not None:
            self.screen.put_away()
        QCoreApplication.exit(0)

    def _keep_drafts(self, *, leave: bool) -> None:
        drafts = self._w.findChild(KeptDrafts)
        if drafts is not None and leave:
            drafts.leave()
        elif drafts is not None:
            drafts.keep_all()


def _close_popups() -> None:
    """Menus, lists of choices and tips show what stands behind them."""
    QToolTip.hideText()
    for _ in range(_MOST_POPUPS):
        popup = QApplication.activePopupWidget()
        if popup is None:
            return
        popup.close()
