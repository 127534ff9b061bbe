"""Windows open as the clerk left them, never larger than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QSplitter

from app.settings import Settings
from app.ui.sizes import keep_size, keep_splitter


class _ByHand(QResizeEvent):
    """A resizing that comes from the desktop."""

    def spontaneous(self) -> bool:
        return True


def test_a_window_opens_as_large_as_the_clerk_left_it(app, qtbot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    first = QDialog()
    qtbot.addWidget(first)
    keep_size(first, settings, "one", 300, 200)
    assert first.size() == QSize(300, 200)
    first.resize(320, 260)
    assert settings.get("size/one") is None  # the program's own doing
    watch = first.children()[-1]
    watch.eventFilter(first, _ByHand(first.size(), QSize(300, 200)))
    second = QDialog()
    qtbot.addWidget(second)
    keep_size(second, settings, "one", 300, 200)
    assert second.size() == QSize(320, 260)


@pytest.mark.fault("R5")
def test_a_window_is_never_larger_than_the_screen(app, qtbot, tmp_path: Path) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    keep_size(dialog, Settings(tmp_path / "s.json"), "one", 5000, 4000)
    screen = QApplication.primaryScreen().availableGeometry()
    assert dialog.width() < screen.width()
    assert dialog.height() < screen.height()


def test_odd_settings_are_passed_over(app, qtbot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json", {"size/one": ["x", None], "split/one": [0]})
    dialog, splitter = QDialog(), QSplitter()
    qtbot.addWidget(dialog)
    qtbot.addWidget(splitter)
    splitter.addWidget(QLabel("a"))
    splitter.addWidget(QLabel("b"))
    keep_size(dialog, settings, "one", 300, 200)
    keep_splitter(splitter, settings, "one", [100, 100])
    assert dialog.size() == QSize(300, 200)


def test_a_window_taken_down_asks_nothing_of_the_settings(app, qtbot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.json")
    dialog = QDialog()
    qtbot.addWidget(dialog)
    keep_size(dialog, settings, "one", 300, 200)
    del settings._values
    dialog.show()
    dialog.children()[-1].eventFilter(dialog, QEvent(QEvent.Type.Hide))
    dialog.hide()
