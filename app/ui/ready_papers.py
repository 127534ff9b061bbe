"""Papers that are ready without asking for anything: the 签到表 of an activity, the 签领表 of aid entries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.book import signing
from app.book.reader import Reader
from app.documents.blocks import Document
from app.documents.list_paper import list_paper
from app.ui.desk import Desk
from app.ui.paper_dialog import PaperDialog


def attendance_sheet(read: Reader, activity_id: int) -> Document:
    """签到表 of an activity; KeyError when it is gone."""
    return list_paper(signing.attendance(read, activity_id))


def receipt_sheet(read: Reader, entry_ids: Sequence[int]) -> Document:
    """签领表 of aid entries; ValueError when none of them is there any more."""
    return list_paper(signing.receipt(read, entry_ids))


def show_attendance(parent: QWidget, desk: Desk, activity_id: int) -> PaperDialog:
    """Show the 签到表 of an activity."""
    title = str(desk.read.row("activity", activity_id)["title"])
    return _show(parent, desk, attendance_sheet(desk.read, activity_id), f"签到表-{title}")


def show_receipt(parent: QWidget, desk: Desk, entry_ids: Sequence[int]) -> PaperDialog:
    """Show the 签领表 of aid entries."""
    document = receipt_sheet(desk.read, entry_ids)
    return _show(parent, desk, document, signing.receipt_name(desk.read, entry_ids))


def _show(parent: QWidget, desk: Desk, document: Document, name: str) -> PaperDialog:
    dialog = PaperDialog(parent, desk, document, name)
    dialog.open()
    return dialog
