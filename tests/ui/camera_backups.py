"""Pictures of the list of backups, of one gone wrong, and of the choice of a USB stick."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.book import backups
from app.domain import retention
from app.store import backup as store
from app.ui.backup_settings import BackupSettings
from app.ui.backups_dialog import BackupsDialog
from tests.ui.still_clock import NOW

_WHY = (retention.UPGRADE, retention.EXIT, retention.START, retention.IMPORT, retention.TIMED, retention.EXIT,
        retention.ASKED, retention.START, retention.RESTORE, retention.TIMED)  # fmt: skip


def shoot(camera) -> None:
    window = camera.window
    path = window.desk.book.path
    empty = BackupsDialog(window, path.with_name("没有备份.union"), "")
    _take(camera, empty, "backups-none")
    folder = backups.automatic_folder(path)
    now = NOW.astimezone()
    for n, reason in enumerate(_WHY):
        kept = store.backup(path, folder, now=now - timedelta(days=(len(_WHY) - n) * 2, hours=n), reason=reason)
    kept.write_bytes(kept.read_bytes()[:20000])
    store.backup(path, folder, now=now, reason=retention.EXIT)
    keeping = window.keeping
    keeping.opened()
    dialog = BackupsDialog(window, path, "", keeping)
    camera.until(lambda: len(dialog._known) == len(dialog.backups))
    _take(camera, dialog, "backups")
    keeping.trouble = window.say(
        "The disk is full: this was not saved in {path}. Free some space, then try again.", path=str(folder)
    )
    keeping._show(None)
    dialog._tell()
    _take(camera, dialog, "backups-failed")
    dialog.close()
    camera.take("backups-red-mark")
    keeping.trouble = ""
    keeping._show(now)
    camera.take("backups-mark")
    _settings(camera)


def _settings(camera) -> None:
    window = camera.window
    around = QWidget()
    column = QVBoxLayout(around)
    choice = BackupSettings(window.speech, window.settings, window.ask)
    column.addWidget(choice)
    around.resize(520, 190)
    around.show()
    camera.take("backups-stick-none", around)
    stick = camera.folder / "U盘"
    stick.mkdir()
    window.ask._path = stick
    choice.on_choose()
    camera.take("backups-stick", around)
    choice.on_stop()
    around.deleteLater()


def _take(camera, dialog, name: str) -> None:
    room = camera.window.size()
    dialog.resize(min(880, room.width() - 24), min(480, room.height() - 48))
    dialog.show()
    camera.settle()
    camera.take(name, dialog)
    dialog.hide()
