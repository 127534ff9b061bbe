"""Starting the window: the surroundings Qt wants, the application, and the first file."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.i18n import Language
from app.settings import Settings
from app.ui.errors import Uncaught
from app.ui.speech import Speech
from app.ui.theme import POINT_SIZE, dress
from app.ui.window import MainWindow


def run_window(path: Path | None, language: Language, settings: Settings) -> int:
    """Open the window, on the data file ``path`` where one is given, and return the program's exit status."""
    app = make_application(language, settings.points)
    uncaught = Uncaught(Speech(language), app)
    uncaught.install()
    window = MainWindow(language, settings)
    window.begin(path)
    window.show()
    gc.freeze()
    gc.enable()
    return app.exec()


def make_application(language: Language, points: float = POINT_SIZE) -> QApplication:
    """The one QApplication, dressed; pictures and tests use it too."""
    help_input_method(os.environ)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("union-steward")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("union-steward")
    dress(app, language.code, points)
    return app


def help_input_method(environment: MutableMapping[str, str]) -> None:
    """Let Chinese be typed where fcitx is used: PySide6 brings no fcitx plugin, but fcitx answers as ibus does."""
    wanted = " ".join(environment.get(name, "") for name in ("QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE"))
    if not sys.platform.startswith("linux") or "fcitx" not in wanted.lower():
        return
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    if not any("fcitx" in found.name for found in plugins.glob("*")):
        environment["QT_IM_MODULE"] = "ibus"
        environment["IBUS_USE_PORTAL"] = "1"
