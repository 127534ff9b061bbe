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

from app.i18n import N_, Language
from app.settings import Settings
from app.ui.ending import Ending
from app.ui.errors import Uncaught
from app.ui.signals import Signals
from app.ui.situation import Surveyor
from app.ui.speech import Speech
from app.ui.theme import POINT_SIZE, dress
from app.ui.window import MainWindow


def run_window(path: Path | None, language: Language, settings: Settings, *, unclean: bool = False) -> int:
    """Open the window, on the data file ``path`` where one is given, and return the program's exit status.

    ``unclean`` says that the program was ended by something else last time.
    """
    app = make_application(language, settings.points)
    uncaught = Uncaught(Speech(language), app)
    uncaught.install()
    window = MainWindow(language, settings)
    _watch(app, window, uncaught)
    uncaught.carry(window.begin, path)
    if settings.was_broken:
        told = N_("The settings could not be read, so the program's own are used. Your records are untouched.")
        window.show_status(window.say(told))
    if unclean:
        told = N_("The program was ended by something else last time. Everything that was saved is there.")
        window.show_status(window.say(told))
    uncaught.carry(window.show)  # showing a page reads the file, which may be damaged
    gc.freeze()
    gc.enable()
    return app.exec()


def _watch(app: QApplication, window: MainWindow, uncaught: Uncaught) -> None:
    """Have the window ended well by whoever ends it, and faults told with what is saved in it."""
    ending = Ending(app, window, window.drafts)
    Signals(app).asked.connect(ending.now)
    uncaught.wanted_restart.connect(ending.restart)
    uncaught.watch(window.ask, Surveyor(window, window.drafts).situation, window.trail.done, window.open_file)
    uncaught.damaged.connect(window.on_damaged)


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
