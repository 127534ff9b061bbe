"""What the actions on files and on the book as a whole do: open, import, export, back up, undo, history."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app import paths
from app.book import twins
from app.domain.errors import AppError
from app.i18n import N_
from app.ui.ask import BOOKS, DATA_FILES, EXCEL
from app.ui.errors import show_error
from app.ui.host import Host


class FileVerbs(QObject):
    """One slot for each action on files and on the book; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window

    # ------------------------------------------------------------------------------------------- file

    def on_new_file(self) -> None:
        """Make a new data file."""
        from app.ui.new_dialog import NewDialog

        dialog = NewDialog(self._w, self._w.speech, self._w.ask)
        dialog.chosen.connect(self._w.make_file)
        dialog.open()

    def on_demo(self) -> None:
        """Make the invented union's file where there is none, and open it."""
        from app.ui import demo_jobs

        self._w.run(
            partial(demo_jobs.make_demo, demo_jobs.demo_path()),
            self._w.open_path,
            self._w.say(N_("Making an invented union to look around in …")),
        )

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
        from app.ui.import_dialog import ImportDialog

        desk = self._w.desk
        if desk is None or not self._w.may_leave():
            return
        dialog = ImportDialog(self._w, desk, path)
        dialog.imported.connect(self._on_imported)
        dialog.open()
        dialog.begin()

    def _on_imported(self, sentence: str) -> None:
        taken = getattr(self.sender(), "took_in", 0) > 0
        page = self._w.workplace.record_page() if self._w.workplace else None
        if taken and page is not None:
            page.table.end_search()
        self._w.tell(sentence, step=taken)

    def on_export(self) -> None:
        """Export to a workbook."""
        from app.ui.export_dialog import ExportDialog
        from app.ui.list_paper_dialog import wish_of

        desk = self._w.desk
        if desk is None:
            return
        name = str(desk.read.union()["name"]) or desk.book.path.stem
        page = self._w.workplace.record_page() if self._w.workplace else None
        shown = wish_of(desk, page.table.model) if page else None
        ExportDialog(self._w, desk, self._folder() / f"{name}.xlsx", shown).open()

    def on_template(self) -> None:
        """Write the blank workbook."""
        out = self._w.ask.save_file(self._w, N_("Blank Excel template"), EXCEL, self._folder() / "空白模板.xlsx")
        if out is not None:
            self._w.run(partial(_template, out), self._on_written, self._w.say(N_("Writing {file} …"), file=out.name))

    def on_backup(self) -> None:
        """Back the open file up into a folder."""
        from app.ui import file_jobs

        desk = self._w.desk
        if desk is None:
            return
        folder = self._w.ask.folder(self._w, N_("Where to back up to"), self._folder())
        if folder is not None:
            self._w.run(
                partial(file_jobs.back_up, desk.book.path, folder, self._w.password),
                self._on_backed_up,
                self._w.say(N_("Backing up …")),
            )

    def on_save_elsewhere(self) -> None:
        """Go on working in a copy at another place; what is being typed stays as it is."""
        desk = self._w.desk
        if desk is None:
            return
        proposal = paths.documents_folder() / desk.book.path.name
        out = self._w.ask.save_file(self._w, N_("Save a copy elsewhere"), DATA_FILES, proposal)
        if out is None:
            return
        try:
            desk.book.move_to(out)
        except AppError as error:
            show_error(self._w, self._w.speech, error)
            return
        self._w.moved()

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

    def on_history(self) -> None:
        """Show the history."""
        from app.ui.history_dialog import HistoryDialog

        if self._w.desk is not None:
            HistoryDialog(self._w, self._w.desk).open()

    def show_history(self, table: str, row_id: int) -> None:
        """Show the history of one record."""
        from app.ui.history_dialog import HistoryDialog

        if self._w.desk is not None:
            HistoryDialog(self._w, self._w.desk, table, row_id).open()

    def on_recycle(self) -> None:
        """Show the recycle bin."""
        from app.ui.history_dialog import RecycleDialog

        if self._w.desk is not None and self._w.may_leave():
            RecycleDialog(self._w, self._w.desk).open()

    # ------------------------------------------------------------------------------------------- jobs

    def _folder(self) -> Path:
        if self._w.desk is None:
            return paths.documents_folder()
        path = self._w.desk.book.path
        return (twins.original_of(path) or path).parent  # a folder of backups is no place to work in

    def _on_backed_up(self, path: Path) -> None:
        from app.ui.written import tell_written

        self._w.show_status(
            self._w.say(N_("Backed up and read back: {path}. A USB stick may be taken out."), path=str(path))
        )
        tell_written(self._w, self._w.speech, [path], N_("The backup is made and read back"))

    def _on_written(self, path: Path) -> None:
        from app.ui.written import tell_written

        self._w.show_status(self._w.say(N_("Wrote {path}."), path=str(path)))
        tell_written(self._w, self._w.speech, [path])


def _template(out: Path, _report: Any, _cancelled: Any) -> Path:
    from app.book import exporting

    exporting.write_template(out)
    return out
