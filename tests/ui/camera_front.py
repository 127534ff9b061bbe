"""Pictures of the way in and of the small windows: first page, new file, settings, help, history, a job under way."""

from __future__ import annotations

import os
from unittest.mock import patch

from app import paths
from app.settings import Settings
from app.ui.about_dialog import AboutDialog
from app.ui.check_dialog import CheckDialog
from app.ui.errors import show_sentence
from app.ui.help_window import show_help
from app.ui.history_dialog import HistoryDialog, RecycleDialog
from app.ui.jobs import Job, _Order
from app.ui.new_dialog import NewDialog
from app.ui.notice_window import NoticeWindow
from app.ui.settings_dialog import SettingsDialog
from app.ui.window import MainWindow
from app.ui.working import Working
from tests.ui.room import as_on_the_screen
from tests.ui.stand_ins import Answers
from tests.ui.still_clock import NOW

# As a package brings it, if shorter.
_NOTICE = """工会小管家 · Union Steward

本软件由下列部分组成，各按其许可使用和分发；许可原文附后。

  工会小管家: Apache-2.0
  Qt, PySide6: LGPL-3.0-only
  Noto Sans SC, Noto Serif SC: OFL-1.1
  cnchar: MIT

{line}
工会小管家
{line}

{licence}"""


def shoot(camera) -> None:
    """Open each window of this piece over the invented union and take its picture."""
    window, desk = camera.window, camera.window.desk
    _first_pages(camera)
    _one(camera, NewDialog(window, window.speech, window.ask), "front-new")
    dialog = SettingsDialog(window, window.speech, Settings(camera.folder / "other.json"))
    dialog.languages.buttons()[1].click()
    _one(camera, dialog, "front-settings")
    _one(camera, AboutDialog(window, window.speech, desk.book.path), "front-about")
    _licences(camera)
    _one(camera, HistoryDialog(window, desk), "front-history")
    _one(camera, RecycleDialog(window, desk), "front-recycle-empty")
    _one(camera, CheckDialog(window, desk, ()), "front-check-empty")
    help_ = show_help(window, window.speech, desk.settings)
    as_on_the_screen(help_, camera.window)
    for name in ("start", "members", "gift", "keys"):
        help_.show_page(name)
        camera.take(f"front-help-{name}", help_)
    help_.search.setText("撤销")
    camera.take("front-help-search", help_)
    help_.close()
    box = show_sentence(window, window.speech, window.say("Writing …"), details="Traceback …\nValueError: x")
    next(made for made in box.buttons() if box.buttonRole(made) is box.ButtonRole.ActionRole).click()
    camera.take("front-details", box)
    box.close()
    job = Job(_Order(1, lambda _report, _cancelled: None), window)
    working = Working(window, window.speech, job, window.say("Reading {file} …", file="2026年青石镇职工花名册.xlsx"))
    job.progressed.emit(1200, 100000)
    _one(camera, working, "front-working")
    job.ended.emit()


def _licences(camera) -> None:
    window = camera.window
    file = camera.folder / "NOTICE"
    licence = (paths.ROOT / "LICENSE").read_text(encoding="utf-8")
    file.write_text(_NOTICE.format(line="=" * 78, licence=licence), encoding="utf-8")
    with patch.object(paths, "notice_file", return_value=file):
        about = AboutDialog(window, window.speech, window.desk.book.path)
    about.show()
    camera.take("front-about-installed", about)
    about.licences.click()
    notice = about.findChild(NoticeWindow)
    as_on_the_screen(notice, window)
    camera.take("front-licences", notice)
    notice.search.setText("Contributor")
    camera.take("front-licences-found", notice)
    notice.search.setText("工会会员")
    camera.take("front-licences-nothing", notice)
    notice.close()
    about.close()


def _first_pages(camera) -> None:
    settings = Settings(camera.folder / "recent.json")
    window = _empty_window(camera, settings)
    page = window.centralWidget()
    page.form.ready()
    camera.take("front-first-wrong", window)
    page.form._unfold()
    camera.take("front-first-password", window)
    window.close()
    for name in ("青石镇总工会.union", "青石中心小学工会.union"):
        (camera.folder / name).write_bytes(b"")
        os.utime(camera.folder / name, (NOW.timestamp(), NOW.timestamp()))
        settings.opened(camera.folder / name)
    window = _empty_window(camera, settings)
    camera.take("front-first-recent", window)
    window.centralWidget().unfold()
    camera.take("front-first-recent-new", window)
    window.close()


def _empty_window(camera, settings: Settings) -> MainWindow:
    window = MainWindow(camera.language, settings, Answers())
    window.resize(camera.window.size())
    window.begin(None)
    window.show()
    return window


def _one(camera, dialog, name: str) -> None:
    dialog.show()
    as_on_the_screen(dialog, camera.window)
    camera.take(name, dialog)
    dialog.close()
