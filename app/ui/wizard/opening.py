"""Opening a record over the wizard, so that it is corrected there and the wizard stays where it is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_sentence
from app.ui.record_dialog import RecordDialog, open_record

_ON_OTHERS = ("figure", "attachment")  # they have no form of their own


def open_row(window: QWidget, desk: Desk, table: str, row_id: int) -> RecordDialog | None:
    """Open a record's form over ``window``; None where the record is gone."""
    row = desk.read.rows(table, [row_id]).get(row_id) if table in BY_TABLE else None
    if row is None:
        gone = N_("This record is no longer there. Look for it in the recycle bin.")
        show_sentence(window, desk.speech, desk.speech.say(gone))
        return None
    if table in _ON_OTHERS:
        return open_row(window, desk, row["owner_table"], row["owner_id"])
    record = BY_TABLE[table]
    fixed = {record.owner: row[record.owner]} if record.owner else {}
    return open_record(window, desk, record, row_id, fixed)
