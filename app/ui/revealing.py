"""Whether a masked value may be shown whole: the password is asked for once more, and the history notes it.

The password is asked for once while the file is open, and one note is made for each record in that time: a clerk who
puts a list of telephone numbers right is not to be kept from it.
"""

from __future__ import annotations

import logging

from PySide6.QtWidgets import QWidget

from app.book import backups
from app.domain.errors import AppError
from app.domain.records import BY_TABLE
from app.i18n import N_
from app.ui.desk import Desk
from app.ui.errors import show_error, show_sentence

_log = logging.getLogger("app.ui.revealing")


def may_reveal(desk: Desk, widget: QWidget) -> bool:
    """Whether the record of the form around ``widget`` may show what it masks; asks, and notes it."""
    place = _place(widget)
    if place is None or place in desk.revealed:
        return True
    if not _known(desk, widget):
        return False
    try:
        if not desk.book.read_only:  # a file open for reading only can keep no note
            kind = BY_TABLE[place[0]].label
            desk.book.note(
                N_("Show whole numbers of {kind} No. {number}"), kind=kind, number=desk.read.serial(place[1])
            )
    except AppError as error:
        show_error(widget, desk.speech, error)
        return False
    desk.revealed.add(place)
    return True


def _known(desk: Desk, widget: QWidget) -> bool:
    """Whether the clerk has said the password since the file was opened, or the file has none."""
    if not desk.book.secret or desk.revealed:
        return True
    typed = desk.ask.password(widget.window(), N_("The password, to see whole numbers:"))
    if typed is None:
        return False
    if not typed or not _opens(desk, typed):
        show_sentence(widget, desk.speech, desk.speech.say(N_("That is not the password of this file.")))
        return False
    return True


def _opens(desk: Desk, typed: str) -> bool:
    try:
        return backups.opens(desk.book.path, typed) is not None
    except AppError:
        _log.exception("the file could not be asked for its password")
        return False


def _place(widget: QWidget) -> tuple[str, int] | None:
    """The record of the form that a widget is in; None for one that is new, or in no form."""
    above: QWidget | None = widget
    while above is not None:
        record, row_id = getattr(above, "record", None), getattr(above, "row_id", None)
        if record is not None and isinstance(row_id, int):
            return str(record.table), row_id
        above = above.parentWidget()
    return None
