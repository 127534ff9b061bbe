"""Our start: the program opened on a file, the members turned to; prints when the table is painted."""

from __future__ import annotations

import gc

gc.disable()  # as app.main does until the window is up

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from app.i18n import Language
from app.settings import Settings
from app.ui.start import make_application
from app.ui.window import MainWindow

app = make_application(Language("zh_CN"))
window = MainWindow(Language("zh_CN"), Settings(Path(tempfile.mkdtemp()) / "settings.json"))
window.resize(1366, 700)
window.open_path(Path(sys.argv[1]))
window.workplace.turn_to(1)
window.show()
timer = QTimer(interval=1)


def look() -> None:
    if window.workplace.record_page().table.model.ids:
        app.quit()


timer.timeout.connect(look)
timer.start()
app.exec()
window.grab()
print(time.time(), flush=True)
window.close()
