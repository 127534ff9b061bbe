"""What the actions of the year's end do: the summary, the award forms, the checks, and what the papers start from."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app import paths
from app.book.book import Book
from app.domain.listing import Listing
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.host import Host
from app.ui.pages.drawers import DrawersPage
from app.ui.workplace import AWARDS, SUMMARY

if TYPE_CHECKING:
    from app.book.award_rounds import Round
    from app.book.checks import Finding
    from app.ui.pages.yearend import YearEndPage


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

    def on_wizard(self) -> None:
        """Turn to the summary and open its wizard."""
        page = self._summary_page()
        if page is not None:
            page.open_wizard()

    def on_write_summary(self) -> None:
        """Turn to the summary and write it with the choices made last."""
        page = self._summary_page()
        if page is not None:
            page.writing.write_again()

    def _summary_page(self) -> YearEndPage | None:
        """The page of the summary, once it is on show; None where the page before may not be left."""
        from app.ui.pages.yearend import YearEndPage

        self.on_summary()
        page = self._w.workplace.page if self._w.workplace is not None else None
        return page if isinstance(page, YearEndPage) else None

    def on_forms(self) -> None:
        """Show the papers of the award round on show, or of the year's."""
        from app.ui.award_papers import AwardPapersDialog

        if self._w.desk is not None and self._w.may_leave():
            AwardPapersDialog(self._w, self._w.desk, self._awards()).open()

    def on_holidays(self) -> None:
        """Look at the days off and the weekends at work, and put them right."""
        from app.ui.holidays_dialog import HolidaysDialog

        year = self._w.desk.work_year if self._w.desk is not None else None
        HolidaysDialog(self._w, self._w.speech, year).open()

    def on_forms_folder(self) -> None:
        """Open the folder in which the clerk's own forms lie."""
        folder = paths.forms_folder()
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            told = N_("{folder} cannot be opened here. Look for it in the file manager.")
            self._w.show_status(self._w.say(told, folder=str(folder)))

    def on_new_round(self) -> None:
        """Start an award round, and turn to it."""
        from app.ui.award_new import NewRoundDialog

        if self._w.desk is not None and self._w.may_leave():
            dialog = NewRoundDialog(self._w, self._w.desk)
            dialog.finished_with.connect(self._on_round)
            dialog.open()

    def on_round_details(self) -> None:
        """Open the record of the round on show in the tab of the awards."""
        shown = self._round()
        if self._w.workplace is not None and shown is not None and shown.round_id is not None:
            self._w.workplace.open_record("award_round", shown.round_id)
        else:
            self._w.show_status(self._w.say(N_("Turn to “Recognition” and start a round first.")))

    def on_award_quota(self) -> None:
        """Share out the places of an award."""
        from app.ui.award_quota import QuotaDialog

        if self._w.desk is not None and self._w.may_leave():
            QuotaDialog(self._w, self._w.desk, self._award()).open()

    def on_award_nominate(self) -> None:
        """Nominate members for an award."""
        from app.ui.award_nominate import AwardNominateDialog

        if self._w.desk is not None and self._w.may_leave():
            AwardNominateDialog(self._w, self._w.desk, (), self._award()).open()

    def on_tally(self) -> None:
        """Count the votes for an award."""
        from app.ui.award_tally import TallyDialog

        if self._w.desk is not None and self._w.may_leave():
            TallyDialog(self._w, self._w.desk, self._award()).open()

    def on_outcome(self) -> None:
        """Give the nominees chosen in the table one outcome."""
        from app.ui.award_outcome import OutcomeDialog

        page = self._w.workplace.record_page() if self._w.workplace else None
        ids = page.table.selected_ids() if page is not None and page.record.table == "nominee" else []
        if not ids:
            self._w.show_status(self._w.say(N_("Choose nominees in their table first.")))
        elif self._w.desk is not None and self._w.may_leave():
            OutcomeDialog(self._w, self._w.desk, ids).open()

    def on_honour_chosen(self) -> None:
        """Enter the chosen of the round on show, or of the year, into the list of honours."""
        from app.ui.award_steps import honour_chosen

        if self._w.desk is not None and self._w.may_leave():
            honour_chosen(self._w, self._w.desk, self._awards())

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

    def _on_round(self, _round_id: object) -> None:
        if self._w.workplace is not None:
            self._w.workplace.page_of("award")

    def _award(self) -> int | None:
        """The award on show: the one chosen in the table of awards, or the one that its parts are shown of."""
        page = self._w.workplace.record_page() if self._w.workplace else None
        if page is None:
            return None
        if page.record.table == "award":
            return next(iter(page.table.selected_ids()), None)
        chosen = [one.value for one in page.table.model.listing.conditions if (one.field, one.op) == ("award_id", "is")]
        return next((one for one in chosen if isinstance(one, int)), None)

    def _awards(self) -> tuple[int, ...]:
        """The awards of the round on show; none where the tab of the awards has not been turned to."""
        shown = self._round()
        return shown.award_ids if shown is not None else ()

    def _round(self) -> Round | None:
        page = self._w.workplace.pages.get(AWARDS) if self._w.workplace else None
        return page.strip.round if isinstance(page, DrawersPage) and page.strip is not None else None

    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        if self._w.desk is not None:
            from app.ui.check_dialog import CheckDialog

            CheckDialog(self._w, self._w.desk, findings).open()


def _check(book: Book, year: int, _report: Any, _cancelled: Any) -> tuple[Finding, ...]:
    from app.book import checks

    with book.reader() as read:
        return checks.check_book(read, year)
