"""Opens every page and window on an invented union and takes its picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from app.book import demo
from app.book.book import Book
from app.domain.listing import Listing
from app.i18n import Language
from app.settings import Settings
from app.ui import keeping_backups, seeker, soundness
from app.ui.about_dialog import AboutDialog
from app.ui.batch import BatchDialog
from app.ui.check_dialog import CheckDialog
from app.ui.errors import show_sentence
from app.ui.event_dialog import EventDialog
from app.ui.export_dialog import ExportDialog
from app.ui.history_dialog import HistoryDialog, RecycleDialog
from app.ui.import_dialog import ImportDialog
from app.ui.new_dialog import NewDialog
from app.ui.start import make_application
from app.ui.window import MainWindow
from app.ui.workplace import ACTIVITIES, AID, AWARDS, DRAWERS, MEMBERS, SUMMARY
from tests.shots import SIZE
from tests.ui import (
    camera_award,
    camera_backups,
    camera_care,
    camera_crash,
    camera_damaged,
    camera_filter,
    camera_form,
    camera_front,
    camera_gift,
    camera_home,
    camera_opening,
    camera_paper,
    camera_password,
    camera_wizard,
)
from tests.ui.room import as_on_the_screen
from tests.ui.stand_ins import Answers, foreign_roster
from tests.ui.still_clock import name_the_clerk, stop_the_clock

PIECES = (
    camera_form, camera_paper, camera_gift, camera_filter, camera_front, camera_home, camera_award, camera_wizard,
    camera_backups, camera_care, camera_crash, camera_damaged, camera_password, camera_opening,
)  # fmt: skip

_NEVER = 24 * 3600 * 1000  # milliseconds


class Camera:
    """Takes the pictures one after the other; each is ``<language>-<percent>-<name>.png``."""

    def __init__(self, out: Path, language: str, scale: str, folder: Path, only: str = "") -> None:
        self.out, self.only, self.scale = out, only, scale
        self.prefix = f"{language}-{round(float(scale) * 100)}"
        self.language = Language(language)
        self.app = make_application(self.language)
        self.app.setCursorFlashTime(0)
        self.folder = folder
        self.taken: list[Path] = []
        out.mkdir(parents=True, exist_ok=True)
        stop_the_clock()
        name_the_clerk()
        # What the program does by itself after a while would come into some pictures and not into others.
        keeping_backups.START_MS = soundness._LATER = _NEVER
        # However busy the machine is, a list is there before it is photographed.
        seeker.PATIENCE = 60.0

    def take_all(self) -> None:
        """Take every picture, then close the window as the clerk would."""
        try:
            self._take_all()
        finally:
            self._end()

    def _take_all(self) -> None:
        self.window = MainWindow(self.language, Settings(self.folder / "settings.json"), Answers())
        self.window.resize(*SIZE.get(self.scale, SIZE["1"]))
        self.window.begin(None)
        self.window.show()
        # As on an office PC: where the pictures are taken there may be no folder for documents.
        self.window.centralWidget().form.path.setText("D:\\工会\\我的工会.union")
        self.take("first-run")
        self._with(NewDialog(self.window, self.window.speech, self.window.ask), "new-file")
        path = self.folder / "demo.union"
        with Book.create(path, demo.NAME, demo.KIND) as book:
            demo.fill(book)
        self.window.open_path(path)
        self.until(lambda: self.window.workplace.page.facts is not None)
        self.take("home")
        for shot in (self.members, self.aid, self.activities, self.awards, self.drawers, self.summary, self.dialogs):
            shot()
        for piece in PIECES:
            self.settle()
            piece.shoot(self)

    def _end(self) -> None:
        """Close the window; a fault in a piece must not leave its threads running."""
        self.window.close()
        try:
            self.until(self.window.isHidden, 10)  # it may first make a backup
        finally:
            self.window.jobs.stop()
            self.window._let_go()

    def members(self) -> None:
        page = self.records(MEMBERS)
        self.take("members")
        page.open(page.table.model.ids[3])
        self.take("members-form")
        page.form.rows.turn()
        self.take("members-form-more")
        page.table.select([])
        page.new()
        page.form.editors["id_no"].line.setText("110101199003070000")
        page.form.editors["birth"].line.setText("1990-02-30")
        page.form.save()
        self.take("members-problems")
        page.form.clear()
        page.table.show_listing(Listing("member", text="没有这个人"))
        self.take("members-nothing")
        page.table.show_listing(Listing("member"))
        self.settle()
        page.table.select(page.table.model.ids[:5])
        page._on_selection()
        self.take("members-several")
        self._with(BatchDialog(self.window, self.window.desk, page.record, page.table.selected_ids()), "batch")

    def aid(self) -> None:
        page = self.records(AID)
        page.open(page.table.model.ids[0])
        self.take("aid")
        page.new()
        self.take("aid-new")
        page.form.clear()

    def activities(self) -> None:
        page = self.records(ACTIVITIES)
        page.open(page.table.model.ids[2])
        self.take("activities")

    def awards(self) -> None:
        awards = self.turn_to(AWARDS)
        for table in DRAWERS[AWARDS]:
            self._open_first(awards.turn_to(table))
            self.take(f"awards-{table}")
        awards.turn_to("award")

    def drawers(self) -> None:
        for room in (MEMBERS, AID, ACTIVITIES):
            drawers = self.turn_to(room)
            first, *others = DRAWERS[room]
            for table in others:
                self._open_first(drawers.turn_to(table))
                self.take(f"drawer-{table}")
            drawers.turn_to(first)

    def summary(self) -> None:
        page = self.turn_to(SUMMARY)
        self.until(lambda: page.paper is not None)
        page.show_figure(max(page.paper.figures, key=lambda figure: len(figure.rows) < 60 and len(figure.rows)))
        self.take("summary")
        page.pane.switch.setCurrentIndex(1)
        self.until(lambda: page.pane.pages.ready)
        self.take("summary-pages")
        page.pane.switch.setCurrentIndex(0)

    def dialogs(self) -> None:
        desk, window = self.window.desk, self.window
        page = self.records(MEMBERS)
        ids = page.table.model.ids
        free = next(i for i in reversed(ids) if not desk.read.references("member", i))
        page.open(free)
        page.form.editors["remark"].text.setPlainText("换了班组")
        page.form.save()
        page.table.select([free])
        page.delete()
        self._with(HistoryDialog(window, desk), "history")
        self._with(RecycleDialog(window, desk), "recycle-bin")
        self._with(EventDialog(window, desk, ids[0]), "membership-event")
        self._with(AboutDialog(window, window.speech), "about")
        self._with(ExportDialog(window, desk, self.folder / "out.xlsx"), "export")
        window.actions_.by_name["check"].trigger()
        self.until(lambda: any(isinstance(w, CheckDialog) for w in self.app.topLevelWidgets()))
        check = next(w for w in self.app.topLevelWidgets() if isinstance(w, CheckDialog))
        check.tree.expandAll()
        self.take("check", check)
        check.close()
        dialog = ImportDialog(window, desk, foreign_roster(self.folder / "职工花名册.xlsx"))
        dialog.open()
        self.settle()
        dialog.begin()
        self.until(lambda: dialog.plan is not None)
        self.take("import", dialog)
        dialog._tabs.setCurrentIndex(1)
        self.take("import-columns", dialog)
        dialog.close()
        window.actions_.by_name["plans"].trigger()
        self.take("plans", self.app.activeModalWidget())
        self.app.activeModalWidget().close()
        window.actions_.by_name["union"].trigger()
        self.take("union", self.app.activeModalWidget())
        self.app.activeModalWidget().close()
        self._with(
            show_sentence(
                window,
                window.speech,
                window.say(
                    "{path} is in use by another window or program. Close it there, then try again.",
                    path="青石镇.union",
                ),
            ),
            "message",
        )

    # ------------------------------------------------------------------------------------------- the camera itself

    def turn_to(self, room: int):
        """Go to a room as by its tab, and give its page when everything on it is there."""
        self.window.workplace.turn_to(room)
        self.settle()
        return self.window.workplace.page

    def records(self, room: int):
        """The page of records on show in ``room``, with its list."""
        self.turn_to(room)
        return self.window.workplace.record_page()

    def _open_first(self, page) -> None:
        self.settle()
        if page.table.model.ids:
            page.open(page.table.model.ids[0])

    def _with(self, dialog: QWidget, name: str) -> None:
        dialog.show()
        as_on_the_screen(dialog, self.window)
        self.take(name, dialog)
        dialog.close()

    def take(self, name: str, widget: QWidget | None = None) -> None:
        if self.only and self.only not in name:
            return
        self.settle()
        path = self.out / f"{self.prefix}-{name}.png"
        (widget or self.window).grab().save(str(path))
        self.taken.append(path)

    def settle(self) -> None:
        """Wait until no thread works for the window, and everything is laid out and painted."""
        self.until(self._is_idle)
        for _ in range(3):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.app.processEvents()

    def _is_idle(self) -> bool:
        desk = self.window.desk
        return not (self.window.jobs.busy or (desk and desk.seeker.busy) or self._is_moving())

    def _is_moving(self) -> bool:
        """Whether something fades in or out, as the little cross that empties a field does."""
        found = (one for widget in self.app.topLevelWidgets() for one in widget.findChildren(QAbstractAnimation))
        return any(one.state() == QAbstractAnimation.State.Running for one in found)

    def until(self, ready: Callable[[], bool], seconds: float = 60) -> None:
        """Turn the event loop until ``ready``, if it is not yet; a tool of pictures and tests, never of the program."""
        if ready():
            return
        loop = QEventLoop()
        ticker = QTimer(interval=10)
        left = [seconds * 100]

        def look() -> None:
            left[0] -= 1
            if ready() or left[0] < 0:
                loop.quit()

        ticker.timeout.connect(look)
        ticker.start()
        loop.exec()
        ticker.stop()
        assert ready(), "waited too long"
