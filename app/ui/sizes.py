"""Windows and splitters that open as they were left, never larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QSplitter, QWidget

from app.settings import Settings

_MARGIN = 24  # pixels left for the frame and the title of a window


def keep_size(window: QWidget, settings: Settings, name: str, width: int, height: int) -> None:
    """Open ``window`` as large as it was left, the first time ``width`` × ``height``, and remember how it is left."""
    kept = settings.get(f"size/{name}")
    wanted = QSize(*kept) if _is_numbers(kept, 2) else QSize(width, height)
    screen = window.screen().availableGeometry().size() if window.screen() else wanted
    window.resize(wanted.boundedTo(screen - QSize(_MARGIN, _MARGIN * 2)))
    _Watch(window, settings, name)


def keep_splitter(splitter: QSplitter, settings: Settings, name: str, sizes: list[int]) -> None:
    """Divide ``splitter`` as it was left, the first time by ``sizes``, and remember how it is divided."""
    kept = settings.get(f"split/{name}")
    splitter.setSizes(kept if _is_numbers(kept, splitter.count()) else sizes)
    _Divide(splitter, settings, name)


class _Watch(QObject):
    """Notes the size that the clerk gives a window; the program's own resizing is nobody's wish."""

    def __init__(self, window: QWidget, settings: Settings, name: str) -> None:
        super().__init__(window)
        self._settings = settings
        self._name = name
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Not when it is hidden: a window that is taken down is hidden too, and by then the settings may be gone.
        if event.type() == QEvent.Type.Resize and event.spontaneous() and isinstance(watched, QWidget):
            self._settings.put(f"size/{self._name}", [watched.width(), watched.height()])
        return super().eventFilter(watched, event)


class _Divide(QObject):
    """Notes how a splitter is divided whenever the clerk moves it."""

    def __init__(self, splitter: QSplitter, settings: Settings, name: str) -> None:
        super().__init__(splitter)
        self._splitter = splitter
        self._settings = settings
        self._name = name
        splitter.splitterMoved.connect(self._on_moved)

    def _on_moved(self, _place: int, _index: int) -> None:
        self._settings.put(f"split/{self._name}", self._splitter.sizes())


def _is_numbers(value: object, count: int) -> bool:
    return isinstance(value, list) and len(value) == count and all(isinstance(one, int) and one > 0 for one in value)
