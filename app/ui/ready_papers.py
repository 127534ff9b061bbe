"""Papers that are ready without asking for anything: the forms of aid entries, hardship files and activities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.book import ledger_papers
from app.book.book import Book
from app.book.reader import Reader
from app.documents.blocks import Document
from app.documents.filling_ledger import joined, ledger_forms
from app.domain.errors import AppError
from app.domain.ledger_facts import LedgerFacts
from app.i18n import N_
from app.resources import forms
from app.ui.desk import Desk
from app.ui.paper_dialog import PaperDialog

APPROVAL, RECEIPT, HARDSHIP, ATTENDANCE = "aid_approval", "receipt", "hardship", "attendance"
_GATHER: dict[str, Callable[[Reader, Sequence[int]], LedgerFacts]] = {
    APPROVAL: ledger_papers.entry_facts,
    RECEIPT: ledger_papers.entry_facts,
    HARDSHIP: ledger_papers.hardship_facts,
    ATTENDANCE: ledger_papers.activity_facts,
}

Ready = tuple[str, Document]  # the name of a file, and its paper


def ready_paper(read: Reader, form_id: str, ids: Sequence[int]) -> Ready:
    """One form for records, a page or more each; one receipt for all entries together.

    Raises:
        AppError: the form is not there or wrong, or the records are gone.
    """
    if form_id not in forms():
        raise AppError(N_("The form “{form}” is missing. Put its file back into the folder forms."), form=form_id)
    papers = ledger_forms(_GATHER[form_id](read, ids), [forms()[form_id]])
    if not papers:
        raise AppError(N_("The records chosen are gone, so there is nothing to print. Choose others."))
    name = papers[0].stem if len(papers) == 1 else f"{papers[0].stem}等{len(papers)}份"
    return name, joined(papers)


def make(book: Book, form_id: str, ids: Sequence[int], _report: Any, _cancelled: Any) -> Ready:
    """The same as a job: a hundred chosen records are a hundred pages."""
    with book.reader() as read:
        return ready_paper(read, form_id, ids)


def show(parent: QWidget, desk: Desk, ready: Ready) -> PaperDialog:
    """Show a paper, ready to be printed."""
    name, document = ready
    dialog = PaperDialog(parent, desk, document, name)
    dialog.open()
    return dialog
