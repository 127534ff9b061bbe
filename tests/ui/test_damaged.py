"""A damaged file in the window: the ways on from it, what is missing afterwards, and nothing changed in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from shiboken6 import isValid

from app.book import backups, salvaging
from app.ui.crash_dialog import Situation
from app.ui.damaged_dialog import Damage, DamagedDialog
from app.ui.errors import Uncaught
from app.ui.history_dialog import HistoryDialog
from app.ui.soundness import Soundness
from app.ui.window import MainWindow
from tests.faults import damage

ROOT = Path(__file__).resolve().parents[2]

START = """
import os
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.i18n import Language
from app.settings import Settings
from app.ui import start
from app.ui.damaged_dialog import DamagedDialog

def look():
    if any(isinstance(one, DamagedDialog) and one.isVisible() for one in QApplication.topLevelWidgets()):
        print("the ways on", flush=True)
        os._exit(7)

class App(start.QApplication):
    def __init__(self, words):
        super().__init__(words)
        self.timer = QTimer(self, interval=50)
        self.timer.timeout.connect(look)
        self.timer.start()

start.QApplication = App
sys.exit(start.run_window(Path(sys.argv[1]), Language("zh_CN"), Settings(Path(sys.argv[2]))))
"""


@pytest.fixture
def damaged(window: MainWindow, path: Path) -> Path:
    """The small book, put away, with one page of members gone; a sound backup lies beside it."""
    window.put_away()
    backups.backup(path, path.parent)
    of = damage.original(path)
    page = next(number for number, rows in of.on_page.items() if ("member", min(of.rows["member"])) in rows)
    path.write_bytes(damage.zeroed(of, page).data)
    return path


def shown() -> list[DamagedDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, DamagedDialog) and one.isVisible()]


def begin(window: MainWindow, path: Path, qtbot) -> DamagedDialog:
    Damage(window, path).begin()
    qtbot.waitUntil(lambda: bool(shown()), timeout=20000)
    return shown()[0]


def words(dialog: DamagedDialog) -> str:
    return "\n".join(one.text() for one in (*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)))


def test_it_says_calmly_what_happened_and_offers_the_ways(window: MainWindow, damaged: Path, qtbot) -> None:
    before = damaged.read_bytes()
    dialog = begin(window, damaged, qtbot)
    assert set(dialog.ways) == {"back", "save"}
    assert damaged.name in words(dialog)
    assert str(damaged.parent) not in words(dialog)
    assert not any(word in words(dialog) for word in ("SQL", "malformed", "Traceback", "{"))
    assert dialog.parent() is window
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    assert damaged.read_bytes() == before


def test_what_can_be_saved_goes_into_a_new_file_that_opens(window: MainWindow, damaged: Path, qtbot) -> None:
    before = damaged.read_bytes()
    dialog = begin(window, damaged, qtbot)
    dialog.ways["save"].click()
    qtbot.waitUntil(lambda: dialog._saved is not None, timeout=20000)
    assert dialog.list is not None
    assert "只找回一部分" in dialog.list.toPlainText()
    dialog.open_new()
    assert window.desk is not None
    assert window.desk.book.path != damaged
    assert len(window.desk.read.every("member")) == 6
    assert damaged.read_bytes() == before
    assert damaged.with_name(f"{damaged.stem}-抢救清单.txt").is_file()


def test_going_back_puts_the_backup_there_and_keeps_the_damaged_file(window: MainWindow, damaged: Path, qtbot) -> None:
    before = damaged.read_bytes()
    dialog = begin(window, damaged, qtbot)
    dialog.ways["back"].click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20000)
    assert window.desk is not None
    assert window.desk.book.path == damaged
    assert len(window.desk.read.every("member")) == 6
    kept = [one for one in damaged.parent.rglob("*.union") if one.read_bytes() == before]
    assert len(kept) == 1


def test_without_a_backup_it_says_so_and_what_saves_more_comes_first(window: MainWindow, damaged: Path, qtbot) -> None:
    for one in salvaging.backups.all_backups(damaged):
        one.path.unlink()
    dialog = begin(window, damaged, qtbot)
    assert list(dialog.ways) == ["save"]
    assert "U 盘" in words(dialog) or "USB" in words(dialog)
    dialog.close()


def test_an_empty_file_offers_the_backup_only(window: MainWindow, damaged: Path, qtbot) -> None:
    damaged.write_bytes(b"")
    dialog = begin(window, damaged, qtbot)
    assert list(dialog.ways) == ["back"]
    dialog.close()


def _spoil(path: Path) -> None:
    """A page of members goes bad in the file that is open."""
    of = damage.original(path)
    page = next(number for number, rows in of.on_page.items() if ("member", min(of.rows["member"])) in rows)
    path.write_bytes(damage.zeroed(of, page).data)


@pytest.mark.fault("S2", "D10")
def test_a_file_that_was_put_away_as_damaged_is_not_called_open(window: MainWindow, path: Path) -> None:
    assert path.name in window.status.text()
    window.on_damaged()
    assert path.name not in window.status.text()


def test_a_damaged_page_under_the_first_page_of_the_window_does_not_end_the_start(path: Path, tmp_path: Path) -> None:
    """Opened with a double click: what the first page counts cannot be read, and no window is up yet."""
    of = damage.original(path)
    page = next(number for number, rows in of.on_page.items() if ("member", min(of.rows["member"])) in rows)
    path.write_bytes(damage.zeroed(of, page).data)
    done = subprocess.run(
        [sys.executable, "-c", START, str(path), str(tmp_path / "settings.json")],
        cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (7, "the ways on"), done.stderr[-2000:]


def test_damage_in_the_open_file_is_found_when_the_window_has_time(window: MainWindow, path: Path, qtbot) -> None:
    HistoryDialog(window, window.desk).open()
    _spoil(path)
    window.findChild(Soundness).look()
    qtbot.waitUntil(lambda: bool(shown()), timeout=20000)
    assert window.desk is None
    assert window.settings.get("books") == {}
    assert "save" in shown()[0].ways
    assert not [one for one in window.findChildren(HistoryDialog) if one.isVisible()]


@pytest.mark.fault("D10")
def test_a_page_that_cannot_be_read_is_no_fault_of_the_program(window: MainWindow, path: Path, qtbot) -> None:
    uncaught = Uncaught(window.speech)
    uncaught.watch(window.ask, Situation, tuple, window.open_file)
    uncaught.damaged.connect(window.on_damaged)
    _spoil(path)
    try:
        with window.desk.book.reader() as read:
            read.every("member")
    except Exception as error:
        uncaught.hook(type(error), error, None)
    else:
        pytest.fail("the page was read")
    qtbot.waitUntil(lambda: bool(shown()), timeout=20000)
    assert uncaught.dialog is None
