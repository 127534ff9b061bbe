"""The sheets a workbook of ours can have, as the import and the export offer them."""

from __future__ import annotations

from app.book.workbook import sheet_record
from app.domain.records import BY_SHEET
from app.ui.speech import Speech


def names(speech: Speech) -> list[tuple[str, str]]:
    """Each sheet's own name and what it is called on screen."""
    found = [(name, sheet_record(name)) for name in BY_SHEET]
    return [(name, speech.records(record)) for name, record in found if record is not None]
