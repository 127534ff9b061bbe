"""Pictures of opening what somebody else has open, what is a backup or a copy, and of what could not be saved."""

from __future__ import annotations

import platform
import shutil

from PySide6.QtWidgets import QMessageBox

from app.book import backups, demo
from app.book.book import Book
from app.domain.errors import NotSaved
from app.settings import Settings
from app.store import holding
from app.ui.ask import Ask
from app.ui.errors import show_error
from app.ui.window import MainWindow
from app.ui.workplace import MEMBERS
from tests.ui.stand_ins import Answers

_FULL = "The disk is full: this was not saved in {path}. Free some space, then try again."


def shoot(camera) -> None:
    """Open an invented union in every way that is not the plain one."""
    folder = camera.folder / "opening"
    folder.mkdir()
    path = folder / "青石镇总工会.union"
    with Book.create(path, demo.NAME, demo.KIND) as book:
        demo.fill(book)
    usual = camera.window
    camera.window = window = MainWindow(camera.language, Settings(folder / "settings.json"), Answers())
    try:
        window.resize(usual.size())
        window.begin(None)
        window.show()
        for one in (_held, _backup, _twin, _full):
            one(camera, path)
            camera.settle()
    finally:
        window.put_away()
        window.close()
        window.jobs.stop()
        camera.window = usual


def _held(camera, path) -> None:
    window = camera.window
    usual = holding._user, platform.node
    holding._user, platform.node = _who, _where
    try:
        with Book.open(path):
            _asking(camera, "opening-held", path)
            window.ask.chosen = 0
            window.open_path(path)
            camera.records(MEMBERS).open(camera.records(MEMBERS).table.model.ids[3])
            camera.take("opening-read-only")
            window.put_away()
    finally:
        holding._user, platform.node = usual


def _backup(camera, path) -> None:
    window = camera.window
    kept = backups.automatic(path, "", backups.START).path
    _asking(camera, "opening-backup", kept)
    window.ask.chosen = 1
    window.open_path(kept)
    camera.take("opening-backup-looked-at")
    window.put_away()


def _twin(camera, path) -> None:
    window = camera.window
    window.open_path(path)
    window.put_away()
    copy = path.with_name("青石镇总工会 - 副本.union")
    shutil.copyfile(path, copy)
    _asking(camera, "opening-copy", copy)


def _full(camera, path) -> None:
    window = camera.window
    window.open_path(path)
    page = camera.records(MEMBERS)
    page.new()
    page.form.editors["name"].set_value("宋长青")
    show_error(window, window.speech, NotSaved(_FULL, path=str(path)))
    box = window.findChild(QMessageBox)
    camera.take("opening-not-saved", box)
    box.close()
    page.form.clear()


def _asking(camera, name: str, path) -> None:
    """Open ``path`` and take the question that it leads to, which nobody answers."""
    window, wait = camera.window, QMessageBox.exec

    def pose(box: QMessageBox) -> int:
        box.show()
        camera.take(name, box)
        box.hide()
        return 0

    answers, window.ask = window.ask, Ask(window.speech)
    QMessageBox.exec = pose
    try:
        window.open_path(path)
    finally:
        QMessageBox.exec = wait
        window.ask = answers


def _who() -> str:
    return "王会计"


def _where() -> str:
    return "DANGZHENGBAN-PC"
