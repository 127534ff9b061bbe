"""What each action of the menus does; the window lends its open book."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app import paths
from app.book import checks, exporting
from app.book.book import Book
from app.domain.errors import AppError
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui import files
from app.ui.about_dialog import AboutDialog
from app.ui.ask import BOOKS, DATA_FILES, EXCEL
from app.ui.check_dialog import CheckDialog
from app.ui.errors import show_error
from app.ui.export_dialog import ExportDialog
from app.ui.history_dialog import HistoryDialog, RecycleDialog
from app.ui.host import Host
from app.ui.import_dialog import ImportDialog
from app.ui.list_dialog import ListDialog
from app.ui.new_dialog import NewDialog
from app.ui.record_dialog import open_record
from app.ui.record_page import RecordPage
from app.ui.restoring import Restoring
from app.ui.working import watch
from app.ui.workplace import SUMMARY


class Verbs(QObject):
    """One slot for each action; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window

    # ------------------------------------------------------------------------------------------- file

    def on_new_file(self) -> None:
        """Make a new data file."""
        dialog = NewDialog(self._w, self._w.speech, self._w.ask)
        dialog.chosen.connect(self._w.make_file)
        dialog.open()

    def on_open_file(self) -> None:
        """Open a data file."""
        path = self._w.ask.open_file(self._w, N_("Open a data file"), DATA_FILES, self._folder())
        if path is not None:
            self._w.open_path(path)

    def on_import(self) -> None:
        """Choose a workbook and show what importing it would do."""
        if self._w.desk is None or not self._w.may_leave():
            return
        path = self._w.ask.open_file(self._w, N_("Import from Excel"), BOOKS, self._folder())
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Show what importing a file would do."""
        desk = self._w.desk
        if desk is None or not self._w.may_leave():
            return
        dialog = ImportDialog(self._w, desk, path)
        dialog.imported.connect(self._on_imported)
        dialog.open()
        dialog.begin()

    def _on_imported(self, sentence: str) -> None:
        dialog = self.sender()
        self._w.tell(sentence, step=isinstance(dialog, ImportDialog) and dialog.took_in > 0)

    def on_export(self) -> None:
        """Export to a workbook."""
        desk = self._w.desk
        if desk is None:
            return
        name = str(desk.read.union()["name"]) or desk.book.path.stem
        dialog = ExportDialog(self._w, desk, self._folder() / f"{name}.xlsx")
        dialog.exported.connect(self._on_written)
        dialog.open()

    def on_template(self) -> None:
        """Write the blank workbook."""
        out = self._w.ask.save_file(self._w, N_("Blank Excel template"), EXCEL, self._folder() / "空白模板.xlsx")
        if out is not None:
            self._run(partial(_template, out), self._on_written, self._w.say(N_("Writing {file} …"), file=out.name))

    def on_backup(self) -> None:
        """Back the open file up into a folder."""
        desk = self._w.desk
        if desk is None:
            return
        folder = self._w.ask.folder(self._w, N_("Where to back up to"), self._folder())
        if folder is not None:
            self._run(
                partial(files.back_up, desk.book.path, folder, self._w.password),
                self._on_written,
                self._w.say(N_("Backing up …")),
            )

    def on_restore(self) -> None:
        """Put a backup in the place of the open file, which is itself kept beside it."""
        if self._w.desk is not None and self._w.may_leave():
            Restoring(self._w, self._w.desk.book.path).begin()

    def on_quit(self) -> None:
        """Close the window."""
        self._w.close()

    # ------------------------------------------------------------------------------------------- edit

    def on_undo(self) -> None:
        """Take the latest step back."""
        self._step(back=True)

    def on_redo(self) -> None:
        """Do the step undone last again."""
        self._step(back=False)

    def _step(self, *, back: bool) -> None:
        desk = self._w.desk
        if desk is None or not self._w.may_leave():
            return
        try:
            change = desk.book.undo() if back else desk.book.redo()
        except AppError as error:
            show_error(self._w, self._w.speech, error)
            return
        said = self._w.speech.step(change.label, change.values)
        told = self._w.say(N_("Undone  ·  {step}") if back else N_("Done again  ·  {step}"), step=said)
        self._w.show_status(told, step=not back, undone=back)

    def _page(self) -> RecordPage | None:
        return self._w.workplace.record_page() if self._w.workplace else None

    def on_new(self) -> None:
        """Begin a new record of the page on show, else a new aid entry."""
        page = self._page()
        if page is not None:
            page.new()
        else:
            self._new("entry")

    def on_new_entry(self) -> None:
        """Begin a new aid entry."""
        self._new("entry")

    def on_new_activity(self) -> None:
        """Begin a new activity."""
        self._new("activity")

    def _new(self, table: str) -> None:
        page = self._w.workplace.page_of(table) if self._w.workplace else None
        if page is not None:
            page.new()

    def on_save(self) -> None:
        """Save the form on show."""
        page = self._page()
        if page is not None and page.form.isVisible():
            page.form.save()

    def on_save_and_new(self) -> None:
        """Save the form on show and go on with the next record."""
        page = self._page()
        if page is not None and page.form.isVisible():
            page.form.save_and_new()

    def on_delete(self) -> None:
        """Delete the selection."""
        page = self._page()
        if page is not None:
            page.delete()

    def on_find(self) -> None:
        """Go to the search box."""
        page = self._page()
        if page is not None:
            page.table.start_search()

    def on_history(self) -> None:
        """Show the history."""
        if self._w.desk is not None:
            HistoryDialog(self._w, self._w.desk).open()

    def show_history(self, table: str, row_id: int) -> None:
        """Show the history of one record."""
        if self._w.desk is not None:
            HistoryDialog(self._w, self._w.desk, table, row_id).open()

    def on_recycle(self) -> None:
        """Show the recycle bin."""
        if self._w.desk is not None and self._w.may_leave():
            RecycleDialog(self._w, self._w.desk).open()

    # ------------------------------------------------------------------------------------------- year end

    def on_summary(self) -> None:
        """Turn to the summary."""
        if self._w.workplace is not None:
            self._w.workplace.turn_to(SUMMARY)

    def on_forms(self) -> None:
        """Write the award forms of the year into a folder."""
        desk = self._w.desk
        if desk is None:
            return
        folder = self._w.ask.folder(self._w, N_("Where to write the award forms"), self._folder())
        if folder is not None:
            self._run(
                partial(files.write_forms, desk.book, desk.work_year, folder),
                self._on_forms,
                self._w.say(N_("Writing the award forms …")),
            )

    def on_check(self) -> None:
        """Look for what does not agree."""
        desk = self._w.desk
        if desk is not None:
            self._run(partial(_check, desk.book, desk.work_year), self._on_checked, self._w.say(N_("Checking …")))

    def on_union(self) -> None:
        """Open the union's own record."""
        desk = self._w.desk
        if desk is not None:
            open_record(self._w, desk, BY_TABLE["union_info"], desk.read.union()["id"])

    def on_problems(self) -> None:
        """Show the problems of the year."""
        self._list("problem")

    def on_plans(self) -> None:
        """Show the plans."""
        self._list("plan")

    def _list(self, table: str) -> None:
        if self._w.desk is not None:
            self.show_records(Listing(table, self._w.desk.year))

    def show_records(self, listing: Listing) -> None:
        """Show records that have no page of their own in a window."""
        if self._w.desk is not None:
            ListDialog(self._w, self._w.desk, listing).open()

    # ------------------------------------------------------------------------------------------- help

    def on_about(self) -> None:
        """About the program."""
        AboutDialog(self._w, self._w.speech).open()

    def on_language(self) -> None:
        """Use the other language from the next start on."""
        other = "en" if self._w.language.code.startswith("zh") else "zh_CN"
        self._w.settings.put("language", other)
        self._w.settings.save()
        self._w.tell(self._w.say(N_("The window speaks the other language from the next start on.")))

    # ------------------------------------------------------------------------------------------- jobs

    def _folder(self) -> Path:
        return self._w.desk.book.path.parent if self._w.desk else paths.documents_folder()

    def _run(self, work: Any, done: Any, text: str) -> None:
        job = self._w.jobs.start_job(work)
        job.done.connect(done)
        job.failed.connect(self._w.on_failed)
        job.broken.connect(self._w.on_failed)
        watch(self._w, self._w.speech, job, text)

    def _on_written(self, path: Path) -> None:
        self._w.tell(self._w.say(N_("Wrote {path}."), path=str(path)))

    def _on_forms(self, written: list[Path]) -> None:
        if written:
            self._w.tell(
                self._w.say(N_("Wrote {count} files into {folder}."), count=len(written), folder=str(written[0].parent))
            )
        else:
            self._w.tell(self._w.say(N_("No awards are set up for this year, so there are no forms to write.")))

    def _on_checked(self, findings: tuple[checks.Finding, ...]) -> None:
        if self._w.desk is not None:
            CheckDialog(self._w, self._w.desk, findings).open()


def _template(out: Path, _report: Any, _cancelled: Any) -> Path:
    exporting.write_template(out)
    return out


def _check(book: Book, year: int, _report: Any, _cancelled: Any) -> tuple[checks.Finding, ...]:
    with book.reader() as read:
        return checks.check_book(read, year)
