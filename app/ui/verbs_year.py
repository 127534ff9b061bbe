"""What the actions of the year's end do: the summary, the award forms, the checks, and what the papers start from."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.book.book import Book
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.host import Host
from app.ui.workplace import SUMMARY

if TYPE_CHECKING:
    from app.book.checks import Finding


class YearVerbs(QObject):
    """One slot for each action of the year's end; see ``actions.py`` for their names."""

    def __init__(self, window: Host) -> None:
        """Act for ``window``."""
        super().__init__(window)
        self._w = window

    def on_summary(self) -> None:
        """Turn to the summary."""
        if self._w.workplace is not None:
            self._w.workplace.turn_to(SUMMARY)

    def on_forms(self) -> None:
        """Write the award forms of the year into a folder."""
        from app.ui import file_jobs

        desk = self._w.desk
        if desk is None:
            return
        folder = self._w.ask.folder(self._w, N_("Where to write the award forms"), desk.book.path.parent)
        if folder is not None:
            self._w.run(
                partial(file_jobs.write_forms, desk.book, desk.work_year, folder),
                self._on_forms,
                self._w.say(N_("Writing the award forms …")),
            )

    def on_check(self) -> None:
        """Look for what does not agree."""
        desk = self._w.desk
        if desk is not None:
            self._w.run(partial(_check, desk.book, desk.work_year), self._on_checked, self._w.say(N_("Checking …")))

    def on_union(self) -> None:
        """Open the union's own record."""
        desk = self._w.desk
        if desk is not None:
            from app.ui.record_dialog import open_record

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
            from app.ui.list_dialog import ListDialog

            ListDialog(self._w, self._w.desk, listing).open()

    # ------------------------------------------------------------------------------------------- jobs

    def _on_forms(self, written: list[Path]) -> None:
        from app.ui.written import tell_written

        if written:
            told = N_("Wrote {count} files into {folder}.")
            self._w.show_status(self._w.say(told, count=len(written), folder=str(written[0].parent)))
            tell_written(self._w, self._w.speech, written)
        else:
            self._w.tell(self._w.say(N_("No awards are set up for this year, so there are no forms to write.")))

    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        if self._w.desk is not None:
            from app.ui.check_dialog import CheckDialog

            CheckDialog(self._w, self._w.desk, findings).open()


def _check(book: Book, year: int, _report: Any, _cancelled: Any) -> tuple[Finding, ...]:
    from app.book import checks

    with book.reader() as read:
        return checks.check_book(read, year)
