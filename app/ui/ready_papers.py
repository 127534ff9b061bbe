"""Papers that are ready without asking for anything: the forms of aid entries, hardship files and activities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from app.book import ledger_papers
from app.book.book import Book
from app.book.reader import Reader
from app.documents.blocks import Document
from app.documents.filling_ledger import joined, ledger_forms
from app.domain.errors import AppError
from app.domain.ledger_facts import LedgerFacts
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.resources import forms
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.paper_dialog import PaperDialog

HARDSHIP_FILE = "hardship_file"
_NAMED = 20  # records whose numbers are noted one by one
APPROVAL, RECEIPT, HARDSHIP, ATTENDANCE = "aid_approval", "receipt", "hardship", "attendance"
_GATHER: dict[str, Callable[[Reader, Sequence[int]], LedgerFacts]] = {
    APPROVAL: ledger_papers.entry_facts,
    RECEIPT: ledger_papers.entry_facts,
    HARDSHIP: ledger_papers.hardship_facts,
    ATTENDANCE: ledger_papers.activity_facts,
}


class Ready(NamedTuple):
    """A paper and the name of its file; ``whole`` is the same with nothing masked, where that is to be chosen.

    ``ids`` are the records that it shows then.
    """

    name: str
    document: Document
    whole: Document | None = None
    ids: tuple[int, ...] = ()


def ready_paper(read: Reader, form_id: str, ids: Sequence[int]) -> Ready:
    """One form for records, a page or more each; one receipt for all entries together.

    Hardship files come masked, and unmasked beside it for a register that needs the whole numbers.

    Raises:
        AppError: the form is not there or wrong, or the records are gone.
    """
    if form_id not in forms():
        raise AppError(N_("The form “{form}” is missing. Put its file back into the folder forms."), form=form_id)
    papers = ledger_forms(_GATHER[form_id](read, ids), [forms()[form_id]])
    if not papers:
        raise AppError(N_("The records chosen are gone, so there is nothing to print. Choose others."))
    name = papers[0].stem if len(papers) == 1 else f"{papers[0].stem}等{len(papers)}份"
    document = joined(papers)
    if form_id != HARDSHIP:
        return Ready(name, document)
    whole = joined(ledger_forms(ledger_papers.hardship_facts(read, ids, unmask=True), [forms()[form_id]]))
    return Ready(name, document, whole if whole != document else None, tuple(ids))


def make(book: Book, form_id: str, ids: Sequence[int], _report: Any, _cancelled: Any) -> Ready:
    """The same as a job: a hundred chosen records are a hundred pages."""
    with book.reader() as read:
        return ready_paper(read, form_id, ids)


def show(parent: QWidget, desk: Desk, ready: Ready) -> PaperDialog | None:
    """Show a paper, ready to be printed; None where the clerk, asked how much of it to show, thought better of it.

    The choice is asked each time and kept nowhere: full numbers are printed only by one who has just said so.
    """
    document = ready.document
    if ready.whole is not None:
        in_full = desk.ask.whole_numbers(parent)
        if in_full is None:
            return None
        if in_full and not note_in_full(parent, desk, HARDSHIP_FILE, ready.ids):
            return None
        document = ready.whole if in_full else document
    dialog = PaperDialog(parent, desk, document, ready.name)
    dialog.open()
    return dialog


def note_in_full(parent: QWidget, desk: Desk, table: str, ids: Sequence[int]) -> bool:
    """Write into the history that records come onto paper with whole numbers; says whether that went well.

    A file open for reading only can keep no note.
    """
    numbers = "、".join(str(desk.read.serial(row_id)) for row_id in ids[:_NAMED])
    label = N_("Paper with whole numbers: {kind} No. {numbers}")
    try:
        if not desk.book.read_only:
            desk.book.note(label, kind=BY_TABLE[table].label, numbers=numbers + ("……" if len(ids) > _NAMED else ""))
    except AppError as error:
        show_error(parent, desk.speech, error)
        return False
    return True
