"""The main window: menus, status line, the open book's workplace, and what every action does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox

from app.book import backups, twins
from app.book.book import Book, Change, Secret
from app.domain.errors import AppError
from app.domain.listing import Listing
from app.i18n import N_, Language
from app.settings import Settings
from app.ui.actions import Actions
from app.ui.ask import Ask
from app.ui.banner import Banner, Offer
from app.ui.desk import Desk
from app.ui.errors import show_error, show_or_raise, show_sentence
from app.ui.host import Host
from app.ui.icons import icon
from app.ui.jobs import Jobs
from app.ui.kept_drafts import KeptDrafts
from app.ui.opening import Opening
from app.ui.soundness import Soundness
from app.ui.speech import Speech
from app.ui.trail import Trail
from app.ui.verbs import FileVerbs
from app.ui.verbs_backup import BackupVerbs
from app.ui.verbs_care import CareVerbs
from app.ui.verbs_help import HelpVerbs
from app.ui.verbs_lists import ListVerbs
from app.ui.verbs_people import PeopleVerbs
from app.ui.verbs_records import RecordVerbs
from app.ui.verbs_safety import SafetyVerbs
from app.ui.verbs_view import ViewVerbs
from app.ui.verbs_year import YearVerbs
from app.ui.widgets import button
from app.ui.workplace import Workplace

# What is kept without the clerk ever seeing its number.
_UNNUMBERED = {"report_year", "sealing", "saved_filter", "summary_draft", "summary_text", "union_info"}
_TABLES = (".xlsx", ".xls", ".csv", ".ods", ".et", ".xlsm")


class MainWindow(Host):
    """One window, one open book at most; ``begin`` shows what comes first."""

    def __init__(self, language: Language, settings: Settings, ask: Ask | None = None) -> None:
        """Empty until ``begin`` or ``open_path``."""
        super().__init__()
        self.language = language
        self.settings = settings
        self.speech = Speech(language)
        self.ask = ask or Ask(self.speech)
        self.jobs = Jobs(self)
        self.desk: Desk | None = None
        self.workplace: Workplace | None = None
        self._opening = Opening(self)
        backing = BackupVerbs(self)
        self.keeping = backing.keeping
        self.files_ = FileVerbs(self)
        self.years_ = YearVerbs(self)
        self.safety_ = SafetyVerbs(self)
        verbs = (self.files_, RecordVerbs(self), PeopleVerbs(self), ListVerbs(self), self.years_, ViewVerbs(self),
                 HelpVerbs(self), CareVerbs(self), self.safety_, backing)  # fmt: skip
        self.actions_ = Actions(verbs, self.menuBar(), self.speech)
        self.trail = Trail(self.actions_.by_name, self)
        self.drafts = KeptDrafts(self)
        self._build_status()
        self.setWindowIcon(icon("app"))
        self.setAcceptDrops(True)
        self.setMinimumSize(760, 440)
        self.resize(1280, 740)
        self._restore_geometry()
        self.actions_.enable(False)
        self._show_title()

    # ------------------------------------------------------------------------------------------- files

    def begin(self, path: Path | None) -> None:
        """Show the file at ``path``; without one, or where it cannot be opened, the first page."""
        if path is None or not self.open_path(path):
            self._show_first_run()

    def open_path(self, path: Path, password: Secret = "", *, read_only: bool = False) -> bool:
        """Open a data file in place of the one that is open; says whether that worked."""
        if path.suffix.lower() in _TABLES:
            told = N_("{file} is a table. Open your data file first, then take the table in with “Import from Excel”.")
            show_sentence(self, self.speech, self.say(told, file=path.name))
            return False
        if not self.may_leave():
            return False
        if self.desk is not None and self.desk.book.path == path:
            self.put_away()  # it can be open once only
        entered = self._opening.enter(path, password, read_only=read_only)
        if entered is None:
            return False
        self._use(entered.book, entered.why)
        return True

    def make_file(self, path: Path, name: str, kind: str, password: str = "") -> bool:
        """Make a new data file and open it; says whether that worked."""
        if not self.may_leave():
            return False
        try:
            book = Book.create(path, name, kind, password)
        except AppError as error:
            show_error(self, self.speech, error)
            return False
        self._use(book)
        return True

    def put_away(self) -> None:
        """Close the open file and show the first page."""
        self._let_go()
        self._show_first_run()

    @property
    def password(self) -> Secret:
        """What opens the open file once more, for a backup of it."""
        return self.desk.book.secret if self.desk else ""

    def may_leave(self) -> bool:
        """Whether the open file may be closed."""
        return self.workplace is None or self.workplace.may_leave()

    def _use(self, book: Book, why_read_only: str = "") -> None:
        self._let_go()
        self.desk = Desk(book, self.language, self.settings, self.ask, self.jobs, self)
        self.desk.actions = self.actions_.by_name
        self.workplace = Workplace(self.desk)
        self.setCentralWidget(self.workplace)
        self._show_banner(why_read_only)
        self.desk.changes.changed.connect(self._on_change)
        self.trail.follow(self.desk.changes)
        self.drafts.opened()
        self.desk.wish_record.connect(self._on_wish_record)
        self.desk.wish_list.connect(self._on_wish_list)
        self.desk.wish_history.connect(self.files_.show_history)
        self.desk.wish.connect(self._on_wish)
        self.desk.say_short.connect(self.show_status)
        self._remember(book)
        self.actions_.enable(True)
        self.actions_.show_writing(not book.read_only)
        Soundness(self.desk).unsound.connect(self.on_damaged)
        self.keeping.opened()
        self.safety_.opened()
        self._show_steps()
        self.show_status(self.say(N_("Opened {file}."), file=book.path.name))
        self._show_title()
        if wrong_clock := backups.clock_problem(book.read):
            show_sentence(self, self.speech, self.say(wrong_clock), QMessageBox.Icon.Warning)

    def _show_banner(self, why: str) -> None:
        if self.workplace is not None and why:
            elsewhere = (self.say(N_("Save a copy elsewhere…")), self.save_elsewhere)
            self.workplace.show_above(Banner(why, (*self._way_home(), elsewhere)))

    def _way_home(self) -> tuple[Offer, ...]:
        """The way from a backup that is looked at to the clerk's own file."""
        if self.desk is None or twins.original_of(self.desk.book.path) is None:
            return ()
        return ((self.say(N_("Back to your own file")), self.go_home),)

    def go_home(self) -> None:
        """Open the file that the open one is a backup of."""
        own = twins.original_of(self.desk.book.path) if self.desk else None
        if own is not None:
            self.open_path(own, backups.fitting(own, self.password))

    def open_file(self) -> Path | None:
        """Where the open file lies."""
        return self.desk.book.path if self.desk else None

    def on_damaged(self) -> None:
        """The open file can no longer be read whole: put it away and show the ways on."""
        if self.desk is None:
            return
        path, secret = self.desk.book.path, self.password
        self.settings.forget_place(path)
        for dialog in self.findChildren(QDialog):  # they ask the book too
            dialog.hide()
            dialog.deleteLater()
        self.put_away()
        self.show_status("")  # no longer "opened"
        self._opening.show_damaged(path, secret)

    def _remember(self, book: Book) -> None:
        if not book.read_only:
            self.settings.remember_place(twins.identity(book), book.path)
            self.settings.opened(book.path)
            self.settings.save()

    def moved(self) -> None:
        """The open book now lies elsewhere, and can be changed there."""
        if self.desk is None or self.workplace is None:
            return
        self.workplace.show_above(None)
        self.actions_.show_writing(True)
        self.desk.writable.emit()
        self._remember(self.desk.book)
        self.keeping.opened()
        self.safety_.opened()
        self._show_title()
        self.tell(self.say(N_("Saved as {path}. You are working in that file now."), path=str(self.desk.book.path)))

    def save_elsewhere(self) -> None:
        """Go on working in a copy at a place the clerk chooses; what is being typed stays as it is."""
        self.files_.on_save_elsewhere()

    def _let_go(self) -> None:
        self.keeping.let_go()
        if self.workplace is not None:
            # Its tables go first: a last repaint must not ask a book that is closed.
            self.workplace.hide()
            self.workplace.deleteLater()
            self.takeCentralWidget()
        if self.desk is not None:
            self.desk.clear()
            self.desk.deleteLater()
        self.desk, self.workplace = None, None

    def _show_first_run(self) -> None:
        from app.ui.pages.first_run import FirstRunPage  # not needed where a file is opened at once

        page = FirstRunPage(self.speech, self.settings, self.ask)
        page.wish.connect(self._on_first_wish)
        page.wish_open.connect(self._on_recent)
        page.wish_make.connect(self.make_file)
        self.setCentralWidget(page)
        self.actions_.enable(False)
        self._show_title()

    # ------------------------------------------------------------------------------------------- status

    def _build_status(self) -> None:
        self.status = QLabel()
        self.statusBar().addWidget(self.status)
        self._undo_link = button(self.say(N_("Undo")), self.files_.on_undo, "quiet")
        self._undo_link.hide()
        self.statusBar().addWidget(self._undo_link)
        self._redo_link = button(self.say(N_("Redo")), self.files_.on_redo, "quiet")
        self._redo_link.hide()
        self.statusBar().addWidget(self._redo_link)
        self.statusBar().addPermanentWidget(self.keeping.mark)
        self._place = QLabel()
        self._place.setProperty("kind", "muted")
        self.statusBar().addPermanentWidget(self._place)

    def show_status(self, sentence: str, *, step: bool = False, undone: bool = False) -> None:
        """Say something in the status line; a step just done or ``undone`` has the way back beside it."""
        self.status.setText(f" {sentence}")
        self._undo_link.setVisible(step)
        self._redo_link.setVisible(undone)

    def _show_title(self) -> None:
        name = self.say(N_("Union Steward"))
        union = str(self.desk.read.union()["name"]) if self.desk else ""
        self.setWindowTitle(f"{union} — {name}" if union else name)
        self._place.setText(self.desk.book.path.name if self.desk else "")
        self._place.setToolTip(str(self.desk.book.path) if self.desk else "")

    def _show_steps(self) -> None:
        if self.desk is None:
            return
        undo, redo = self.desk.book.next_undo(), self.desk.book.next_redo()
        self.actions_.show_steps(
            self.speech.step(undo.label, undo.values) if undo else None,
            self.speech.step(redo.label, redo.values) if redo else None,
        )

    def _on_change(self, change: Change) -> None:
        said = self.speech.step(change.label, change.values)
        can_undo = self.desk is not None and self.desk.book.next_undo() is not None
        main = {table: ids for table, ids in change.touched.items() if table not in ("figure", "attachment")}
        only = next(iter(main.values())) if len(main) == 1 else frozenset()
        gone = len(only) == 1 and self.desk is not None and not self.desk.read.rows(next(iter(main)), list(only))
        if gone:
            self.show_status(self.say(N_("Done  ·  {step}"), step=said), step=can_undo)
        elif len(only) == 1 and self.desk is not None and not _UNNUMBERED & set(main):
            number = self.desk.read.serial(next(iter(only)))
            self.show_status(self.say(N_("Saved: No. {number}  ·  {step}"), number=number, step=said), step=can_undo)
        else:
            self.show_status(self.say(N_("Saved  ·  {step}"), step=said), step=can_undo)
        self._show_steps()
        if "union_info" in change.touched:
            self._show_title()

    # ------------------------------------------------------------------------------------------- wishes of pages

    def _on_wish(self, name: str) -> None:
        self.actions_.by_name[name].trigger()

    def _on_first_wish(self, name: str) -> None:
        {"open": self.files_.on_open_file, "demo": self.files_.on_demo}[name]()

    def _on_recent(self, path: Path) -> None:
        self.open_path(path)

    def _on_wish_record(self, table: str, row_id: int) -> None:
        if self.workplace is not None and not self.workplace.open_record(table, row_id):
            show_sentence(
                self, self.speech, self.say(N_("This record is no longer there. Look for it in the recycle bin."))
            )

    def _on_wish_list(self, listing: Listing) -> None:
        if self.workplace is not None and not self.workplace.show_list(listing):
            self.years_.show_records(listing)

    def on_failed(self, error: object) -> None:
        """A job ended badly: say so, or let a bug reach the log."""
        show_or_raise(self, self.speech, error)

    def tell(self, sentence: str, *, step: bool = False) -> None:
        """Say that something was done, in the status line and in a small window."""
        self.show_status(sentence, step=step)
        show_sentence(self, self.speech, sentence, QMessageBox.Icon.Information)

    # ------------------------------------------------------------------------------------------- Qt's own events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a data file, or with an open book a workbook."""
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the data file or import the workbook."""
        path = self._dropped(event)
        if path is None:
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if path.suffix.lower() == ".union":
            self.open_path(path)
        else:
            self.files_.import_file(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
        if path is None:
            return None
        wanted = (".union", *_TABLES) if self.desk else (".union",)
        return path if path.suffix.lower() in wanted else None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what is not saved, then close the file."""
        if not self.may_leave() or not (self.drafts.leaving or self.keeping.may_close()):
            event.ignore()
            return
        self.settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        self.settings.save()
        self.jobs.stop()
        self._let_go()
        super().closeEvent(event)

    def _restore_geometry(self) -> None:
        kept = self.settings.get("geometry")
        if isinstance(kept, str) and kept.isascii():
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii"))))
