"""Deleting records by hand: what cannot go is said at once, what can is asked about once, and then it is gone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.book import editing
from app.domain.errors import AppError
from app.domain.fields import RecordType
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_error

_NAME = 40  # characters of a name in the question


def delete(parent: QWidget, desk: Desk, record: RecordType, ids: Sequence[int]) -> bool:
    """Ask, then delete in one step; says whether the records are gone."""
    try:
        editing.refuse_if_held(desk.read, record.table, ids)
        if not desk.ask.confirm(parent, _question(desk, record, ids), N_("Delete")):
            return False
        editing.delete(desk.book, record.table, ids)
    except AppError as error:
        show_error(parent, desk.speech, error)
        return False
    return True


def _question(desk: Desk, record: RecordType, ids: Sequence[int]) -> str:
    kind = desk.speech.record(record)
    if len(ids) == 1:
        name = desk.read.captions(record.table, ids).get(ids[0], "")
        return desk.speech.say(
            N_("Delete {kind} “{name}”? It can be put back from the recycle bin."),
            kind=kind,
            name=" ".join(name.split())[:_NAME],
        )
    return desk.speech.say(
        N_("Delete {count} records ({kind})? They can be put back from the recycle bin."), kind=kind, count=len(ids)
    )
