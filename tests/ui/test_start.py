"""Starting the window: what the first page does not need is not loaded, and closing asks nothing of a closed book."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "reportlab", "docx", "lxml", "xlsxwriter", "openpyxl", "python_calamine", "pypinyin", "lunar_python",
    "pypdfium2", "sqlite_utils", "app.documents", "app.book.importing", "app.book.exporting", "app.book.demo",
    "app.ui.record_form", "app.ui.import_dialog", "app.ui.pages.yearend", "app.ui.award_strip",
    "PySide6.QtPrintSupport",
}  # fmt: skip
OPEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.i18n import Language
from app.settings import Settings
from app.ui.start import make_application
from app.ui.window import MainWindow

app = make_application(Language("zh_CN"))
window = MainWindow(Language("zh_CN"), Settings(Path(sys.argv[2])))
window.begin(Path(sys.argv[1]))
window.workplace.turn_to(int(sys.argv[3]))
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
window.grab()
print(*sys.modules)
window.close()
"""


@pytest.mark.parametrize("room", [0, 1, 2])
def test_the_first_pages_load_nothing_they_do_not_need(path: Path, tmp_path: Path, room: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(path), str(tmp_path / "settings.json"), str(room)],
        cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr, done.stderr
    assert set(done.stdout.split()) & HEAVY == set()
